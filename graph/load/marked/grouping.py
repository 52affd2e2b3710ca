"""Problems of one cause told once, with how many there are and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.load.table.problems import RowProblem, Words, spans

_QUOTED = {"zh": re.compile("“[^”]*”"), "en": re.compile(r"'[^']*'|\"[^\"]*\"")}
_VALUES = 4
"""So many of the values that are wrong in the same way are quoted."""


@dataclass
class ProblemGroup:
    """Problems of one sheet and column that are said in the same words, but for the value itself."""

    first: RowProblem
    all: list[RowProblem] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.all)

    @property
    def where(self) -> Words:
        """The rows, ``第 3、5–9 行``; empty where the sheet as a whole is meant."""
        rows = sorted({problem.place.row for problem in self.all} - {0})
        if not rows:
            return "", ""
        return f"第 {spans(rows)} 行", f"row {spans(rows, ', ')}"

    def words(self, lang: str) -> Words:
        """What is wrong, with some of the values, and what was expected, in a language."""
        wrong, expected = self.first.words(lang)
        quoted = _QUOTED["zh" if lang == "zh" else "en"]
        values = {
            found[0]: None for one in self.all if (found := quoted.search(one.words(lang)[0]))
        }
        if len(values) > 1:
            between, rest = ("、", " 等") if lang == "zh" else (", ", " …")
            listed = between.join(list(values)[:_VALUES]) + (rest if len(values) > _VALUES else "")
            wrong = quoted.sub(lambda _: listed, wrong, count=1)
        return wrong, expected


def grouped(problems: Iterable[RowProblem]) -> list[ProblemGroup]:
    """The problems by sheet, column, code and words, each group where its first stands."""
    groups: dict[tuple[object, ...], ProblemGroup] = {}
    for one in problems:
        cause = _QUOTED["zh"].sub("“”", one.wrong[0], count=1)
        key = one.place.file, one.place.sheet, one.column, one.code, cause, one.expected
        groups.setdefault(key, ProblemGroup(one)).all.append(one)
    return list(groups.values())

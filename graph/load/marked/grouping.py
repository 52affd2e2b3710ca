"""Equal problems told once, with how many there are and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.load.table.problems import RowProblem, Words, spans


@dataclass
class ProblemGroup:
    """Problems of one sheet and column that are said in the same words."""

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


def grouped(problems: Iterable[RowProblem]) -> list[ProblemGroup]:
    """The problems by sheet, column, code and words, each group where its first stands."""
    groups: dict[tuple[object, ...], ProblemGroup] = {}
    for one in problems:
        key = one.place.file, one.place.sheet, one.column, one.code, one.wrong, one.expected
        groups.setdefault(key, ProblemGroup(one)).all.append(one)
    return list(groups.values())

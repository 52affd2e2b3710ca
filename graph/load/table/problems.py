"""What is wrong in a file, place by place, and the error that carries all of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from graph.errors import LoadError

Words = tuple[str, str]
"""The same in Chinese and in English."""


_LONGEST = 40
_RUNS = 12


def excerpt(value: object) -> str:
    """What a sentence quotes of a value: its text, cut where it is long."""
    text = str(value).upper() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def cell_ref(sheet: str, row: int, at: int) -> str:
    """A cell as a person names it, by its row and its column counted from 0: ``骑手!B7``."""
    return f"{sheet}!{get_column_letter(at + 1)}{row}"


def spans(numbers: Iterable[int], between: str = "、") -> str:
    """Rising numbers as a person writes them: ``3、5–9``; of many only the first."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs[:_RUNS]]
    return between.join(texts) + (" …" if len(runs) > _RUNS else "")


_QUESTIONS = ("day.future", "datum.missing", "place.far")
"""Codes of what can hardly be, and may be all the same."""


@dataclass(frozen=True)
class Place:
    """Where a row came from; ``row`` is the number a spreadsheet shows, 0 for a whole sheet."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class RowProblem:
    """One thing that is wrong: where, what, and what was expected, in both languages.

    ``column`` is the header as it stands in the file, or the field's name in rows from Python.
    ``code`` names the cause where something can be done about it by choice
    (``personal.telephone``), and ``ref`` the cell to name in that choice (``骑手!B7``).
    """

    place: Place
    column: str
    wrong: Words
    expected: Words = ("", "")
    code: str = ""
    ref: str = ""

    @property
    def acceptable(self) -> bool:
        """Whether a person may say that it is right as it stands."""
        return self.code.startswith("personal.") or self.code in _QUESTIONS

    def words(self, lang: str) -> Words:
        """What is wrong and what was expected, in a language (``zh`` or ``en``)."""
        at = 0 if lang == "zh" else 1
        return self.wrong[at], self.expected[at]


def without_repeats(problems: Iterable[RowProblem]) -> list[RowProblem]:
    """The problems without those that only follow from another of the same cell or column.

    A value is missing where its cell could not be read; a column is unknown that is personal; what
    stands in a column that cannot be read at all; one cell from which two records are made.
    """
    first: dict[object, RowProblem] = {}
    for one in problems:
        first.setdefault((_cell(one), one.wrong), one)
    problems = list(first.values())
    cells = {_cell(one) for one in problems if one.code not in _OF_A_BLANK}
    personal = {one.ref for one in problems if one.code == "column.personal"}
    unread = {
        (one.place.sheet, one.column)
        for one in problems
        if one.code in ("column.personal", "column.unknown")
    }
    return [
        one
        for one in problems
        if not (one.code in _OF_A_BLANK and _cell(one) in cells)
        and not (one.code == "column.unknown" and one.ref in personal)
        and not (one.code.startswith("personal.") and (one.place.sheet, one.column) in unread)
    ]


_OF_A_BLANK = ("cell.missing", "datum.missing")


def _cell(problem: RowProblem) -> tuple[str, int, str]:
    return problem.place.sheet, problem.place.row, problem.column


class FaultyRows(LoadError):
    """Rows that cannot be loaded: ``faults`` has every one of them, and nothing was written."""

    def __init__(self, faults: list[RowProblem]) -> None:
        first = faults[0]
        parts = (first.place.file, first.place.sheet, str(first.place.row or ""), first.column)
        where = " · ".join(part for part in parts if part)
        super().__init__(
            f"有 {len(faults)} 处问题，没有写入任何数据。第一处在 {where}：{first.wrong[0]}。",
            f"{len(faults)} faults were found and nothing was written. "
            f"The first is at {where}: {first.wrong[1]}.",
        )
        self.faults = faults

"""One sheet as a register reads it: its columns, its rows, and what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from graph.load.registers.language import Column, Register
from graph.load.registers.records import Values
from graph.load.table.problems import Place, RowProblem, Words
from graph.load.table.sheets import RawSheet
from graph.model.town import NO_TOWN, Town


@dataclass(frozen=True)
class Bound:
    """A column of a sheet: where it stands (from 0), its header, and what the register says of it."""

    at: int
    header: str
    column: Column


@dataclass
class SheetRow:
    """One row: the values of each node and relationship of it, and the cells that hold more."""

    place: Place
    values: dict[str, Values] = field(default_factory=dict)
    cells: dict[str, object] = field(default_factory=dict)
    """By the column's Chinese header: many, consents, headcounts, steps, days, as notation reads them."""
    ids: dict[str, str] = field(default_factory=dict)
    chosen: str | None = None
    broken: bool = False


@dataclass
class RegisterSheet:
    """A sheet of a register: its columns, its rows, and what is wrong with them."""

    register: Register
    sheet: RawSheet
    town: Town = NO_TOWN
    columns: list[Bound] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    _headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers(self, part: str) -> dict[str, str]:
        """The header of each field of a node or relationship that the sheet has a column for."""
        if part not in self._headers:
            self._headers[part] = {
                ref.partition(".")[2]: bound.header
                for bound in self.columns
                for ref in bound.column.refs
                if ref.partition(".")[0] == part
            }
        return self._headers[part]

    def header_of(self, wanted: Callable[[Column], bool]) -> str:
        """The header of the first column that fits; the first one where none does."""
        found = (bound.header for bound in self.columns if wanted(bound.column))
        return next(found, self.columns[0].header if self.columns else "")

    def problem(self, place: Place, header: str, wrong: Words, expected: Words = ("", "")) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(RowProblem(place, header, wrong, expected))

    def missing(self, place: Place, header: str, expected: Words = ("", "")) -> None:
        """Note that a cell is blank which must not be; not said where the cell has a fault of its own."""
        wrong = ("缺少这一项", "it is missing")
        self.problems.append(RowProblem(place, header, wrong, expected, "cell.missing"))

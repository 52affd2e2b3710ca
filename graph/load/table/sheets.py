"""A file as its sheets: each with its header row, the rows below it, and where each of them stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

from graph.load.personal import personal_findings
from graph.load.table.bounds import refuse_too_large
from graph.load.table.formats.delimited import read_delimited
from graph.load.table.formats.grid import Cells, Grid, is_blank
from graph.load.table.formats.old_workbook import read_old_workbook
from graph.load.table.formats.recognising import Format, format_of, unreadable
from graph.load.table.formats.workbook import read_workbook
from graph.load.table.headings import Known, header_at, heading, is_footer, knows, model_words
from graph.load.table.problems import Place, RowProblem
from graph.load.table.sheet_faults import faults_of, notes_of

__all__ = ["FAULTS_SHEET", "LISTS_SHEET", "READ_ME", "Cells", "RawSheet", "is_blank", "read_sheets"]

READ_ME = "说明 Read me"
LISTS_SHEET = "名单 Lists"
"""The hidden sheet of a register workbook with what its drop-downs offer."""
_NO_ROWS: Mapping[str, int] = MappingProxyType({})
FAULTS_SHEET = "问题 Faults"
"""The sheet that is put before the others when a workbook is given back to be mended."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it stands.

    Cells are what the file's library gives: str, int, float, bool, date, datetime, time, timedelta
    or None. ``header_row`` and the numbers of the rows are those that a spreadsheet shows; blank
    rows are left out. ``above`` are the rows over the header, which are not read. ``faults`` must be
    mended; ``notes`` are told and hinder nothing.
    """

    file: str
    title: str
    header: tuple[object, ...]
    header_row: int
    rows: list[tuple[int, tuple[object, ...]]]
    faults: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()
    above: tuple[tuple[int, tuple[object, ...]], ...] = ()

    def without(self, left_out: Collection[str]) -> Self:
        """The sheet without the columns that are not to be read (``骑手!备注``), and their faults."""
        headings = [heading(cell) for cell in self.header]
        away = {at for at, text in enumerate(headings) if f"{self.title}!{text}" in left_out}
        if not away:
            return self

        def rest(row: Sequence[object]) -> tuple[object, ...]:
            return tuple(None if at in away else cell for at, cell in enumerate(row))

        names = {headings[at] for at in away}
        return replace(
            self,
            header=rest(self.header),
            rows=[(number, rest(row)) for number, row in self.rows],
            faults=tuple(fault for fault in self.faults if fault.column not in names),
        )


def read_sheets(
    path: Path,
    name: str | None = None,
    words: Collection[str] = frozenset(),
    header_rows: Mapping[str, int] = _NO_ROWS,
) -> list[RawSheet]:
    """Every sheet of a workbook but those to be read by people; a text file is one sheet.

    ``name`` is what people call the file, where that is not the path's own. ``words`` are what columns may be called beside the model's own names: the header is the row that
    has most of them, unless ``header_rows`` has the number of a sheet's, by its title. Raises LoadError, with a sentence for the cause, where the file cannot be read
    at all or holds nothing.
    """
    all_words = model_words() | set(words)
    known = knows(all_words)
    name = name or path.name
    sheets = [
        _raw(name, grid, _header_at(grid, known, header_rows), all_words)
        for grid in read_grids(path, name, known)
    ]
    if not any(sheet.rows for sheet in sheets):
        raise unreadable(name, "no_rows")
    return sheets


def read_grids(path: Path, name: str, known: Known) -> list[Grid]:
    """Every sheet of a file, as its library gives it, but those to be read by people only.

    ``known`` tells a column's name. Raises LoadError where the file cannot be read at all.
    """
    refuse_too_large(path, name)
    match format_of(path, name):
        case Format.WORKBOOK:
            grids = read_workbook(path, name)
        case Format.OLD_WORKBOOK:
            grids = read_old_workbook(path, name)
        case Format.TEXT:
            grids = [read_delimited(path, name, known)]
    return [grid for grid in grids if grid.title not in (READ_ME, LISTS_SHEET, FAULTS_SHEET)]


def _header_at(grid: Grid, known: Known, header_rows: Mapping[str, int]) -> int:
    numbers = [number for number, _ in grid.rows]
    chosen = header_rows.get(grid.title)
    return numbers.index(chosen) if chosen in numbers else header_at(grid.rows, known)


def _raw(file: str, grid: Grid, at: int, words: Collection[str]) -> RawSheet:
    above, below = grid.rows[:at], grid.rows[at + 1 :]
    header_row, header = grid.rows[at] if grid.rows else (1, ())
    feet = [number for number, row in below if is_footer(row)]
    again = [number for number, row in below if row == header]
    left_out = {*feet, *again}
    rows = [row for row in below if row[0] not in left_out] if left_out else below
    place = Place(file, grid.title, header_row)
    personal = personal_findings(place, header, rows, words.__contains__)
    return RawSheet(
        file,
        grid.title,
        header,
        header_row,
        rows,
        (*personal, *faults_of(file, grid, header, rows)),
        tuple(notes_of(file, grid, [number for number, _ in above], feet, again, rows)),
        tuple(above),
    )

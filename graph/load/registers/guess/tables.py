"""A table that staff have, as it is shown to who makes a register of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph.load.personal import is_personal_header
from graph.load.registers.files import Registers
from graph.load.registers.source import column_words, is_known
from graph.load.table import cells
from graph.load.table.headings import heading
from graph.load.table.problems import Words, cell_ref, excerpt
from graph.load.table.sheets import Cells, RawSheet, read_sheets

_HELD_ROWS = 300
_SAMPLES = 3
_TOP = 12


@dataclass(frozen=True)
class OwnTable:
    """One sheet of a file, with its first rows only; ``rows`` is how many there are in all.

    ``wrong`` says why it can be no register as it stands, or is None; ``known`` whether a register
    for such a table is there already. ``personal`` counts by header the cells that look like
    personal data; what they hold is never shown.
    """

    sheet: RawSheet
    rows: int
    known: bool
    wrong: Words | None
    personal: Mapping[str, int]

    @property
    def headings(self) -> list[str]:
        """The headers in their order."""
        return [text for cell in self.sheet.header if (text := heading(cell))]

    def samples(self, header: str) -> list[str]:
        """The first different values of a column, none of a column about persons."""
        if is_personal_header(header):
            return []
        at = [heading(cell) for cell in self.sheet.header].index(header)
        found: dict[str, None] = {}
        for number, row in self.sheet.rows:
            value = cells.stripped(row[at]) if at < len(row) else None
            if value is not None and cell_ref(self.sheet.title, number, at) not in self._masked:
                found[excerpt(value)] = None
            if len(found) == _SAMPLES:
                break
        return list(found)

    def top(self) -> list[tuple[int, str]]:
        """The first rows with their numbers, one of which is the header; no cell of a person's."""
        rows = [*self.sheet.above, (self.sheet.header_row, self.sheet.header), *self.sheet.rows]
        return [(number, self._shown(number, row)) for number, row in rows[:_TOP]]

    def _shown(self, number: int, row: Cells) -> str:
        personal = {at for at, cell in enumerate(self.sheet.header) if _is_personal(cell)}
        below = number > self.sheet.header_row
        shown = (
            excerpt(value)
            for at, cell in enumerate(row)
            if (value := cells.stripped(cell)) is not None
            and not (below and at in personal)
            and cell_ref(self.sheet.title, number, at) not in self._masked
        )
        return excerpt(" | ".join(shown))

    @property
    def _masked(self) -> set[str]:
        return {fault.ref for fault in self.sheet.faults if fault.code.startswith("personal.")}


def read_tables(
    path: Path, name: str, registers: Registers, header_rows: Mapping[str, int]
) -> list[OwnTable]:
    """The sheets of a file that hold rows; ``header_rows`` are those that a person has chosen.

    Raises LoadError where the file cannot be read at all or holds nothing.
    """
    sheets = read_sheets(path, name, column_words(registers), header_rows)
    return [_table(sheet, registers) for sheet in sheets if sheet.rows or sheet.header]


def _table(sheet: RawSheet, registers: Registers) -> OwnTable:
    personal = Counter(fault.column for fault in sheet.faults if fault.code.startswith("personal."))
    held = replace(sheet, rows=sheet.rows[:_HELD_ROWS])
    return OwnTable(held, len(sheet.rows), is_known(sheet, registers), _wrong(sheet), personal)


def _wrong(sheet: RawSheet) -> Words | None:
    """Why a sheet is no table of which each column has a name of its own."""
    headings = [heading(cell) for cell in sheet.header]
    if not sheet.rows:
        return (
            "标题行下面没有数据。请选有内容的表，或在上面选对标题行。",
            "There is no row below the header. Choose a table that holds something, or another "
            "row as its header.",
        )
    if twice := [text for text, n in Counter(headings).items() if text and n > 1]:
        return (
            f"有两列都叫“{excerpt(twice[0])}”。请在表里改成不同的列名，再上传。",
            f"Two columns are called {excerpt(twice[0])!r}. Give each its own name and bring it again.",
        )
    for at in range(max(len(row) for _, row in sheet.rows)):
        if (at >= len(headings) or not headings[at]) and (number := _first_below(sheet, at)):
            return (
                f"第 {at + 1} 列有内容（第 {number} 行），却没有列名。若标题占了两行，请在表里合成"
                "一行再上传；若选错了标题行，请在上面另选。",
                f"Column {at + 1} holds values (row {number}) and has no name. Where the header "
                "takes two rows, make one of them and upload the file again; or choose another row.",
            )
    return None


def _first_below(sheet: RawSheet, at: int) -> int | None:
    """The number of the first row that holds something in a column."""
    return next(
        (n for n, row in sheet.rows if at < len(row) and cells.stripped(row[at]) is not None), None
    )


def _is_personal(cell: object) -> bool:
    return is_personal_header(heading(cell))

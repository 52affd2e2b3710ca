"""Rows out of workbooks, CSV files and Python, each with the place it came from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import LoadError
from graph.load.table import cells
from graph.load.table.columns import (
    Column,
    kind_of,
    kinds_of_header,
    missing_columns,
    read_header,
    unknown_sheet,
)
from graph.load.table.fields import KINDS, expected
from graph.load.table.headings import numbers_rows
from graph.load.table.problems import Place, RowProblem, Words, cell_ref, excerpt
from graph.load.table.sheet_faults import column_not_read, sheet_not_read, value_without_header
from graph.load.table.sheets import Cells, RawSheet, is_blank, read_sheets
from graph.text import unprintable


@dataclass
class Table:
    """Rows of one kind with their numbers: a sheet, a CSV file, or a list from Python.

    ``headers`` has the header of each field that the file has a column for; what it has no column
    for is left as it is in the graph. It is None for Python, where each row says what it gives.
    """

    kind: str
    file: str
    sheet: str
    headers: dict[str, str] | None = None
    rows: list[tuple[int, dict[str, object]]] = field(default_factory=list)

    def place(self, row: int) -> Place:
        """The place of a row."""
        return Place(self.file, self.sheet, row)

    def column(self, name: str) -> str:
        """What a field is called in this table."""
        return (self.headers or {}).get(name, name)


@dataclass
class Source:
    """Everything that a load was given, and what was wrong with its sheets, columns and cells.

    ``notes`` are told and hinder nothing: hidden rows, names that were tidied.
    """

    name: str
    tables: list[Table] = field(default_factory=list)
    faults: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    """The titles of the file's sheets in their order."""

    def size(self) -> int:
        """How many rows there are."""
        return sum(len(table.rows) for table in self.tables)


@dataclass
class KindSheet:
    """What a sheet of one kind holds, what is wrong with it, and what is to be told of it."""

    table: Table
    faults: list[RowProblem]
    notes: list[RowProblem]


def from_python(name: str, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> Source:
    """Rows that a program gives, by the class name of their kind; they are numbered from 1."""
    unknown = sorted(kind for kind in rows if kind not in KINDS)
    if unknown:
        names = ", ".join(unknown)
        raise LoadError(f"没有这种数据：{names}。", f"There is no such kind: {names}.")
    tables = [
        Table(kind, name, kind, None, [(n, dict(row)) for n, row in enumerate(given, 1)])
        for kind, given in rows.items()
    ]
    return Source(name, tables)


def from_file(path: Path, name: str | None = None) -> Source:
    """Rows of a workbook, or of a text file that holds one table.

    Raises LoadError where the file cannot be read at all; faults inside it are in the source.
    """
    sheets = read_sheets(path, name)
    source = Source(name or path.name, sheets=[sheet.title for sheet in sheets])
    for sheet in sheets:
        add_sheet(source, sheet)
    return source


def add_sheet(source: Source, sheet: RawSheet, left_out: Collection[str] = ()) -> None:
    """Add what a sheet of one kind holds, or the fault that it is none of ours.

    ``left_out`` names columns and sheets that are not to be read (``骑手!备注``, ``Sheet2!``).
    """
    sheet = sheet.without(left_out)
    source.notes.extend(sheet.notes)
    if not sheet.header:
        return
    if f"{sheet.title}!" in left_out:
        source.notes.append(sheet_not_read(Place(sheet.file, sheet.title, 0)))
        return
    kinds = [kind] if (kind := kind_of(sheet.title)) else kinds_of_header(sheet.header)
    if len(kinds) != 1:
        source.faults.append(unknown_sheet(sheet.file, sheet.title, kinds))
        return
    if kind is None:
        source.notes.append(taken_as(sheet, KINDS[kinds[0]].zh, KINDS[kinds[0]].en))
    read = read_kind_sheet(sheet, kinds[0])
    source.tables.append(read.table)
    source.faults.extend(read.faults)
    source.notes.extend(read.notes)


def taken_as(sheet: RawSheet, zh: str, en: str) -> RowProblem:
    """The note that a sheet's columns alone say what it holds, which is called ``zh`` and ``en``."""
    words = (f"按列名认作“{zh}”", f"taken for {en} by its columns")
    return RowProblem(Place(sheet.file, sheet.title, 0), "", words, code="sheet.by_header")


def read_kind_sheet(sheet: RawSheet, kind: str) -> KindSheet:
    """The rows of a sheet that holds one kind, and what is wrong with its columns and cells."""
    top = Place(sheet.file, sheet.title, sheet.header_row)
    columns, header_faults = read_header(top, KINDS[kind], sheet.header)
    headers = {column.field.name: column.header for column in columns}
    read = KindSheet(Table(kind, sheet.file, sheet.title, headers), list(sheet.faults), [])
    numbers = [fault.column for fault in header_faults if numbers_rows(fault.column)]
    read.notes.extend(column_not_read(top, column) for column in numbers)
    homeless: list[RowProblem] = []
    with_header = {at for at, cell in enumerate(sheet.header) if not is_blank(cell)}
    for number, row in sheet.rows:
        place = read.table.place(number)
        if values := _read_row(read, place, columns, row):
            read.table.rows.append((number, values))
        homeless.extend(_homeless(place, row, with_header))
    said = {fault.ref for fault in sheet.faults} - {""}
    read.faults.extend(
        fault for fault in header_faults if fault.ref not in said and fault.column not in numbers
    )
    read.faults.extend(homeless)
    if read.table.rows:
        read.faults.extend(missing_columns(top, KINDS[kind], columns))
    return read


def _read_row(
    read: KindSheet, place: Place, columns: list[Column], row: Cells
) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in columns:
        cell = row[column.at] if column.at < len(row) else None
        value = cells.stripped(cell)
        if value is None:
            continue
        if isinstance(value, str) and (hidden := unprintable(value)):
            values[column.field.name] = _Refused
            read.faults.append(_invisible(place, column, hidden))
            continue
        try:
            values[column.field.name] = column.read(value)
        except cells.NotAValue as error:
            values[column.field.name] = _Refused
            read.faults.append(not_a_value(place, column, value, error))
            continue
        if told := cells.difference(column.field, cell, values[column.field.name]):
            read.notes.append(_note(place, column, *told))
    return values


class _Refused:
    """Stands for a cell that has had its fault; the checks say no more of it."""


def is_refused(value: object) -> bool:
    """Whether a value's cell has had its fault already."""
    return value is _Refused


def not_a_value(place: Place, column: Column, value: object, error: cells.NotAValue) -> RowProblem:
    """The fault of a cell that cannot be read as what its column holds."""
    text = excerpt(value)
    wrong = (f"看不懂“{text}”", f"{text!r} cannot be read")
    if error.wrong:
        wrong = (f"“{text}”{error.wrong[0]}", f"{text!r} {error.wrong[1]}")
    return RowProblem(place, column.header, wrong, error.expected or expected(column.field))


def _note(place: Place, column: Column, code: str, words: Words) -> RowProblem:
    ref = cell_ref(place.sheet, place.row, column.at)
    return RowProblem(place, column.header, words, code=code, ref=ref)


def _invisible(place: Place, column: Column, character: str) -> RowProblem:
    code = f"U+{ord(character):04X}"
    wrong = (f"有不可见的控制字符 {code}", f"it holds the invisible control character {code}")
    return RowProblem(place, column.header, wrong, ("删去它", "the text without it"))


def _homeless(place: Place, row: Cells, with_header: set[int]) -> Iterator[RowProblem]:
    """Values under an empty header would be lost without a word."""
    for at, cell in enumerate(row):
        if at not in with_header and cells.stripped(cell) is not None:
            yield value_without_header(place, at)

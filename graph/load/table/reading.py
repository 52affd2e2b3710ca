"""Rows out of workbooks, CSV files and Python, each with the place it came from."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl

from graph.errors import LoadError
from graph.load.table import cells
from graph.load.table.bounds import MOST_BYTES, bounded, refuse_too_large
from graph.load.table.columns import Column, kind_of, missing_columns, read_header, unknown_sheet
from graph.load.table.fields import KINDS, expected
from graph.load.table.problems import Place, RowProblem, excerpt
from graph.text import unprintable

READ_ME = "说明 Read me"
_Cells = Sequence[object]


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
    """Everything that a load was given, and what was wrong with its sheets, columns and cells."""

    name: str
    tables: list[Table] = field(default_factory=list)
    faults: list[RowProblem] = field(default_factory=list)

    def size(self) -> int:
        """How many rows there are."""
        return sum(len(table.rows) for table in self.tables)


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


def from_file(path: Path) -> Source:
    """Rows of an XLSX workbook, or of a CSV file named after its kind (``Wish.csv``).

    Raises LoadError where the file cannot be read at all; faults inside it are in the source.
    """
    refuse_too_large(path)
    read = read_csv if path.suffix.lower() == ".csv" else read_workbook
    return read(path)


def read_workbook(path: Path) -> Source:
    """Rows of every sheet of an XLSX workbook but the one to be read by people."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is of no matter here
            with path.open("rb") as file:
                sheets = list(_sheets(path.name, file))
    except (OSError, BadZipFile, KeyError, ValueError, EOFError, ParseError) as error:
        raise _unreadable(path) from error
    return _source(path.name, sheets)


def read_csv(path: Path) -> Source:
    """Rows of a CSV file in UTF-8 or, as a Chinese Excel writes it, in GB 18030."""
    try:
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        csv.field_size_limit(MOST_BYTES)
        lines = csv.reader(io.StringIO(text, newline=""))
        rows: list[_Cells] = list(bounded(path.name, path.stem, lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path) from error
    return _source(path.name, [(path.stem, rows)])


def _sheets(name: str, file: io.BufferedReader) -> Iterator[tuple[str, list[_Cells]]]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.title != READ_ME:
                sheet.reset_dimensions()  # what other programs write there is not always true
                rows = sheet.iter_rows(values_only=True)
                yield sheet.title, list(bounded(name, sheet.title, rows))
    finally:
        book.close()


def _unreadable(path: Path) -> LoadError:
    return LoadError(
        f"打不开 {path.name}：需要 XLSX 工作簿，或以 UTF-8 保存的 CSV 文件。",
        f"{path.name} cannot be read: an XLSX workbook or a CSV file in UTF-8 is needed.",
    )


def _source(file: str, sheets: Iterable[tuple[str, list[_Cells]]]) -> Source:
    source = Source(file)
    for title, rows in sheets:
        kind = kind_of(title)
        if kind is not None:
            _read_sheet(source, title, kind, rows)
        elif any(cells.stripped(cell) is not None for row in rows for cell in row):
            source.faults.append(unknown_sheet(file, title))
    return source


def _read_sheet(source: Source, title: str, kind: str, rows: list[_Cells]) -> None:
    top = Place(source.name, title, 1)
    columns, faults = read_header(top, KINDS[kind], rows[0] if rows else ())
    headers = {column.field.name: column.header for column in columns}
    table = Table(kind, source.name, title, headers)
    taken = {at for at, cell in enumerate(rows[0] if rows else ()) if cells.stripped(cell)}
    for number, row in enumerate(rows[1:], 2):
        if all(cell is None or cell == "" for cell in row):
            continue
        values = _read_row(source, table.place(number), columns, row)
        if values:
            table.rows.append((number, values))
        faults.extend(_homeless(table.place(number), row, taken))  # the first of each column
    if table.rows:
        faults.extend(missing_columns(top, KINDS[kind], columns))
    source.faults.extend(faults)
    source.tables.append(table)


def _read_row(
    source: Source, place: Place, columns: list[Column], row: _Cells
) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in columns:
        value = cells.stripped(row[column.at]) if column.at < len(row) else None
        if value is None:
            continue
        if isinstance(value, str) and (hidden := unprintable(value)):
            values[column.field.name] = _Refused
            source.faults.append(_invisible(place, column, hidden))
            continue
        try:
            values[column.field.name] = column.read(value)
        except cells.NotAValue:
            values[column.field.name] = _Refused
            source.faults.append(not_a_value(place, column, value))
    return values


class _Refused:
    """Stands for a cell that has had its fault; the checks say no more of it."""


def is_refused(value: object) -> bool:
    """Whether a value's cell has had its fault already."""
    return value is _Refused


def not_a_value(place: Place, column: Column, value: object) -> RowProblem:
    """The fault of a cell that cannot be read as what its column holds."""
    return RowProblem(
        place,
        column.header,
        (f"看不懂“{excerpt(value)}”", f"{excerpt(value)!r} cannot be read"),
        expected(column.field),
    )


def _invisible(place: Place, column: Column, character: str) -> RowProblem:
    code = f"U+{ord(character):04X}"
    wrong = (f"有不可见的控制字符 {code}", f"it holds the invisible control character {code}")
    return RowProblem(place, column.header, wrong, ("删去它", "the text without it"))


def _homeless(place: Place, row: _Cells, taken: set[int]) -> Iterator[RowProblem]:
    """Values under an empty header would be lost without a word."""
    for at, cell in enumerate(row):
        if at not in taken and cells.stripped(cell) is not None:
            name = f"第 {at + 1} 列 / column {at + 1}"
            wrong = ("这一格有内容，但它的列没有标题", "a value stands under no header")
            yield RowProblem(place, name, wrong, ("在第 1 行写列名", "the column's name in row 1"))

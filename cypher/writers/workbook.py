"""XLSX with types, units, a frozen header, and a cover sheet of facts."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from cypher.format import format_plain, format_value
from cypher.table import Table
from cypher.writers.cells import facts, heading, typed_cell
from graph.text import columns

_CREATED = datetime(2023, 8, 16)
_LONGEST = 32_000
_EXACT = 10**15
_SHEET = 31
_MEASURED = 200
_LONG = 5000
_PADDING = 2
_YUAN = "#,##0.00"


def to_xlsx(table: Table, lang: str) -> bytes:
    """The workbook; the same answer gives the same bytes."""
    zh = lang == "zh"

    def write(book: Any) -> None:
        _pairs(book, "说明" if zh else "Facts", facts(table, lang))
        _rows(book, table, lang, "数据" if zh else "Data")

    return _written(table.header.title.get(lang), write, long=len(table.rows) > _LONG)


def to_book(
    title: str, front: Sequence[tuple[str, str]], tables: Sequence[Table], lang: str
) -> bytes:
    """Several answers as one workbook: a cover, the facts of each, then a sheet for each."""
    zh, names = lang == "zh", _sheet_names(tables, lang)

    def write(book: Any) -> None:
        listed = [(name, table.title.get(lang)) for name, table in zip(names, tables, strict=True)]
        _pairs(book, "封面" if zh else "Cover", [*front, ("", ""), *listed])
        about = [
            pair
            for name, table in zip(names, tables, strict=True)
            for pair in [(name, ""), *facts(table, lang), ("", "")]
        ]
        _pairs(book, "各表说明" if zh else "Facts", about)
        for name, table in zip(names, tables, strict=True):
            _rows(book, table, lang, name)

    return _written(title, write)


def one_sheet(
    title: str, sheet: str, head: Sequence[str], rows: Iterable[Sequence[str | float | Decimal]]
) -> bytes:
    """Rows under their headings as a workbook: text as text, numbers as numbers, a Decimal as yuan."""

    def write(book: Any) -> None:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bottom": 1})
        page.set_column(0, 0, 48)
        page.set_column(1, 3, 18)
        page.freeze_panes(1, 0)
        yuan = book.add_format({"num_format": _YUAN})
        page.write_row(0, 0, head, bold)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, at, value)
                else:
                    page.write_number(
                        number, at, value, yuan if isinstance(value, Decimal) else None
                    )

    return _written(title, write)


def _written(title: str, write: Callable[[Any], None], *, long: bool = False) -> bytes:
    """The file's bytes; the rows of a ``long`` one are put away on disk as they are written."""
    out = io.BytesIO()
    options = {"remove_timezone": True, "strings_to_formulas": False}
    options |= {"constant_memory": True} if long else {"in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "created": _CREATED})
        write(book)
    return out.getvalue()


def _sheet_names(tables: Sequence[Table], lang: str) -> list[str]:
    """A name for each sheet as Excel allows it: 31 characters, none of them []:*?/\\, no name twice."""
    found: list[str] = []
    for table in tables:
        title = f"{table.header.question or ''} {table.title.get(lang)}".strip()
        name = "".join("-" if letter in "[]:*?/\\" else letter for letter in title)
        name = name[:_SHEET].strip("' ")
        number = 1
        while name.lower() in {one.lower() for one in found}:
            number += 1
            name = f"{name[: _SHEET - 3]} {number}"
        found.append(name)
    return found


def _pairs(book: Any, title: str, pairs: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(title)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    for number, (name, value) in enumerate(pairs):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, value, wrap)


def _rows(book: Any, table: Table, lang: str, title: str) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "bg_color": "#F3E9E2", "bottom": 1, "text_wrap": True})
    formats, units = _Formats(book), [table.column(name).unit for name in table.names]

    def typed(row: tuple[object, ...]) -> list[object]:
        return [
            typed_cell(table, name, value, lang)
            for name, value in zip(table.names, row, strict=True)
        ]

    first = [typed(row) for row in table.rows[:_MEASURED]]
    for at, name in enumerate(table.names):
        label = heading(table, name, lang, share="")
        column = [label, *(row[at] for row in first)]
        sheet.set_column(at, at, min(48, max(_width(one) for one in column) + _PADDING))
        sheet.write_string(0, at, label, head)
    sheet.freeze_panes(1, 0)
    if table.rows and table.names:
        sheet.autofilter(0, 0, len(table.rows), len(table.names) - 1)
    for number, row in enumerate(table.rows, 1):
        for at, value in enumerate(typed(row)):
            shape = formats.number(row[at], units[at]) if _is_number(value) else None
            _write(sheet, number, at, value, shape, formats)


class _Formats:
    """The workbook's formats, one of each."""

    def __init__(self, book: Any) -> None:
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.clock = book.add_format({"num_format": "hh:mm"})
        self._book = book
        self._numbers: dict[str, Any] = {}

    def number(self, value: object, unit: str | None) -> Any:
        """The format in which a number of the table looks as it does on the screen."""
        code = number_format(value, unit)
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code})
        return self._numbers[code]


def number_format(value: object, unit: str | None) -> str:
    """Excel's code for a number that is written as ``format_value`` writes it: ``#,##0.0``."""
    text = format_value(value, "en", unit)
    if "e" in text:
        return "0.00E+00"
    whole = "0" if unit == "name" else "#,##0"
    places = len(text.rstrip("%").partition(".")[2])
    return f"{whole}{'.' if places else ''}{'0' * places}{'%' if unit == 'percent' else ''}"


def _is_number(value: object) -> bool:
    """Whether Excel can hold it as a number, of which it keeps fifteen digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or abs(value) < _EXACT


def _write(sheet: Any, row: int, at: int, value: object, number: Any, formats: _Formats) -> None:
    """One cell by its type; text is text, whatever it begins with."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif _is_number(value):
        sheet.write_number(row, at, value, number)
    elif isinstance(value, datetime) and value.year >= 1900:
        sheet.write_datetime(row, at, value.replace(tzinfo=None), formats.moment)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), formats.day)
    elif isinstance(value, time):
        sheet.write_datetime(row, at, value.replace(tzinfo=None), formats.clock)
    else:
        text = (
            format_plain(value).replace("\r\n", "\n").replace("\r", "\n")
        )  # as Excel breaks lines
        sheet.write_string(row, at, text if len(text) <= _LONGEST else text[:_LONGEST] + " […]")


def _width(value: object) -> int:
    """How wide a value is, a Chinese character counting as two."""
    return max(map(columns, format_plain(value).split("\n")))

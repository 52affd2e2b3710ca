"""The workbook that staff import: a sheet a kind, made from the model."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from graph.load.reading import READ_ME
from graph.model import About, Row, about_fields, sheets

_CREATED = datetime(2023, 8, 16)
_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm"}


def write_workbook(path: Path, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> None:
    """Write rows by class name; without rows it is the blank workbook. Same rows, same bytes."""
    with xlsxwriter.Workbook(path, {"constant_memory": False, "remove_timezone": True}) as book:
        book.set_properties({"title": "连新台账 Lianxin", "created": _CREATED})
        styles = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
        head = book.add_format({"bold": True, "bg_color": "#F3E9E2", "bottom": 1})
        _read_me(book, head)
        for title, kind in sheets().items():
            _sheet(book, title, kind, rows.get(kind.__name__, ()), head, styles)


def _read_me(book: Any, head: Any) -> None:
    sheet = book.add_worksheet(READ_ME)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.write_row(0, 0, ["表 Sheet", "内容 What it holds"], head)
    for number, (title, kind) in enumerate(sheets().items(), 1):
        sheet.write_row(number, 0, [title, f"{kind.zh} · {kind.en}"])
    sheet.freeze_panes(1, 0)


def column_of(name: str) -> str:
    """The name of a field's column: fen are written as yuan."""
    return name[:-3] + "Yuan" if name.endswith("Fen") else name


def _sheet(
    book: Any,
    title: str,
    kind: type[Row],
    rows: Iterable[Mapping[str, object]],
    head: Any,
    styles: Mapping[type, Any],
) -> None:
    fields: dict[str, About] = about_fields(kind)
    sheet = book.add_worksheet(title)
    for at, (name, about) in enumerate(fields.items()):
        unit = "(元)" if name.endswith("Fen") else ""
        sheet.write_string(0, at, f"{about.zh}{unit} {column_of(name)}", head)
    sheet.set_column(0, len(fields) - 1, 18)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for at, name in enumerate(fields):
            value = row.get(name)
            if value is not None:
                _cell(sheet, number, at, _yuan(value) if name.endswith("Fen") else value, styles)


def _yuan(value: object) -> object:
    return value / 100 if isinstance(value, int) else value


def _cell(sheet: Any, row: int, column: int, value: object, styles: Mapping[type, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year == 9999:
        sheet.write_string(row, column, value.isoformat())
    elif type(value) in styles:
        sheet.write_datetime(row, column, value, styles[type(value)])
    else:
        sheet.write_string(row, column, str(value))

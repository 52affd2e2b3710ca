"""XLSX with types, units, a frozen header, and a cover sheet of facts."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from cypher.table import Table
from cypher.writers.cells import cell, facts, heading

_CREATED = datetime(2023, 8, 16)
_NUMBER = {"fen": "#,##0.00", "percent": "0.0%", "minute": "0.0"}


def to_xlsx(table: Table, lang: str) -> bytes:
    """The workbook; the same answer gives the same bytes."""
    out = io.BytesIO()
    zh = lang == "zh"
    with xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"title": table.header.title.get(lang), "created": _CREATED})
        _cover(book, table, lang, "说明" if zh else "Facts")
        _rows(book, table, lang, "数据" if zh else "Data")
    return out.getvalue()


def _cover(book: Any, table: Table, lang: str, title: str) -> None:
    sheet = book.add_worksheet(title)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for number, (name, value) in enumerate(facts(table, lang)):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, value, wrap)


def _rows(book: Any, table: Table, lang: str, title: str) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "bg_color": "#F3E9E2", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(table.names):
        unit = _NUMBER.get(table.column(name).unit or "")
        sheet.set_column(at, at, 18, book.add_format({"num_format": unit}) if unit else None)
        sheet.write_string(0, at, heading(table, name, lang), head)
    for number, row in enumerate(table.rows, 1):
        for at, (name, value) in enumerate(zip(table.names, row, strict=True)):
            said = cell(table, name, value, lang)
            if isinstance(said, datetime):
                sheet.write_datetime(number, at, said.replace(tzinfo=None), moment)
            elif isinstance(said, date):
                sheet.write_datetime(number, at, datetime(said.year, said.month, said.day), day)
            elif isinstance(said, bool):
                sheet.write_boolean(number, at, said)
            elif isinstance(said, int | float):
                sheet.write_number(number, at, said)
            elif said is not None:
                sheet.write_string(number, at, str(said))

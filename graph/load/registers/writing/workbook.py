"""The workbook of registers: blank with a row of example, or with what is in a graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from graph.client import Graph
from graph.errors import LoadError
from graph.files import reason_of
from graph.load.registers.examples import MARK, example
from graph.load.registers.files import Registers
from graph.load.registers.language import Column, Register
from graph.load.registers.records import GivenRecords, GraphRecords, Records
from graph.load.registers.writing.exporting import Cells, Exporter
from graph.load.registers.writing.guidance import comment, offered, read_me, words_of_lists
from graph.load.table.sheets import LISTS_SHEET, READ_ME
from graph.load.table.workbook import write_cell
from graph.model.town import NO_TOWN, Town
from graph.text import columns

_CREATED = datetime(2023, 8, 16)
_FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", str: "@"}
_LAST_ROW = 1_048_575
_NARROWEST, _WIDEST, _LOOKED_AT = 9, 42, 200


@dataclass(frozen=True)
class _Styles:
    head: Any
    must: Any
    example: Any
    wrap: Any
    bold: Any
    of: Mapping[type, Any]


def write_register_workbook(
    path: Path,
    graph: Graph | None,
    registers: Registers,
    town: Town = NO_TOWN,
    lang: str = "zh",
    *,
    blank: bool = False,
) -> list[str]:
    """Write the workbook in a language (``zh`` or ``en``).

    Without a graph, or ``blank``, it has a row of example on each sheet; with a graph it has what is
    there, to be brought in again without a change, and gives the ids of wishes that no rows can say.
    Raises LoadError where the file cannot be written.
    """
    records = GivenRecords({}) if graph is None else GraphRecords(graph)
    return write_records(path, records, registers, town, lang, blank=blank or graph is None)


def write_records(
    path: Path,
    records: Records,
    registers: Registers,
    town: Town = NO_TOWN,
    lang: str = "zh",
    *,
    blank: bool = False,
) -> list[str]:
    """Write the workbook of what is on record. Same records, same bytes.

    What a table of staff's own is read as stands on the sheet of that register, and not twice.
    """
    exporter = Exporter(records, town, lang)
    written = {r.id: r for r in registers if r.reads_as is None}
    registers = Registers(written, registers.broken)
    try:
        with xlsxwriter.Workbook(str(path), {"remove_timezone": True}) as book:
            book.set_properties({"title": "连新台账 Lianxin", "created": _CREATED})
            _Writer(book, exporter, registers, lang, blank).write()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        zh, en = reason_of(error)
        raise LoadError(f"写不了 {path}：{zh}", f"{path} cannot be written: {en}") from error
    return exporter.left


class _Writer:
    def __init__(
        self, book: Any, exporter: Exporter, registers: Registers, lang: str, blank: bool
    ) -> None:
        self._book, self._exporter, self._registers = book, exporter, registers
        self._lang, self._blank = lang, blank
        self._styles = _styles(book)
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        self._read_me()
        sheets = {r.id: self._book.add_worksheet(r.sheet.get(self._lang)) for r in self._registers}
        hidden = self._book.add_worksheet(LISTS_SHEET)
        hidden.hide()
        for register in self._registers:
            self._sheet(sheets[register.id], register)
        for at, words in enumerate(self._lists):
            hidden.write_column(0, at, words)

    def _read_me(self) -> None:
        sheet = self._book.add_worksheet(READ_ME)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 110)
        title, heads, rules = read_me(self._lang)
        sheet.write_string(0, 0, title, self._styles.bold)
        sheet.write_row(2, 0, heads, self._styles.head)
        at = 3
        for register in self._registers:
            name, about = register.sheet.get(self._lang), register.about.get(self._lang)
            order = words_of_lists("first" if register.first else "later", self._lang)
            sheet.write_url(at, 0, f"internal:'{name}'!A1", string=name)
            sheet.write_row(at, 1, (order, about), self._styles.wrap)
            at += 1
        for head, text in rules:
            at += 1
            sheet.write_string(at, 0, head, self._styles.wrap)
            sheet.merge_range(at, 1, at, 2, text, self._styles.wrap)
            sheet.set_row(at, 16 * (1 + columns(text) // 118))

    def _sheet(self, sheet: Any, register: Register) -> None:
        rows: Iterable[Cells] = () if self._blank else self._exporter.rows(register)
        sheet.freeze_panes(1, 2)
        widths = [columns(_header(register, column, self._lang)) + 3 for column in register.columns]
        for at, column in enumerate(register.columns):
            self._head(sheet, at, register, column)
        if self._blank:
            self._example(sheet, register, widths)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(register.columns):
                if column.zh in row:
                    write_cell(sheet, number, at, row[column.zh], self._styles.of)
                    if number < _LOOKED_AT:
                        widths[at] = max(widths[at], columns(_text(row[column.zh])) + 1)
        for at, width in enumerate(widths):
            text = self._styles.of[str] if _is_text(register, register.columns[at]) else None
            sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST), text)

    def _head(self, sheet: Any, at: int, register: Register, column: Column) -> None:
        must = column.required or column.asked
        style = self._styles.must if must else self._styles.head
        sheet.write_string(0, at, _header(register, column, self._lang), style)
        text = comment(register, column, self._lang, self._exporter.town)
        sheet.write_comment(0, at, text, {"author": "", "x_scale": 2.2, "y_scale": 1.4})
        words, where = offered(
            register, column, self._registers, self._exporter, self._lang, self._blank
        )
        source = where or self._list(words)
        if source:
            rule = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(1, at, _LAST_ROW, at, rule)

    def _list(self, words: tuple[str, ...]) -> str:
        """Where a list stands on the hidden sheet; each is written once."""
        if not words:
            return ""
        if words not in self._lists:
            column = xlsxwriter.utility.xl_col_to_name(len(self._lists))
            self._lists[words] = f"='{LISTS_SHEET}'!${column}$1:${column}${len(words)}"
        return self._lists[words]

    def _example(self, sheet: Any, register: Register, widths: list[int]) -> None:
        for at, column in enumerate(register.columns):
            value = example(register, column, self._lang, self._exporter.town)
            text = MARK if at == 0 else "" if value is None else _text(value)
            if text:
                sheet.write_string(1, at, text, self._styles.example)
                widths[at] = max(widths[at], columns(text) + 1)


def _styles(book: Any) -> _Styles:
    head = {"bold": True, "bottom": 1, "valign": "vcenter"}
    return _Styles(
        book.add_format(head | {"bg_color": "#EFE7DF"}),
        book.add_format(head | {"bg_color": "#8C2F26", "font_color": "#FFFFFF"}),
        book.add_format({"italic": True, "font_color": "#8A8A8A", "num_format": "@"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"bold": True, "font_size": 14}),
        {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()},
    )


def _header(register: Register, column: Column, lang: str) -> str:
    """The header cell; an amount says its unit."""
    money = any(register.field(ref).fen for ref in column.refs)
    unit = ("（元）" if lang == "zh" else " (yuan)") if money else ""
    return column.header(lang) + unit


def _is_text(register: Register, column: Column) -> bool:
    """Whether a column holds text only, so that a spreadsheet leaves what is typed as it is."""
    if column.many or column.headcounts:
        return True
    return any(register.field(ref).base is str for ref in column.refs)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "是" if value is True else str(value)

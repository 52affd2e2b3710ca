"""A file given back as a workbook: a sheet of what is wrong, then its data with the cells marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from graph.errors import LoadError
from graph.files import reason_of
from graph.load.marked.grouping import ProblemGroup, grouped
from graph.load.marked.places import cell_of
from graph.load.table.formats.grid import Grid
from graph.load.table.headings import header_at, knows, model_words
from graph.load.table.problems import RowProblem
from graph.load.table.sheets import FAULTS_SHEET, read_grids

_MARK, _HEAD = "#F6C9B8", "#F3E9E2"
_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}
_MOST_NOTES = 2000
"""Notes of a sheet: a spreadsheet that opens many thousands is slow; all cells are coloured."""
_LONGEST_TITLE = 31
_HEADS = {
    "zh": ("工作表", "行", "列", "问题", "怎么改", "处数"),
    "en": ("Sheet", "Rows", "Column", "Wrong", "What is right", "How many"),
}
_TOP = {
    "zh": "请在后面的表里改有颜色的格子，改好后存盘，再导入这个文件。这一张表不会被读入。",
    "en": "Mend the coloured cells in the sheets that follow, save, and load this file again. "
    "This sheet is not read.",
}
Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class _Sheet:
    """A sheet that is given back, under a title that a workbook can have, and the cells to mark."""

    grid: Grid
    title: str
    header_row: int
    header: Sequence[object]


def marked_workbook(
    path: Path,
    problems: Sequence[RowProblem],
    out: Path,
    name: str | None = None,
    words: Iterable[str] = (),
    lang: Lang = "zh",
) -> None:
    """Write what a file of any format holds, with its problems, as an .xlsx to mend and load again.

    Values stand in it, and texts that begin like a formula stay texts. ``words`` are the names of
    registers' columns, as for ``read_sheets``. Raises LoadError where either file cannot be opened.
    """
    known = knows(model_words() | set(words))
    sheets: dict[str, _Sheet] = {}
    for grid in read_grids(path, name or path.name, known):
        at = header_at(grid.rows, known)
        header_row, header = grid.rows[at] if grid.rows else (1, ())
        title = _title(grid.title, {sheet.title for sheet in sheets.values()})
        sheets[grid.title] = _Sheet(grid, title, header_row, header)
    try:
        options = {"constant_memory": True, "remove_timezone": True}
        with xlsxwriter.Workbook(str(out), options) as book:
            _faults_sheet(book, sheets, grouped(problems), lang)
            for sheet in sheets.values():
                _data_sheet(book, sheet, problems, lang)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        zh, en = reason_of(error)
        raise LoadError(f"写不了 {out}：{zh}", f"{out} cannot be written: {en}") from error


def _title(title: str, taken: set[str]) -> str:
    """A title without what a workbook refuses, and as short as it asks."""
    text = "".join("_" if letter in "[]:*?/\\" else letter for letter in title).strip("'")
    text = text[:_LONGEST_TITLE] or "1"
    number = 2
    while text.lower() in {one.lower() for one in taken} or text == FAULTS_SHEET:
        text = f"{text[: _LONGEST_TITLE - 4]} {number}"
        number += 1
    return text


def _faults_sheet(
    book: Any, sheets: dict[str, _Sheet], groups: Sequence[ProblemGroup], lang: Lang
) -> None:
    page = book.add_worksheet(FAULTS_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": _HEAD, "bottom": 1})
    for at, width in enumerate((22, 16, 22, 48, 48, 8)):
        page.set_column(at, at, width)
    page.freeze_panes(2, 0)
    page.write_string(0, 0, _TOP[lang])
    for at, text in enumerate(_HEADS[lang]):
        page.write_string(1, at, text, head)
    for number, group in enumerate(groups, 2):
        first = group.first
        said = group.words(lang)
        where = group.where[0 if lang == "zh" else 1]
        cells = (first.place.sheet or first.place.file, where, first.column, *said)
        for at, text in enumerate(cells):
            page.write_string(number, at, text, wrap)
        page.write_number(number, len(cells), group.count, wrap)
        if sheet := sheets.get(first.place.sheet):
            _link(page, number, sheet, first)


def _link(page: Any, number: int, sheet: _Sheet, problem: RowProblem) -> None:
    row, at = cell_of(problem, sheet.header, sheet.header_row)
    target = xlsxwriter.utility.xl_rowcol_to_cell(row, at)
    quoted = sheet.title.replace("'", "''")
    page.write_url(number, 0, f"internal:'{quoted}'!{target}", string=sheet.title)


def _data_sheet(book: Any, sheet: _Sheet, problems: Sequence[RowProblem], lang: Lang) -> None:
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(sheet.header_row, 0)
    page.set_column(0, max(len(sheet.header), 1) - 1, 18)
    formats, notes = _formats(book), _notes(sheet, problems, lang)
    rows = {number - 1: cells for number, cells in sheet.grid.rows}
    left = _MOST_NOTES
    for row in sorted(rows.keys() | notes.keys()):
        cells, marked = rows.get(row, ()), notes.get(row, {})
        for at, texts in list(marked.items())[: max(left, 0)]:
            page.write_comment(row, at, "\n".join(texts), {"x_scale": 2})  # before the row's cells
        left -= len(marked)
        for at in range(max(len(cells), *(column + 1 for column in marked), 0)):
            value = cells[at] if at < len(cells) else None
            _write(page, row, at, value, formats[at in marked, row == sheet.header_row - 1])


def _notes(
    sheet: _Sheet, problems: Sequence[RowProblem], lang: Lang
) -> dict[int, dict[int, dict[str, None]]]:
    """What is said of the cells of a sheet, by row and column from 0; each text once."""
    notes: dict[int, dict[int, dict[str, None]]] = {}
    for one in problems:
        if one.place.sheet == sheet.grid.title:
            row, at = cell_of(one, sheet.header, sheet.header_row)
            text = "\n".join(text for text in one.words(lang) if text)
            notes.setdefault(row, {}).setdefault(at, {})[text] = None
    return notes


def _formats(book: Any) -> dict[tuple[bool, bool], dict[type, Any]]:
    """By whether a cell is marked and whether it is a header: a format for each type of value."""
    return {
        (marked, header): {
            kind: book.add_format(
                ({"num_format": text} if text else {})
                | ({"bg_color": _MARK} if marked else {"bg_color": _HEAD} if header else {})
                | ({"bold": True} if header else {})
            )
            for kind, text in {**_FORMATS, str: ""}.items()
        }
        for marked in (False, True)
        for header in (False, True)
    }


def _write(page: Any, row: int, at: int, value: object, formats: dict[type, Any]) -> None:
    plain = formats[str]
    if value is None or value == "":
        page.write_blank(row, at, None, plain)
    elif isinstance(value, bool):
        page.write_boolean(row, at, value, plain)
    elif isinstance(value, int | float) and abs(value) < 10**15:
        page.write_number(row, at, value, plain)
    elif isinstance(value, datetime | date | time | timedelta) and _in_excel(value):
        page.write_datetime(row, at, value, formats[type(value)])
    else:
        page.write_string(row, at, str(value), plain)


def _in_excel(value: object) -> bool:
    """Whether a spreadsheet can count the day: it begins in 1900."""
    return not isinstance(value, date) or value.year >= 1900

"""The columns of a sheet by their headers."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from graph.load.registers.language import Column, Register
from graph.load.registers.reading.sheet import Bound, RegisterSheet
from graph.load.table import cells
from graph.load.table.headings import numbers_rows
from graph.load.table.problems import Place
from graph.load.table.sheet_faults import (
    column_again,
    column_not_read,
    unknown_column,
    value_without_header,
)
from graph.model.words import even

_TAIL = re.compile(r"[（(][^（()）]*[)）]$|[*＊]$")


def headers_of(register: Register) -> Iterator[str]:
    """Every header that a column of a register may have."""
    for column in register.columns:
        yield from (column.zh, column.en, *column.also)
        if any(register.field(ref).fen for ref in column.refs):
            yield from (f"{column.zh}(元)", f"{column.en} (yuan)")


def names_of(register: Register) -> dict[str, Column]:
    """Every header that a register's columns go by, as it is compared."""
    return {
        even(name): column
        for column in register.columns
        for name in (*column.also, column.en, column.zh)
    }


def column_of(header: object, names: dict[str, Column]) -> Column | None:
    """The column that a header cell means: ``预估费用（元）`` and ``名称*`` as well."""
    text = even(str(header)) if header is not None else ""
    return names.get(text) or names.get(_TAIL.sub("", text))


def bind(found: RegisterSheet, left_out: frozenset[str]) -> None:
    """Find the columns of a sheet, and what is wrong with its header."""
    sheet, names = found.sheet, names_of(found.register)
    top = Place(sheet.file, sheet.title, sheet.header_row)
    width = max([len(sheet.header), *(len(row) for _, row in sheet.rows)])
    for at in range(width):
        cell = sheet.header[at] if at < len(sheet.header) else None
        header = " ".join(str(cell).split()) if cell is not None else ""
        column = column_of(header, names) if header else None
        if not header:
            _refuse_homeless(found, at)
        elif column is None:
            _refuse_unknown(found, top, header, names, left_out)
        elif any(bound.column is column for bound in found.columns):
            found.problems.append(column_again(top, header))
        else:
            found.columns.append(Bound(at, header, column))


def _refuse_unknown(
    found: RegisterSheet,
    top: Place,
    header: str,
    names: dict[str, Column],
    left_out: frozenset[str],
) -> None:
    if f"{found.sheet.title}!{header}" in left_out:
        return
    if numbers_rows(header):
        found.notes.append(column_not_read(top, header))
        return
    near = get_close_matches(even(header), names, 1, 0.6)
    meant = (names[near[0]].zh, names[near[0]].en) if near else None
    found.problems.append(unknown_column(top, header, meant))


def _refuse_homeless(found: RegisterSheet, at: int) -> None:
    """Values under an empty header would be lost without a word."""
    for number, row in found.sheet.rows:
        if at < len(row) and cells.stripped(row[at]) is not None:
            place = Place(found.sheet.file, found.sheet.title, number)
            found.problems.append(value_without_header(place, at))
            return

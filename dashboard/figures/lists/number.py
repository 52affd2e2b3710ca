"""One number, large, with what it is measured in, how it has changed, and of how many it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from cypher.format import format_cell, format_day, format_headline, format_number, format_value
from cypher.header import Column
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import NumberView
from cypher.words import word
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.month_line import Month, month_line
from dashboard.figures.lists.table import Link, whole_behind
from dashboard.texts import DOT, say

MINUS = "\u2212"
_BETWEEN = "，；、,; "
_CLAUSE = re.compile(f"[{_BETWEEN}]*[^，；,;]+")
"""A part of a note with what joins it to the part before."""
_NONE = Markup('<p class="figure none">{}</p>')
_VALUE = Markup("<em>{}</em>")
_LINK = Markup('<a href="{}">{}</a>')


@dataclass(frozen=True)
class Earlier:
    """The number on an earlier day, what that day is called (比上月), and where the change leads."""

    day: date
    words: str
    value: int | float
    link: str = ""


def number(
    table: Table,
    lang: str,
    *,
    note: Mapping[str, str] | None = None,
    past: Sequence[Earlier] = (),
    value: str | None = None,
    link: Link | None = None,
    months: Sequence[Month] = (),
) -> Markup:
    """A column of the first row as text, with its change since earlier days and the line of its
    ``months``; it leads where its column does.

    ``note`` may name the other columns as ``{column}``; without it they follow by their labels. No
    row is said to be no record.
    """
    if not table.rows:
        return _NONE.format(format_value(None, lang))
    row = table.row(0)
    name = headline_column(table, value)
    amount, unit = row.get(name), table.column(name).unit
    if is_nothing(amount):
        large = _NONE.format(format_cell(table, name, amount, lang))
    else:
        text, small = headline(table, name, amount, lang)
        address = link(table, name, row) if link is not None else None
        whole = whole_behind(link, table, name, row)
        held = Markup(' data-whole="{}"').format(whole) if whole else ""
        shown = Markup('<a href="{}"{}>{}</a>').format(address, held, text) if address else text
        large = Markup('<p class="figure"><b>{}</b><i>{}</i></p>').format(shown, small)
    line = month_line(months, unit, lang) if months else ""
    return Markup('{}{}{}<p class="note">{}</p>').format(
        large, _changes(amount, past, table.column(name), lang), line,
        _note(table, row, name, lang, note, link),
    )  # fmt: skip


def headline_column(table: Table, value: str | None) -> str:
    """The column whose number is shown: the one named, that of the header, the first."""
    return value or table.view(NumberView).value or table.names[0]


def headline(table: Table, name: str, amount: object, lang: str) -> tuple[str, str]:
    """A number as it stands large, and what stands small beside it; a cell without a value is its
    word alone."""
    unit = table.column(name).unit
    if is_nothing(amount):
        return format_cell(table, name, amount, lang), ""
    text, small = format_headline(amount, lang, unit)
    return text, small or (word("unit", "person", lang) if unit == "person" else "")


def noted(template: str, table: Table, lang: str, link: Link | None = None, **more: str) -> Markup:
    """A sentence with the columns of the first row, and ``more``, in place of their names; whole
    yuan are written without their places. A clause about a column with no value is left out. Each
    number whose rows are declared leads to them."""
    row = table.row(0)
    texts = {key: _whole_yuan(table, key, value, lang) for key, value in row.items()} | more
    absent = {f"{{{key}}}" for key, value in row.items() if is_nothing(value)}
    clauses = [one for one in _CLAUSE.findall(template) if not any(key in one for key in absent)]
    text = "".join(clauses).strip(_BETWEEN).replace(" · ", DOT)
    sentence = escape(text)
    return sentence.format(
        **{key: _counted(table, key, row, text, link) for key, text in texts.items()}
    )


def _whole_yuan(table: Table, key: str, value: object, lang: str) -> str:
    text = format_cell(table, key, value, lang)
    if table.column(key).unit != "fen" or is_nothing(value):
        return text
    return _in_yuan(text.removesuffix(".00"), lang)


def _in_yuan(text: str, lang: str) -> str:
    """An amount in a sentence: in Chinese it ends with its unit, as the number of the card does."""
    return text.replace("\u00a5", "") + " 元" if lang == "zh" else text


def change(now: int | float, then: int | float, unit: str | None, lang: str) -> str:
    """A change as text: +3, \u22122, \u00b10; shares in points, money in yuan."""
    by = now - then
    sign = "+" if by > 0 else MINUS if by < 0 else "\u00b1"
    if unit == "fen":
        return sign + _in_yuan(f"\u00a5{abs(by) / 100:,.0f}", lang)
    if unit == "percent":
        return say("points", lang, n=f"{sign}{format_number(round(abs(by) * 100, 1), lang)}")
    return sign + format_number(abs(by), lang)


def _counted(
    table: Table, key: str, row: Mapping[str, object], text: str, link: Link | None
) -> Markup:
    """A number in a sentence, which leads to its rows where they are declared."""
    has_rows = link is not None and key in row and table.column(key).rows
    address = link(table, key, row) if link is not None and has_rows else None
    return _VALUE.format(_LINK.format(address, text) if address else text)


def _changes(now: object, past: Sequence[Earlier], column: Column, lang: str) -> Markup:
    """How a number has changed, in one row: days since which it has not are left out."""
    number = finite_number(now)
    if number is None or not past:
        return Markup("")
    moved = [one for one in past if not _is_nought(change(number, one.value, column.unit, lang))]
    parts = [_change(number, one, column, lang) for one in moved]
    same = Markup("<span>{}</span>").format(say("unchanged", lang))
    return Markup('<p class="changes">{}</p>').format(Markup("").join(parts) or same)


def _is_nought(text: str) -> bool:
    return not any(letter in "123456789" for letter in text)


def _change(number: int | float, one: Earlier, column: Column, lang: str) -> Markup:
    tip = [format_day(one.day, lang), format_value(one.value, lang, column.unit)]
    is_good = (number > one.value) == (column.better == "more")
    if column.better is not None:
        tip.append(say("better_than_then" if is_good else "worse_than_then", lang))
    by = change(number, one.value, column.unit, lang)
    if column.better is None:
        shown = Markup("<b>{}</b> {}").format(by, one.words)
    else:
        arrow = "\u25b2" if number > one.value else "\u25bc"
        look = "good" if is_good else "bad"
        shown = Markup('<b class="{}">{}\u00a0{}</b> {}').format(look, arrow, by, one.words)
    if one.link:
        return Markup('<a href="{}" data-tip="{}">{}</a>').format(one.link, "\n".join(tip), shown)
    return Markup('<span data-tip="{}">{}</span>').format("\n".join(tip), shown)


def _note(
    table: Table,
    row: dict[str, object],
    name: str,
    lang: str,
    note: Mapping[str, str] | None,
    link: Link | None,
) -> Markup:
    if note is not None:
        return noted(note[lang], table, lang, link)
    return Markup(" \u00b7 ").join(
        Markup("{} {}").format(
            table.column(key).label.get(lang),
            _counted(table, key, row, format_cell(table, key, value, lang), link),
        )
        for key, value in row.items()
        if key != name
    )

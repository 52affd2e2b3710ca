"""One number, large, with what it is measured in, how it has changed, and of how many it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from cypher.format import format_cell, format_day, format_headline, format_number, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import NumberView
from cypher.words import word
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.table import Link
from dashboard.texts import DOT, say

MINUS = "\u2212"
_BETWEEN = "，；、,; "
_CLAUSE = re.compile(f"[{_BETWEEN}]*[^，；,;]+")
"""A part of a note with what joins it to the part before."""
_NONE = Markup('<p class="figure none">{}</p>')
_VALUE = Markup("<em>{}</em>")


@dataclass(frozen=True)
class Earlier:
    """The number on an earlier day, and what that day is called: 比上月."""

    day: date
    words: str
    value: int | float


def number(
    table: Table,
    lang: str,
    *,
    note: Mapping[str, str] | None = None,
    past: Sequence[Earlier] = (),
    value: str | None = None,
    link: Link | None = None,
) -> Markup:
    """A column of the first row as text, with its change since earlier days; it leads where its
    column does.

    ``note`` may name the other columns as ``{column}``; without it they follow by their labels. No
    row is said to be no record.
    """
    if not table.rows:
        return _NONE.format(format_value(None, lang))
    row = table.dicts()[0]
    name = value or table.view(NumberView).value or table.names[0]
    amount, unit = row.get(name), table.column(name).unit
    if is_nothing(amount):
        large = _NONE.format(format_cell(table, name, amount, lang))
    else:
        text, small = format_headline(amount, lang, unit)
        small = small or (word("unit", "person", lang) if unit == "person" else "")
        address = link(table, name, row) if link is not None else None
        shown = Markup('<a href="{}">{}</a>').format(address, text) if address else text
        large = Markup('<p class="figure"><b>{}</b><i>{}</i></p>').format(shown, small)
    changes = Markup("").join(_change(amount, one, unit, lang) for one in past)
    since = Markup('<p class="changes">{}</p>').format(changes) if changes else ""
    return Markup('{}{}<p class="note">{}</p>').format(
        large, since, _note(table, row, name, lang, note)
    )


def noted(template: str, table: Table, lang: str, **more: str) -> Markup:
    """A sentence with the columns of the first row, and ``more``, in place of their names; whole
    yuan are written without their places. A clause about a column with no value is left out."""
    row = table.dicts()[0]
    texts = {key: _whole_yuan(table, key, value, lang) for key, value in row.items()} | more
    absent = {f"{{{key}}}" for key, value in row.items() if is_nothing(value)}
    clauses = [one for one in _CLAUSE.findall(template) if not any(key in one for key in absent)]
    text = "".join(clauses).strip(_BETWEEN).replace(" · ", DOT)
    sentence = escape(text)
    return sentence.format(**{key: _VALUE.format(text) for key, text in texts.items()})


def _whole_yuan(table: Table, key: str, value: object, lang: str) -> str:
    text = format_cell(table, key, value, lang)
    return text.removesuffix(".00") if table.column(key).unit == "fen" else text


def change(now: int | float, then: int | float, unit: str | None, lang: str) -> str:
    """A change as text: +3, \u22122, \u00b10; shares in points, money in yuan."""
    by = now - then
    sign = "+" if by > 0 else MINUS if by < 0 else "\u00b1"
    if unit == "fen":
        return f"{sign}\u00a5{abs(by) / 100:,.0f}"
    if unit == "percent":
        return say("points", lang, n=f"{sign}{format_number(round(abs(by) * 100, 1), lang)}")
    return sign + format_number(abs(by), lang)


def _change(now: object, one: Earlier, unit: str | None, lang: str) -> Markup:
    number = finite_number(now)
    if number is None:
        return Markup("")
    tip = f"{format_day(one.day, lang)}\n{format_value(one.value, lang, unit)}"
    by = change(number, one.value, unit, lang)
    return Markup('<span data-tip="{}"><b>{}</b> {}</span>').format(tip, by, one.words)


def _note(
    table: Table, row: dict[str, object], name: str, lang: str, note: Mapping[str, str] | None
) -> Markup:
    if note is not None:
        return noted(note[lang], table, lang)
    return Markup(" \u00b7 ").join(
        Markup("{} {}").format(
            table.column(key).label.get(lang), _VALUE.format(format_cell(table, key, value, lang))
        )
        for key, value in row.items()
        if key != name
    )

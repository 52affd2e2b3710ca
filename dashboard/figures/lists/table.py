"""Rows as an HTML table: numbers to the right, nothing as 无记录, each cell with its label for phones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from html import escape

from cypher.format import NUMERIC_UNITS, format_cell, format_heading
from cypher.nothing import is_nothing
from cypher.table import Table
from dashboard.texts import say
from graph.model import node_of_id

FEW = 5
"""How many columns still stand side by side on a phone."""

SHORT, LONG = 5, 28
"""A text of so many letters at most is short; one of more than these is long."""

Link = Callable[[Table, str, Mapping[str, object]], str | None]
"""Where the cell of a column leads in a row, by the row's values; None for nowhere."""


def rows(
    table: Table,
    lang: str,
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
) -> str:
    """The first ``most`` rows of some columns. Every word from the data is escaped."""
    names = listed(table, columns)
    if not table.rows:
        return f'<p class="empty">{escape(say("no_rows", lang))}</p>'
    head = "".join(
        f'<th scope="col"{side(numeric(table, name), kind_of(label, label))}>{escape(label)}</th>'
        for name in names
        for label in [format_heading(table, name, lang)]
    )
    body = body_of(table, table.rows[:most], names, lang, link)
    return f'<table class="{look(names)}"><thead><tr>{head}</tr></thead>{body}</table>'


def listed(table: Table, columns: Sequence[str] | None = None) -> list[str]:
    """The columns that are listed on a screen; the hidden ones stand in the files only."""
    return [
        name
        for name in (columns or table.names)
        if name in table.names and not table.column(name).hidden
    ]


def look(names: Sequence[str]) -> str:
    """The class of a table of so many columns."""
    return "data few" if len(names) <= FEW else "data"


def body_of(
    table: Table,
    part: Sequence[tuple[object, ...]],
    names: Sequence[str],
    lang: str,
    link: Link | None = None,
) -> str:
    """Some rows of the table as its body."""
    right = {name for name in names if numeric(table, name)}
    labels = {name: format_heading(table, name, lang) for name in names}

    def cell(name: str, row: Mapping[str, object]) -> str:
        value = row[name]
        said = format_cell(table, name, value, lang)
        text = _clocked(said) if isinstance(value, datetime) else escape(said)
        address = link(table, name, row) if link is not None and not is_nothing(value) else None
        if address is not None:
            text = f'<a href="{escape(address)}">{text}</a>'
        marks = side(name in right, kind_of(value, said))
        return f'<td{marks} data-label="{escape(labels[name])}">{text}</td>'

    def line(values: tuple[object, ...]) -> str:
        row = dict(zip(table.names, values, strict=True))
        return f"<tr>{''.join(cell(name, row) for name in names)}</tr>"

    return f"<tbody>{''.join(map(line, part))}</tbody>"


def _clocked(said: str) -> str:
    """A day and its time as HTML: where there is little room the time goes to a line of its own."""
    on, _, at = said.rpartition(" ")
    return f"<span>{escape(on)}</span> {escape(at)}" if on and ":" in at else escape(said)


def numeric(table: Table, name: str) -> bool:
    """Whether a column holds numbers."""
    if table.column(name).unit in NUMERIC_UNITS:
        return True
    at = table.names.index(name)
    found = [row[at] for row in table.rows if not is_nothing(row[at])]
    return bool(found) and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in found
    )


def side(right: bool, *more: str) -> str:
    """The class of a cell: n for numbers, and what else is told of it."""
    marks = " ".join(mark for mark in ("n" if right else "", *more) if mark)
    return f' class="{marks}"' if marks else ""


def kind_of(value: object, said: str) -> str:
    """What the style knows of a value: none, d for a day or time, i for an id, s for a text so short
    that it stays on one line, l for one so long that on a phone it gets a line of its own."""
    if is_nothing(value):
        return "none"
    if isinstance(value, date):
        return "d"
    if isinstance(value, str) and node_of_id(value) is not None:
        return "i"
    return "s" if len(said) <= SHORT else "l" if len(said) > LONG else ""

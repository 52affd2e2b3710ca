"""Rows as an HTML table: numbers to the right, nothing as 无记录, each cell with its label for phones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

from cypher.table import Table
from dashboard.figures.values import NUMERIC_UNITS, shown
from dashboard.texts import say

FEW = 5
"""How many columns still stand side by side on a phone."""

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
        f'<th scope="col"{side(numeric(table, name))}>{escape(heading(table, name, lang))}</th>'
        for name in names
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
    labels = {name: heading(table, name, lang) for name in names}

    def cell(name: str, row: Mapping[str, object]) -> str:
        value = row[name]
        text = escape(shown(table.said(name, value, lang), lang, table.column(name).unit))
        address = link(table, name, row) if link is not None and value is not None else None
        if address is not None:
            text = f'<a href="{escape(address)}">{text}</a>'
        marks = side(name in right, value is None, isinstance(value, date))
        return f'<td{marks} data-label="{escape(labels[name])}">{text}</td>'

    def line(values: tuple[object, ...]) -> str:
        row = dict(zip(table.names, values, strict=True))
        return f"<tr>{''.join(cell(name, row) for name in names)}</tr>"

    return f"<tbody>{''.join(map(line, part))}</tbody>"


def heading(table: Table, name: str, lang: str) -> str:
    """A column's label, with its unit where it says none itself."""
    column = table.column(name)
    label = column.label.get(lang)
    unit = (
        say(f"unit_{column.unit}", lang)
        if column.unit in {"day", "month", "minute", "metre"}
        else ""
    )
    if not unit or unit in label:
        return label
    return f"{label}（{unit}）" if lang == "zh" else f"{label} ({unit})"


def numeric(table: Table, name: str) -> bool:
    """Whether a column holds numbers."""
    if table.column(name).unit in NUMERIC_UNITS:
        return True
    at = table.names.index(name)
    found = [row[at] for row in table.rows if row[at] is not None]
    return bool(found) and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in found
    )


def side(right: bool, none: bool = False, day: bool = False) -> str:
    """The class of a cell: n for numbers, none for nothing, d for a day or a time."""
    told = (("n", right), ("none", none), ("d", day))
    marks = " ".join(mark for mark, is_so in told if is_so)
    return f' class="{marks}"' if marks else ""

"""Rows as an HTML table: numbers to the right, nothing as 无记录, each cell with its label for phones."""

from collections.abc import Sequence
from html import escape

from cypher.table import Table
from dashboard.figures.values import NUMERIC_UNITS, shown
from dashboard.texts import say

FEW = 5
"""How many columns still stand side by side on a phone."""


def rows(
    table: Table, lang: str, *, columns: Sequence[str] | None = None, most: int | None = None
) -> str:
    """The first ``most`` rows of some columns. Every word from the data is escaped."""
    names = [name for name in (columns or table.names) if name in table.names]
    if not table.rows:
        return f'<p class="empty">{escape(say("no_rows", lang))}</p>'
    right = {name for name in names if numeric(table, name)}
    head = "".join(
        f'<th scope="col"{_side(name in right)}>{escape(heading(table, name, lang))}</th>'
        for name in names
    )
    body = "".join(
        "<tr>"
        + "".join(_cell(table, name, row[name], lang, name in right) for name in names)
        + "</tr>"
        for row in table.dicts()[:most]
    )
    few = " few" if len(names) <= FEW else ""
    return f'<table class="data{few}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


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
    return f"{label}({unit})" if lang == "zh" else f"{label} ({unit})"


def numeric(table: Table, name: str) -> bool:
    """Whether a column holds numbers."""
    if table.column(name).unit in NUMERIC_UNITS:
        return True
    at = table.names.index(name)
    found = [row[at] for row in table.rows if row[at] is not None]
    return bool(found) and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in found
    )


def _cell(table: Table, name: str, value: object, lang: str, right: bool) -> str:
    column = table.column(name)
    text = escape(shown(table.said(name, value, lang), lang, column.unit))
    kind = " ".join(
        part for part in ("n" if right else "", "none" if value is None else "") if part
    )
    label = escape(heading(table, name, lang))
    return (
        f'<td{f" class={chr(34)}{kind}{chr(34)}" if kind else ""} data-label="{label}">{text}</td>'
    )


def _side(right: bool) -> str:
    return ' class="n"' if right else ""

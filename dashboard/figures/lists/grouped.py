"""Rows under headings: those that share a column's value stand together below what they share."""

from collections.abc import Sequence
from html import escape

from cypher.format import format_cell, format_heading
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.words import word
from dashboard.figures.lists.table import Link, body_of, listed, look, numeric, side
from graph.model import node_of_id


def grouped(
    table: Table,
    lang: str,
    by: str,
    head: Sequence[str] = (),
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
) -> str:
    """The first ``most`` groups of the column ``by``; ``head`` are the columns in their headings.

    Groups stand in the order of their first rows. Every word from the data is escaped.
    """
    head = head or (by,)
    names = [name for name in listed(table, columns) if name not in (by, *head)]
    titles = "".join(
        f'<th scope="col"{side(numeric(table, name))}>{escape(format_heading(table, name, lang))}</th>'
        for name in names
    )
    bodies = "".join(
        _heading(table, lang, by, head, len(names), rows[0])
        + body_of(table, [row for row in rows if _says(table, row, names)], names, lang, link)
        for rows in list(groups_of(table, by).values())[:most]
    )
    return f'<table class="{look(names)} grouped"><thead><tr>{titles}</tr></thead>{bodies}</table>'


def groups_of(table: Table, by: str) -> dict[object, list[tuple[object, ...]]]:
    """The rows by a column's value."""
    at = table.names.index(by)
    groups: dict[object, list[tuple[object, ...]]] = {}
    for row in table.rows:
        groups.setdefault(row[at], []).append(row)
    return groups


def _heading(
    table: Table, lang: str, by: str, head: Sequence[str], across: int, row: tuple[object, ...]
) -> str:
    """What a group shares; it can be held where its column holds ids."""
    values = dict(zip(table.names, row, strict=True))
    said = [escape(_with_unit(table, name, values[name], lang)) for name in head if name in values]
    more = "".join(
        f"<span>{escape(table.column(name).label.get(lang)) + ' ' if numeric(table, name) else ''}{one}</span>"
        for name, one in zip(head[1:], said[1:], strict=False)
    )
    id = str(values[by])
    held = f' data-id="{escape(id)}"' if node_of_id(id) else ""
    return (
        f'<tbody class="sub"><tr{held}><th colspan="{across}" scope="colgroup"><b>{said[0]}</b>{more}'
        "</th></tr></tbody>"
    )


def _with_unit(table: Table, name: str, value: object, lang: str) -> str:
    """A cell as it stands in a sentence: 192 天, 19 家."""
    column, text = table.column(name), format_cell(table, name, value, lang)
    if is_nothing(value):
        return text
    if column.measure is not None:
        return f"{text} {column.measure.get(lang)}"
    if column.unit in ("day", "month", "minute", "metre"):
        return f"{text} {word('unit', column.unit, lang)}"
    return text


def _says(table: Table, row: tuple[object, ...], names: Sequence[str]) -> bool:
    """Whether a row says more than its heading."""
    values = [row[table.names.index(name)] for name in names]
    return any(not is_nothing(value) and value != [] for value in values)

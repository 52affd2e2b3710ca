"""Rows under headings: those that share a column's value stand together below what they share."""

from collections.abc import Sequence
from html import escape

from cypher.table import Table
from dashboard.figures.table import FEW, heading, numeric
from dashboard.figures.values import shown
from graph.model import node_of_id


def grouped(
    table: Table,
    lang: str,
    by: str,
    head: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    most: int | None = None,
) -> str:
    """The first ``most`` groups of the column ``by``; ``head`` are the columns in their headings.

    Groups stand in the order of their first rows. Every word from the data is escaped.
    """
    head = head or (by,)
    names = [name for name in columns or table.names if name in table.names and name not in head]
    titles = "".join(
        f'<th scope="col"{_side(table, name)}>{escape(heading(table, name, lang))}</th>'
        for name in names
    )
    groups = groups_of(table, by)
    body = "".join(
        _group(table, lang, by, head, names, rows) for rows in list(groups.values())[:most]
    )
    few = " few" if len(names) <= FEW else ""
    return f'<table class="data grouped{few}"><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>'


def groups_of(table: Table, by: str) -> dict[object, list[dict[str, object]]]:
    """The rows by a column's value."""
    groups: dict[object, list[dict[str, object]]] = {}
    for row in table.dicts():
        groups.setdefault(row[by], []).append(row)
    return groups


def _group(
    table: Table, lang: str, by: str, head: Sequence[str], names: list[str],
    rows: list[dict[str, object]],
) -> str:  # fmt: skip
    first = rows[0]
    title, *others = (_said(table, name, first[name], lang) for name in head if name in first)
    more = "".join(f"<span>{one}</span>" for one in others)
    id = str(first[by])
    held = f' data-id="{escape(id)}"' if node_of_id(id) else ""
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td{_side(table, name)} data-label="{escape(heading(table, name, lang))}">'
            f"{_said(table, name, row[name], lang)}</td>"
            for name in names
        )
        + "</tr>"
        for row in rows
        if any(row[name] is not None for name in names)
    )
    return (
        f'<tr class="sub"{held}><th colspan="{len(names)}" scope="colgroup"><b>{title}</b>{more}</th>'
        f"</tr>{lines}"
    )


def _said(table: Table, name: str, value: object, lang: str) -> str:
    """A value as it is read; a number in a heading is told with its label."""
    return escape(shown(table.said(name, value, lang), lang, table.column(name).unit))


def _side(table: Table, name: str) -> str:
    return ' class="n"' if numeric(table, name) else ""

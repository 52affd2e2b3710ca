"""Rows under headings: those that share a column's value stand together below what they share."""

from collections.abc import Sequence

from markupsafe import Markup

from cypher.format import format_cell
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.words import word
from dashboard.figures.drawing.keys import Key, key_of
from dashboard.figures.lists.table import Beside, Link, body_of, heading, listed, look, numeric
from dashboard.figures.relations.flow_table import Leads
from dashboard.texts import say
from graph.model import node_of_id


def grouped(
    table: Table,
    lang: str,
    by: str,
    head: Sequence[str] = (),
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    each: int | None = None,
    link: Link | None = None,
    beside: Beside | None = None,
    leads: Leads | None = None,
) -> Markup:
    """The first ``most`` groups of the column ``by``; ``head`` are the columns in their headings.

    Of a group the first ``each`` rows are listed; ``leads`` is where the others are. Groups stand in the order of their first rows. Every word from the data is escaped.
    """
    head = head or (by,)
    names = [name for name in listed(table, lang, columns) if name not in (by, *head)]
    titles = Markup("").join(heading(table, name, lang) for name in names)
    bodies = Markup("").join(
        _heading(table, lang, by, head, len(names), rows[0])
        + body_of(
            table,
            [row for row in rows if _adds(table, row, names)][:each],
            names,
            lang,
            link,
            beside,
        )
        + _rest(table, lang, by, rows, len(names), each, leads)
        for rows in list(groups_of(table, by).values())[:most]
    )
    return Markup('<table class="{} grouped"><thead><tr>{}</tr></thead>{}</table>').format(
        look(table, names, lang), titles, bodies
    )


def groups_of(table: Table, by: str) -> dict[Key, list[tuple[object, ...]]]:
    """The rows by a column's value, in the order of its first rows."""
    at = table.names.index(by)
    groups: dict[Key, list[tuple[object, ...]]] = {}
    for row in table.rows:
        groups.setdefault(key_of(row[at]), []).append(row)
    return groups


def _rest(
    table: Table,
    lang: str,
    by: str,
    rows: Sequence[tuple[object, ...]],
    across: int,
    each: int | None,
    leads: Leads | None,
) -> Markup:
    """How many more rows a group has, which leads to all of them."""
    if each is None or len(rows) <= each:
        return Markup("")
    text: str | Markup = say("all_of_group", lang, n=f"{len(rows):,}")
    address = leads(by, dict(zip(table.names, rows[0], strict=True))) if leads else None
    if address:
        text = Markup('<a href="{}">{}</a>').format(address, text)
    return Markup('<tbody class="rest"><tr><td colspan="{}">{}</td></tr></tbody>').format(
        across, text
    )


def _heading(
    table: Table, lang: str, by: str, head: Sequence[str], across: int, row: tuple[object, ...]
) -> Markup:
    """What a group shares; it can be chosen where its column holds ids."""
    values = dict(zip(table.names, row, strict=True))
    first, *others = [
        (name, _with_unit(table, name, values[name], lang)) for name in head if name in values
    ]
    more = Markup("").join(
        Markup("<span>{} {}</span>").format(table.column(name).label.get(lang), text)
        if numeric(table, name)
        else Markup("<span>{}</span>").format(text)
        for name, text in others
    )
    id = str(values[by])
    held = Markup(' data-id="{}"').format(id) if node_of_id(id) else ""
    return Markup(
        '<tbody class="sub"><tr{}><th colspan="{}" scope="colgroup"><b>{}</b>{}</th></tr></tbody>'
    ).format(held, across, first[1], more)


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


def _adds(table: Table, row: tuple[object, ...], names: Sequence[str]) -> bool:
    """Whether a row holds more than its heading."""
    values = [row[table.names.index(name)] for name in names]
    return any(not is_nothing(value) and value not in ([], "") for value in values)

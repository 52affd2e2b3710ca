"""A board: each row a card, in the column of the step that it has come to."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from cypher.format import format_cell, format_heading, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.words import word
from dashboard.figures.lists.table import Link, listed, numeric
from dashboard.texts import say
from graph.model import node_of_id

MOST = 12
"""How many cards of a column are shown."""
CROWDED = 6
"""With more cards a column is twice as wide."""
Row = Mapping[str, object]


def board(
    table: Table,
    lang: str,
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
    report: Callable[[str], str] | None = None,
) -> str:
    """The rows as cards in columns, those of a coded column in the order of its words.

    A card tells its title, its age, what is wrong with it as a sign and a word, and the other
    ``columns``. How many cards of a column are not shown is said. Everything is escaped.
    """
    if not table.rows:
        return f'<p class="empty">{escape(say("no_rows", lang))}</p>'
    view, most = table.header.view, most or MOST
    lane = view.column or "column"
    used = {lane, view.title, view.value, view.mark, view.id}
    others = [name for name in listed(table, columns) if name not in used]
    lanes = lanes_of(table, lane)
    made = "".join(
        _lane(
            table,
            lang,
            str(format_cell(table, lane, code, lang)),
            rows,
            most,
            others,
            link,
            report,
        )
        for code, rows in lanes.items()
    )
    return f'<div class="board">{made}</div>'


def lanes_of(table: Table, lane: str) -> dict[object, list[Row]]:
    """The rows by their column; the columns in the order of their list of words."""
    found: dict[object, list[Row]] = {}
    for row in table.dicts():
        found.setdefault(row[lane], []).append(row)
    order = table.codes(lane)
    place = {code: at for at, code in enumerate(order)}
    return dict(sorted(found.items(), key=lambda item: (place.get(str(item[0]), 99), str(item[0]))))


def _lane(
    table: Table,
    lang: str,
    title: str,
    rows: Sequence[Row],
    most: int,
    others: Sequence[str],
    link: Link | None,
    report: Callable[[str], str] | None,
) -> str:
    cards = "".join(_card(table, lang, row, others, link) for row in rows[:most])
    left = ""
    if len(rows) > most:
        said = escape(say("more_cards", lang, n=f"{len(rows) - most:,}"))
        left = f'<a href="{escape(report(table.id))}">{said}</a>' if report else said
        left = f'<p class="more">{left}</p>'
    crowded = " crowded" if len(rows) > CROWDED else ""
    return (
        f'<section class="lane{crowded}"><h3>{escape(title)} <b>{len(rows):,}</b></h3>'
        f"<ul>{cards}</ul>{left}</section>"
    )


def _card(table: Table, lang: str, row: Row, others: Sequence[str], link: Link | None) -> str:
    view = table.header.view
    title = view.title or "title"
    name = escape(format_cell(table, title, row[title], lang))
    address = link(table, title, row) if link is not None else None
    head = f'<a href="{escape(address)}">{name}</a>' if address else name
    id = str(row.get(view.id or "") or "")
    held = f' data-id="{escape(id)}" tabindex="0"' if node_of_id(id) else ""
    mark = str(row.get(view.mark or "") or "")
    sign = (
        f'<span class="sign"><i aria-hidden="true">!</i>{escape(format_cell(table, view.mark or "", mark, lang))}</span>'
        if mark
        else ""
    )
    age = _age(table, row, lang)
    details = "".join(
        f'<span title="{escape(format_heading(table, one, lang))}">{_detail(table, one, row, lang)}</span>'
        for one in others
        if row[one] not in (None, [])
    )
    kind = f" {escape(mark)}" if mark else ""
    return (
        f'<li class="slip{kind}"{held}><p class="slip-head">{head}</p>'
        f'<p class="slip-age">{sign}{age}</p><p class="slip-more">{details}</p></li>'
    )


def _age(table: Table, row: Row, lang: str) -> str:
    name = table.header.view.value
    if name is None or is_nothing(row[name]):
        return ""
    column = table.column(name)
    unit = word("unit", column.unit, lang) if column.unit in ("day", "month") else ""
    said = format_value(row[name], lang, column.unit)
    return f'<span title="{escape(format_heading(table, name, lang))}">{escape(said)} {escape(unit)}</span>'


def _detail(table: Table, name: str, row: Row, lang: str) -> str:
    """A value; a number with its label."""
    said = escape(format_cell(table, name, row[name], lang))
    return f"{escape(format_heading(table, name, lang))} {said}" if numeric(table, name) else said

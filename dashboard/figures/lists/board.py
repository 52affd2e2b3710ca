"""A board: each row a card, in the column of the step that it has come to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cypher.format import format_cell, format_heading, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import BoardView
from cypher.words import word
from dashboard.figures.drawing.keys import Key, key_of
from dashboard.figures.lists.table import Link, listed, no_rows, numeric
from dashboard.texts import say
from graph.model import node_of_id

MOST = 30
"""How many cards of a column are shown."""
Row = Mapping[str, object]


@dataclass(frozen=True)
class _Board:
    """What every lane and card is made from: the table, which of its columns a card lists, the links."""

    table: Table
    lang: str
    details: Sequence[str]
    most: int
    link: Link | None
    report: Callable[[str], str] | None
    folded: Sequence[str]
    by: str | None

    def heading(self, name: str) -> str:
        """A column's label."""
        return format_heading(self.table, name, self.lang)

    def text(self, name: str, value: object) -> str:
        """A cell as people read it."""
        return format_cell(self.table, name, value, self.lang)


def board(
    table: Table,
    lang: str,
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
    report: Callable[[str], str] | None = None,
    folded: Sequence[str] = (),
    by: str | None = None,
) -> Markup:
    """The rows as cards in columns, those of a coded column in the order of its words.

    A card tells its title, its age, what is wrong with it as a sign and a word, and the other
    ``columns``. How many cards of a column are not shown is said. The columns of the codes ``folded``
    show their title and number until they are opened; where no others hold a card, none is folded.
    Within a column the cards stand together that share their value of the column ``by``, the group of
    the first card first. Everything is escaped.
    """
    if not table.rows:
        return no_rows(lang)
    view = table.view(BoardView)
    used = {view.column, view.title, view.value, view.mark, view.id, by}
    details = [name for name in listed(table, lang, columns) if name not in used]
    lanes = [(str(rows[0][view.column]), rows) for rows in lanes_of(table, view.column)]
    if all(code in folded for code, _ in lanes):
        folded = ()
    drawn = _Board(table, lang, details, most or MOST, link, report, folded, by)
    columns_html = Markup("").join(
        _lane(drawn, code, drawn.text(view.column, rows[0][view.column]), rows)
        for code, rows in lanes
    )
    return Markup('<div class="board">{}</div>').format(columns_html)


def lanes_of(table: Table, column: str) -> list[list[Row]]:
    """The rows by their value in a column, in the order of its list of words."""
    lanes: dict[Key, list[Row]] = {}
    for row in table.dicts():
        lanes.setdefault(key_of(row[column]), []).append(row)
    place = {code: at for at, code in enumerate(table.codes(column))}
    codes = ((str(rows[0][column]), rows) for rows in lanes.values())
    return [rows for code, rows in sorted(codes, key=lambda one: (place.get(one[0], 99), one[0]))]


def _lane(board: _Board, code: str, title: str, rows: Sequence[Row]) -> Markup:
    left = Markup("")
    if len(rows) > board.most:
        text: str = say("more_cards", board.lang, n=f"{len(rows) - board.most:,}")
        if board.report is not None:
            text = Markup('<a href="{}">{}</a>').format(board.report(board.table.id), text)
        left = Markup('<p class="more">{}</p>').format(text)
    return Markup(
        '<details class="lane" data-lane="{0}" data-fold="lane-{0}"{1}>'
        "<summary><h3>{2} <b>{3}</b></h3></summary><ul>{4}</ul>{5}</details>"
    ).format(
        code,
        "" if code in board.folded else Markup(" open"),
        title,
        f"{len(rows):,}",
        _cards(board, rows),
        left,
    )


def _cards(board: _Board, rows: Sequence[Row]) -> Markup:
    """The first cards of a lane, each group under its heading."""
    if board.by is None:
        return Markup("").join(_card(board, row) for row in rows[: board.most])
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key_of(row[board.by]), []).append(row)
    html, room = Markup(""), board.most
    for group in groups.values():
        if room > 0:
            name = board.text(board.by, group[0][board.by])
            html += _GROUP.format(name, f"{len(group):,}")
            html += Markup("").join(_card(board, row) for row in group[:room])
        room -= len(group)
    return html


def _card(board: _Board, row: Row) -> Markup:
    view = board.table.view(BoardView)
    head = board.text(view.title, row[view.title])
    address = board.link(board.table, view.title, row) if board.link is not None else None
    if address:
        head = Markup('<a href="{}">{}</a>').format(address, head)
    id = str(row.get(view.id or "") or "")
    mark = str(row.get(view.mark or "") or "")
    details = Markup("").join(
        Markup('<span title="{}">{}</span>').format(board.heading(name), _detail(board, name, row))
        for name in board.details
        if row[name] not in (None, [])
    )
    return Markup(
        '<li class="slip{}"{}><p class="slip-head">{}</p>'
        '<p class="slip-age">{}{}</p><p class="slip-more">{}</p></li>'
    ).format(
        f" {mark}" if mark else "",
        Markup(' data-id="{}" tabindex="0"').format(id) if node_of_id(id) else "",
        head,
        _SIGN.format(board.text(view.mark or "", mark)) if mark else "",
        _age(board, row),
        details,
    )


_GROUP = Markup('<li class="lane-group">{} <b>{}</b></li>')
_SIGN = Markup('<span class="sign"><i aria-hidden="true">!</i>{}</span>')


def _age(board: _Board, row: Row) -> Markup:
    name = board.table.view(BoardView).value
    if name is None or is_nothing(row[name]):
        return Markup("")
    return Markup("<span>{}</span>").format(_labelled(board, name, row))


def _detail(board: _Board, name: str, row: Row) -> str:
    """A value; a number with its label."""
    text = board.text(name, row[name])
    return _labelled(board, name, row) if numeric(board.table, name) else text


def _labelled(board: _Board, name: str, row: Row) -> str:
    """A number as it is spoken: ``Late by 39 days``."""
    column = board.table.column(name)
    number = format_value(row[name], board.lang, column.unit)
    if column.unit not in ("day", "month"):
        return f"{board.heading(name)} {number}"
    return f"{column.label.get(board.lang)} {number} {word('unit', column.unit, board.lang)}"

"""Figures: pure functions from a table, a language and options to finished HTML or SVG text.

``FIGURES`` is the table of them by the view's kind; adding one is a module and a line here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from markupsafe import Markup

from cypher.table import Table
from dashboard.figures import charts
from dashboard.figures.drawing.svg import svg
from dashboard.figures.lists.attention import attention
from dashboard.figures.lists.board import board
from dashboard.figures.lists.check import check
from dashboard.figures.lists.folds import folds
from dashboard.figures.lists.grouped import grouped
from dashboard.figures.lists.matrix import matrix
from dashboard.figures.lists.month_line import Month
from dashboard.figures.lists.number import Earlier, number
from dashboard.figures.lists.record import record
from dashboard.figures.lists.table import Beside, Link, no_rows, rows
from dashboard.figures.lists.timeline import timeline
from dashboard.figures.maps import town_map
from dashboard.figures.relations import layers, neighbourhood, sankey
from dashboard.figures.relations.flow_table import Leads
from dashboard.figures.tables.ticks import in_common, ticked

PHONE = 340
COLUMN, EDGES = 106.67, 58
"""How many pixels each of the twelve columns has on a screen 1,440 wide, and what a card's edges take."""


@dataclass(frozen=True)
class Options:
    """What a page may ask of a figure beside its table.

    ``card`` is its card's id, ``opened`` the ids of the folds that stand open.
    ``empty`` is said where nothing is to be listed. ``link`` tells where a cell leads, ``leads`` where a node of a picture does, ``report`` where a
    report is seen. ``by`` groups the rows of a table under ``head``, ``ticks`` is its column of codes
    that becomes columns of ticks; ``folded_lanes`` are columns of a board. ``span`` is the card's width in
    columns.
    """

    note: Mapping[str, str] | None = None
    columns: tuple[str, ...] | None = None
    most: int | None = None
    value: str | None = None
    past: Sequence[Earlier] = ()
    months: Sequence[Month] = ()
    before: Table | None = None
    link: Link | None = None
    beside: Beside | None = None
    leads: Leads | None = None
    report: Callable[[str], str] | None = None
    by: str | None = None
    each: int | None = None
    head: tuple[str, ...] = ()
    folded_lanes: tuple[str, ...] = ()
    ticks: str | None = None
    empty: str | None = None
    span: int = 8
    card: str = ""
    opened: frozenset[str] = frozenset()


def room_of(span: int) -> int:
    """How many pixels a chart has in a card of so many columns: drawn as wide as it is shown, it has
    the letters of its neighbours."""
    return max(PHONE, round(span * COLUMN - EDGES))


Figure = Callable[[Table, str, Options], Markup]


class Picture(Protocol):
    """A table drawn as SVG text for a place so many pixels wide.

    ``link`` is where its marks lead, where it is shown on a page; in a file it is left out.
    """

    def __call__(self, table: Table, lang: str, width: int, link: Link | None = None, /) -> str:
        """The text, the same for the same table."""


def _drawn(draw: Picture) -> Figure:
    """For the card's width and for a phone; the page's style shows the one that fits."""

    def figure(table: Table, lang: str, options: Options) -> Markup:
        if not table.rows:
            return no_rows(lang)
        if draw is charts.line and (words := charts.unanswered(table, lang)):
            return Markup('<p class="empty">{}</p>').format(words)
        room = room_of(options.span)
        size = (
            "" if draw in _SCENES or options.span > 7 else " half" if options.span > 4 else " third"
        )
        drawn = partial(_sankey, leads=options.leads) if draw is _sankey else draw
        wide, narrow = (
            Markup(drawn(table, lang, pixels, options.link))
            for pixels in (room if size else max(room, 620), PHONE)
        )
        text = charts.left_out(table, lang)
        more = Markup('<p class="left-out">{}</p>').format(text) if text else ""
        return Markup(
            '<div class="wide{size}">{wide}</div><div class="narrow{size}">{narrow}</div>{more}'
        ).format(size=size, wide=wide, narrow=narrow, more=more)

    return figure


def _table(table: Table, lang: str, options: Options) -> Markup:
    """Rows, under headings where they are grouped, with ticks where a column is shown so."""
    above, columns = Markup(""), options.columns
    listed = columns or table.listed(lang)
    if options.ticks is not None and options.ticks in listed:
        ticks = ticked(table, options.ticks, listed)
        above = in_common(table, options.ticks, ticks.shared, lang)
        table, columns = ticks.table, ticks.columns
    if options.by is None:
        return above + rows(
            table,
            lang,
            columns=columns,
            most=options.most,
            link=options.link,
            beside=options.beside,
        )
    return above + grouped(
        table,
        lang,
        options.by,
        options.head,
        columns=columns,
        most=options.most,
        each=options.each,
        link=options.link,
        beside=options.beside,
        leads=options.leads,
    )


def _sankey(
    table: Table, lang: str, width: int, link: Link | None = None, leads: Leads | None = None
) -> str:
    return svg(sankey.scene(table, lang, sankey.fitting(width), leads, link))


def _layers(table: Table, lang: str, width: int, link: Link | None = None) -> str:
    size = layers.WIDE if width >= 620 else layers.NARROW
    return svg(layers.scene(table, lang, size, link=link))


def _map(table: Table, lang: str, width: int, link: Link | None = None) -> str:
    size = town_map.WIDE if width >= 620 else town_map.NARROW
    return svg(town_map.scene(table, lang, size, link))


def _neighbourhood(table: Table, lang: str, width: int, link: Link | None = None) -> str:
    return svg(neighbourhood.scene(table, lang, width, link))


_SCENES = (_sankey, _layers, _map, _neighbourhood)
PICTURES: dict[str, Picture] = {
    "bar": charts.bar,
    "line": charts.line,
    "sankey": _sankey,
    "layers": _layers,
    "map": _map,
    "neighbourhood": _neighbourhood,
}
"""The figures that are pictures, which can be taken away as such."""

FIGURES: dict[str, Figure] = {
    "number": lambda table, lang, options: number(
        table,
        lang,
        note=options.note,
        past=options.past,
        value=options.value,
        link=options.link,
        months=options.months,
    ),
    "table": lambda table, lang, options: _table(table, lang, options),
    "attention": lambda table, lang, options: attention(
        table,
        lang,
        options.report,
        most=options.most,
        empty=options.empty,
        before=options.before,
        link=options.link,
    ),
    "board": lambda table, lang, options: board(
        table,
        lang,
        columns=options.columns,
        most=options.most,
        link=options.link,
        report=options.report,
        folded=options.folded_lanes,
        by=options.by,
    ),
    "check": lambda table, lang, options: check(table, lang, most=options.most),
    "record": lambda table, lang, options: record(table, lang, options.link),
    "timeline": lambda table, lang, options: timeline(table, lang, link=options.link),
    "matrix": lambda table, lang, options: matrix(table, lang, options.link),
    "parts": lambda table, lang, options: folds(
        table,
        lang,
        options.head,
        columns=options.columns,
        most=options.most,
        link=options.link,
        desk=options.report(table.id) if options.report else "",
        card=options.card,
        opened=options.opened,
    ),
    **{kind: _drawn(draw) for kind, draw in PICTURES.items()},
    "neighbourhood": lambda table, lang, options: (
        _drawn(_neighbourhood)(table, lang, options) + neighbourhood.way_on(table, lang)
    ),
}


def figure(
    table: Table, lang: str, options: Options = Options(), kind: str | None = None
) -> Markup:
    """The figure of a table by its view, or by another kind."""
    return FIGURES[kind or table.header.view.kind](table, lang, options)


__all__ = ["FIGURES", "PHONE", "PICTURES", "Options", "figure", "room_of"]

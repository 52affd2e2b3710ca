"""Figures: pure functions from a table, a language and options to finished HTML or SVG text.

``FIGURES`` is the table of them by the view's kind; adding one is a module and a line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from cypher.table import Table
from dashboard.figures import charts, layers, sankey
from dashboard.figures.check import check
from dashboard.figures.matrix import matrix
from dashboard.figures.number import number
from dashboard.figures.record import record
from dashboard.figures.svg import svg
from dashboard.figures.table import Link, rows
from dashboard.texts import say

WIDE, NARROW = 760, 350


@dataclass(frozen=True)
class Options:
    """What a page may ask of a figure beside its table."""

    note: Mapping[str, str] | None = None
    columns: tuple[str, ...] | None = None
    most: int | None = None
    link: Link | None = None


Figure = Callable[[Table, str, Options], str]


def _sized(wide: str, narrow: str) -> str:
    """Both widths; the page's style shows the one that fits the card."""
    return f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'


def _chart(draw: charts.Chart) -> Figure:
    def figure(table: Table, lang: str, options: Options) -> str:
        if not table.rows:
            return _empty(lang)
        said = charts.left_out(table, lang)
        more = f'<p class="left-out">{escape(said)}</p>' if said else ""
        return _sized(draw(table, lang, WIDE), draw(table, lang, NARROW)) + more

    return figure


def _scene(draw: Callable[[Table, str, bool], str]) -> Figure:
    def figure(table: Table, lang: str, options: Options) -> str:
        if not table.rows:
            return _empty(lang)
        return _sized(draw(table, lang, False), draw(table, lang, True))

    return figure


def _empty(lang: str) -> str:
    return f'<p class="empty">{escape(say("no_rows", lang))}</p>'


FIGURES: dict[str, Figure] = {
    "number": lambda table, lang, options: number(table, lang, note=options.note),
    "table": lambda table, lang, options: rows(
        table, lang, columns=options.columns, most=options.most, link=options.link
    ),
    "bar": _chart(charts.bar),
    "line": _chart(charts.line),
    "check": lambda table, lang, options: check(table, lang, most=options.most),
    "record": lambda table, lang, options: record(table, lang),
    "sankey": _scene(
        lambda table, lang, narrow: svg(
            sankey.scene(table, lang, sankey.NARROW if narrow else sankey.WIDE)
        )
    ),
    "layers": _scene(
        lambda table, lang, narrow: svg(
            layers.scene(table, lang, layers.NARROW if narrow else layers.WIDE)
        )
    ),
    "matrix": lambda table, lang, options: matrix(table, lang),
}


def figure(table: Table, lang: str, options: Options = Options(), kind: str | None = None) -> str:
    """The figure of a table by its view, or by another kind."""
    return FIGURES[kind or table.header.view.kind](table, lang, options)


__all__ = ["FIGURES", "Options", "figure"]

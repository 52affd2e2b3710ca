"""Bars, live: upright or lying as the still ones, all of them where those leave some out."""

from dataclasses import dataclass, replace
from typing import Any

import holoviews as hv

from cypher.table import Table
from cypher.views import ChartView
from dashboard.figures.charts.chart_data import ChartData, chart_data
from dashboard.figures.charts.encoding import LETTERS, amount_text, lies
from dashboard.figures.charts.vega import MOST_BARS
from dashboard.figures.live.axes import charted, legend, niced
from dashboard.figures.live.picture import (
    FONT,
    Asked,
    Beside,
    Dimensions,
    Mark,
    Ranges,
    framed,
    marked,
    painted,
)
from dashboard.figures.live.selection import of_periods, shown_rows, sums_of
from dashboard.texts import say
from graph.text import ems

HALF, HALF_LYING = 0.279, 0.297
"""Half of a bar's width, where one name takes 1: as wide as the still ones."""
_TOTALS = 18
"""Pixels for the totals above upright bars."""


@dataclass(frozen=True)
class _Piece:
    """A part of a bar: its place on the axis, from where to where it reaches, and its row."""

    at: int
    low: float
    high: float
    colour: str
    mark: Mark
    row: dict[str, object]

    def box(self, *, across: bool) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        if across:
            return self.low, self.at - HALF_LYING, self.high, self.at + HALF_LYING
        return self.at - HALF, self.low, self.at + HALF, self.high


def draw(table: Table, asked: Asked) -> Any:
    """The bars of a table; None where no row has a number."""
    data = chart_data(table, asked.lang, asked.link)
    pieces = _pieces(table, data, asked)
    if not pieces:
        return None
    across = lies(data.first(MOST_BARS), asked.width)
    sums = sums_of(table, asked.lang, asked.link, [one.row for one in pieces])
    along: Dimensions = "height" if across else "width"
    hint = "live_hint"
    if sums:
        by_period = of_periods(table, [one.row for one in pieces])
        hint = "live_hint_period" if by_period else "live_hint_bars"
    inset = asked.inset
    if inset is not None and not across:  # room for the totals above the longest bars
        asked = replace(asked, inset=(inset[0], inset[1] - _TOTALS, *inset[2:]))
    return framed(
        _boxes(pieces, asked, across=across) * _totals(table, data, asked, across=across),
        asked,
        Ranges(
            *_boxes_around(data, pieces, table, asked, across=across),
            zooms=along,
            selects=along if sums else None,
        ),
        Beside(legend(data, asked), say(hint, asked.lang), sums),
        charted(data, table, asked, across=across),
        xaxis="bottom",
        yaxis="left",
    )


def _pieces(table: Table, data: ChartData, asked: Asked) -> list[_Piece]:
    """The parts of the bars, each series on those before it; what is below nought downwards."""
    place = {name: at for at, name in enumerate(data.names)}
    rank = {name: at for at, name in enumerate(data.series)}
    ends: dict[tuple[int, bool], float] = {}
    found = []
    for at, row in sorted(
        shown_rows(table), key=lambda one: rank.get(data.points[one[0]].series, 0)
    ):
        point = data.points[at]
        value = point.value or 0.0
        if data.series and value == 0:
            continue
        key = (place[point.name], value < 0)
        low = ends.get(key, 0.0)
        ends[key] = low + value
        colour = asked.shade(data.colours[rank.get(point.series, 0)])
        mark = Mark(point.spoken.replace("; ", "\n"), point.link, at=place[point.name])
        found.append(_Piece(key[0], low, low + value, colour, mark, row))
    return found


def _boxes(pieces: list[_Piece], asked: Asked, *, across: bool) -> Any:
    shapes = [(*one.box(across=across), one.colour) for one in pieces]
    return hv.Rectangles(shapes, vdims=["colour"]).opts(
        color="colour",
        line_color=asked.ground,
        line_width=1.5,
        hover_fill_alpha=0.78,
        nonselection_fill_alpha=0.3,
        hooks=[marked(0, [one.mark for one in pieces])],
        tools=[],
    )


def _above(asked: Asked) -> float:
    """The share of the bars' room that the totals take above it."""
    _, top, _, bottom = asked.inset or (0, 0, 0, 0)
    return _TOTALS / max(1, asked.height - top - _TOTALS - bottom)


def _totals(table: Table, data: ChartData, asked: Asked, *, across: bool) -> Any:
    """The text at the end of each bar: what it adds up to, or which kind of nothing it is."""
    nothing = {point.name: point.text for point in reversed(data.points)}
    unit, words = table.column(table.view(ChartView).y).unit, []
    totals = [data.total(name) or 0.0 for name in data.names]
    above = (max(0.0, *totals) - min(0.0, *totals)) * 0.012
    for at, name in enumerate(data.names):
        total = data.total(name)
        text = nothing[name] if total is None else amount_text(total, unit, asked.lang)
        end = total or 0.0
        words.append((end, at, f" {text}") if across else (at, end + above, text))
    return hv.Labels(words).opts(
        text_align="left" if across else "center",
        text_baseline="middle" if across else "bottom",
        text_color=asked.ink,
        hooks=[painted(text_font=[FONT] * len(words))],
        text_font_size=asked.letters(12 if across else 13),
    )


Box = tuple[float, float, float, float]


def _boxes_around(
    data: ChartData, pieces: list[_Piece], table: Table, asked: Asked, *, across: bool
) -> tuple[Box, Box]:
    """All bars, and those of them that the still picture shows."""
    low = min(0.0, *(one.low for one in pieces), *(one.high for one in pieces))
    high = max(0.0, *(one.high for one in pieces)) or 1.0
    last, shown = len(data.names) - 0.5, min(len(data.names), MOST_BARS) - 0.5
    if not across:
        low, high = niced(low, high)
        high += (high - low) * (_above(asked) if asked.inset else 0.12)
        return (-0.5, high, last, low), (-0.5, high, shown, low)
    unit = table.column(table.view(ChartView).y).unit
    texts = (amount_text(data.total(name) or 0.0, unit, asked.lang) for name in data.names)
    behind = 10 + LETTERS * max(map(ems, texts), default=0.0)
    high += (high - low) * min(0.5, behind / max(120, asked.width * 0.7))
    return (low, -0.5, high, last), (low, -0.5, high, shown)

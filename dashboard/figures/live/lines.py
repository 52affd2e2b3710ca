"""Lines, live, and the series that are bars behind them: zoomed and moved along their axis, with a period
selected by a drag or by keys."""

import math
from collections.abc import Sequence
from functools import reduce
from operator import mul
from typing import Any

import holoviews as hv

from cypher.table import Table
from cypher.views import LineView
from dashboard.figures.charts.chart_data import ChartData, Point, chart_data
from dashboard.figures.charts.encoding import LETTERS, marked_text
from dashboard.figures.charts.lines import bars_of
from dashboard.figures.live.axes import charted, legend, niced
from dashboard.figures.live.picture import (
    FONT,
    Asked,
    Beside,
    Mark,
    Ranges,
    framed,
    marked,
)
from dashboard.figures.live.selection import shown_rows, sums_of
from dashboard.texts import say

_FAINT = 0.3
_POINT = 5.8
_BESIDE = 0.8
"""What the bars of one name take together, where it takes 1."""


def draw(table: Table, asked: Asked) -> Any:
    """The lines of a table; None where no row has a number."""
    data = chart_data(table, asked.lang, asked.link)
    shown = shown_rows(table)
    if not shown:
        return None
    sums = sums_of(table, asked.lang, asked.link, [row for _, row in shown])
    view = table.header.view
    steps = "steps-post" if isinstance(view, LineView) and view.steps else "linear"
    points, upright = [data.points[at] for at, _ in shown], bars_of(table, asked.lang)
    layers = [_bars(data, points, upright, asked)] if upright else []
    layers += [_line(data, one, steps, asked) for one in data.series or ("",) if one not in upright]
    layers.append(_points(data, points, upright, asked))
    low, high = _reach(data)
    layers += _at(data, low, high, asked)
    box = (-0.5, high, len(data.names) - 0.5, low)
    hint = say("live_hint_period" if sums else "live_hint", asked.lang)
    return framed(
        reduce(mul, layers),
        asked,
        Ranges(box, box, zooms="width", selects="width" if sums else None),
        Beside(legend(data, asked), hint, sums),
        charted(data, table, asked, across=False),
        xaxis="bottom",
        yaxis="left",
    )


def _reach(data: ChartData) -> tuple[float, float]:
    """From nought, or the least below it, to the most, as the still one."""
    values = [one.value for one in data.points if one.value is not None]
    return niced(min(0.0, *values), max(0.0, *values) or 1.0)


def _line(data: ChartData, series: str, steps: str, asked: Asked) -> Any:
    """The line of a series, broken where a row has no number."""
    place = {name: at for at, name in enumerate(data.names)}
    course = [
        (place[one.name], math.nan if one.value is None else one.value)
        for one in data.points
        if one.series == series
    ]
    return hv.Curve(sorted(course, key=lambda one: one[0])).opts(
        color=_colour(data, series, asked),
        line_width=2 * asked.scale,
        interpolation=steps,
        tools=[],
    )


def _bars(data: ChartData, points: list[Point], upright: Sequence[str], asked: Asked) -> Any:
    """The bars of some series beside one another; none where there is nothing of it."""
    wide = _BESIDE / len(upright)
    there = [one for one in points if one.series in upright and one.value]
    shapes = []
    for one in there:
        left = data.names.index(one.name) - _BESIDE / 2 + upright.index(one.series) * wide
        shapes.append((left, 0.0, left + wide, one.value, _colour(data, one.series, asked)))
    return hv.Rectangles(shapes, vdims=["colour"]).opts(
        color="colour",
        line_width=0,
        hover_fill_alpha=0.78,
        nonselection_fill_alpha=1.0,
        hooks=[marked(1, _marks(data, there))],
        tools=[],
    )


def _points(data: ChartData, points: list[Point], upright: Sequence[str], asked: Asked) -> Any:
    """A point for each number, by which it is selected; that of a bar is not seen."""
    place = {name: at for at, name in enumerate(data.names)}
    shapes = [
        (
            place[one.name],
            one.value,
            _colour(data, one.series, asked),
            0 if one.series in upright else _POINT * asked.scale,
        )
        for one in points
    ]
    return hv.Points(shapes, vdims=["colour", "size"]).opts(
        color=hv.dim("colour"),
        size=hv.dim("size"),
        hover_line_color=asked.ink,
        nonselection_alpha=_FAINT,
        hooks=[marked(0, _marks(data, points))],
        tools=[],
    )


def _at(data: ChartData, low: float, high: float, asked: Asked) -> list[Any]:
    """The mark of the axis: a line with its words beside it; nothing where there is none."""
    if not data.at:
        return []
    place = data.names.index(data.at)
    is_right = place > len(data.names) / 2
    rule = hv.Curve([(place, low), (place, high)]).opts(
        color=asked.accent, line_dash="dashed", line_width=1.5 * asked.scale, tools=[]
    )
    words = hv.Text(place + (-0.2 if is_right else 0.2), high, marked_text(data, asked.lang)).opts(
        text_color=asked.accent,
        text_align="right" if is_right else "left",
        text_baseline="top",
        text_font_size=asked.letters(LETTERS),
        text_font=FONT,
    )
    return [rule, words]


def _marks(data: ChartData, points: list[Point]) -> list[Mark]:
    place = {name: at for at, name in enumerate(data.names)}
    return [Mark(one.spoken.replace("; ", "\n"), one.link, at=place[one.name]) for one in points]


def _colour(data: ChartData, series: str, asked: Asked) -> str:
    return asked.shade(data.colours[data.series.index(series) if data.series else 0])

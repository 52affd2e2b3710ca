"""Lines, live: zoomed and moved along their axis, with a period selected by a drag or by keys."""

import math
from functools import reduce
from operator import mul
from typing import Any

import holoviews as hv

from cypher.table import Table
from cypher.views import LineView
from dashboard.figures.charts.chart_data import ChartData, Point, chart_data
from dashboard.figures.live.axes import charted, legend
from dashboard.figures.live.picture import (
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


def draw(table: Table, asked: Asked) -> Any:
    """The lines of a table; None where no row has a number."""
    data = chart_data(table, asked.lang, asked.link)
    shown = shown_rows(table)
    if not shown:
        return None
    sums = sums_of(table, asked.lang, asked.link, [row for _, row in shown])
    view = table.header.view
    steps = "steps-post" if isinstance(view, LineView) and view.steps else "linear"
    layers = [_line(data, name, steps, asked) for name in data.series or ("",)]
    layers.append(_points(data, [data.points[at] for at, _ in shown], asked))
    low, high = _reach(data)
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
    """From nought, or the least below it, to a little above the most."""
    values = [one.value for one in data.points if one.value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    over = (high - low or 1.0) * 0.06
    return low - (over if low < 0 else 0), high + over


def _line(data: ChartData, series: str, steps: str, asked: Asked) -> Any:
    """The line of a series, broken where a row has no number."""
    place = {name: at for at, name in enumerate(data.names)}
    course = [
        (place[one.name], math.nan if one.value is None else one.value)
        for one in data.points
        if one.series == series
    ]
    return hv.Curve(sorted(course, key=lambda one: one[0])).opts(
        color=_colour(data, series, asked), line_width=2, interpolation=steps, tools=[]
    )


def _points(data: ChartData, points: list[Point], asked: Asked) -> Any:
    place = {name: at for at, name in enumerate(data.names)}
    shapes = [(place[one.name], one.value, _colour(data, one.series, asked)) for one in points]
    marks = [Mark(one.spoken.replace("; ", "\n"), one.link, at=place[one.name]) for one in points]
    return hv.Points(shapes, vdims=["colour"]).opts(
        color=hv.dim("colour"),
        size=7,
        hover_line_color=asked.ink,
        nonselection_alpha=_FAINT,
        hooks=[marked(0, marks)],
        tools=[],
    )


def _colour(data: ChartData, series: str, asked: Asked) -> str:
    return asked.shade(data.colours[data.series.index(series) if data.series else 0])

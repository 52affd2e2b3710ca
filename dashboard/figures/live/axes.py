"""The axes of a live chart: names at their places, amounts as the still one writes them."""

import math
from collections.abc import Sequence
from typing import Any

from bokeh.models import (
    AllLabels,
    BasicTicker,
    FixedTicker,
    NoOverlap,
    NumeralTickFormatter,
    PlainText,
)

from cypher.table import Table
from cypher.views import ChartView
from dashboard.figures.charts.chart_data import ChartData
from dashboard.figures.charts.encoding import LETTERS, amount_title
from dashboard.figures.drawing.scene import shortened
from dashboard.figures.live.picture import FONT, Asked, Hook

_STEPS = ((10, math.sqrt(50)), (5, math.sqrt(10)), (2, math.sqrt(2)))
_MATHS = ("$$", "\\(", "\\[")
LONGEST = 16
"""So many letters' heights of a name are written on an axis; the whole of it stands in the tips."""


def plain(text: str) -> str | PlainText:
    """A text that is never taken for a formula."""
    return PlainText(text=text) if any(one in text for one in _MATHS) else text


def dressed(axis: Any, asked: Asked) -> None:
    """An axis with our letters and colours."""
    axis.axis_label = None
    axis.major_label_text_font = FONT
    axis.major_label_text_font_size = asked.letters(LETTERS)
    axis.major_label_text_color = asked.muted
    axis.axis_line_color = axis.major_tick_line_color = asked.line
    axis.minor_tick_line_color = None


def named(axis: Any, names: Sequence[str], asked: Asked, *, all_of: bool = False) -> None:
    """Names at 0, 1, …: all of them, or as many as have room, and more where one looks closer."""
    dressed(axis, asked)
    axis.ticker = FixedTicker(ticks=list(range(len(names))), minor_ticks=[])
    axis.major_label_overrides = {
        at: plain(shortened(name.rstrip(), LONGEST)) for at, name in enumerate(names)
    }
    axis.major_label_policy = AllLabels() if all_of else NoOverlap(min_distance=10)
    axis.major_tick_line_color = None


def amounts(axis: Any, table: Table, largest: float, asked: Asked) -> None:
    """Amounts: shares in percent, whole numbers where they count things."""
    dressed(axis, asked)
    unit = table.column(table.view(ChartView).y).unit
    step = {} if unit == "percent" or largest < 1 else {"min_interval": 1}
    axis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0, **step)
    axis.formatter = NumeralTickFormatter(format="0.[0]%" if unit == "percent" else "0,0.[00]")


def niced(low: float, high: float) -> tuple[float, float]:
    """The round numbers around a range at which the still chart ends: a tenth of it, or a little less or
    more, as 1, 2 or 5 times a power of ten."""
    step = 0.0
    for _ in range(10):  # a wider range may have wider steps
        rough = (high - low) / 10
        if rough <= 0:
            return low, high
        power = 10.0 ** math.floor(math.log10(rough))
        before, step = step, power * next((n for n, at in _STEPS if rough / power >= at), 1)
        if step == before:
            break
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return low, high


def charted(data: ChartData, table: Table, asked: Asked, *, across: bool) -> Hook:
    """What dresses a chart of amounts over names; ``across`` where its bars lie."""

    def dress(plot: Any, _: object) -> None:
        figure = plot.state
        along, up = figure.xaxis[0], figure.yaxis[0]
        if across:
            along, up = up, along
        named(along, data.names, asked, all_of=across)
        largest = max((abs(one.value) for one in data.points if one.value is not None), default=0)
        amounts(up, table, largest, asked)
        grid = figure.xgrid[0] if across else figure.ygrid[0]
        other = figure.ygrid[0] if across else figure.xgrid[0]
        grid.visible, grid.grid_line_color, other.visible = True, asked.line, False
        figure.title.text = "" if across else plain(amount_title(table, asked.lang))
        figure.title.text_font, figure.title.text_font_size = FONT, asked.letters(LETTERS)
        figure.title.text_color, figure.title.text_font_style = asked.muted, "normal"
        figure.min_border_right = 10

    return dress


def legend(data: ChartData, asked: Asked) -> list[tuple[str, str]]:
    """The names of the series with their colours; none where there is but one without a name."""
    pairs = zip(data.series, data.colours, strict=False)
    return [(name.rstrip(), asked.shade(colour)) for name, colour in pairs if name]

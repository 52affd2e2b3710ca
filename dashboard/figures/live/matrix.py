"""A matrix, live: a heat map of its cells, with several selected by a drag around them."""

from collections.abc import Sequence
from typing import Any

import holoviews as hv

from cypher.table import Table
from dashboard.figures.charts.encoding import LETTERS
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.keys import Key
from dashboard.figures.lists.matrix import DARK, Grid, grid, share_of
from dashboard.figures.live.axes import named
from dashboard.figures.live.picture import (
    FONT,
    Asked,
    Beside,
    Mark,
    Ranges,
    framed,
    marked,
    painted,
)
from dashboard.figures.live.selection import cells_sum
from dashboard.texts import say

_EDGE = 0.47
"""Half of a cell's side, where the next one stands 1 away."""
_NARROWEST, _NAMES = 24, 160
"""Pixels: a cell that holds a number, and the names of the rows where nothing says more."""
_UPRIGHT = 1.571
"""A quarter turn."""


def draw(table: Table, asked: Asked) -> Any:
    """The cells of a table: at first the rows that the still picture shows, the others below them."""
    found = grid(table, asked.lang, asked.link)
    if found is None:
        return None
    kept, others = found.kept()
    rows, columns = [*kept, *others], found.along.ordered()
    cells = [
        (at_row, at_column, row, column)
        for at_row, row in enumerate(rows)
        for at_column, column in enumerate(columns)
        if (row, column) in found.cells
    ]
    values = [found.amount(row, column) for _, _, row, column in cells]
    wide = len(columns) - 0.5
    left = _NAMES if asked.inset is None else asked.inset[0]
    shown = min(wide, max(3, (asked.width - left) // _NARROWEST) - 0.5)
    return framed(
        _boxes(found, cells, asked) * _texts(found, cells, asked),
        asked,
        Ranges(
            (-0.5, -0.5, wide, len(rows) - 0.5),
            (-0.5, -0.5, shown, len(kept) - 0.5),
            selects="both",
        ),
        Beside(
            hint=say("live_hint_cells", asked.lang),
            sums=lambda places: cells_sum(asked.lang, found.unit, [values[at] for at in places]),
        ),
        _dress(found, rows, columns, asked),
        xaxis="top",
        yaxis="left",
    )


Cells = Sequence[tuple[int, int, Key, Key]]


def _boxes(found: Grid, cells: Cells, asked: Asked) -> Any:
    shapes, marks = [], []
    for down, along, row, column in cells:
        share = share_of(found.cells[row, column], found.top) / 100
        about, link = "\n".join(found.text(row, column)), found.there.get((row, column)) or ""
        box = (along - _EDGE, down - _EDGE, along + _EDGE, down + _EDGE)
        shade = colours.mixed(colours.CELL, share, asked.ground)
        shapes.append((*box, shade))
        marks.append(Mark(about, link, at=along))
    return hv.Rectangles(shapes, vdims=["colour"]).opts(
        color="colour",
        line_width=0,
        hover_line_color=asked.accent,
        hover_line_width=2,
        selection_line_color=asked.accent,
        selection_line_width=2,
        nonselection_fill_alpha=1.0,
        hooks=[marked(0, marks)],
        tools=[],
    )


def _texts(found: Grid, cells: Cells, asked: Asked) -> Any:
    words = []
    for down, along, row, column in cells:
        dark = share_of(found.cells[row, column], found.top) > DARK
        text = found.text(row, column)[1]
        words.append((along, down, text, "#ffffff" if dark else asked.ink))
    return hv.Labels(words, vdims=["text", "colour"]).opts(
        text_color=hv.dim("colour"),
        text_font_size=f"{LETTERS}px",
        hooks=[painted(text_font=[FONT] * len(words))],
    )


def _dress(found: Grid, rows: Sequence[Key], columns: Sequence[Key], asked: Asked) -> Any:
    def dress(plot: Any, _: object) -> None:
        figure = plot.state
        named(figure.yaxis[0], [found.down.names[one] for one in rows], asked)
        named(figure.xaxis[0], [found.along.names[one] for one in columns], asked)
        figure.xaxis[0].major_label_orientation = _UPRIGHT
        figure.background_fill_color = colours.mixed(asked.line, 0.3, asked.ground)
        figure.min_border_right = 4
        figure.xgrid[0].visible = figure.ygrid[0].visible = False
        for axis in (figure.xaxis[0], figure.yaxis[0]):
            axis.axis_line_color = None

    return dress

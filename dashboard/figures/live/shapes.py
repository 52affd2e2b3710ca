"""A scene drawn live: the same coordinates, colours and words as the still picture of it."""

import math
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import count, groupby
from operator import mul
from typing import Any

import holoviews as hv

from dashboard.figures.drawing.scene import Area, Bar, Dot, Line, Ribbon, Scene, Word
from dashboard.figures.drawing.svg import BOLT
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
from dashboard.texts import say

FAINT, STRONG = 0.08, 0.8
_AXES = [hv.Dimension(name, range=(0.0, 1.0)) for name in ("x", "y")]
"""The dimensions of many shapes: with a range, so that HoloViews does not look for one in each of them.
What is shown is set by the picture."""
_ROUND = 48
"""So many corners make a circle."""
_MARKERS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle": "triangle",
            "hexagon": "hex", "crossed": "circle_x"}  # fmt: skip
_ALIGNED = {"start": "left", "middle": "center", "end": "right"}


def live_scene(scene: Scene, asked: Asked) -> Any:
    """A scene as it fits into the room there is, centred; of a map what lies on its ground, without
    the legend below."""
    height = scene.ground or scene.height
    scale = min(asked.width / scene.width, asked.height / height)
    across, down = asked.width / scale - scene.width, asked.height / scale - height
    box = (-across / 2, -down / 2, scene.width + across / 2, height + down / 2)
    layers = list(_layers(scene, asked, scale, scene.ground or math.inf))
    return framed(
        reduce(mul, layers), asked, Ranges(box, box), Beside(hint=say("live_hint", asked.lang))
    )


def _layers(scene: Scene, asked: Asked, scale: float, last: float) -> Iterator[Any]:
    """The layers from the back to the front, of the shapes that lie no further down than ``last``."""
    numbers = count()
    for _, areas in groupby(scene.areas, lambda one: one.dash):
        yield _areas(list(areas), asked)
    if scene.ribbons:
        yield _ribbons(scene.ribbons, asked, next(numbers))
    lines = sorted(scene.lines, key=lambda one: (bool(one.about), one.dash or ()))
    for (told, _), some in groupby(lines, lambda one: (bool(one.about), one.dash)):
        yield _lines(list(some), asked, scale, next(numbers) if told else None)
    if scene.bars:
        yield _bars(scene.bars, asked, next(numbers))
    dots = [one for one in scene.dots if one.y <= last]
    bolts = [one for one in dots if one.shape == "bolt"]
    dots = [one for one in dots if one.shape != "bolt"]
    for told in (True, False):
        if some_dots := [one for one in dots if bool(one.about) == told]:
            yield _dots(some_dots, asked, scale, next(numbers) if told else None)
    if bolts:
        yield _bolts(bolts, asked)
    if words := [one for one in scene.words if one.y <= last]:
        yield _words(words, asked, scale, next(numbers))


def _areas(areas: Sequence[Area], asked: Asked) -> Any:
    shapes = [
        {
            ("x", "y"): _circle(*one.points[0], one.radius) if one.radius else list(one.points),
            "fill": asked.shade(one.fill),
            "line": asked.shade(one.line),
        }
        for one in areas
    ]
    return hv.Polygons(shapes, vdims=["fill", "line"]).opts(
        fill_color="fill", line_color="line", line_dash=_dash(areas[0].dash), tools=[]
    )


def _circle(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    turns = (math.tau * at / _ROUND for at in range(_ROUND))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def _dash(dash: tuple[float, float] | None) -> str:
    """The lengths of a stroke and of a gap as Bokeh reads them; HoloViews takes a list for columns."""
    return " ".join(str(max(1, round(length))) for length in dash) if dash else "solid"


def _ribbons(ribbons: Sequence[Ribbon], asked: Asked, number: int) -> Any:
    marks = [Mark(one.about, one.link, ends=one.keys) for one in ribbons]
    paint = painted(fill_color=[asked.shade(one.colour) for one in ribbons])
    return hv.Polygons([one.outline() for one in ribbons], kdims=_AXES).opts(
        line_width=0,
        fill_alpha=0.42 if asked.dark else 0.34,
        hover_fill_alpha=0.72,
        selection_fill_alpha=0.72,
        nonselection_fill_alpha=FAINT,
        hooks=[paint, marked(number, marks)],
        tools=[],
    )


def _lines(lines: Sequence[Line], asked: Asked, scale: float, number: int | None) -> Any:
    """Lines of one kind of stroke. What is only drawn, as a scale, has no ``number``."""
    marks = [Mark(one.about, one.link, ends=one.keys) for one in lines]
    hooks = [] if number is None else [marked(number, marks)]
    hooks.append(
        painted(
            line_color=[asked.shade(one.colour) for one in lines],
            line_width=[one.width * scale for one in lines],
        )
    )
    return hv.Contours([one.course() for one in lines], kdims=_AXES).opts(
        line_dash=_dash(lines[0].dash),
        line_alpha=1.0 if number is None else 0.62,
        hover_line_alpha=1.0,
        selection_line_alpha=STRONG,
        nonselection_line_alpha=FAINT,
        show_legend=False,
        hooks=hooks,
        tools=[],
    )


def _bars(bars: Sequence[Bar], asked: Asked, number: int) -> Any:
    shapes = [
        (*(one.x, one.y, one.x + one.width, one.y + one.height, asked.shade(one.colour)),)
        for one in bars
    ]
    return hv.Rectangles(shapes, vdims=["colour"]).opts(
        color="colour",
        line_width=0,
        selection_line_color=asked.accent,
        selection_line_width=2,
        nonselection_fill_alpha=1.0,
        hooks=[marked(number, [Mark(one.about, one.link, one.key, one.id) for one in bars])],
        tools=[],
    )


def _dots(dots: Sequence[Dot], asked: Asked, scale: float, number: int | None) -> Any:
    """Signs, which stay as large as they are when the picture is made larger."""
    shapes = [
        (
            *(one.x, one.y, _MARKERS[one.shape], 2 * one.radius * scale),
            *_paint(one, asked),
        )
        for one in dots
    ]
    marks = [Mark(one.about, one.link, one.key, one.id) for one in dots]
    hooks = [] if number is None else [marked(number, marks)]
    return hv.Points(shapes, vdims=["shape", "size", "fill", "line"]).opts(
        marker=hv.dim("shape"),
        size=hv.dim("size"),
        fill_color=hv.dim("fill"),
        line_color=hv.dim("line"),
        line_width=1.6,
        selection_line_color=asked.accent,
        nonselection_alpha=1.0,
        hooks=hooks,
        tools=[],
    )


def _bolts(bolts: Sequence[Dot], asked: Asked) -> Any:
    """Bolts, which no marker of Bokeh's has the shape of: they grow with what they lie on."""
    shapes = [
        {
            ("x", "y"): [(one.x + a * one.radius, one.y + b * one.radius) for a, b in BOLT],
            "colour": asked.shade(one.colour),
        }
        for one in bolts
    ]
    return hv.Polygons(shapes, vdims=["colour"]).opts(
        fill_color="colour", line_color=asked.ground, line_width=0.5, tools=[]
    )


def _paint(dot: Dot, asked: Asked) -> tuple[str, str]:
    """The colours of a sign's inside and of its line."""
    colour = asked.shade(dot.colour)
    if dot.hollow:
        return asked.ground, colour
    return colour, asked.ground if dot.shape == "crossed" else colour


def _words(words: Sequence[Word], asked: Asked, scale: float, number: int) -> Any:
    """Lines of text, which keep the size of their letters."""
    shapes = [
        (
            *(
                one.x,
                one.y - one.size * 0.36,
                one.text,
                _ALIGNED[one.anchor],
                f"{one.size * scale:.1f}px",
            ),
            "bold" if one.weight > 400 else "normal",
            asked.accent if one.alert else asked.muted if one.muted else asked.ink,
        )
        for one in words
    ]
    fields = ["text", "align", "size", "style", "colour"]
    marks = [Mark(one.whole, one.link, one.key, one.id) for one in words]
    letters = painted(text_font=[FONT] * len(words))
    return hv.Labels(shapes, vdims=fields).opts(
        text_align=hv.dim("align"),
        text_color=hv.dim("colour"),
        text_font_size=hv.dim("size"),
        text_font_style=hv.dim("style"),
        hooks=[letters, marked(number, marks)],
    )

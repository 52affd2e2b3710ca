"""The still picture of a walk through the graph: nodes where the server placed them, as SVG text.

It is there before any script and without one; the live picture takes over at the same places.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from dashboard.figures.drawing.labels import Label, Point, labels
from dashboard.figures.relations.kind_style import KindStyle, style_of
from dashboard.figures.relations.mark_looks import MARK_LOOKS, Look
from graph.text import ems

MOST = 300
"""How many nodes are drawn still; what is larger waits for the live picture."""
MARGIN, NEAREST = 80.0, 1.45
"""Room around the outer nodes, in the walk's units, and how many pixels a unit has at most; as in
``camera.js``."""
LETTERS = 13.0
TIE = "#9c917f"
_KEY_LINE, _KEY_SIGN, _KEY_GAP = 24.0, 8.0, 22.0
"""How high a line of the key is, how large its signs are, and the room between two of them."""
_NO_DAY = "9999-12-31"
"""After the end of every relationship that has one."""


class Mark(NamedTuple):
    """How a node is marked, and by which rule, in words."""

    look: Look
    rule: str


NO_MARKS: Mapping[str, Mark] = {}


def frame(nodes: Sequence[Mapping[str, Any]]) -> tuple[float, float, float, float]:
    """The part of the plane that is shown first: left, top, width, height; the live picture
    begins with the same."""
    xs, ys = [float(one["x"]) for one in nodes], [float(one["y"]) for one in nodes]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return left, top, max(xs) + MARGIN - left, max(ys) + MARGIN - top


def walk_picture(
    walk: Mapping[str, Any],
    about: str,
    marks: Mapping[str, Mark] = NO_MARKS,
    *,
    key: bool = False,
    most: int = MOST,
) -> Markup:
    """The nodes of a walk, each a link to its record, and the relationships that hold on its ``day``;
    ``about`` says what is shown, ``marks`` which nodes stand out, by their ids, and with ``key`` what
    each sign and mark means stands below. Empty where there is nothing, or more than ``most`` nodes."""
    nodes: Sequence[Mapping[str, Any]] = walk["nodes"]
    if not 0 < len(nodes) <= most:
        return Markup("")
    left, top, wide, high = frame(nodes)
    places = {str(one["id"]): (float(one["x"]) - left, float(one["y"]) - top) for one in nodes}
    day = str(walk.get("day") or _NO_DAY)
    holding = [
        one
        for one in walk["ties"]
        if not one.get("ended") or str(one["ended"]) > day
        if one["from"] in places and one["to"] in places
    ]
    ties = Markup("").join(_tie(one, places) for one in holding)
    drawn = _nodes(nodes, places, wide, high, marks)
    if key:
        below, wide, high = _key(nodes, marks, wide, high)
        drawn += below
    return Markup(
        '<svg class="scene still" viewBox="0 0 {} {}" style="max-width:{}px;max-height:{}px" role="group"'
        ' aria-label="{}" xmlns="http://www.w3.org/2000/svg">{}{}</svg>'
    ).format(
        _n(wide), _n(high), _n(wide * NEAREST), _n(high * NEAREST), about, ties, drawn,
    )  # fmt: skip


def _tie(one: Mapping[str, Any], places: Mapping[str, tuple[float, float]]) -> Markup:
    (x0, y0), (x1, y1) = places[one["from"]], places[one["to"]]
    width = 1 + min(4.0, math.log2(max(1.0, float(one.get("weight") or 1))))
    return Markup('<path class="flow" fill="none" stroke="{}" stroke-width="{}" d="M{} {}L{} {}"/>').format(
        TIE, _n(width), _n(x0), _n(y0), _n(x1), _n(y1)
    )  # fmt: skip


def _nodes(
    nodes: Sequence[Mapping[str, Any]],
    places: Mapping[str, tuple[float, float]],
    wide: float,
    high: float,
    marks: Mapping[str, Mark],
) -> Markup:
    """The signs and their names, those of the largest placed first."""
    ordered = sorted(nodes, key=lambda one: (-style_of(one["kind"]).radius, str(one["id"])))
    points = [
        Point(*places[str(one["id"])], style_of(one["kind"]).radius, _short(str(one["label"])))
        for one in ordered
    ]
    named = zip(ordered, points, labels(points, LETTERS, wide, high), strict=True)
    return Markup("").join(_node(*one, marks.get(str(one[0]["id"]))) for one in named)


def _node(one: Mapping[str, Any], point: Point, name: Label | None, mark: Mark | None) -> Markup:
    style = style_of(one["kind"])
    about = " · ".join((one["kind_label"], one["label"], *([mark.rule] if mark else ())))
    word = Markup("")
    if name is not None:
        word = Markup('<text class="word" x="{}" y="{}" text-anchor="{}" font-size="{}">{}</text>').format(
            _n(name.x), _n(name.y), name.anchor, _n(LETTERS), point.name
        )  # fmt: skip
    colour = MARK_LOOKS[mark.look].colour if mark else style.colour
    shape = Markup('<path class="node" fill="{}" d="{}"/>').format(
        colour, outline(style, point.x, point.y)
    )
    if mark is not None:
        shape += _sign(mark.look, point.x + style.radius * 0.85, point.y - style.radius * 0.85,
                       max(5.0, style.radius * 0.6))  # fmt: skip
    link = str(one.get("href") or "")
    if not link:
        return Markup('<g role="img" aria-label="{}">{}{}</g>').format(about, shape, word)
    return Markup('<a href="{}" aria-label="{}">{}{}</a>').format(link, about, shape, word)


def _sign(look: Look, x: float, y: float, half: float) -> Markup:
    """The mark of a rule in its circle around a point."""
    colour, mark = MARK_LOOKS[look]
    return Markup(
        '<circle class="ground" cx="{0}" cy="{1}" r="{2}" fill="#fff" stroke="{3}" stroke-width="1.2"/>'
        '<path class="mark" fill="{3}" transform="translate({0} {1}) scale({2})" d="{4}"/>'
    ).format(_n(x), _n(y), _n(half), colour, mark)


def _key(
    nodes: Sequence[Mapping[str, Any]], marks: Mapping[str, Mark], wide: float, high: float
) -> tuple[Markup, float, float]:
    """What each sign and each mark means, below a picture, and how large the picture is with it."""
    kinds = {str(one["kind"]): str(one["kind_label"]) for one in nodes}
    entries: list[tuple[str | Mark, str]] = [(kind, kinds[kind]) for kind in sorted(kinds)]
    entries += [(one, one.rule) for one in dict.fromkeys(marks.values())]
    widths = [32 + ems(text) * LETTERS for _, text in entries]
    wide = max(wide, *widths)
    x, y, lines = 0.0, high + _KEY_LINE / 2, Markup("")
    for (sign, text), width in zip(entries, widths, strict=True):
        if x and x + width > wide:
            x, y = 0.0, y + _KEY_LINE
        if isinstance(sign, Mark):
            lines += _sign(sign.look, x + 16, y, _KEY_SIGN)
        else:
            style = replace(style_of(sign), radius=_KEY_SIGN)
            lines += Markup('<path class="node" fill="{}" d="{}"/>').format(
                style.colour, outline(style, x + 16, y)
            )
        lines += Markup('<text x="{}" y="{}" font-size="{}">{}</text>').format(
            _n(x + 32), _n(y + LETTERS * 0.36), _n(LETTERS), text
        )
        x += width + _KEY_GAP
    return lines, wide, y + _KEY_LINE / 2 + 8


def outline(style: KindStyle, x: float, y: float) -> str:
    """The outline of a kind's sign around a point, as the data of an SVG path."""
    r = style.radius
    match style.shape:
        case "circle":
            return f"M{_n(x - r)} {_n(y)}a{_n(r)} {_n(r)} 0 1 0 {_n(2 * r)} 0a{_n(r)} {_n(r)} 0 1 0 {_n(-2 * r)} 0Z"
        case "square":
            corners = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
        case "diamond":
            corners = [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]
        case "triangle":
            corners = [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)]
        case "hexagon":
            corners = [(math.sin(math.tau * i / 6), -math.cos(math.tau * i / 6)) for i in range(6)]
    return "M" + "L".join(f"{_n(x + a * r)} {_n(y + b * r)}" for a, b in corners) + "Z"


def _short(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:17]}…"


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")

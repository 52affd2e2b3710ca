"""A scene as SVG text: the same bytes each time, every word from the data escaped."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup, escape

from dashboard.figures.drawing.scene import Area, Bar, Dot, Line, Ribbon, Scene, Word


def svg(scene: Scene) -> str:
    """The whole picture, from the back to the front."""
    parts = [
        f'<svg class="scene" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="group"'
        f' aria-label="{escape(scene.about)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    if scene.detail:
        parts.append(f"<desc>{escape(scene.detail)}</desc>")
    parts += _ground(scene) if scene.ground else _shapes(scene)
    return "".join([*map(str, parts), "</svg>"])


def _ground(scene: Scene) -> list[Markup]:
    """What lies on the ground of a map in a picture of its own, which can be made larger and cuts off
    what lies outside it; the legend below."""
    on = replace(
        scene,
        dots=tuple(one for one in scene.dots if one.y <= scene.ground),
        words=tuple(one for one in scene.words if one.y <= scene.ground),
    )
    below = replace(
        scene,
        areas=(),
        lines=(),
        dots=tuple(one for one in scene.dots if one.y > scene.ground),
        words=tuple(one for one in scene.words if one.y > scene.ground),
    )
    size = {"width": _n(scene.width), "height": _n(scene.ground)}
    box = f"0 0 {size['width']} {size['height']}"
    # what is met by a pointer where nothing is drawn, so that the ground can be moved there too
    hold = _shape("rect", {**size, "fill": "none", "pointer-events": "all"})
    inner = Markup("").join([hold, *_shapes(on)])
    return [_shape("svg", {"class": "ground", **size, "viewBox": box}, inner), *_shapes(below)]


def _shapes(scene: Scene) -> list[Markup]:
    """The shapes from the back to the front."""
    return [
        *map(_area, scene.areas),
        *map(_ribbon, scene.ribbons),
        *map(_line, scene.lines),
        *map(_bar, scene.bars),
        *map(_dot, scene.dots),
        *map(_word, scene.words),
    ]


def _ribbon(r: Ribbon) -> Markup:
    middle = _n((r.x0 + r.x1) / 2)
    path = (
        f"M{_n(r.x0)} {_n(r.top0)}C{middle} {_n(r.top0)} {middle} {_n(r.top1)} {_n(r.x1)} {_n(r.top1)}"
        f"V{_n(r.bottom1)}C{middle} {_n(r.bottom1)} {middle} {_n(r.bottom0)} {_n(r.x0)} {_n(r.bottom0)}Z"
    )
    ends = {"data-from": r.keys[0], "data-to": r.keys[1]}
    tip = "" if r.link else r.about  # a link says it itself
    band = _shape("path", {"class": "flow", **ends, "data-tip": tip, "fill": r.colour, "d": path})
    return _linked(band, r.link, r.about)


def _line(one: Line) -> Markup:
    middle = _n((one.x0 + one.x1) / 2)
    path = (
        f"M{_n(one.x0)} {_n(one.y0)}C{middle} {_n(one.y0)} {middle} {_n(one.y1)}"
        f" {_n(one.x1)} {_n(one.y1)}"
    )
    tip = "" if one.link else one.about
    ends = {"data-from": one.keys[0], "data-to": one.keys[1], "data-tip": tip}
    line = _shape(
        "path",
        {
            "class": "flow relationship" if one.about else "key",
            **(ends if one.about else {}),
            "fill": "none",
            "stroke": one.colour,
            "stroke-width": _n(one.width),
            "stroke-dasharray": _dash(one),
            "d": path,
        },
    )
    return _linked(line, one.link, one.about)


def _dash(one: Line | Area) -> str:
    return f"{_n(one.dash[0])} {_n(one.dash[1])}" if one.dash else ""


def _shape(name: str, attributes: Mapping[str, str], text: str | None = None) -> Markup:
    """An element with those of its attributes that hold something; the one place that escapes."""
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return Markup(
        f"<{name}{given}/>" if text is None else f"<{name}{given}>{escape(text)}</{name}>"
    )


def _bar(b: Bar) -> Markup:
    box = {"x": _n(b.x), "y": _n(b.y), "width": _n(b.width), "height": _n(b.height)}
    shape = _shape("rect", {"class": "node", **_node(b), **box, "rx": "1", "fill": b.colour})
    return _linked(shape, b.link)


def _linked(shape: Markup, link: str, about: str = "", *, hidden: bool = False) -> Markup:
    """A shape as a link; it is reached among the nodes with the arrow keys, not one by one with Tab.

    ``about`` are the words for a shape that has none of its own, spoken and as its tip.
    """
    if not link:
        return shape
    spoken = {"aria-hidden": "true" if hidden else "", "aria-label": about}
    return _shape("a", {**spoken, "href": link, "tabindex": "-1"}, shape)


def _area(one: Area) -> Markup:
    paint = {"class": "area", "fill": one.fill, "stroke": one.line, "stroke-dasharray": _dash(one)}
    if one.radius:
        x, y = one.points[0]
        return _shape("circle", {**paint, "cx": _n(x), "cy": _n(y), "r": _n(one.radius)})
    return _shape("polygon", {**paint, "points": _points(one.points)})


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _dot(d: Dot) -> Markup:
    """A sign; without words of its own it is a sample in a legend."""
    return _linked(_sign(d), d.link)


def _sign(d: Dot) -> Markup:
    kind = ("node hollow" if d.hollow else "node") if d.about else "key"
    filled = {"fill": d.colour}
    hollow = {"fill": "none", "stroke": d.colour, "stroke-width": "1.6"}
    head = {"class": kind, **(_node(d) if d.about else {}), **(hollow if d.hollow else filled)}
    x, y, r = d.x, d.y, d.radius
    circle = _shape("circle", {**head, "cx": _n(x), "cy": _n(y), "r": _n(r)})
    match d.shape:
        case "square":
            box = {"x": _n(x - r), "y": _n(y - r), "width": _n(2 * r), "height": _n(2 * r)}
            return _shape("rect", {**head, **box, "rx": "1.5"})
        case "diamond":
            tips = ((x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y))
            return _shape("polygon", {**head, "points": _points(tips)})
        case "triangle" | "hexagon":
            corners = _TRIANGLE if d.shape == "triangle" else _HEXAGON
            at = _points((x + a * r, y + b * r) for a, b in corners)
            return _shape("polygon", {**head, "points": at})
        case "bolt":
            return _shape(
                "polygon", {**head, "points": _points((x + a * r, y + b * r) for a, b in BOLT)}
            )
        case "crossed":
            return circle + _cross(x, y, r * 0.55)
    return circle


_TRIANGLE = ((0.0, -1.15), (1.1, 0.8), (-1.1, 0.8))
_HEXAGON = ((-0.55, -0.95), (0.55, -0.95), (1.1, 0.0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0.0))
BOLT = ((0.2, -1), (-0.7, 0.2), (-0.05, 0.2), (-0.25, 1), (0.7, -0.25), (0.05, -0.25))
"""The corners of a bolt, in radiuses of its sign from the middle of that."""


def _cross(x: float, y: float, arm: float) -> Markup:
    path = (
        f"M{_n(x - arm)} {_n(y - arm)}L{_n(x + arm)} {_n(y + arm)}"
        f"M{_n(x + arm)} {_n(y - arm)}L{_n(x - arm)} {_n(y + arm)}"
    )
    paint = {"stroke": "#fff", "stroke-width": "1.6", "fill": "none"}
    return _shape("path", {"class": "cross", "d": path, **paint})


def _node(one: Bar | Dot) -> dict[str, str]:
    """What every node carries: a name for those who hear it, and its id where it has one."""
    role = "button" if one.id else "link" if one.link else "img"
    return {
        "data-key": one.key,
        "data-id": one.id,
        "role": role,
        "tabindex": "-1",
        "aria-label": one.about.replace("\n", ", "),
        "data-tip": one.about,
    }


def _word(w: Word) -> Markup:
    """A line of text; the node beside it says the same, so that it is spoken once."""
    held = {"data-id": w.id, "data-key": w.key, "aria-hidden": "true"} if w.id else {}
    line = _shape(
        "text",
        {
            "class": "word alert" if w.alert else "word muted" if w.muted else "word",
            "x": _n(w.x),
            "y": _n(w.y),
            "text-anchor": w.anchor,
            "font-size": _n(w.size),
            "font-weight": str(w.weight),
            "data-tip": w.whole,
            **held,
        },
        w.text,
    )
    return _linked(line, w.link, hidden=bool(w.id))


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")

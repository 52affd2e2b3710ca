"""A scene as SVG text: the same bytes each time, every word from the data escaped."""

from html import escape

from dashboard.figures.drawing.scene import Area, Bar, Dot, Line, Ribbon, Scene, Word


def svg(scene: Scene) -> str:
    """The whole picture, from the back to the front."""
    parts = [
        f'<svg class="scene" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="group"'
        f' aria-label="{escape(scene.about)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    if scene.detail:
        parts.append(f"<desc>{escape(scene.detail)}</desc>")
    if scene.areas:  # an inner picture cuts off what lies outside it
        high = scene.ground or scene.height
        areas = "".join(_area(area) for area in scene.areas)
        parts.append(f'<svg width="{_n(scene.width)}" height="{_n(high)}">{areas}</svg>')
    parts += [_ribbon(ribbon) for ribbon in scene.ribbons]
    parts += [_line(line) for line in scene.lines]
    parts += [_bar(bar) for bar in scene.bars]
    parts += [_dot(dot) for dot in scene.dots]
    parts += [_word(word) for word in scene.words]
    return "".join([*parts, "</svg>"])


def _ribbon(r: Ribbon) -> str:
    middle = _n((r.x0 + r.x1) / 2)
    path = (
        f"M{_n(r.x0)} {_n(r.top0)}C{middle} {_n(r.top0)} {middle} {_n(r.top1)} {_n(r.x1)} {_n(r.top1)}"
        f"V{_n(r.bottom1)}C{middle} {_n(r.bottom1)} {middle} {_n(r.bottom0)} {_n(r.x0)} {_n(r.bottom0)}Z"
    )
    keys = f'data-from="{escape(r.keys[0])}" data-to="{escape(r.keys[1])}"'
    return f'<path class="flow" {keys} data-tip="{escape(r.about)}" fill="{r.colour}" d="{path}"/>'


def _line(one: Line) -> str:
    middle = _n((one.x0 + one.x1) / 2)
    path = (
        f"M{_n(one.x0)} {_n(one.y0)}C{middle} {_n(one.y0)} {middle} {_n(one.y1)}"
        f" {_n(one.x1)} {_n(one.y1)}"
    )
    dash = f' stroke-dasharray="{_n(one.dash[0])} {_n(one.dash[1])}"' if one.dash else ""
    about = f' data-tip="{escape(one.about)}"' if one.about else ""
    keys = f' data-from="{escape(one.keys[0])}" data-to="{escape(one.keys[1])}"'
    return (
        f'<path class="{"flow relationship" if one.about else "key"}"{keys if one.about else ""}{about}'
        f' fill="none" stroke="{one.colour}" stroke-width="{_n(one.width)}"{dash} d="{path}"/>'
    )


def _bar(b: Bar) -> str:
    box = (
        f'<rect class="node" {_node(b)} x="{_n(b.x)}" y="{_n(b.y)}" width="{_n(b.width)}"'
        f' height="{_n(b.height)}" rx="1" fill="{b.colour}"/>'
    )
    return _linked(box, b.link)


def _linked(shape: str, link: str) -> str:
    """A shape as a link; it is reached among the nodes with the arrow keys, not one by one with Tab."""
    return f'<a href="{escape(link)}" tabindex="-1">{shape}</a>' if link else shape


def _area(one: Area) -> str:
    dash = f' stroke-dasharray="{_n(one.dash[0])} {_n(one.dash[1])}"' if one.dash else ""
    paint = f'class="area" fill="{one.fill}" stroke="{one.line}"{dash}'
    if one.radius:
        x, y = one.points[0]
        return f'<circle {paint} cx="{_n(x)}" cy="{_n(y)}" r="{_n(one.radius)}"/>'
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in one.points)
    return f'<polygon {paint} points="{points}"/>'


def _dot(d: Dot) -> str:
    """A sign; without words of its own it is a sample in a legend."""
    kind = ("node hollow" if d.hollow else "node") if d.about else "key"
    paint = (
        f'fill="none" stroke="{d.colour}" stroke-width="1.6"' if d.hollow else f'fill="{d.colour}"'
    )
    node = f" {_node(d)}" if d.about else ""
    head = f'class="{kind}"{node} {paint}'
    x, y, r = d.x, d.y, d.radius
    match d.shape:
        case "square":
            side = _n(2 * r)
            return f'<rect {head} x="{_n(x - r)}" y="{_n(y - r)}" width="{side}" height="{side}" rx="1.5"/>'
        case "bolt":
            points = ((0.2, -1), (-0.7, 0.2), (-0.05, 0.2), (-0.25, 1), (0.7, -0.25), (0.05, -0.25))
            return f'<polygon {head} points="{" ".join(f"{_n(x + a * r)},{_n(y + b * r)}" for a, b in points)}"/>'
        case "crossed":
            a = r * 0.55
            cross = (
                f"M{_n(x - a)} {_n(y - a)}L{_n(x + a)} {_n(y + a)}"
                f"M{_n(x + a)} {_n(y - a)}L{_n(x - a)} {_n(y + a)}"
            )
            mark = f'<path class="cross" d="{cross}" stroke="#fff" stroke-width="1.6" fill="none"/>'
            return f'<circle {head} cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>{mark}'
    return f'<circle {head} cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'


def _node(one: Bar | Dot) -> str:
    """What every node carries: a name for those who hear it, and its id where it has one."""
    role = "button" if one.id else "link" if isinstance(one, Bar) and one.link else "img"
    id = f' data-id="{escape(one.id)}"' if one.id else ""
    said = escape(one.about)
    spoken = escape(one.about.replace("\n", ", "))
    return (
        f'data-key="{escape(one.key)}"{id} role="{role}" tabindex="-1" aria-label="{spoken}"'
        f' data-tip="{said}"'
    )


def _word(w: Word) -> str:
    kind = "word muted" if w.muted else "word"
    tip = f' data-tip="{escape(w.whole)}"' if w.whole else ""
    id = f' data-id="{escape(w.id)}" data-key="{escape(w.key)}" aria-hidden="true"' if w.id else ""
    line = (
        f'<text class="{kind}" x="{_n(w.x)}" y="{_n(w.y)}" text-anchor="{w.anchor}"'
        f' font-size="{_n(w.size)}" font-weight="{w.weight}"{tip}{id}>{escape(w.text)}</text>'
    )
    # the node beside it says the same
    return (
        _linked(line, w.link).replace("<a ", '<a aria-hidden="true" ', 1)
        if w.id
        else _linked(line, w.link)
    )


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")

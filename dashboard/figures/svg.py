"""A scene as SVG text: the same bytes each time, every word from the data escaped."""

from html import escape

from dashboard.figures.scene import Bar, Dot, Line, Ribbon, Scene, Word


def svg(scene: Scene) -> str:
    """The whole picture, from the back to the front."""
    parts = [
        f'<svg class="scene" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="group"'
        f' aria-label="{escape(scene.about)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    if scene.detail:
        parts.append(f"<desc>{escape(scene.detail)}</desc>")
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
        f'<path class="{"flow tie" if one.about else "key"}"{keys if one.about else ""}{about}'
        f' fill="none" stroke="{one.colour}" stroke-width="{_n(one.width)}"{dash} d="{path}"/>'
    )


def _bar(b: Bar) -> str:
    return (
        f'<rect class="node" {_node(b)} x="{_n(b.x)}" y="{_n(b.y)}" width="{_n(b.width)}"'
        f' height="{_n(b.height)}" rx="1" fill="{b.colour}"/>'
    )


def _dot(d: Dot) -> str:
    if not d.about:  # a sample in a legend
        return (
            f'<circle class="key" cx="{_n(d.x)}" cy="{_n(d.y)}" r="{_n(d.radius)}" fill="none"'
            f' stroke="{d.colour}" stroke-width="1.6"/>'
        )
    paint = (
        f'class="node hollow" fill="none" stroke="{d.colour}" stroke-width="1.6"'
        if d.hollow
        else f'class="node" fill="{d.colour}"'
    )
    return f'<circle {_node(d)} cx="{_n(d.x)}" cy="{_n(d.y)}" r="{_n(d.radius)}" {paint}/>'


def _node(one: Bar | Dot) -> str:
    """What every node carries: a name for those who hear it, and its id where it has one."""
    id = f' data-id="{escape(one.id)}" role="button"' if one.id else ' role="img"'
    said = escape(one.about)
    spoken = escape(one.about.replace("\n", ", "))
    return f'data-key="{escape(one.key)}"{id} tabindex="-1" aria-label="{spoken}" data-tip="{said}"'


def _word(w: Word) -> str:
    kind = "word muted" if w.muted else "word"
    tip = f' data-tip="{escape(w.whole)}"' if w.whole else ""
    id = f' data-id="{escape(w.id)}" data-key="{escape(w.key)}" aria-hidden="true"' if w.id else ""
    return (
        f'<text class="{kind}" x="{_n(w.x)}" y="{_n(w.y)}" text-anchor="{w.anchor}"'
        f' font-size="{_n(w.size)}" font-weight="{w.weight}"{tip}{id}>{escape(w.text)}</text>'
    )


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")

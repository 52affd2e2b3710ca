"""A picture as a list of shapes in plain coordinates, written as SVG text or drawn live elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape


@dataclass(frozen=True)
class Bar:
    """A filled box; ``about`` is what it says when pointed at, ``key`` what belongs together."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    about: str
    key: str


@dataclass(frozen=True)
class Ribbon:
    """A band from the right edge of one bar to the left edge of another."""

    x0: float
    top0: float
    bottom0: float
    x1: float
    top1: float
    bottom1: float
    colour: str
    about: str
    keys: tuple[str, str]

    def outline(self, steps: int = 18) -> list[tuple[float, float]]:
        """The closed outline as points, for what cannot draw curves."""
        there = [_on(self.x0, self.top0, self.x1, self.top1, i / steps) for i in range(steps + 1)]
        back = [
            _on(self.x1, self.bottom1, self.x0, self.bottom0, i / steps) for i in range(steps + 1)
        ]
        return there + back


@dataclass(frozen=True)
class Word:
    """A line of text; ``anchor`` is start, middle or end; ``weight`` 400 or 600."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: float = 13
    weight: int = 400
    muted: bool = False
    whole: str = ""


@dataclass(frozen=True)
class Scene:
    """A picture: its size, what it is, and its shapes from the back to the front."""

    width: float
    height: float
    about: str
    ribbons: tuple[Ribbon, ...]
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]


def stack(scenes: Sequence[Scene], gap: float) -> Scene:
    """Scenes one under the other."""
    top, placed = 0.0, []
    for scene in scenes:
        placed.append(_lower(scene, top))
        top += scene.height + gap
    return Scene(
        width=max(scene.width for scene in scenes),
        height=top - gap,
        about=scenes[0].about,
        ribbons=tuple(one for scene in placed for one in scene.ribbons),
        bars=tuple(one for scene in placed for one in scene.bars),
        words=tuple(one for scene in placed for one in scene.words),
    )


def _lower(scene: Scene, by: float) -> Scene:
    return replace(
        scene,
        ribbons=tuple(
            replace(
                one,
                top0=one.top0 + by,
                bottom0=one.bottom0 + by,
                top1=one.top1 + by,
                bottom1=one.bottom1 + by,
            )
            for one in scene.ribbons
        ),
        bars=tuple(replace(one, y=one.y + by) for one in scene.bars),
        words=tuple(replace(one, y=one.y + by) for one in scene.words),
    )


def svg(scene: Scene) -> str:
    """The scene as SVG text: the same bytes each time, every word from the data escaped."""
    parts = [
        f'<svg class="scene" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="img"'
        f' aria-label="{escape(scene.about)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    parts += [_ribbon(ribbon) for ribbon in scene.ribbons]
    parts += [_bar(bar) for bar in scene.bars]
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


def _bar(b: Bar) -> str:
    return (
        f'<rect class="node" data-key="{escape(b.key)}" data-tip="{escape(b.about)}" x="{_n(b.x)}"'
        f' y="{_n(b.y)}" width="{_n(b.width)}" height="{_n(b.height)}" rx="1" fill="{b.colour}"/>'
    )


def _word(w: Word) -> str:
    kind = "word muted" if w.muted else "word"
    tip = f' data-tip="{escape(w.whole)}"' if w.whole else ""
    return (
        f'<text class="{kind}" x="{_n(w.x)}" y="{_n(w.y)}" text-anchor="{w.anchor}"'
        f' font-size="{_n(w.size)}" font-weight="{w.weight}"{tip}>{escape(w.text)}</text>'
    )


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _on(x0: float, y0: float, x1: float, y1: float, t: float) -> tuple[float, float]:
    """The point at ``t`` of the S-shaped curve between two points."""
    middle = (x0 + x1) / 2
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return a * x0 + (b + c) * middle + d * x1, (a + b) * y0 + (c + d) * y1

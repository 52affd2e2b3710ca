"""A picture as a list of shapes in plain coordinates: written as SVG text, or drawn live elsewhere.

x grows to the right and y downwards. A unit is a pixel where the picture is shown as wide as it is;
the size of a text is the height of its letters in the same units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from graph.text import ems


@dataclass(frozen=True)
class Bar:
    """A filled box; ``about`` is its tip, lines of text, and ``key`` what tells its node from others."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    about: str
    key: str
    id: str = ""
    """The id of the record that it stands for, where a click may choose it."""
    link: str = ""
    """The address of that record, or of the rows behind it."""


@dataclass(frozen=True)
class Dot:
    """A sign for a node: filled, or hollow where it has no relationship."""

    x: float
    y: float
    radius: float
    colour: str
    about: str
    key: str
    id: str = ""
    hollow: bool = False
    shape: Literal["circle", "square", "diamond", "triangle", "hexagon", "crossed", "bolt"] = (
        "circle"
    )
    link: str = ""


@dataclass(frozen=True)
class Area:
    """A piece of ground behind everything else: a polygon, or a circle round its only point."""

    points: tuple[tuple[float, float], ...]
    fill: str
    line: str
    radius: float = 0.0
    dash: tuple[float, float] | None = None
    about: str = ""


@dataclass(frozen=True)
class Line:
    """An S-shaped line between the nodes of two keys; ``dash`` is the length of a stroke and of a gap."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: str
    about: str
    keys: tuple[str, str]
    dash: tuple[float, float] | None = None
    link: str = ""
    """The address of the rows behind it."""

    def course(self, steps: int = 18) -> list[tuple[float, float]]:
        """The line as points, for what cannot draw curves; two where it is straight."""
        steps = 1 if self.y0 == self.y1 else steps
        return [_on(self.x0, self.y0, self.x1, self.y1, i / steps) for i in range(steps + 1)]


@dataclass(frozen=True)
class Ribbon:
    """A band from the right edge of one bar (x0) to the left edge of another (x1)."""

    x0: float
    top0: float
    bottom0: float
    x1: float
    top1: float
    bottom1: float
    colour: str
    about: str
    keys: tuple[str, str]
    link: str = ""

    def outline(self, steps: int = 18) -> list[tuple[float, float]]:
        """The closed outline as points, for what cannot draw curves."""
        there = [_on(self.x0, self.top0, self.x1, self.top1, i / steps) for i in range(steps + 1)]
        back = [
            _on(self.x1, self.bottom1, self.x0, self.bottom0, i / steps) for i in range(steps + 1)
        ]
        return there + back


@dataclass(frozen=True)
class Word:
    """A line of text; ``anchor`` is start, middle or end; ``weight`` 400 or 600; ``alert`` says what is
    lacking."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: float = 13
    weight: int = 400
    muted: bool = False
    alert: bool = False
    whole: str = ""
    id: str = ""
    key: str = ""
    link: str = ""


@dataclass(frozen=True)
class Scene:
    """A picture: its size, what it is, and its shapes from the back to the front.

    ``detail`` says in a sentence what it shows, for those who cannot see it.
    """

    width: float
    height: float
    about: str
    ribbons: tuple[Ribbon, ...] = ()
    bars: tuple[Bar, ...] = ()
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    areas: tuple[Area, ...] = ()
    ground: float = 0.0
    """How far down areas are drawn; 0 for the whole height."""
    detail: str = ""


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
        lines=tuple(one for scene in placed for one in scene.lines),
        dots=tuple(one for scene in placed for one in scene.dots),
        detail=" ".join(scene.detail for scene in scenes if scene.detail),
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
        lines=tuple(replace(one, y0=one.y0 + by, y1=one.y1 + by) for one in scene.lines),
        dots=tuple(replace(one, y=one.y + by) for one in scene.dots),
    )


def shortened(text: str, room: float, tail: str = "") -> str:
    """A text that takes no more than ``room`` letters' heights; ``tail`` is kept whatever is cut."""
    if ems(text + tail) <= room:
        return text + tail
    left, kept = room - ems(f"…{tail}"), 0
    for letter in text:
        left -= ems(letter)
        if left < 0:
            break
        kept += 1
    return f"{text[:kept]}…{tail}"


def folded(text: str, room: float, most: int) -> list[str]:
    """A name in at most so many lines of so many letters' heights, about as long as one another; what
    is cut ends in an ellipsis."""
    lines: list[str] = []
    while text and len(lines) < most - 1 and ems(text) > room:
        even = ems(text) / ceil(ems(text) / room) + 0.6
        fits = shortened(f"{text}……", min(room, even) + 1).removesuffix("…")
        space = fits.rfind(" ")
        cut = space if space > len(fits) / 3 else len(fits)
        cut += len(text[cut:]) - len(text[cut:].lstrip("”）》、，"))  # none of them begins a line
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, shortened(text, room)]


def _on(x0: float, y0: float, x1: float, y1: float, t: float) -> tuple[float, float]:
    """The point at ``t`` of the S-shaped curve between two points."""
    middle = (x0 + x1) / 2
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return a * x0 + (b + c) * middle + d * x1, (a + b) * y0 + (c + d) * y1

"""Names beside points so that none lies on another: each takes the first free place around its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.text import ems

STEPS = (0.0, 7.0, 15.0, 24.0, 34.0, 46.0, 60.0)
"""How far from its point a name may stand; farther ones are joined to it by a line."""


@dataclass(frozen=True)
class Box:
    """A place on the picture that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two boxes overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        """Whether it lies wholly on the picture."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True)
class Point:
    """A point to be named: where it is, the radius of its sign, and the name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True)
class Label:
    """A name in its place: the anchor's point, and whether a line should join it to its own."""

    x: float
    y: float
    anchor: str
    joined: bool
    box: Box


def labels(
    points: Sequence[Point], letters: float, width: float, height: float, taken: Iterable[Box] = ()
) -> list[Label | None]:
    """A place for each name in turn, None where there is none; the points' own signs are kept free."""
    full = [*taken, *(_sign(point) for point in points)]
    placed: list[Label | None] = []
    for point in points:
        found = next(
            (
                label
                for step in STEPS
                for label in _around(point, letters, step)
                if label.box.within(width, height) and not any(label.box.meets(one) for one in full)
            ),
            None,
        )
        if found is not None:
            full.append(found.box)
        placed.append(found)
    return placed


def _sign(point: Point) -> Box:
    r = point.radius + 1
    return Box(point.x - r, point.y - r, point.x + r, point.y + r)


def _around(point: Point, letters: float, step: float) -> list[Label]:
    """The places around a point at a distance: right, left, below, above, and between them."""
    wide, high = ems(point.name) * letters, letters
    gap = point.radius + 3 + step
    middle = point.y + letters * 0.36
    found = []
    for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
        x = point.x + across * (gap if not down else gap * 0.8)
        y = middle + down * (gap + letters * 0.55)
        anchor = "middle" if across == 0 else "start" if across > 0 else "end"
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        box = Box(left - 1, y - high * 0.86, left + wide + 1, y + high * 0.2)
        found.append(Label(x, y, anchor, step > 10, box))
    return found

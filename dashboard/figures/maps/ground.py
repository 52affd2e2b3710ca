"""The ground of a map: from degrees to a picture, the rough land, the scale and the north."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Area, Line, Word
from dashboard.texts import say

INK = colours.NODE
A_DEGREE = 110_574
"""Metres to a degree of latitude; of longitude it is 111,320 times the cosine of the latitude."""
Degrees = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True)
class Ground:
    """A flat map, true to scale at its middle: ``scale`` units of the picture to a metre."""

    west: float
    north: float
    metres_east: float
    """Metres to a degree of longitude here."""
    scale: float
    left: float
    top: float
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place on the picture."""
        x = self.left + (longitude - self.west) * self.metres_east * self.scale
        y = self.top + (self.north - latitude) * A_DEGREE * self.scale
        return round(x, 1), round(y, 1)


def ground(
    places: Sequence[Degrees],
    outline: Sequence[Degrees],
    width: float,
    most: float,
    circles: Sequence[tuple[Degrees, float]] = (),
    least: float = 0.0,
) -> Ground:
    """A map that holds all places and the land's outline, as wide as it may be, at most ``most`` high.

    It also holds the circles, each a place and its radius in metres, where that leaves it ``least`` of
    its scale.
    """
    shown = [*places, *(outline if on_land(places, outline) else ())] or [(0.0, 0.0)]
    close = _around(shown, width, most)
    edges = [
        (x + side * metres / close.metres_east, y + side * metres / A_DEGREE)
        for (x, y), metres in circles
        for side in (-1, 1)
    ]
    wide = _around([*shown, *edges], width, most)
    return wide if wide.scale >= least * close.scale else close


def _around(shown: Sequence[Degrees], width: float, most: float) -> Ground:
    west, east = min(x for x, _ in shown), max(x for x, _ in shown)
    south, north = min(y for _, y in shown), max(y for _, y in shown)
    metres_east = 111_320 * math.cos(math.radians((south + north) / 2))
    across = max((east - west) * metres_east, 500.0) * 1.12
    down = max((north - south) * A_DEGREE, 500.0) * 1.12
    scale = min(width / across, most / down)
    left = (width - (east - west) * metres_east * scale) / 2
    height = down * scale
    top = (height - (north - south) * A_DEGREE * scale) / 2
    return Ground(west, north, metres_east, scale, left, top, width, round(height, 1))


def on_land(places: Sequence[Degrees], outline: Sequence[Degrees]) -> bool:
    """Whether most places lie in the box around the land's outline."""
    if not outline:
        return False
    (west, east), (south, north) = (
        (min(one[axis] for one in outline), max(one[axis] for one in outline)) for axis in (0, 1)
    )
    there = [one for one in places if west <= one[0] <= east and south <= one[1] <= north]
    return len(there) * 2 > len(places)


def land(
    places: Sequence[Degrees], outline: Sequence[Degrees], on: Ground, letters: float, lang: str
) -> tuple[list[Area], list[Word]]:
    """The rough outline of the land, which says that it is rough."""
    if not on_land(places, outline):
        return [], []
    drawn = tuple(on.at(*one) for one in outline)
    x, y = max(drawn, key=lambda one: (one[1], one[0]))
    about = Word(
        x,
        min(y + letters * 1.5, on.height - 4),
        say("rough_outline", lang),
        "middle",
        letters - 1,
        muted=True,
    )
    return [Area(drawn, colours.LAND, colours.SHORE, dash=(5.0, 3.0))], [about]


def scale_bar(on: Ground, letters: float) -> tuple[list[Line], list[Word]]:
    """A length on the ground that people can judge by: about a sixth of the picture, a round number."""
    wanted = on.width / 6 / on.scale
    metres = max(n for n in (100, 200, 500, 1000, 2000, 5000, 10_000, 100) if n <= max(wanted, 100))
    x, y, wide = 14.0, on.height - 14, metres * on.scale
    lines = [
        Line(x, y, x + wide, y, 1.6, INK, "", ("", "")),
        Line(x, y - 4, x, y + 4, 1.6, INK, "", ("", "")),
        Line(x + wide, y - 4, x + wide, y + 4, 1.6, INK, "", ("", "")),
    ]
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    return lines, [Word(x + wide / 2, y - 7, text, "middle", letters - 1, muted=True)]


def north_arrow(on: Ground, letters: float, lang: str) -> tuple[list[Area], list[Word]]:
    """Which way is north."""
    x, y = on.width - 22, 20.0
    arrow = Area(((x, y - 12), (x - 6, y + 6), (x, y + 2), (x + 6, y + 6)), INK, INK)
    return [arrow], [Word(x, y + 8 + letters, say("north", lang), "middle", letters, muted=True)]

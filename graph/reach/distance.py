"""How far two places are apart, and how long the way between them takes."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_METRES = 6_371_008.8
"""The Earth's mean radius (IUGG)."""
DETOUR = 1.3
"""How much longer the way is than the straight line."""
KMH = {"walk": 4.8, "ebike": 15.0}
"""Speed of each mode of travel in km/h."""

BOUND_MINUTES = 60
"""Minutes by e-bike within which every pair of a site and a station is kept, in both modes."""
BOUND_METRES = KMH["ebike"] * 1000 / 60 * BOUND_MINUTES
"""The same as metres of the way."""


class Place(NamedTuple):
    """A point on WGS-84, in degrees."""

    longitude: float
    latitude: float


def straight_metres(one: Place, other: Place) -> float:
    """The great-circle distance between two places in metres."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(across / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(h, 1.0)))


def path_metres(one: Place, other: Place) -> float:
    """The way between two places in metres: the straight line times the detour factor."""
    return straight_metres(one, other) * DETOUR


def minutes(metres: float, mode: str) -> float:
    """Minutes that a way of so many metres takes by a mode of travel."""
    return metres / 1000 / KMH[mode] * 60


def method(mode: str) -> str:
    """How minutes were worked out, in the words that reports show."""
    return f"直线距离×{DETOUR}，{KMH[mode]:g} km/h"

"""Chinese map coordinates to WGS-84.

GCJ-02 is shifted from WGS-84 by a series on the Krasovsky 1940 ellipsoid (a = 6,378,245 m,
e² = 0.00669342162296594323); BD-09 adds a rotation and an offset. Neither is published officially:
the constants are those on which the open libraries eviltransform and coordtransform agree. The
inverse of GCJ-02 is found by iteration and is good to about a centimetre.
"""

from math import atan2, cos, pi, radians, sin, sqrt
from typing import Literal

Datum = Literal["WGS-84", "GCJ-02", "BD-09"]
_A, _E2 = 6378245.0, 0.00669342162296594323
_BD = pi * 3000.0 / 180.0


def to_wgs84(longitude: float, latitude: float, datum: Datum) -> tuple[float, float]:
    """Longitude and latitude in degrees, from the datum they came in, in WGS-84."""
    if datum == "WGS-84":
        return longitude, latitude
    if datum == "BD-09":
        longitude, latitude = _bd_to_gcj(longitude, latitude)
    guess = longitude, latitude
    for _ in range(6):
        there = gcj02(*guess)
        guess = guess[0] + longitude - there[0], guess[1] + latitude - there[1]
    return round(guess[0], 7), round(guess[1], 7)


def from_wgs84(longitude: float, latitude: float, datum: Datum) -> tuple[float, float]:
    """Longitude and latitude in degrees in a datum, from WGS-84; ``to_wgs84`` gives them back."""
    if datum == "WGS-84":
        return longitude, latitude
    x, y = gcj02(longitude, latitude)
    if datum == "GCJ-02":
        return x, y
    z = sqrt(x * x + y * y) + 0.00002 * sin(y * _BD)
    theta = atan2(y, x) + 0.000003 * cos(x * _BD)
    guess = z * cos(theta) + 0.0065, z * sin(theta) + 0.006
    for _ in range(6):
        there = _bd_to_gcj(*guess)
        guess = guess[0] + x - there[0], guess[1] + y - there[1]
    return guess


def gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """A WGS-84 place in GCJ-02."""
    x, y = longitude - 105.0, latitude - 35.0
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += _waves(x, ((20, 6), (20, 2))) + _waves(x, ((20, 1), (40, 1 / 3)))
    east += _waves(x, ((150, 1 / 12), (300, 1 / 30)))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += _waves(x, ((20, 6), (20, 2))) + _waves(y, ((20, 1), (40, 1 / 3)))
    north += _waves(y, ((160, 1 / 12), (320, 1 / 30)))
    phi = radians(latitude)
    magic = 1 - _E2 * sin(phi) ** 2
    d_north = north * 180 / ((_A * (1 - _E2)) / (magic * sqrt(magic)) * pi)
    d_east = east * 180 / (_A / sqrt(magic) * cos(phi) * pi)
    return longitude + d_east, latitude + d_north


def _waves(at: float, parts: tuple[tuple[float, float], tuple[float, float]]) -> float:
    return sum(size * sin(at * pi * often) for size, often in parts) * 2 / 3


def _bd_to_gcj(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = longitude - 0.0065, latitude - 0.006
    z = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD)
    theta = atan2(y, x) - 0.000003 * cos(x * _BD)
    return z * cos(theta), z * sin(theta)

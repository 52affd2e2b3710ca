"""Where things are: the rough land polygon, distances, and places drawn inside it."""

from collections.abc import Callable, Sequence
from random import Random

from graph.reach import distance, straight_metres
from seed.township import heqing

LAND = heqing().land
"""The rough outline of the land."""


class Place(distance.Place):
    """A point on WGS-84."""

    __slots__ = ()

    def fields(self) -> dict[str, float]:
        """The point as fields of a row."""
        return {"longitude": self.longitude, "latitude": self.latitude}


NORTH_CENTRE = Place(121.719, 31.239)
SOUTH_CENTRE = Place(121.728, 31.207)
ROADS = (
    (Place(121.692, 31.236), Place(121.747, 31.231)),
    (Place(121.719, 31.254), Place(121.727, 31.198)),
    (Place(121.706, 31.212), Place(121.751, 31.214)),
    (Place(121.736, 31.256), Place(121.742, 31.203)),
)
"""Invented main roads, each a straight piece."""


def on_land(place: Place) -> bool:
    """Whether a place lies inside the land polygon."""
    inside = False
    for (x1, y1), (x2, y2) in zip(LAND, (*LAND[1:], LAND[0]), strict=True):
        if (y1 > place.latitude) != (y2 > place.latitude):
            inside ^= place.longitude < x1 + (place.latitude - y1) * (x2 - x1) / (y2 - y1)
    return inside


def minutes(one: Place, other: Place, mode: str) -> float:
    """Minutes of travel between two places."""
    return distance.minutes(distance.path_metres(one, other), mode)


def nearest(place: Place, others: Sequence[tuple[str, Place]]) -> str:
    """The id among the others that is nearest to a place."""
    return min(others, key=lambda other: (straight_metres(place, other[1]), other[0]))[0]


def drawn(rng: Random, draw: Callable[[Random], Place], fits: Callable[[Place], bool]) -> Place:
    """Draw places until one lies on land and fits."""
    for _ in range(200_000):
        place = draw(rng)
        place = Place(round(place.longitude, 6), round(place.latitude, 6))
        if on_land(place) and fits(place):
            return place
    raise RuntimeError("no place in the town fits what was asked of it")


def anywhere(rng: Random) -> Place:
    """A place in the box around the land."""
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*LAND, strict=True))
    return Place(rng.uniform(west, east), rng.uniform(south, north))


def around(centre: Place, spread_km: float) -> Callable[[Random], Place]:
    """Places that scatter about a centre, by a normal distribution."""

    def draw(rng: Random) -> Place:
        return Place(
            rng.gauss(centre.longitude, spread_km / 95.3),
            rng.gauss(centre.latitude, spread_km / 111.2),
        )

    return draw


def along_roads(rng: Random) -> Place:
    """A place on or close to one of the main roads."""
    start, end = rng.choice(ROADS)
    part = rng.random()
    return Place(
        start.longitude + part * (end.longitude - start.longitude) + rng.gauss(0, 0.0008),
        start.latitude + part * (end.latitude - start.latitude) + rng.gauss(0, 0.0008),
    )


def well_spread(rng: Random, count: int) -> list[Place]:
    """Places all over the land, each the one farthest from the others of a handful of draws."""
    places = [drawn(rng, anywhere, lambda _: True)]
    while len(places) < count:
        handful = [drawn(rng, anywhere, lambda _: True) for _ in range(12)]
        places.append(
            max(handful, key=lambda new: min(straight_metres(new, old) for old in places))
        )
    return places

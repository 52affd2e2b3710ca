"""Which stations are kept for a site: all within an hour by e-bike, and always the nearest one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.reach.distance import BOUND_METRES, DETOUR, EARTH_METRES, Place

_BLOCK = 200
"""Sites that are compared with all stations at a time: 10 MB where there are 6,000."""


class Nearby(NamedTuple):
    """A site and the stations kept for it, as positions in the lists that were given."""

    site: int
    stations: list[int]
    is_far: bool
    """Whether even the nearest is beyond the bound."""


def stations_kept(sites: Sequence[Place], stations: Sequence[Place]) -> Iterator[Nearby]:
    """For each site the stations to keep, in the memory of a block of sites; none without stations."""
    if not stations:
        return
    there = _on_sphere(stations)
    least = np.cos(BOUND_METRES / DETOUR / EARTH_METRES)
    for begin in range(0, len(sites), _BLOCK):
        cosines = _on_sphere(sites[begin : begin + _BLOCK]) @ there.T
        for offset, row in enumerate(cosines):
            within = np.flatnonzero(row >= least)
            is_far = not len(within)
            kept = [int(row.argmax())] if is_far else within.tolist()
            yield Nearby(begin + offset, kept, is_far)


def _on_sphere(places: Sequence[Place]) -> NDArray[np.float64]:
    """Each place as a unit vector from the Earth's centre, one a row."""
    longitude, latitude = np.radians(np.array(places, dtype=np.float64)).T
    flat = np.cos(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)], axis=1)

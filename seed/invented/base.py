"""What the parts of the invented town share: its clock, its dice, its rows, its land."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from graph.model import SHANGHAI

FIRST_DAY, LAST_DAY = date(2023, 9, 1), date(2025, 8, 31)
LAST_TIME = datetime(2025, 8, 31, 20, tzinfo=SHANGHAI)
DRIVE_BEGINS = date(2025, 7, 15)
Rows = dict[str, list[dict[str, object]]]
Spot = tuple[float, float]

LAND: tuple[Spot, ...] = (
    (121.682, 31.231),
    (121.703, 31.254),
    (121.738, 31.262),
    (121.750, 31.240),
    (121.756, 31.208),
    (121.735, 31.191),
    (121.706, 31.195),
)
"""Rough outline of the land in WGS-84, 37.8 km² (not a boundary)."""
DETOUR = 1.3
KMH = {"walk": 4.8, "ebike": 15.0}


@dataclass
class Town:
    """The town as it grows: its dice and its rows."""

    dice: Random
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def add(self, kind_: str, /, **values: object) -> dict[str, object]:
        """Add a synthetic row; ``from_`` is written ``from``."""
        row = {key.rstrip("_"): value for key, value in values.items()}
        row.setdefault("provenance", "synthetic")
        self.rows[kind_].append(row)
        return row

    def tie(self, kind_: str, start: object, end: object, **values: object) -> None:
        """Add a synthetic tie."""
        self.add(kind_, start=start, end=end, **values)

    def log_normal(self, median: float, sigma: float) -> float:
        """A draw from a log-normal distribution with this median."""
        return math.exp(self.dice.gauss(math.log(median), sigma))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A time of a day in the town."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def working_days_after(day: date, days: int) -> date:
    """The day that is so many working days (Monday to Friday) later."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def inside(spot: Spot) -> bool:
    """Whether a place lies on the land."""
    x, y = spot
    result = False
    for (x1, y1), (x2, y2) in zip(LAND, (*LAND[1:], LAND[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            result = not result
    return result


def km(a: Spot, b: Spot) -> float:
    """Straight distance in km; exact enough over ten kilometres."""
    east = (a[0] - b[0]) * 111.32 * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, (a[1] - b[1]) * 110.9)


def somewhere(dice: Random) -> Spot:
    """A place on the land, even over it."""
    while True:
        spot = (round(dice.uniform(121.682, 121.756), 6), round(dice.uniform(31.191, 31.262), 6))
        if inside(spot):
            return spot


def place(spot: Spot) -> dict[str, object]:
    """The columns of a place."""
    return {"longitude": spot[0], "latitude": spot[1]}

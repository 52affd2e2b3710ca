"""When each of the 320 wishes comes in, and what has become of it on the last day.

240 come in over the two years by the season; 80 in the last drive. The end state is set exactly:
which wish ends how is chosen here, and its life is made to fit.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from seed.chance import share_out
from seed.clock import DRIVE_START, FIRST_DAY, some_time

WISHES = 320
DRIVE = 80
SEASON = (0.13, 0.06, 0.09, 0.05, 0.07, 0.11, 0.10, 0.08, 0.11, 0.06, 0.06, 0.08)
"""Share of submissions by month, January first."""

PEAKS = {(1, 20), (3, 4), (3, 5), (5, 31), (6, 1), (7, 1), (8, 25), (9, 1), (9, 15), (12, 20)}
"""Days round festivals and drives on which more comes in."""


class Slot(NamedTuple):
    """A wish to be: when it was submitted, how it ends, whether it came from the last drive."""

    submitted: datetime
    ending: str
    drive: bool


class Window(NamedTuple):
    """So many wishes that end so, submitted from one day up to and with another."""

    ending: str
    number: int
    start: date
    end: date


BEFORE = (
    Window("carried", 2, date(2025, 6, 25), date(2025, 7, 14)),
    Window("fulfilled", 7, date(2025, 6, 6), date(2025, 7, 14)),
    Window("late", 6, date(2025, 5, 1), date(2025, 7, 8)),
    Window("old", 10, date(2025, 2, 10), date(2025, 6, 30)),
    Window("rejected", 6, FIRST_DAY, date(2025, 6, 20)),
    Window("referred", 7, FIRST_DAY, date(2025, 6, 20)),
    Window("withdrawn", 6, FIRST_DAY, date(2025, 6, 20)),
)
"""Endings among the 240; all others are closed."""

IN_DRIVE = (
    Window("submitted", 4, date(2025, 8, 29), date(2025, 8, 31)),
    Window("review", 6, date(2025, 8, 24), date(2025, 8, 28)),
    Window("young", 16, date(2025, 8, 1), date(2025, 8, 22)),
    Window("old", 2, DRIVE_START, date(2025, 7, 20)),
    Window("claimed", 20, date(2025, 7, 18), date(2025, 8, 21)),
    Window("fulfilled", 15, DRIVE_START, date(2025, 8, 8)),
    Window("closed", 12, DRIVE_START, date(2025, 7, 22)),
    Window("rejected", 2, DRIVE_START, date(2025, 8, 15)),
    Window("referred", 2, DRIVE_START, date(2025, 8, 15)),
    Window("withdrawn", 1, DRIVE_START, date(2025, 8, 15)),
)


def months() -> list[tuple[int, int, float]]:
    """Year, month and the part of it that lies before the last drive."""
    parts = []
    year, month = FIRST_DAY.year, FIRST_DAY.month
    while (year, month) <= (DRIVE_START.year, DRIVE_START.month):
        length = monthrange(year, month)[1]
        last = DRIVE_START.day - 1 if (year, month) == (DRIVE_START.year, DRIVE_START.month) else 0
        parts.append((year, month, (last or length) / length))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return parts


def slots(rng: Random) -> list[Slot]:
    """All 320 in the order in which they came in."""
    chosen = _endings(rng, _before_the_drive(rng))
    for window in IN_DRIVE:
        for _ in range(window.number):
            day = window.start + timedelta(days=rng.randint(0, (window.end - window.start).days))
            chosen.append(Slot(some_time(rng, day), window.ending, True))
    return sorted(chosen)


def _before_the_drive(rng: Random) -> list[datetime]:
    parts = months()
    counts = share_out(WISHES - DRIVE, [SEASON[month - 1] * part for _, month, part in parts])
    times = []
    for (year, month, part), count in zip(parts, counts, strict=True):
        days = [
            date(year, month, day) for day in range(1, round(monthrange(year, month)[1] * part) + 1)
        ]
        weights = [
            (4.0 if (day.month, day.day) in PEAKS else 1.0) * (1.0 if day.weekday() < 5 else 0.5)
            for day in days
        ]
        times += [some_time(rng, day) for day in rng.choices(days, weights, k=count)]
    return times


def _endings(rng: Random, times: list[datetime]) -> list[Slot]:
    left = sorted(times)
    chosen = []
    for window in BEFORE:
        able = [n for n, time in enumerate(left) if window.start <= time.date() <= window.end]
        for n in sorted(rng.sample(able, window.number), reverse=True):
            chosen.append(Slot(left.pop(n), window.ending, False))
    return chosen + [Slot(time, "closed", False) for time in left]

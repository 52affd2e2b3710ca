"""The two years of the data on the town's own clock, and working days within them."""

from datetime import date, datetime, time, timedelta
from random import Random

from graph.model import SHANGHAI

FIRST_DAY = date(2023, 9, 1)
LAST_DAY = date(2025, 8, 31)
DRIVE_START = date(2025, 7, 15)
"""The first day of the last collection drive; what it collects runs to the last day."""

STATED = date(2023, 8, 16)
"""The day on or before which the article's statements were made."""


def moment(day: date, hour: float) -> datetime:
    """The time at ``hour`` (a fraction of a day's 24 hours) on a day, to the minute."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=round(hour * 60))


def some_time(rng: Random, day: date, opens: float = 8.5, closes: float = 20.0) -> datetime:
    """A time on a day between two hours."""
    return moment(day, rng.uniform(opens, closes))


def minutes_after(start: datetime, hours: float) -> datetime:
    """A time some hours later, to the minute."""
    return start + timedelta(minutes=round(hours * 60))


def is_workday(day: date) -> bool:
    """Monday to Friday: public holidays are not looked at."""
    return day.weekday() < 5


def workday_on_or_after(day: date) -> date:
    """The day itself where it is a working day, else the next one."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(day: date, count: int) -> date:
    """The day that comes ``count`` working days after a day."""
    for _ in range(count):
        day = workday_on_or_after(day + timedelta(days=1))
    return day


def days_between(start: datetime, end: datetime) -> float:
    """The days, with their fraction, from one time to another."""
    return (end - start) / timedelta(days=1)

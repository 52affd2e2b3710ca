"""When a schedule is due: moments of Shanghai's calendar, whatever the machine's own zone."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dashboard.outtray.model import WEEKDAYS, When
from graph.model import SHANGHAI

_DAY = timedelta(days=1)
_AHEAD = timedelta(days=400)
"""So far ahead there is a due day of every schedule of the calendar."""


def due_between(
    when: When, after: datetime, until: datetime, meeting: date | None
) -> list[datetime]:
    """The moments after one and up to another, the earliest first. ``meeting`` is the agenda's day."""
    return list(_due(when, after, until, meeting))


def next_due(when: When, after: datetime, meeting: date | None) -> datetime | None:
    """The first moment after another; None where there is none, as after a meeting's day."""
    return next(_due(when, after, after + _AHEAD, meeting), None)


def _due(when: When, after: datetime, until: datetime, meeting: date | None) -> Iterator[datetime]:
    day, last = after.astimezone(SHANGHAI).date(), until.astimezone(SHANGHAI).date()
    at = time.fromisoformat(when.at)
    while day <= last:
        moment = datetime.combine(day, at, SHANGHAI)
        if _is_due(when, day, meeting) and after < moment <= until:
            yield moment
        day += _DAY


def _is_due(when: When, day: date, meeting: date | None) -> bool:
    last = monthrange(day.year, day.month)[1]
    if when.weekly is not None:
        return day.weekday() == WEEKDAYS.index(when.weekly)
    if when.monthly is not None:
        return day.day == min(when.monthly, last)
    if when.yearly is not None:
        month, number = map(int, when.yearly.split("-"))
        return day.month == month and day.day == min(number, last)
    if when.before is None or meeting is None:
        return False
    return meeting - timedelta(days=when.before) == day

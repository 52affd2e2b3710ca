"""What is to be made or sent at a moment: days that have come, those missed while the machine was off,
those that could not be made yet."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from dashboard.outtray.calendar import due_between, next_due
from dashboard.outtray.model import Schedule
from dashboard.outtray.record import RunState, ScheduleRecord

MOST_LATE = 12
"""So many days that were missed are made up for, the last ones."""
LATE = timedelta(hours=1)
"""After so long it is said that what is made is late."""
TRIED_FOR = timedelta(days=7)
"""For so long what could not be made is tried again, ..."""
AGAIN = timedelta(minutes=10)
"""... once in so long."""
_BACK = timedelta(days=400)


class Attempt(NamedTuple):
    """A run to be made, by its name, and when it was due."""

    name: str
    due: datetime


def attempts(
    schedule: Schedule, record: ScheduleRecord, meeting: date | None, now: datetime
) -> list[Attempt]:
    """What is to be made now, the earliest first."""
    if record.paused is not None:
        return []
    since = max(record.begun, now - _BACK)
    moments = due_between(schedule.when, since, now, meeting)[-MOST_LATE:]
    found = [Attempt(one.date().isoformat(), one) for one in moments]
    return [one for one in found if _is_open(record.runs.get(one.name), one.due, now)]


def _is_open(run: RunState | None, due: datetime, now: datetime) -> bool:
    if run is None or run.state == "making":
        return True
    if run.state == "made" or now - due > TRIED_FOR:
        return False
    return now - run.at >= AGAIN or run.at > now


def upcoming(
    schedule: Schedule, record: ScheduleRecord | None, meeting: date | None, now: datetime
) -> datetime | None:
    """When it is due next; None where it is not, or rests."""
    if record is not None and record.paused is not None:
        return None
    after = now
    while (found := next_due(schedule.when, after, meeting)) is not None:
        if record is None or found.date().isoformat() not in record.runs:
            return found
        after = found  # the time of day was changed after that day's was made
    return None


def to_complete(record: ScheduleRecord) -> list[str]:
    """The runs that somebody asked for and whose making was cut off."""
    return [name for name, run in record.runs.items() if run.state == "making" and run.due is None]


def to_send(record: ScheduleRecord, now: datetime) -> list[str]:
    """The runs whose message waits and may be sent, or was being sent when its process died."""
    found = []
    for name, run in record.runs.items():
        message = run.message
        if run.state != "made" or message is None:
            continue
        if message.state == "sending" or (
            message.state == "waiting" and (message.not_before is None or message.not_before <= now)
        ):
            found.append(name)
    return found


def withheld(record: ScheduleRecord, now: datetime) -> Attempt | None:
    """The newest due run that could not be made and still may be."""
    found = [
        Attempt(name, run.due)
        for name, run in record.runs.items()
        if run.state == "withheld" and run.due is not None and now - run.due <= TRIED_FOR
    ]
    return max(found, key=lambda one: one.due, default=None)

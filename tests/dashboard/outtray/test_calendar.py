"""When a schedule is due, by Shanghai's calendar: short months, leap years, year's end, other zones."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cypher.file.yaml_lines import LocatedYaml
from dashboard.outtray.calendar import due_between, next_due
from dashboard.outtray.due import MOST_LATE, attempts, upcoming
from dashboard.outtray.model import Schedule, When
from dashboard.outtray.record import Paused, RunState, ScheduleRecord
from graph.model import SHANGHAI


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def when(text: str) -> When:
    return When.model_validate(LocatedYaml(text, 1, "x").value)


def days(text: str, since: str, until: str, meeting: date | None = None) -> list[str]:
    found = due_between(when(text), at(since), at(until), meeting)
    return [f"{one:%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    "text, since, until, expected",
    [
        ("monthly: 31", "2025-01-01", "2025-05-01",
         ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]),
        ("monthly: 月末", "2024-02-01", "2024-03-01", ["2024-02-29"]),
        ("monthly: 30", "2025-02-01", "2025-04-01", ["2025-02-28", "2025-03-30"]),
        ("monthly: 1", "2025-12-15", "2026-02-15", ["2026-01-01", "2026-02-01"]),
        ("yearly: 02-29", "2023-01-01", "2025-01-01", ["2023-02-28", "2024-02-29"]),
        ("yearly: 12月31日", "2025-06-01", "2026-06-01", ["2025-12-31"]),
        ("weekly: 周一", "2025-12-28", "2026-01-06", ["2025-12-29", "2026-01-05"]),
        ("weekly: Sunday", "2024-02-24", "2024-03-04", ["2024-02-25", "2024-03-03"]),
    ],
)  # fmt: skip
def test_days_of_the_calendar(text: str, since: str, until: str, expected: list[str]) -> None:
    assert days(text, since, until) == [f"{one} 08:00" for one in expected]


def test_a_moment_counts_once_and_by_shanghais_clock() -> None:
    schedule = "{monthly: 1, at: 18:30}"  # which YAML reads as a number
    assert days(schedule, "2026-01-01 18:29", "2026-01-01 18:30") == ["2026-01-01 18:30"]
    assert days(schedule, "2026-01-01 18:30", "2026-01-31 23:59") == []
    in_utc = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight of the new year there
    early = when('{yearly: 01-01, at: "00:15"}')
    assert due_between(early, in_utc - timedelta(hours=1), in_utc, None) == [at("2026-01-01 00:15")]
    assert next_due(early, in_utc, None) == at("2027-01-01 00:15")


def test_before_a_meeting_follows_its_day() -> None:
    text, span = "{before: 2}", ("2026-02-20", "2026-03-10")
    assert days(text, *span, date(2026, 3, 1)) == ["2026-02-27 08:00"]
    assert days(text, *span, date(2026, 3, 4)) == ["2026-03-02 08:00"]
    assert days(text, *span) == []


def schedule(text: str) -> Schedule:
    return Schedule.model_validate({"title": "x", "report": "x", "when": when(text)})


def test_what_was_missed_is_made_up_for_and_what_was_before_is_not() -> None:
    weekly = schedule("weekly: monday")
    record = ScheduleRecord(begun=at("2025-11-03 09:00"))  # a Monday, an hour late for that day
    now = at("2025-11-24 12:00")
    assert [one.name for one in attempts(weekly, record, None, now)] == [
        "2025-11-10", "2025-11-17", "2025-11-24",
    ]  # fmt: skip
    done = record.with_run("2025-11-17", RunState(state="made", due=now, at=now))
    assert [one.name for one in attempts(weekly, done, None, now)] == ["2025-11-10", "2025-11-24"]
    long_off = attempts(weekly, record, None, at("2026-10-01 12:00"))
    assert len(long_off) == MOST_LATE and long_off[-1].name == "2026-09-28"
    paused = record.model_copy(update={"paused": Paused(by="x", at=now)})
    assert attempts(weekly, paused, None, now) == []
    assert upcoming(weekly, paused, None, now) is None
    assert upcoming(weekly, record, None, now) == at("2025-12-01 08:00")


def test_what_could_not_be_made_is_tried_again_for_a_week() -> None:
    weekly = schedule("weekly: monday")
    due = at("2025-11-10 08:00")
    held = RunState(state="withheld", due=due, at=due)
    record = ScheduleRecord(begun=at("2025-11-09")).with_run("2025-11-10", held)
    for later, expected in (
        (timedelta(minutes=9), 0),
        (timedelta(minutes=10), 1),
        (timedelta(days=6), 1),
        (timedelta(days=7, minutes=1), 0),
    ):
        found = [one for one in attempts(weekly, record, None, due + later) if one.due == due]
        assert len(found) == expected, later

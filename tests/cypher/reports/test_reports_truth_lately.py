"""What needs attention, and the counts by month and by day, against plain Python."""

from collections import Counter
from datetime import date, timedelta

import pytest
from truth import (
    OPEN,
    Rows,
    accepted,
    ask,
    day_of,
    end_of,
    first_published,
    gifts,
    live,
    lives,
    waiting,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 12, 31), date(2024, 1, 20), date(2023, 8, 31)]
LISTS = {
    "overdue": "wishes/overdue",
    "no_contact": "wishes/no_contact",
    "long_open": "wishes/unclaimed",
    "not_visited": "wishes/not_visited",
    "undisclosed": "money/undisclosed",
    "no_swap": "service/red_without_swap",
}

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def test_what_needs_attention_is_what_the_lists_hold(town: Graph, rows: Rows, day: date) -> None:
    answer = {r["matter"]: r for r in ask(town, "reports/overview/attention", as_of=day)}
    assert {matter: r["report"] for matter, r in answer.items()} == LISTS
    for matter, report in LISTS.items():
        listed = ask(town, f"reports/{report}", as_of=day)
        assert answer[matter]["number"] == len(listed), matter
    claims, status = live(rows, day), [life[-1].toStatus for life in lives(rows, day).values()]
    assert answer["overdue"]["of_all"] == answer["no_contact"]["of_all"] == len(claims)
    assert answer["overdue"]["number"] == sum(day_of(c.dueAt) < day for c in claims.values())
    assert answer["long_open"]["of_all"] == len(waiting(rows, day))
    assert answer["long_open"]["number"] == sum(n > 30 for n in waiting(rows, day).values())
    assert answer["not_visited"]["of_all"] == status.count("FULFILLED")
    when = {bought.id: bought.at for bought in rows["Purchase"]}
    left = sum(gift.amountFen for gift in gifts(rows, end_of(day)))
    left -= sum(
        relationship.fen for relationship in rows["Paid"] if when[relationship.end] <= end_of(day)
    )
    assert answer["undisclosed"]["of_all"] == (left > 0)
    red = [s for s in rows["ServiceStation"] if s.stationType == "red_station"]
    assert answer["no_swap"]["of_all"] == len(red)


def test_open_at_each_months_end(town: Graph, rows: Rows, day: date) -> None:
    expected = {}
    end = day
    for _ in range(13):
        opened = {
            wish: first_published(life)
            for wish, life in lives(rows, end).items()
            if life[-1].toStatus in OPEN
        }
        claims = live(rows, end).values()
        expected |= {
            (f"{end:%Y-%m}", state): number
            for state, number in (
                ("open", len(opened)),
                ("long_open", sum((end - first).days > 30 for first in opened.values() if first)),
                ("live", len(claims)),
                ("overdue", sum(day_of(claim.dueAt) < end for claim in claims)),
            )
        }
        end = end.replace(day=1) - timedelta(days=1)
    answer = ask(town, "reports/overview/open_by_month", as_of=day)
    assert {(r["month"], r["state"]): r["wishes"] for r in answer} == expected
    assert [r["month"] for r in answer] == sorted(r["month"] for r in answer)


def test_steps_by_day(town: Graph, rows: Rows, day: date) -> None:
    steps = ("SUBMITTED", "PUBLISHED", "CLAIMED", "FULFILLED")
    counted: Counter[tuple[date, str]] = Counter()
    for life in lives(rows, day).values():
        firsts: dict[str, date] = {}
        for event in life:
            firsts.setdefault(event.toStatus, day_of(event.at))
        counted.update((when, step) for step, when in firsts.items() if step in steps)
    first = day - timedelta(days=59)
    answer = ask(town, "reports/overview/steps_by_day", as_of=day, days=60)
    assert len(answer) == 240
    given = {(r["day"], r["step"]): r["wishes"] for r in answer if r["wishes"]}
    assert given == {key: n for key, n in counted.items() if first <= key[0] <= day}


def test_claims_that_were_turned_down_are_not_live(town: Graph, rows: Rows, day: date) -> None:
    turned_down = [c for c in rows["Claim"] if c.acceptedAt is None and c.claimedAt <= end_of(day)]
    known = {claim.id for some in accepted(rows, day).values() for claim in some}
    assert not known & {claim.id for claim in turned_down}
    late = {r["claim_id"] for r in ask(town, "reports/wishes/no_contact", as_of=day, days=0)}
    assert not late & {claim.id for claim in turned_down}

"""What waits to be done: the counts against the lists, and both against plain Python."""

from datetime import date

import pytest
from truth import Rows, ask, day_of, end_of, ids, live, lives

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 12, 31), date(2023, 8, 31)]
OLDEST = {
    "wishes/unclaimed": "days_open",
    "wishes/no_contact": "days_since",
    "wishes/overdue": "days_late",
    "wishes/not_visited": "days_since",
    "people/consent_withdrawn": "days_since",
}
"""The column of a report in which it says for how long something has waited."""
STEPS = {"to_review": "SUBMITTED", "to_publish": "IN_REVIEW", "returned": "RETURNED"}

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def test_each_number_is_that_of_the_rows_of_its_list(town: Graph, day: date) -> None:
    for row in ask(town, "reports/todo/counts", as_of=day):
        listed = ask(town, f"reports/{row['report']}", as_of=day)
        assert row["number"] == len(listed), row
        if row["report"] == "money/pledged_unpaid":
            waits = [(day - one["pledged_on"]).days for one in listed]
        else:
            waits = [one[OLDEST.get(row["report"], "days")] for one in listed]
        assert row["oldest"] == max(waits, default=None), row


def test_the_lists_hold_what_waits(town: Graph, rows: Rows, day: date) -> None:
    last = {id: life[-1] for id, life in lives(rows, day).items()}
    for report, status in STEPS.items():
        expected = {
            (id, (day - day_of(event.at)).days)
            for id, event in last.items()
            if event.toStatus == status
        }
        answer = ask(town, f"reports/todo/{report}", as_of=day)
        assert {(one["wish_id"], one["days"]) for one in answer} == expected, report
    asked = {
        id
        for id, claim in ids(rows, "Claim").items()
        if claim.claimedAt <= end_of(day) < claim.endedAt
    }
    answer = ask(town, "reports/todo/to_accept", as_of=day)
    assert {one["claim_id"] for one in answer} == asked - {
        claim.id for claim in live(rows, day).values()
    }


def test_urgent_ones_come_first_then_the_oldest(town: Graph, day: date) -> None:
    for report in STEPS:
        answer = ask(town, f"reports/todo/{report}", as_of=day)
        order = [(one["urgency"] != "urgent", -one["days"]) for one in answer]
        assert order == sorted(order), report


def test_the_referred_have_their_department(town: Graph, rows: Rows, day: date) -> None:
    expected = {
        (id, life[-1].department, life[-1].reason, day_of(life[-1].at))
        for id, life in lives(rows, day).items()
        if life[-1].toStatus == "REFERRED"
    }
    answer = ask(town, "reports/wishes/referred", as_of=day)
    named = {(one["wish_id"], one["department"], one["reason"], one["referred"]) for one in answer}
    assert named == expected
    assert day < date(2025, 8, 31) or (len(named) == 9 and all(one[1] for one in named))

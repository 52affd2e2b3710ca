"""A past day's answer is what a register kept on that day would have given: every report."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from graphs import emptied, keep_plans, planned_for_the_town
from kept import kept_on
from truth import CATALOGUE, ask

from cypher.header import Header
from graph.client import Graph
from graph.load import load_rows

DAYS = (date(2024, 7, 16), date(2024, 1, 20))
OF_THE_REGISTER = (
    "reports/sources/imports",
    "reports/sources/kinds_of_data",
    "reports/edition/",
    "reports/kinds/",
)
"""What tells of the register itself: how it was filled, with what, and (for an edition, for the lists
of kinds) all that is written in it, the present copies of states included."""
OF_ONE_NODE = ("reports/records/",)

REPORTS = [
    saved.id
    for saved in CATALOGUE.of("reports")
    if not saved.id.startswith(OF_THE_REGISTER + OF_ONE_NODE)
]
MORE: dict[str, list[dict[str, object]]] = {
    "reports/wishes/not_visited": [{"days": 0, "with_closed": True}],
    "reports/wishes/no_contact": [{"days": 0}],
    "reports/wishes/unclaimed": [{"days": 0}],
    "reports/support/ties_of": [{"of": "ORG-0042"}, {"of": "SITE-0001"}, {"of": "CO-0004"}],
    "reports/support/could_claim": [{"mode": "walk", "fewer_than": 1, "top": 50}],
    "reports/money/giver": [{"organisation": "ORG-0028"}, {"organisation": "ORG-0044"}],
    "reports/money/pledged_unpaid": [{"partly": True}],
    "reports/money/undisclosed": [{"days": 10}],
    "reports/people/two_way": [{"at_work": True}],
}
"""Parameters with which a report says more than with its defaults."""

Answers = dict[tuple[str, date, int], list[dict[str, Any]]]


def answers(graph: Graph, day: date) -> Answers:
    found: Answers = {}
    for id in REPORTS:
        header = CATALOGUE.find(id).header
        for n, values in enumerate([{}, *MORE.get(id, ())]):
            found[id, day, n] = ask(graph, id, **values, **as_of(header, day))
    return found


def as_of(header: Header, day: date) -> dict[str, object]:
    return {"as_of": day} if "as_of" in header.parameters else {}


@pytest.fixture(scope="module")
def told(
    _door: Graph, seed_rows: dict[str, list[dict[str, object]]]
) -> Iterator[tuple[Answers, Answers]]:
    """The answers of the whole town for past days, and those of the registers kept on these days."""
    kept: Answers = {}
    with pytest.MonkeyPatch.context() as patch:
        keep_plans(_door, patch)
        emptied(_door)
        load_rows(_door, seed_rows, name="whole", by="test")
        planned_for_the_town(_door)
        keep_plans(_door, patch)
        whole = {key: rows for day in DAYS for key, rows in answers(_door, day).items()}
        for day in DAYS:
            emptied(_door)
            load_rows(_door, kept_on(seed_rows, day), name="kept", by="test")
            kept |= answers(_door, day)
    yield whole, kept


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("id", REPORTS)
def test_a_past_day_is_answered_as_it_was(
    told: tuple[Answers, Answers], id: str, day: date
) -> None:
    whole, kept = told
    for n in range(1 + len(MORE.get(id, ()))):
        assert whole[id, day, n] == kept[id, day, n]


def test_the_days_are_worth_asking_about(told: tuple[Answers, Answers]) -> None:
    """No report is silent on all of the days, so that equal is not equally empty."""
    whole, _ = told
    silent = {
        id
        for id in REPORTS
        if not any(whole[id, day, n] for day in DAYS for n in range(1 + len(MORE.get(id, ()))))
    }
    assert silent == set()


def test_the_kept_register_is_another_than_the_whole(
    seed_rows: dict[str, list[dict[str, object]]],
) -> None:
    for day in DAYS:
        kept = kept_on(seed_rows, day)
        for kind in ("Wish", "WishEvent", "Claim", "Rider", "Handover", "WorksAt", "TookPartIn"):
            assert 0 < len(kept[kind]) < len(seed_rows[kind])

"""A wish's life as rows of a register: any sequence of steps goes in and comes out the same."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.load.registers.life.life import life_of
from graph.load.registers.life.packing import rows_of
from graph.load.registers.life.steps import ACTORS, Event, Life, LifeRow, Record
from graph.load.registers.notation import Step, step, step_text
from graph.model import SHANGHAI

START = datetime(2025, 3, 1, 9, tzinfo=SHANGHAI)
EARLY = ("CANCELLED", "REVOKED", "EXPIRED")
letters = st.characters(categories=("L", "N", "P", "S", "Zs"))
reasons = st.none() | st.text(letters, max_size=9).map(str.strip).map(lambda text: text or None)


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Steps in any order, an hour apart; claims accepted, turned down or waiting; what came of them."""
    life = Life()
    for n, to in enumerate(draw(st.lists(st.sampled_from(sorted(ACTORS)), max_size=12))):
        actor = draw(st.sampled_from([None, "centre", "rider"]))
        department = draw(reasons) if to == "REFERRED" else None
        actor = None if actor == ACTORS[to] else actor
        life.events.append(Event(to, at(n), actor, draw(reasons), department))
        if to == "CLAIMED" and draw(st.booleans()):
            values = {
                "claimedAt": at(n) - timedelta(minutes=9),
                "acceptedAt": at(n),
                "maker": "ORG-1",
            }
            life.claims.append(Record({**values, "status": "ACTIVE"}))
        elif to == "FULFILLED" and (live := _live(life)) and draw(st.booleans()):
            visits = [at(n) + timedelta(minutes=m) for m in range(draw(st.integers(0, 2)))]
            after = [Record({"at": one, "grade": 2}) for one in visits]
            live.after.append(Record({"at": at(n), "costFen": 900}, after))
            live.values |= {"status": "FULFILLED", "endedAt": at(n)}
        elif draw(st.integers(0, 3)) == 0 and (live := _live(life)) and not live.after:
            ended = draw(st.sampled_from([at(n), at(n) + timedelta(minutes=1)]))
            live.values |= {"status": draw(st.sampled_from(EARLY)), "endedAt": ended}
            if why := draw(reasons):
                live.values["endReason"] = why
        if draw(st.integers(0, 4)) == 0:
            values = {"claimedAt": at(n) + timedelta(minutes=2), "maker": "ORG-2"}
            life.claims.append(Record({**values, "status": "PENDING"}))
    life.claims.sort(key=lambda claim: str(claim.values["claimedAt"]))
    return life


def _live(life: Life) -> Record | None:
    live = [
        one
        for one in life.claims
        if "acceptedAt" in one.values and one.values["status"] not in EARLY
    ]
    return live[-1] if live else None


@given(lives())
@settings(max_examples=200, deadline=None)
def test_any_life_comes_back_from_its_rows(life: Life):
    rows = rows_of(life)
    read = life_of(rows)
    assert read.problems == []
    assert read.events == life.events
    assert sorted(read.claims, key=_when) == sorted(life.claims, key=_when)


def _when(claim: Record) -> str:
    return f"{claim.values['claimedAt']} {claim.values['maker']}"


@given(
    st.sampled_from([None, "centre", "station_staff"]), reasons, st.sampled_from([None, "event"])
)
def test_a_step_comes_back_from_its_cell(actor: str | None, reason: str | None, only: str | None):
    one = Step(at(3) + timedelta(seconds=5), actor, reason, only)
    assert step(step_text(one, "zh")) == one
    assert step(step_text(one, "en")) == one


def test_a_second_claim_is_a_further_row_and_sets_the_wish_free_by_itself():
    first = {"claimedAt": at(3), "status": "CANCELLED", "endReason": "预算调整"}
    rows = [
        LifeRow(
            steps={
                "SUBMITTED": Step(at(0)),
                "PUBLISHED": Step(at(1)),
                "CLAIMED": Step(at(4)),
                "ended": Step(at(9)),
            },
            claim={**first, "maker": "ORG-1"},
        ),
        LifeRow(
            steps={"CLAIMED": Step(at(12)), "FULFILLED": Step(at(20))},
            claim={"claimedAt": at(11), "maker": "ORG-2"},
            visit={"at": at(30), "grade": 1},
        ),
        LifeRow(steps={"CLOSED": Step(at(50))}, visit={"at": at(40), "grade": 2}),
    ]
    life = life_of(rows)
    assert [(event.to, event.at, event.actor, event.reason) for event in life.events] == [
        ("SUBMITTED", at(0), None, None),
        ("PUBLISHED", at(1), None, None),
        ("CLAIMED", at(4), None, None),
        ("PUBLISHED", at(9), "claimant", "预算调整"),
        ("CLAIMED", at(12), None, None),
        ("FULFILLED", at(20), None, None),
        ("CLOSED", at(50), None, None),
    ]
    given_up, met = life.claims
    assert (given_up.values["status"], met.values["status"]) == ("CANCELLED", "FULFILLED")
    assert met.values["endedAt"] == at(20)
    assert [visit.values["grade"] for visit in met.after[0].after] == [1, 2]
    assert len(rows_of(life)) == 3


def test_returned_and_handed_in_again_is_a_further_row():
    rows = [
        LifeRow(
            steps={
                "SUBMITTED": Step(at(0)),
                "IN_REVIEW": Step(at(1)),
                "result": Step(at(2), reason="请补充"),
            },
            outcome="RETURNED",
        ),
        LifeRow(
            steps={"SUBMITTED": Step(at(5)), "IN_REVIEW": Step(at(6)), "PUBLISHED": Step(at(7))}
        ),
    ]
    life = life_of(rows)
    assert [event.to for event in life.events] == [
        *("SUBMITTED", "IN_REVIEW", "RETURNED", "SUBMITTED", "IN_REVIEW", "PUBLISHED"),
    ]
    again = rows_of(life)
    assert [sorted(row.steps) for row in again] == [sorted(row.steps) for row in rows]


def test_a_department_belongs_to_a_wish_that_was_referred():
    row = LifeRow(
        steps={"SUBMITTED": Step(at(0)), "result": Step(at(2), department="区人社局")},
        outcome="REFERRED",
    )
    life = life_of([row])
    assert life.problems == [] and life.events[-1].department == "区人社局"
    row.outcome = "RETURNED"
    (problem,) = life_of([row]).problems
    assert problem[1] == "department"


def test_a_corrected_day_changes_that_step_and_adds_none():
    rows = [
        LifeRow(
            steps={"SUBMITTED": Step(at(0)), "PUBLISHED": Step(at(2)), "CLAIMED": Step(at(4))},
            claim={"claimedAt": at(3), "maker": "ORG-1"},
        )
    ]
    before = life_of(rows)
    for n, event in enumerate(before.events):
        event.id = f"EV-{n}"
    before.claims[0].id = "CL-1"
    rows[0].steps["PUBLISHED"] = Step(at(1))
    rows[0].claim["claimedAt"] = at(2)
    after = life_of(rows, before)
    assert [(event.id, event.to, event.at) for event in after.events] == [
        ("EV-0", "SUBMITTED", at(0)),
        ("EV-1", "PUBLISHED", at(1)),
        ("EV-2", "CLAIMED", at(4)),
    ]
    assert [claim.id for claim in after.claims] == ["CL-1"]


def test_rows_that_speak_of_a_part_of_a_life_leave_the_rest():
    whole = life_of([LifeRow(steps={"SUBMITTED": Step(at(0)), "PUBLISHED": Step(at(1))})])
    for n, event in enumerate(whole.events):
        event.id = f"EV-{n}"
    claimed = life_of([LifeRow(steps={"CLAIMED": Step(at(4))}, claim={"claimedAt": at(3)})], whole)
    assert [(event.id, event.to) for event in claimed.events] == [
        ("EV-0", "SUBMITTED"),
        ("EV-1", "PUBLISHED"),
        ("", "CLAIMED"),
    ]


def test_what_cannot_be_is_told():
    handed = life_of([LifeRow(steps={"SUBMITTED": Step(at(0)), "FULFILLED": Step(at(1))})])
    visited = life_of([LifeRow(steps={"SUBMITTED": Step(at(0))}, visit={"at": at(1), "grade": 1})])
    ended = life_of([LifeRow(steps={"ended": Step(at(2))}, claim={"claimedAt": at(1)})])
    told = [problem[2][0] for life in (handed, visited, ended) for problem in life.problems]
    assert told == [
        "有兑现，但前面没有认领",
        "有回访，但前面没有兑现",
        "填了认领结束时间，没有填认领结果",
    ]

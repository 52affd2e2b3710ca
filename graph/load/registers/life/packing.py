"""A life as rows of a register: the way back of ``life_of``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from graph.load.registers.life.life import complete, freeing
from graph.load.registers.life.steps import (
    ACTORS,
    EARLY_ENDS,
    ORDER,
    OUTCOMES,
    Event,
    Life,
    LifeRow,
    Record,
)
from graph.load.registers.notation import Step
from graph.load.registers.records import Values


def rows_of(life: Life) -> list[LifeRow]:
    """A life as rows: a new one where the next thing's column is at or before the last one's."""
    rows: list[LifeRow] = []
    last = len(ORDER)
    items = list(_items(life))
    while items:
        name, event, record = items.pop(0)
        if ORDER[name] <= last:
            rows.append(LifeRow())
        last = ORDER[name]
        _write(rows[-1], name, event, record)
        if "ended" in rows[-1].steps and name == "claim":
            _say_what_follows(rows[-1], items, event, record)
    return rows


_Item = tuple[str, Event | None, Record | None]


def _say_what_follows(
    row: LifeRow, items: list[_Item], event: Event | None, claim: Record | None
) -> None:
    """Of a claim that ended early a row says the publication that follows, or that none does."""
    assert claim is not None
    if event is None or claim.values.get("status") not in EARLY_ENDS:
        return
    ended, published = row.steps["ended"], items[0][1] if items else None
    follows = [name for name, _, _ in items[:2]]
    if published is not None and follows in (["PUBLISHED"], ["PUBLISHED", "claim"]):
        actor = published.actor or ACTORS["PUBLISHED"]
        if replace(published, step="ended") == replace(freeing(claim, actor), id=published.id):
            usual = EARLY_ENDS[str(claim.values["status"])]
            row.steps["ended"] = replace(ended, actor=None if actor == usual else actor)
            items.pop(0)
            return
    if not follows or follows[0] == "claim":
        row.steps["ended"] = replace(ended, only="record")


def _items(life: Life) -> Iterator[_Item]:
    """Events in their order, each with its claim or handover; other claims by their time."""
    claims, handovers = list(life.claims), [h for claim in life.claims for h in claim.after]
    for event in life.events:
        for claim in [one for one in claims if _stands_alone(one, life) and _at(one) < event.at]:
            claims.remove(claim)
            yield "claim", None, claim
        record = None
        if event.to == "CLAIMED":
            record = next((one for one in claims if one.values.get("acceptedAt") == event.at), None)
            claims = [one for one in claims if one is not record]
        elif event.to == "FULFILLED":
            record = next((one for one in handovers if one.values["at"] == event.at), None)
            handovers = [one for one in handovers if one is not record]
        name = "claim" if event.to == "CLAIMED" else event.to
        yield ("result" if event.to in OUTCOMES else name), event, record
        if event.to == "FULFILLED" and record is not None:
            yield from (("visit", None, visit) for visit in record.after)
    for claim in claims:
        yield "claim", None, claim
    for handover in handovers:
        yield "FULFILLED", None, handover
        yield from (("visit", None, visit) for visit in handover.after)


def _stands_alone(claim: Record, life: Life) -> bool:
    accepted = claim.values.get("acceptedAt")
    return all(event.to != "CLAIMED" or event.at != accepted for event in life.events)


def _at(claim: Record) -> datetime:
    at = claim.values["claimedAt"]
    assert isinstance(at, datetime)
    return at


def _write(row: LifeRow, name: str, event: Event | None, record: Record | None) -> None:
    if name == "visit" and record is not None:
        row.visit = dict(record.values)
    elif name == "claim":
        _write_claim(row, event, record)
    elif name == "FULFILLED":
        _write_handover(row, event, record)
    elif event is not None:
        department = event.department if event.to == "REFERRED" else None
        row.steps[name] = Step(event.at, event.actor, event.reason, department=department)
        row.outcome = event.to if name == "result" else row.outcome


def _write_claim(row: LifeRow, event: Event | None, claim: Record | None) -> None:
    values = dict(claim.values) if claim else {}
    accepted = values.pop("acceptedAt", None)
    if event is not None:
        only = "event" if claim is not None and accepted is None else None
        row.steps["CLAIMED"] = Step(event.at, event.actor, event.reason, only)
    elif isinstance(accepted, datetime):
        row.steps["CLAIMED"] = Step(accepted, only="record")
    if claim is None:
        return
    follows = _what_follows(claim)
    row.claim = {name: value for name, value in values.items() if follows.get(name) != value}
    ended = row.claim.pop("endedAt", None)
    if isinstance(ended, datetime):
        row.steps["ended"] = Step(ended)


def _what_follows(claim: Record) -> Values:
    bare = {name: claim.values[name] for name in ("acceptedAt",) if name in claim.values}
    life = Life(claims=[Record(bare, claim.after)])
    complete(life, life.claims[0])
    return {
        name: value
        for name, value in life.claims[0].values.items()
        if name in ("status", "endedAt")
    }


def _write_handover(row: LifeRow, event: Event | None, handover: Record | None) -> None:
    if event is not None:
        only = None if handover else "event"
        row.steps["FULFILLED"] = Step(event.at, event.actor, event.reason, only)
    elif handover is not None:
        at = handover.values["at"]
        assert isinstance(at, datetime)
        row.steps["FULFILLED"] = Step(at, only="record")
    if handover is not None:
        row.handover = {name: value for name, value in handover.values.items() if name != "at"}

"""The life of a wish as rows of a register, and back: any sequence of steps can be said.

The columns stand in the order of a life. Within a row the steps come from left to right; a step that
comes at or before the last one's column goes on in a further row with the same id.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graph.load.registers.life.joining import joined_events, joined_records
from graph.load.registers.life.steps import (
    ACTORS,
    AFTER_VISIT,
    BEFORE_CLAIM,
    EARLY_ENDS,
    NOWHERE,
    ORDER,
    Event,
    Life,
    LifeRow,
    Record,
)


def life_of(rows: Sequence[LifeRow], existing: Life | None = None) -> Life:
    """What the rows of one wish say, in their order, with what exists already.

    What exists has its id; what the rows do not speak of stays where it is.
    """
    life, existing = Life(), existing or Life()
    rows = _without_repeats(rows)
    for n, row in enumerate(rows):
        for name in BEFORE_CLAIM:
            _step(life, row, name)
        claim = _claim(life, row)
        after = rows[n + 1] if n + 1 < len(rows) else None
        if claim is not None:
            _set_free(life, row, claim, after)
        if "FULFILLED" in row.steps:
            _fulfil(life, row)
        if row.visit:
            _visit(life, row)
        for name in AFTER_VISIT:
            _step(life, row, name)
    claims = joined_records(life.claims, existing.claims, "claimedAt")
    for claim, old in claims:
        complete(life, claim, old)
    events = joined_events(life.events, existing.events)
    return replace(life, events=events, claims=[claim for claim, _ in claims])


def _without_repeats(rows: Sequence[LifeRow]) -> list[LifeRow]:
    """Rows without the steps that an earlier one says: they may stand there to tell the wish."""
    said: set[tuple[str, datetime]] = set()
    found = []
    for row in rows:
        steps = {
            name: step
            for name, step in row.steps.items()
            if (name, step.at) not in said or name not in (*BEFORE_CLAIM, *AFTER_VISIT)
        }
        said |= {(name, step.at) for name, step in steps.items()}
        found.append(replace(row, steps=steps))
    return found


def _step(life: Life, row: LifeRow, name: str) -> None:
    step = row.steps.get(name)
    if step is None:
        return
    to = name
    if name == "result":
        if row.outcome is None:
            life.problems.append((row.place, "result", _NO_OUTCOME))
            return
        to = row.outcome
    if step.department is not None and to != "REFERRED":
        life.problems.append((row.place, "department", _NOT_REFERRED))
        return
    event = Event(to, step.at, step.actor, step.reason, step.department, "", row.place, name)
    life.events.append(event)


def _claim(life: Life, row: LifeRow) -> Record | None:
    accepted = row.steps.get("CLAIMED")
    claim = None
    if row.claim or "ended" in row.steps:
        claim = Record(dict(row.claim), place=row.place)
        if ended := row.steps.get("ended"):
            claim.values["endedAt"] = ended.at
        if accepted and accepted.only != "event":
            claim.values["acceptedAt"] = accepted.at
        life.claims.append(claim)
    if accepted and accepted.only != "record":
        life.events.append(
            Event(
                "CLAIMED",
                accepted.at,
                accepted.actor,
                accepted.reason,
                None,
                "",
                row.place,
                "CLAIMED",
            )
        )
    return claim


def _set_free(life: Life, row: LifeRow, claim: Record, after: LifeRow | None) -> None:
    """A claim that ended early leaves the wish to others, where nothing else is said to follow."""
    ended = row.steps.get("ended")
    later = row.visit or row.steps.keys() & {"FULFILLED", *AFTER_VISIT}
    if later or ended is None or ended.only or claim.values.get("status") not in EARLY_ENDS:
        return
    if not life.events or life.events[-1].to != "CLAIMED":
        return
    if after is None or after.first() == ORDER["claim"]:
        life.events.append(replace(freeing(claim, ended.actor), place=row.place))


def freeing(claim: Record, actor: str | None = None) -> Event:
    """The publication that follows a claim which ended early, by who ended it or the one given."""
    ended, reason = claim.values["endedAt"], claim.values.get("endReason")
    assert isinstance(ended, datetime)
    who = actor or EARLY_ENDS[str(claim.values["status"])]
    said = None if who == ACTORS["PUBLISHED"] else who
    return Event("PUBLISHED", ended, said, None if reason is None else str(reason), step="ended")


def _fulfil(life: Life, row: LifeRow) -> None:
    step = row.steps["FULFILLED"]
    if step.only != "record":
        life.events.append(
            Event("FULFILLED", step.at, step.actor, step.reason, None, "", row.place, "FULFILLED")
        )
    if step.only == "event":
        return
    claim = _live_claim(life)
    if claim is None:
        life.problems.append((row.place, "FULFILLED", _NO_CLAIM))
        return
    life.handover = Record({"at": step.at, **row.handover}, place=row.place)
    claim.after.append(life.handover)


def _live_claim(life: Life) -> Record | None:
    """The last claim that was accepted and has not ended early; else the last accepted; else the last."""
    accepted = [one for one in life.claims if one.values.get("acceptedAt")]
    live = [one for one in accepted if one.values.get("status") not in EARLY_ENDS]
    return next(iter((live or accepted or life.claims)[-1:]), None)


def _visit(life: Life, row: LifeRow) -> None:
    if life.handover is None:
        life.problems.append((row.place, "visit", _NO_HANDOVER))
    else:
        life.handover.after.append(Record(dict(row.visit), place=row.place))


def complete(life: Life, claim: Record, old: Record | None = None) -> None:
    """What follows where a row does not say it: the claim's state, and when it ended."""
    values = claim.values
    before = old.values if old else {}
    if claim.after:
        values.setdefault("status", "FULFILLED")
        if values["status"] == "FULFILLED":
            values.setdefault("endedAt", claim.after[-1].values["at"])
    if "status" in values:
        return
    if before.get("status") in _FINAL:
        return  # the rows do not speak of it
    if "endedAt" in values:
        life.problems.append((claim.place or NOWHERE, "status", _HOW_ENDED))
    accepted = "acceptedAt" in values or before.get("acceptedAt") is not None
    values["status"] = "ACTIVE" if accepted else "PENDING"


_FINAL = ("FULFILLED", "REJECTED", *EARLY_ENDS)
_NO_OUTCOME = ("填了结果时间，没有填审核结果", "a review has a time and no outcome")
_NOT_REFERRED = (
    "审核结果是“转办”的才填转办部门",
    "a department is given and the wish was not referred",
)
_NO_CLAIM = ("有兑现，但前面没有认领", "a handover comes without a claim before it")
_NO_HANDOVER = ("有回访，但前面没有兑现", "a visit comes without a handover before it")
_HOW_ENDED = ("填了认领结束时间，没有填认领结果", "a claim has ended and it is not said how")

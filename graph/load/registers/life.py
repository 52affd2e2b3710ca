"""The life of a wish as rows of a register, and back: any sequence of steps can be said.

The columns stand in the order of a life. Within a row the steps come from left to right; a step that
comes at or before the last one's column goes on in a further row with the same id.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from graph.load.registers.notation import Step
from graph.load.registers.records import Values
from graph.load.table.problems import Place, Words

ENDS = ("CLOSED", "REJECTED", "REFERRED", "WITHDRAWN")
OUTCOMES = ("RETURNED", "REJECTED", "REFERRED")
EARLY_ENDS = {"CANCELLED": "claimant", "REVOKED": "centre", "EXPIRED": "staff"}
"""How a claim ends without a handover, and who then sets the wish free again."""
ACTORS = {
    "SUBMITTED": "rider",
    "IN_REVIEW": "staff",
    "RETURNED": "reviewer",
    "REJECTED": "reviewer",
    "REFERRED": "reviewer",
    "PUBLISHED": "reviewer",
    "CARRIED_OVER": "staff",
    "CLAIMED": "claimant",
    "FULFILLED": "staff",
    "CLOSED": "staff",
    "WITHDRAWN": "rider",
}
"""Who does a step where nothing else is said."""
_BEFORE_CLAIM = ("SUBMITTED", "IN_REVIEW", "result", "PUBLISHED", "CARRIED_OVER")
_AFTER_VISIT = ("CLOSED", "WITHDRAWN")
_ORDER = {
    name: at
    for at, name in enumerate((*_BEFORE_CLAIM, "claim", "FULFILLED", "visit", *_AFTER_VISIT))
}


@dataclass
class LifeRow:
    """What one row says of a life: steps, the outcome of a review, a claim, a handover, a visit."""

    place: Place = Place("", "", 0)
    steps: dict[str, Step] = field(default_factory=dict)
    outcome: str | None = None
    claim: Values = field(default_factory=dict)
    handover: Values = field(default_factory=dict)
    visit: Values = field(default_factory=dict)

    def first(self) -> int:
        """The place of the first thing said, in the order of the columns."""
        places = [_ORDER["claim" if name == "CLAIMED" else name] for name in self.steps]
        places += [_ORDER[name] for name in ("claim", "visit") if getattr(self, name)]
        return min(places, default=len(_ORDER))


@dataclass
class Event:
    """One step that was taken; ``actor`` and ``reason`` are None where nothing is said of them."""

    to: str
    at: datetime
    actor: str | None = None
    reason: str | None = None
    id: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)
    step: str = field(default="", compare=False)


@dataclass
class Record:
    """A claim (with its ``maker``), a handover or a visit, and those that came of it."""

    values: Values
    after: list["Record"] = field(default_factory=list)
    id: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)


@dataclass
class Life:
    """All events of a wish in their order, and its claims with handovers and visits."""

    events: list[Event] = field(default_factory=list)
    claims: list[Record] = field(default_factory=list)
    problems: list[tuple[Place, str, Words]] = field(default_factory=list, compare=False)
    handover: Record | None = field(default=None, compare=False)
    """The last handover, to which a visit belongs."""


def life_of(rows: Sequence[LifeRow], existing: Life | None = None) -> Life:
    """What the rows of one wish say, in their order, with what exists already.

    What exists has its id; what the rows do not speak of stays where it is.
    """
    life, existing = Life(), existing or Life()
    for n, row in enumerate(rows):
        for name in _BEFORE_CLAIM:
            _step(life, row, name)
        claim = _claim(life, row)
        after = rows[n + 1] if n + 1 < len(rows) else None
        if claim is not None:
            _set_free(life, row, claim, after)
        if "FULFILLED" in row.steps:
            _fulfil(life, row)
        if row.visit:
            _visit(life, row)
        for name in _AFTER_VISIT:
            _step(life, row, name)
    claims = _joined(life.claims, existing.claims, "claimedAt")
    for claim, old in claims:
        _complete(life, claim, old)
    events = _joined_events(life.events, existing.events)
    return replace(life, events=events, claims=[claim for claim, _ in claims])


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
    life.events.append(Event(to, step.at, step.actor, step.reason, place=row.place, step=name))


def _claim(life: Life, row: LifeRow) -> Record | None:
    accepted = row.steps.get("CLAIMED")
    claim = None
    if row.claim:
        claim = Record(dict(row.claim), place=row.place)
        if accepted and accepted.only != "event":
            claim.values["acceptedAt"] = accepted.at
        life.claims.append(claim)
    if accepted and accepted.only != "record":
        life.events.append(
            Event("CLAIMED", accepted.at, accepted.actor, accepted.reason, "", row.place, "CLAIMED")
        )
    return claim


def _set_free(life: Life, row: LifeRow, claim: Record, after: LifeRow | None) -> None:
    """A claim that ended early leaves the wish to others, where nothing else is said to follow."""
    status, ended = claim.values.get("status"), claim.values.get("endedAt")
    later = row.visit or row.steps.keys() & {"FULFILLED", *_AFTER_VISIT}
    if later or status not in EARLY_ENDS or not isinstance(ended, datetime):
        return
    if not life.events or life.events[-1].to != "CLAIMED":
        return
    if after is None or after.first() == _ORDER["claim"]:
        life.events.append(_freeing(claim, row.place))


def _freeing(claim: Record, place: Place | None = None) -> Event:
    ended, reason = claim.values["endedAt"], claim.values.get("endReason")
    assert isinstance(ended, datetime)
    actor = EARLY_ENDS[str(claim.values["status"])]
    why = None if reason is None else str(reason)
    return Event("PUBLISHED", ended, actor, why, place=place, step="ended")


def _fulfil(life: Life, row: LifeRow) -> None:
    step = row.steps["FULFILLED"]
    if step.only != "record":
        life.events.append(
            Event("FULFILLED", step.at, step.actor, step.reason, "", row.place, "FULFILLED")
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


def _complete(life: Life, claim: Record, old: Record | None = None) -> None:
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
        life.problems.append((claim.place or Place("", "", 0), "status", _HOW_ENDED))
    accepted = "acceptedAt" in values or before.get("acceptedAt") is not None
    values["status"] = "ACTIVE" if accepted else "PENDING"


_FINAL = ("FULFILLED", "REJECTED", *EARLY_ENDS)
_NO_OUTCOME = ("填了结果时间，没有填审核结果", "a review has a time and no outcome")
_NO_CLAIM = ("有兑现，但前面没有认领", "a handover comes without a claim before it")
_NO_HANDOVER = ("有回访，但前面没有兑现", "a visit comes without a handover before it")
_HOW_ENDED = ("填了认领结束时间，没有填认领结果", "a claim has ended and it is not said how")


def rows_of(life: Life) -> list[LifeRow]:
    """A life as rows: a new one where the next thing's column is at or before the last one's."""
    rows: list[LifeRow] = []
    last = len(_ORDER)
    items = list(_items(life))
    for n, (name, event, record) in enumerate(items):
        follows = items[n + 1][0] if n + 1 < len(items) else None
        before = items[n - 1] if n else None
        if _is_implied(before, name, event, follows):
            continue
        if _ORDER[name] <= last:
            rows.append(LifeRow())
        last = _ORDER[name]
        _write(rows[-1], name, event, record)
    return rows


_Item = tuple[str, Event | None, Record | None]


def _is_implied(before: _Item | None, name: str, event: Event | None, follows: str | None) -> bool:
    """Whether a row that says the claim's end says this publication as well."""
    if (
        before is None
        or before[0] != "claim"
        or name != "PUBLISHED"
        or follows not in (None, "claim")
    ):
        return False
    claim = before[2]
    if claim is None or before[1] is None or claim.values.get("status") not in EARLY_ENDS:
        return False
    return isinstance(claim.values.get("endedAt"), datetime) and event == _freeing(claim)


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
        row.steps[name] = Step(event.at, event.actor, event.reason)
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


def _what_follows(claim: Record) -> Values:
    bare = {name: claim.values[name] for name in ("acceptedAt",) if name in claim.values}
    life = Life(claims=[Record(bare, claim.after)])
    _complete(life, life.claims[0])
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


def _joined_events(given: list[Event], existing: list[Event]) -> list[Event]:
    found: list[Event] = []
    rest = list(existing)
    for event in given:
        at = next((n for n, one in enumerate(rest) if one.to == event.to), None)
        if at is None:
            earlier = next((n for n, one in enumerate(rest) if one.at > event.at), len(rest))
            found += [*rest[:earlier], event]
            rest = rest[earlier:]
        else:
            found += [*rest[:at], replace(event, id=rest[at].id)]
            rest = rest[at + 1 :]
    return found + rest


def _joined(
    given: list[Record], existing: list[Record], time: str
) -> list[tuple[Record, Record | None]]:
    """Each record given, with the one that it is.

    Records of the same time are the same; then those left, in their order, where none is missing.
    """
    rest = list(existing)
    pairs: dict[int, Record] = {}
    for n, one in enumerate(given):
        same = next((old for old in rest if old.values[time] == one.values.get(time)), None)
        if same is not None:
            pairs[n] = same
            rest = [old for old in rest if old is not same]
    if len(given) >= len(existing):
        left = [n for n in range(len(given)) if n not in pairs]
        pairs |= dict(zip(left, rest, strict=False))
    for n, one in enumerate(given):
        old = pairs.get(n)
        one.id = old.id if old else ""
        one.after = [after for after, _ in _joined(one.after, old.after if old else [], "at")]
    return [(one, pairs.get(n)) for n, one in enumerate(given)]

"""How a record ends on a day, as the model says: it is never deleted."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from graph.client import Graph
from graph.load.plan.compare import STAMPS, rev_of
from graph.load.plan.existing import dated_at, last_events
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.model import FAR_TIME, ON_THE_DAY, RELATIONSHIPS, SHANGHAI, Node

_FINISHED = frozenset({"FULFILLED", "CLOSED", "REJECTED", "REFERRED", "WITHDRAWN"})
"""What a wish can be of that nothing follows."""
_REASON = "名册中已没有"


def has_ended(kind: str, was: Properties, day: date) -> bool:
    """Whether a record is over by a day already."""
    ending = KINDS[kind].ending or {}
    if kind == "Wish":
        return was.get("status") in _FINISHED
    return any(_is_over(name, value, was, day) for name, value in ending.items())


def _is_over(name: str, value: object, was: Properties, day: date) -> bool:
    there = was.get(name)
    if value != ON_THE_DAY:
        return there == value
    if isinstance(there, datetime):
        return there.date() <= day
    return isinstance(there, date) and there <= day


def ended(kind: str, id: str, was: Properties, day: date, sheet: str) -> RecordChange:
    """The change that ends a node on a day."""
    fields = fields_of(KINDS[kind])
    after = {
        name: value if value != ON_THE_DAY else _moment(fields[name].base, day)
        for name, value in (KINDS[kind].ending or {}).items()
    }
    before = {name: was.get(name) for name in (*after, *STAMPS)}
    return RecordChange(kind, "ended", before, after, rev_of(was), id=id, sheet=sheet)


def ended_relationship(
    kind: str, start: str, end: str, was: Properties, day: date, sheet: str
) -> RecordChange:
    """The change that ends a dated relationship on a day."""
    return RecordChange(
        kind,
        "ended",
        {name: was.get(name) for name in ("to", *STAMPS)},
        {"to": day},
        rev_of(was),
        start=start,
        end=end,
        keys={name: was[name] for name in RELATIONSHIPS[kind].keys},
        sheet=sheet,
    )


def consequences(
    graph: Graph, kind: type[Node], nodes: Mapping[str, Properties], day: date, sheet: str
) -> list[RecordChange]:
    """What else changes when nodes of a kind end: a wish's life, or their dated relationships.

    Those of a record that notes the day of its own end are let be.
    """
    if kind.__name__ == "Wish":
        return _withdrawals(graph, nodes, day, sheet)
    if kind.ending is None or ON_THE_DAY in kind.ending.values():
        return []
    return [
        ended_relationship(name, start, end, was, day, sheet)
        for name, start, end, was in dated_at(graph, kind, nodes)
        if holds_on(was, day)
    ]


def holds_on(was: Properties, day: date) -> bool:
    """Whether a dated relationship has begun by a day and not ended by it."""
    begin, end = was.get("from"), was.get("to")
    return isinstance(begin, date) and isinstance(end, date) and begin <= day < end


def _withdrawals(
    graph: Graph, wishes: Mapping[str, Properties], day: date, sheet: str
) -> list[RecordChange]:
    """The event that a wish is withdrawn, after its last one, which it ends."""
    last = last_events(graph, wishes)
    changes: list[RecordChange] = []
    for wish, was in wishes.items():
        at, seq, before = datetime.combine(day, time(), SHANGHAI), 0, last.get(wish)
        if before is not None:
            assert isinstance(before["at"], datetime)
            at, seq = max(at, before["at"]), int(str(before["seq"]))
            old = {name: before.get(name) for name in ("until", *STAMPS)}
            changes.append(
                RecordChange(
                    "WishEvent",
                    "changed",
                    old,
                    {"until": at},
                    rev_of(before),
                    id=str(before["id"]),
                    sheet=sheet,
                )
            )
        changes += _withdrawn(wish, was, at, seq + 1, sheet)
    return changes


def _withdrawn(
    wish: str, was: Properties, at: object, seq: int, sheet: str
) -> Iterator[RecordChange]:
    id = f"EV-{wish.removeprefix('W-')}-{seq}-{secrets.token_hex(2)}"
    event: Properties = {
        "fromStatus": was.get("status"),
        "toStatus": "WITHDRAWN",
        "seq": seq,
        "at": at,
        "until": FAR_TIME,
        "actorRole": "staff",
        "reason": _REASON,
        "provenance": "entered",
    }
    yield RecordChange("WishEvent", "new", None, event, id=id, sheet=sheet)
    entered: Properties = {"provenance": "entered"}
    yield RecordChange("HasEvent", "new", None, entered, start=wish, end=id, sheet=sheet)


def _moment(type: type, day: date) -> object:
    return datetime.combine(day, time(), SHANGHAI) if type is datetime else day

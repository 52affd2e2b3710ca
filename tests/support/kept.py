"""What a register kept on a day would have held: the seed's rows with all that came later undone."""

from datetime import date, datetime
from typing import Any

from truth import end_of

from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS, DatedRelationship

Row = dict[str, object]
SeedRows = dict[str, list[Row]]

BEGUN = {
    "Wish": "submittedAt",
    "WishEvent": "at",
    "Claim": "claimedAt",
    "Handover": "at",
    "Visit": "at",
    "Pledge": "pledgedAt",
    "Donation": "receivedAt",
    "Fund": "openedAt",
    "Purchase": "at",
    "Distribution": "at",
    "Disclosure": "publishedAt",
    "Activity": "at",
    "Consent": "grantedAt",
    "Project": "startAt",
}
"""When a thing came to be; what has no such time (the article's) was there."""

LATER = {
    "Wish": ("publishedAt", "dueAt"),
    "Claim": ("acceptedAt", "contactedAt"),
    "Donation": ("refundedAt",),
    "Venue": ("movedAt",),
}
"""What is absent until it happens."""

ENDS = {
    "Wish": "closedAt",
    "WishEvent": "until",
    "Claim": "endedAt",
    "Pledge": "endedAt",
    "Fund": "closedAt",
    "Consent": "withdrawnAt",
}
"""What is the far day until it happens."""


def kept_on(seed_rows: SeedRows, day: date) -> SeedRows:
    """The rows of a register kept on a day: nothing later, what ended later open again."""
    end = end_of(day)
    found: SeedRows = {}
    for kind in NODES:
        held = [_then(kind, row, end) for row in seed_rows.get(kind, ()) if _begun(kind, row, end)]
        found[kind] = held
    _take_out_the_unborn(seed_rows, found, day)
    _wishes_then(seed_rows, found)
    _claims_then(seed_rows, found)
    _money_then(seed_rows, found)
    known = set().union(*(_ids(found[kind]) for kind in NODES))
    for kind, relationship in RELATIONSHIPS.items():
        found[kind] = [
            _relationship_then(row, day)
            for row in seed_rows.get(kind, ())
            if row["start"] in known and row["end"] in known and _related(relationship, row, day)
        ]
    return {kind: rows for kind, rows in found.items() if rows}


def _begun(kind: str, row: Row, end: datetime) -> bool:
    begun = row.get(BEGUN.get(kind, ""))
    return not isinstance(begun, datetime) or begun <= end


def _then(kind: str, row: Row, end: datetime) -> Row:
    """A thing as it was written down by then."""
    held = dict(row)
    for name in LATER.get(kind, ()):
        at = row.get(name)
        if name == "dueAt":
            at = row.get("publishedAt")
        if isinstance(at, datetime) and at > end:
            held.pop(name, None)
    name = ENDS.get(kind)
    if name and isinstance(at := row.get(name), datetime) and at > end:
        held[name] = FAR_TIME
        held.pop("endReason", None)
    to, on = row.get("to"), row.get("headcountAsOf")
    if isinstance(to, date) and to > end.date():
        held["to"] = FAR_DAY
    if isinstance(on, date) and on > end.date():
        del held["headcountAsOf"], held["headcountStated"]
    return held


def _take_out_the_unborn(seed_rows: SeedRows, found: SeedRows, day: date) -> None:
    """Things without a time of their own come with the first relationship or record that names them."""
    wishes = _ids(found["Wish"])
    riders = {
        relationship["start"]
        for relationship in seed_rows["WorksAt"]
        if _day(relationship["from"]) <= day
    }
    riders |= {
        relationship["start"]
        for relationship in seed_rows["Raised"]
        if relationship["end"] in wishes
    }
    children = _ends(seed_rows["Covers"], _ids(found["Consent"]))
    batches = _ends(seed_rows["Bought"], _ids(found["Purchase"]))
    for kind, some in (("Rider", riders), ("Child", children), ("ItemBatch", batches)):
        found[kind] = [row for row in found[kind] if row["id"] in some]


def _ids(rows: list[Row]) -> set[object]:
    return {row["id"] for row in rows}


def _ends(relationships: list[Row], starts: set[object]) -> set[object]:
    return {
        relationship["end"] for relationship in relationships if relationship["start"] in starts
    }


def _wishes_then(seed_rows: SeedRows, found: SeedRows) -> None:
    """A wish's status copies its latest event."""
    events = {row["id"]: row for row in found["WishEvent"]}
    latest = {
        relationship["start"]: events[relationship["end"]]["toStatus"]
        for relationship in seed_rows["HasEvent"]
        if relationship["end"] in events and events[relationship["end"]]["until"] == FAR_TIME
    }
    for wish in found["Wish"]:
        wish["status"] = latest.get(wish["id"], wish["status"])


def _claims_then(seed_rows: SeedRows, found: SeedRows) -> None:
    """A claim that had not ended was live or pending; its cost is known with the handover."""
    handed = _ids(found["Handover"])
    done = {
        relationship["start"]
        for relationship in seed_rows["ResultedIn"]
        if relationship["end"] in handed
    }
    for claim in found["Claim"]:
        if claim["endedAt"] == FAR_TIME:
            claim["status"] = "ACTIVE" if claim.get("acceptedAt") else "PENDING"
        if claim["id"] not in done:
            claim.pop("actualCostFen", None)


def _money_then(seed_rows: SeedRows, found: SeedRows) -> None:
    """A pledge that had not ended was open or partly paid; a gift not yet sent back was received."""
    partly = _ends(seed_rows["Settles"], _ids(found["Donation"]))
    for pledge in found["Pledge"]:
        if pledge.get("endedAt", FAR_TIME) == FAR_TIME:
            pledge["status"] = "PARTLY_PAID" if pledge["id"] in partly else "OPEN"
    for gift in found["Donation"]:
        if "refundedAt" not in gift:
            gift["status"] = "RECEIVED"


def _related(kind: type[Any], row: Row, day: date) -> bool:
    if issubclass(kind, DatedRelationship):
        return _day(row["from"]) <= day
    at = row.get("at")
    return not isinstance(at, datetime) or at <= end_of(day)


def _relationship_then(row: Row, day: date) -> Row:
    held = dict(row)
    if isinstance(to := row.get("to"), date) and _day(to) > day:
        held["to"] = FAR_DAY
    if isinstance(at := row.get("checkedAt"), datetime) and at > end_of(day):
        del held["checkedAt"]
    return held


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value

"""The lives of wishes as they are on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.load.registers.life.steps import ACTORS, Event, Life, Record
from graph.load.registers.records import Records, Values
from graph.model import FAR_TIME

_OF_CLAIM = (
    "claimedAt acceptedAt contactedAt dueAt endedAt endReason backstop plan actualCostFen status"
)
_KEPT = {
    "Claim": _OF_CLAIM.split(),
    "Handover": ["at", "costFen", "evidenceRef"],
    "Visit": ["at", "grade", "note"],
}


def existing_lives(records: Records, wishes: Iterable[str]) -> dict[str, Life]:
    """The lives of wishes as they are on record, by the wish's id."""
    ids = list(wishes)
    events = _linked(records, "HasEvent", "WishEvent", ids, "start")
    claims = _linked(records, "For", "Claim", ids, "end")
    claim_ids = [str(row["id"]) for rows in claims.values() for row in rows]
    makers = {str(row["end"]): row["start"] for row in records.touching("Made", claim_ids)}
    handovers = _linked(records, "ResultedIn", "Handover", claim_ids, "start")
    handover_ids = [str(row["id"]) for rows in handovers.values() for row in rows]
    visits = _linked(records, "FollowedBy", "Visit", handover_ids, "start")
    return {
        id: Life(
            [
                _event(row)
                for row in sorted(events.get(id, []), key=lambda row: (row["seq"], row["id"]))
            ],
            [
                _claim(row, makers, handovers, visits)
                for row in _sorted(claims.get(id, []), "claimedAt")
            ],
        )
        for id in ids
    }


def _linked(
    records: Records, kind: str, label: str, ids: list[str], own: str
) -> dict[str, list[Values]]:
    """For each id the nodes of a label at the other end of a relationship."""
    other = "end" if own == "start" else "start"
    pairs = [(str(row[own]), str(row[other])) for row in records.touching(kind, ids)] if ids else []
    nodes = records.nodes(label, {end for _, end in pairs})
    found: defaultdict[str, list[Values]] = defaultdict(list)
    for start, end in pairs:
        if end in nodes:
            found[start].append(nodes[end])
    return found


def _sorted(rows: list[Values], time: str) -> list[Values]:
    return sorted(rows, key=lambda row: (str(row[time]), str(row["id"])))


def _event(row: Values) -> Event:
    to, actor = str(row["toStatus"]), row["actorRole"]
    return Event(
        to,
        row["at"],  # type: ignore[arg-type]
        None if actor == ACTORS[to] else str(actor),
        _text(row["reason"]),
        _text(row["department"]),
        str(row["id"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _claim(
    row: Values,
    makers: Mapping[str, object],
    handovers: Mapping[str, list[Values]],
    visits: Mapping[str, list[Values]],
) -> Record:
    id = str(row["id"])
    claim = _record("Claim", row)
    if id in makers:
        claim.values["maker"] = makers[id]
    for handed in _sorted(handovers.get(id, []), "at"):
        handover = _record("Handover", handed)
        handover.after = [
            _record("Visit", one) for one in _sorted(visits.get(str(handed["id"]), []), "at")
        ]
        claim.after.append(handover)
    return claim


def _record(kind: str, row: Values) -> Record:
    said = {name: row[name] for name in _KEPT[kind] if row[name] not in (None, FAR_TIME, False)}
    return Record(said, id=str(row["id"]))

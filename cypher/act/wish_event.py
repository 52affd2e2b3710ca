"""A wish's step: what it was, what it becomes, and the event that says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cypher.act.statements import statement
from graph.change.locking import Image
from graph.change.numbering import by_chance
from graph.client import Tx
from graph.door.rows import Counts
from graph.load.record import Properties
from graph.model import FAR_TIME

Ask = Callable[[str, Mapping[str, object]], Sequence[Mapping[str, object]]]
"""Runs a statement with its values and gives its rows by column name."""
ENDS = frozenset({"CLOSED", "REJECTED", "REFERRED", "WITHDRAWN"})
"""The states in which a wish is over."""
FIELDS = ("status", "submittedAt", "publishedAt", "closedAt")
"""What of a wish its steps write."""


@dataclass(frozen=True)
class LastEvent:
    """The event that a wish's state comes from."""

    image: Image
    by: str
    """Who entered it; "" where that is not noted."""

    @property
    def at(self) -> datetime | None:
        """When it was."""
        at = self.image.properties.get("at")
        return at if isinstance(at, datetime) else None


def last_event(ask: Ask, wish: str) -> LastEvent | None:
    """The last event of a wish; None where it has none."""
    for row in ask(statement("last_event"), {"id": wish}):
        properties = row["properties"]
        assert isinstance(properties, dict)
        image = Image(str(row["element"]), "WishEvent", str(properties["id"]), properties)
        return LastEvent(image, str(row["by"] or ""))
    return None


def write_step(
    tx: Tx, wish: str, was: Properties, last: LastEvent | None, to: str, step: Mapping[str, object]
) -> tuple[str, Counts]:
    """Move a wish to a state at a moment (``step`` has ``at``, ``actorRole``, ``reason`` and the
    ``department`` to which a wish is referred).

    Gives the new event's id, and what the server counts.
    """
    at = step["at"]
    if last is not None and last.at is not None and isinstance(at, datetime):
        at = max(at, last.at)  # a day that was brought by a file may lie later than now
    before = last.image.properties if last is not None else {}
    event = {
        "id": by_chance("WishEvent"),
        "fromStatus": before.get("toStatus"),
        "toStatus": to,
        "seq": int(str(before.get("seq", 0))) + 1,
        "at": at,
        "until": FAR_TIME,
        "actorRole": step["actorRole"],
        "reason": step.get("reason"),
        "department": step.get("department"),
    }
    fields = {"status": to, "closedAt": at if to in ENDS else FAR_TIME}
    for state, field in (("SUBMITTED", "submittedAt"), ("PUBLISHED", "publishedAt")):
        if to == state and was.get(field) is None:
            fields[field] = at
    values = {"id": wish, "fields": fields, "event": event, "at": at}
    last_id = last.image.element if last is not None else ""
    counts = tx.counted(statement("write_step"), values | {"last": last_id})
    return str(event["id"]), counts

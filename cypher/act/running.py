"""One action in one transaction: locks, guard, change, the wish's step, stamps and notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from cypher.act.action_file import SavedAction
from cypher.act.errors import RecordMissing
from cypher.act.refusals.seen import refuse_unseen
from cypher.act.refusals.wording import by_guard, by_state
from cypher.act.wish_event import FIELDS, Ask, LastEvent, last_event, write_step
from graph.change.changed_since import refuse_changed
from graph.change.difference import Declared, differences
from graph.change.errors import ChangeUnsound
from graph.change.images import picture, picture_after
from graph.change.landing import refuse_repeated
from graph.change.locking import Image, lock
from graph.change.numbering import new_ids
from graph.change.run import ChangeRun
from graph.client import Tx
from graph.door.rows import Counts
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.model import SHANGHAI
from graph.today import Today

Values = Mapping[str, object]
_NOTHING = Counts(0, 0, 0, 0)


def asked(
    ask: Ask, saved: SavedAction, subject: Values | None, last: LastEvent | None, values: Values
) -> dict[str, object]:
    """Ask whether an action can be done to a record with these properties (None: it makes it).

    Gives the guard's row: ``locks`` are the ids of what the change touches beside, ``values`` what a
    form is filled in with. Raises ActionRefused: a guard that knows why
    says more than the state does.
    """
    states, state = saved.header.before, (subject or {}).get("status")
    is_begun = subject is None or not states or state in states
    rows = ask(saved.guard, values)
    row = next((one for one in rows if one.get("refusal")), rows[0] if rows else None)
    if row is not None and row.get("refusal"):
        details = row.get("details")
        raise by_guard(saved, str(row["refusal"]), details if isinstance(details, Mapping) else {})
    if not is_begun:
        raise by_state(saved, state, last)
    if row is None:
        raise by_guard(saved, "no_row", {})
    return dict(row)


def _locks(row: Values) -> list[str]:
    locks = row.get("locks")
    return [str(id) for id in locks if id] if isinstance(locks, list) else []


class Running:
    """One try of an action. ``given`` are its parameters as they are bound, ``day`` when it happens."""

    def __init__(
        self,
        tx: Tx,
        run: ChangeRun,
        saved: SavedAction,
        id: str,
        given: Values,
        rev: int | None,
        day: Today,
        seen: str = "",
    ) -> None:
        self._tx, self._run, self._saved, self._given = tx, run, saved, given
        self._rev, self._seen = rev, seen
        self._day, self._now = day, day.moment()
        labels = saved.header.writes.nodes
        self._new = new_ids(tx, labels) if labels else {}
        self._is_new = saved.header.new
        self._id = self._new[saved.header.on] if saved.header.new else id
        self._held: dict[str, Image] = {}
        self._last: LastEvent | None = None

    def carried_out(
        self, writes: WriteLog | None
    ) -> tuple[str, str, int, tuple[RecordChange, ...]]:
        """Do it: the change's id, the record's id, how often that is written now, each difference."""
        self._hold()
        refuse_repeated(self._tx, self._run.act.request)
        self._refuse()
        changed = list(self._changed())
        self._run.stamp(self._tx, changed)
        records = tuple(record for _, record in changed)
        self._run.write(self._tx, self._id, records, writes)
        return self._run.id, self._id, self._rev_now(records), records

    def _values(self) -> dict[str, object]:
        new = {f"new_{label}": id for label, id in self._new.items()}
        own = {"id": self._id, "at": self._now, "actor": self._run.act.by}
        return {**self._given, **new, **own}

    def _ask(self, text: str, values: Values) -> list[dict[str, object]]:
        return self._tx.rows(text, values).dicts()

    def _hold(self) -> None:
        """Hold the record, what its parameters name, and what the guard says the change touches."""
        ids = [] if self._is_new else [self._id]
        for name, parameter in self._saved.header.parameters.items():
            value = self._given.get(name) if parameter.node else None
            ids += [
                str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one
            ]
        if "locks" in self._saved.guard:  # looked at before, so that all are held in one order
            for row in self._ask(self._saved.guard, self._values()):
                ids += _locks(row)
        self._held = lock(self._tx, ids)
        self._run.at, self._now = datetime.now(SHANGHAI), self._day.moment()
        if not self._is_new and self._id not in self._held:
            raise RecordMissing(self._id, writing=True)

    def _refuse(self) -> None:
        subject = None if self._is_new else self._held[self._id]
        if subject is not None and subject.label == "Wish":
            self._last = last_event(self._ask, self._id)
        properties = subject.properties if subject is not None else None
        row = asked(self._ask, self._saved, properties, self._last, self._values())
        if subject is not None and self._rev is not None:
            refuse_changed(self._tx, subject, self._rev)
        if subject is not None and self._seen:
            refuse_unseen(self._tx, self._saved, subject, self._seen)
        self._held |= lock(self._tx, set(_locks(row)) - self._held.keys())

    def _changed(self) -> Iterator[tuple[str, RecordChange]]:
        """Do the change and the step; each difference, which is to be all that the server counted."""
        nodes = dict(self._held)
        if self._last is not None:
            nodes[self._last.image.id] = self._last.image
        declared = self._declared()
        before = picture(self._tx, nodes, declared.types)
        counts, new = _NOTHING, list(self._new.values())
        if self._saved.change:
            counts = self._tx.counted(self._saved.change, self._values())
        if self._saved.header.to is not None:
            event, more = self._step(self._saved.header.to)
            counts, new = _sum(counts, more), [*new, *event]
        after = picture_after(self._tx, before, new, declared.types)
        changed = list(differences(before, after, declared))
        if _counted(record for _, record in changed) != counts:
            raise ChangeUnsound(
                f"操作“{self._saved.header.title.zh}”做的比它声明的多。",
                f"The action “{self._saved.header.title.en}” does more than it declares.",
            )
        yield from changed

    def _step(self, to: str) -> tuple[list[str], Counts]:
        """Bring the record to its state; a wish by an event."""
        if self._saved.header.on != "Wish":
            text = f"MATCH (n:{self._saved.header.on} {{id: $id}}) SET n.status = $to"
            return [], self._tx.counted(text, {"id": self._id, "to": to})
        was = {} if self._is_new else self._held[self._id].properties
        step = {
            "at": self._now,
            "actorRole": self._saved.header.actor,
            "reason": self._given.get("reason"),
            "department": self._given.get("department"),
        }
        event, counts = write_step(self._tx, self._id, was, self._last, to, step)
        return [event], counts

    def _declared(self) -> Declared:
        """What the header says, and what the step writes."""
        header = self._saved.header
        changes = {name: tuple(fields) for name, fields in header.writes.changes.items()}
        nodes, types = list(header.writes.nodes), list(header.writes.relationships)
        if header.to is not None:
            changes[header.on] = (*changes.get(header.on, ()), "status")
        if header.to is not None and header.on == "Wish":
            nodes, types = [*nodes, "WishEvent"], [*types, "HAS_EVENT"]
            changes["Wish"] = (*changes["Wish"], *FIELDS)
            changes["WishEvent"] = (*changes.get("WishEvent", ()), "until")
        # a type that is declared may have its fields set where it stands already
        for type in header.writes.relationships:
            changes.setdefault(type, ())
        return Declared(nodes, types, changes, header.deletes)

    def _rev_now(self, records: Sequence[RecordChange]) -> int:
        for record in records:
            if record.id == self._id:
                return record.rev + 1
        return self._held[self._id].rev


def _counted(records: Iterator[RecordChange]) -> Counts:
    counts = _NOTHING
    for one in records:
        if one.before is None and one.id:
            counts = replace(counts, nodes_made=counts.nodes_made + 1)
        elif one.before is None:
            counts = replace(counts, relationships_made=counts.relationships_made + 1)
        elif one.after is None and one.id:
            counts = replace(counts, nodes_deleted=counts.nodes_deleted + 1)
        elif one.after is None:
            counts = replace(counts, relationships_deleted=counts.relationships_deleted + 1)
    return counts


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.nodes_made + other.nodes_made,
        one.nodes_deleted + other.nodes_deleted,
        one.relationships_made + other.relationships_made,
        one.relationships_deleted + other.relationships_deleted,
    )

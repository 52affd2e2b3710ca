"""A person taken out of the graph and of its notes, in one transaction that may be run again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from graph.change.history import REMOVAL
from graph.change.images import kind_between
from graph.change.locking import lock
from graph.change.run import Act, ChangeRun
from graph.client import Graph, Tx
from graph.load.write.audits import audit_prefix
from graph.load.write.noting import ChangeSum, WriteLog
from graph.load.write.unfinished import take_turn
from graph.model import SHANGHAI
from graph.removal.images import OWN, note_without, own_values, texts_without
from graph.removal.names import Names
from graph.removal.person import Ask, Person, person_of, statement

_TITLE = ("清除个人数据", "Remove a person's data")
_SECONDS = 600.0
Rows = list[dict[str, Any]]


class RemovalLog(WriteLog, Protocol):
    """Notes what a removal writes somewhere else."""

    def cleared(self, id: str, sha256: str, changes: int) -> None:
        """Note the sum of what is left of a load's or a change's notes, before it is committed."""


@dataclass(frozen=True)
class Found:
    """What of a person stands in the graph: notes and texts as they are to be, by the server's own ids.

    ``guardians`` counts who is whose guardian; ``runs`` are the loads and changes whose notes change.
    """

    person: Person
    own: Mapping[str, object]
    guardians: int
    notes: Rows
    texts: Rows
    between: Rows
    runs: list[str]

    @property
    def nothing(self) -> bool:
        """Whether the graph holds nothing of the person any more."""
        rows = (self.notes, self.texts, self.between, self.person.consents)
        return not any(rows) and not self.guardians and not self.own


def found_in_graph(ask: Ask, person: Person) -> Found:
    """Look through the whole graph for a person; nothing is written."""
    rows = ask(
        "MATCH (n:Rider|Child {id: $id}) RETURN properties(n) AS properties", {"id": person.id}
    )
    values: dict[str, object] = {"names": sorted(person.names.removed), "ids": sorted(person.ids)}
    notes = [
        {"element": note["element"], "run": note["run"], **left}
        for note in ask(statement("notes"), values)
        if (left := note_without(note, person)) is not None
    ]
    there = ask("MATCH (k:Consent) WHERE k.id IN $ids RETURN k.id AS id", values)
    return Found(
        Person(**{**person.__dict__, "consents": frozenset(str(one["id"]) for one in there)}),
        _own_change(person, rows[0]["properties"] if rows else {}),
        int(ask(statement("guardians"), {"id": person.id})[0]["n"]),
        notes,
        list(_texts(ask, person, values)),
        list(_texts_between(ask, person, values)),
        sorted({str(one["run"]) for one in notes if one["run"]}),
    )


def remove_from_graph(
    graph: Graph, person: Person, *, by: str, writes: RemovalLog | None = None
) -> str:
    """Take a person out of the graph; gives the change's id, "" where nothing was left to do.

    Raises GraphError, and LoadError while a large load is under way; nothing was written then.
    """
    run = ""

    def work(tx: Tx) -> str:
        return _removed(tx, person, ChangeRun(Act(REMOVAL, _TITLE, by)), writes)

    run = graph.write_all(work, seconds=_SECONDS)
    if run and writes is not None:
        writes.done(run)
    return run


def _removed(tx: Tx, known: Person, run: ChangeRun, writes: RemovalLog | None) -> str:
    take_turn(tx)

    def ask(text: str, values: Mapping[str, object]) -> Rows:
        return tx.run(text, **values)

    lock(tx, [known.id, *known.consents])
    run.at = datetime.now(SHANGHAI)
    person = person_of(ask, known.id, known.aliases, known.consents)
    found = found_in_graph(ask, person)
    if found.nothing:
        return ""
    tx.run(statement("write_notes"), rows=found.notes)
    tx.run(statement("delete_consents"), id=person.id, consents=sorted(found.person.consents))
    tx.run(statement("write_person"), id=person.id, props=dict(found.own), now=run.at)
    tx.run(statement("write_texts"), rows=found.texts)
    tx.run(statement("write_texts_between"), rows=found.between)
    if writes is not None:
        for one in found.runs:
            writes.cleared(one, *_sum(tx, one))
    run.write(tx, person.id, [], writes)
    return run.id


def _own_change(person: Person, values: Mapping[str, object]) -> dict[str, object]:
    left = own_values(person.kind, person.id, values)
    change = {name: None for name in OWN[person.kind] if values.get(name) is not None}
    return change | {name: value for name, value in left.items() if values.get(name) != value}


def _texts(ask: Ask, person: Person, values: Mapping[str, object]) -> Rows:
    found = []
    for row in ask(statement("texts"), values) if person.names else ():
        if row["id"] in person.ids:
            continue
        kind = next((one for one in row["labels"] if one not in _FURTHER), "")
        left = texts_without(kind, str(row["id"]), row["properties"], _names(person, row["id"]))
        if left:
            found.append({"element": row["element"], "props": left, "name": str(row["id"])})
    return found


def _texts_between(ask: Ask, person: Person, values: Mapping[str, object]) -> Rows:
    found = []
    for row in ask(statement("texts_between"), values) if person.names else ():
        start, end = str(row["start"]), str(row["end"])
        kind = kind_between(str(row["type"]), start, end)
        names = _names(person, start, end)
        left = texts_without(kind.__name__ if kind else "", "", row["properties"], names)
        if left:
            found.append({"element": row["element"], "props": left, "name": f"{start} -> {end}"})
    return found


def _names(person: Person, *ids: object) -> Names:
    return person.names if person.near.intersection(map(str, ids)) else person.elsewhere


def _sum(tx: Tx, run: str) -> tuple[str, int]:
    changes = ChangeSum()
    changes.add(tx.run(statement("notes_of_run"), id=run, records=audit_prefix(run)))
    return changes.sha256, changes.count


_FURTHER = frozenset({"PartyOrganization", "MassOrganization", "Agency"})

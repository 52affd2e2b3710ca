"""One act on the records: its own record, the stamps of what it wrote, and the notes of each record."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files

from graph.client import Tx
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.load.write.audits import audit_records
from graph.load.write.noting import ChangeSum, WriteLog
from graph.load.write.sending import sender
from graph.model import SHANGHAI


@dataclass(frozen=True)
class Act:
    """What somebody does to a record: the action's id, its title in Chinese and English, and by whom.

    ``request`` is the key that a form carries ("": none): the same is carried out once. ``undoes``
    is the change that this one takes back.
    """

    action: str
    title: tuple[str, str]
    by: str
    request: str = ""
    undoes: str = ""


@dataclass
class ChangeRun:
    """One act in one attempt to write it. ``at`` is when its records were held."""

    act: Act
    id: str = field(default_factory=lambda: new_change_id())
    at: datetime = field(default_factory=lambda: datetime.now(SHANGHAI))

    def write(
        self,
        tx: Tx,
        subject: str,
        records: Iterable[RecordChange],
        writes: WriteLog | None = None,
    ) -> None:
        """Write its own record and a note of each other, and note outside what is about to be committed."""
        act = self.act
        run: Properties = {
            "id": self.id, "action": act.action, "title": act.title[0], "titleEn": act.title[1],
            "subject": subject, "at": self.at, "by": act.by, "request": act.request or None,
            "undoes": act.undoes or None, "createdAt": self.at, "updatedAt": self.at,
            "provenance": "entered", "rev": 1,
        }  # fmt: skip
        noted = [_with_keys(record) for record in records]
        notes = list(audit_records(noted, of=self.id, at=self.at, by=act.by))
        tx.run(statement("change_run"), run=run, notes=notes)
        changes = ChangeSum()
        changes.add(notes)
        if writes is not None:
            writes.begun(self.id, changes.sha256, changes.count)

    def stamp(self, tx: Tx, changed: Iterable[tuple[str, RecordChange]]) -> None:
        """Write beside each record's values when, by which change and how often it was written."""
        rows: dict[bool, list[Properties]] = {True: [], False: []}
        for element, record in changed:
            if record.after is not None:
                rows[bool(record.id)].append(
                    {"element": element, "properties": self._stamped(record)}
                )
        for is_node, name in ((True, "stamp_nodes"), (False, "stamp_relationships")):
            if rows[is_node]:
                tx.run(statement(name), rows=rows[is_node])

    def _stamped(self, record: RecordChange) -> Properties:
        values = sender(record.kind)(record.after or {})
        values |= {"rev": record.rev + 1, "importId": self.id}
        own = fields_of(KINDS[record.kind])
        stamps = ("createdAt", "updatedAt") if record.before is None else ("updatedAt",)
        return values | {name: self.at for name in stamps if name not in own}


def new_change_id() -> str:
    """The id of an act of today."""
    return f"CHG-{datetime.now(SHANGHAI):%Y%m%d}-{secrets.token_hex(4)}"


def _with_keys(record: RecordChange) -> RecordChange:
    """What tells a relationship apart stands in its note too, so that it can be found by it."""
    if record.id or not record.keys or record.before is None or record.after is None:
        return record
    keys = dict(record.keys)
    return RecordChange(
        record.kind,
        record.action,
        keys | record.before,
        keys | record.after,
        record.rev,
        start=record.start,
        end=record.end,
        keys=keys,
    )


@cache
def statement(name: str) -> str:
    """One of the statements beside this file."""
    return files("graph.change").joinpath(f"{name}.cypher").read_text("utf-8")

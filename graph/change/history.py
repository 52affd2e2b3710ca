"""What has happened to a record: every change of it with who, when, before and after."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from graph.change.errors import ChangeRefused
from graph.change.images import kind_between
from graph.change.run import statement
from graph.client import Graph
from graph.load.record import Action, Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.load.write.audits import audit_prefix
from graph.model import NODES, RELATIONSHIPS, SHANGHAI

REMOVAL = "removal"
"""The action of a change that has removed a person's data: nothing of it is left to be given back."""
_ACTIONS: dict[str, Action] = {"new": "new", "removed": "removed"}
_PARSED: dict[type, Callable[[str], object]] = {
    datetime: lambda text: (
        datetime.fromisoformat(text).astimezone(SHANGHAI)
        if not text.startswith("9999")
        else datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    ),
    date: date.fromisoformat,
    time: time.fromisoformat,
}


@dataclass(frozen=True)
class HistoryEntry:
    """One change, or one load, that a record was part of.

    ``records`` is what it did: to the record and its relationships, and of an act that was done to
    this record all that it did. ``undone_by`` is the change that took it back ("": none has). A load
    is taken back by ``graph.load.undo``, and only a change can be by ``undo_change``.
    """

    id: str
    action: str
    title: tuple[str, str]
    subject: str
    by: str
    at: datetime
    is_load: bool
    undone_by: str
    undoes: str
    records: Sequence[RecordChange]

    @property
    def change(self) -> str:
        """The id of the change; "" for a load."""
        return "" if self.is_load else self.id

    @property
    def undone(self) -> bool:
        """Whether a later change has taken it back."""
        return bool(self.undone_by)

    @property
    def can_be_undone(self) -> bool:
        """Whether it can be tried: what may rest on it is looked at then."""
        return not self.is_load and not self.undone_by and self.action != REMOVAL


def history_of(graph: Graph, id: str) -> list[HistoryEntry]:
    """Everything that has happened to a record, the latest first."""
    rows = graph.read(statement("history"), {"id": id}, rows=None).dicts()
    return [_entry(row) for row in rows]


@dataclass(frozen=True)
class Origin:
    """The load that made a record: its file, who loaded it and when."""

    load: str
    file: str
    by: str
    at: datetime


def origin_of(graph: Graph, id: str) -> Origin | None:
    """The load that a record came with; None where it came otherwise, or nothing tells it."""
    rows = graph.read(statement("origin"), {"id": id}).dicts()
    if not rows:
        return None
    at = rows[0]["at"]
    assert isinstance(at, datetime)
    load, file, by = (str(rows[0][name] or "") for name in ("load", "file", "by"))
    return Origin(load, file, by, at)


def changes_of(graph: Graph, id: str) -> list[RecordChange]:
    """Each record that a change has made, changed or taken away, by its notes; [] for no such change."""
    values: dict[str, object] = {"id": id, "records": audit_prefix(id)}
    rows = graph.read(statement("notes_of_change"), values, rows=None).dicts()
    return [_change(row) for row in rows]


def in_force(graph: Graph, id: str) -> str:
    """The change that has taken a change back and was not taken back itself; "" where none has."""
    text = "MATCH (c:ChangeRun {undoes: $id}) RETURN c.id ORDER BY c.at"
    for (later,) in graph.read(text, {"id": id}, rows=None).rows:
        if not in_force(graph, str(later)):
            return str(later)
    return ""


def _entry(row: dict[str, object]) -> HistoryEntry:
    notes, at, undoers = row["notes"], row["at"], row["undone_by"]
    assert isinstance(notes, list) and isinstance(at, datetime) and isinstance(undoers, list)
    return HistoryEntry(
        str(row["id"]),
        str(row["action"] or ""),
        (str(row["title"] or ""), str(row["titleEn"] or "")),
        str(row["subject"] or ""),
        str(row["by"] or ""),
        at,
        bool(row["is_load"]),
        str(undoers[0]) if undoers else "",
        str(row["undoes"] or ""),
        [_change(one) for one in notes],
    )


def _change(note: dict[str, object]) -> RecordChange:
    """The change that a note was made from, with the types of its values."""
    kind, start, end = str(note["kind"]), str(note["subject"]), str(note["object"] or "")
    name = kind
    if kind not in NODES:
        of_ends = kind_between(kind, start, end)
        if of_ends is None:
            raise ChangeRefused(
                f"改动记录写的“{kind}”已不在数据模型中，撤销不了。",
                f"A note says {kind}, which the model does not have any more; it cannot be undone.",
            )
        name = of_ends.__name__
    before, after = (_values(name, note[side]) for side in ("before", "after"))
    action = _ACTIONS.get(str(note["action"]), "changed")
    if kind in NODES:
        return RecordChange(name, action, before, after, id=start)
    whole = before if before is not None else after or {}
    keys = {key: whole.get(key) for key in RELATIONSHIPS[name].keys}
    if before is not None and after is not None:
        before = {n: v for n, v in before.items() if n not in keys}
        after = {n: v for n, v in after.items() if n not in keys}
    return RecordChange(name, action, before, after, start=start, end=end, keys=keys)


def _values(kind: str, text: object) -> Properties | None:
    if text is None:
        return None
    fields = fields_of(KINDS[kind])
    found: Properties = {}
    for name, value in json.loads(str(text)).items():
        base = fields[name].base if name in fields else datetime if name == "createdAt" else str
        is_text = isinstance(value, str) and base in _PARSED
        found[name] = _PARSED[base](value) if is_text else value
    return found

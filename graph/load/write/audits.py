"""The notes of changed records, as they stand in the graph: of a load, and of what people do one by one."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from graph.load.encoding import shown
from graph.load.record import Properties, RecordChange
from graph.model import RELATIONSHIPS

WRITE_AUDITS = "UNWIND $rows AS row CREATE (n:AuditRecord {id: row.id}) SET n += row"
"""Writes notes, given as ``rows``."""
_NO_VALUES = frozenset({"updatedAt", "importId", "searchText"})


def audit_records(
    records: Iterable[RecordChange], *, of: str, at: datetime, by: str
) -> Iterator[Properties]:
    """One note a record: who, when, what, and each value before and after as JSON.

    ``of`` is the id of the load or the change, which the notes' own ids begin with after ``AUD-``.
    """
    for number, record in enumerate(records, 1):
        yield {
            "id": f"{audit_prefix(of)}{number:05d}",
            "at": at,
            "actor": by,
            "action": record.action,
            "kind": record.kind if record.id else RELATIONSHIPS[record.kind].type,
            "subject": record.id or record.start,
            "object": record.end or None,
            "before": _json(record.before),
            "after": _json(record.after),
            "importId": of,
            "createdAt": at,
            "updatedAt": at,
            "provenance": "entered",
            "rev": 1,
        }


def audit_prefix(of: str) -> str:
    """What the ids of the notes of a load or a change begin with."""
    return f"AUD-{of.partition('-')[2]}-"


def _json(values: Properties | None) -> str | None:
    if values is None:
        return None
    return shown({name: value for name, value in values.items() if name not in _NO_VALUES})

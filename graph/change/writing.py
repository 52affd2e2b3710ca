"""Changes that are known record by record, written as one act: of a form, or what takes an act back."""

from collections.abc import Collection, Iterable, Mapping

from graph.change.changed_since import refuse_changed
from graph.change.errors import ChangeRefused, RecordChanged, RecordMissing
from graph.change.landing import refuse_repeated
from graph.change.locking import Image, lock
from graph.change.run import ChangeRun
from graph.client import Tx
from graph.identifiers import quote
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.load.write.statements import batches
from graph.model import RELATIONSHIPS

_LEFT = (
    "MATCH (n:{label} {{id: $id}})-[r]-() WHERE coalesce(r.provenance, '') <> 'derived' "
    "RETURN type(r) AS type, startNode(r).id AS start, endNode(r).id AS end"
)
_RAISE = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row SET n.rev = coalesce(n.rev, 0) + 1"


def write_records(
    tx: Tx,
    run: ChangeRun,
    subject: str,
    records: Collection[RecordChange],
    writes: WriteLog | None,
    ends: Mapping[str, int],
) -> None:
    """Hold what is touched, see that it is as it was, and write it with its notes.

    Each record's ``rev`` is what was seen. ``ends`` are ids of nodes with the ``rev`` that was seen:
    held and looked at too, and counted as written. Raises Repeated, RecordChanged (also where a new
    node's id is taken), RecordMissing, ChangeBusy, and ChangeRefused where something hangs on what
    is to be deleted.
    """
    held = lock(tx, [*_touched(records), *ends])
    refuse_repeated(tx, run.act.request)
    _refuse_others(tx, held, records, ends)
    _refuse_hanging(tx, records)
    values = {"now": run.at, "import": run.id}
    for batch in batches(records):
        found = tx.run(batch.statement, rows=batch.rows, **values)
        if found[0]["n"] != len(batch.rows):
            raise RecordChanged(subject)
    written = {record.id for record in records}
    raised = [held[id].element for id in ends if id not in written]
    if raised:
        tx.run(_RAISE, rows=raised)
    run.write(tx, subject, records, writes)


def _refuse_others(
    tx: Tx, held: Mapping[str, Image], records: Iterable[RecordChange], ends: Mapping[str, int]
) -> None:
    """Refuse what is another than was seen, what is gone, and a new id that is taken."""
    for record in records:
        if record.id and record.before is not None:
            refuse_changed(tx, _of(held, record.id), record.rev)
        elif record.id and record.id in held:
            raise RecordChanged(record.id)
    for id, rev in ends.items():
        refuse_changed(tx, _of(held, id), rev)


def _of(held: Mapping[str, Image], id: str) -> Image:
    if id not in held:
        raise RecordMissing(id, writing=True)
    return held[id]


def _touched(records: Iterable[RecordChange]) -> set[str]:
    """The nodes that are written, and those that relationships come to or go from."""
    return {one for record in records for one in (record.id, record.start, record.end) if one}


def _refuse_hanging(tx: Tx, records: Collection[RecordChange]) -> None:
    gone = {
        (RELATIONSHIPS[one.kind].type, one.start, one.end)
        for one in records
        if not one.id and one.after is None
    }
    for record in records:
        if not record.id or record.after is not None:
            continue
        rows = tx.run(_LEFT.format(label=quote(record.kind)), id=record.id)
        left = [tuple(map(str, row.values())) for row in rows]
        hanging = sorted(
            f"{start} -> {end}" for name, start, end in left if (name, start, end) not in gone
        )
        if hanging:
            raise ChangeRefused(
                f"不能删去 {record.id}：还有关系连着它（{'、'.join(hanging[:10])}）。",
                f"{record.id} cannot be deleted: relationships hang on it ({', '.join(hanging[:10])}).",
                hanging,
            )

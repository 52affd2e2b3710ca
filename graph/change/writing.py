"""Changes that are known record by record, written as one act: of a form, or what takes an act back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.change.changed_since import refuse_changed
from graph.change.errors import ChangeRefused, RecordChanged, RecordMissing
from graph.change.landing import Repeated, carry_out, refuse_repeated
from graph.change.locking import Image, lock
from graph.change.numbering import new_ids
from graph.change.run import Act, ChangeRun
from graph.client import Graph, Tx
from graph.identifiers import quote
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.load.write.statements import batches
from graph.model import RELATIONSHIPS, node_of_id

NEW = "-new"
"""An id that ends so is of a new node: it is given the next free one."""
_LEFT = (
    "MATCH (n:{label} {{id: $id}})-[r]-() WHERE coalesce(r.provenance, '') <> 'derived' "
    "RETURN type(r) AS type, startNode(r).id AS start, endNode(r).id AS end"
)
_RAISE = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row SET n.rev = n.rev + 1"


def write_changes(
    graph: Graph,
    records: list[RecordChange],
    *,
    action: str,
    subject: str,
    by: str,
    request: str = "",
    writes: WriteLog | None = None,
    title: tuple[str, str] = ("修改", "Edit"),
    ends: Mapping[str, int] | None = None,
) -> str:
    """Write what somebody changes by hand, whole or not at all; gives the change's id.

    Each record's ``rev`` is what was seen. New nodes may have an id such as ``R-new`` everywhere.
    ``ends`` are ids of nodes with the ``rev`` that was seen: held and looked at too, and counted as
    written. The same ``request`` again gives the first change's id. Raises RecordChanged,
    RecordMissing, ChangeRefused where something hangs on what is to be deleted, and ChangeBusy.
    """
    act = Act(action, title, by, request)

    def work(tx: Tx, run: ChangeRun) -> str:
        numbered, name = _numbered(tx, records, subject)
        write_records(tx, run, name, numbered, writes, ends or {})
        return run.id

    try:
        return carry_out(graph, act, work, writes)
    except Repeated as former:
        return former.id


def write_records(
    tx: Tx,
    run: ChangeRun,
    subject: str,
    records: list[RecordChange],
    writes: WriteLog | None,
    ends: Mapping[str, int],
) -> None:
    """Hold what is touched, see that it is as it was, and write it with its notes."""
    held = lock(tx, [*_touched(records), *ends])
    refuse_repeated(tx, run.act.request)
    for record in records:
        if record.id and record.before is not None:
            refuse_changed(tx, _of(held, record.id), record.rev)
    for id, rev in ends.items():
        refuse_changed(tx, _of(held, id), rev)
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


def _of(held: Mapping[str, Image], id: str) -> Image:
    if id not in held:
        raise RecordMissing(id)
    return held[id]


def _touched(records: Iterable[RecordChange]) -> set[str]:
    """The nodes that are written, and those that relationships come to or go from."""
    ids = {one for record in records for one in (record.id, record.start, record.end) if one}
    return ids - {record.id for record in records if record.id and record.before is None}


def _refuse_hanging(tx: Tx, records: list[RecordChange]) -> None:
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


def _numbered(tx: Tx, records: list[RecordChange], subject: str) -> tuple[list[RecordChange], str]:
    """The records with real ids in the place of those that end in ``-new``."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        kind = node_of_id(record.id)
        if kind is not None and record.id.endswith(NEW):
            waiting[kind.__name__].append(record.id)
    if not waiting:
        return records, subject
    given = new_ids(tx, waiting)
    ids = {old[0]: given[label] for label, old in waiting.items()}
    named = [_renamed(record, ids) for record in records]
    return named, ids.get(subject, subject)


def _renamed(record: RecordChange, ids: Mapping[str, str]) -> RecordChange:
    return RecordChange(
        record.kind,
        record.action,
        record.before,
        record.after,
        record.rev,
        id=ids.get(record.id, record.id),
        start=ids.get(record.start, record.start),
        end=ids.get(record.end, record.end),
        keys=record.keys,
    )

"""The changes of a form in one transaction, under the name of who sent it."""

from collections.abc import Collection, Mapping
from typing import Literal

from graph.change.errors import RecordChanged
from graph.change.landing import Repeated, carry_out, refuse_repeated
from graph.change.locking import lock
from graph.change.run import Act, ChangeRun
from graph.client import Graph, Tx
from graph.load.plan import PlanOutdated
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.load.write.statements import batches
from graph.model import NODES, Located
from graph.reach import reach_after

Way = Literal["edit", "new", "end", "delete"]
_TITLES: dict[Way, tuple[str, str]] = {
    "edit": ("修改", "Edited"),
    "new": ("新建", "Entered"),
    "end": ("结束", "Ended"),
    "delete": ("删除", "Deleted"),
}
_RAISE = "MATCH (n) WHERE elementId(n) = $element SET n.rev = coalesce(n.rev, 0) + 1"


def write_entry(
    graph: Graph,
    way: Way,
    subject: str,
    records: Collection[RecordChange],
    *,
    by: str,
    ends: Mapping[str, int] | None = None,
    request: str = "",
    writes: WriteLog | None = None,
) -> str:
    """Write changes whole or not at all; gives the id under which they stand in the history.

    ``ends`` are records of which nothing changes but what begins at them, each with the number that
    it must still have. A ``request`` that has been written already gives the id of its change.
    Raises PlanOutdated where a record is not as it was any more, and ChangeError.
    """
    ends = ends or {}

    def work(tx: Tx, run: ChangeRun) -> str:
        _write(tx, run, subject, records, ends, request)
        run.write(tx, subject, records, writes)
        return run.id

    try:
        change = carry_out(graph, Act(f"record/{way}", _TITLES[way], by, request), work, writes)
    except Repeated as repeated:
        return repeated.id
    except RecordChanged:
        raise PlanOutdated from None
    if any(_moves(one) for one in records):
        reach_after(graph, None)
    return change


def _write(
    tx: Tx,
    run: ChangeRun,
    subject: str,
    records: Collection[RecordChange],
    ends: Mapping[str, int],
    request: str,
) -> None:
    """Write the changes where all is as it was. Raises RecordChanged, Repeated, ChangeBusy."""
    held = {**ends, **{one.id: one.rev for one in records if one.id and one.before}}
    new = {one.id for one in records if one.id and one.before is None}
    images = lock(tx, {*held, *new})
    refuse_repeated(tx, request)
    is_other = any(id not in images or images[id].rev != rev for id, rev in held.items())
    if is_other or new & images.keys():
        raise RecordChanged(subject)
    for batch in batches(records):
        values = {"now": run.at, "import": run.id}
        if tx.run(batch.statement, rows=batch.rows, **values)[0]["n"] != len(batch.rows):
            raise RecordChanged(subject)
    for id in sorted(ends.keys() - {one.id for one in records}):
        tx.run(_RAISE, element=images[id].element)


def _moves(record: RecordChange) -> bool:
    """Whether a change may make some station nearer or farther."""
    kind = NODES.get(record.kind)
    placed = kind is not None and issubclass(kind, Located)
    return record.kind == "Hosts" or (
        placed and "location" in {**(record.before or {}), **(record.after or {})}
    )

"""The changes of a form in one transaction, under the name of who sent it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.change.landing import Repeated, carry_out
from graph.change.numbering import with_free_ids
from graph.change.run import Act, ChangeRun, statement
from graph.change.writing import write_records
from graph.client import Graph, Tx
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.reach import moves, reach_after

Way = Literal["edit", "new", "end", "delete", "together", "merge"]
_TITLES: dict[Way, tuple[str, str]] = {
    "edit": ("修改", "Edited"),
    "new": ("新建", "Entered"),
    "end": ("结束", "Ended"),
    "delete": ("删除", "Deleted"),
    "together": ("批量修改", "Changed together"),
    "merge": ("合并", "Merged"),
}


@dataclass(frozen=True)
class Written:
    """A form that was written: the change's id in the history, and the id of its record.

    ``repeated``: the same form had been written before, and this is what it did then.
    """

    id: str
    subject: str
    repeated: bool = False


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
) -> Written:
    """Write changes whole or not at all.

    Each record's ``rev`` is what was seen. A new node whose id is taken by now gets the next free one.
    ``ends`` are records of which nothing changes but what begins at them, each with the number that
    it must still have. A ``request`` that has been written already gives the change that it was.
    Raises RecordChanged and RecordMissing where a record is not as it was any more, ChangeRefused
    where something hangs on what is to be deleted, and ChangeError.
    """

    def work(tx: Tx, run: ChangeRun) -> Written:
        free, ids = with_free_ids(tx, records)
        own = ids.get(subject, subject)
        write_records(tx, run, own, free, writes, ends or {})
        return Written(run.id, own)

    try:
        written = carry_out(graph, Act(f"record/{way}", _TITLES[way], by, request), work, writes)
    except Repeated as former:
        return Written(former.id, former.subject, repeated=True)
    if moves(records):
        reach_after(graph)
    return written


def written_before(graph: Graph, request: str) -> Written | None:
    """What a form did when it was sent before; None where it was not. Raises GraphError."""
    if not request:
        return None
    row = graph.read(statement("former_run"), {"request": request}).dicts()[0]
    if row["id"] is None:
        return None
    return Written(str(row["id"]), str(row["subject"]), repeated=True)

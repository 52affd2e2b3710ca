"""One change taken back: what it changed is as it was, unless something rests on it."""

from graph.change import ChangeRefused, RecordChanged, changes_of
from graph.change.history import in_force
from graph.change.landing import carry_out
from graph.change.run import Act, ChangeRun
from graph.client import Graph, Tx
from graph.load.undo import given_back, records_now, refuse_rested_on
from graph.load.write.noting import WriteLog
from graph.load.write.statements import batches

_TITLE = ("撤销", "Taken back")


def take_back(graph: Graph, id: str, *, by: str, writes: WriteLog | None = None) -> str:
    """Give back what a change has changed, as a change of its own; gives its id.

    Raises UndoRefused where later changes rest on it, ChangeRefused where it was taken back already
    or nothing is noted of it, RecordChanged where somebody writes at the same moment.
    """
    if later := in_force(graph, id):
        raise ChangeRefused(f"已由 {later} 撤销。", f"It has been taken back already, by {later}.")
    changes = changes_of(graph, id)
    if not changes:
        raise ChangeRefused("没有留下可以撤销的内容。", "Nothing is noted to take back.")
    subject = next((one.id for one in changes if one.id), changes[0].start)
    now = records_now(graph, changes)
    refuse_rested_on(graph, id, changes, now)
    records = [given_back(one, now.get(one.identity)) for one in changes]

    def work(tx: Tx, run: ChangeRun) -> str:
        for batch in batches(records):
            values = {"now": run.at, "import": run.id}
            if tx.run(batch.statement, rows=batch.rows, **values)[0]["n"] != len(batch.rows):
                raise RecordChanged(subject)
        run.write(tx, subject, records, writes)
        return run.id

    return carry_out(graph, Act("record/undo", _TITLE, by, undoes=id), work, writes)

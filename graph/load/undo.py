"""A load taken back: what it changed is as it was, and what it made is gone."""

from graph.client import Graph
from graph.errors import LoadError
from graph.load.collector import fewer_collections
from graph.load.plan import Plan
from graph.load.resting import Resting, given_back, records_now, resting_on
from graph.load.store import LoadStore
from graph.load.write.landing import land
from graph.load.write.noting import WriteLog
from graph.load.write.run import ImportReport
from graph.progress import Reporter, Silent

_NAMED = 20
"""How many of what rests on a load are named."""


class UndoRefused(LoadError):
    """Later loads or changes rest on a load; ``records`` names what of it, ``loads`` by which."""

    def __init__(self, id: str, resting: Resting) -> None:
        records, loads = resting.records, resting.later
        some, more = "、".join(records[:_NAMED]), len(records) - _NAMED
        some_en = ", ".join(records[:_NAMED])
        zh = some + (f" 等 {len(records)} 项" if more > 0 else "")
        en = some_en + (f" and {more} more" if more > 0 else "")
        later = "；".join(zh for zh, _ in loads), "; ".join(en for _, en in loads)
        super().__init__(
            f"不能撤销批次 {id}：后来的改动以它为基础（{zh}）。"
            + (f"请先撤销：{later[0]}。" if loads else "没有作任何改动。"),
            f"The load {id} cannot be undone: later changes rest on it ({en}). "
            + (f"First undo: {later[1]}." if loads else "Nothing was changed."),
        )
        self.records, self.loads = records, [zh for zh, _ in loads]


@fewer_collections()
def undo(
    graph: Graph,
    id: str,
    *,
    by: str,
    store: LoadStore,
    progress: Reporter | None = None,
    writes: WriteLog | None = None,
) -> ImportReport:
    """Give back exactly what was before a load, as a load of its own that can be undone too.

    Raises UndoRefused where later loads or changes rest on it, and LoadError where it was undone
    before or nothing is kept of it.
    """
    load = store.get(id)
    if load.state == "undone":
        raise LoadError(
            f"批次 {id} 已由 {load.undone_by} 撤销。",
            f"The load {id} has been undone already, by {load.undone_by}.",
        )
    if load.state != "landed" or not store.holds(id):
        raise LoadError(
            f"批次 {id} 没有留下可以撤销的内容。",
            f"Nothing is kept of the load {id} to undo it with.",
        )
    progress = progress or Silent()
    with progress.task("与现有数据比较", "Comparing", None):
        plan = Plan(load.file, load.sha256, graph.data_version(at_most_every=0))
        changes = list(store.changes(id))
        now = records_now(graph, changes)
        if (resting := resting_on(graph, id, changes, now)) is not None:
            raise UndoRefused(id, resting)
        plan.records = [given_back(change, now.get(change.identity)) for change in changes]
        plan.rows = len(plan.records)
    return land(graph, plan, by=by, store=store, progress=progress, undoes=id, writes=writes)

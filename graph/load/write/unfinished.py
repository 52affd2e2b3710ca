"""Loads that are under way, and what those that died have left behind."""

from graph.client import Graph, Tx
from graph.errors import LoadError, StatementFailed
from graph.load.store import LoadStore
from graph.load.write.restoring import restore
from graph.progress import Reporter, Silent

_LOADING = "MATCH (r:ImportRun {state: 'loading'}) RETURN r.id AS id ORDER BY id"
_LOCK = "MATCH (r:ImportRun {id: $id}) SET r.state = r.state RETURN r.state AS state"
_STATE = "MATCH (r:ImportRun {id: $id}) RETURN r.state"
_TURN = "MATCH (v:ModelVersion {id: 'MODEL'}) SET v.version = v.version"
_SOME = "MATCH (n{} {{importId: $id}}) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS n"
_PATIENCE = 2.0
"""Seconds to wait for a record's lock: its loader holds it as long as it lives."""


def take_turn(tx: Tx) -> None:
    """Let one load write at a time: others wait here until it has landed.

    Raises LoadError while a large load is under way, or lies dead and has not been cleared away.
    """
    if tx.run(_LOADING):
        raise _under_way()
    tx.run(_TURN)


def wipe_unfinished(
    graph: Graph, progress: Reporter | None = None, store: LoadStore | None = None
) -> int:
    """Take out what large loads that died have left, and see what became of those in the store.

    What a load of the store had changed gets its values back; of others, which went into an empty
    graph, everything is deleted. Gives how many records. Raises LoadError where such a load is not
    dead but at work.
    """
    dead = [str(id) for (id,) in graph.read(_LOADING).rows]
    if any(_is_at_work(graph, id) for id in dead):
        raise _under_way()
    gone = 0
    if dead:
        with (progress or Silent()).task("清理中断的导入", "Clearing away a load cut off", None):
            gone = sum(_clear_away(graph, id, store) for id in dead)
    if store is not None:
        settle(graph, store)
    return gone


def settle(graph: Graph, store: LoadStore) -> None:
    """For loads cut off between the store and the graph: the graph's own record decides."""
    for load in store.cut_off():
        if graph.read(_STATE, {"id": load.id}).value() == "done":
            store.landed(load.id)
        else:
            store.discard(load.id)


def _clear_away(graph: Graph, id: str, store: LoadStore | None) -> int:
    if store is not None and store.holds(id):
        gone = restore(graph, id, list(store.changes(id)))
        _delete(graph, id, ":AuditRecord")
    else:
        gone = _delete(graph, id, "")
    graph.write("MATCH (r:ImportRun {id: $id}) DELETE r", {"id": id})
    return gone


def _delete(graph: Graph, id: str, label: str) -> int:
    gone = 0
    while taken := graph.write(_SOME.format(label), {"id": id}, seconds=600).value():
        gone += int(taken)
    return gone


def _is_at_work(graph: Graph, id: str) -> bool:
    try:
        return bool(graph.write(_LOCK, {"id": id}, seconds=_PATIENCE).value() != "loading")
    except StatementFailed:
        return True


def _under_way() -> LoadError:
    return LoadError(
        "另有一次大批导入正在进行。请等它结束后再试；如果它已中断，重新启动连新即可清理。",
        "Another large load is under way. Try again when it is done; if it was cut off, "
        "starting Lianxin again clears it away.",
    )

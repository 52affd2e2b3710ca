"""Large loads that are under way, and what one that died has left behind."""

from graph.client import Graph, Tx
from graph.errors import LoadError, StatementFailed
from graph.progress import Reporter, Silent

_LOADING = "MATCH (r:ImportRun {state: 'loading'}) RETURN r.id AS id ORDER BY id"
_LOCK = "MATCH (r:ImportRun {id: $id}) SET r.state = r.state RETURN r.state AS state"
_SOME = "MATCH (n {importId: $id}) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS n"
_PATIENCE = 2.0
"""Seconds to wait for a record's lock: its loader holds it as long as it lives."""


def refuse_beside_another(tx: Tx) -> None:
    """Raise LoadError while a large load is under way, or lies dead and has not been wiped."""
    if tx.run(_LOADING):
        raise _under_way()


def wipe_unfinished(graph: Graph, progress: Reporter | None = None) -> int:
    """Take out what large loads that died have left; gives how many things.

    Raises LoadError where such a load is not dead but at work.
    """
    dead = graph.read(_LOADING).rows
    if any(_is_at_work(graph, id) for (id,) in dead):
        raise _under_way()
    if not dead:
        return 0
    with (progress or Silent()).task("清理中断的导入", "Clearing away a load cut off", None):
        return sum(_wipe(graph, id) for (id,) in dead)


def _wipe(graph: Graph, id: object) -> int:
    gone = 0
    while taken := graph.write(_SOME, {"id": id}, seconds=600).value():
        gone += int(taken)
    graph.write("MATCH (r:ImportRun {id: $id}) DELETE r", {"id": id})
    return gone


def _is_at_work(graph: Graph, id: object) -> bool:
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

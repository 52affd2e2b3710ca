"""Take out what is synthetic, and nothing else."""

from graph.client import Graph, Tx
from graph.errors import LoadError
from graph.progress import Reporter, Silent
from graph.reach import reach_after

_SHOWN = 20
_HANGING = """
MATCH (n)-[r]-(m)
WHERE n.provenance = 'synthetic'
  AND (r.provenance IN ['entered', 'article']
       OR m.provenance = 'entered' AND r.provenance <> 'derived')
RETURN DISTINCT CASE WHEN m.provenance = 'synthetic' THEN n.id ELSE m.id END AS id ORDER BY id
"""
"""What people have entered by hand and would lose: a relationship to something synthetic, or the thing's
only place in the town."""
_REMOVE = {
    "derived": "MATCH (n)-[r]-() WHERE n.provenance = 'synthetic' AND r.provenance = 'derived' "
    "WITH DISTINCT r LIMIT $most DELETE r RETURN count(*) AS n",
    "ties": "MATCH ()-[r]->() WHERE r.provenance = 'synthetic' "
    "WITH r LIMIT $most DELETE r RETURN count(*) AS n",
    "things": "MATCH (n) WHERE n.provenance = 'synthetic' "
    "WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS n",
}
_SIZE = "MATCH (n) WHERE n.provenance = 'synthetic' RETURN count(n)"
_ONE_TRANSACTION = 30_000
"""Things that go in one transaction with their relationships: five towns' worth."""
_PART = 10_000


def remove_synthetic(graph: Graph, progress: Reporter | None = None) -> dict[str, int]:
    """Delete synthetic ``things`` and ``relationships``, and the ``derived`` relationships on them; how many of each.

    In one transaction; more than that fits into (see ``seed.scale``), part after part.
    Raises LoadError, naming them, where entered things hang on synthetic ones; nothing is deleted.
    """
    with (progress or Silent()).task("取出演示数据（虚构）", "Taking out synthetic data", None):
        large = graph.read(_SIZE, seconds=60).value() > _ONE_TRANSACTION
        taken = _remove_in_parts(graph) if large else graph.write_all(_remove_at_once, seconds=600)
    reach_after(graph, progress)
    return taken


def _remove_at_once(tx: Tx) -> dict[str, int]:
    _refuse_hanging([str(row["id"]) for row in tx.run(_HANGING)])
    return {name: int(str(tx.run(text, most=2**62)[0]["n"])) for name, text in _REMOVE.items()}


def _remove_in_parts(graph: Graph) -> dict[str, int]:
    _refuse_hanging([str(row[0]) for row in graph.read(_HANGING, rows=None, seconds=600).rows])
    taken = dict.fromkeys(_REMOVE, 0)
    for name, text in _REMOVE.items():
        while gone := graph.write(text, {"most": _PART}, seconds=600).value():
            taken[name] += int(gone)
    return taken


def _refuse_hanging(ids: list[str]) -> None:
    if ids:
        raise _refusal(ids)


def _refusal(ids: list[str]) -> LoadError:
    named, more = ids[:_SHOWN], len(ids) - _SHOWN
    zh = "、".join(named) + (f" 等 {len(ids)} 项" if more > 0 else "")
    en = ", ".join(named) + (f" and {more} more" if more > 0 else "")
    return LoadError(
        f"有录入的数据挂在演示数据（虚构）上：{zh}。请先改挂或删去它们；没有取出任何数据。",
        f"Entered things hang on synthetic ones: {en}. Move or remove them first; "
        "nothing was taken out.",
    )

"""Take out what is synthetic, and nothing else."""

from graph.client import Graph, Tx
from graph.errors import LoadError

_SHOWN = 20
_HANGING = """
MATCH (n)-[r]-(m)
WHERE n.provenance = 'synthetic'
  AND (r.provenance IN ['entered', 'article']
       OR m.provenance = 'entered' AND r.provenance <> 'derived')
RETURN DISTINCT CASE WHEN m.provenance = 'synthetic' THEN n.id ELSE m.id END AS id ORDER BY id
"""
"""What people have entered by hand and would lose: a tie to something synthetic, or the thing's
only place in the town."""
_REMOVE = (
    (
        "derived",
        "MATCH (n)-[r]-() WHERE n.provenance = 'synthetic' AND r.provenance = 'derived' "
        "WITH DISTINCT r DELETE r RETURN count(*) AS n",
    ),
    ("ties", "MATCH ()-[r]->() WHERE r.provenance = 'synthetic' DELETE r RETURN count(*) AS n"),
    ("things", "MATCH (n) WHERE n.provenance = 'synthetic' DETACH DELETE n RETURN count(*) AS n"),
)


def remove_synthetic(graph: Graph) -> dict[str, int]:
    """Delete synthetic ``things`` and ``ties``, and the ``derived`` ties on them; how many of each.

    Raises LoadError, naming them, where entered things hang on synthetic ones; nothing is deleted.
    """

    def work(tx: Tx) -> dict[str, int]:
        hanging = [str(row["id"]) for row in tx.run(_HANGING)]
        if hanging:
            raise _refusal(hanging)
        return {name: int(str(tx.run(text)[0]["n"])) for name, text in _REMOVE}

    return graph.write_all(work, seconds=600)


def _refusal(ids: list[str]) -> LoadError:
    named, more = ids[:_SHOWN], len(ids) - _SHOWN
    zh = "、".join(named) + (f" 等 {len(ids)} 项" if more > 0 else "")
    en = ", ".join(named) + (f" and {more} more" if more > 0 else "")
    return LoadError(
        f"有录入的数据挂在合成数据上:{zh}。请先改挂或删去它们;没有取出任何数据。",
        f"Entered things hang on synthetic ones: {en}. Move or remove them first; "
        "nothing was taken out.",
    )

"""Take out what is synthetic, and nothing else."""

from graph.client import Graph, Tx
from graph.errors import LoadError

_HANGING = """
MATCH (n)-[r]-(m)
WHERE n.provenance = 'synthetic' AND 'entered' IN [r.provenance, m.provenance]
RETURN DISTINCT n.id AS id ORDER BY id LIMIT 20
"""
_REMOVE = (
    ("ties", "MATCH ()-[r]->() WHERE r.provenance = 'synthetic' DELETE r RETURN count(*) AS n"),
    (
        "derived",
        "MATCH (n)-[r]-() WHERE n.provenance = 'synthetic' AND r.provenance = 'derived' "
        "WITH DISTINCT r DELETE r RETURN count(*) AS n",
    ),
    (
        "things",
        "MATCH (n) WHERE n.provenance = 'synthetic' DETACH DELETE n RETURN count(*) AS n",
    ),
)


def remove_synthetic(graph: Graph) -> dict[str, int]:
    """Delete synthetic things and ties, and the derived ties on them; gives how many of each.

    Raises LoadError, naming them, where entered things hang on synthetic ones.
    """

    def work(tx: Tx) -> dict[str, int]:
        hanging = [str(row["id"]) for row in tx.run(_HANGING)]
        if hanging:
            raise LoadError(
                f"有录入的数据挂在合成数据上:{'、'.join(hanging)}。请先改挂或删去它们;没有取出任何数据。",
                f"Entered things hang on synthetic ones: {', '.join(hanging)}. Move or remove them "
                "first; nothing was taken out.",
            )
        return {name: int(str(tx.run(text)[0]["n"])) for name, text in _REMOVE}

    return graph.write_all(work, seconds=600)

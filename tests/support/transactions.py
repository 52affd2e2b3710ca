"""What runs on the server, by the transactions' own ids: a text may be blank between two pulls."""

from graph.client import Graph

_SHOWN = "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS q RETURN id, q"


def running(graph: Graph, words: str) -> set[str]:
    """The ids of the transactions whose statement holds some words."""
    return {id for id, text in _all(graph) if words in text and not text.startswith("SHOW")}


def alive(graph: Graph, ids: set[str]) -> set[str]:
    """Those of some transactions that still run."""
    return ids & {id for id, _ in _all(graph)}


def _all(graph: Graph) -> list[tuple[str, str]]:
    with graph.driver.session(database=graph.address.database) as session:
        return [(record["id"], record["q"]) for record in session.run(_SHOWN)]

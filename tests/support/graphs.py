"""A graph with nothing in it."""

from graph.client import Graph

_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


def emptied(graph: Graph) -> None:
    """Take everything out of a graph but constraints and indexes."""
    with graph.driver.session(database=graph.address.database) as session:
        session.run(_EMPTY).consume()
    graph.data_version(at_most_every=0)

"""A graph with nothing in it, on a server whose plans stay."""

import pytest

from graph.client import Graph
from graph.load.write import landing

_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


def emptied(graph: Graph) -> None:
    """Take everything out of a graph but constraints and indexes."""
    with graph.driver.session(database=graph.address.database) as session:
        session.run(_EMPTY).consume()
    graph.data_version(at_most_every=0)


_with_town: set[str] = set()
"""The servers that have held the whole town."""


def planned_for_the_town(graph: Graph) -> None:
    """Note that this server plans for the whole town from now on."""
    _with_town.add(graph.address.uri)


def keep_plans(graph: Graph, patch: pytest.MonkeyPatch) -> None:
    """Have large loads keep the plans that a server has made for the whole town.

    They do for any other graph of ours, and all reports take 20 s to be planned anew.
    """
    if graph.address.uri in _with_town:
        patch.setattr(landing, "sample", lambda *_: None)

"""What kinds of data an answer rests on, and the day that the data have reached."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from time import monotonic

from cypher.run.single_flight import SingleFlightCache
from graph.client import Graph
from graph.identifiers import quote
from graph.model import NODES, PROVENANCES, RELATIONSHIPS
from graph.today import Today, today

Counts = Mapping[str, Mapping[str, int]]
"""Label to kind of data to how many."""


def kinds_of(graph: Graph, label: str) -> dict[str, int]:
    """How many nodes of a label are entered, derived, from the article, synthetic."""
    text = f"MATCH (n:{quote(label)}) RETURN n.provenance AS kind, count(*) AS n ORDER BY kind"
    return {str(kind): n for kind, n in graph.read(text, seconds=30).rows if isinstance(n, int)}


def held_kinds(graph: Graph) -> frozenset[str]:
    """The kinds of the model (class names) of which the graph holds any, by the server's counts."""
    nodes = [f"MATCH (n:{quote(name)}) RETURN '{name}' AS kind, count(n) AS n" for name in NODES]
    ties = [
        f"MATCH ()-[r:{quote(kind.type)}]->() RETURN '{name}' AS kind, count(r) AS n"
        for name, kind in RELATIONSHIPS.items()
    ]
    rows = graph.read(" UNION ALL ".join((*nodes, *ties)), rows=None, seconds=30).rows
    return frozenset(str(kind) for kind, n in rows if n) - _OF_OURS


_OF_OURS = frozenset({"ImportRun", "ChangeRun", "AuditRecord"})
"""What a load writes about itself."""


def summary(counts: Iterable[Mapping[str, int]]) -> tuple[str, ...]:
    """The kinds of data there are, in the model's order."""
    found = {kind for one in counts for kind in one}
    return tuple(kind for kind in PROVENANCES if kind in found)


_DAY_HOLDS = 20.0
"""Seconds for which the day is taken to be the same where the clock gives it."""


@cache
def _statement() -> str:
    return files("cypher.run").joinpath("unnamed.cypher").read_text("utf-8")


def unnamed_gifts(graph: Graph) -> frozenset[str]:
    """The gifts whose giver does not want to be named, and the pledges that such a gift settled."""
    rows = graph.read(_statement(), rows=None, seconds=30).rows
    return frozenset(str(id) for (id,) in rows)


class DataFacts:
    """Facts by the data's version, each asked for once. Every method raises GraphError."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._days: SingleFlightCache[Today] = SingleFlightCache(8)
        self._kinds: SingleFlightCache[dict[str, int]] = SingleFlightCache(1000)
        self._held: SingleFlightCache[frozenset[str]] = SingleFlightCache(8)
        self._unnamed: SingleFlightCache[frozenset[str]] = SingleFlightCache(8)

    def kinds(self, label: str, version: str) -> dict[str, int]:
        """How many nodes of a label there are of each kind of data."""
        return self._kinds.get((label, version), partial(kinds_of, self._graph, label))

    def unnamed(self) -> frozenset[str]:
        """``unnamed_gifts`` of the data as they are this moment."""
        version = self._graph.data_version(at_most_every=0)
        return self._unnamed.get(version, partial(unnamed_gifts, self._graph))

    def held(self, version: str) -> frozenset[str]:
        """The kinds of the model of which the graph holds any."""
        return self._held.get(version, partial(held_kinds, self._graph))

    def synthetic(self, version: str) -> bool:
        """Whether the graph holds any invented wish."""
        return self._days.get(version, partial(today, self._graph)).synthetic

    def today(self, version: str) -> date:
        """Invented data has one last day; else the server's clock goes on."""
        held = self._days.get(version, partial(today, self._graph))
        if held.synthetic:
            return held.day
        tick = int(monotonic() / _DAY_HOLDS)
        return self._days.get((version, tick), partial(today, self._graph)).day

"""What kinds of data an answer rests on: how many things of each label are of each kind."""

from collections.abc import Iterable, Mapping

from graph.client import Graph
from graph.identifiers import quote
from graph.model import PROVENANCES

Counts = Mapping[str, Mapping[str, int]]
"""Label to kind of data to how many."""

_SYNTHETIC = "MATCH (w:Wish) WHERE w.provenance = 'synthetic' RETURN 1 LIMIT 1"


def kinds_of(graph: Graph, label: str) -> dict[str, int]:
    """How many things of a label are entered, derived, from the article, synthetic."""
    text = f"MATCH (n:{quote(label)}) RETURN n.provenance AS kind, count(*) AS n ORDER BY kind"
    return {str(kind): n for kind, n in graph.read(text, seconds=30).rows if isinstance(n, int)}


def is_synthetic(graph: Graph) -> bool:
    """Whether the graph holds any invented wish."""
    return bool(graph.read(_SYNTHETIC).rows)


def summary(counts: Iterable[Mapping[str, int]]) -> tuple[str, ...]:
    """The kinds of data there are, in the model's order."""
    found = {kind for one in counts for kind in one}
    return tuple(kind for kind in PROVENANCES if kind in found)

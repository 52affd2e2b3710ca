"""Records taken in one order by everybody who changes them, so that nobody waits in a circle."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.client import Tx
from graph.identifiers import quote
from graph.load.record import Properties
from graph.model import node_of_id

_FIRST = ("Wish", "Claim", "Organization")
_AT_ONCE = 8
"""How many one statement waits for."""


@dataclass(frozen=True)
class Image:
    """A node as it is: the server's own id of it, its label in the model, its id, and its properties."""

    element: str
    label: str
    id: str
    properties: Properties

    @property
    def rev(self) -> int:
        """How often it has been written."""
        rev = self.properties.get("rev")
        return rev if isinstance(rev, int) else 0


def in_order(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Label and id of each, in the order in which they are locked. An id that names no kind is left out."""
    named = {(kind.__name__, id) for id in ids if (kind := node_of_id(id)) is not None}
    return sorted(named, key=_turn)


def _turn(node: tuple[str, str]) -> tuple[int, str, str]:
    label, id = node
    return (_FIRST.index(label) if label in _FIRST else len(_FIRST), label, id)


def lock(tx: Tx, ids: Iterable[str]) -> dict[str, Image]:
    """Wait for these nodes in the order of all, hold them until the end, and give each as it is then.

    A lock is taken by writing ``rev`` as it is. An id that no node has is not among the answer.
    """
    nodes = in_order(ids)
    images: dict[str, Image] = {}
    for begin in range(0, len(nodes), _AT_ONCE):
        some = nodes[begin : begin + _AT_ONCE]
        found = tx.run(_statement(tuple(label for label, _ in some)), ids=[id for _, id in some])
        held = found[0]["found"]
        assert isinstance(held, list)
        for (label, id), one in zip(some, held, strict=True):
            if one is not None:
                images[id] = Image(one["element"], label, id, one["properties"])
    return images


@cache
def _statement(labels: tuple[str, ...]) -> str:
    """One row all through, so that each is waited for before the next is looked for."""
    names = [f"n{at}" for at in range(len(labels))]
    steps = (
        f"OPTIONAL MATCH ({name}:{quote(label)} {{id: $ids[{at}]}}) "
        f"SET {name}.rev = coalesce({name}.rev, 0) WITH {', '.join(names[: at + 1])}"
        for at, (name, label) in enumerate(zip(names, labels, strict=True))
    )
    return (
        f"{' '.join(steps)} RETURN [n IN [{', '.join(names)}] | CASE WHEN n IS NOT NULL "
        "THEN {element: elementId(n), properties: properties(n)} END] AS found"
    )

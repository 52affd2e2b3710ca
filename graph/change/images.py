"""Nodes and the relationships between them, as they are at a moment of a transaction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graph.change.locking import Image, in_order
from graph.client import Tx
from graph.identifiers import quote
from graph.load.record import Properties
from graph.model import RELATIONSHIPS, Relationship, node_of_id

_NODES = (
    "UNWIND $elements AS element MATCH (n) WHERE elementId(n) = element "
    "RETURN element, n.id AS id, properties(n) AS properties"
)


@dataclass(frozen=True)
class RelationshipImage:
    """A relationship as it is: the server's own id of it, its class in the model, its ends' ids."""

    element: str
    kind: str
    start: str
    end: str
    properties: Properties


@dataclass(frozen=True)
class Picture:
    """Nodes by id and relationships by the server's own id of them."""

    nodes: Mapping[str, Image]
    relationships: Mapping[str, RelationshipImage]


def picture(tx: Tx, nodes: Mapping[str, Image], types: Collection[str]) -> Picture:
    """These nodes as they are known to be, with the relationships of some types between any two of them."""
    return Picture(nodes, _relationships(tx, nodes.values(), types))


def picture_after(tx: Tx, before: Picture, new: Iterable[str], types: Collection[str]) -> Picture:
    """The nodes of a picture as they are now, with those that have come to be there."""
    elements = {one.element: one for one in before.nodes.values()}
    nodes: dict[str, Image] = {}
    for row in tx.run(_NODES, elements=list(elements)):
        was, properties = elements[str(row["element"])], row["properties"]
        assert isinstance(properties, dict)
        nodes[was.id] = Image(was.element, was.label, was.id, properties)
    nodes |= images_of(tx, new)
    return Picture(nodes, _relationships(tx, nodes.values(), types))


def images_of(tx: Tx, ids: Iterable[str]) -> dict[str, Image]:
    """Those of some nodes that are there, by id."""
    images: dict[str, Image] = {}
    for label, id in in_order(ids):
        text = (
            f"MATCH (n:{quote(label)} {{id: $id}}) "
            "RETURN elementId(n) AS element, properties(n) AS properties"
        )
        for row in tx.run(text, id=id):
            properties = row["properties"]
            assert isinstance(properties, dict)
            images[id] = Image(str(row["element"]), label, id, properties)
    return images


def _relationships(
    tx: Tx, nodes: Collection[Image], types: Collection[str]
) -> dict[str, RelationshipImage]:
    if not types or not nodes:
        return {}
    rows = tx.run(_between(tuple(sorted(types))), elements=[one.element for one in nodes])
    found: dict[str, RelationshipImage] = {}
    for row in rows:
        start, end, properties = str(row["start"]), str(row["end"]), row["properties"]
        kind = kind_between(str(row["type"]), start, end)
        assert isinstance(properties, dict)
        if kind is not None:
            element = str(row["element"])
            found[element] = RelationshipImage(element, kind.__name__, start, end, properties)
    return found


@cache
def _between(types: tuple[str, ...]) -> str:
    """Both ends are known, so that the server looks from the one with fewer relationships."""
    return (
        "MATCH (a) WHERE elementId(a) IN $elements MATCH (b) WHERE elementId(b) IN $elements "
        f"MATCH (a)-[r:{'|'.join(map(quote, types))}]->(b) RETURN elementId(r) AS element, "
        "type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties"
    )


def kind_between(name: str, start: str, end: str) -> type[Relationship] | None:
    """The kind of relationship of a type that may stand between two nodes; None where none may."""
    ends = node_of_id(start), node_of_id(end)
    if None in ends:
        return None
    for kind in RELATIONSHIPS.values():
        allowed = (kind.starts, kind.ends)
        if kind.type == name and all(
            one is not None and not {one.__name__, *one.also.values()}.isdisjoint(labels)
            for one, labels in zip(ends, allowed, strict=True)
        ):
            return kind
    return None

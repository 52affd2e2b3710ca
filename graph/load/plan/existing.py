"""What is in the graph for the rows of a file: their nodes, and the relationships at their ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from graph.client import Graph
from graph.identifiers import quote
from graph.load.record import Properties
from graph.model import RELATIONSHIPS, DatedRelationship, Node, Relationship, node_of_id

MANY = 5000
"""How many ids are asked for at once."""
_SECONDS = 120.0
_UNLIKE = (
    "UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) WITH n, "
    "all(k IN keys(row.said) WHERE "
    "coalesce(n[k] = row.said[k], n[k] IS NULL AND row.said[k] IS NULL)) AND "
    "all(k IN row.blank WHERE n[k] IS NULL OR coalesce(n[k] = $defaults[k], false)) AS same "
    "RETURN collect(CASE WHEN same THEN n.id END) AS same, "
    "collect(CASE WHEN NOT same THEN properties(n) END) AS other"
)
"""One record for many nodes: each record, and above all each moment in it, costs the driver much."""
Key = tuple[object, ...]
"""Start, end and the values of the keys of a relationship."""


def has_nodes(graph: Graph, kind: type[Node]) -> bool:
    """Whether the graph has any node of a kind."""
    text = f"MATCH (n:{quote(kind.__name__)}) RETURN count(n)"
    return bool(graph.read(text, seconds=_SECONDS).value())


def existing_nodes(graph: Graph, kind: type[Node], ids: Iterable[str]) -> dict[str, Properties]:
    """The properties of the nodes of a kind that exist, by id."""
    label = quote(kind.__name__)
    wanted = sorted(set(ids))
    if not wanted or not has_nodes(graph, kind):
        return {}
    text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, properties(n)"
    return {
        str(id): _mapping(found)
        for some in in_parts(wanted)
        for id, found in graph.read(text, {"ids": some}, rows=None, seconds=_SECONDS).rows
    }


def unlike(
    graph: Graph, kind: type[Node], rows: list[Properties], defaults: Properties
) -> tuple[set[str], dict[str, Properties]]:
    """The ids of the nodes that are as rows say, and the properties of those that may not be, by id.

    A row has an ``id``, what it says (``said``), and which properties it says nothing of, though it
    could (``blank``): there a node is to have nothing, or the default. The server compares by its
    own rules, which are stricter than Python's, so what it takes for unlike is to be looked at again.
    """
    text = _UNLIKE.format(label=quote(kind.__name__))
    same, other = set[str](), dict[str, Properties]()
    for begin in range(0, len(rows), MANY):
        values = {"rows": rows[begin : begin + MANY], "defaults": defaults}
        ((ids, found),) = graph.read(text, values, rows=None, seconds=_SECONDS).rows
        assert isinstance(ids, list) and isinstance(found, list)
        same.update(ids)
        other.update((str(one["id"]), one) for one in found)
    return same, other


def all_nodes(graph: Graph, kind: type[Node]) -> dict[str, Properties]:
    """The properties of every node of a kind, by id."""
    text = f"MATCH (n:{quote(kind.__name__)}) RETURN n.id, properties(n)"
    rows = graph.read(text, rows=None, seconds=_SECONDS).rows
    return {str(id): _mapping(found) for id, found in rows}


def existing_relationships(
    graph: Graph, kind: type[Relationship], ends: Iterable[tuple[str, str]]
) -> dict[Key, Properties]:
    """The relationships of a kind that those between these ends could meet, by start, end and keys.

    Where a start may have only one, all of each start; where an end may have only one, all of each
    end; otherwise those between the two ends.
    """
    if not _has_any(graph, kind):
        return {}
    pairs = sorted(set(ends))
    found: dict[Key, Properties] = {}
    if kind.most_from_start:
        found |= relationships_at(graph, kind, "a", {start for start, _ in pairs})
    if kind.most_to_end:
        found |= relationships_at(graph, kind, "b", {end for _, end in pairs})
    if not (kind.most_from_start or kind.most_to_end):
        found |= relationships_between(graph, kind, pairs)
    return found


def all_relationships(graph: Graph, kind: type[Relationship]) -> dict[Key, Properties]:
    """Every relationship of a kind, by start, end and keys."""
    text = (
        f"MATCH (a)-[r:{quote(kind.type)}]->(b) WHERE {_labelled('a', kind.starts)} "
        f"AND {_labelled('b', kind.ends)} RETURN a.id, b.id, properties(r)"
    )
    return dict(_keyed(kind, graph.read(text, rows=None, seconds=_SECONDS).rows))


def key_of(kind: type[Relationship], start: str, end: str, properties: Properties) -> Key:
    """What tells a relationship apart from others of its kind."""
    return (start, end, *(properties.get(name) for name in kind.keys))


@cache
def _label_of_prefix(prefix: str) -> str:
    kind = node_of_id(prefix + "0")
    assert kind is not None
    return kind.__name__


def label_of(id: str) -> str:
    """The label that an id names by its prefix."""
    head, dash, _ = id.partition("-")
    return _label_of_prefix(head + dash if dash else id[:1])


def in_parts(rows: list[str]) -> Iterator[list[str]]:
    """Some at a time."""
    for begin in range(0, len(rows), MANY):
        yield rows[begin : begin + MANY]


def _has_any(graph: Graph, kind: type[Relationship]) -> bool:
    text = f"MATCH ()-[r:{quote(kind.type)}]->() RETURN count(r)"
    return bool(graph.read(text, seconds=_SECONDS).value())


def relationships_at(
    graph: Graph, kind: type[Relationship], side: str, ids: Iterable[str]
) -> Iterator[tuple[Key, Properties]]:
    """All relationships of a kind at nodes that are their start (``a``) or their end (``b``)."""
    other, allowed = ("b", kind.ends) if side == "a" else ("a", kind.starts)
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for id in ids:
        by_label[label_of(id)].append(id)
    for label, some in by_label.items():
        text = (
            f"UNWIND $ids AS id MATCH ({side}:{quote(label)} {{id: id}}) "
            f"MATCH (a)-[r:{quote(kind.type)}]->(b) WHERE {_labelled(other, allowed)} "
            "RETURN a.id, b.id, properties(r)"
        )
        for part in in_parts(sorted(some)):
            rows = graph.read(text, {"ids": part}, rows=None, seconds=_SECONDS).rows
            yield from _keyed(kind, rows)


def relationships_between(
    graph: Graph, kind: type[Relationship], ends: Iterable[tuple[str, str]]
) -> dict[Key, Properties]:
    """The relationships of a kind between these starts and ends, by start, end and keys."""
    found: dict[Key, Properties] = {}
    by_labels: defaultdict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for start, end in sorted(set(ends)):
        by_labels[label_of(start), label_of(end)].append([start, end])
    for (start, end), some in by_labels.items():
        text = (
            f"UNWIND $pairs AS pair MATCH (a:{quote(start)} {{id: pair[0]}}) "
            f"MATCH (b:{quote(end)} {{id: pair[1]}}) "
            f"UNWIND [(a)-[f:{quote(kind.type)}]->(b) | properties(f)] AS found "
            "RETURN a.id, b.id, found"
        )
        for begin in range(0, len(some), MANY):
            values = {"pairs": some[begin : begin + MANY]}
            found |= _keyed(kind, graph.read(text, values, rows=None, seconds=_SECONDS).rows)
    return found


def _keyed(
    kind: type[Relationship], rows: list[tuple[object, ...]]
) -> Iterator[tuple[Key, Properties]]:
    for start, end, found in rows:
        properties = _mapping(found)
        yield key_of(kind, str(start), str(end), properties), properties


def _labelled(name: str, labels: Iterable[str]) -> str:
    return "(" + " OR ".join(f"{name}:{quote(label)}" for label in labels) + ")"


def _mapping(value: object) -> Properties:
    assert isinstance(value, dict)
    return value


def named_nodes(graph: Graph, ids: Iterable[str], name_fields: Mapping[str, str]) -> dict[str, str]:
    """What people call nodes, by id; ``name_fields`` has the field for each label that has one."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for id in ids:
        if node_of_id(id) is not None and label_of(id) in name_fields:
            by_label[label_of(id)].append(id)
    names: dict[str, str] = {}
    for label, some in by_label.items():
        field = quote(name_fields[label])
        text = f"UNWIND $ids AS id MATCH (n:{quote(label)} {{id: id}}) RETURN id, n.{field}"
        for part in in_parts(sorted(some)):
            rows = graph.read(text, {"ids": part}, rows=None, seconds=_SECONDS).rows
            names |= {str(id): str(name) for id, name in rows if name is not None}
    return names


def dated_at(
    graph: Graph, kind: type[Node], ids: Iterable[str]
) -> Iterator[tuple[str, str, str, Properties]]:
    """Every dated relationship at nodes of a kind: its class name, its start, its end, its values."""
    types = {one.type: name for name, one in RELATIONSHIPS.items() if is_dated(one)}
    text = (
        f"UNWIND $ids AS id MATCH (n:{quote(kind.__name__)} {{id: id}})-[r]-() "
        "WHERE type(r) IN $types "
        "RETURN DISTINCT type(r), startNode(r).id, endNode(r).id, properties(r)"
    )
    for part in in_parts(sorted(ids)):
        values = {"ids": part, "types": sorted(types)}
        for type, start, end, found in graph.read(text, values, rows=None, seconds=_SECONDS).rows:
            yield types[str(type)], str(start), str(end), _mapping(found)


def last_events(graph: Graph, wishes: Iterable[str]) -> dict[str, Properties]:
    """The last event of each wish that has one."""
    text = (
        "UNWIND $ids AS id MATCH (:Wish {id: id})-[:HAS_EVENT]->(e:WishEvent) "
        "WITH id, e ORDER BY e.seq RETURN id, properties(last(collect(e)))"
    )
    return {
        str(id): _mapping(found)
        for part in in_parts(sorted(wishes))
        for id, found in graph.read(text, {"ids": part}, rows=None, seconds=_SECONDS).rows
    }


def is_dated(kind: type[Relationship]) -> bool:
    """Whether a relationship of a kind holds from a day to a day."""
    return issubclass(kind, DatedRelationship)

"""A record that ends on a day, or is deleted: what would change with it, before anything does."""

from collections.abc import Mapping
from datetime import date

from graph.client import Graph
from graph.entry.problems import NoSuchEntry
from graph.identifiers import quote
from graph.load.plan.compare import whole
from graph.load.plan.ending import consequences, ended, has_ended
from graph.load.plan.existing import existing_nodes
from graph.load.record import Properties, RecordChange
from graph.model import NODES, RELATIONSHIPS, node_of_id

ENDED_BY_STEPS: Mapping[str, str] = {
    "Wish": "",
    "Organization": "organisation/end",
    "ServiceStation": "station/close",
    "Fund": "fund/close",
    "Consent": "consent/withdraw",
}
"""The kinds that end by a step alone, which knows what stands against it; "": by several."""


def ends_by_form(kind: str) -> bool:
    """Whether records of a kind end on a day by the form; others end by their own steps, or never."""
    return NODES[kind].ending is not None and kind not in ENDED_BY_STEPS


def ending_of(graph: Graph, id: str, day: date) -> list[RecordChange]:
    """What changes when a record ends on a day: itself, and its relationships that hold then.

    Nothing where it has ended by then. Raises NoSuchEntry, GraphError.
    """
    kind, was = _node(graph, id)
    return endings_of(graph, kind, {id: was}, day)[id] if ends_by_form(kind) else []


def endings_of(
    graph: Graph, kind: str, nodes: Mapping[str, Properties], day: date
) -> dict[str, list[RecordChange]]:
    """By id, what changes when each of some records of a kind ends on a day; see ``ending_of``."""
    found: dict[str, list[RecordChange]] = {id: [] for id in nodes}
    for id, was in nodes.items():
        if NODES[kind].ending and not has_ended(kind, was, day):
            found[id].append(ended(kind, id, was, day, "form"))
    for record in consequences(graph, NODES[kind], nodes, day, "form"):
        found[record.start if record.start in found else record.end].append(record)
    return found


def deletion_of(graph: Graph, id: str) -> list[RecordChange]:
    """What goes when a record is deleted: itself, and every relationship at it.

    What is only computed from it is not listed. Raises NoSuchEntry, GraphError.
    """
    kind, was = _node(graph, id)
    rows = graph.read(
        f"MATCH (n:{quote(kind)} {{id: $id}})-[r]-(m) WHERE coalesce(r.provenance, '') <> 'derived' "
        "RETURN DISTINCT type(r), startNode(r).id, endNode(r).id, "
        "labels(startNode(r)), labels(endNode(r)), properties(r)",
        {"id": id},
        rows=None,
    ).rows
    found = [_relationship(*row) for row in rows]
    own = RecordChange(kind, "removed", whole(was), None, _rev(was), id=id, sheet="form")
    return [*(one for one in found if one is not None), own]


def _node(graph: Graph, id: str) -> tuple[str, Properties]:
    kind = node_of_id(id)
    was = existing_nodes(graph, kind, [id]).get(id) if kind is not None else None
    if kind is None or was is None:
        raise NoSuchEntry(id)
    return kind.__name__, was


def _relationship(
    type: object, start: object, end: object, starts: object, ends: object, was: object
) -> RecordChange | None:
    assert isinstance(starts, list) and isinstance(ends, list) and isinstance(was, dict)
    for name, kind in RELATIONSHIPS.items():
        if kind.type == type and {*starts} & {*kind.starts} and {*ends} & {*kind.ends}:
            keys = {key: was.get(key) for key in kind.keys}
            return RecordChange(
                name, "removed", whole(was), None, _rev(was),
                start=str(start), end=str(end), keys=keys, sheet="form",
            )  # fmt: skip
    return None


def _rev(was: Properties) -> int:
    rev = was.get("rev")
    return rev if isinstance(rev, int) else 0

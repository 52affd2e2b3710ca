"""The nodes and relationships of the graph as they stood on a day: nothing that came later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from cypher.table import Table
from cypher.values.parameters import end_of
from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS, node_of_id

_PLANNED = frozenset({"dueAt", "endAt"})
"""Moments that lie ahead when they are written."""


@dataclass(frozen=True)
class Node:
    """A thing: its labels (the model's own first) and its properties without its id."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, object]


@dataclass(frozen=True)
class Related:
    """A relationship between two things."""

    start: str
    type: str
    end: str
    properties: Mapping[str, object]


def snapshot(
    nodes: Table, relationships: Table, day: date
) -> tuple[tuple[Node, ...], tuple[Related, ...]]:
    """The things in the order of their ids, and the relationships between them."""
    found = tuple(_node(row, day) for row in nodes.dicts())
    there = {node.id for node in found}
    kept = [
        _related(row, day)
        for row in relationships.dicts()
        if row["start"] in there and row["end"] in there
    ]
    return found, tuple(kept)


def _node(row: Mapping[str, object], day: date) -> Node:
    id, labels = str(row["id"]), row["labels"]
    assert isinstance(labels, list)
    kind = node_of_id(id)
    first = kind.__name__ if kind is not None else ""
    properties = _of_day(row, day)
    if row["status"] is not None:
        properties["status"] = row["status"]
    del properties["id"]
    ordered = sorted(map(str, labels), key=lambda label: (label != first, label))
    return Node(id, tuple(ordered), properties)


def _related(row: Mapping[str, object], day: date) -> Related:
    return Related(str(row["start"]), str(row["type"]), str(row["end"]), _of_day(row, day))


def _of_day(row: Mapping[str, object], day: date) -> dict[str, object]:
    """The properties: what ended later has not ended, what came later is not there."""
    properties = row["properties"]
    assert isinstance(properties, Mapping)
    found = {}
    for name, value in sorted(properties.items()):
        if value is not None and (changed := _value_on(name, value, day)) is not None:
            found[name] = changed
    return found


def _value_on(name: str, value: object, day: date) -> object:
    if isinstance(value, datetime):
        later = value > end_of(day)
        return _later(name, value, FAR_TIME) if later else value
    if isinstance(value, date) and value > day:
        return _later(name, value, FAR_DAY)
    return value


def _later(name: str, value: object, far: object) -> object:
    if name in _PLANNED:
        return value
    return far if name in _ends() else None


@cache
def _ends() -> frozenset[str]:
    """The fields that carry the far day while something has not ended."""
    return frozenset(
        info.alias or name
        for kind in (*NODES.values(), *RELATIONSHIPS.values())
        for name, info in kind.model_fields.items()
        if info.default in (FAR_DAY, FAR_TIME)
    )

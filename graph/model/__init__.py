"""The domain model: every kind of thing and relationship, and how to find them by name or by id."""

from collections.abc import Iterator
from inspect import isclass
from types import ModuleType
from typing import TypeVar

from graph.model import (
    event_relationships,
    money,
    organisations,
    records,
    relationships,
    stations,
    wishes,
)
from graph.model.base import (
    FAR_DAY,
    FAR_TIME,
    ON_THE_DAY,
    PROVENANCES,
    SHANGHAI,
    About,
    DatedRelationship,
    Located,
    Node,
    Provenance,
    Relationship,
    Row,
)

__all__ = [
    "FAR_DAY",
    "FAR_TIME",
    "LABELS",
    "MODEL_VERSION",
    "NODES",
    "ON_THE_DAY",
    "PROVENANCES",
    "RELATIONSHIPS",
    "SHANGHAI",
    "TYPES",
    "About",
    "DatedRelationship",
    "Located",
    "Node",
    "Provenance",
    "Relationship",
    "Row",
    "about_fields",
    "node_of_id",
    "sheets",
]

_T = TypeVar("_T", bound=Row)

MODEL_VERSION = 2
"""Raised with every change that an older graph must be moved forward for."""


def _classes(module: ModuleType, base: type[_T]) -> Iterator[type[_T]]:
    for node in vars(module).values():
        if isclass(node) and issubclass(node, base) and node.__module__ == module.__name__:
            yield node


NODES: dict[str, type[Node]] = {
    kind.__name__: kind
    for module in (organisations, stations, wishes, money, records)
    for kind in _classes(module, Node)
}
"""Label to its class, in the order in which the files declare them."""

RELATIONSHIPS: dict[str, type[Relationship]] = {
    kind.__name__: kind
    for module in (relationships, event_relationships)
    for kind in _classes(module, Relationship)
}
"""Name of the class to the class: one a pattern, for a type may have several patterns."""

LABELS: frozenset[str] = frozenset(
    {*NODES, *(label for kind in NODES.values() for label in kind.also.values())}
)
TYPES: frozenset[str] = frozenset(relationship.type for relationship in RELATIONSHIPS.values())

_BY_PREFIX = {kind.prefix: kind for kind in NODES.values() if kind.prefix.endswith("-")}


def node_of_id(id: str) -> type[Node] | None:
    """The kind of thing that an id names by its prefix, or None where no kind has that prefix."""
    head, dash, rest = id.partition("-")
    if dash and rest:
        return _BY_PREFIX.get(head + dash)
    return records.SourceClaim if id[:1] == "F" and id[1:].isdigit() else None


def about_fields(kind: type[Row]) -> dict[str, About]:
    """The words for each field of a kind, by the field's name in the graph and in files."""
    return {
        info.alias or name: about
        for name, info in kind.model_fields.items()
        for about in info.metadata
        if isinstance(about, About)
    }


def sheets() -> dict[str, type[Row]]:
    """Sheet name to the kind of row in it: things first, then relationships."""
    return {f"{kind.zh} {name}": kind for name, kind in {**NODES, **RELATIONSHIPS}.items()}

"""The domain model: every kind of thing and tie, and how to find them by name or by id."""

from collections.abc import Iterator
from inspect import isclass
from types import ModuleType
from typing import TypeVar

from graph.model import courses, money, organisations, records, stations, ties, wishes
from graph.model.base import (
    FAR_DAY,
    FAR_TIME,
    PROVENANCES,
    SHANGHAI,
    About,
    DatedTie,
    Located,
    Node,
    Provenance,
    Row,
    Tie,
)

__all__ = [
    "FAR_DAY",
    "FAR_TIME",
    "LABELS",
    "MODEL_VERSION",
    "NODES",
    "PROVENANCES",
    "SHANGHAI",
    "TIES",
    "TYPES",
    "About",
    "DatedTie",
    "Located",
    "Node",
    "Provenance",
    "Row",
    "Tie",
    "about_fields",
    "node_of_id",
    "sheets",
]

_T = TypeVar("_T", bound=Row)

MODEL_VERSION = 1
"""Raised with every change that an older graph must be moved forward for."""


def _classes(module: ModuleType, base: type[_T]) -> Iterator[type[_T]]:
    for thing in vars(module).values():
        if isclass(thing) and issubclass(thing, base) and thing.__module__ == module.__name__:
            yield thing


NODES: dict[str, type[Node]] = {
    kind.__name__: kind
    for module in (organisations, stations, wishes, money, records)
    for kind in _classes(module, Node)
}
"""Label to its class, in the order in which the files declare them."""

TIES: dict[str, type[Tie]] = {
    kind.__name__: kind for module in (ties, courses) for kind in _classes(module, Tie)
}
"""Name of the class to the class: one a pattern, for a type may have several patterns."""

LABELS: frozenset[str] = frozenset(
    {*NODES, *(label for kind in NODES.values() for label in kind.also.values())}
)
TYPES: frozenset[str] = frozenset(tie.type for tie in TIES.values())

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
    """Sheet name to the kind of row in it: things first, then ties."""
    return {f"{kind.zh} {name}": kind for name, kind in {**NODES, **TIES}.items()}

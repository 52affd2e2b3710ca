"""A record as it is in the graph, with the relationships that its form shows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.client import Graph
from graph.entry.kinds import Pattern, entered_fields, patterns_of
from graph.entry.texts import text_of
from graph.identifiers import quote
from graph.load.plan.compare import rev_of
from graph.load.plan.describing import NAME_FIELDS
from graph.load.record import Properties
from graph.load.table.fields import Field
from graph.model import node_of_id

MOST_SHOWN = 40
"""Relationships of one pattern; of more the form shows the latest and says how many there are."""
_SECONDS = 20.0


@dataclass(frozen=True)
class HeldRelationship:
    """One relationship of a record: its pattern, the other end and what that is called."""

    pattern: Pattern
    other: str
    name: str
    properties: Properties

    @property
    def key(self) -> str:
        """What tells it apart from others of the pattern with the same other end."""
        return "-".join(str(self.properties.get(one, "")) for one in self.pattern.kind.keys)

    @property
    def slot(self) -> str:
        """What the names of its texts begin with."""
        return f"{self.pattern.name}|{self.pattern.way}|{self.other}|{self.key}"

    @property
    def fields(self) -> dict[str, Field]:
        """What a form changes of it; its first day, by which it is known, stays."""
        return {n: f for n, f in self.pattern.fields().items() if n not in self.pattern.kind.keys}

    @property
    def rev(self) -> int:
        """How often it has been written."""
        return rev_of(self.properties)


@dataclass(frozen=True)
class HeldRecord:
    """A record and its relationships, as they were read at once."""

    id: str
    kind: str
    properties: Properties
    relationships: tuple[HeldRelationship, ...] = ()
    more: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By name and way of a pattern: how many relationships beside those listed."""

    @property
    def rev(self) -> int:
        """How often the record has been written."""
        return rev_of(self.properties)

    @property
    def name(self) -> str:
        """What people call it; its id where it has no name."""
        return str(self.properties.get(NAME_FIELDS.get(self.kind, "id")) or self.id)

    def texts(self, lang: str = "zh") -> dict[str, str]:
        """Every text of the record's form, by slot."""
        found = {
            name: text_of(one, self.value(name), lang)
            for name, one in entered_fields(self.kind).items()
        }
        for one in self.relationships:
            for name, field_ in one.fields.items():
                found[f"{one.slot}|{name}"] = text_of(field_, one.properties.get(name), lang)
            found[f"{one.slot}|gone"] = ""
        for pattern in patterns_of(self.kind):
            if pattern.is_single:
                found[f"{pattern.name}|{pattern.way}|*"] = self.state_of(pattern)
        return found

    def mark(self, lang: str = "zh") -> str:
        """A word that is another once any text of the form is."""
        texts = sorted(self.texts(lang).items())
        return hashlib.sha256(repr(texts).encode()).hexdigest()[:16]

    def value(self, name: str) -> object:
        """A field's value; of a place its coordinate in WGS-84."""
        place = self.properties.get("location")
        if name in ("longitude", "latitude"):
            return round(float(place[name]), 7) if isinstance(place, dict) else None
        if name == "datum":
            return "WGS-84"
        return self.properties.get(name)

    def state_of(self, pattern: Pattern) -> str:
        """The relationships of a pattern as one text, which is another once any of them changes."""
        return ";".join(f"{one.other} {one.key} {one.rev}" for one in self.of(pattern))

    def of(self, pattern: Pattern) -> list[HeldRelationship]:
        """The relationships of a pattern that are listed."""
        return [one for one in self.relationships if one.pattern == pattern]


def held_record(graph: Graph, id: str) -> HeldRecord | None:
    """A record with what its form shows; None where there is no such record. Raises GraphError."""
    kind = node_of_id(id)
    if kind is None:
        return None
    label = kind.__name__
    patterns = patterns_of(label)
    rows = graph.read(_text(label), _values(id, patterns), rows=None, seconds=_SECONDS).rows
    if not rows:
        return None
    properties, listed = rows[0]
    assert isinstance(properties, dict) and isinstance(listed, list)
    by_pattern: dict[Pattern, list[HeldRelationship]] = {one: [] for one in patterns}
    for type, is_start, labels, other, name, found in listed:
        for pattern in patterns:
            way = "out" if is_start else "in"
            if (pattern.kind.type, pattern.way) == (type, way) and {*labels} & {*pattern.others}:
                by_pattern[pattern].append(HeldRelationship(pattern, other, name, found))
    for some in by_pattern.values():
        some.sort(key=lambda one: (one.key, one.name, one.other), reverse=True)
    return HeldRecord(
        id,
        label,
        properties,
        tuple(one for some in by_pattern.values() for one in some[:MOST_SHOWN]),
        {
            (one.name, one.way): len(some) - MOST_SHOWN
            for one, some in by_pattern.items()
            if len(some) > MOST_SHOWN
        },
    )


def _text(label: str) -> str:
    names = ", ".join(f"m.{quote(name)}" for name in dict.fromkeys(NAME_FIELDS.values()))
    return (
        f"MATCH (n:{quote(label)} {{id: $id}}) "
        "RETURN properties(n), COLLECT { MATCH (n)-[r]-(m) "
        "WHERE (startNode(r) = n AND type(r) IN $out) OR (endNode(r) = n AND type(r) IN $in) "
        f"RETURN [type(r), startNode(r) = n, labels(m), m.id, coalesce({names}, m.id), properties(r)] }}"
    )


def _values(id: str, patterns: tuple[Pattern, ...]) -> dict[str, object]:
    types = {way: [p.kind.type for p in patterns if p.way == way] for way in ("out", "in")}
    return {"id": id, **types}

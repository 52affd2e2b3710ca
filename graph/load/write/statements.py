"""The loader's statements and values, made from the model."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, lru_cache
from itertools import pairwise

import neo4j.time
from neo4j.spatial import WGS84Point
from pypinyin import lazy_pinyin

from graph.identifiers import quote
from graph.load.checking import Checked
from graph.load.table.fields import fields_of
from graph.load.write.coordinates import to_wgs84
from graph.model import (
    FAR_TIME,
    NODES,
    RELATIONSHIPS,
    SHANGHAI,
    Located,
    Node,
    Relationship,
    Row,
    about_fields,
    node_of_id,
)

BATCH = 5000
_CHINESE = re.compile("[一-鿿]+")
Values = dict[str, object]
_PLACE = frozenset({"longitude", "latitude", "datum"})


@dataclass(frozen=True)
class Batch:
    """One statement with the rows that it takes; it gives back how many it found a home for."""

    statement: str
    rows: list[Values]


def batches(good: list[Checked]) -> Iterator[Batch]:
    """Statements with their rows, things before relationships, at most BATCH rows each."""
    for label, kind in NODES.items():
        nodes: defaultdict[str, list[Values]] = defaultdict(list)
        for row, given in _rows_of(good, label):
            nodes[kind.also.get(getattr(row, "kind", ""), "")].append(_node(row, given))
        for further, rows in nodes.items():
            yield from _cut(merge_node(kind, further), rows)
    for name, relationship in RELATIONSHIPS.items():
        relationships: defaultdict[tuple[str, str], list[Values]] = defaultdict(list)
        for row, given in _rows_of(good, name):
            values = row.__dict__
            relationships[_label(values["start"]), _label(values["end"])].append(
                _relationship(row, given)
            )
        for ends, rows in relationships.items():
            yield from _cut(merge_relationship(relationship, *ends), rows)


def search_text(parts: list[str]) -> str:
    """What full-text search looks in: the words, their pinyin, and the pinyin's initials."""
    words = " ".join(parts)
    chinese = "".join(_CHINESE.findall(words))
    if not chinese:
        return words
    return f"{words} {_pinyin(chinese)}"


@lru_cache(maxsize=4096)
def _pinyin(chinese: str) -> str:
    """The syllables together and apart, and their initials: ``heqing he qing hq``."""
    syllables = lazy_pinyin(chinese)
    initials = "".join(syllable[0] for syllable in syllables)
    return f"{''.join(syllables)} {' '.join(syllables)} {initials}"


def _rows_of(good: list[Checked], kind: str) -> Iterator[tuple[Row, frozenset[str] | set[str]]]:
    """The rows of a kind, each with the attributes that its file or its program speaks of."""
    for checked in good:
        if checked.table.kind == kind:
            headers, fields = (
                checked.table.headers,
                fields_of(NODES.get(kind) or RELATIONSHIPS[kind]),
            )
            columns = frozenset(fields[name].attribute for name in headers or ())
            for _, row in checked.rows:
                yield row, columns or row.model_fields_set


def _cut(statement: str, rows: list[Values]) -> Iterator[Batch]:
    for begin, end in pairwise([*range(0, len(rows), BATCH), len(rows)]):
        yield Batch(statement, rows[begin:end])


@cache
def _label_of_prefix(prefix: str) -> str:
    kind = node_of_id(prefix + "0")
    assert kind is not None
    return kind.__name__


def _label(id: str) -> str:
    head, dash, _ = id.partition("-")
    return _label_of_prefix(head + dash if dash else id[:1])


def merge_node(kind: type[Node], further: str) -> str:
    """The statement for things of a kind that carry ``further`` beside its label ("": nothing)."""
    others = sorted(set(kind.also.values()) - {further})
    return (
        f"UNWIND $rows AS row MERGE (n:{quote(kind.__name__)} {{id: row.id}}) "
        "ON CREATE SET n.createdAt = $now, n += row.fresh "
        f"SET n += row.props, n.importId = $import{_stamp(kind, 'n')}"
        + (f", n:{quote(further)}" if further else "")
        + (f" REMOVE n:{':'.join(map(quote, others))}" if others else "")
        + " RETURN count(*) AS n"
    )


def merge_relationship(relationship: type[Relationship], start: str, end: str) -> str:
    """The statement for relationships of a kind between things of these labels."""
    stamps = f"r.importId = $import{_stamp(relationship, 'r')}"
    ends = (
        f"UNWIND $rows AS row MATCH (a:{quote(start)} {{id: row.start}}) "
        f"MATCH (b:{quote(end)} {{id: row.end}}) "
    )
    if relationship.keys:
        return ends + _merge_keyed(relationship, stamps)
    return (
        f"{ends}MERGE (a)-[r:{quote(relationship.type)}]->(b) "
        "ON CREATE SET r.createdAt = $now, r += row.fresh "
        f"SET r += row.props, {stamps} RETURN count(*) AS n"
    )


def _merge_keyed(relationship: type[Relationship], stamps: str) -> str:
    """What ``MERGE (a)-[r:TYPE {key: …}]->(b)`` does, always from the two ends.

    In a graph that was empty when it was planned, MERGE reads all relationships with an equal key from the
    key's index for each row: 250 rows a second where this makes 10,000. Comparing lists keeps the
    index out; setting a property to itself takes the start's lock, as MERGE would.
    """
    pattern = f"(a)-[f:{quote(relationship.type)}]->(b)"
    found = ", ".join(f"f.{quote(key)}" for key in relationship.keys)
    wanted = ", ".join(f"row.props.{quote(key)}" for key in relationship.keys)
    return (
        "SET a.createdAt = a.createdAt "
        f"WITH a, b, row, [{pattern} WHERE [{found}] = [{wanted}] | f] AS fields "
        "FOREACH (_ IN CASE WHEN fields = [] THEN [0] ELSE [] END | "
        f"CREATE (a)-[r:{quote(relationship.type)}]->(b) "
        f"SET r = row.fresh, r += row.props, r.createdAt = $now, {stamps}) "
        f"FOREACH (r IN fields | SET r += row.props, {stamps}) RETURN count(*) AS n"
    )


def _stamp(kind: type[Row], name: str) -> str:
    """Where the model has an ``updatedAt`` of its own it is the row's to say."""
    return "" if "updatedAt" in fields_of(kind) else f", {name}.updatedAt = $now"


@cache
def _stored(kind: type[Row]) -> tuple[tuple[str, str, Callable[[object], object] | None], ...]:
    """Attribute, name in the graph and conversion of each field that is stored as a property."""
    skipped = {"id", "start", "end"} | (_PLACE if issubclass(kind, Located) else set())
    return tuple(
        (field.attribute, name, _CONVERSIONS.get(field.base))
        for name, field in fields_of(kind).items()
        if name not in skipped
    )


def _clock(value: object) -> object:
    # the driver's own type: it takes a Python time without a zone for one with a zone
    return neo4j.time.Time.from_native(value) if isinstance(value, time) else value


def _at_shanghai(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not SHANGHAI:
        return FAR_TIME if value.year == FAR_TIME.year else value.astimezone(SHANGHAI)
    return value


_CONVERSIONS: dict[type, Callable[[object], object]] = {time: _clock, datetime: _at_shanghai}


def _values(row: Row, given: frozenset[str] | set[str]) -> tuple[Values, Values]:
    """What the row says, and what holds in a new thing beside it."""
    properties: Values = {}
    fresh: Values = {}
    values = row.__dict__
    for attribute, name, convert in _stored(type(row)):
        value = values[attribute]
        if convert is not None:
            value = convert(value)
        if attribute in given:
            properties[name] = value
        elif value is not None:
            fresh[name] = value
    return properties, fresh


@cache
def _searched(kind: type[Row]) -> tuple[str, ...]:
    return tuple(name for name, about in about_fields(kind).items() if about.searched)


def _node(row: Row, given: frozenset[str] | set[str]) -> Values:
    properties, fresh = _values(row, given)
    values = row.__dict__
    if isinstance(row, Located) and not _PLACE.isdisjoint(given):
        properties["location"] = properties["sourceDatum"] = None
        if row.longitude is not None and row.latitude is not None:
            properties["location"] = WGS84Point(to_wgs84(row.longitude, row.latitude, row.datum))
            properties["sourceDatum"] = row.datum
    searched = _searched(type(row))
    if len(searched) > 1:
        properties["searchText"] = search_text(
            [values[n] for n in searched if values[n] is not None]
        )
    return {"id": values["id"], "props": properties, "fresh": fresh}


def _relationship(row: Row, given: frozenset[str] | set[str]) -> Values:
    assert isinstance(row, Relationship)
    properties, fresh = _values(row, given)
    return {"start": row.start, "end": row.end, "props": properties, "fresh": fresh}

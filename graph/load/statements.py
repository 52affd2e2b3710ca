"""The loader's statements and values, made from the model."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import time
from functools import cache

import neo4j.time
from neo4j.spatial import WGS84Point
from pypinyin import Style, lazy_pinyin

from graph.identifiers import quote
from graph.load.checking import Good, labels_of
from graph.model import NODES, TIES, Located, Node, Row, Tie, about_fields, node_of_id
from graph.places import to_wgs84

BATCH = 5000
Batch = tuple[str, list[dict[str, object]]]


def batches(good: Good) -> Iterator[Batch]:
    """Statements with their rows, things before ties, at most BATCH rows each."""
    for kind in NODES:
        by_label: dict[str, list[dict[str, object]]] = defaultdict(list)
        for _, row in good.get(kind, ()):
            assert isinstance(row, Node)
            further = next(iter(labels_of(row) - {kind}), "")
            by_label[further].append({"id": row.id, "props": _node_values(row)})
        for further, rows in by_label.items():
            yield from _cut(_merge_node(kind, further), rows)
    for kind, tie_class in TIES.items():
        by_ends: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
        for _, row in good.get(kind, ()):
            assert isinstance(row, Tie)
            by_ends[_label(row.start), _label(row.end)].append(_tie_values(row))
        for ends, rows in by_ends.items():
            yield from _cut(_merge_tie(tie_class, *ends), rows)


def _cut(statement: str, rows: list[dict[str, object]]) -> Iterator[Batch]:
    for begin in range(0, len(rows), BATCH):
        yield statement, rows[begin : begin + BATCH]


def _label(id: str) -> str:
    kind = node_of_id(id)
    assert kind is not None
    return kind.__name__


def _merge_node(label: str, further: str) -> str:
    also = f", n:{quote(further)}" if further else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{quote(label)} {{id: row.id}}) "
        "ON CREATE SET n.createdAt = $now "
        f"SET n += row.props, n.updatedAt = $now, n.importId = $import{also}"
    )


def _merge_tie(tie: type[Tie], start: str, end: str) -> str:
    keys = ", ".join(f"{quote(key)}: row.keys.{quote(key)}" for key in tie.keys)
    return (
        f"UNWIND $rows AS row MATCH (a:{quote(start)} {{id: row.start}}) "
        f"MATCH (b:{quote(end)} {{id: row.end}}) "
        f"MERGE (a)-[r:{quote(tie.type)} {{{keys}}}]->(b) "
        "ON CREATE SET r.createdAt = $now "
        "SET r += row.props, r.updatedAt = $now, r.importId = $import"
    )


@cache
def _fields(kind: type[Row]) -> tuple[tuple[str, str], ...]:
    """Attribute and name in the graph of each field that is stored as it stands."""
    skipped = {"id", "start", "end", "longitude", "latitude", "datum"}
    return tuple(
        (name, info.alias or name)
        for name, info in kind.model_fields.items()
        if name not in skipped
    )


@cache
def _searched(kind: type[Row]) -> tuple[str, ...]:
    return tuple(name for name, about in about_fields(kind).items() if about.searched)


def _stored(value: object) -> object:
    # the driver's own type: a Python time without a zone would be refused by older servers
    return neo4j.time.Time.from_native(value) if isinstance(value, time) else value


def _node_values(row: Node) -> dict[str, object]:
    kind = type(row)
    values = {stored: _stored(getattr(row, name)) for name, stored in _fields(kind)}
    if isinstance(row, Located) and row.longitude is not None and row.latitude is not None:
        values["location"] = WGS84Point(to_wgs84(row.longitude, row.latitude, row.datum))
        values["sourceDatum"] = row.datum
    searched = _searched(kind)
    if len(searched) > 1:
        values["searchText"] = search_text(
            [str(text) for name in searched if (text := getattr(row, name)) is not None]
        )
    return values


def search_text(parts: list[str]) -> str:
    """What full-text search looks in: the words, their pinyin, and the pinyin's initials."""
    words = " ".join(parts)
    chinese = "".join(character for character in words if "一" <= character <= "鿿")
    if not chinese:
        return words
    whole = "".join(lazy_pinyin(chinese))
    initials = "".join(lazy_pinyin(chinese, style=Style.FIRST_LETTER))
    return f"{words} {whole} {initials}"


def _tie_values(row: Tie) -> dict[str, object]:
    values = {stored: _stored(getattr(row, name)) for name, stored in _fields(type(row))}
    return {
        "start": row.start,
        "end": row.end,
        "keys": {key: values[key] for key in row.keys},
        "props": values,
    }

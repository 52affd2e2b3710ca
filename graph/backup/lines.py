"""Nodes and relationships as lines of JSON, and the statements that read and write them.

A node is ``{"labels": […], "properties": {…}}``; its number is its place among the nodes, from 0.
A relationship is ``{"type": …, "start": number, "end": number, "properties": {…}}``.
"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.backup.values import TYPED, Json, NotAValue, from_json, read_properties, to_json

READ_NODES = f"MATCH (n) RETURN elementId(n), labels(n), {read_properties('n')}"
READ_RELATIONSHIPS = (
    "MATCH (a)-[r]->(b) RETURN elementId(a), elementId(b), type(r), " + read_properties("r")
)
WRITE_NODES = (
    "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties "
    f"FOREACH (t IN row.typed | SET n[t[0]] = {TYPED}) RETURN row.number AS number, elementId(n) AS id"
)
WRITE_RELATIONSHIPS = (
    "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.start "
    "MATCH (b) WHERE elementId(b) = row.end CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties "
    f"FOREACH (t IN row.typed | SET r[t[0]] = {TYPED}) RETURN count(r) AS count"
)
LONGEST = 64 * 2**20
"""Bytes of a line: a node with all of its properties."""
Line = bytes
Row = dict[str, object]


@dataclass
class ElementIds:
    """The server's element ids of numbered nodes, in eight bytes each.

    An element id is ``4:<database>:<number of the record>``; all of a database begin alike.
    """

    head: str = ""

    def __post_init__(self) -> None:
        self._records = array("q")

    def append(self, element_id: str) -> None:
        """The element id of the next node."""
        self._records.append(self._record(element_id))

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, number: int) -> str:
        return f"{self.head}{self._records[number]}"

    def numbers(self) -> "Numbers":
        """The way back: from element ids to numbers."""
        return Numbers(self.head, self._records)

    def _record(self, element_id: str) -> int:
        head, colon, record = element_id.rpartition(":")
        if self._records and head + colon != self.head:
            raise ValueError(f"element ids of two databases: {self.head} and {element_id}")
        self.head = head + colon
        return int(record)


class Numbers:
    """The number of each node by its element id."""

    def __init__(self, head: str, records: Sequence[int]) -> None:
        self._head = head
        self._numbers = array("q", [-1]) * (max(records, default=-1) + 1)
        for number, record in enumerate(records):
            self._numbers[record] = number

    def of(self, element_id: str) -> int:
        """Raises KeyError for a node that was not among them."""
        record = int(element_id.removeprefix(self._head))
        if record >= len(self._numbers) or self._numbers[record] < 0:
            raise KeyError(element_id)
        return self._numbers[record]


def node_line(labels: Iterable[str], properties: Iterable[tuple[str, object]]) -> Line:
    """The line of a node. Raises NotAValue for a value that cannot be kept."""
    return _line({"labels": sorted(labels), "properties": _properties(properties)})


def relationship_line(
    type: str, start: int, end: int, properties: Iterable[tuple[str, object]]
) -> Line:
    """The line of a relationship between two numbered nodes. Raises NotAValue."""
    kept = _properties(properties)
    return _line({"type": type, "start": start, "end": end, "properties": kept})


def _properties(properties: Iterable[tuple[str, object]]) -> dict[str, Json]:
    return {key: to_json(value) for key, value in sorted(properties, key=lambda pair: pair[0])}


def _line(content: Mapping[str, Json]) -> Line:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    line = text.encode() + b"\n"
    if len(line) > LONGEST:
        raise NotAValue(f"{len(line)} bytes")
    return line


def node_row(line: Line, number: int) -> Row:
    """The row of a node for ``WRITE_NODES``. Raises NotAValue for what is no such line."""
    content = _content(line, {"labels", "properties"})
    labels = content["labels"]
    if not isinstance(labels, list) or not all(isinstance(one, str) and one for one in labels):
        raise NotAValue("labels that are none")
    return {"labels": labels, "number": number, **_split(content["properties"])}


def relationship_row(line: Line, nodes: int) -> Row:
    """The row of a relationship among so many nodes, ``start`` and ``end`` their numbers.

    Raises NotAValue.
    """
    content = _content(line, {"type", "start", "end", "properties"})
    type_, ends = content["type"], (content["start"], content["end"])
    if not isinstance(type_, str) or not type_:
        raise NotAValue("a type that is none")
    if any(type(end) is not int or end not in range(nodes) for end in ends):
        raise NotAValue("an end that is no node of this file")
    return {
        "type": type_,
        "start": ends[0],
        "end": ends[1],
        **_split(content["properties"]),
    }


def _content(line: Line, keys: set[str]) -> dict[str, Json]:
    try:
        content = json.loads(line)
        if b"\\u" in line:
            json.dumps(content, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError) as error:
        raise NotAValue("not JSON") from error
    if not isinstance(content, dict) or content.keys() != keys:
        raise NotAValue("other keys than there should be")
    return content


def _split(properties: Json) -> Row:
    """Properties that the driver sends as they are, and those that the server makes."""
    if not isinstance(properties, dict):
        raise NotAValue("properties that are none")
    plain: dict[str, object] = {}
    typed: list[list[object]] = []
    for key, value in properties.items():
        tag, content = from_json(value)
        if not key:
            raise NotAValue("a property without a name")
        if tag:
            typed.append([key, tag, content])
        else:
            plain[key] = content
    return {"properties": plain, "typed": typed}

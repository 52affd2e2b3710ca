"""A Cypher script that builds a graph in an empty database, to be run without this program.

Rows stand in one text literal, a line each with tabs between values: Neo4j plans such a statement in
milliseconds, where five hundred maps written out take it seconds. Every row ends with a tab, so
that only a statement's end is a ``;`` at a line's end.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import pairwise

from graph.identifiers import quote
from graph.model import MODEL_VERSION
from graph.schema import VERSION_LABEL, statements

BATCH = 1000
_SPACED = {"%": "%25", "\t": "%09", "\n": "%0A", "\x1f": "%1F"}
"""What separates, and how it is written inside a value."""
_BACK = 'replace(replace(replace(replace({}, "%09", "\\t"), "%0A", "\\n"), "%1F", "\\u001F"), "%25", "%")'
_READ = {
    "text": "{}",
    "spaced": _BACK,
    "boolean": '{} = "true"',
    "integer": "toInteger({})",
    "number": "toFloat({})",
    "day": "date({})",
    "moment": "datetime({})",
    "clock": "localtime({})",
    "place": 'point({{longitude: toFloat(split({0}, " ")[0]), latitude: toFloat(split({0}, " ")[1])}})',
    "nothing": "[]",
}
"""How a value is read back from its text, by its sort."""
_PLACE = {"longitude", "latitude"}

Node = tuple[tuple[str, ...], str, Mapping[str, object]]
"""Labels, id, the other properties."""
Edge = tuple[str, str, str, Mapping[str, object]]
"""Start id, type, end id, properties."""
_Shape = tuple[tuple[str, str], ...]
"""The properties of a row: name and sort."""


def script(nodes: Iterable[Node], edges: Iterable[Edge], about: Iterable[str]) -> Iterator[str]:
    """The script line by line, with ``about`` as comments before it. Ids are looked up by label.

    Raises TypeError for a value that is not plain (see ``graph.values.plain``).
    """
    yield from (f"// {line}" for line in about)
    yield from (f"{statement};" for statement in statements().values())
    yield "CALL db.awaitIndexes(300);"
    yield f"MERGE (v:{quote(VERSION_LABEL)} {{id: 'MODEL'}}) SET v.version = {MODEL_VERSION};"
    label: dict[str, str] = {}
    kinds: dict[tuple[tuple[str, ...], _Shape], list[str]] = defaultdict(list)
    for labels, id, properties in nodes:
        label[id] = labels[0]
        shape, line = _row({"id": id, **properties})
        kinds[labels, shape].append(line)
    for (labels, shape), rows in sorted(kinds.items()):
        pattern = "".join(f":{quote(one)}" for one in labels)
        yield from _unwound(rows, f"CREATE (n{pattern} {_map(shape)})")
    types: dict[tuple[str, str, str, _Shape], list[str]] = defaultdict(list)
    for start, type, end, properties in edges:
        shape, line = _row({"": start, " ": end, **properties})
        types[label[start], type, label[end], shape].append(line)
    for (one, type, other, shape), rows in sorted(types.items()):
        yield from _unwound(
            rows,
            f"MATCH (a:{quote(one)} {{id: row[0]}}) MATCH (b:{quote(other)} {{id: row[1]}}) "
            f"CREATE (a)-[:{quote(type)} {_map(shape[2:], 2)}]->(b)",
        )


def _row(values: Mapping[str, object]) -> tuple[_Shape, str]:
    """The shape of a row and its line, in the order of the names."""
    written_values = [
        (name, *written(value)) for name, value in sorted(values.items()) if value is not None
    ]
    line = "".join(
        json.dumps(text, ensure_ascii=False)[1:-1] + "\t" for _, _, text in written_values
    )
    return tuple((name, sort) for name, sort, _ in written_values), line


def _map(shape: _Shape, first: int = 0) -> str:
    pairs = [f"{quote(name)}: {_read(sort, at)}" for at, (name, sort) in enumerate(shape, first)]
    return f"{{{', '.join(pairs)}}}"


def _read(sort: str, at: int) -> str:
    if sort.startswith("list of "):
        inner = _READ[sort.removeprefix("list of ")].format("one")
        return f'[one IN split(row[{at}], "\\u001F") | {inner}]'
    return _READ[sort].format(f"row[{at}]")


def _unwound(rows: list[str], then: str) -> Iterator[str]:
    for begin, end in pairwise([*range(0, len(rows), BATCH), len(rows)]):
        lines = "\n".join(rows[begin:end])
        yield f'UNWIND split("{lines}", "\\n") AS line WITH split(line, "\\t") AS row {then};'


def written(value: object) -> tuple[str, str]:
    """The sort of a plain value, and its text. Raises TypeError for any other."""
    if isinstance(value, str):
        if not any(one in value for one in _SPACED):
            return "text", value
        return "spaced", "".join(_SPACED.get(one, one) for one in value)
    if isinstance(value, bool):
        return "boolean", str(value).lower()
    if isinstance(value, int | float):
        return ("integer" if isinstance(value, int) else "number"), repr(value)
    if isinstance(value, datetime | date | time):
        sort = (
            "moment"
            if isinstance(value, datetime)
            else "day"
            if isinstance(value, date)
            else "clock"
        )
        return sort, value.isoformat()
    if isinstance(value, Mapping) and set(value) == _PLACE:
        return "place", f"{value['longitude']!r} {value['latitude']!r}"
    if isinstance(value, list):
        return _listed(value)
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _listed(values: list[object]) -> tuple[str, str]:
    """A list, all of whose items are of one sort, as Neo4j's lists are."""
    written_values = [written(one) for one in values]
    sorts = {sort for sort, _ in written_values}
    if not written_values:
        return "nothing", ""
    if sorts == {"text", "spaced"}:
        written_values = [
            ("spaced", "".join(_SPACED.get(c, c) for c in str(one))) for one in values
        ]
        sorts = {"spaced"}
    if len(sorts) > 1 or not sorts <= _READ.keys():
        raise TypeError("not a list of one sort")
    return f"list of {sorts.pop()}", "\x1f".join(text for _, text in written_values)

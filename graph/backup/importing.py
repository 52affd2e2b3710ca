"""The graph of an archive, written into a database."""

from collections.abc import Iterable, Iterator
from typing import Any

from graph.backup.archive import Archive
from graph.backup.lines import WRITE_NODES, WRITE_RELATIONSHIPS, ElementIds, Row
from graph.client import Graph
from graph.progress import Reporter, Task

_BATCH, _VALUES = 2000, 4 * 2**20
"""Rows, and about bytes of values, that are sent at once."""
_SECONDS = 600.0
_SOME = "MATCH (n) WHERE NOT n:{keep} WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n"


def empty(graph: Graph, keep: str, progress: Reporter) -> None:
    """Take out every node but those of one label, some at a time."""
    with progress.task("清空", "Emptying the graph", None) as task:
        while graph.write(_SOME.format(keep=keep), seconds=_SECONDS).value():
            task.advance()


def write_graph(graph: Graph, archive: Archive, progress: Reporter) -> None:
    """Write the nodes and relationships of an archive, some at a time, into an empty database."""
    manifest = archive.manifest
    total = manifest.nodes + manifest.relationships
    with progress.task("恢复数据", "Restoring the graph", total) as task:
        ids = ElementIds()
        for rows in _batches(archive.nodes(), task):
            written = graph.write(WRITE_NODES, {"rows": rows}, seconds=_SECONDS)
            for number, id in sorted(written.rows):
                assert number == len(ids), "every node is written, and once"
                ids.append(str(id))
        for rows in _batches(archive.relationships(), task):
            for row in rows:
                row["start"], row["end"] = ids[_number(row["start"])], ids[_number(row["end"])]
            count = graph.write(WRITE_RELATIONSHIPS, {"rows": rows}, seconds=_SECONDS).value()
            assert count == len(rows), "every relationship is written, and once"


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _batches(rows: Iterable[Row], task: Task) -> Iterator[list[Row]]:
    """Rows in bounded pieces."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += _size(row["properties"])
        if len(batch) >= _BATCH or size >= _VALUES:
            yield batch
            task.advance(len(batch))
            batch, size = [], 0
    if batch:
        yield batch
        task.advance(len(batch))


def _size(value: Any) -> int:
    """About how many bytes a value takes."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return len(value) if isinstance(value, str | bytes | list) else 8

"""The graph and the home's files, written to an archive while the server runs.

Neo4j reads what is committed at each moment, not a snapshot, so one state is had only where nothing
was committed from the first node to the last relationship. The first try therefore lets writers
pass, and holds them only to see that none has landed and to copy the loads' files; where one has,
the graph is read again while they wait.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from neo4j import Record

from graph.backup.archive import HOME, NODES, RELATIONSHIPS, Manifest, Writer
from graph.backup.drafts import draft_of, publish, refuse_taken
from graph.backup.errors import BackupFailed
from graph.backup.home_files import LOADS, HomeFiles
from graph.backup.lines import (
    READ_NODES,
    READ_RELATIONSHIPS,
    ElementIds,
    node_line,
    relationship_line,
)
from graph.backup.values import NotAValue
from graph.client import Graph
from graph.errors import StatementFailed
from graph.files import free_bytes
from graph.local.errors import NoRoom
from graph.local.install.versions import program_version
from graph.model import SHANGHAI
from graph.progress import Reporter, Task
from graph.schema import model_version

ROOM = 64 * 2**20
"""Bytes that are left free on the disk, whatever a backup needs."""
_OF_A_NODE = 400
"""Bytes that a node or a relationship may take in the archive: measured less than half of it."""
_HOLDING = (False, True, True)
"""Whether writers are held from the beginning, of each try."""
_WRITERS_WITHIN = 30.0
_SECONDS = 3600.0
_BATCH = 200
_COUNTS = (
    "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() WITH nodes, count(r) AS relationships "
    "OPTIONAL MATCH (i:ImportRun) RETURN nodes, relationships, max(i.at) AS last_load"
)
_CHUNK = 2**20
_Counted = tuple[int, int]
"""How many nodes and relationships were written."""


@dataclass(frozen=True)
class Contents:
    """How much a graph holds, and when data was last loaded into it."""

    nodes: int
    relationships: int
    last_load: datetime | None


@dataclass(frozen=True)
class Backup:
    """A backup that was written: what is in it, and for how many seconds writers were held.

    ``left_out``: what of the home's folders is no plain file, and is not in it.
    """

    file: Path
    manifest: Manifest
    held: float
    seconds: float
    left_out: tuple[str, ...]


def contents(graph: Graph) -> Contents:
    """What a graph holds now."""
    row = graph.read(_COUNTS, seconds=60).dicts()[0]
    last = row["last_load"]
    return Contents(
        int(str(row["nodes"])),
        int(str(row["relationships"])),
        last if isinstance(last, datetime) else None,
    )


@dataclass
class Exporter:
    """Writes one backup of a graph and its home."""

    graph: Graph
    files: HomeFiles
    server: Literal["private", "own"]
    progress: Reporter
    seal: str = ""

    def write(self, file: Path, *, gate_closed: bool = False) -> Backup:
        """Write the backup ``file``, which is there once it is whole.

        It is of one state: writers are held at its end, or all the time where one landed in
        between; ``gate_closed``: the caller holds them. Raises BackupFailed, NoRoom or GateClosed;
        then there is no such file.
        """
        begun = monotonic()
        refuse_taken(file)
        expected = contents(self.graph)
        self._refuse_without_room(file.parent, expected)
        for hold in _HOLDING[gate_closed:]:
            with draft_of(file, self.files.home) as draft:
                manifest, held = self._written(draft, expected, gate_closed, hold)
                if manifest is not None:
                    publish(draft, file)
                    left_out = tuple(self.files.left_out)
                    return Backup(file, manifest, held, monotonic() - begun, left_out)
        raise BackupFailed(
            "备份期间一直有别的程序在改动数据，没有写成备份。请等它停下后再试。",
            "Another program kept changing the data during the backup, and none was written. "
            "Try again when it has stopped.",
        )

    def _written(
        self, draft: Path, expected: Contents, gate_closed: bool, hold: bool
    ) -> tuple[Manifest | None, float]:
        """The manifest of what was written, and the seconds for which writers were held.

        No manifest where somebody else has changed the graph meanwhile.
        """
        self.files.left_out.clear()
        with Writer(draft) as archive:
            with ExitStack() as holding:
                if hold:
                    holding.enter_context(self._held(gate_closed))
                begun, version = monotonic(), self._version()
                found = self._unchanged(version, lambda: self._graph(archive, expected))
                if found is None:
                    return None, 0.0
                if not hold:
                    holding.enter_context(self._held(gate_closed))
                    begun = monotonic()
                for name, path in self.files.of(LOADS):
                    _copy(archive, name, path)
                manifest = self._manifest(*found)
                whole = self._version() == version
                held = monotonic() - begun
            if not whole:
                return None, held
            for name, path in self.files.all(but=LOADS):
                _copy(archive, name, path)
            return archive.finish(manifest), held

    def _version(self) -> str:
        return self.graph.data_version(at_most_every=0)

    def _unchanged(self, version: str, read: Callable[[], _Counted]) -> _Counted | None:
        """What was read of the graph; None where somebody has changed it meanwhile.

        What is deleted while it is read may be an error of the server's, or a broken reference.
        """
        try:
            found = read()
        except (BackupFailed, StatementFailed):
            if self._version() == version:
                raise
            return None
        return found if self._version() == version else None

    def _manifest(self, nodes: int, relationships: int) -> Manifest:
        return Manifest(
            made_at=datetime.now(SHANGHAI),
            program=program_version(),
            model_version=model_version(self.graph) or 1,
            server=self.server,
            neo4j=self.graph.server_version(),
            nodes=nodes,
            relationships=relationships,
            last_load=contents(self.graph).last_load,
            seal=self.seal,
        )

    @contextmanager
    def _held(self, gate_closed: bool) -> Iterator[None]:
        if gate_closed:
            yield
        else:
            with self.graph.gate.closed(_WRITERS_WITHIN):
                yield

    def _graph(self, archive: Writer, expected: Contents) -> _Counted:
        """Write every node and relationship; gives how many."""
        total = expected.nodes + expected.relationships
        with self.progress.task("备份数据", "Backing up the graph", total) as task:
            ids = ElementIds()
            with archive.member(NODES) as out:
                for line in self._nodes(ids, task):
                    out.write(line)
            with archive.member(RELATIONSHIPS) as out:
                found = 0
                for line in self._relationships(ids, task):
                    out.write(line)
                    found += 1
        return len(ids), found

    def _nodes(self, ids: ElementIds, task: Task) -> Iterator[bytes]:
        for id, labels, properties in self._rows(READ_NODES):
            with _named(id):
                yield node_line(labels, properties)
            ids.append(id)
            task.advance()

    def _relationships(self, ids: ElementIds, task: Task) -> Iterator[bytes]:
        numbers = ids.numbers()
        for start, end, type, properties in self._rows(READ_RELATIONSHIPS):
            with _named(start):
                yield relationship_line(type, numbers.of(start), numbers.of(end), properties)
            task.advance()

    def _rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        rows = self.graph.stream(text, seconds=_SECONDS, row=_values, batch=_BATCH)
        next(rows)
        return rows

    def _refuse_without_room(self, folder: Path, expected: Contents) -> None:
        entities = expected.nodes + expected.relationships
        needed = ROOM + self.files.size() + _OF_A_NODE * entities
        free = free_bytes(folder)
        if free < needed:
            raise NoRoom(folder, needed, free)


def _values(record: Record) -> tuple[Any, ...]:
    return tuple(
        tuple.__iter__(record)
    )  # the driver itself refuses a record with a value it has no type for


@contextmanager
def _named(id: str) -> Iterator[None]:
    try:
        yield
    except NotAValue as error:
        raise BackupFailed(
            f"节点 {id} 有一个不能备份的值（{error}），没有写成备份。请改正它再试。",
            f"The node {id} has a value that cannot be backed up ({error}); no backup was written. "
            "Correct it and try again.",
        ) from error
    except KeyError as error:
        raise BackupFailed(
            "备份期间数据被改动，没有写成备份。请再试一次。",
            "The data was changed during the backup, and none was written. Try again.",
        ) from error


def _copy(archive: Writer, name: str, path: Path) -> None:
    """Write a file of the home; one that is removed before it is opened is not in it."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source, archive.member(HOME + name) as out:
        while part := source.read(_CHUNK):
            out.write(part)

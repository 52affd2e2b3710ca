"""One load under way: its record in the graph, and what it writes under that record."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from graph.client import Graph, Tx
from graph.errors import LoadError, StatementFailed
from graph.load.checking import Checked, check
from graph.load.table.problems import FaultyRows
from graph.load.table.reading import Source
from graph.load.write.statements import Batch
from graph.model import MODEL_VERSION, SHANGHAI
from graph.model.town import NO_TOWN, Town
from graph.progress import Task

_MANY = 1000
"""Rows after which the server's counts of its indexes may be far off."""
_RECORD = (
    "MERGE (r:ImportRun {id: $id}) ON CREATE SET r.createdAt = $at "
    "SET r += $props, r.rows = $rows, r.updatedAt = $at, r.state = $state"
)


@dataclass(frozen=True)
class ImportReport:
    """What a load did, or with ``dry_run`` would do: its rows, in all and by class name."""

    import_id: str
    rows: int
    by_kind: dict[str, int]
    dry_run: bool = False


class Run:
    """One load: the name and sum of what it was given, who loads it, and its rows so far."""

    def __init__(self, file: str, sha256: str, by: str, town: Town = NO_TOWN) -> None:
        self._town = town
        self.at = datetime.now(SHANGHAI)
        self.id = f"IMP-{self.at:%Y%m%d}-{sha256[:8]}"
        self.by_kind: Counter[str] = Counter()
        self._props: dict[str, object] = {
            "file": file,
            "sha256": sha256,
            "at": self.at,
            "by": by,
            "modelVersion": MODEL_VERSION,
            "provenance": "entered",
        }

    def checked(self, graph: Graph, source: Source, task: Task) -> list[Checked]:
        """The rows of a source, which are counted. Raises FaultyRows with every fault."""
        good, faults = check(source, graph, task, self._town)
        if faults:
            raise FaultyRows(faults)
        for one in good:
            self.by_kind[one.table.kind] += len(one.rows)
        return good

    def report(self, *, dry_run: bool = False) -> ImportReport:
        """What has been checked so far."""
        return ImportReport(self.id, self.by_kind.total(), dict(+self.by_kind), dry_run)

    def record(self, tx: Tx, state: str) -> None:
        """Write the load's own record."""
        rows = self.by_kind.total()
        tx.run(_RECORD, id=self.id, at=self.at, props=self._props, rows=rows, state=state)

    def write(self, tx: Tx, batches: Iterable[Batch], task: Task) -> None:
        """Write rows: a batch is made and sent while the server writes the one before it.

        Raises LoadError where the ends of a relationship have gone meanwhile.
        """
        values = {"now": self.at, "import": self.id}
        sent: deque[tuple[Batch, Callable[[], list[dict[str, object]]]]] = deque()
        for batch in batches:
            sent.append((batch, tx.send(batch.statement, rows=batch.rows, **values)))
            if len(sent) > 1:
                _landed(*sent.popleft(), task)
        for one in sent:
            _landed(*one, task)


def _landed(batch: Batch, answer: Callable[[], list[dict[str, object]]], task: Task) -> None:
    if answer()[0]["n"] != len(batch.rows):
        raise LoadError(
            "导入期间有人改动了图，有关系的两端已不在；没有写入任何数据。请再试一次。",
            "The graph was changed during the load, and the ends of some ties are gone; "
            "nothing was written. Try again.",
        )
    task.advance(len(batch.rows))


def sample(graph: Graph, rows: int) -> None:
    """Let the server count its indexes anew: its old counts lead it to scans in a graph just filled.

    A server that does not let us ask does it by itself in time.
    """
    if rows >= _MANY:
        with suppress(StatementFailed):
            graph.write_schema("CALL db.prepareForReplanning(60)")

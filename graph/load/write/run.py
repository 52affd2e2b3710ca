"""One load under way: its record in the graph, and what it writes under that record."""

import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from graph.client import Graph, Tx
from graph.errors import StatementFailed
from graph.load.plan import PlanOutdated
from graph.load.record import Action, Properties, RecordChange
from graph.load.write.audits import WRITE_AUDITS, audit_records
from graph.load.write.statements import BATCH, Batch
from graph.model import MODEL_VERSION, SHANGHAI
from graph.progress import Task
from graph.reach import ReachReport

_MANY = 1000
"""Rows after which the server's counts of its indexes may be far off."""
_RECORD = (
    "MERGE (r:ImportRun {id: $id}) ON CREATE SET r.createdAt = $at "
    "SET r += $props, r.updatedAt = $at, r.state = $state, r.rev = 1"
)


@dataclass(frozen=True)
class ImportReport:
    """What a load did, or with ``dry_run`` would do: its rows, in all and by class name.

    ``actions`` counts the records that it made, changed, ended, removed, and left unchanged.
    """

    import_id: str
    rows: int
    by_kind: dict[str, int]
    dry_run: bool = False
    actions: dict[Action, int] = field(default_factory=dict)

    @property
    def written(self) -> int:
        """How many records it made, changed, ended or removed."""
        return sum(number for action, number in self.actions.items() if action != "unchanged")

    reach: ReachReport = field(default_factory=ReachReport)
    """What was computed of reach after it."""


class Run:
    """One load: the name and sum of what it was given, and who loads it. Its id is its own."""

    def __init__(self, file: str, sha256: str, by: str, *, undoes: str = "") -> None:
        self.at = datetime.now(SHANGHAI)
        self.id = f"IMP-{self.at:%Y%m%d}-{secrets.token_hex(4)}"
        self.file, self.sha256, self.by, self.undoes = file, sha256, by, undoes

    def record(self, tx: Tx, state: str, rows: int, actions: Counter[Action]) -> None:
        """Write the load's own record."""
        props = {
            "file": self.file,
            "sha256": self.sha256,
            "at": self.at,
            "by": self.by,
            "modelVersion": MODEL_VERSION,
            "provenance": "entered",
            "rows": rows,
            "added": actions["new"],
            "changed": actions["changed"] + actions["ended"],
            "removed": actions["removed"],
            "undoes": self.undoes or None,
        }
        tx.run(_RECORD, id=self.id, at=self.at, state=state, props=props)

    def write(self, tx: Tx, batches: Iterable[Batch], task: Task) -> None:
        """Write rows: a batch is made and sent while the server writes the one before it.

        Raises PlanOutdated where a record is not as it was when this was planned.
        """
        values = {"now": self.at, "import": self.id}
        sent: deque[tuple[Batch, Callable[[], list[dict[str, object]]]]] = deque()
        for batch in batches:
            sent.append((batch, tx.send(batch.statement, rows=batch.rows, **values)))
            if len(sent) > 1:
                _landed(*sent.popleft(), task)
        for one in sent:
            _landed(*one, task)

    def audits(self, records: Iterable[RecordChange]) -> Iterator[list[Properties]]:
        """The notes of each record that was there before, as it was and as it is; some at a time.

        What an undo gives back gets a note too: it bears the day on which it was first made.
        """
        changed = (one for one in records if self.undoes or one.before is not None)
        audits = audit_records(changed, of=self.id, at=self.at, by=self.by)
        while some := list(islice(audits, BATCH)):
            yield some

    def audit(self, tx: Tx, some: list[Properties]) -> None:
        """Write notes."""
        tx.run(WRITE_AUDITS, rows=some)


def _landed(batch: Batch, answer: Callable[[], list[dict[str, object]]], task: Task) -> None:
    if answer()[0]["n"] != len(batch.rows):
        raise PlanOutdated
    task.advance(len(batch.rows))


def sample(graph: Graph, rows: int) -> None:
    """Let the server count its indexes anew: its old counts lead it to scans in a graph just filled.

    A server that does not let us ask does it by itself in time.
    """
    if rows >= _MANY:
        with suppress(StatementFailed):
            graph.write_schema("CALL db.prepareForReplanning(60)")

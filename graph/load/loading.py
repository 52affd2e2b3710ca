"""One load is one named import: it lands whole, or not at all."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graph.client import Graph, Tx
from graph.errors import LoadError, StatementFailed
from graph.load.checking import Checked, check
from graph.load.faults import FaultyRows
from graph.load.reading import Source, from_file, from_python
from graph.load.statements import Batch, batches
from graph.load.unfinished import refuse_beside_another, wipe_unfinished
from graph.model import MODEL_VERSION, SHANGHAI
from graph.progress import Reporter, Silent, Task

_MANY = 1000
"""Rows after which the server's counts of its indexes may be far off."""
ONE_TRANSACTION = 60_000
"""Rows that land in one transaction; measured to fit the private server's 768 MB of heap."""
_RECORD = (
    "MERGE (r:ImportRun {id: $id}) ON CREATE SET r.createdAt = $at "
    "SET r += $props, r.updatedAt = $at, r.state = $state"
)
_DAY_OF_SECONDS = 86_400.0


@dataclass(frozen=True)
class ImportReport:
    """What a load did, or with ``dry_run`` would do: its rows, in all and by class name."""

    import_id: str
    rows: int
    by_kind: dict[str, int]
    dry_run: bool = False


@dataclass(frozen=True)
class _Run:
    """One load about to be written: its report, and the properties of its record."""

    report: ImportReport
    at: datetime
    props: dict[str, object]

    def record(self, tx: Tx, state: str) -> None:
        id = self.report.import_id
        tx.run(_RECORD, id=id, at=self.at, props=self.props, state=state)

    def batch(self, tx: Tx, batch: Batch) -> None:
        values = {"now": self.at, "import": self.report.import_id}
        (told,) = tx.run(batch.statement, rows=batch.rows, **values)
        if told["n"] != len(batch.rows):
            raise LoadError(
                "导入期间有人改动了图,有关系的两端已不在;没有写入任何数据。请再试一次。",
                "The graph was changed during the load, and the ends of some ties are gone; "
                "nothing was written. Try again.",
            )


def load_rows(
    graph: Graph,
    rows: Mapping[str, Iterable[Mapping[str, object]]],
    *,
    name: str,
    by: str,
    progress: Reporter | None = None,
) -> ImportReport:
    """Load rows given by class name. Raises FaultyRows with every fault; then nothing is written."""
    source = from_python(name, rows)
    told = [(t.kind, [values for _, values in t.rows]) for t in source.tables]
    said = json.dumps(told, ensure_ascii=False, default=str)
    return _load(graph, source, _sha256(said.encode()), by, False, progress or Silent())


def import_file(
    graph: Graph,
    path: Path,
    *,
    by: str,
    dry_run: bool = False,
    progress: Reporter | None = None,
) -> ImportReport:
    """Load a workbook or a CSV file. Raises FaultyRows with every fault; then nothing is written."""
    progress = progress or Silent()
    with progress.task("读取文件", "Reading the file", None):
        source = from_file(path)
        sha256 = _sha256(path.read_bytes())
    return _load(graph, source, sha256, by, dry_run, progress)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _load(
    graph: Graph, source: Source, sha256: str, by: str, dry_run: bool, progress: Reporter
) -> ImportReport:
    with progress.task("检查数据", "Checking", source.size()) as task:
        good, faults = check(source, graph, task)
    if faults:
        raise FaultyRows(faults)
    by_kind: Counter[str] = Counter()
    for checked in good:
        by_kind[checked.table.kind] += len(checked.rows)
    now = datetime.now(SHANGHAI)
    report = ImportReport(
        f"IMP-{now:%Y%m%d}-{sha256[:8]}", by_kind.total(), dict(+by_kind), dry_run
    )
    if report.rows > ONE_TRANSACTION:
        _refuse_unless_empty(graph)
    if not dry_run:
        props: dict[str, object] = {
            "file": source.name,
            "sha256": sha256,
            "at": now,
            "by": by,
            "rows": report.rows,
            "modelVersion": MODEL_VERSION,
            "provenance": "entered",
        }
        with progress.task("写入数据", "Loading", report.rows) as task:
            write = _whole if report.rows <= ONE_TRANSACTION else _in_batches
            write(graph, good, _Run(report, now, props), task)
        if report.rows >= _MANY:
            _sample(graph)
    return report


def _sample(graph: Graph) -> None:
    """Let the server count its indexes anew: its old counts lead it to scans in a graph just filled.

    A server that does not let us ask does it by itself in time.
    """
    with suppress(StatementFailed):
        graph.write_schema("CALL db.prepareForReplanning(60)")


def _whole(graph: Graph, good: list[Checked], run: _Run, task: Task) -> None:
    def work(tx: Tx) -> None:
        refuse_beside_another(tx)
        run.record(tx, "done")
        for batch in batches(good):
            run.batch(tx, batch)
            task.advance(len(batch.rows))

    graph.write_all(work, seconds=600)


def _in_batches(graph: Graph, good: list[Checked], run: _Run, task: Task) -> None:
    """A load too large for one transaction. Its record says ``loading`` until all of it is there.

    One transaction holds the record's lock meanwhile, so that nobody takes the load for dead.
    """

    def begin(tx: Tx) -> None:
        refuse_beside_another(tx)
        run.record(tx, "loading")

    def held(tx: Tx) -> None:
        run.record(tx, "done")  # the lock; what it says is seen only when all is there
        for batch in batches(good):
            graph.write_all(lambda inner, batch=batch: run.batch(inner, batch), seconds=600)  # type: ignore[misc]
            task.advance(len(batch.rows))

    graph.write_all(begin)
    try:
        graph.write_all(held, seconds=_DAY_OF_SECONDS)
    except Exception:
        wipe_unfinished(graph)
        raise


def _refuse_unless_empty(graph: Graph) -> None:
    text = "MATCH (n) WHERE NOT n:ImportRun AND NOT n:ModelVersion RETURN 1 LIMIT 1"
    if graph.read(text, seconds=60).rows:
        raise LoadError(
            f"往已有数据的图里,一次最多导入 {ONE_TRANSACTION:,} 行。请分成几个文件。",
            f"At most {ONE_TRANSACTION:,} rows can be loaded at once into a graph that holds "
            "anything. Split the file.",
        )

"""One load is one named import: it lands whole, or not at all."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graph.client import Graph, Tx
from graph.errors import LoadError
from graph.load.checking import Good, check
from graph.load.faults import FaultyRows
from graph.load.reading import Source, from_file, from_python
from graph.load.statements import BATCH, batches
from graph.model import MODEL_VERSION, SHANGHAI
from graph.progress import Reporter, Silent

ONE_TRANSACTION = 60_000
"""Rows that land in one transaction; measured: 300,000 changes outgrow a heap of 1 GB."""
_RECORD = "MERGE (r:ImportRun {id: $id}) SET r += $props, r.state = $state"


@dataclass(frozen=True)
class ImportReport:
    """What a load did."""

    import_id: str
    rows: int
    by_kind: dict[str, int]
    dry_run: bool = False


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
    told = json.dumps({k: [r for _, r in v] for k, v in source.rows.items()}, default=str)
    return _load(graph, source, _sha256(told.encode()), by, False, progress)


def import_file(
    graph: Graph,
    path: Path,
    *,
    by: str,
    dry_run: bool = False,
    progress: Reporter | None = None,
) -> ImportReport:
    """Load a workbook or a CSV file. Raises FaultyRows with every fault; then nothing is written."""
    source = from_file(path)
    return _load(graph, source, _sha256(path.read_bytes()), by, dry_run, progress)


def wipe_unfinished(graph: Graph) -> int:
    """Take out what a large load that died has left; gives how many things."""
    found = graph.read("MATCH (r:ImportRun {state: 'loading'}) RETURN r.id AS id").rows
    gone = 0
    for (id,) in found:
        while taken := graph.write(
            "MATCH (n {importId: $id}) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS n",
            {"id": id},
        ).value():
            gone += taken
        graph.write("MATCH (r:ImportRun {id: $id}) DELETE r", {"id": id})
    return gone


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _load(
    graph: Graph, source: Source, sha256: str, by: str, dry_run: bool, progress: Reporter | None
) -> ImportReport:
    good, faults = check(source, graph)
    if faults:
        raise FaultyRows(faults)
    by_kind = {kind: len(rows) for kind, rows in good.items() if rows}
    total = sum(by_kind.values())
    now = datetime.now(SHANGHAI)
    report = ImportReport(f"IMP-{now:%Y%m%d}-{sha256[:8]}", total, by_kind, dry_run)
    if not dry_run:
        props: dict[str, object] = {
            "file": source.name,
            "sha256": sha256,
            "at": now,
            "by": by,
            "rows": total,
            "modelVersion": MODEL_VERSION,
            "provenance": "entered",
        }
        _write(graph, good, report, props, progress or Silent())
    return report


def _write(
    graph: Graph, good: Good, report: ImportReport, props: dict[str, object], progress: Reporter
) -> None:
    values = {"now": props["at"], "import": report.import_id}
    steps = -(-report.rows // BATCH)
    task = progress.task("写入数据", "Loading", steps)

    def record(tx: Tx, state: str) -> None:
        tx.run(_RECORD, id=report.import_id, props=props, state=state)

    def whole(tx: Tx) -> None:
        record(tx, "done")
        for statement, rows in batches(good):
            tx.run(statement, rows=rows, **values)
            task.advance()

    with task:
        if report.rows <= ONE_TRANSACTION:
            graph.write_all(whole, seconds=600)
            return
        if graph.read("MATCH (n:Organization) RETURN 1 LIMIT 1").rows:
            raise LoadError(
                f"一次最多导入 {ONE_TRANSACTION} 行;更多只能导入空图。请分成几个文件。",
                f"At most {ONE_TRANSACTION} rows can be loaded at once into a graph that is not "
                "empty. Split the file.",
            )
        graph.write_all(lambda tx: record(tx, "loading"))
        for statement, rows in batches(good):
            graph.write(statement, {"rows": rows, **values}, seconds=600)
            task.advance()
        graph.write_all(lambda tx: record(tx, "done"))

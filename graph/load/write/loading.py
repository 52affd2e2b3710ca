"""One load is one named import: it lands whole, or not at all."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from graph.client import Graph, Tx
from graph.load.collector import fewer_collections
from graph.load.plan import Choices, Plan
from graph.load.plan.making import compared
from graph.load.record import Action
from graph.load.store import LoadStore
from graph.load.table.problems import FaultyRows
from graph.load.table.reading import from_file, from_python
from graph.load.write.landing import land, refuse_unless_empty, report_of
from graph.load.write.noting import WriteLog
from graph.load.write.parts import write_in_parts
from graph.load.write.run import ImportReport, Run, sample
from graph.load.write.statements import batches
from graph.load.write.unfinished import take_turn
from graph.model.town import NO_TOWN, Town
from graph.progress import Reporter, Silent, Task
from graph.reach import reach_after

Rows = Mapping[str, Iterable[Mapping[str, object]]]


@fewer_collections()
def load_rows(
    graph: Graph,
    rows: Rows,
    *,
    name: str,
    by: str,
    progress: Reporter | None = None,
    store: LoadStore | None = None,
    writes: WriteLog | None = None,
) -> ImportReport:
    """Load rows given by class name. Raises FaultyRows with every fault; then nothing is written."""
    source = from_python(name, rows)
    tables = [(t.kind, [values for _, values in t.rows]) for t in source.tables]
    content = json.dumps(tables, ensure_ascii=False, default=str)
    progress = progress or Silent()
    plan = compared(graph, source, _sha256(content.encode()), NO_TOWN, Choices(), progress)
    return land(graph, plan, by=by, store=store, progress=progress, writes=writes)


@fewer_collections()
def import_file(
    graph: Graph,
    path: Path,
    *,
    by: str,
    dry_run: bool = False,
    progress: Reporter | None = None,
    town: Town = NO_TOWN,
    store: LoadStore | None = None,
    writes: WriteLog | None = None,
) -> ImportReport:
    """Load a workbook or a CSV file of a town. Raises FaultyRows with every fault; then nothing is written."""
    progress = progress or Silent()
    with progress.task("读取文件", "Reading the file", None):
        source = from_file(path)
        sha256 = _sha256(path.read_bytes())
    plan = compared(graph, source, sha256, town, Choices(), progress)
    if dry_run:
        _refuse_faulty(plan)
        return report_of(plan, "", dry_run=True)
    return land(graph, plan, by=by, store=store, progress=progress, writes=writes)


@fewer_collections()
def load_parts(
    graph: Graph,
    parts: Iterable[Rows],
    *,
    name: str,
    by: str,
    about: int,
    progress: Reporter | None = None,
) -> ImportReport:
    """Load part after part into an empty graph, as one import, in the memory of a few parts.

    Each part stands by itself, but for what the first has. ``about`` is how many rows are expected.
    What is there until the last has landed is wiped where it does not; see ``wipe_unfinished``.
    """
    refuse_unless_empty(graph, "只能载入空图。", "This can be loaded into an empty graph only.")
    sha256 = _sha256(name.encode())
    run, by_kind = Run(name, sha256, by), Counter[str]()

    def ready(part: Rows) -> Plan:
        source = from_python(name, part)
        plan = compared(graph, source, sha256, NO_TOWN, Choices(), Silent(), known_new=True)
        _refuse_faulty(plan)
        by_kind.update(plan.by_kind)
        return plan

    with (progress or Silent()).task("写入数据", "Loading", about) as task:
        _in_parts(graph, _one_ahead(map(ready, parts)), run, by_kind, task)
    sample(graph, by_kind.total())
    reach_after(graph, progress)
    return ImportReport(run.id, by_kind.total(), dict(by_kind), False, {"new": by_kind.total()})


def _one_ahead(plans: Iterator[Plan]) -> Iterator[Plan]:
    """Each part made ready while the one before it is written; the first is written by itself."""
    yield next(plans)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, plans, None)
        while (part := waiting.result()) is not None:
            waiting = pool.submit(next, plans, None)
            yield part


def _in_parts(
    graph: Graph, plans: Iterable[Plan], run: Run, by_kind: Counter[str], task: Task
) -> None:
    def record(tx: Tx, state: str) -> None:
        run.record(tx, state, by_kind.total(), Counter[Action]({"new": by_kind.total()}))

    def begin(tx: Tx) -> None:
        take_turn(tx)
        record(tx, "loading")

    parts = (partial(run.write, batches=list(batches(plan.records)), task=task) for plan in plans)
    write_in_parts(graph, begin, parts, record)


def _refuse_faulty(plan: Plan) -> None:
    if plan.problems:
        raise FaultyRows(plan.problems)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

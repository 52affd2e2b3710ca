"""One load is one named import: it lands whole, or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.client import Graph, Tx
from graph.errors import ConnectionFailed, LoadError
from graph.load.checking import Checked
from graph.load.table.reading import Source, from_file, from_python
from graph.load.write.landed import land
from graph.load.write.run import ImportReport, Run, sample
from graph.load.write.statements import Batch, batches
from graph.load.write.unfinished import refuse_beside_another, wipe_unfinished
from graph.model.town import NO_TOWN, Town
from graph.progress import Reporter, Silent, Task
from graph.reach import refresh_reach

ONE_TRANSACTION = 60_000
"""Rows that land in one transaction; measured to fit the private server's 768 MB of heap."""
_DAY_OF_SECONDS = 86_400.0
Rows = Mapping[str, Iterable[Mapping[str, object]]]


def load_rows(
    graph: Graph, rows: Rows, *, name: str, by: str, progress: Reporter | None = None
) -> ImportReport:
    """Load rows given by class name. Raises FaultyRows with every fault; then nothing is written."""
    source = from_python(name, rows)
    tables = [(t.kind, [values for _, values in t.rows]) for t in source.tables]
    content = json.dumps(tables, ensure_ascii=False, default=str)
    run = Run(name, _sha256(content.encode()), by)
    return _load(graph, source, run, False, progress or Silent())


def import_file(
    graph: Graph,
    path: Path,
    *,
    by: str,
    dry_run: bool = False,
    progress: Reporter | None = None,
    town: Town = NO_TOWN,
) -> ImportReport:
    """Load a workbook or a CSV file of a town. Raises FaultyRows with every fault; then nothing is written."""
    progress = progress or Silent()
    with progress.task("读取文件", "Reading the file", None):
        source = from_file(path)
        run = Run(source.name, _sha256(path.read_bytes()), by, town)
    return _load(graph, source, run, dry_run, progress)


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
    _refuse_unless_empty(graph, "只能载入空图。", "This can be loaded into an empty graph only.")
    run = Run(name, _sha256(name.encode()), by)

    def ready(part: Rows) -> list[Batch]:
        with Silent().task("", "", None) as unseen:
            return list(batches(run.checked(graph, from_python(name, part), unseen)))

    with (progress or Silent()).task("写入数据", "Loading", about) as task:
        _in_batches(graph, _one_ahead(ready, parts), run, task)
    report = run.report()
    sample(graph, report.rows)
    refresh_reach(graph, progress)
    return report


def _one_ahead(
    ready: Callable[[Rows], list[Batch]], parts: Iterable[Rows]
) -> Iterator[list[Batch]]:
    """Each part made ready while the one before it is written; the first is written by itself."""
    batch = map(ready, parts)
    yield next(batch)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, batch, None)
        while (part := waiting.result()) is not None:
            waiting = pool.submit(next, batch, None)
            yield part


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _load(
    graph: Graph, source: Source, run: Run, dry_run: bool, progress: Reporter
) -> ImportReport:
    with progress.task("检查数据", "Checking", source.size()) as task:
        good = run.checked(graph, source, task)
    report = run.report(dry_run=dry_run)
    large = report.rows > ONE_TRANSACTION
    if large:
        _refuse_unless_empty(
            graph,
            f"往已有数据的图里，一次最多导入 {ONE_TRANSACTION:,} 行。请分成几个文件。",
            f"At most {ONE_TRANSACTION:,} rows can be loaded at once into a graph that holds "
            "anything. Split the file.",
        )
    if not dry_run:
        with progress.task("写入数据", "Loading", report.rows) as task:
            if large:
                groups = ([one] for one in batches(good))
                land(graph, run.id, run.at, lambda: _in_batches(graph, groups, run, task))
            else:
                land(graph, run.id, run.at, lambda: _whole(graph, good, run, task))
        sample(graph, report.rows)
        refresh_reach(graph, progress)
    return report


def _whole(graph: Graph, good: list[Checked], run: Run, task: Task) -> None:
    def work(tx: Tx) -> None:
        refuse_beside_another(tx)
        run.record(tx, "done")
        run.write(tx, batches(good), task)

    graph.write_all(work, seconds=600)


def _in_batches(graph: Graph, groups: Iterable[list[Batch]], run: Run, task: Task) -> None:
    """A load too large for one transaction. Its record says ``loading`` until all of it is there.

    One transaction holds the record's lock meanwhile, so that nobody takes the load for dead.
    """
    rest = iter(groups)

    def begin(tx: Tx) -> None:
        refuse_beside_another(tx)
        run.record(tx, "loading")

    def held(tx: Tx) -> None:
        run.record(tx, "loading")  # the lock
        for group in rest:
            graph.write_all(lambda inner, group=group: run.write(inner, group, task), seconds=600)  # type: ignore[misc]
        run.record(tx, "done")

    graph.write_all(begin)
    try:
        graph.write_all(held, seconds=_DAY_OF_SECONDS)
    except ConnectionFailed:
        raise  # see ``land``
    except Exception:
        wipe_unfinished(graph)
        raise


def _refuse_unless_empty(graph: Graph, zh: str, en: str) -> None:
    text = "MATCH (n) WHERE NOT n:ImportRun AND NOT n:ModelVersion RETURN 1 LIMIT 1"
    if graph.read(text, seconds=60).rows:
        raise LoadError(zh, en)

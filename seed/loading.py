"""The seed as rows, as the workbook that staff import, and in the graph."""

import tempfile
from pathlib import Path

from graph.client import Graph
from graph.load import ImportReport, WriteLog, import_file, write_workbook
from graph.model import NODES, RELATIONSHIPS
from graph.progress import Reporter
from seed import article, town
from seed.township import heqing

NUMBER = 20230816
Rows = dict[str, list[dict[str, object]]]


def rows(number: int = NUMBER) -> Rows:
    """Every row by class name: the article's first, then the town's."""
    stated, invented = article.rows(), town.rows(number)
    return {
        kind: [*stated.get(kind, ()), *invented.get(kind, ())]
        for kind in (*NODES, *RELATIONSHIPS)
        if kind in stated or kind in invented
    }


def write(path: Path, number: int = NUMBER) -> None:
    """Write the workbook."""
    write_workbook(path, rows(number), heqing())


def load(
    graph: Graph,
    *,
    number: int = NUMBER,
    progress: Reporter | None = None,
    writes: WriteLog | None = None,
) -> ImportReport:
    """Write the workbook to a temporary folder and load it as staff would."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heqing.xlsx"
        write(path, number)
        return import_file(graph, path, by="seed", progress=progress, town=heqing(), writes=writes)

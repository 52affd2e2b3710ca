"""A backup of a graph: how long it takes, for how long writers are held, its size, the memory it needs."""

import tempfile
import tracemalloc
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure
from graph.backup.archive import Archive
from graph.backup.automatic import back_up
from graph.client import Graph
from graph.progress import Silent


def figures(graph: Graph) -> list[Figure]:
    """Of a whole graph, with no files of a home beside it. Nothing in the graph is changed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        written = back_up(graph, home / "a.zip", home, "private", Silent())
        begun = perf_counter()
        _verify(written.file)
        verified = perf_counter() - begun
        tracemalloc.start()  # which makes all of it slower
        try:
            _verify(back_up(graph, home / "b.zip", home, "private", Silent()).file)
            memory = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        entities = written.manifest.nodes + written.manifest.relationships
        return [
            Figure("backup: nodes and relationships", entities, ""),
            Figure("  written in", written.seconds, "s"),
            Figure("  writers held for", written.held, "s"),
            Figure("  verified in", verified, "s"),
            Figure("  size", written.file.stat().st_size / 2**20, "MB"),
            Figure("  most memory of Python", memory / 2**20, "MB"),
        ]


def _verify(file: Path) -> None:
    with Archive(file) as archive:
        archive.verify()

"""A town's registers: written out of the graph, read, planned; seconds and memory."""

import tempfile
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks.figures import Figure
from graph.client import Graph
from graph.load import plan_load
from graph.load.registers import load_registers, source_from_file, write_register_workbook
from seed import heqing

MOST_SECONDS = 5.0


def figures(graph: Graph) -> list[Figure]:
    """Export of what is in the graph, reading the file back, and its plan, which changes nothing."""
    registers, town = load_registers(), heqing()
    memory = psutil.Process().memory_info
    before = memory().rss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        begun = perf_counter()
        write_register_workbook(path, graph, registers, town)
        written = perf_counter()
        source = source_from_file(path, graph, registers, town)
        read = perf_counter()
        plan = plan_load(graph, source, sha256="benchmark", town=town)
        planned = perf_counter()
        more = (memory().rss - before) / 1e6
    assert not plan.changes and not plan.problems
    return [
        Figure("registers of a town: export", written - begun, "s", most=MOST_SECONDS),
        Figure("  read again", read - written, "s"),
        Figure("  planned, nothing changed", planned - read, "s"),
        Figure("  more memory", more, "MB"),
    ]

"""Every saved report and check once, at several sizes of the graph, and how each grows."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.figures import growth, put
from benchmarks.setting import towns
from cypher.errors import BadValue
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph
from graph.errors import GraphError

ROUNDS = 3
ENOUGH_MS = 10_000.0
"""What has taken so long in all is not run again."""
Taken = dict[str, float | None]
"""Milliseconds by id; None where it did not end within its limit."""


def take(graph: Graph) -> Taken:
    """The median of a few runs of each file that needs no value to be given.

    The first run plans, and is not counted where there is a second.
    """
    catalogue = Catalogue.load()
    runner, taken = Runner(graph, catalogue), Taken()
    for kind in ("reports", "checks"):
        for saved in catalogue.of(kind):
            try:
                spent: list[float] = []
                while len(spent) <= ROUNDS and sum(spent) < ENOUGH_MS:
                    begun = perf_counter()
                    runner.run(saved, cached=False, reader=LOCAL)
                    spent.append((perf_counter() - begun) * 1000)
                taken[saved.id] = median(spent[1:] or spent)
            except BadValue:
                continue
            except GraphError:
                taken[saved.id] = None
    return taken


def show(scales: Sequence[int]) -> None:
    """Print each file's time at each scale, slowest first, and the sum."""
    columns: list[Taken] = []
    for scale in scales:
        with towns(scale) as graph:
            columns.append(take(graph))
        total = sum(ms or 0 for ms in columns[-1].values())
        Console(stderr=True).print(f"{scale} towns: {len(columns[-1])} files in {total:,.0f} ms")
    grid = Table("", *(f"{scale} towns, ms" for scale in scales), "grows")
    last = columns[-1]
    for id in sorted(last, key=lambda id: -(last[id] or float("inf"))):
        cells = [column.get(id) for column in columns]
        grid.add_row(id, *map(_cell, cells), growth(cells[0], cells[-1]))
    grid.add_row("all", *(_cell(sum(ms or 0 for ms in column.values())) for column in columns), "")
    put(grid)


def _cell(ms: float | None) -> str:
    return "over its limit" if ms is None else f"{ms:,.1f}"

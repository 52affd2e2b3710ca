"""Reach of one town, and of 7,600 sites and 6,000 stations: seconds, memory, and what one move costs."""

import resource
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter

from benchmarks.figures import Figure
from graph.client import Graph
from graph.reach import ReachReport, recompute_reach, refresh_reach

TOWNS, SITES, STATIONS = 400, 19, 15
"""As many towns as an installation is meant for, each as large as the invented one."""
_APART, _SPREAD = 0.12, 0.04
"""Degrees of longitude between two towns, and from a town's centre to its edges."""
_MAKE = (
    "UNWIND $rows AS row WITH row, point({longitude: row.x, latitude: row.y}) AS place "
    "CREATE (v:Venue {id: 'VEN-' + row.id, name: row.id, location: place})"
    "-[:HOSTS]->(:ServiceStation {id: 'ST-' + row.id, name: row.id, status: 'OPEN'})",
    "UNWIND $rows AS row CREATE (:DeliverySite {id: 'SITE-' + row.id, name: row.id, status: 'OPEN', "
    "location: point({longitude: row.x, latitude: row.y})})",
)
_MOVE = "MATCH (v:Venue {id: $id}) SET v.location = point({longitude: 120.0, latitude: 31.2})"


def measure_town(graph: Graph) -> list[Figure]:
    """Reach of the one town in a graph, computed anew."""
    seconds, report = _timed(lambda: recompute_reach(graph))
    return [Figure(f"reach of one town, {report.pairs} pairs", seconds, "s", most=1.0)]


def measure_many(graph: Graph) -> list[Figure]:
    """Reach of many towns in an empty graph, then of one venue that has moved."""
    for text, count in zip(_MAKE, (STATIONS, SITES), strict=True):
        graph.write(text, {"rows": list(_places(count))}, seconds=600)
    seconds, report = _timed(lambda: refresh_reach(graph))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    graph.write(_MOVE, {"id": "VEN-200-0"})
    moved, again = _timed(lambda: refresh_reach(graph))
    idle, _ = _timed(lambda: refresh_reach(graph))
    name = f"{report.sites:,} sites, {report.stations:,} stations"
    return [
        Figure(f"reach of {name}, {report.pairs:,} pairs", seconds, "s", most=60.0),
        Figure("memory of the process meanwhile, at most", megabytes, "MB", most=500.0),
        Figure(f"one venue moved, {again.pairs} pairs", moved, "s"),
        Figure("nothing moved", idle, "s"),
    ]


def _places(count: int) -> Iterator[dict[str, object]]:
    chance = Random(count)
    for town in range(TOWNS):
        for n in range(count):
            x = 121.7 - _APART * town + chance.uniform(-_SPREAD, _SPREAD)
            yield {"id": f"{town}-{n}", "x": x, "y": 31.2 + chance.uniform(-_SPREAD, _SPREAD)}


def _timed(work: Callable[[], ReachReport]) -> tuple[float, ReachReport]:
    begun = perf_counter()
    report = work()
    return perf_counter() - begun, report

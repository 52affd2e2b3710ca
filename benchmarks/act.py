"""What one action takes beside the bare commit, eight clients at a time, and 200 records at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median, quantiles
from threading import Barrier
from time import perf_counter

from benchmarks.figures import Figure
from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from cypher.reader import OWNER
from graph.client import Graph
from graph.load import load_rows

ONE_MS, TIMES_BARE, EIGHT_MS, CROWD_S = 25, 1.5, 370, 4
_ALONE, _CLIENTS, _EACH, _CROWD, _WARM = 200, 8, 25, 200, 60
_BARE = "MATCH (w:Wish {id: $id}) SET w.title = $title"


def measure(graph: Graph) -> list[Figure]:
    """Wishes taken up in a graph of nothing else; each figure is of the call, without HTTP."""
    wishes = _WARM + _ALONE + _CLIENTS * _EACH + _CROWD
    load_rows(graph, _rows(wishes, _CROWD), name="act", by="benchmark")
    runner, free = ActionRunner(graph, ActionLibrary()), count(1)

    def act() -> float:
        n = next(free)
        given = {"organisation": f"ORG-{n % _CROWD + 1}"}
        return _taken(lambda: runner.run(OWNER, "wish/claim", f"W-{n:06d}", given))

    def bare() -> float:
        values: dict[str, object] = {"id": "W-000001", "title": str(perf_counter())}
        return _taken(lambda: graph.write(_BARE, values))

    for _ in range(_WARM):
        act(), bare()
    pairs = [(act(), bare()) for _ in range(_ALONE)]
    one, committed = (median(some) * 1000 for some in zip(*pairs, strict=True))
    eight = _at_once(act, _CLIENTS, _EACH)
    begin = perf_counter()
    _at_once(act, _CROWD, 1)
    crowd = perf_counter() - begin
    stored = graph.read("MATCH (c:ChangeRun) RETURN count(c)").value()
    bound = max(ONE_MS, TIMES_BARE * committed)
    return [
        Figure("one client, an action, median", one, "ms", committed, most=bound),
        Figure(
            "8 clients, an action, 95 of 100",
            quantiles(eight, n=20)[-1] * 1000,
            "ms",
            most=EIGHT_MS,
        ),
        Figure("200 records at once, until all are stored", crowd, "s", most=CROWD_S),
        Figure("actions that were lost", wishes - stored, "actions", most=0),
    ]


def _taken(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def _at_once(work: Callable[[], float], clients: int, each: int) -> list[float]:
    """What each call took, of so many clients that begin at one moment."""
    ready = Barrier(clients)

    def client(_: int) -> list[float]:
        ready.wait()
        return [work() for _ in range(each)]

    with ThreadPoolExecutor(clients) as pool:
        return [one for some in pool.map(client, range(clients)) for one in some]


def _rows(wishes: int, organisations: int) -> dict[str, list[dict[str, object]]]:
    numbers = range(1, wishes + 1)
    published = "2025-03-02 09:00"
    wish = {
        "category": "riding_gear", "kind": "goods", "status": "PUBLISHED", "publishedAt": published,
    }  # fmt: skip
    event = {"toStatus": "PUBLISHED", "seq": 1, "at": published, "actorRole": "reviewer"}
    return {
        "Organization": [
            {"id": f"ORG-{n}", "name": f"第{n}党支部", "kind": "party"}
            for n in range(1, organisations + 1)
        ],
        "Wish": [{"id": f"W-{n:06d}", "title": f"头盔{n}", **wish} for n in numbers],
        "WishEvent": [{"id": f"EV-{n:06d}", **event} for n in numbers],
        "HasEvent": [{"start": f"W-{n:06d}", "end": f"EV-{n:06d}"} for n in numbers],
    }

"""Saves by HTTP on any site: one client, eight, and one for each of 200 records at one moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import quantiles
from threading import Barrier
from time import perf_counter

from benchmarks.peers.site import Site, Town

ALONE, CLIENTS, EACH, CROWD = 100, 8, 50, 200
PATIENCE = 120.0
"""Seconds after which a save counts as one that hangs."""


@dataclass(frozen=True)
class Saves:
    """Seconds of each save; how many were answered with each status; seconds until the last answer."""

    seconds: list[float]
    statuses: Counter[int]
    whole: float

    def at(self, percent: int) -> float:
        """Milliseconds within which so many of a hundred saves were answered."""
        return quantiles(self.seconds, n=100)[percent - 1] * 1000


_costs = count(1000)


def alone(site: Site, town: Town, times: int = ALONE) -> Saves:
    """One client that saves one record again and again."""
    return _at_once(site, town.wishes[:1], times)


def eight(site: Site, town: Town) -> Saves:
    """Eight clients, each with a record of its own."""
    return _at_once(site, town.wishes[:CLIENTS], EACH)


def crowd(site: Site, town: Town) -> tuple[Saves, int]:
    """As many clients as records at one moment; and how many records hold what was sent."""
    wishes = town.wishes[:CROWD]
    cost = next(_costs)
    saves = _at_once(site, wishes, 1, cost)
    stored = site.costs()
    return saves, sum(stored[one] == cost for one in wishes)


def overload(site: Site, town: Town, most: int) -> Saves:
    """As many clients as that at one moment, each with a record of its own."""
    return _at_once(site, (town.wishes * 2)[:most], 1)


def _at_once(site: Site, wishes: list[str], each: int, cost: int = 0) -> Saves:
    ready = Barrier(len(wishes) + 1)
    statuses: Counter[int] = Counter()

    def client(save: Callable[[int], int]) -> list[float]:
        ready.wait()
        seconds = []
        for _ in range(each):
            begun = perf_counter()
            statuses[save(cost or next(_costs))] += 1
            seconds.append(perf_counter() - begun)
        return seconds

    savers = [site.saver(one) for one in wishes]  # each has opened its form
    with ThreadPoolExecutor(len(wishes)) as pool:
        running = [pool.submit(client, save) for save in savers]
        ready.wait()
        begun = perf_counter()
        seconds = [one for some in running for one in some.result()]
        return Saves(seconds, statuses, perf_counter() - begun)

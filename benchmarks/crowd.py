"""Signed-in visitors who click about for some minutes, with one real browser beside them."""

import asyncio
import random
from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from statistics import quantiles
from time import perf_counter

from playwright.sync_api import Browser
from tornado.httpclient import AsyncHTTPClient, HTTPError

from benchmarks.browser import visit
from benchmarks.figures import Figure
from benchmarks.pages import paths
from benchmarks.setting import Served
from benchmarks.signed_in import signed_in
from benchmarks.visitors import fetch_page
from graph.client import Graph

PAGE_WITHIN, MOST_MORE_MB = 0.5, 64.0
_LOOKS_AT = (2.0, 10.0)
"""Seconds for which a visitor looks at a page, drawn evenly between the two."""
_FIRST_MINUTE = 60.0


class _Crowd:
    """What the visitors meet: seconds a page by its address, and what failed."""

    def __init__(self, served: Served, addresses: list[str], seconds: float) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self._served, self._addresses, self._seconds = served, addresses, seconds
        self._begun = perf_counter()

    def run(self, count: int) -> float:
        """Let them click; the dashboard's memory in MB after the first minute."""
        return asyncio.run(self._run(count))

    async def _run(self, count: int) -> float:
        client = AsyncHTTPClient(force_instance=True, max_clients=8 * count)
        visitors = [asyncio.create_task(self._visitor(client, n)) for n in range(count)]
        await asyncio.sleep(_FIRST_MINUTE)
        after_a_minute = self._served.megabytes()
        await asyncio.gather(*visitors)
        client.close()
        return after_a_minute

    async def _visitor(self, client: AsyncHTTPClient, n: int) -> None:
        chance = random.Random(n)
        while perf_counter() - self._begun < self._seconds:
            await asyncio.sleep(chance.uniform(*_LOOKS_AT))
            path, begun = chance.choice(self._addresses), perf_counter()
            try:
                await fetch_page(client, self._served, path)
                self.taken[path].append(perf_counter() - begun)
            except (HTTPError, OSError) as error:
                self.failed.append(f"{path}: {error}")


def measure(
    graph: Graph, served: Served, browser: Browser, minutes: int, count: int
) -> list[Figure]:
    """The slowest page's 95th percentile, what failed, and how memory grew after the first minute."""
    served = signed_in(served)
    crowd = _Crowd(
        served, [path.removeprefix("./") for path in paths(graph).values()], minutes * 60.0
    )
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(crowd.run, count)
        seen = _beside(browser, served, running)
        before = running.result()
    late = {
        path: quantiles(taken, n=20)[-1] for path, taken in crowd.taken.items() if len(taken) > 1
    }
    slowest = max(late, key=lambda path: late[path])
    every = [one for taken in crowd.taken.values() for one in taken]
    return [
        Figure(f"slowest page, p95 ({slowest or 'overview'})", late[slowest], "s", most=PAGE_WITHIN),
        Figure(f"  all {len(every):,} pages, p95", quantiles(every, n=20)[-1], "s"),
        Figure("  last card in Chromium beside them, p95", quantiles(seen, n=20)[-1], "s"),
        Figure("  failed", float(len(crowd.failed)), "", most=0),
        Figure("  memory since the first minute", max(served.megabytes() - before, 0.0), "MB", most=MOST_MORE_MB),
    ]  # fmt: skip


def _beside(browser: Browser, served: Served, running: Future[float]) -> list[float]:
    """Cold visits of the overview, one after another, while the others click."""
    seen = []
    while not running.done():
        found = visit(browser, served)
        assert not found["faults"]
        seen.append(found["last"])
        wait([running], timeout=_LOOKS_AT[1])
    return seen

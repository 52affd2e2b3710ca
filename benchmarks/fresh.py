"""From a commit to the new figure on open pages: so many HTTP clients and one Chromium, and what the
server spends on it."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from statistics import median
from time import perf_counter, sleep

from playwright.sync_api import Browser
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

from benchmarks.figures import Figure
from benchmarks.setting import Served
from graph.client import Graph

COUNTS = (20, 100)
WITHIN = {20: 1.0, 100: 5.0}
"""How many open pages, and within how many seconds all of them show what is new."""
CHANGES = 8
IDLE_SECONDS = 5.0
PAGES = ("overview", "todo", "needs", "support", "stations", "money", "service", "sources")
IN_SIGHT = 6
"""So many cards of a page are in sight at most, from its top."""
_CHANGE = "MATCH (w:Wish {id: 'W-000317'}) SET w.title = $title"
_PATIENCE = 120.0


class _Open:
    """One open page, as its scripts keep it: the stream, and what its cards show."""

    def __init__(self, client: AsyncHTTPClient, served: Served, page: str, lang: str) -> None:
        self._client, self._served = client, served
        self._page, self._lang = page, lang
        self._have: dict[str, str] = {}
        self._rest = ""
        self._moved = asyncio.Event()
        self.shown = perf_counter()
        self.version = ""
        self.refused: list[str] = []

    async def keep(self) -> None:
        """Look at the page until it is closed."""
        stream = asyncio.ensure_future(
            self._client.fetch(
                f"{self._served.address}/fresh",
                headers=self._served.headers,
                streaming_callback=self._hear,
                request_timeout=0,
            )
        )
        try:
            while True:
                await self._moved.wait()
                self._moved.clear()
                await self._ask()
        finally:
            stream.cancel()
            await asyncio.gather(stream, return_exceptions=True)

    def _hear(self, chunk: bytes) -> None:
        self._rest += chunk.decode()
        *lines, self._rest = self._rest.split("\n")
        if any(line.startswith("data: ") for line in lines):
            self._moved.set()

    async def _ask(self) -> None:
        have = " ".join(f"{id}={digest}" for id, digest in self._have.items())
        answer = await self._answer(
            HTTPRequest(
                f"{self._served.address}/fresh/{self._page}?lang={self._lang}",
                headers={**self._served.headers, "X-Lianxin-Have": have},
                request_timeout=_PATIENCE,
            )
        )
        first, *cards = map(json.loads, answer.body.decode().splitlines())
        self._have = self._have or dict.fromkeys(islice(first["cards"], IN_SIGHT), "")
        self._have |= {one["card"]: one["digest"] for one in cards}
        self.shown, self.version = perf_counter(), first["version"]

    async def _answer(self, request: HTTPRequest) -> HTTPResponse:
        """What is answered; asked again after a while where the server is busy, as a page does."""
        while True:
            answer = await self._client.fetch(request, raise_error=False)
            if answer.code == 200:
                return answer
            self.refused.append(f"{answer.code} {answer.error}")
            await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))


def _refused(pages: list[_Open]) -> list[str]:
    """What the pages were answered that was no answer."""
    return [one for page in pages for one in page.refused]


async def _times(graph: Graph, served: Served, count: int) -> tuple[list[float], float, float]:
    """Seconds from each commit until every page had its answer; the server's CPU for one change,
    and in a second in which nothing changes."""
    client = AsyncHTTPClient(force_instance=True, max_clients=3 * count)
    langs = cycle(("zh", "zh", "zh", "en"))
    pages = [_Open(client, served, page, next(langs)) for page in islice(cycle(PAGES), count)]
    tasks = [asyncio.ensure_future(page.keep()) for page in pages]
    for n in range(2):  # what they show at first, and every plan once
        await _change(graph, pages, f"开始{n}")
        await asyncio.sleep(8)
    idle = served.cpu()
    await asyncio.sleep(IDLE_SECONDS)
    idle, begun = (served.cpu() - idle) / IDLE_SECONDS, served.cpu()
    taken: list[float] = []
    for n in range(CHANGES):
        taken += await _change(graph, pages, f"第{n}次")
    spent = (served.cpu() - begun) / CHANGES
    logging.getLogger("tornado").setLevel(logging.CRITICAL)  # streams that are cut off are no fault
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    client.close()
    await asyncio.sleep(0.5)  # the streams end
    return taken, spent, idle


async def _change(graph: Graph, pages: list[_Open], title: str) -> list[float]:
    """Write, and wait for every page; seconds each took from the commit on."""
    before = [page.version for page in pages]
    await asyncio.to_thread(_write, graph, title)
    committed = perf_counter()
    end = committed + _PATIENCE
    while any(page.version == old for page, old in zip(pages, before, strict=True)):
        if perf_counter() > end:
            late = sum(page.version == old for page, old in zip(pages, before, strict=True))
            raise TimeoutError(
                f"{late} of {len(pages)} open pages were never told: {_refused(pages)}"
            )
        await asyncio.sleep(0.01)
    return [page.shown - committed for page in pages]


def _write(graph: Graph, title: str) -> None:
    with graph.driver.session(database=graph.address.database) as session:
        session.run(_CHANGE, title=title).consume()


def _seen(graph: Graph, served: Served, chromium: Browser) -> list[float]:
    """Seconds from each commit until one Chromium has the new words on the page."""
    taken = []
    with chromium.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{served.address}/todo")
        page.wait_for_selector("[data-card=to_review]:not(.waiting) tbody")
        sleep(2)
        for n in range(CHANGES):
            title = f"屏幕第{n}次"
            _write(graph, title)
            committed = perf_counter()
            page.wait_for_function(
                "title => document.querySelector('[data-card=to_review]').textContent.includes(title)",
                arg=title,
            )
            taken.append(perf_counter() - committed)
            sleep(1)
    return taken


def measure(graph: Graph, served: Served, chromium: Browser) -> list[Figure]:
    """The figures for each number of open pages."""
    figures = []
    for count in COUNTS:
        with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop running in this one
            measuring = thread.submit(asyncio.run, _times(graph, served, count))
            taken, spent, idle = measuring.result()
        goal = WITHIN[count]
        figures += [
            Figure(
                f"{count} open pages: commit to the new figure, all", max(taken), "s", most=goal
            ),
            Figure(f"{count} open pages: the same, median", median(taken), "s"),
            Figure(f"{count} open pages: the server's CPU for one change", spent, "s"),
            Figure(f"{count} open pages: the server's CPU in a quiet second", idle, "s"),
        ]
    seen = _seen(graph, served, chromium)
    figures.append(Figure("Chromium: commit to seen, slowest", max(seen), "s", most=1.0))
    figures.append(Figure("Chromium: commit to seen, median", median(seen), "s"))
    return figures

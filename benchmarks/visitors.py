"""Many visitors at once, as HTTP clients that fetch the overview and its cards; one Chromium beside a hundred."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from time import perf_counter

from playwright.sync_api import Browser
from tornado.httpclient import AsyncHTTPClient

from benchmarks.browser import visit
from benchmarks.figures import Figure
from benchmarks.setting import Served

TWENTY_WITHIN, HUNDRED_WITHIN, CPU_EACH = 1.0, 3.0, 0.03
"""Seconds; the last of server CPU for one of a hundred visitors."""
_PENDING = re.compile(r'<article class="card[^"]*\bpending\b[^"]*"[^>]*data-url="([^"]+)"')


async def fetch_page(client: AsyncHTTPClient, served: Served, path: str = "") -> None:
    """Fetch a page, then each card that its first answer does not hold. Raises HTTPClientError."""

    async def get(path: str) -> bytes:
        response = await client.fetch(
            f"{served.address}/{path}",
            headers=served.headers,
            request_timeout=120,
            decompress_response=True,
        )
        return response.body

    page = await get(path)
    await asyncio.gather(*map(get, map(unescape, _PENDING.findall(page.decode()))))


async def at_once(served: Served, visitors: int) -> tuple[float, float]:
    """Seconds until the last of so many visitors has everything, and server CPU seconds for each."""
    client = AsyncHTTPClient(force_instance=True, defaults={"connect_timeout": 60}, max_clients=visitors)  # fmt: skip
    try:
        await fetch_page(client, served)
        begun, before = perf_counter(), served.cpu()
        await asyncio.gather(*(fetch_page(client, served) for _ in range(visitors)))
        return perf_counter() - begun, (served.cpu() - before) / visitors
    finally:
        client.close()


def measure(served: Served, browser: Browser) -> list[Figure]:
    """Twenty visitors, then a hundred with one real browser beside them.

    The clients have a thread of their own: Playwright keeps a loop running in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        twenty, _ = thread.submit(asyncio.run, at_once(served, 20)).result()
        clients = thread.submit(asyncio.run, at_once(served, 100))
        beside = visit(browser, served)
        hundred, cpu = clients.result()
    return [
        Figure("20 visitors at once, the last", twenty, "s", most=TWENTY_WITHIN),
        Figure("100 visitors at once, the last", hundred, "s", most=HUNDRED_WITHIN),
        Figure("  server CPU each", cpu, "s", most=CPU_EACH),
        Figure("  last card in Chromium beside them", beside["last"], "s"),
    ]

"""What others wait while two reports of 25 s run; one file fetched 200 times at once; memory after a hundred days."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

import requests
from tornado.httpclient import AsyncHTTPClient

from benchmarks.figures import Figure
from benchmarks.setting import Served

HEALTH_WITHIN_MS, OVERVIEW_WITHIN, MOST_MORE_MB, MOST_TIMES_AFTER_A_CHANGE = 50.0, 0.3, 128.0, 1.2
TRIES = 50
SLOW = """// ---
// title: {zh: 慢, en: Slow}
// about: {zh: 供测量用。, en: To measure with.}
// parameters:
//   n: {type: integer, default: 1, label: {zh: 序号, en: Number}}
// columns:
//   x: {label: {zh: 值, en: Value}}
// limits: {seconds: 25}
// ---
UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b
WITH a * b + $n AS c WHERE c < 0
RETURN count(c) AS x"""
"""Runs until its limit of 25 s on any machine."""
QUICK = """// ---
// title: {zh: %s, en: Quick}
// about: {zh: 供测量用。, en: To measure with.}
// columns:
//   x: {label: {zh: 值, en: Value}}
// ---
RETURN 1 AS x"""


def measure(served: Served) -> list[Figure]:
    """In this order: the home is empty of own reports before and after."""
    figures = list(_beside_slow_reports(served))
    figures += _one_file_200_times(served)
    figures += _a_hundred_days(served)
    figures += _after_one_change(served)
    return figures


def _beside_slow_reports(served: Served) -> Iterator[Figure]:
    with _own_report(served, "slow", SLOW), _running(served, "slow", 2):
        for path in ("livez", "readyz"):
            taken = _p95(lambda path=path: _get(f"{served.address}/{path}"))  # type: ignore[misc]
            yield Figure(f"/{path} beside two slow reports, p95", taken * 1000, "ms", most=HEALTH_WITHIN_MS)  # fmt: skip
        taken = _p95(lambda: _get(f"{served.address}/"))
        yield Figure("overview beside two slow reports, p95", taken, "s", most=OVERVIEW_WITHIN)


@contextmanager
def _own_report(served: Served, name: str, text: str) -> Iterator[Path]:
    file = served.home / "own" / "reports" / f"{name}.cypher"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    try:
        while not _shows(f"{served.address}/reports?report={name}", text):
            sleep(0.1)  # files are looked at once a second
        yield file
    finally:
        file.unlink()


def _shows(address: str, text: str) -> bool:
    """Whether a page has the title that a report's text gives it."""
    title = text.split("zh: ")[1].split(",")[0]
    page = requests.get(address, timeout=60)
    return page.ok and title in page.text


@contextmanager
def _running(served: Served, report: str, count: int) -> Iterator[None]:
    """So many questions to a slow report, under way for as long as the body runs."""
    address = f"{served.address}/card/reports/rows?report={report}"
    threads = [
        threading.Thread(target=requests.get, args=(f"{address}&n={n}",), kwargs={"timeout": 60}, daemon=True)
        for n in range(count)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    yield
    assert all(thread.is_alive() for thread in threads), "the slow reports ended too early"


def _get(address: str) -> bytes:
    response = requests.get(address, timeout=60)
    response.raise_for_status()
    return response.content


def _p95(request: Callable[[], object]) -> float:
    """The 95th percentile of ``TRIES`` requests one after another, in seconds."""
    seconds = []
    for _ in range(TRIES):
        begun = perf_counter()
        request()
        seconds.append(perf_counter() - begun)
    return quantiles(seconds, n=20)[-1]


def _one_file_200_times(served: Served) -> list[Figure]:
    address = f"{served.address}/download/wishes/ledger.xlsx?as_of="
    begun = perf_counter()
    _get(f"{address}2025-08-30")
    one = perf_counter() - begun

    async def many() -> float:
        client = AsyncHTTPClient(force_instance=True, max_clients=200)
        begun = perf_counter()
        await asyncio.gather(
            *(client.fetch(f"{address}2025-08-29", request_timeout=300, connect_timeout=60) for _ in range(200))
        )  # fmt: skip
        client.close()
        return perf_counter() - begun

    with ThreadPoolExecutor(1) as thread:
        all_of_them = thread.submit(asyncio.run, many()).result()
    return [
        Figure("one XLSX file", one, "s"),
        Figure("  fetched 200 times at once, all", all_of_them, "s"),
    ]


def _a_hundred_days(served: Served) -> list[Figure]:
    last = date(2025, 8, 31)
    largest = "card/support/map?show_map=layers&as_of="
    _get(f"{served.address}/{largest}{last}")
    before = served.megabytes()
    for back in range(1, 101):
        _get(f"{served.address}/{largest}{last - timedelta(days=back)}")
    more = max(served.megabytes() - before, 0.0)
    return [Figure("memory after 100 days of the largest card", more, "MB", most=MOST_MORE_MB)]


def _after_one_change(served: Served) -> list[Figure]:
    def opened() -> float:
        begun = perf_counter()
        _get(f"{served.address}/")
        return perf_counter() - begun

    unchanged = sorted(opened() for _ in range(9))[4]
    changed = []
    for n in range(9):
        with _own_report(served, "alone", QUICK % f"快{n}"):
            changed.append(opened())
    times = sorted(changed)[4] / unchanged
    return [
        Figure("overview after a lone change, times unchanged", times, "", most=MOST_TIMES_AFTER_A_CHANGE)
    ]  # fmt: skip

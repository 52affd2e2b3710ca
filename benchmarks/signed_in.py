"""The same overview for whoever is signed in, what the gate costs, and a flood of wrong sign-ins beside it."""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import requests
from playwright.sync_api import Browser
from tornado.httpclient import AsyncHTTPClient
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from benchmarks.browser import visit
from benchmarks.figures import Figure
from benchmarks.setting import Served
from benchmarks.visitors import at_once, fetch_page
from cypher.reader import OWNER
from dashboard.auth.access import Access

LAST_CARD, HUNDRED_WITHIN, GATE_MS, BESIDE_A_FLOOD = 0.25, 4.0, 0.3, 1.0
RATE, SECONDS, ADDRESSES = 50, 30, 8
"""Wrong sign-ins a second, for how long, and from how many addresses of this machine."""
GUESSED, PASSWORD = "guessed", "wutong-san-mao-cha"
_VISITS, _ASKED = 9, 2000
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def signed_in(served: Served) -> Served:
    """The dashboard as a steward sees it; from here on nobody sees it without signing in."""
    access = Access(served.home)
    assert access.accounts is not None and access.gate.sessions is not None
    account, first = access.accounts.add(GUESSED, "steward", OWNER)
    access.accounts.change_password(account.id, first, PASSWORD)
    value = access.gate.sessions.begin(account.id, "127.0.0.1", "benchmark")
    return replace(served, cookie=f"{access.gate.cookie.name}={value}")


def measure(served: Served, browser: Browser) -> list[Figure]:
    """Signed in: the overview, a hundred visitors, the gate alone, and a flood beside it."""
    served = signed_in(served)
    visit(browser, served)
    seen = median(visit(browser, served)["last"] for _ in range(_VISITS))
    with ThreadPoolExecutor(1) as thread:
        hundred, _ = thread.submit(asyncio.run, at_once(served, 100)).result()
        flooded = thread.submit(_beside_a_flood, served).result()
    return [
        Figure("signed in: overview: last card", seen, "s", most=LAST_CARD),
        Figure("  100 visitors at once, the last", hundred, "s", most=HUNDRED_WITHIN),
        Figure("  the gate, a request", _gate(served), "ms", most=GATE_MS),
        *flooded,
    ]


def _gate(served: Served) -> float:
    """Milliseconds in which the gate finds out who asks and what they may."""
    gate = Access(served.home).gate
    headers = HTTPHeaders(served.headers)
    begun = perf_counter()
    for _ in range(_ASKED):
        gate.check(HTTPServerRequest("GET", "/", headers=headers), "look")
    return (perf_counter() - begun) / _ASKED * 1000


def _beside_a_flood(served: Served) -> list[Figure]:
    device = _sign_in(served, requests.Session())
    with _flood(served) as answers:
        taken, back = asyncio.run(_overview(served)), []
        for _ in range(3):
            begun = perf_counter()
            _sign_in(served, device)
            back.append(perf_counter() - begun)
    assert 200 not in answers and 303 not in answers, answers
    refused = ", ".join(f"{status} × {count}" for status, count in sorted(answers.items()))
    return [
        Figure(f"overview beside {RATE} wrong sign-ins a second, p95", taken, "s", most=BESIDE_A_FLOOD),
        Figure("  sign-in of the guessed account's owner", max(back), "s"),
        Figure(f"  guesses answered ({refused})", answers.total(), ""),
    ]  # fmt: skip


async def _overview(served: Served) -> float:
    client = AsyncHTTPClient(force_instance=True)
    seconds = []
    end = perf_counter() + SECONDS - 10
    while perf_counter() < end:
        begun = perf_counter()
        await fetch_page(client, served)
        seconds.append(perf_counter() - begun)
        await asyncio.sleep(0.2)
    client.close()
    return quantiles(seconds, n=20)[-1]


def _sign_in(served: Served, browser: requests.Session) -> requests.Session:
    """Sign in by the form, as a browser that keeps its cookies does. Raises AssertionError."""
    browser.cookies.pop(served.cookie.partition("=")[0], None)  # signed out; the device is kept
    form = browser.get(f"{served.address}/sign-in", timeout=60)
    given = {"name": GUESSED, "password": PASSWORD, "token": _TOKEN.findall(form.text)[0]}
    answer = browser.post(
        f"{served.address}/sign-in", given, timeout=60, allow_redirects=False,
        headers={"Origin": served.address},
    )  # fmt: skip
    assert answer.status_code == 303, answer.status_code
    return browser


@contextmanager
def _flood(served: Served) -> Iterator[Counter[int]]:
    """Wrong sign-ins from several addresses until ``SECONDS`` are over; their statuses, counted."""
    answers: Counter[int] = Counter()
    thread = threading.Thread(target=asyncio.run, args=(_guess_all(served, answers),))
    thread.start()
    try:
        yield answers
    finally:
        thread.join()


async def _guess_all(served: Served, answers: Counter[int]) -> None:
    asked = []
    for n in range(RATE * SECONDS):
        asked.append(asyncio.create_task(_guess(served, n, answers)))
        await asyncio.sleep(1 / RATE)
    await asyncio.gather(*asked)


async def _guess(served: Served, n: int, answers: Counter[int]) -> None:
    """One guess: the form's page for its cookie and token, then a wrong password."""
    address = f"127.0.0.{2 + n % ADDRESSES}"
    page = await _exchange(served, address, "GET", "", "")
    cookie = "; ".join(re.findall(r"(?mi)^set-cookie: ([^;]+)", page))
    token = _TOKEN.findall(page)
    if token:
        body = urlencode({"name": GUESSED, "password": f"wrong-password-{n}", "token": token[0]})
        page = await _exchange(served, address, "POST", cookie, body)
    answers[int(page.split(" ", 2)[1])] += 1


async def _exchange(served: Served, address: str, method: str, cookie: str, body: str) -> str:
    """One request from an address of this machine; the whole response."""
    host = urlsplit(served.address).netloc
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port), local_addr=(address, 0))
    lines = [
        f"{method} /sign-in HTTP/1.1", f"Host: {host}", "Connection: close", f"Cookie: {cookie}",
        f"Origin: {served.address}", "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}", "", body,
    ]  # fmt: skip
    writer.write("\r\n".join(lines).encode())
    response = await reader.read()
    writer.close()
    return response.decode("utf-8", "replace")

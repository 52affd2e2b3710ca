"""Two processes of one home behind nginx and Caddy: round robin, a prefix, one restarted under load."""

import os
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Lock

import pytest
import requests
from as_user import LIANXIN, until
from browser_page import alive, settled
from certificates import issued, trusted
from playwright.sync_api import Browser, Page, expect
from proxies import PROXIES, proxy

from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions import SessionStore
from dashboard.auth.sessions.cookie import CookieStyle
from graph.client import Graph

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]
PATIENCE = 60
ASKED = (
    "", "needs", "card/overview/open", "figure/overview/flow.svg", "state/overview", "find?q=骑手",
    "download/wishes/rates.csv", "editions/state", "readyz", "reports?report=wishes/rates",
)  # fmt: skip


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


class Served:
    """One ``lianxin serve`` behind a proxy, which can be started again."""

    def __init__(self, home: Path, town: Graph, port: int, outer: list[int]) -> None:
        names = [word for one in outer for word in ("--name", f"localhost:{one}")]
        self.port = port
        self._command = [
            *LIANXIN, "serve", "--port", str(port), "--behind", "127.0.0.1", "--prefix", "/lx/", *names,
        ]  # fmt: skip
        self._given = {
            "NEO4J_URI": town.address.uri,
            "NEO4J_PASSWORD": town.address.password,
            "LIANXIN_HOME": str(home),
        }
        self._log = home / f"served-{port}.log"
        self.start()

    def start(self) -> None:
        with self._log.open("a") as out:
            self.process = subprocess.Popen(
                self._command, env={**os.environ, **self._given}, stdout=out, stderr=out
            )

    def answers(self, path: str) -> int:
        """The status of one of its own addresses of health; 0 while it does not listen."""
        assert self.process.poll() is None, self._log.read_text()
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/lx/{path}", timeout=10).status_code
        except requests.ConnectionError:
            return 0

    def restart(self) -> None:
        """Ask it to stop, as a service manager does, and start another in its place."""
        self.process.terminate()
        assert self.process.wait(40) == 0, self._log.read_text()
        self.start()
        until(lambda: self.answers("readyz") == 200)


class Pair:
    """Two processes, the ports of the proxies in front, and what a signed-in visitor sends."""

    def __init__(self, folder: Path, town: Graph) -> None:
        self.home, self.authority = folder / "home", trusted(folder)
        first, second, *outer = free_ports(2 + len(PROXIES))
        self.outer = dict(zip(PROXIES, outer, strict=True))
        self.cookie = signed_in(self.home)
        self.processes = [Served(self.home, town, port, outer) for port in (first, second)]
        self.ports = (first, second)


def signed_in(home: Path) -> dict[str, str]:
    """An account of the home, and the cookie of a session of it, by name."""
    database = AccessDatabase(home)
    with database.write() as connection:
        connection.execute(
            "INSERT INTO account (key, name, role, password_at, added_at, added_by)"
            " VALUES ('li', 'Li', 'steward', 0, 0, 'owner')"
        )
    cookie = CookieStyle.of(home, path="/lx/", secure=True)
    return {cookie.name: SessionStore(database).begin(1, "127.0.0.1", "a test")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("processes")


@pytest.fixture(scope="module")
def pair(town: Graph, folder: Path) -> Iterator[Pair]:
    pair = Pair(folder, town)
    try:
        for one in pair.processes:
            until(lambda one=one: one.answers("readyz") == 200)
        yield pair
    finally:
        for one in pair.processes:
            one.process.send_signal(signal.SIGINT)
            one.process.wait(40)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def url(request: pytest.FixtureRequest, pair: Pair, folder: Path) -> Iterator[str]:
    """The address that visitors open, by each proxy in turn."""
    kind = request.param
    with proxy(kind, folder, pair.outer[kind], pair.ports, issued(folder, "localhost")) as url:
        until(lambda: _answers(url, pair))
        yield url


def _answers(url: str, pair: Pair) -> bool:
    try:
        with visitor(pair) as session:
            return session.get(f"{url}readyz", timeout=10).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def page(browser: Browser, pair: Pair, url: str) -> Iterator[Page]:
    with browser.new_context(ignore_https_errors=True, accept_downloads=True) as context:
        for name, value in pair.cookie.items():
            context.add_cookies([{"name": name, "value": value, "url": url, "secure": True}])
        yield context.new_page()


def live(page: Page) -> None:
    page.locator("[data-live] svg.scene:visible").first.hover()
    expect(page.locator("[data-live].live")).to_have_count(1, timeout=60_000)


def visitor(pair: Pair) -> requests.Session:
    session = requests.Session()
    session.trust_env, session.verify = False, pair.authority
    session.cookies.update(pair.cookie)
    return session


def test_every_address_answers_by_both_processes(url: str, pair: Pair):
    with visitor(pair) as session:
        found = {
            (path, n): session.get(f"{url}{path}", timeout=PATIENCE).status_code
            for path in ASKED
            for n in range(2)
        }
    assert {key: status for key, status in found.items() if status != 200} == {}


def test_pages_pictures_and_files_in_a_browser(url: str, page: Page):
    wrong: list[str] = []
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto(url)
    alive(page)
    settled(page)
    live(page)
    page.goto(f"{url}reports?report=wishes/rates")
    alive(page)
    with page.expect_download() as download:
        page.locator("a[data-download]").first.click()
    assert Path(download.value.path()).stat().st_size > 0
    assert wrong == []


NOTE = """() => {
  window.noted = [];
  addEventListener("message", ({data}) => noted.push([data.lianxin, performance.now()]));
}"""


def said(folder: Path) -> str:
    """The errors that the proxies have noted."""
    logs = [*folder.glob("*.out"), folder / "nginx.log"]
    lines = [line for log in logs if log.exists() for line in log.read_text().splitlines()]
    return "\n".join([line[:600] for line in lines if "error" in line][-20:])


class Load:
    """Visitors who ask one thing after another until they are told to stop."""

    def __init__(self, url: str, pair: Pair) -> None:
        self._url, self._pair = url, pair
        self._stop, self._lock = Event(), Lock()
        self.seen: Counter[int | str] = Counter()

    def visit(self, first: int) -> None:
        with visitor(self._pair) as session:
            while not self._stop.is_set():
                path = ASKED[first % (len(ASKED) - 1)]
                first += 1
                try:
                    got: int | str = session.get(self._url + path, timeout=PATIENCE).status_code
                except requests.RequestException as error:
                    got = repr(error)
                with self._lock:
                    self.seen[got] += 1

    def stop(self) -> None:
        self._stop.set()


def test_one_is_restarted_under_load_and_no_visitor_sees_it(
    url: str, page: Page, pair: Pair, folder: Path
):
    page.goto(url)
    alive(page)
    settled(page)
    live(page)
    load = Load(url, pair)
    page.evaluate(NOTE)
    with ThreadPoolExecutor(4) as visitors:
        for first in range(4):
            visitors.submit(load.visit, first)
        try:
            until(lambda: load.seen.total() > 20)
            for one in pair.processes:  # the picture's socket is with one of the two
                one.restart()
                expect(page.locator("[data-live].live")).to_have_count(1, timeout=120_000)
        finally:
            load.stop()
    until(lambda: any(what == "lost" for what, _ in page.evaluate("noted")), 60)
    expect(page.locator("[data-live].live")).to_have_count(1, timeout=120_000)
    told = page.evaluate("noted")
    lost = [at for what, at in told if what == "lost"]
    back = [min(at for what, at in told if what == "drawn" and at > one) - one for one in lost]
    print(f"{url}: {dict(load.seen)}, live again after {back} ms")
    assert set(load.seen) == {200}, said(folder)
    assert lost  # how soon it was back is printed: machines are noisy

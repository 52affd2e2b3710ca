"""What a visitor sees while Neo4j is away, and when it is back: an own server, killed in mid-use."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import requests
from as_user import PATIENCE as AS_USER
from as_user import Running, begun, none_left, typed
from playwright.sync_api import Browser, Page, expect

from graph.client import Graph
from graph.local import LocalServer
from graph.settings import Settings

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"
"""The page looks every few seconds whether all is well, and at once when it is turned to."""
PATIENCE = 60_000


MANY = """\
// ---
// title: {zh: 全部行, en: All rows}
// about: {zh: 说明, en: About}
// ---
UNWIND range(1, 100000000) AS i RETURN i, '=甲' + toString(i) AS name
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a report of staff's own that has more rows than anybody waits for."""
    home = tmp_path_factory.mktemp("lost")
    report = home / "own/reports/own/many.cypher"
    report.parent.mkdir(parents=True)
    report.write_text(MANY, "utf-8")
    return home


@pytest.fixture(scope="module")
def dashboard(home: Path) -> Iterator[Running]:
    """One dashboard with its own server for all these tests; it ends in order after the last."""
    with begun(home, "serve", "--port", "0", patience=3 * AS_USER) as running:
        running.until("is served at")
        project = home / "Project.csv"  # an empty graph opens on a page that leads
        project.write_text("id,name,kind\nPRJ-1,Books,drive\n", "utf-8")
        brought = typed(home, "import", str(project), "--yes")
        assert brought.exit_code == 0, brought.output
        yield running
        assert running.interrupt() == 0
    assert none_left(home)


@pytest.fixture(scope="module")
def url(dashboard: Running) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", dashboard.said)
    assert found is not None
    return found[0]


def server(home: Path) -> LocalServer:
    more = {"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
    return LocalServer(Settings().model_copy(update=more))


def number(page: Page):
    return page.locator("[data-card=open] .figure b")


@pytest.mark.browser
def test_a_page_opened_while_the_graph_is_away_says_so_and_fills_itself(
    home: Path, dashboard: Running, url: str, browser: Browser
):
    # first of all: nobody has opened a page before, so that none is kept
    with browser.new_context() as context:
        state = server(home).folders.state()
        assert state is not None
        psutil.Process(state.java.pid).kill()
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        expect(page.locator("h1")).to_be_visible()
        expect(number(page)).to_have_text("0", timeout=PATIENCE)
        expect(page.locator(".fault:visible")).to_have_count(0, timeout=PATIENCE)


def broken_off(url: str, kill: Callable[[], None]) -> str:
    """Take a file away while the graph is lost; gives its last line. Whoever asks then is told why."""
    asked, data = f"{url}/download/own/many.csv?lang=zh", b""
    with (
        pytest.raises(requests.RequestException),
        requests.get(asked, stream=True, timeout=120) as answer,
    ):
        for part in answer.iter_content(None):
            if not data:
                kill()
            data = (data + part)[-10_000:]
    again = requests.get(asked, timeout=120)
    assert (again.status_code, "连接不上 Neo4j" in again.text) == (503, True)
    return data.decode("utf-8", "replace").splitlines()[-1]


@pytest.mark.browser
def test_a_file_breaks_off_and_figures_are_marked_as_old_and_fresh_again_without_a_reload(
    home: Path, dashboard: Running, url: str, browser: Browser
):
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        expect(number(page)).to_have_text("0", timeout=PATIENCE)
        page.evaluate("window.mine = 'not loaded anew'")

        folders = server(home).folders
        state = folders.state()
        assert state is not None
        folders.stopped_by_hand.touch()  # else it may be back before the page has looked
        last = broken_off(url, psutil.Process(state.java.pid).kill)
        assert last.startswith("文件不完整：")
        assert "连接不上 Neo4j" in last
        page.evaluate(LOOK)
        expect(page.locator("#lost")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("#lost time")).to_have_text(re.compile(r"\d{1,2}:\d\d"))
        expect(page.locator("body")).to_have_class(re.compile(r"\bold\b"))
        expect(number(page)).to_have_text("0")

        folders.stopped_by_hand.unlink()
        dashboard.until("Neo4j had stopped and was started again")
        expect(page.locator("#lost")).to_be_hidden(timeout=PATIENCE)
        expect(page.locator("body")).not_to_have_class(re.compile(r"\bold\b"))
        expect(page.locator(".waiting, .fault:visible")).to_have_count(0, timeout=PATIENCE)
        expect(number(page)).to_have_text("0")
        assert page.evaluate("window.mine") == "not loaded anew"


@contextmanager
def silent(home: Path) -> Iterator[None]:
    """A server that takes every connection and answers none, until the body is left."""
    state = server(home).folders.state()
    assert state is not None
    java = psutil.Process(state.java.pid)
    java.suspend()
    try:
        yield
    finally:
        java.resume()


@pytest.mark.browser
def test_a_record_opened_while_the_graph_is_silent_fills_itself_with_its_name_and_the_band(
    home: Path, dashboard: Running, url: str, browser: Browser
):
    with browser.new_context() as context:
        local = server(home)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        with Graph(local.address()) as graph:
            graph.write(
                "MERGE (w:Wish {id: 'W-000001'}) SET w.provenance = 'synthetic', w.title = 'A lamp'"
            )
            with silent(home):  # at once: the dashboard has not looked what the graph holds now
                page.goto(f"{url}/record?id=W-000001&lang=en", wait_until="domcontentloaded")
                expect(page.locator(".card.pending").first).to_be_visible()
                expect(page.locator("#synthetic")).to_be_hidden()
        expect(page.locator("h1")).to_have_text("A lamp", timeout=PATIENCE)
        expect(page).to_have_title(re.compile("A lamp"))
        expect(page.locator(".path")).to_contain_text("W-000001")
        expect(page.locator("#synthetic")).to_be_visible()
        expect(page.locator(".pending, .waiting, .fault:visible")).to_have_count(
            0, timeout=PATIENCE
        )
        assert page.locator("[data-card]").count() > 1
        with Graph(local.address()) as graph:
            graph.write("MATCH (w:Wish) DELETE w")

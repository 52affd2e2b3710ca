"""An open page follows what another process writes, without a reload and without disturbing anyone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from as_user import until
from browser_page import alive, settled
from few import at, load, people, wish
from in_process import served_here
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from dashboard.web.app import Server
from graph.client import Graph

pytestmark = pytest.mark.browser
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def server(graph: Graph, tmp_path: Path) -> Iterator[Server]:
    load(graph, people(), wish("W-1", ("SUBMITTED", at(0)), title="雨衣"))
    with served_here(graph, tmp_path) as server:
        yield server


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    base = f"http://127.0.0.1:{server.port}"
    with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base) as context:
        yield context


def opened(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    alive(page)
    settled(page)
    page.evaluate("window.first = true")
    return page


def write(graph: Graph, title: str) -> None:
    """A change as by another process: the dashboard is not told of it."""
    with graph.driver.session() as session:
        session.run("MATCH (w:Wish {id: 'W-1'}) SET w.title = $title", title=title).consume()


def withdraw(graph: Graph) -> None:
    with graph.driver.session() as session:
        session.run(
            "MATCH (w:Wish {id: 'W-1'})-[:HAS_EVENT]->(e) SET e.toStatus = 'PUBLISHED'"
        ).consume()


def asked_fresh(page: Page) -> list[Request]:
    """The questions for what is new, as the page asks them from now on."""
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one) if "/fresh/" in one.url else None)
    return asked


def never_reloaded(page: Page) -> bool:
    return bool(page.evaluate("window.first === true"))


def test_a_change_by_another_process_shows_on_open_tabs(
    server: Server, context: BrowserContext, graph: Graph
):
    overview, todo = opened(context, "./"), opened(context, "todo")
    assert until(lambda: len(server.site.streams)) == 1  # two tabs share one
    expect(overview.locator("[data-card=open] .figure b")).to_have_text("0")
    expect(todo.locator("[data-card=to_review]")).to_contain_text("雨衣")
    kept = "document.querySelector('[data-card=overdue] .text').firstElementChild.mine = true"
    todo.evaluate(kept)
    withdraw(graph)
    expect(overview.locator("[data-card=open] .figure b")).to_have_text("1")
    expect(todo.locator("[data-card=to_review]")).to_contain_text("没有待审核的心愿。")
    expect(todo.locator("nav [data-waiting]")).to_be_visible()
    assert todo.evaluate(f"{kept.removesuffix(' = true')} === true"), (
        "a card that is the same stays"
    )
    assert never_reloaded(overview) and never_reloaded(todo)
    assert len(server.site.streams) == 1


def test_only_the_cards_that_changed_come_and_one_question_brings_them(
    server: Server, context: BrowserContext, graph: Graph
):
    page = opened(context, "todo")
    until(lambda: len(server.site.streams))
    page.evaluate(
        """() => {
          window.filled = [];
          document.addEventListener("lianxin:filled", event => filled.push(event.detail));
        }"""
    )
    write(graph, "手套")
    expect(page.locator("[data-card=to_review]")).to_contain_text("手套")
    assert page.evaluate("filled") == ["to_review"]
    # a card below the window is asked for when it comes into sight
    asked = asked_fresh(page)
    page.locator("[data-card=withdrawn]").scroll_into_view_if_needed()
    until(lambda: page.evaluate("1") and any("withdrawn=" in _have(one) for one in asked))


def _have(request: Request) -> str:
    return request.headers["x-lianxin-have"]


def test_a_hidden_tab_does_not_ask_until_it_is_looked_at(
    server: Server, context: BrowserContext, graph: Graph
):
    page, beside = opened(context, "todo"), opened(context, "todo")
    until(lambda: len(server.site.streams))
    page.evaluate(HIDE, True)
    asked = asked_fresh(page)
    write(graph, "手套")
    expect(beside.locator("[data-card=to_review]")).to_contain_text("手套")
    assert asked == []
    expect(page.locator("[data-card=to_review]")).to_contain_text("雨衣")
    page.evaluate(HIDE, False)
    expect(page.locator("[data-card=to_review]")).to_contain_text("手套")
    assert never_reloaded(page)


def test_what_somebody_writes_or_reads_is_left_alone(
    server: Server, context: BrowserContext, graph: Graph
):
    page = opened(context, "todo")
    until(lambda: len(server.site.streams))
    card = page.locator("[data-card=to_review]")
    card.locator("[data-details]").click()
    dialog = card.locator("dialog.details")
    write(graph, "手套")
    expect(page.locator("nav [data-waiting]")).to_be_visible()
    until(lambda: "手套" in page.evaluate(FETCHED))
    expect(dialog).to_be_visible()
    expect(card.locator("tbody")).to_contain_text("雨衣")
    page.keyboard.press("Escape")
    expect(card.locator("tbody")).to_contain_text("手套")
    page.evaluate(FORM)
    card.locator("input[name=mine]").press_sequentially("写到一半")
    write(graph, "头盔")
    until(lambda: "头盔" in page.evaluate(FETCHED))
    expect(card.locator("input[name=mine]")).to_have_value("写到一半")
    card.locator("input[name=mine]").fill("")
    page.locator("h1").click()
    expect(card.locator("tbody")).to_contain_text("头盔")


FETCHED = "fetch('card/todo/to_review').then(one => one.text())"
FORM = """() => document.querySelector("[data-card=to_review] .drawn")
  .insertAdjacentHTML("beforeend", "<form><input name=mine></form>")"""


def test_focus_and_scroll_stay(server: Server, context: BrowserContext, graph: Graph):
    page = opened(context, "todo")
    until(lambda: len(server.site.streams))
    link = page.locator("[data-card=to_review] tbody a").first
    link.focus()
    page.evaluate("scrollTo(0, 200)")
    write(graph, "手套")
    expect(page.locator("[data-card=to_review]")).to_contain_text("手套")
    assert (
        page.evaluate("document.activeElement.closest('[data-card]')?.dataset.card") == "to_review"
    )
    assert page.evaluate("scrollY") == 200


@pytest.mark.parametrize("cut", [lambda route: route.abort(), lambda route: None])
def test_where_no_stream_gets_through_the_page_asks_by_itself(
    server: Server, context: BrowserContext, graph: Graph, cut: Callable[..., None]
):
    context.route("**/fresh", cut)
    page = opened(context, "todo")
    write(graph, "手套")
    expect(page.locator("[data-card=to_review]")).to_contain_text("手套")
    assert never_reloaded(page) and len(server.site.streams) == 0

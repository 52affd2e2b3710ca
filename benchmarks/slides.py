"""A meeting: its handout, and how long the next card takes from the key to the screen that shows it,
beside the bare driver asked by the same cards' statements."""

from functools import cache
from statistics import median
from time import perf_counter
from typing import NamedTuple

import requests
from neo4j import READ_ACCESS, ManagedTransaction
from playwright.sync_api import Browser, ViewportSize

from benchmarks.browser import sign_in
from benchmarks.figures import Figure
from benchmarks.setting import Served, forget_plans, served
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.audience import unnamed
from cypher.run.runner import Runner
from cypher.values.parameters import to_bind
from dashboard.pages import Page, load_pages
from graph.client import Graph

NEXT_CARD, HANDOUT = 0.1, 5.0
_AGENDA = """\
title: 例会
items:
- {page: overview}
- {page: money}
- {report: wishes/overdue}
- {record: ORG-0003}
- {record: SITE-0004}
- {path: {from: ORG-0003, to: SITE-0004}}
"""
_SIZES: tuple[ViewportSize, ...] = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
_PAGES = ("", "support", "money")
_MOST = 40
_WHOLE = "() => !document.querySelector('[data-card].waiting, [data-card].pending')"
_STEP = """() => new Promise(done => {
  const place = () => location.pathname + document.querySelector(".slide-place").textContent;
  const cards = () => [...document.querySelectorAll(".slide[data-card], .slide [data-card]")].map(one => one.dataset.card);
  const before = place(), begun = performance.now();
  const look = () => {
    if (place() !== before) setTimeout(() => done([performance.now() - begun, location.pathname, cards()]));
    else requestAnimationFrame(look);
  };
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true, cancelable: true}));
  requestAnimationFrame(look);
})"""
"""Press the arrow; the milliseconds until the frame after another screen stands there, where that is,
and the cards that it shows."""
_ROUNDS = 9


class _Step(NamedTuple):
    """Seconds to the next screen, the page it is of and the cards that it shows."""

    seconds: float
    page: str
    cards: tuple[str, ...]


class _Bare:
    """The statements of cards, asked by the driver alone."""

    def __init__(self, graph: Graph) -> None:
        self._catalogue = Catalogue.load()
        self._runner = Runner(graph, self._catalogue)
        self._pages = load_pages(self._catalogue)
        self.seconds = cache(self._seconds)

    def of(self, step: _Step) -> float:
        """Seconds of all statements of a screen, one after the other."""
        return sum(self.seconds(step.page, card) for card in step.cards)

    def _seconds(self, page_id: str, card_id: str) -> float:
        page: Page = self._pages[page_id]
        card = page.card(card_id)
        if card is None or card.needs is not None:  # says what is to be chosen, and asks nothing
            return 0.0
        saved = self._catalogue.find(card.report.removeprefix("reports/"))
        ours = self._runner.run(saved, dict(card.values), cached=False, reader=LOCAL)
        values = to_bind(saved, ours.parameters) | unnamed(saved, LOCAL, tuple)
        graph = self._runner.graph

        def rows(transaction: ManagedTransaction) -> int:
            return len([one.values() for one in transaction.run(saved.statement, values)])

        taken = []
        for _ in range(_ROUNDS):
            begun = perf_counter()
            name = graph.address.database
            with graph.driver.session(database=name, default_access_mode=READ_ACCESS) as session:
                session.execute_read(rows)
            taken.append(perf_counter() - begun)
        return median(taken)


def measure(browser: Browser, served: Served, graph: Graph) -> list[Figure]:
    """The next card of three pages, whose cards are all there, at two sizes; beside it what the bare
    driver takes for the statements of the cards that the screens show."""
    figures, bare = [], _Bare(graph)
    for size in _SIZES:
        steps = [one for path in _PAGES for one in _steps(browser, served, path, size)]
        seconds, asked = [one.seconds for one in steps], [bare.of(one) for one in steps]
        name = f"on the wall, {size['width']} × {size['height']}: next card"
        middle = f"{name}, middle of {len(steps)}"
        figures.append(Figure(middle, median(seconds), "s", median(asked), most=NEXT_CARD))
        figures.append(Figure(f"{name}, slowest", max(seconds), "s", max(asked)))
    return figures


def handouts(graph: Graph) -> list[Figure]:
    """The first handout of an agenda: of a dashboard that makes nothing ahead, on a server that knows
    no plan, and of one that does."""
    figures = []
    for name, ahead in (("nothing made ahead", False), ("made ahead", True)):
        forget_plans(graph)
        with served(graph, {"own/agendas/meeting.yaml": _AGENDA}, ahead=ahead) as dashboard:
            found = [_seconds(dashboard, "agendas/handout/meeting.pdf") for _ in range(2)]
        figures.append(Figure(f"handout, {name}", found[0], "s", most=HANDOUT if ahead else None))
        figures.append(Figure("  again", found[1], "s"))
    return figures


def _seconds(served: Served, path: str) -> float:
    begun = perf_counter()
    answer = requests.get(f"{served.address}/{path}", headers=served.headers, timeout=600)
    answer.raise_for_status()
    return perf_counter() - begun


def _steps(browser: Browser, served: Served, path: str, size: ViewportSize) -> list[_Step]:
    """Each step within one page."""
    with browser.new_context(viewport=size, bypass_csp=True) as context:
        sign_in(context, served)
        page = context.new_page()
        page.goto(f"{served.address}/{path}")
        page.wait_for_function(_WHOLE, timeout=120_000)
        page.keyboard.press("f")
        page.locator(".slide").wait_for()
        page.wait_for_load_state("networkidle")
        found, here = list[_Step](), page.evaluate("location.pathname")
        of_page = page.evaluate("document.documentElement.dataset.page")
        for _ in range(_MOST):
            milliseconds, at, cards = page.evaluate(_STEP)
            if at != here:
                break
            found.append(_Step(milliseconds / 1000, of_page, tuple(cards)))
        return found

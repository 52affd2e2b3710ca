"""Pages in Chromium with nothing cached: first number, last card, controls alive, layout moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from shutil import which
from statistics import median

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from benchmarks.figures import Figure
from benchmarks.setting import Served

LAST_CARD, ALIVE, CPU = 0.6, 1.5, 0.15
RECORD = 0.3
_VISITS = 9
RECORDS = {
    "station": ("ST-0001", "ST-0002", "ST-0003"),
    "site": ("SITE-0001", "SITE-0002", "SITE-0003"),
    "organisation": ("ORG-0001", "ORG-0063", "ORG-0010"),
    "village": ("AREA-TOWN",),
}
"""Kind to ids of records, none of which is opened by anything else that is measured."""
_SIZE: ViewportSize = {"width": 1440, "height": 900}
_QUIET = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
_WATCH = """
window.seen = {};
const now = () => performance.now() / 1000;
const look = () => {
  const cards = [...document.querySelectorAll("[data-card]")];
  if (!seen.first && document.querySelector("[data-card] .figure b, [data-card] .data td")) seen.first = now();
  if (!seen.last && cards.length && document.querySelector("footer") && !cards.some(one => one.matches(".pending")))
    seen.last = now();
  if (!seen.alive && document.documentElement?.dataset.ready) seen.alive = now();
  if (!(seen.first && seen.last && seen.alive)) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_DONE = "() => seen.last && seen.alive"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = environ.get("CHROMIUM") or next(filter(None, map(which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET.split())
        yield browser
        browser.close()


def sign_in(context: BrowserContext, served: Served) -> None:
    """Give a browser the session of who visits, if there is one."""
    if served.cookie:
        name, _, value = served.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": served.address}])


def visit(browser: Browser, served: Served, path: str = "") -> dict[str, float]:
    """One cold visit: seconds from its navigation to each of the three, and cards that failed."""
    with browser.new_context(viewport=_SIZE, bypass_csp=True) as context:
        sign_in(context, served)
        page = context.new_page()
        page.add_init_script(_WATCH)
        page.goto(f"{served.address}/{path}")
        page.wait_for_function(_DONE, timeout=120_000)
        seen: dict[str, float] = page.evaluate("seen")
        return {**seen, "faults": page.locator(".fault:visible").count()}


def records(browser: Browser, served: Served) -> list[Figure]:
    """Record pages with their neighbourhood, each the first time that anybody asks for it."""
    found = []
    for label, ids in RECORDS.items():
        seen = [visit(browser, served, f"record?id={id}&show_around=two")["last"] for id in ids]
        found.append(
            Figure(f"record of a {label}, two steps: last card", median(seen), "s", most=RECORD)
        )
    return found


def measure(browser: Browser, served: Served) -> list[Figure]:
    """The overview, cold, and the server's CPU for one visitor; record pages."""
    visit(browser, served)
    before = served.cpu()
    seen = [visit(browser, served) for _ in range(_VISITS)]
    cpu = (served.cpu() - before) / _VISITS

    def middle(name: str) -> float:
        return median(one[name] for one in seen)

    return [
        Figure("overview: first number", middle("first"), "s", peer="2.5 s"),
        Figure("overview: last card", middle("last"), "s", most=LAST_CARD, peer="3.5–3.6 s"),
        Figure("overview: controls alive", middle("alive"), "s", most=ALIVE),
        Figure("server CPU a visitor", cpu, "s", most=CPU),
        *records(browser, served),
    ]

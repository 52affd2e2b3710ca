"""What a step takes in Chromium: milliseconds until it is seen, main thread, bytes, requests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from statistics import median
from time import monotonic

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from benchmarks.peers.site import Site, Step, Town

SIZE: ViewportSize = {"width": 1440, "height": 900}
QUIET_MS, PATIENCE_MS, MOST_TABS = 500, 60_000, 80
"""So long without a byte is taken for the end; streams that tell of changes never end."""
_WATCH = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const note = () => { if (!sessionStorage.seen) sessionStorage.begun = now(); };
  for (const kind of ["keydown", "click", "input"]) addEventListener(kind, note, true);
  window.longest = 0;
  new PerformanceObserver(list => {
    for (const {duration} of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({type: "longtask", buffered: true});
  const look = () => {
    const {wanted, seen} = sessionStorage;
    let there = false;
    try { there = wanted && !seen && eval(wanted); } catch { /* not yet */ }
    if (there) setTimeout(() => { sessionStorage.seen ||= now(); });
    requestAnimationFrame(look);
  };
  look();
})();
"""


@dataclass(frozen=True)
class Taken:
    """What one step took. ``longest`` is the longest task that held the main thread."""

    ms: float
    main_ms: float
    longest_ms: float
    kb: float
    requests: float
    loads: float
    """How many documents were loaded."""


class _Network:
    """Bytes and requests of a page since the last ``begin``."""

    def __init__(self, page: Page, devtools: CDPSession) -> None:
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", self._asked)
        devtools.on("Network.dataReceived", lambda _: self._heard(0.0))
        devtools.on(
            "Network.loadingFinished", lambda event: self._heard(event["encodedDataLength"])
        )
        self._page = page
        self.begin()

    def begin(self) -> None:
        self.bytes, self.requests, self.loads, self._last = 0.0, 0, 0, monotonic()

    def _asked(self, event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        if str(request["url"]).startswith("http"):
            self.requests += 1
            self.loads += event.get("type") == "Document"
            self._last = monotonic()

    def _heard(self, count: float) -> None:
        self.bytes += count
        self._last = monotonic()

    def settle(self) -> None:
        """Wait until nothing has come for a while."""
        while (monotonic() - self._last) * 1000 < QUIET_MS:
            self._page.wait_for_timeout(50)


class Visit:
    """A browser of its own on one site, with nothing kept."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self._site = page, site
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable")
        self._network = _Network(page, self._devtools)

    def opened(self, path: str, seen: str) -> Taken:
        """A page opened: what its navigation took."""
        self.page.add_init_script(f"sessionStorage.wanted ??= {json.dumps(seen)};")
        self._network.begin()
        self.page.goto(f"{self._site.address}/{path}", wait_until="commit")
        return self._taken("performance.timeOrigin", 0.0)

    def done(self, step: Step) -> Taken:
        """A step taken on the open page, from its last key or click."""
        self._network.settle()
        self.page.evaluate(
            """seen => { sessionStorage.wanted = seen; sessionStorage.removeItem("seen");
                         window.longest = 0; }""",
            step.seen,
        )
        before = self._main()
        self._network.begin()
        step.do(self.page)
        return self._taken("Number(sessionStorage.begun)", before)

    def _taken(self, begun: str, main: float) -> Taken:
        self.page.wait_for_function("() => sessionStorage.seen", timeout=PATIENCE_MS)
        ms = self.page.evaluate(f"Number(sessionStorage.seen) - {begun}")
        self._network.settle()
        longest = self.page.evaluate("window.longest")
        network, used = self._network, self._main()
        of_step = used - main if used >= main else used  # another process loaded the page
        return Taken(
            ms, of_step, longest, network.bytes / 1000, network.requests, network.loads
        )  # fmt: skip

    def _main(self) -> float:
        metrics = self._devtools.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


@contextmanager
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """A new browser context with the site's session."""
    with browser.new_context(viewport=SIZE, bypass_csp=True, locale="zh-CN") as context:
        context.add_cookies(
            [{"name": k, "value": v, "url": site.address} for k, v in site.cookies.items()]
        )
        context.add_init_script(_WATCH)
        yield Visit(context.new_page(), site)


def list_opened(browser: Browser, site: Site, _: Town) -> Taken:
    """The list of all riders, cold."""
    with visit(browser, site) as here:
        return here.opened(site.list_path, there(site.row))


def form_opened(browser: Browser, site: Site, town: Town) -> Taken:
    """A wish's form with its relationships, cold."""
    with visit(browser, site) as here:
        return here.opened(site.wish_path(town.wishes[0]), site.related)


def of_list(browser: Browser, site: Site, step: Step) -> Taken:
    """A step on the open list."""
    with visit(browser, site) as here:
        here.opened(site.list_path, there(site.row))
        return here.done(step)


def saved(browser: Browser, site: Site, town: Town, cost: int) -> Taken:
    """One number of a wish changed and saved, until it is confirmed."""
    with visit(browser, site) as here:
        here.opened(site.wish_path(town.wishes[0]), site.related)
        return here.done(site.save(cost))


def tabs_to_field(browser: Browser, site: Site, town: Town) -> int:
    """How often Tab is pressed on a newly opened form before a field of it has the focus."""
    with visit(browser, site) as here:
        here.opened(site.wish_path(town.wishes[0]), site.related)
        focused = f"""!!document.activeElement?.matches(
            "{site.form} :is(input, select, textarea):not([type=hidden])")"""
        for tabs in range(MOST_TABS):
            if here.page.evaluate(focused):
                return tabs
            here.page.keyboard.press("Tab")
    return MOST_TABS


def axe_rules(browser: Browser, site: Site, path: str, seen: str) -> tuple[int, int]:
    """Rules of axe-core that a page breaks, and elements that do."""
    with visit(browser, site) as here:
        here.opened(path, seen)
        found = Axe().run(here.page).response["violations"]
        return len(found), sum(len(one["nodes"]) for one in found)


def middle(runs: list[Taken]) -> Taken:
    """The median of each figure."""
    return Taken(*(median(getattr(one, each.name) for one in runs) for each in fields(Taken)))


def there(selector: str) -> str:
    """JavaScript that is true once an element with text is there."""
    return f"document.querySelector({json.dumps(selector)})?.textContent.trim()"

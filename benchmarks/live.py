"""Live pictures: from asking for one to its being drawn: with nothing cached, as the first one of another
page, and as a later one of the same page."""

from statistics import median

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from benchmarks.browser import sign_in
from benchmarks.figures import Figure
from benchmarks.setting import Served
from benchmarks.weight import ALL_SEEN

GOALS = {"the first time": 2.0, "scripts cached": 0.5, "frame kept": 0.5}
PICTURES = {
    "flow": ("", "flow"),
    "layers": ("support?show_map=layers", "map"),
    "matrix": ("support?show_map=matrix", "map"),
    "map": ("stations", "map"),
    "bars": ("", "age"),
    "lines": ("money", "months"),
}
"""What is drawn to its page and its card."""
_VISITS = 3
_SIZE: ViewportSize = {"width": 1440, "height": 900}
_ASK = """card => new Promise(done => {
  const begun = performance.now();
  const look = () => {
    if (card.matches(".live")) requestAnimationFrame(() => done((performance.now() - begun) / 1000));
    else requestAnimationFrame(look);
  };
  card.querySelector("[data-live-now]").click();
  look();
})"""
"""Press the button; the seconds until the frame after the live picture stands there."""


def measure(browser: Browser, served: Served) -> list[Figure]:
    """Each kind: the first one of a browser, one on a page opened later, and that asked for again."""
    figures = []
    for name, (path, card) in PICTURES.items():
        visits = [_visit(browser, served, path, card) for _ in range(_VISITS)]
        for at, (how, goal) in enumerate(GOALS.items()):
            seconds = median(one[at] for one in visits)
            figures.append(Figure(f"live {name}: drawn, {how}", seconds, "s", most=goal))
    return figures


def _visit(browser: Browser, served: Served, path: str, card: str) -> list[float]:
    """Seconds the first time, on the same page opened again by the same browser, and again on that."""
    with browser.new_context(viewport=_SIZE, bypass_csp=True) as context:
        sign_in(context, served)
        return [*_asked(context, served, path, card)[:1], *_asked(context, served, path, card)]


def _asked(context: BrowserContext, served: Served, path: str, card: str) -> tuple[float, float]:
    page = context.new_page()
    page.goto(f"{served.address}/{path}")
    page.wait_for_function(ALL_SEEN, timeout=120_000)
    there = page.locator(f"[data-card={card}]")
    seconds: list[float] = []
    for _ in range(2):
        seconds.append(there.evaluate(_ASK))
        page.keyboard.press("Escape")
    page.close()
    return seconds[0], seconds[1]

"""Live pictures: from asking for one to its being drawn, with nothing cached and with scripts kept."""

from statistics import median

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from benchmarks.browser import sign_in
from benchmarks.figures import Figure
from benchmarks.setting import Served
from benchmarks.weight import ALL_SEEN

FIRST, KEPT = 2.0, 0.5
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
    """Each kind: the first one of a browser, and a later one of it."""
    figures = []
    for name, (path, card) in PICTURES.items():
        seconds = [_visit(browser, served, path, card) for _ in range(_VISITS)]
        first, kept = (median(one[at] for one in seconds) for at in (0, 1))
        figures.append(Figure(f"live {name}: drawn, the first time", first, "s", most=FIRST))
        figures.append(Figure(f"live {name}: drawn, scripts kept", kept, "s", most=KEPT))
    return figures


def _visit(browser: Browser, served: Served, path: str, card: str) -> tuple[float, float]:
    """Seconds the first time, and on the same page opened again by the same browser."""
    with browser.new_context(viewport=_SIZE, bypass_csp=True) as context:
        sign_in(context, served)
        return _asked(context, served, path, card), _asked(context, served, path, card)


def _asked(context: BrowserContext, served: Served, path: str, card: str) -> float:
    page = context.new_page()
    page.goto(f"{served.address}/{path}")
    page.wait_for_function(ALL_SEEN, timeout=120_000)
    seconds: float = page.locator(f"[data-card={card}]").evaluate(_ASK)
    page.close()
    return seconds

"""Pages on a wall: how long the next card takes from the key to the screen that shows it."""

from statistics import median

from playwright.sync_api import Browser, ViewportSize

from benchmarks.browser import sign_in
from benchmarks.figures import Figure
from benchmarks.setting import Served

NEXT_CARD = 0.1
_SIZES: tuple[ViewportSize, ...] = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
_PAGES = ("", "support", "money")
_MOST = 40
_WHOLE = "() => !document.querySelector('[data-card].waiting, [data-card].pending')"
_STEP = """() => new Promise(done => {
  const place = () => location.pathname + document.querySelector(".slide-place").textContent;
  const before = place(), begun = performance.now();
  const look = () => {
    if (place() !== before) setTimeout(() => done([performance.now() - begun, location.pathname]));
    else requestAnimationFrame(look);
  };
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true, cancelable: true}));
  requestAnimationFrame(look);
})"""
"""Press the arrow; the seconds until the frame after another screen stands there."""


def measure(browser: Browser, served: Served) -> list[Figure]:
    """The next card of three pages, whose cards are all there, at two sizes."""
    figures = []
    for size in _SIZES:
        seconds = [one for path in _PAGES for one in _steps(browser, served, path, size)]
        name = f"on the wall, {size['width']} × {size['height']}: next card"
        figures.append(
            Figure(f"{name}, middle of {len(seconds)}", median(seconds), "s", most=NEXT_CARD)
        )
        figures.append(Figure(f"{name}, slowest", max(seconds), "s"))
    return figures


def _steps(browser: Browser, served: Served, path: str, size: ViewportSize) -> list[float]:
    """Each step within one page."""
    with browser.new_context(viewport=size, bypass_csp=True) as context:
        sign_in(context, served)
        page = context.new_page()
        page.goto(f"{served.address}/{path}")
        page.wait_for_function(_WHOLE, timeout=120_000)
        page.keyboard.press("f")
        page.locator(".slide").wait_for()
        page.wait_for_load_state("networkidle")
        found, here = [], page.evaluate("location.pathname")
        for _ in range(_MOST):
            milliseconds, at = page.evaluate(_STEP)
            if at != here:
                break
            found.append(milliseconds / 1000)
        return found

"""The pages on a wall: one card a screen, large, nothing cut, by the keys alone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser_page import settled
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
SMALLEST = 18.0
MOST_STEPS = 80
SEEN = """() => {
  const box = document.querySelector("main").getBoundingClientRect();
  const slide = document.querySelector(".slide");
  const inside = ({top, bottom}) => bottom > box.top + 1 && top < box.bottom - 1;
  const whole = ({top, bottom}) => top >= box.top - 1.5 && bottom <= box.bottom + 1.5;
  const rows = [...slide.querySelectorAll("tbody tr, .slip")].filter(row => inside(row.getBoundingClientRect()));
  const head = slide.querySelector("thead th")?.getBoundingClientRect();
  const letters = [], drawn = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !parent.checkVisibility() || parent.closest("style, script, title, .spoken")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const rect = range.getBoundingClientRect();
    if (rect.bottom <= 0 || rect.top >= innerHeight || !rect.width) continue;
    const inSlide = slide.contains(parent);
    if (inSlide && !inside(rect)) continue;
    const svg = parent.closest("svg");
    const size = parseFloat(getComputedStyle(parent).fontSize);
    let scale = inSlide ? Number(slide.style.zoom) : 1;
    if (svg) {
      const {width, height} = svg.getBoundingClientRect(), {baseVal} = svg.viewBox;
      scale = baseVal?.width ? Math.min(width / baseVal.width, height / baseVal.height) : scale;
    }
    (svg ? drawn : letters).push([size * scale, texts.currentNode.data.trim()]);
  }
  return {
    place: document.querySelector(".slide-place").textContent,
    page: document.documentElement.dataset.page,
    day: document.querySelector(".slide-day").textContent,
    rolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
    cut: rows.filter(row => !whole(row.getBoundingClientRect()) && row.getBoundingClientRect().bottom > (head?.bottom ?? 0) + 1).map(row => row.textContent),
    rows: rows.filter(row => whole(row.getBoundingClientRect())).map(row => row.textContent),
    all: [...slide.querySelectorAll("tbody tr, .slip")].map(row => row.textContent),
    left: rows.filter(row => whole(row.getBoundingClientRect())).at(-1)?.closest("tbody.sub")?.textContent,
    card: slide.dataset.card ?? "numbers",
    smallest: letters.sort((a, b) => a[0] - b[0])[0],
    drawn: drawn.sort((a, b) => a[0] - b[0])[0],
    pieces: [...slide.querySelectorAll(".drawn:not(.number, .table) svg")]
      .filter(one => one.checkVisibility())
      .map(one => one.getBoundingClientRect())
      .filter(rect => inside(rect) && !whole(rect)).length,
  };
}"""
"""What stands on the screen."""


LARGE, SMALL = {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}


@pytest.fixture
def wall(browser: Browser, served: str, size: dict[str, int]) -> Iterator[Page]:
    """A page as a projector shows it."""
    with browser.new_context(viewport=size, base_url=served) as context:
        context.set_default_timeout(60_000)  # as long as for every other card
        yield context.new_page()


def begun(page: Page, address: str) -> None:
    """Open a page and show it."""
    page.goto(address)
    settled(page)
    page.keyboard.press("f")
    page.locator(".slide").wait_for()


def ended(page: Page) -> None:
    """End it: on another page than it was begun on, that page is opened anew, which would take the place
    of a page asked for meanwhile."""
    page.keyboard.press("Escape")
    expect(page.locator(".slide-head, html.busy")).to_have_count(0)


def filled(page: Page) -> dict[str, Any]:
    """What the screen shows once its card is there."""
    page.wait_for_function(
        """() => document.querySelector('.slide') && !document.querySelector('.slide.waiting, .slide .waiting')
        && !document.querySelector('.slide:is(.is-bar, .is-line, .is-sankey, .is-layers, .is-map):not(:has(.wall)) .drawn svg')"""
    )
    seen: dict[str, Any] = page.evaluate(SEEN)
    return seen


def walked(page: Page, *, pages: int, card: str = "") -> Iterator[dict[str, Any]]:
    """Every screen of so many pages, by the arrow; of one ``card`` where it is named."""
    visited: list[str] = []
    for _ in range(MOST_STEPS):
        screen = filled(page)
        if screen["page"] not in visited:
            visited.append(screen["page"])
        if len(visited) > pages or card not in ("", screen["card"]):
            return
        yield screen
        before = page.evaluate("location.href + document.querySelector('.slide-place').textContent")
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "before => location.href + document.querySelector('.slide-place').textContent !== before",
            arg=before,
        )
    pytest.fail(f"more than {MOST_STEPS} screens")


@pytest.mark.parametrize(
    ("size", "pages"),
    [(LARGE, 1), (SMALL, 3), pytest.param(LARGE, 3, marks=pytest.mark.soak)],
    ids=["1920, a page", "1280", "1920"],
)
def test_nothing_rolls_nothing_is_cut_and_every_letter_can_be_read(wall: Page, pages: int):
    faults, rows = [], dict[tuple[str, str], set[str]]()
    listed = dict[tuple[str, str], set[str]]()

    def screens() -> Iterator[dict[str, Any]]:
        begun(wall, "/?lang=zh")
        yield from walked(wall, pages=pages)
        ended(wall)
        begun(wall, "/needs?lang=zh")
        yield from walked(wall, pages=1, card="board")
        expect(wall.locator(".slip-step:visible, .offer-it:visible")).to_have_count(0)

    begun(wall, "/stations?lang=zh")
    filled(wall)
    picture = wall.locator(".slide .drawn svg:visible").first.bounding_box()
    note = wall.locator(".slide .note").bounding_box()
    assert picture is not None and note is not None
    assert picture["height"] > 5 * note["height"]  # the words leave the map its room
    wall.keyboard.press("Escape")
    for screen in screens():
        place = f"{screen['page']} {screen['card']} {screen['place']}"
        if screen["rolls"]:
            faults.append(f"{place} rolls")
        if screen["cut"]:
            faults.append(f"{place} cuts {screen['cut']}")
        if screen["left"]:
            faults.append(f"{place} ends with the heading {screen['left']}")
        if screen["smallest"][0] < SMALLEST - 0.1:
            faults.append(f"{place} has letters of {screen['smallest']}")
        if screen["pieces"]:
            faults.append(f"{place} cuts a picture")
        if screen["drawn"] and screen["drawn"][0] < SMALLEST - 0.1:
            faults.append(f"{place} has a picture with letters of {screen['drawn']}")
        if not re.search(r"20\d\d年\d+月\d+日", screen["day"]):
            faults.append(f"{place} says no day: {screen['day']}")
        rows.setdefault((screen["page"], screen["card"]), set()).update(screen["rows"])
        listed[screen["page"], screen["card"]] = set(screen["all"])
    faults += [f"{card}: rows on no screen" for card in listed if listed[card] != rows[card]]
    assert faults == []


def test_the_keys_lead_through_cards_and_pages_and_back(page: Page):
    begun(page, "/?lang=zh")
    expect(page.locator(".slide-place")).to_contain_text("第 1 张")
    page.keyboard.press("End")
    last = page.locator(".slide-place").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".slide-place")).not_to_have_text(last)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("html")).not_to_have_attribute("data-page", "overview")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("html")).to_have_attribute("data-page", "overview")
    page.keyboard.press("b")
    expect(page.locator(".slide-black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".slide-black")).to_be_hidden()
    pointer, place = page.locator(".slide-pointer"), page.locator(".slide-place")
    page.keyboard.press("Home")
    page.mouse.move(400, 300)
    expect(pointer).to_be_hidden()  # until it is asked for
    page.keyboard.press("p")
    expect(pointer).to_be_visible()
    expect(place).to_have_text(re.compile("指示圈.+方向键"))
    box = pointer.bounding_box()
    assert box and box["width"] >= 56 and abs(box["x"] + box["width"] / 2 - 400) < 1
    shown = page.evaluate("location.href")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    moved = pointer.bounding_box()
    assert moved and moved["x"] > box["x"] + 10 and moved["y"] > box["y"] + 10
    assert page.evaluate("location.href") == shown
    page.keyboard.press("Space")  # turns, and the pointer stays
    expect(page).not_to_have_url(shown)
    expect(pointer).to_be_visible()
    page.get_by_role("button", name="指示圈").click()
    expect(pointer).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/\?lang=zh$"))
    settled(page)
    expect(page.locator("html")).not_to_have_attribute("data-slideshow", "")
    expect(page.locator("#heading")).to_be_visible()


def test_the_cards_are_as_they_were_once_the_wall_has_ended(page: Page):
    page.goto("/?lang=zh")
    settled(page)
    height = page.evaluate("document.body.scrollHeight")
    page.keyboard.press("f")
    for _ in range(3):
        page.locator(".slide").wait_for()
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator(".slide-head")).to_have_count(0)
    styled = page.locator("[data-card], .grid").evaluate_all(
        "all => all.map(one => one.getAttribute('style') ?? '').join('')"
    )
    assert styled == ""
    assert page.evaluate("document.body.scrollHeight") == height


def test_a_link_to_a_slide_opens_it(page: Page):
    page.goto("/?lang=zh#slides=2")
    expect(page.locator(".slide-place")).to_contain_text("第 2 张")


def test_a_letter_typed_into_a_field_is_a_letter(page: Page):
    page.goto("/?lang=zh")
    settled(page)
    page.locator("#find").click()
    page.keyboard.type("fb")
    expect(page.locator("#find")).to_have_value("fb")
    expect(page.locator(".slide-head")).to_have_count(0)

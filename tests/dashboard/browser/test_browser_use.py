"""What a hand, a finger, a keyboard and a narrow window meet on the pages."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from browser_page import card, settled
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
PATHS = (
    "", "support", "support?show_map=layers", "support?show_map=matrix", "needs", "stations",
    "money", "service", "sources", "editions", "reports", "search?q=heqing", "record?id=ORG-0007",
    "record?id=ST-0001", "record?id=W-000001", "reports?report=wishes/ledger", "nothing-here",
)  # fmt: skip


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    """A page on a phone."""
    size = {"width": 390, "height": 844}
    with browser.new_context(
        viewport=size, base_url=served, has_touch=True, is_mobile=True
    ) as context:
        yield context.new_page()


def nodes(page: Page) -> Locator:
    return page.locator(".scene:visible .node[data-id]")


def top(locator: Locator) -> float:
    return float(locator.evaluate("element => element.getBoundingClientRect().top"))


def test_enter_on_a_node_of_the_flow_does_what_a_click_does(page: Page):
    page.goto("/support?lang=zh")
    settled(page)
    node = nodes(page).nth(3)
    id = node.get_attribute("data-id")
    node.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/support.*of={id}"))
    expect(node).to_have_class(re.compile("selected"))


def test_the_picture_stays_under_the_pointer_when_a_node_is_chosen(page: Page):
    for way in ("", "&show_map=layers"):
        page.goto(f"/support?lang=zh{way}")
        settled(page)
        picture = page.locator("[data-card=map] svg.scene:visible")
        before = top(picture)
        nodes(page).nth(8).click()
        expect(page).to_have_url(re.compile("of="))
        settled(page)
        assert abs(top(picture) - before) < 1


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("support", ".scene:visible .node[data-id]"),
        ("needs", ".lane[open] .slip[data-id] .slip-more"),
    ],
)
def test_on_a_phone_a_tap_leads_to_its_answer(phone: Page, path: str, selector: str):
    phone.goto(f"/{path}?lang=zh")
    settled(phone)
    phone.locator(selector).nth(2).tap()
    answer = phone.locator(".card.stays")
    expect(answer).to_be_in_viewport()
    settled(phone)
    assert 0 <= top(answer) < 400


def test_a_late_wish_keeps_its_red_under_the_pointer(page: Page):
    page.goto("/needs?lang=zh")
    settled(page)
    slip = page.locator(".slip.overdue[data-id]").first
    colour = "element => getComputedStyle(element).borderLeftColor"
    page.mouse.move(0, 0)
    before = slip.evaluate(colour)
    slip.hover()
    assert slip.evaluate(colour) == before


def test_a_file_of_a_table_that_is_searched_holds_what_was_found_or_all_as_one_says(page: Page):
    page.goto("/reports?report=wishes/ledger&lang=zh")
    settled(page)
    page.get_by_role("searchbox", name="在结果中查找").fill("W-00001")
    expect(page).to_have_url(re.compile("t.find=W-00001"))
    settled(page)
    found, held = map(int, re.findall(r"(\d+) 行", page.locator("p.count").inner_text()))
    assert 0 < found < held
    question = page.locator("#which-rows")
    for choice, rows in ((f"只要查到的 {found} 行", found), (f"全部 {held} 行", held)):
        page.get_by_role("link", name="Excel", exact=True).click()
        expect(question).to_be_visible()
        with page.expect_download() as download:
            question.get_by_role("button", name=choice).click()
        book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        sheet = book["数据"]
        ids = [cell.value for cell in sheet["A"] if str(cell.value).startswith("W-")]
        assert len(ids) == rows
    page.get_by_role("link", name="Excel", exact=True).click()
    question.get_by_role("button", name="取消").click()
    expect(question).to_be_hidden()
    expect(page.locator("[data-download][aria-busy]")).to_have_count(0)


def test_a_copied_link_holds_the_day(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/reports?report=wishes/overdue&lang=zh")
    settled(page)
    assert "as_of" not in page.url
    day = page.locator("[data-field=as_of] input[type=date]").input_value()
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("#notice")).to_contain_text("链接已复制")
    assert f"as_of={day}" in page.evaluate("navigator.clipboard.readText()")


def test_a_change_of_the_filters_is_said_to_those_who_do_not_see_it(page: Page):
    page.goto("/reports?report=wishes/ledger&lang=zh")
    settled(page)
    spoken = page.locator("#announcement")
    expect(spoken).to_be_empty()
    page.locator("[data-field=category] select").select_option("bedding_clothing")
    expect(spoken).to_contain_text("已更新")
    expect(spoken).to_contain_text(page.locator("p.count").inner_text())


def test_no_page_is_wider_than_a_window_of_320_pixels(page: Page):
    page.set_viewport_size({"width": 320, "height": 700})
    wide = {}
    for path in PATHS:
        page.goto(f"/{path}")
        settled(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


@pytest.mark.parametrize(
    ("lang", "width", "path"),
    [("zh", 1440, "support"), ("en", 1280, "reports"), ("en", 390, "nothing-here")],
)
def test_what_the_row_of_pages_has_no_room_for_is_in_its_menu(
    page: Page, lang: str, width: int, path: str
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{path}?lang={lang}")
    nav = page.locator(".top nav.fits")
    expect(nav).to_be_visible()
    assert nav.evaluate("nav => nav.scrollWidth - nav.clientWidth") <= 0
    links, inside = nav.locator("a"), nav.locator(".more-pages a")
    everything, hidden = links.count(), inside.count()
    assert everything == len(set(links.evaluate_all("all => all.map(one => one.href)")))
    if hidden:
        expect(inside.first).to_be_hidden()
        nav.locator("summary").press("Enter")
    for link in links.all():
        expect(link).to_be_visible()
        expect(link).to_be_in_viewport(ratio=1)
    if hidden:
        page.keyboard.press("Escape")
        expect(inside.first).to_be_hidden()
        expect(nav.locator("summary")).to_be_focused()
    if path != "nothing-here":
        expect(nav.locator(":scope > a[aria-current]")).to_be_visible()
    page.set_viewport_size({"width": 3000, "height": 800})
    expect(nav.locator(":scope > a")).to_have_count(everything)


def test_an_unknown_address_is_answered_in_the_shell_with_a_way_back(page: Page):
    answer = page.goto("/nothing-here?lang=zh")
    assert answer is not None and answer.status == 404
    expect(page.locator(".find input[type=search]")).to_be_visible()
    expect(page.locator("nav a").first).to_be_visible()
    page.locator("main a").first.click()
    expect(page.locator("[data-card]").first).to_be_visible()


def test_the_figures_of_a_card_say_their_tips_as_the_legend_does(page: Page):
    page.goto("/reports?report=wishes/grades&lang=zh")
    settled(page)
    chart = card(page, "figure").locator("svg.chart")
    marks = chart.locator("[role=graphics-symbol][aria-label]")
    expect(marks.first).to_be_attached(timeout=60_000)
    spoken = marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    assert len(spoken) > 3
    assert not [text for text in spoken if "NaN" in text or re.search(r"\b[nxys]: ", text)]

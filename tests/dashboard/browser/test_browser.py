"""The dashboard as a visitor meets it, in a real Chromium."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from browser_page import alive, card, watch
from playwright.sync_api import Page, expect

NUMBERS = {
    "open": "30",
    "claim_rate": "89.5%",
    "organisations": "76",
    "sites": "19",
    "stations": "15",
    "donations": "8.46万元",
}
"""The town's numbers on the overview."""


@pytest.mark.parametrize("path", ["/reports", "/reports?report=wishes/rates"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_comes_alive_and_asks_nobody_else(page: Page, path: str, lang: str):
    wrong = watch(page)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    alive(page)
    expect(page.locator(".pending, .fault:visible")).to_have_count(0)
    assert wrong == []


def test_the_first_answer_holds_the_finished_cards(page: Page, served: str):
    page.goto("/")
    expect(page.locator(".pending")).to_have_count(0)
    answer = page.request.get(served)
    assert answer.headers["content-type"].startswith("text/html")
    text = answer.text()
    assert "pending waiting" not in text
    cards = page.locator("[data-card]").count()
    assert text.count('<article class="card') == cards > 9
    assert "<svg" in text


def test_the_overview_shows_the_towns_numbers(page: Page):
    page.goto("/")
    found = {}
    for id in NUMBERS:
        said = card(page, id).locator(".figure")
        expect(said).to_be_visible()
        found[id] = re.sub(r"\s", "", said.inner_text())
    assert found == NUMBERS
    day = date(2025, 8, 31)
    expect(page.locator("#page-facts")).to_contain_text(
        f"截至 {day.year}年{day.month}月{day.day}日"
    )


def test_the_language_is_switched_in_place_and_keeps_the_conditions(page: Page):
    page.goto("/reports?report=wishes/unclaimed&days=60")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("days=60"))


def test_the_live_picture_takes_the_stills_place(page: Page):
    page.goto("/")
    alive(page)
    expect(page.locator(".pending")).to_have_count(0)
    flow = card(page, "flow")
    place = "one => [one.offsetTop, one.offsetLeft, one.offsetWidth, one.offsetHeight]"
    before = flow.evaluate(place)
    flow.locator("svg.scene:visible").hover()
    expect(flow).to_have_class(re.compile("live"), timeout=30_000)
    assert flow.evaluate(place) == before


def test_a_live_picture_is_drawn_for_who_asks_and_not_for_a_pointer_that_passes(page: Page):
    page.goto("/")
    alive(page)
    expect(page.locator(".pending")).to_have_count(0)
    flow = card(page, "flow")
    flow.evaluate(
        """card => {
            const over = new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"});
            card.querySelector(".drawn svg.scene").dispatchEvent(over);
            card.dispatchEvent(new PointerEvent("pointerleave"));
        }"""
    )
    asked = page.locator("[data-card=flow] iframe")
    button = flow.get_by_role("button", name="放大细看")
    expect(asked).to_have_count(0)
    button.focus()
    expect(asked).to_have_count(0)
    page.keyboard.press("Enter")
    expect(flow).to_have_class(re.compile("live"), timeout=30_000)


def test_another_day_changes_cards_and_address_and_back_brings_them_again(page: Page):
    page.goto("/")
    alive(page)
    number = card(page, "open").locator(".figure b")
    expect(number).to_have_text("30")
    day = page.get_by_label("截至", exact=True)
    day.fill("2024-08-31")
    day.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2024-08-31"))
    expect(number).not_to_have_text("30")
    then = number.inner_text()
    page.go_back()
    expect(number).to_have_text("30")
    page.goto("/?as_of=2024-08-31")
    expect(card(page, "open").locator(".figure b")).to_have_text(then)


def test_a_report_is_run_with_other_conditions_and_opened_elsewhere(page: Page):
    page.goto("/reports?report=wishes/unclaimed")
    alive(page)
    rows = card(page, "rows").locator("tbody tr")
    expect(rows).to_have_count(14)
    days = page.get_by_label("超过天数")
    days.fill("60")
    days.press("Enter")
    expect(page).to_have_url(re.compile("days=60"))
    expect(rows).to_have_count(10)
    address = page.url
    with page.context.browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(address)
        expect(other.locator("[data-card=rows] .data tbody tr")).to_have_count(10)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("report=wishes/unclaimed&days=x", "整数"),
        ("report=wishes/unclaimed&days=731", "0–730"),
        ("report=wishes/unclaimed&as_of=nextweek", "2025-08-31"),
        ("report=wishes/unclaimd", "wishes/unclaimed"),
        ("report=checks/v01_two_live_claims", "没有名为"),
        ("report=../../etc/passwd", "没有名为"),
    ],
)
def test_a_value_that_is_not_allowed_is_answered_with_a_sentence(
    page: Page, query: str, words: str
):
    page.goto(f"/reports?{query}")
    expect(page.get_by_role("alert").first).to_contain_text(words)


def test_the_files_hold_what_is_shown(page: Page, tmp_path: Path):
    page.goto("/reports?report=wishes/unclaimed&days=60&lang=zh")
    shown = page.locator("[data-card=rows] .data tbody tr").count()
    files = {}
    for title, ending in (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")):
        with page.expect_download() as download:
            page.get_by_role("link", name=title).click()
        assert download.value.suggested_filename == f"久未认领的心愿_2025-08-31.{ending}"
        files[ending] = tmp_path / f"file.{ending}"
        download.value.save_as(files[ending])
    sheet = openpyxl.load_workbook(files["xlsx"]).worksheets[1]
    assert sheet.max_row == shown + 1
    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(files["csv"].read_text("utf-8-sig").splitlines()) == shown + 1


def test_how_a_figure_was_made_opens_its_cypher(page: Page):
    page.goto("/")
    card(page, "open").locator("[data-details]").click()
    dialog = card(page, "open").locator("dialog.details")
    expect(dialog).to_be_visible()
    expect(dialog.locator("pre")).to_contain_text("MATCH")
    dialog.get_by_role("link", name="打开报表").click()
    expect(page).to_have_url(re.compile(r"/reports\?report=overview/open_wishes"))


def test_a_report_is_found_by_a_few_characters(page: Page):
    page.goto("/reports")
    page.locator("#search").fill("逾期")
    expect(page.locator(".reports li:visible").first).to_contain_text("逾期")
    page.locator("#search").fill("没有这样的报表")
    expect(page.locator("#none-found")).to_be_visible()


@pytest.mark.parametrize("path", ["/reports", "/reports?report=support/matrix"])
def test_nothing_is_wider_than_a_phone(page: Page, path: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    alive(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_foreign_name_and_a_strange_card_get_no_data(page: Page, served: str):
    assert page.request.get(f"{served}/readyz", headers={"Host": "evil.example"}).status == 421
    assert page.request.get(f"{served}/card/overview/nothing").status == 404
    assert page.request.get(f"{served}/download/wishes/unclaimed.exe").status == 404
    assert page.request.get(f"{served}/download/checks/v01_two_live_claims.csv").status == 404


def test_a_finished_card_is_kept_by_its_address(page: Page, served: str):
    page.goto("/")
    address = card(page, "open").get_attribute("data-url")
    assert "v=" in address
    kept = page.request.get(f"{served}/{address}")
    assert "immutable" in kept.headers["cache-control"]
    stale = re.sub(r"v=\w+", "v=000000000000", address)
    assert page.request.get(f"{served}/{stale}").headers["cache-control"] == "no-store"

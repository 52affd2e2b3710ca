import re

import pytest
from playwright.sync_api import Page, expect

CHINESE = re.compile("[\u4e00-\u9fff]")


def watch(page: Page) -> list[str]:
    """Everything that should not happen: requests to other hosts, errors on the console."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on(
        "request",
        lambda r: (
            wrong.append(r.url)
            if not r.url.startswith(("http://127.0.0.1", "ws://127", "data:", "blob:"))
            else None
        ),
    )
    return wrong


def alive(page: Page) -> None:
    page.wait_for_function("document.documentElement.dataset.alive", timeout=60_000)


@pytest.mark.parametrize("path", ["/", "/reports", "/?lang=en", "/reports?lang=en"])
def test_a_page_is_whole_before_any_script_and_asks_nobody_else(page: Page, path: str):
    wrong = watch(page)
    page.goto(path)
    expect(page.locator(".card").first).to_be_visible()
    assert page.locator(".failed").count() == 0
    alive(page)
    assert wrong == []


def test_the_overview_shows_the_towns_numbers(page: Page):
    page.goto("/")
    expect(page.locator("[data-card='overview/open_wishes'] .big")).to_have_text(
        "30", timeout=30_000
    )
    expect(page.locator("[data-card='overview/donations_received'] .big")).to_have_text("8.46万元")
    expect(page.locator("[data-card='overview/claim_rate'] .big")).to_have_text("89.5%")
    expect(page.locator(".synthetic").first).to_contain_text("合成数据")


def test_english_is_complete_in_the_frame(page: Page):
    page.goto("/?lang=en")
    for place in ("header nav a:not(.lang)", "h1", "h2", "footer summary"):
        for text in page.locator(place).all_inner_texts():
            assert not CHINESE.search(text), text


def test_the_live_picture_takes_the_stills_place(page: Page):
    page.goto("/")
    alive(page)
    page.locator(".pic").hover()
    expect(page.locator(".pic.live")).to_have_count(1, timeout=30_000)


def test_the_address_holds_report_and_parameters(page: Page):
    page.goto("/reports?report=wishes/unclaimed&days=30")
    before = page.locator(".result tbody tr").count()
    page.locator("input[name=days]").fill("60")
    page.locator("form.form button").click()
    expect(page).to_have_url(re.compile("days=60"))
    assert page.locator(".result tbody tr").count() < before
    page.go_back()
    expect(page).to_have_url(re.compile("days=30"))
    assert page.locator(".result tbody tr").count() == before


def test_a_value_that_is_not_allowed_is_answered_with_a_sentence(page: Page):
    page.goto("/reports?report=wishes/unclaimed&days=x")
    expect(page.get_by_role("alert")).to_contain_text("整数")


def test_a_file_is_downloaded(page: Page):
    page.goto("/reports?report=wishes/rates")
    with page.expect_download() as download:
        page.get_by_text("CSV").click()
    assert download.value.suggested_filename.endswith(".csv")

"""The form of a record in Chromium: two people on one record, the keyboard, leaving, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import served_here
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from graph.client import Graph
from graph.load import load_rows

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=document.title='owned'>{{7*7}}"
ROWS = {
    "DeliverySite": [
        {"id": "SITE-1", "name": "老街站", "kind": "express"},
        {"id": "SITE-2", "name": HOSTILE, "kind": "express"},
    ],
    "Rider": [{"id": "R-1", "alias": "小蓝", "role": "rider", "tenureMonths": 12}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-03-01"}],
}


@pytest.fixture
def context(graph: Graph, browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    load_rows(graph, ROWS, name="a town", by="test")
    with (
        served_here(graph, tmp_path) as server,
        browser.new_context(base_url=f"http://127.0.0.1:{server.port}") as context,
    ):
        yield context


def opened(context: BrowserContext, path: str = "records/edit?id=R-1&lang=zh") -> Page:
    page = context.new_page()
    page.goto(f"/{path}")
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


def months(page: Page, text: str) -> None:
    page.locator('[name="f.tenureMonths"]').fill(text)
    page.keyboard.press("Control+s")


def test_two_people_on_one_record(context: BrowserContext):
    one, two = opened(context), opened(context)
    expect(one.locator('[name="f.alias"]')).to_be_focused()
    one.locator('[name="f.tenureMonths"]').fill("半年")
    expect(one.locator('[data-slot="tenureMonths"] .wrong')).to_contain_text("整数")
    months(one, "13")
    expect(one.locator("#saved")).to_have_text("已保存：从业月数：12 → 13 变更历史")
    two.locator('[name="f.role"]').select_option("courier")
    two.keyboard.press("Control+s")
    expect(two.locator("#saved")).to_contain_text("修改了从业月数，双方的改动都已保存")
    expect(two.locator('[name="f.tenureMonths"]')).to_have_value("13")
    months(two, "20")
    expect(two.locator("#saved")).to_contain_text("13 → 20")
    months(one, "30")
    met = one.locator(".met")
    expect(met).to_contain_text("20")
    met.locator("[value=theirs]").check()
    one.keyboard.press("Control+s")
    expect(one.locator("#saved")).to_contain_text("没有改动")
    expect(one.locator('[name="f.tenureMonths"]')).to_have_value("20")


def test_leaving_with_unsaved_words_asks_and_saving_does_not(context: BrowserContext):
    page, asked = opened(context), list[str]()

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    page.locator('[name="f.alias"]').press_sequentially("青")
    page.locator(".ways-on a").click(no_wait_after=True)
    expect(page.locator('[name="f.alias"]')).to_be_visible()
    assert asked == ["beforeunload"]
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_contain_text("代称")
    page.locator(".ways-on a").click()
    page.wait_for_url("**/record?id=R-1*")
    assert asked == ["beforeunload"]


def test_a_relationship_is_picked_by_name_and_taken_back(context: BrowserContext):
    page = opened(context)
    pattern = page.locator('[data-head="WorksAt|out"]')
    pattern.locator("summary").click()
    other = page.locator('[name="f.WorksAt|out|+0|other"]')
    other.fill("img")
    expect(page.locator('[id="l.WorksAt|out"] option')).to_have_attribute(
        "value", f"{HOSTILE} SITE-2"
    )
    other.fill(f"{HOSTILE} SITE-2")
    page.locator('[name="f.WorksAt|out|+0|from"]').fill("2025.4.1")
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_contain_text(HOSTILE)
    expect(pattern.locator(".other b").first).to_have_text(HOSTILE)
    page.goto("/records/history?id=R-1&lang=zh")
    page.get_by_role("button", name="撤销这次变更").first.click()
    expect(page.locator(".did-it")).to_have_text("已撤销。")
    page.goto("/records/edit?id=R-1&lang=zh")
    expect(page.locator('[data-head="WorksAt|out"] .other b')).to_have_text("老街站")
    assert "owned" not in page.title()


def test_the_form_works_without_script(browser: Browser, context: BrowserContext):
    base = opened(context).url.split("/records")[0]
    with browser.new_context(base_url=base, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto("/records/edit?id=R-1&lang=en")
        page.locator('[name="f.tenureMonths"]').fill("five")
        page.locator("#save").click()
        expect(page.locator("#unsaved")).to_contain_text("Not saved yet")
        expect(page.locator('[name="f.tenureMonths"]')).to_have_value("five")
        page.locator('[name="f.tenureMonths"]').fill("15")
        page.locator("#save").click()
        expect(page.locator("#saved")).to_contain_text("12 → 15")

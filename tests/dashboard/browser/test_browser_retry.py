"""What a page does by itself with what failed, and what it says meanwhile."""

import re
from pathlib import Path

import pytest
from browser_page import card, settled, until_shown
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

SLOW = """// ---
// title: {zh: 很慢, en: Slow}
// about: {zh: 一份查不完的报表。, en: A report that never ends.}
// audience: [committee, staff]
// columns: {n: {label: {zh: 数, en: Number}}}
// view: {kind: number}
// rests_on: [Wish]
// limits: {rows: 10, seconds: 1}
// ---
UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b
WITH a, b WHERE a + b < 0
RETURN count(*) AS n
"""


@pytest.fixture
def slow(served_home: Path):
    """The id of a report that takes longer than its limit."""
    folder = served_home / "own" / "reports" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "slow.cypher"
    file.write_text(SLOW, "utf-8")
    yield "mine/slow"
    file.unlink()


def test_a_report_that_takes_too_long_says_so_for_people_and_is_tried_again_by_itself(
    page: Page, slow: str
):
    asked: list[Request] = []
    page.on("request", lambda r: asked.append(r) if "/card/reports/rows" in r.url else None)
    until_shown(page, f"/reports?report={slow}&lang=zh", "一份查不完的报表")
    fault = card(page, "rows").locator(".fault")
    expect(fault).to_contain_text("还没查出来")
    expect(fault.get_by_text("limits.seconds")).to_be_hidden()
    fault.get_by_text("技术细节").click()
    expect(fault.get_by_text("limits.seconds")).to_be_visible()
    before = len(asked)
    with page.expect_request(lambda r: "/card/reports/rows" in r.url, timeout=60_000):
        pass  # by itself
    settled(page)
    fault.get_by_role("button", name="重试").click()
    settled(page)
    expect(fault).to_contain_text("还没查出来")
    assert len(asked) >= before + 2


def test_a_filter_chosen_while_nothing_answers_is_marked_until_it_is_in_force(page: Page):
    page.goto("/needs?lang=zh")
    settled(page)
    page.route("**/state/**", lambda route: route.abort())
    field = page.locator("[data-field=category]")
    field.get_by_label("类别").select_option("bedding_clothing")
    expect(field).to_have_attribute("data-unapplied", "尚未生效")
    expect(page.locator("#notice")).to_contain_text("自动再试")
    assert "category" not in page.url
    look = "document.dispatchEvent(new Event('visibilitychange'))"
    page.route("**/readyz", lambda route: route.fulfill(status=503, json={"ok": False}))
    page.evaluate(look)
    expect(page.locator("#lost")).to_be_visible()
    page.unroute("**/readyz")
    page.evaluate(look)  # back: the page asks for all of it again
    expect(page.locator("#lost")).to_be_hidden()
    page.unroute("**/state/**")
    expect(page).to_have_url(re.compile("category=bedding_clothing"))
    expect(page.locator(".field[data-unapplied]")).to_have_count(0)
    expect(page.locator("#notice")).to_be_hidden()
    expect(field.get_by_label("类别")).to_have_value("bedding_clothing")


def test_a_busy_server_is_asked_again_when_it_says_and_is_not_called_away(page: Page):
    busy = {"retry-after": "1"}
    page.route("**/card/needs/**", lambda route: route.fulfill(status=503, headers=busy))
    page.route("**/readyz", lambda route: None)  # never answered
    page.goto(
        "/needs?lang=zh&as_of=2025-02-11"
    )  # a day that no other test asks for: nothing is kept
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_response("**/livez", timeout=60_000):
        pass  # the page looked whether the server lives
    expect(page.locator("#lost, #cut-off").locator("visible=true")).to_have_count(0)
    expect(page.locator("[data-card] [data-retry]").first).to_be_visible()
    page.unroute("**/card/needs/**")
    with page.expect_response(
        lambda r: "/card/needs/" in r.url and r.status != 503, timeout=60_000
    ):
        pass  # asked again by itself

"""A clerk in a hurry, by the keyboard alone: what is typed is not counted, every other key is."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from browser_page import alive
from in_process import page_served_here
from playwright.sync_api import Browser, Page, expect

from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

pytestmark = pytest.mark.browser
MOST_KEYS, WITHIN = 10, 30.0
TYPING_MS = 60
TOWN = {
    "ServiceStation": [
        {"id": f"ST-{n}", "name": f"{n}号加油站", "stationType": "red_station", "openDays": "1111111"}
        for n in range(1, 15)
    ],
    "DeliverySite": [{"id": "SITE-1", "name": "老街站", "kind": "express"}],
    "Rider": [{"id": f"R-{n}", "alias": f"小李{n:02d}", "role": "rider"} for n in range(1, 31)],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": "2024-01-01"} for n in range(1, 31)],
}  # fmt: skip


class Hands:
    """Hands on a keyboard that never wait for the page."""

    def __init__(self, page: Page) -> None:
        self._keys, self.count = page.keyboard, 0

    def type(self, text: str) -> None:
        self._keys.type(text, delay=TYPING_MS)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._keys.press(key)
        self.count += len(keys)


@pytest.fixture
def here(graph: Graph, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    with page_served_here(graph, tmp_path, browser) as page:
        yield page


def opened(page: Page, path: str) -> Hands:
    page.goto(path)
    alive(page)
    if path.startswith("/new_wish"):
        expect(page.locator("#a-title")).to_be_visible(timeout=60_000)
    return Hands(page)


def test_a_new_wish_in_thirty_seconds_and_ten_keys(here: Page, graph: Graph):
    hands, begun = opened(here, "/new_wish?lang=zh"), monotonic()
    hands.type("xiaoli17")
    hands.press("Tab")
    hands.type("7hjyz")
    hands.press("Tab")
    hands.type("一顶冬天的头盔")
    hands.press("Tab")
    hands.type("qxzb")
    hands.press("Tab")
    hands.type("jj")
    with here.expect_response("**/act?*", timeout=60_000) as answer:
        hands.press("Tab", "Space", "Control+s")
    assert answer.value.ok and monotonic() - begun < WITHIN
    assert hands.count <= MOST_KEYS
    stored = graph.read(
        "MATCH (r:Rider)-[:RAISED]->(w:Wish)-[:VIA]->(s) "
        "RETURN r.id, s.id, w.title, w.category, w.urgency"
    ).rows
    assert stored == [("R-17", "ST-7", "一顶冬天的头盔", "riding_gear", "urgent")]


def test_what_was_typed_in_a_list_is_taken_by_enter_and_by_saving_before_the_answer_is_there(
    here: Page, graph: Graph
):
    hands = opened(here, "/new_wish?lang=zh")
    here.locator("#a-title").fill("一把雨伞")
    here.locator("#a-category").select_option("riding_gear")
    here.locator("#a-consent").check()
    here.locator("[data-field=rider] .seek").focus()
    hands.type("xiaoli09")
    hands.press("Enter", "Tab")
    hands.type("3hjyz")
    with here.expect_response("**/act?*", timeout=60_000) as answer:
        hands.press("Control+s")
    assert answer.value.ok, answer.value.text()
    stored = graph.read("MATCH (r:Rider)-[:RAISED]->(:Wish)-[:VIA]->(s) RETURN r.id, s.id").rows
    assert stored == [("R-9", "ST-3")]


def test_a_name_that_nobody_has_stays_where_it_was_typed_and_what_is_missing_is_called_by_its_label(
    here: Page,
):
    hands = opened(here, "/new_wish?lang=zh")
    hands.type("wangwu")
    hands.press("Tab")
    rider = here.locator("[data-field=rider]")
    expect(rider.locator(".wrong")).to_have_text("没有匹配的选项", timeout=60_000)
    expect(rider.locator(".seek")).to_have_value("wangwu")
    here.locator("#a-title").fill("一把雨伞")
    here.locator("#a-category").evaluate("one => (one.required = false)")
    hands.press("Control+s")
    expect(here.locator("[data-step-wrong]")).to_have_text("请填写“类别”。", timeout=60_000)


def test_what_is_wrong_is_announced_and_has_the_focus_on_the_form_of_a_record(here: Page):
    hands = opened(here, "/records/edit?id=R-3&lang=zh")
    expect(here.locator("#record-form :is(input, select, textarea):focus")).to_have_count(1)
    field = here.locator("[name='f.tenureMonths']")
    field.focus()
    hands.type("两年")
    hands.press("Control+s")
    expect(here.locator("#unsaved[role=alert]")).to_contain_text("没有保存")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-invalid") == "true"
    described = here.locator(f"[id='{field.get_attribute('aria-describedby')}']")
    expect(described).to_contain_text("“两年”")


def test_a_list_is_searched_and_a_record_opened_without_a_mouse(here: Page):
    hands = opened(here, "/reports?report=kinds/rider&lang=zh")
    expect(here.locator("[name='t.find']")).to_be_visible(timeout=60_000)
    hands.press("/")
    expect(here.locator("[name='t.find']")).to_be_focused()
    hands.type("xiaoli2")
    expect(here.locator("[data-card=rows] .count")).to_contain_text("10")
    hands.press("Escape")
    expect(here.locator("[data-card=rows] .count")).to_contain_text("30")
    hands.type("xiaoli21")
    expect(here.locator("[data-card=rows] tbody tr")).to_have_count(1)
    expect(here.locator("[name='t.find']")).to_be_focused()
    hands.press("Enter")
    here.wait_for_url("**/record?id=R-21*", timeout=60_000)


def test_a_change_is_taken_back_from_the_history_by_the_keyboard(here: Page):
    hands = opened(here, "/records/edit?id=R-3&lang=zh")
    here.locator("[name='f.tenureMonths']").focus()
    hands.type("7")
    hands.press("Control+s")
    expect(here.locator("#saved")).to_contain_text("7")
    opened(here, "/records/history?id=R-3&lang=zh")
    undo = here.get_by_role("button", name="撤销这次变更").first
    for _ in range(30):
        hands.press("Tab")
        if undo.evaluate("one => one === document.activeElement"):
            break
    hands.press("Enter")
    expect(here.locator(".did-it")).to_have_text("已撤销。")

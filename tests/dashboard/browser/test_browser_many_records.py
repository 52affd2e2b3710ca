"""Many records changed together and two merged, in Chromium: the plan before, one change, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import served_here
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.client import Graph
from graph.entry.writing import write_entry
from graph.load import load_rows
from graph.load.record import RecordChange

pytestmark = pytest.mark.browser
ROWS = {
    "Company": [{"id": "CO-1", "name": "迅达速递", "kind": "express", "role": "platform"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "老街站", "kind": "express"},
        {"id": "SITE-2", "name": "海塘站", "kind": "express"},
    ],
    "Operates": [{"start": "CO-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Rider": [
        {"id": f"R-{n}", "alias": f"骑手{n}", "role": "courier" if n == 9 else "rider"}
        for n in range(1, 10)
    ],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": "2024-03-01"} for n in (1, 2)],
}
ROLES = "MATCH (r:Rider) RETURN r.role ORDER BY r.id"
WERE = ["rider"] * 8 + ["courier"]


@pytest.fixture
def small(graph: Graph) -> Graph:
    load_rows(graph, ROWS, name="a town", by="test")
    return graph


@pytest.fixture
def context(small: Graph, browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    with (
        served_here(small, tmp_path) as server,
        browser.new_context(base_url=f"http://127.0.0.1:{server.port}") as context,
    ):
        yield context


def roles(graph: Graph) -> list[object]:
    return [row[0] for row in graph.read(ROLES).rows]


def planned(page: Page) -> Page:
    """The plan of three riders, one of whom is so already."""
    page.locator("#slot").select_option("role")
    expect(page.locator('[name="text.ageBand"]')).to_be_hidden()  # only the chosen field is there
    page.locator('[name="text.role"]').select_option("courier")
    for id in ("R-1", "R-2", "R-9"):
        page.locator(f'input[value="{id}"]').check()
    page.get_by_role("button", name="看看会怎样改").click()
    return page


def test_riders_chosen_in_the_list_are_changed_by_a_plan_and_taken_back(
    context: BrowserContext, small: Graph
):
    page = context.new_page()
    page.goto("/reports?report=kinds/rider&lang=zh")
    page.locator('[name="t.find"]').fill("骑手")
    expect(page).to_have_url(re.compile("t.find="))
    page.get_by_role("link", name="批量修改").click()
    expect(page.locator('[name="t.find"]')).to_have_value("骑手")  # the list's own search
    planned(page)
    expect(page.locator(".many tbody tr")).to_have_count(2)
    expect(page.locator(".many")).to_contain_text("外卖骑手 → 快递员")
    expect(page.locator("main")).to_contain_text("另有 1 条已经是这样")
    assert roles(small) == WERE
    other = [
        RecordChange("Rider", "changed", {"role": "rider"}, {"role": "logistics"}, 1, id="R-2")
    ]
    write_entry(small, "edit", "R-2", other, by="李干事")
    page.get_by_role("button", name="照此修改").click()
    expect(page.locator(".did-it")).to_have_text("已改 1 条，记为一次变更。")
    expect(page.locator(".left")).to_contain_text(["骑手1", "骑手2 R-2 看计划之后李干事改动过"])
    assert roles(small)[:2] == ["courier", "logistics"]
    page.reload()  # the form sent again
    expect(page.locator(".did-it")).to_contain_text("没有重复修改")
    page.get_by_role("button", name="撤销这次批量修改").click()
    expect(page.locator(".did-it")).to_have_text("已撤销。")
    assert roles(small)[:2] == ["rider", "logistics"]


def test_the_same_without_a_script(small: Graph, browser: Browser, tmp_path: Path):
    with (
        served_here(small, tmp_path) as server,
        browser.new_context(
            base_url=f"http://127.0.0.1:{server.port}", java_script_enabled=False
        ) as context,
    ):
        page = context.new_page()
        page.goto("/records/together?kind=Rider&lang=zh")
        page.locator("#slot").select_option("role")
        page.locator('[name="text.role"]').select_option("courier")
        page.locator('input[name="which"][value="all"]').check()
        page.get_by_role("button", name="看看会怎样改").click()
        page.get_by_role("button", name="照此修改").click()
        expect(page.locator(".did-it")).to_have_text("已改 8 条，记为一次变更。")
        assert roles(small) == ["courier"] * 9
        page.get_by_role("button", name="撤销这次批量修改").click()
        expect(page.locator(".did-it")).to_have_text("已撤销。")
        assert roles(small) == WERE


def test_two_sites_become_one_and_the_old_address_leads_to_it(
    context: BrowserContext, small: Graph
):
    page = context.new_page()
    asked = page.request
    assert "records/merge?id=SITE-1" in asked.get("/record?id=SITE-1&lang=zh").text()
    page.goto("/records/merge?id=SITE-1&lang=zh")
    page.locator("#into").fill("海塘站 SITE-2")
    page.locator("#day").fill("2025-05-01")
    page.get_by_role("button", name="看会转过去什么").click()
    main = page.locator("main")
    page.goto(
        page.url.replace("%E6%B5%B7%E5%A1%98%E7%AB%99+SITE-2", "SITE-2")
    )  # as links lead here
    expect(page.locator("#into")).to_have_value("海塘站 SITE-2")
    expect(main).to_contain_text("就职站点 2 条：骑手")
    expect(main).to_contain_text("运营 1 条：迅达速递")
    page.locator('[name="take.name"][value="old"]').check()
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator(".did-it")).to_have_text("已合并。")
    old = asked.get("/record?id=SITE-1&lang=zh")
    assert "id=SITE-2&" in old.url and "“老街站”已并入这里。" in old.text()
    as_it_was = asked.get("/record?id=SITE-1&kept=yes&lang=zh")
    assert "id=SITE-1&" in as_it_was.url
    assert "已并入“老街站”。" in as_it_was.text()  # the one that stays took the name over
    made_up = asked.get("/record?id=SITE-2&merged=CO-1&lang=zh")
    assert "已并入这里" not in made_up.text()
    page.get_by_role("button", name="撤销这次变更").first.click()
    expect(page.locator(".did-it")).to_have_text("已撤销。")
    sites = small.read("MATCH (s:DeliverySite) RETURN s.name, s.status ORDER BY s.id").rows
    assert sites == [("老街站", "OPEN"), ("海塘站", "OPEN")]
    assert "id=SITE-1&" in asked.get("/record?id=SITE-1&lang=zh").url

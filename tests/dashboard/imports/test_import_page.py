"""The page 导入 in a real Chromium on an empty graph: take the workbook, bring it, look, land, undo."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from browser_page import alive, watch
from in_process import served_here
from playwright.sync_api import Browser, Page, expect

from graph.client import Graph

pytestmark = pytest.mark.browser
LONG = 60_000


@pytest.fixture
def empty_page(browser: Browser, graph: Graph, tmp_path: Path) -> Iterator[Page]:
    """A page of a dashboard that is served on an empty graph."""
    with (
        served_here(graph, tmp_path / "home") as server,
        browser.new_context(
            viewport={"width": 1440, "height": 900}, base_url=f"http://127.0.0.1:{server.port}"
        ) as context,
    ):
        yield context.new_page()


def filled(book: Path, **sheets: list[dict[str, object]]) -> Path:
    """A workbook with rows written below its example, each cell under its header."""
    workbook = openpyxl.load_workbook(book)
    for title, rows in sheets.items():
        sheet = workbook[title]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, 3):
            for header, value in row.items():
                sheet.cell(number, columns[header], value)
    workbook.save(book)
    return book


def bring(page: Page, file: Path) -> None:
    page.goto("/imports?lang=zh")
    alive(page)
    page.locator("#import-file").set_input_files(file)
    expect(page.locator(".plan, .importing > .fault:not([hidden])").first).to_be_visible(
        timeout=LONG
    )


def totals(page: Page) -> dict[str, str]:
    texts = [one.inner_text().split() for one in page.locator(".totals li").all()]
    return {name: number for number, name in texts}


def names(graph: Graph) -> list[str]:
    text = "MATCH (n:Organization) RETURN n.name AS name ORDER BY n.id"
    return [str(name) for (name,) in graph.read(text).rows]


def land(page: Page) -> None:
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入。")).to_be_visible(timeout=LONG)


def test_a_workbook_is_taken_filled_brought_landed_corrected_and_undone(
    empty_page: Page, graph: Graph, tmp_path: Path
):
    page, book = empty_page, tmp_path / "台账.xlsx"
    wrong = watch(page)
    page.goto("/imports?lang=zh")
    alive(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="空白台账").click()
    assert taken.value.suggested_filename == "空白台账.xlsx"
    taken.value.save_as(book)
    village = {"类型": "村居", "名称": "东风村", "村居种类": "村"}
    first = {
        "名称": "东风村党总支",
        "种类": "党组织",
        "所在村居": "东风村",
        "自": "2020-01-01",
        "党员人数": 44,
    }
    second = {"名称": "海塘镇总工会", "种类": "群团组织", "党员人数": 12}
    filled(book, 基本情况=[village], 组织=[first, {**second, "种类": "街道组织"}])

    bring(page, book)
    expect(page.locator("#problems")).to_contain_text("街道组织")
    expect(page.get_by_role("button", name="导入", exact=True)).to_be_disabled()
    assert names(graph) == []

    filled(book, 组织=[first, second])
    bring(page, book)
    assert totals(page)["修改"] == "0"
    assert int(totals(page)["新增"]) >= 4, totals(page)
    assert names(graph) == []
    land(page)
    assert names(graph) == ["东风村党总支", "海塘镇总工会"]

    filled(book, 组织=[{**first, "党员人数": 45}, second])
    bring(page, book)
    assert totals(page) == {"新增": "0", "修改": "1", "不变": totals(page)["不变"]}
    change = page.locator(".plan-changes li")
    expect(change).to_have_count(1)
    expect(change).to_contain_text("党员人数")
    assert change.locator("del").inner_text() == "44"
    assert change.locator("ins").inner_text() == "45"
    land(page)

    members = "MATCH (n:Organization {name: '东风村党总支'}) RETURN n.memberCount"
    assert graph.read(members).value() == 45
    load = page.locator("details.load[open]")
    expect(load.locator(".plan-changes li")).to_have_count(1, timeout=LONG)
    load.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="确定撤销").click()
    expect(page.get_by_text("已撤销，恢复到导入之前。")).to_be_visible(timeout=LONG)
    assert graph.read(members).value() == 44
    assert wrong == []


@pytest.mark.parametrize(
    ("answer", "shown", "name"),
    [
        ("是同一个，名称不变（东风村党总支）", "名称保留“东风村党总支”", "东风村党总支"),
        ("是同一个，改叫“東風村黨總支”", "東風村黨總支", "東風村黨總支"),
    ],
)
def test_what_is_the_same_keeps_its_name_or_takes_the_one_of_the_file(
    empty_page: Page, graph: Graph, tmp_path: Path, answer: str, shown: str, name: str
):
    page, file = empty_page, tmp_path / "组织.csv"
    graph.write(
        "CREATE (:Organization:PartyOrganization {id: 'ORG-0001', name: '东风村党总支', kind: 'party'})"
    )
    file.write_text("名称,种类,党员人数\n東風村黨總支,党组织,45\n", "utf-8")
    bring(page, file)
    expect(page.get_by_role("button", name="导入", exact=True)).to_be_disabled()
    page.get_by_label(answer).check()
    page.get_by_role("button", name="按所选重新核对").click()
    expect(page.locator(".totals")).to_contain_text("1修改", timeout=LONG)
    expect(page.locator("[data-imports]")).to_contain_text(shown)
    land(page)
    members = "MATCH (n:Organization) RETURN n.id, n.name, n.memberCount"
    assert graph.read(members).rows == [("ORG-0001", name, 45)]

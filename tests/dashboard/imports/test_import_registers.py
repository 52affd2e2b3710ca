"""A table of one's own becomes a register: by its addresses, and in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from browser_page import alive, watch
from in_process import served_here
from playwright.sync_api import Browser, Page, expect
from trail_lines import noted

from dashboard.web import app
from graph.client import Graph
from graph.load import load_rows

LONG = 60_000
OURS = {"X-Lianxin": "1"}
TABLE = "支部名称;人数;成立时间;备注\n东风村党支部;23;2001.5.1;大\n红星村党支部;12;1998.7.1;小\n"


@pytest.fixture
def server(graph: Graph, tmp_path: Path) -> Iterator[app.Server]:
    with served_here(graph, tmp_path / "home") as server:
        yield server


def post(server: app.Server, path: str, **how: object) -> requests.Response:
    headers = OURS | dict(how.pop("headers", {}))  # type: ignore[call-overload]
    address = f"http://127.0.0.1:{server.port}/imports/{path}"
    return requests.post(address, headers=headers, timeout=60, **how)  # type: ignore[arg-type]


def test_only_our_own_page_makes_and_removes_registers_and_no_name_is_a_path(
    server: app.Server, tmp_path: Path
):
    folder = tmp_path / "home" / "own" / "registers"
    name = {"X-File-Name": "<b>.csv"}
    token = post(server, "upload", data=TABLE.encode("gb18030"), headers=name).json()["token"]
    server.site.imports.jobs.wait()
    guess, save = f"guess/{token}", f"register/{token}"
    foreign = {"Origin": "http://elsewhere.example"}
    assert post(server, guess, json={}, headers=foreign).status_code == 403
    assert post(server, save, json={}, headers={"X-Lianxin": "0"}).status_code == 403
    assert post(server, "guess/20261127-0000000000000000", json={}).status_code == 404
    assert post(server, guess, json={"sheet": 1}).status_code == 400

    html = post(server, guess, json={}).json()["html"]
    assert "东风村党支部" in html
    assert 'value="&lt;b&gt;"' in html  # the table's title is text, and no markup
    assert "没有写的" in html  # the kind of organisation is asked about
    answers = {"register": "organisations", "required:种类": "", "value:种类": "党组织"}
    for bad in ("../../x", "骑手", "organisations", "A" * 60, "a.yaml"):
        refused = post(server, save, json={"answers": answers, "name": bad})
        assert refused.status_code == 400, bad
        assert refused.json()["wrong"], bad
    assert not folder.exists()

    assert post(server, save, json={"answers": answers}).status_code == 200
    server.site.imports.jobs.wait()
    assert [path.name for path in folder.iterdir()] == ["own_organisations.yaml"]
    summary = server.site.imports.summary(token)
    assert summary is not None
    assert summary.counts["<b>"]["new"] >= 2
    assert (
        post(server, "registers/remove", json={"name": "../own_organisations"}).status_code == 400
    )
    assert post(server, "registers/remove", json={"name": "own_organisations"}).status_code == 200
    kept = "own_organisations.yaml.removed"
    assert [path.name for path in folder.iterdir()] == [kept]
    assert post(server, "registers/put_back", json={"name": kept}).status_code == 200
    assert [path.name for path in folder.iterdir()] == ["own_organisations.yaml"]
    lines = noted(tmp_path / "home", "register")
    assert [(one["by"], one["about"], one["more"]["act"]) for one in lines] == [
        ("local", "own_organisations", act) for act in ("save", "remove", "put_back")
    ]
    page = requests.get(f"http://127.0.0.1:{server.port}/audit?kind=register", timeout=60).text
    for words in ("自己的台账", "保存", "移除", "放回"):
        assert words in page


@pytest.fixture
def page(browser: Browser, server: app.Server) -> Iterator[Page]:
    base = f"http://127.0.0.1:{server.port}"
    with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base) as context:
        yield context.new_page()


def bring(page: Page, file: Path) -> None:
    page.goto("/imports?lang=zh")
    alive(page)
    page.locator("#import-file").set_input_files(file)
    expect(page.locator(".plan")).to_be_visible(timeout=LONG)


@pytest.mark.browser
def test_a_table_that_nobody_knows_is_made_a_register_landed_and_known_next_month(
    page: Page, graph: Graph, tmp_path: Path
):
    load_rows(graph, {"DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "takeaway"}]},
              name="sites", by="test")  # fmt: skip
    wrong = watch(page)
    file = tmp_path / "花名册10月.csv"
    file.write_text("代号,姓名,工种,单位,到岗\n小王,王小明,外卖骑手,东站,2024.3.1\n", "utf-8")
    bring(page, file)
    page.get_by_role("link", name="作为自己的台账").click()
    mapping = page.locator(".mapping")
    expect(mapping).to_contain_text("个人信息，不读也不收", timeout=LONG)
    expect(mapping).not_to_contain_text("王小明")
    column = page.get_by_role("combobox", name="到岗", exact=True)
    column.select_option(label="自")
    expect(page.locator(".becomes")).to_contain_text("2024.3.1")
    assert column.input_value() == "自"
    page.get_by_role("button", name="存成台账，看会改动什么").click()
    expect(page.locator(".totals .is-new b")).to_have_text("2", timeout=LONG)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入。")).to_be_visible(timeout=LONG)
    assert graph.read("MATCH (r:Rider)-[w:WORKS_AT]->() RETURN r.alias, w.from.year").rows == [
        ("小王", 2024)
    ]

    page.goto("/imports?lang=zh")
    entry = page.locator(".own-list > li").first
    expect(entry).to_contain_text("工种 → 岗位")
    expect(entry).to_contain_text("不读：姓名")
    page.get_by_role("button", name="移除：花名册10月").click()
    expect(page.get_by_text("还没有。", exact=True)).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="放回：own_riders.yaml.removed").click()
    expect(entry).to_contain_text("工种 → 岗位", timeout=LONG)
    month = tmp_path / "花名册11月.csv"
    month.write_text(file.read_text("utf-8") + "小李,李建国,外卖骑手,东站,2026.11.1\n", "utf-8")
    bring(page, month)
    expect(page.locator(".offer")).to_have_count(0)
    expect(page.locator(".totals .is-new b")).to_have_text("2")
    expect(page.get_by_role("button", name="导入", exact=True)).to_be_enabled()
    assert wrong == []

"""The marks of the pages in a real Chromium: a click on a number, a change, a bar, a point, a band, a
line or a cell leads to the rows behind it, which are exactly as many; by mouse, by keys, without script."""

import re
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

SOON = 60_000
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
AMOUNT = re.compile(r"[¥+]?(−?)(?:¥)?([\d,]+(?:\.\d\d)?)\D*$")


def opened(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)


def card(page: Page, id: str) -> Locator:
    return page.locator(f"[data-card={id}]")


def rows_behind(page: Page) -> list[dict[str, Any]]:
    """All rows of the report that the page has come to, asked as its address asks it."""
    page.wait_for_url(re.compile(r"/reports\?report="), wait_until="commit", timeout=SOON)
    split = urlsplit(page.url)
    report = parse_qs(split.query)["report"][0]
    rows: list[dict[str, Any]] = page.request.get(f"/download/{report}.json?{split.query}").json()[
        "rows"
    ]
    expect(page.locator("p.count")).to_contain_text(str(len(rows)), timeout=SOON)
    return rows


def amount(text: str) -> int:
    """The number at the end of what a mark says of itself."""
    found = AMOUNT.search(text)
    assert found is not None, text
    return int(found[2].replace(",", "").split(".")[0]) * (-1 if found[1] else 1)


def test_a_number_and_its_change_lead_to_what_they_count(page: Page):
    opened(page, "/?lang=zh")
    number = card(page, "open").locator(".figure a")
    shown = int(number.inner_text())
    number.click()
    rows = rows_behind(page)
    assert len(rows) == shown
    assert {row["status"] for row in rows} <= {"PUBLISHED", "CARRIED_OVER", "待认领", "转入下轮"}
    page.go_back()
    change = card(page, "open").locator(".changes a").last
    expect(change).to_be_visible(timeout=SOON)
    by = int(re.sub(r"[^\d−]", "", change.locator("b").inner_text()).replace("−", "-"))
    change.click()
    assert sum(row["change"] for row in rows_behind(page)) == by


@pytest.mark.parametrize(
    "path, id, mark",
    [
        ("/?lang=zh", "age", ".chart .mark-rect a"),
        ("/needs?lang=zh", "ends", ".chart .mark-symbol a"),
        ("/support?lang=zh", "map", ".scene a[aria-label]:has(.flow)"),
        ("/support?lang=zh&show_map=layers", "map", ".scene a[aria-label]:has(.flow)"),
        ("/support?lang=zh&show_map=matrix", "map", ".matrix a"),
    ],
    ids=["bar", "point", "band", "line", "cell"],
)
def test_a_mark_leads_to_exactly_its_rows(page: Page, path: str, id: str, mark: str):
    opened(page, path)
    one = card(page, id).locator(f"{mark}:visible").last
    spoken = one.get_attribute("aria-label") or one.locator("[aria-label]").first.get_attribute(
        "aria-label"
    )
    assert spoken is not None
    wishes = re.search(r"(?:心愿数:?|支持的心愿|, )\s*(\d+)", spoken)
    assert wishes is not None, spoken
    one.click()
    assert len(rows_behind(page)) == int(wishes[1])


def test_a_chart_is_one_stop_of_tab_and_its_marks_are_gone_through_with_arrows(page: Page):
    opened(page, "/?lang=zh")
    chart = card(page, "age").locator(".chart:visible")
    assert chart.locator("a").count() > 5
    expect(chart.locator('a[tabindex="0"]')).to_have_count(1)
    first = chart.locator('a[tabindex="0"]')
    first.focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator("a:focus")
    expect(chart.locator('a[tabindex="0"]')).to_have_count(1)
    spoken = focused.locator("path").get_attribute("aria-label")
    assert spoken is not None
    page.keyboard.press("Enter")
    assert len(rows_behind(page)) == amount(spoken)


def test_a_mark_leads_there_without_any_script(browser: Browser, served: str):
    with browser.new_context(
        viewport={"width": 1440, "height": 900}, base_url=served, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto("/?lang=zh")
        bar = card(page, "age").locator(".chart .mark-rect a:visible").last
        spoken = bar.locator("[aria-label]").get_attribute("aria-label") or ""
        bar.click()
        assert len(rows_behind(page)) == amount(spoken)


def menu_of(page: Page) -> Locator:
    return page.get_by_role("menu", name="可以做的事")


def test_a_mark_has_a_menu_by_mouse_and_by_keys(page: Page):
    opened(page, "/support?lang=zh&as_of=2025-08-31")
    band = card(page, "map").locator(".scene a:has(.flow):visible").last
    band.click(button="right", force=True)
    menu = menu_of(page)
    expect(menu.get_by_role("menuitem").first).to_be_focused(timeout=SOON)
    band_words = band.get_attribute("aria-label") or ""
    names = menu.get_by_role("menuitem").all_inner_texts()
    assert names[0] == "看明细" and sum(name.startswith("打开“") for name in names) == 2
    explore = menu.get_by_role("menuitem", name="放到关系探索里看").get_attribute("href") or ""
    ids = parse_qs(urlsplit(explore).query)["ids"][0].split(",")
    assert len(ids) == 2 and "as_of=2025-08-31" in explore
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(band).to_be_focused()
    page.keyboard.press("Shift+F10")
    expect(menu.get_by_role("menuitem").first).to_be_focused(timeout=SOON)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    spoken = re.search(r"(\d+)\D*$", band_words)
    assert spoken is not None and len(rows_behind(page)) == int(spoken[1])


def test_ctrl_click_filters_the_page_by_what_the_mark_is_about(page: Page):
    opened(page, "/support?lang=zh")
    node = card(page, "map").locator(".scene .node[data-id]:visible").first
    chosen = node.get_attribute("data-id") or ""
    node.click(modifiers=["Control"], force=True)
    menu = menu_of(page)
    expect(menu).to_be_visible(timeout=SOON)
    assert chosen not in page.url
    menu.get_by_role("menuitem", name="本页只看").first.click()
    page.wait_for_url(re.compile(re.escape(chosen)), timeout=SOON)
    expect(menu).to_have_count(0)


@pytest.mark.parametrize("shown", ["flow", "layers", "matrix"])
def test_a_node_leads_to_its_record_and_to_the_rows_of_all_its_bands(page: Page, shown: str):
    opened(page, f"/support?lang=zh&show_map={shown}")
    nodes = card(page, "map").locator(
        ":is(.scene .node:not(.hollow), .matrix th > *)[data-id]:visible"
    )
    assert nodes.count() > 10
    for at in (0, nodes.count() // 2, nodes.count() - 1):
        node = nodes.nth(at)
        query = urlsplit(rows_in_menu(page, node)).query
        report = parse_qs(query)["report"][0]
        rows = page.request.get(f"/download/{report}.json?{query}").json()["rows"]
        assert len(rows) == amount(node_words(node))
        page.keyboard.press("Escape")


def rows_in_menu(page: Page, node: Locator) -> str:
    """Where 看明细 leads, asked for again where a page that moved meanwhile closed the menu."""
    item = menu_of(page).get_by_role("menuitem", name="看明细")
    for _ in range(3):
        node.focus()  # a bar may be thinner than a pointer meets for certain
        page.evaluate(DRAWN)
        page.keyboard.press("Shift+F10")
        with suppress(TimeoutError):
            return item.get_attribute("href", timeout=SOON / 3) or ""
    raise AssertionError(node.get_attribute("aria-label"))


def node_words(node: Locator) -> str:
    """What a node says of itself; the head of a line the sum at its end."""
    sum_of_line: str = node.evaluate(
        """one => {
          const head = one.closest("th");
          if (!head) return one.dataset.tip ?? one.closest("a").getAttribute("aria-label");
          const row = head.parentElement, table = row.closest("table");
          const line = head.scope === "row" ? [...row.cells].at(-1) : table.tFoot.rows[0].cells[head.cellIndex];
          return line.textContent;
        }"""
    )
    return sum_of_line


def test_a_share_leads_to_the_rows_of_its_part_and_of_its_whole(page: Page):
    opened(page, "/reports?report=support/participation&lang=zh&as_of=2025-08-31")
    chart = page.locator(".chart a[data-whole]:visible").first
    spoken = chart.locator("[aria-label]").get_attribute("aria-label") or ""
    share = float((re.search(r"([\d.]+)%", spoken) or ["", "0"])[1]) / 100
    counts = []
    for name in ("看分子的明细", "看分母的明细"):
        chart.click(button="right", force=True)
        menu_of(page).get_by_role("menuitem", name=name).click(timeout=SOON)
        counts.append(len(rows_behind(page)))
        page.go_back()
        expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)
    assert counts[1] > 0 and abs(counts[0] / counts[1] - share) < 0.0006


def test_arrows_go_from_a_node_to_its_bands_and_on(page: Page):
    opened(page, "/support?lang=zh")
    scene = card(page, "map").locator(".scene:visible")
    scene.locator('.node[tabindex="0"]').first.focus()
    page.keyboard.press("ArrowRight")
    expect(scene.locator("a:focus:has(.flow)")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(scene.locator("a:focus:has(.flow)")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(scene.locator(".node:focus")).to_have_count(1)


@pytest.mark.parametrize(
    "report, heading, day",
    [
        ("wishes/satisfaction", "重办", "2025-08-31"),
        ("people/company_needs", "参与的组织", "2025-08-31"),
        ("lists/needs", "其中紧急", "2025-08-31"),
        ("lists/needs", "预估费用", "2025-08-31"),
        ("lists/projects", "响应组织", "2025-08-31"),
        ("overview/responders_regional", "响应的党组织", "2025-08-31"),
        ("support/first_look", "心愿", "2023-09-30"),  # open wishes of a site without support
    ],
)
def test_a_number_of_a_table_leads_to_what_adds_up_to_it(
    page: Page, report: str, heading: str, day: str
):
    opened(page, f"/reports?report={report}&lang=zh&as_of={day}")
    table = page.locator("table.data:visible")
    heads = table.locator("thead tr:first-child th").all_inner_texts()
    at = next(n for n, one in enumerate(heads) if one.strip().startswith(heading)) + 1
    links = table.locator(f":is(tbody, tfoot) td:nth-child({at}) a")
    assert links.count() > 0
    for n in sorted({0, links.count() - 1}):
        shown = amount(links.nth(n).inner_text())
        links.nth(n).click()
        rows = rows_behind(page)
        found = (
            sum(row["est_cost"] or 0 for row in rows) / 100 if heading == "预估费用" else len(rows)
        )
        assert found == shown, (n, page.url)
        page.go_back()
        expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)


def test_numbers_of_a_note_lead_to_what_they_count_at_the_hour_that_the_page_shows(page: Page):
    opened(page, "/stations?lang=zh&as_of=2025-08-31&hour=3&weekday=7&minutes=8&mode=walk")
    expect(card(page, "coverage").get_by_text("所选 03:00").last).to_be_attached()
    for id, least in (("map", 4), ("beyond", 2)):
        links = card(page, id).locator(".note a")
        assert links.count() >= least
        for n in range(links.count()):
            shown = amount(links.nth(n).inner_text())
            links.nth(n).click()
            rows = rows_behind(page)
            assert len(rows) == shown, (id, n, page.url)
            page.go_back()
            expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)

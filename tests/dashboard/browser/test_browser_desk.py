"""The report desk as staff use it every day, in a real Chromium."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from browser_page import GO, alive, card, until_shown, watch
from playwright.sync_api import Download, Locator, Page, expect

from cypher.library.catalogue import Catalogue

CATALOGUE = Catalogue.load()
ONE_OF_EACH_KIND = {
    CATALOGUE.find(id).header.view.kind: id.removeprefix("reports/")
    for id in reversed(CATALOGUE.reports)
    if not id.startswith("reports/records/")
}
"""Kind of figure to the first report that is drawn so."""
NAMED = "input:not([type=hidden]), select, button, a"


def open_report(page: Page, id: str, query: str = "", lang: str = "zh") -> None:
    page.goto(f"/reports?report={id}&{query + '&' if query else ''}lang={lang}")
    expect(page.locator(".pending, .waiting")).to_have_count(0)


def rows(page: Page) -> Locator:
    return card(page, "rows").locator("tbody tr")


def settled(page: Page) -> None:
    expect(page.locator(".waiting, .pending")).to_have_count(0)


def choose(page: Page, label: str, typed: str, wanted: str) -> None:
    """Choose among many by typing, with the keyboard alone."""
    blank = page.get_by_role("combobox", name=label)
    blank.focus()
    blank.press_sequentially(typed)
    line = page.get_by_role("option", name=wanted, exact=True)
    expect(line).to_be_visible()
    while "at" not in (line.get_attribute("class") or ""):
        blank.press("ArrowDown")
    blank.press("Enter")


def taken(page: Page, title: str) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=title, exact=True).click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def cells(page: Page, column: int) -> list[str]:
    return [one.strip() for one in rows(page).locator(f"td:nth-child({column})").all_inner_texts()]


@pytest.mark.parametrize(
    ("id", "lang"),
    [
        pytest.param(id, lang, id=f"{kind}-{lang}", marks=() if n % 2 == at else pytest.mark.soak)
        for n, (kind, id) in enumerate(ONE_OF_EACH_KIND.items())
        for at, lang in enumerate(("zh", "en"))
    ],
)
def test_a_report_of_each_kind_opens_and_asks_nobody_else(page: Page, id: str, lang: str):
    wrong = watch(page)
    open_report(page, id, "", lang)
    expect(page.locator(".fault:visible, .wrong, [data-refused]")).to_have_text([])
    expect(card(page, "rows").locator(".facts")).to_be_visible()
    alive(page)
    assert wrong == []


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_when_the_page_comes_alive(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/reports?report=wishes/unclaimed")
    places = """() => [...document.querySelectorAll(".field, .files a, .sheet-table :is(th, td), .card")]
        .map(one => { const box = one.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; })"""
    before = page.evaluate(places)
    alive(page)
    assert page.evaluate(places) == before
    assert len(before) > 100


@pytest.mark.parametrize("path", ["/reports", "/reports?report=wishes/ledger"])
def test_everything_that_can_be_used_has_a_name(page: Page, path: str):
    page.goto(path)
    alive(page)
    nameless = page.evaluate(
        """wanted => [...document.querySelectorAll(wanted)].filter(one => one.checkVisibility())
        .filter(one => !(one.getAttribute("aria-label") || one.labels?.length || one.innerText.trim() || one.title))
        .map(one => one.outerHTML)""",
        NAMED,
    )
    assert nameless == []


def test_a_default_that_is_taken_away_stays_away(page: Page):
    open_report(page, "reach/nearest_swap")
    way = page.get_by_role("combobox", name="出行方式")
    expect(way).to_have_value("ebike")
    of_one = rows(page).count()
    way.select_option("")
    expect(page).to_have_url(re.compile(r"[?&]mode=(&|$)"))
    settled(page)
    _, file = taken(page, "CSV")
    modes = {row["出行方式"] for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))}
    assert modes == {"电动车", "步行"} and of_one
    page.reload()
    expect(way).to_have_value("")
    way.select_option("ebike")
    expect(page).not_to_have_url(re.compile("mode="))


def test_a_chain_of_choices_is_followed_with_the_keyboard_and_what_no_longer_fits_goes(page: Page):
    open_report(page, "wishes/ledger")
    site = page.get_by_role("combobox", name="配送站点")
    choose(page, "企业", "cf", "橙帆即配")
    expect(page).to_have_url(re.compile("company=CO-"))
    settled(page)
    every = rows(page).count()
    choose(page, "配送站点", "bq", "橙帆即配北桥站")
    expect(page).to_have_url(re.compile("site=SITE-0001"))
    expect(site).to_have_value("橙帆即配北桥站")
    settled(page)
    assert set(cells(page, 11)) == {"橙帆即配北桥站"}
    choose(page, "企业", "海葵", "海葵跑腿")
    expect(page).not_to_have_url(re.compile("site="))
    expect(site).to_have_value("")
    settled(page)
    assert every and "海葵跑腿" in set(cells(page, 12))
    page.go_back()
    expect(site).to_have_value("橙帆即配北桥站")
    expect(page).to_have_url(re.compile("site=SITE-0001"))


def test_several_are_chosen_and_one_is_taken_away(page: Page):
    open_report(page, "wishes/ledger")
    choose(page, "状态", "drl", "待认领")
    choose(page, "状态", "已办结", "已办结")
    expect(page).to_have_url(re.compile("status=PUBLISHED,CLOSED"))
    settled(page)
    assert {*cells(page, 5)} <= {"待认领", "已办结"}
    page.get_by_role("button", name="移除：已办结").click()
    expect(page).to_have_url(re.compile("status=PUBLISHED&"))
    settled(page)
    assert {*cells(page, 5)} == {"待认领"}


def test_a_relative_day_says_what_it_means_and_a_typed_one_is_asked_when_it_is_whole(page: Page):
    open_report(page, "wishes/unclaimed")
    day = page.locator("[data-field=as_of]")
    day.locator("select").select_option(label="上月末（2025年7月31日）")
    expect(page).to_have_url(re.compile("as_of=last_month_end"))
    expect(page.locator("[data-field=as_of] b")).to_have_text("上月末（2025年7月31日）")
    expect(card(page, "rows").locator(".facts")).to_contain_text("截至 2025年7月31日")
    typed = page.get_by_label("截至", exact=True)
    typed.fill("2025-06-30")
    typed.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2025-06-30"))
    page.get_by_role("link", name="恢复默认").click()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(card(page, "rows").locator(".facts")).to_contain_text("截至 2025年8月31日")
    expect(page.get_by_role("link", name="恢复默认")).to_be_hidden()


def test_what_is_filtered_is_taken_away_chip_by_chip_and_close_rows_stay(page: Page):
    page.goto("/reports?report=wishes/ledger&category=health&t.is.status=CLAIMED&lang=zh")
    settled(page)
    of_page, of_rows = page.locator("#chips .chip"), card(page, "rows").locator(".chip")
    expect(of_page).to_have_text([re.compile("类别：健康")])
    expect(of_rows).to_have_text([re.compile("状态：已认领")])
    of_page.press("Enter")
    expect(page).not_to_have_url(re.compile("category"))
    expect(of_page).to_have_count(0)
    expect(page.locator("form[data-form] :focus")).to_have_count(1)
    expect(of_rows).to_have_count(1)
    of_rows.click()
    expect(page).not_to_have_url(re.compile("t.is"))
    expect(of_rows).to_have_count(0)
    row = card(page, "rows").locator("tbody tr").first
    high = row.evaluate("row => row.offsetHeight")
    page.get_by_role("button", name="紧凑").click()
    assert row.evaluate("row => row.offsetHeight") < high
    page.reload()
    settled(page)
    expect(page.get_by_role("button", name="紧凑")).to_have_attribute("aria-pressed", "true")
    assert row.evaluate("row => row.offsetHeight") < high


def test_a_value_out_of_bounds_is_told_at_its_blank_and_mended_there(page: Page):
    open_report(page, "wishes/unclaimed")
    days = page.get_by_role("textbox", name="超过天数")
    days.fill("731")
    days.press("Enter")
    alert = page.locator("[data-field=days]").get_by_role("alert")
    expect(alert).to_contain_text("0–730")
    expect(page.get_by_role("textbox", name="超过天数")).to_be_focused()
    expect(card(page, "rows")).to_contain_text("请改正后再查询")
    expect(card(page, "made")).to_be_hidden()
    page.get_by_role("textbox", name="超过天数").fill("60")
    page.get_by_role("textbox", name="超过天数").press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(rows(page)).to_have_count(10)
    expect(card(page, "made")).to_be_visible()


def test_what_is_being_typed_stays_when_the_form_is_refreshed(page: Page):
    open_report(page, "wishes/unclaimed")
    days = page.get_by_role("textbox", name="超过天数")
    days.press("ControlOrMeta+a")
    page.evaluate(GO, "report=wishes/unclaimed&station=ST-0001&lang=zh")
    expect(page.get_by_role("combobox", name="服务站点")).to_have_value("燕泥旗舰加油站")
    days.press("5")
    page.evaluate(GO, "report=wishes/unclaimed&lang=zh")
    expect(page.get_by_role("combobox", name="服务站点")).to_have_value("")
    days.press("0")
    expect(days).to_have_value("50")
    days.press("Enter")
    expect(page).to_have_url(re.compile("days=50"))
    page.go_back()
    expect(days).to_have_value("30")


def test_an_empty_result_offers_to_drop_the_conditions_that_are_not_the_usual_ones(page: Page):
    open_report(page, "wishes/overdue", "min_days=700")
    empty = card(page, "rows").locator(".empty")
    expect(empty).to_contain_text("至少逾期（天）")
    empty.get_by_role("link").click()
    expect(rows(page).first).to_be_visible()
    expect(page).not_to_have_url(re.compile("min_days"))
    open_report(page, "records/story", "id=DON-0017")
    expect(card(page, "rows").locator(".empty a")).to_have_count(0)


def test_the_first_column_stays_while_a_wide_table_is_scrolled(page: Page):
    page.set_viewport_size({"width": 1000, "height": 800})
    open_report(page, "wishes/ledger")
    scroll = card(page, "rows").locator(".scroll")
    first, second = (rows(page).first.locator("td").nth(at) for at in (0, 1))
    before = [cell.bounding_box()["x"] for cell in (first, second)]
    scroll.evaluate("one => { one.scrollLeft = 200; }")
    after = [cell.bounding_box()["x"] for cell in (first, second)]
    assert after[0] == pytest.approx(before[0], abs=1)
    assert after[1] == pytest.approx(before[1] - 200, abs=1)


def test_a_name_that_is_not_a_condition_is_refused_with_the_way_out(page: Page):
    page.goto("/reports?report=wishes/unclaimed&dayz=3")
    expect(page.get_by_role("alert").first).to_contain_text("days")
    page.get_by_role("textbox", name="超过天数").fill("60")
    page.get_by_role("textbox", name="超过天数").press("Enter")
    expect(rows(page)).to_have_count(10)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_rows_are_sorted_filtered_found_and_paged_and_the_address_holds_it(page: Page):
    open_report(page, "wishes/ledger")
    said = card(page, "rows").locator(".count")
    expect(said).to_have_text("第 1–20 行，共 320 行")
    card(page, "rows").get_by_role("link", name="预估费用").click()
    expect(card(page, "rows").locator("th[aria-sort=descending]")).to_have_count(1)
    settled(page)
    money = [float(text.strip("¥").replace(",", "")) for text in cells(page, 9)]
    assert money == sorted(money, reverse=True) and money[0] > money[-1]
    card(page, "rows").get_by_role("link", name="下一页").click()
    expect(said).to_have_text("第 21–40 行，共 320 行")
    page.get_by_role("button", name="筛选", exact=True).click()
    page.get_by_label("筛选：预估费用").press_sequentially("200-250")
    expect(said).to_contain_text("符合筛选")
    expect(page.get_by_label("筛选：预估费用")).to_have_value("200-250")
    expect(page.get_by_label("筛选：预估费用")).to_be_focused()
    settled(page)
    assert all(200 <= float(text.strip("¥")) <= 250 for text in cells(page, 9))
    page.get_by_label("筛选：类别").select_option("骑行装备")
    expect(page).to_have_url(re.compile("t.is.category=riding_gear"))
    settled(page)
    assert set(cells(page, 3)) == {"骑行装备"}
    told, shown, address = said.inner_text(), cells(page, 1), page.url
    with page.context.browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(address)
        expect(card(other, "rows").locator(".count")).to_have_text(told)
        assert cells(other, 1) == shown
    page.get_by_role("link", name="清除查找和筛选").click()
    expect(said).to_have_text("第 1–20 行，共 320 行")
    page.go_back()
    expect(said).to_have_text(told)


def test_totals_agree_with_the_towns_rows(page: Page, seed_rows):
    open_report(page, "wishes/ledger")
    known = [wish for wish in seed_rows["Wish"] if wish.get("submittedAt")]
    total = sum(wish.get("estCostFen") or 0 for wish in known)
    foot = card(page, "rows").locator("tfoot")
    expect(foot).to_contain_text(f"合计（全部 {len(known)} 行）")
    expect(foot).to_contain_text(f"¥{total / 100:,.2f}")
    gear = [wish.get("estCostFen") or 0 for wish in known if wish["category"] == "riding_gear"]
    page.goto("/reports?report=wishes/ledger&t.is.category=riding_gear")
    expect(foot).to_contain_text(f"合计（符合筛选的 {len(gear)} 行）")
    expect(foot).to_contain_text(f"¥{sum(gear) / 100:,.2f}")


def test_a_cell_leads_to_its_record_and_to_a_report_and_back_again(page: Page):
    open_report(page, "lists/needs", "as_of=2025-07-31")
    link = rows(page).first.locator("td:nth-child(3) a")
    number = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"report=wishes/counted&as_of=2025-07-31&category=\w+"))
    expect(rows(page)).to_have_count(int(number))
    rows(page).first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/record\?as_of=2025-07-31&id="))
    page.go_back()
    expect(rows(page)).to_have_count(int(number))
    page.go_back()
    expect(rows(page).first.locator("td:nth-child(3) a")).to_have_text(number)


def test_how_it_was_made_is_folded_and_the_plan_is_told_when_asked(page: Page):
    open_report(page, "wishes/ledger")
    made = card(page, "made")
    expect(made.locator("pre")).to_be_hidden()
    made.get_by_text("查询计划").click()
    expect(made.locator(".plan li").first).to_contain_text("先")
    expect(made.locator(".plan li").last).to_contain_text("时限的")
    made.get_by_text("Cypher 原文").click()
    expect(made.locator("pre")).to_contain_text("MATCH")
    page.locator(".defined > summary").click()
    expect(page.locator(".defined p")).to_be_visible()


# Five reports as staff would run them: conditions changed, the link opened elsewhere, the file opened.
def from_xlsx(data: bytes) -> list[dict[str, object]]:
    """The rows of the second sheet by their headings."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    heads, *told = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in told]


def from_csv(data: bytes) -> list[list[object]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]


def from_json(data: bytes) -> list[object]:
    return json.loads(data)["rows"]


def test_staff_list_what_waits_too_long_at_one_station(page: Page):
    wrong = watch(page)
    open_report(page, "wishes/unclaimed")
    choose(page, "服务站点", "ynqj", "燕泥旗舰加油站")
    expect(page).to_have_url(re.compile("station=ST-"))
    settled(page)
    page.get_by_role("textbox", name="超过天数").fill("50")
    page.get_by_role("textbox", name="超过天数").press("Enter")
    expect(page).to_have_url(re.compile("days=50&station=ST-"))
    settled(page)
    shown = cells(page, 2)
    assert shown and set(cells(page, 1)) == {"燕泥旗舰加油站"}
    name, data = taken(page, "Excel")
    assert name == "久未认领的心愿_2025-08-31.xlsx"
    assert [row["编号"] for row in from_xlsx(data)] == shown
    same_elsewhere(page, shown, 2)
    assert wrong == []


def test_staff_follow_up_what_is_past_its_day(page: Page):
    wrong = watch(page)
    open_report(page, "wishes/overdue")
    least = page.get_by_label(re.compile("逾期"))
    least.fill("10")
    least.press("Enter")
    expect(page).to_have_url(re.compile("min_days=10"))
    settled(page)
    name, data = taken(page, "CSV")
    assert name.endswith("_2025-08-31.csv")
    assert len(from_csv(data)) == rows(page).count() > 0
    same_elsewhere(page, cells(page, 1), 1)
    assert wrong == []


def test_staff_look_at_who_supports_whom_in_a_category(page: Page):
    wrong = watch(page)
    open_report(page, "support/matrix")
    page.get_by_label("心愿类别").select_option("子女学习")
    expect(page).to_have_url(re.compile("category=child_study"))
    settled(page)
    expect(card(page, "figure").locator("table.matrix")).to_be_visible()
    said = card(page, "rows").locator(".count").inner_text()
    _, data = taken(page, "JSON")
    assert len(from_json(data)) == int(re.search(r"共 ([\d,]+) 行", said)[1])
    same_elsewhere(page, cells(page, 1), 1)
    assert wrong == []


def test_staff_read_a_year_of_steps_as_of_last_year(page: Page):
    wrong = watch(page)
    open_report(page, "wishes/funnel")
    picture = card(page, "figure").locator("svg").first
    before = picture.inner_html()
    page.locator("[data-field=as_of] select").select_option(label="去年末（2024年12月31日）")
    months = page.get_by_label("月数")
    months.fill("12")
    months.press("Enter")
    expect(page).to_have_url(re.compile("as_of=last_year_end&months=12"))
    settled(page)
    assert picture.inner_html() != before
    expect(rows(page).last).to_contain_text(re.compile(r"2024-0\d"))
    name, data = taken(page, "Excel")
    assert name == "心愿办理进度（按月）_2024-12-31.xlsx"
    assert {row["月份"] for row in from_xlsx(data)} == {
        f"2024-{month:02}" for month in range(1, 13)
    }
    same_elsewhere(page, cells(page, 3), 3)
    assert wrong == []


def test_staff_take_the_funds_account(page: Page):
    wrong = watch(page)
    open_report(page, "money/account", lang="en")
    page.locator("[data-field=as_of] select").select_option("last_year_end")
    expect(page).to_have_url(re.compile("as_of=last_year_end"))
    settled(page)
    name, data = taken(page, "Excel")
    assert name == "Fund account_2024-12-31.xlsx"
    (row,) = from_xlsx(data)
    shown = float(cells(page, 4)[0].strip("¥").replace(",", ""))
    assert shown == next(float(n) for head, n in row.items() if head.startswith("Pledged"))
    same_elsewhere(page, cells(page, 1), 1)
    assert wrong == []


def same_elsewhere(page: Page, shown: list[str], column: int) -> None:
    """The copied link shows the same in another browser."""
    with page.context.browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(page.url)
        expect(other.locator(".pending")).to_have_count(0)
        assert cells(other, column) == shown


def test_a_file_that_fails_says_why_and_leaves_the_page(page: Page):
    open_report(page, "wishes/unclaimed", "days=731")
    page.get_by_role("link", name="Excel", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("0–730")
    page.route("**/download/**", lambda route: route.abort())
    page.get_by_role("link", name="CSV", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("没有应答")
    expect(page).to_have_url(re.compile("/reports"))


def test_a_slow_file_says_that_it_is_being_made(page: Page):
    open_report(page, "wishes/unclaimed")
    held = []
    page.route("**/download/**", lambda route: held.append(route))
    page.get_by_role("link", name="Excel", exact=True).click()
    expect(page.locator("#notice")).to_have_text("正在生成 Excel…")
    expect(page.locator(".files [aria-busy]")).to_have_count(1)
    expect(page.locator("#notice")).to_have_text("正在生成 Excel…")
    page.wait_for_function("() => document.querySelector('.files [aria-busy]')")
    with page.expect_download():
        held.pop().continue_()
    expect(page.locator("#notice")).to_contain_text("已下载：久未认领的心愿_2025-08-31.xlsx")
    expect(page.locator(".files [aria-busy]")).to_have_count(0)


def test_the_list_is_searched_by_pinyin_number_and_explanation_and_opened_with_enter(page: Page):
    page.goto("/reports")
    page.keyboard.press("/")
    search = page.locator("#search")
    expect(search).to_be_focused()
    search.fill("jwrl")
    shown = page.locator(".reports .topic:not(#starred) li:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("久未认领")
    search.fill("R22")  # the account and its totals answer the same question
    expect(shown).to_have_count(2)
    search.fill("附近有多少党组织")
    expect(shown.first).to_contain_text("久未认领")
    search.press("Enter")
    expect(page).to_have_url(re.compile("report=wishes/unclaimed"))


def test_helpers_of_pages_stand_apart_and_are_found_all_the_same(page: Page):
    page.goto("/reports")
    helper = page.locator(".reports .helper li", has_text="待认领心愿已等待天数")
    expect(helper).to_be_hidden()
    page.locator("#search").fill("drlxyyddts")
    expect(helper).to_be_visible()


def test_stars_and_last_conditions_are_remembered_by_this_browser_alone(page: Page):
    open_report(page, "wishes/unclaimed")
    expect(page.locator("[data-last]")).to_be_hidden()
    page.locator("h1 [data-star]").click()
    page.get_by_role("textbox", name="超过天数").fill("60")
    page.get_by_role("textbox", name="超过天数").press("Enter")
    expect(page).to_have_url(re.compile("days=60"))
    page.goto("/reports?lang=en")
    starred = page.locator("#starred li")
    expect(starred).to_have_count(1)
    starred.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"report=wishes/unclaimed&lang=en"))
    page.get_by_role("link", name="Use the last conditions").click()
    expect(page).to_have_url(re.compile("days=60.*lang=en"))
    expect(rows(page)).to_have_count(10)
    page.locator("h1 [data-star]").click()
    expect(page.locator("#starred")).to_be_hidden()
    with page.context.browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(page.url.split("?")[0])
        expect(other.locator("#starred")).to_be_hidden()


OWN = """// ---
// title: {{zh: {title}, en: Our own list}}
// about: {{zh: 自己写的。, en: Written here.}}
// parameters:
//   within: {{type: period, default: last_month, label: {{zh: 期间, en: Period}}}}
//   least: {{type: integer, default: 0, label: {{zh: 不少于, en: At least}}}}
// columns:
//   n: {{label: {{zh: 序号, en: Number}}}}
//   word: {{label: {{zh: 文字, en: Text}}}}
//   day: {{label: {{zh: 起日, en: From}}}}
// limits: {{rows: 30, seconds: 5}}
// ---
UNWIND range(1, 45) AS n
WITH n WHERE n >= $least
RETURN n, '<b>' + toString(n) + '</b>' AS word, $within_from AS day, $within_to > $within_from AS whole
"""


@pytest.fixture
def own(served_home: Path):
    """A report of one's own in the served folder, and the file, to be changed."""
    folder = served_home / "own" / "reports" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "ours.cypher"
    file.write_text(OWN.format(title="我们的清单"), "utf-8")
    yield file
    file.unlink()


def test_ones_own_report_is_there_without_a_restart_and_a_broken_one_says_why(
    page: Page, own: Path
):
    until_shown(page, "/reports", "我们的清单")
    lines = page.locator(".reports li", has_text="我们的清单")
    expect(lines.locator(".own")).to_contain_text(["未批准"] * 2)  # also among those changed lately
    lines.last.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("我们的清单")
    expect(page.locator(".path .own")).to_contain_text("未经批准")
    own.write_text(OWN.format(title="改过的清单"), "utf-8")
    until_shown(page, "/reports?report=mine/ours", "改过的清单")
    expect(page.locator("h1")).to_contain_text("改过的清单")
    own.write_text("// ---\n// title: {zh: 坏的\n// ---\nRETURN 1 AS n", "utf-8")
    until_shown(page, "/reports", "ours.cypher:")
    page.locator(".broken summary").click()
    expect(page.locator(".broken li")).to_contain_text("YAML")
    page.goto("/reports?report=mine/ours")
    expect(page.get_by_role("alert").first).to_contain_text("ours.cypher:")
    expect(page.locator(".reports li[data-id]").first).to_be_attached()


def test_an_answer_that_is_cut_says_so_and_is_counted_when_asked(page: Page, own: Path):
    until_shown(page, "/reports", "我们的清单")
    open_report(page, "mine/ours", "least=3")
    said = card(page, "rows").locator(".counts")
    expect(said).to_contain_text("只取回前 30 行，还有更多")
    page.get_by_role("button", name="统计总行数").click()
    expect(said).to_contain_text("共 43 行")
    expect(rows(page).first.locator("td").nth(1)).to_have_text("<b>3</b>")


def test_a_period_is_chosen_by_name_or_by_its_two_days(page: Page, own: Path):
    until_shown(page, "/reports", "我们的清单")
    open_report(page, "mine/ours")
    period = page.get_by_label("期间", exact=True)
    expect(period.locator("option:checked")).to_have_text("上月（2025年7月1日至31日）")
    expect(rows(page).first.locator("td").nth(2)).to_have_text("2025年7月1日")
    period.select_option(label="今年（2025年1月1日至12月31日）")
    expect(page).to_have_url(re.compile("within=this_year"))
    expect(rows(page).first.locator("td").nth(2)).to_have_text("2025年1月1日")
    page.get_by_label("期间", exact=True).select_option(label="自定起止日期…")
    first = page.locator("[data-field=within] [data-first]")
    expect(first).to_be_focused()
    first.fill("2024-05-06")
    first.press("Enter")
    expect(page).to_have_url(re.compile(r"within=2024-05-06\.\.2025-12-31"))
    expect(rows(page).first.locator("td").nth(2)).to_have_text("2024年5月6日")
    expect(page.get_by_label("期间", exact=True).locator("option:checked")).to_have_text(
        "2024年5月6日至2025年12月31日"
    )


@pytest.mark.parametrize(
    "id", ["wishes/ledger", "money/account", "support/matrix", "wishes/funnel"]
)
def test_a_long_report_fits_a_phone_and_can_be_sorted_there(page: Page, id: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_report(page, id)
    alive(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if id == "wishes/ledger":
        card(page, "rows").locator(".sorts").select_option("-est_cost")
        expect(page).to_have_url(re.compile(r"t\.sort=-est_cost"))


def test_the_desk_works_while_its_session_is_gone(page: Page):
    page.route_web_socket("**", lambda socket: socket.close())
    open_report(page, "wishes/unclaimed")
    page.get_by_role("textbox", name="超过天数").fill("60")
    page.get_by_role("textbox", name="超过天数").press("Enter")
    expect(rows(page)).to_have_count(10)
    card(page, "rows").get_by_role("link", name="已等待").click()
    expect(card(page, "rows").locator("th[aria-sort=descending]")).to_have_count(1)


def test_without_script_the_form_and_the_table_are_plain_forms_and_links(page: Page, served: str):
    open_report(page, "wishes/unclaimed")  # finished, so that the first answer holds it
    open_report(page, "wishes/unclaimed", "days=60")
    open_report(page, "wishes/unclaimed", "days=60&t.sort=-days_open")
    with page.context.browser.new_context(java_script_enabled=False, base_url=served) as plain:
        other = plain.new_page()
        other.goto("/reports?report=wishes/unclaimed")
        other.get_by_label("超过天数").fill("60")
        other.get_by_label("超过天数").press("Enter")
        expect(other).to_have_url(re.compile("days=60"))
        expect(rows(other)).to_have_count(10)
        card(other, "rows").get_by_role("link", name="已等待").click()
        expect(card(other, "rows").locator("th[aria-sort=descending]")).to_have_count(1)

"""The committee's pages in a real Chromium: what they show, what can be clicked, what the address holds."""

import io
import re
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from browser_page import CHINESE, watch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from dashboard.figures.lists.board import MOST

PAGES = {
    "/": 11,
    "/support": 4,
    "/support?show_map=layers": 4,
    "/support?show_map=matrix": 4,
    "/needs": 5,
    "/stations": 5,
    "/money": 10,
    "/service": 4,
}
"""Address of a page to how many cards it has."""
SOON = 60_000
DESKTOP, PHONE = (1440, 900), (390, 844)
CROWDED = "2025-08-21"
"""A day on which every lane of the board has wishes, and one has more than it shows."""


def with_lang(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def opened(page: Page, path: str) -> None:
    """The page with all its cards filled."""
    page.goto(path)
    filled(page)


def filled(page: Page) -> None:
    expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)
    expect(page.locator("[data-form][data-late]")).to_have_count(0, timeout=SOON)


def card(page: Page, id: str) -> Locator:
    return page.locator(f"[data-card={id}]")


def answer(page: Page, report: str, **values: object) -> list[dict[str, Any]]:
    """The rows of a report as its own file has them."""
    asked = "&".join(f"{name}={value}" for name, value in values.items())
    told = page.request.get(f"/download/{report}.json?lang=zh&{asked}").json()
    return told["rows"]


def picture(page: Page, id: str = "map") -> Locator:
    return card(page, id).locator("svg.scene:visible")


REACH = "one => { const b = one.getBoundingClientRect(); return b.left >= 0 && b.right <= 390; }"
WAYS = [
    *((path, "en", (PHONE, DESKTOP)) for path in PAGES),
    *((path, "zh", (DESKTOP, PHONE)) for path in [*PAGES][::2]),
    *(
        pytest.param(path, "zh", (DESKTOP, PHONE), marks=pytest.mark.soak)
        for path in [*PAGES][1::2]
    ),
]
"""Each page opened on a phone and then made larger, and half of them the other way round."""


@pytest.mark.parametrize(("path", "lang", "sizes"), WAYS)
def test_a_page_opens_whole_asks_nobody_else_and_is_no_wider_than_a_phone(
    page: Page, path: str, lang: str, sizes: tuple[tuple[int, int], ...]
):
    wrong = watch(page)
    for n, (width, height) in enumerate(sizes):
        page.set_viewport_size({"width": width, "height": height})
        if n == 0:
            opened(page, with_lang(path, lang))
            page.wait_for_selector("html[data-ready]", state="attached", timeout=SOON)
        expect(page.locator(".fault:visible")).to_have_count(0)
        expect(page.locator("[data-card]")).to_have_count(PAGES[path])
        if (width, height) == PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for one in page.locator("[data-card]").all():
                assert one.evaluate(REACH)
        elif lang == "en":
            nothing_is_chinese(page)
    assert wrong == []


def nothing_is_chinese(page: Page) -> None:
    """The interface's own words are none of the other language."""
    data = ".matrix th, .grouped .sub th"
    for place in (
        "header nav", "h1", "h2", ".about", ".facts", "th", ".ways", ".lane h3", ".changes",
        ".points", ".sign", "[data-field] > span", ".synthetic", ".take", "footer",
    ):  # fmt: skip
        for one in page.locator(place).all():
            if not one.evaluate(f"one => one.matches('{data}')"):
                text = one.inner_text().replace("中文", "")
                for name in one.locator(".whose a").all_inner_texts():  # whose it is: a record
                    text = text.replace(name, "", 1)
                assert not CHINESE.search(text), f"{place}: {text}"


def test_numbers_stand_beside_a_month_and_a_year_ago(page: Page):
    opened(page, "/")
    (now,) = answer(page, "overview/open_wishes", as_of="2025-08-31")
    for at, day in enumerate(("2025-07-31", "2024-08-31")):
        (then,) = answer(page, "overview/open_wishes", as_of=day)
        by = now["recorded"] - then["recorded"]
        said = card(page, "open").locator(".changes b").nth(at).inner_text()
        assert said == (f"▲\u00a0+{by}" if by > 0 else f"▼\u00a0−{-by}")
    expect(card(page, "open").locator("dialog .terms")).to_contain_text("7月31日、2024年8月31日")
    expect(page.locator("#page-facts")).to_contain_text("截至 2025年8月31日")
    expect(card(page, "open").locator(".facts")).to_have_count(0)  # once for the page
    expect(card(page, "stations").locator(".changes")).to_have_count(0)


def test_a_day_one_chooses_stands_beside_the_others(page: Page):
    opened(page, "/?against=2025-01-31")
    (now,) = answer(page, "overview/open_wishes", as_of="2025-08-31")
    (then,) = answer(page, "overview/open_wishes", as_of="2025-01-31")
    expect(card(page, "open").locator(".changes")).to_contain_text(
        f"+{now['recorded'] - then['recorded']} 比 2025年1月31日"
    )


def test_before_anything_was_recorded_there_is_no_change(page: Page):
    opened(page, "/?as_of=2023-09-20")
    expect(card(page, "open").locator(".changes")).to_have_count(0)


def test_a_number_leads_to_its_rows_and_they_to_a_record_in_two_clicks(page: Page):
    opened(page, "/")
    card(page, "open").locator(".figure a").click()
    expect(page).to_have_url(re.compile("report=wishes(/|%2F)counted"))
    filled(page)
    page.locator("tbody td a[href*=record]").first.click()
    expect(page).to_have_url(re.compile("record.id="))


def test_a_day_that_is_only_passed_by_tab_stays_unsaid_in_the_address(page: Page):
    opened(page, "/needs")
    page.locator("[data-field=as_of] input[type=date]").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
    filled(page)
    assert "as_of" not in page.url


def test_what_needs_attention_leads_to_its_rows(page: Page):
    opened(page, "/")
    rows = [row for row in answer(page, "overview/attention") if row["number"]]
    points = card(page, "attention").locator(".points li > a")
    expect(points).to_have_count(min(len(rows), 5))
    for at, row in enumerate(rows[:5]):
        assert points.nth(at).locator("b").inner_text() == str(row["number"])
    points.first.click()
    expect(page).to_have_url(re.compile(r"reports\?report=wishes/overdue"))
    expect(page.locator("[data-card=rows] tbody tr")).to_have_count(rows[0]["number"], timeout=SOON)


def test_the_switch_shows_the_same_in_three_ways_and_the_address_holds_it(page: Page):
    opened(page, "/support")
    ways = card(page, "map").locator(".ways a")
    expect(ways).to_have_count(3)
    ways.nth(2).click()
    expect(page).to_have_url(re.compile("show_map=matrix"))
    expect(card(page, "map").locator("table.matrix")).to_be_visible(timeout=SOON)
    ways.nth(1).click()
    expect(picture(page)).to_be_visible(timeout=SOON)
    expect(ways.nth(1)).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(card(page, "map").locator("table.matrix")).to_be_visible(timeout=SOON)
    expect(ways.nth(2)).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(card(page, "map").locator("svg.scene .flow").first).to_be_attached(timeout=SOON)
    opened(page, "/support?show_map=matrix")
    expect(card(page, "map").locator("table.matrix")).to_be_visible()


def test_the_flow_the_layers_and_the_reports_tell_the_same_sums(page: Page):
    opened(page, "/support")
    flow = answer(page, "overview/support_flow", as_of="2025-08-31")
    wide = card(page, "map").locator("svg.scene:visible")
    expect(wide.locator(".flow")).to_have_count(len(flow))
    layers = answer(page, "support/map", as_of="2025-08-31")
    for level in (1, 2):
        assert sum(r["wishes"] for r in layers if r["level"] == level) == sum(
            r["value"] for r in flow if r["level"] == level
        )
    opened(page, "/support?show_map=layers")
    expect(picture(page).locator(".flow")).to_have_count(
        sum(row["target_id"] is not None for row in layers)
    )
    nodes = {(1, r["source_id"]) for r in layers if r["level"] == 1}
    expect(picture(page).locator(".node[data-key^='0|']")).to_have_count(len(nodes))


def node(page: Page, name: str) -> Locator:
    return card(page, "flow").locator(f'.wide .node[aria-label^="{name},"]')


def test_a_node_of_the_overviews_flow_leads_to_its_rows_and_they_to_a_record(page: Page):
    opened(page, "/")
    village = node(page, "村居")
    told = int(re.findall(r"\d+", village.get_attribute("aria-label") or "")[-1])
    page.goto("/" + str(village.locator("xpath=..").get_attribute("href")))
    filled(page)
    rows = card(page, "rows").locator("tbody tr")
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) == {"村居"}
    assert sum(map(int, rows.locator("td:nth-child(4)").all_inner_texts())) == told > 0
    rows.first.locator("a[href^=record]").click()
    expect(page.locator("h1")).to_have_text(re.compile("站"))
    expect(page).to_have_url(re.compile(r"/record\?.*\bid=ST-"))


def test_checks_that_found_nothing_say_so(page: Page):
    opened(page, "/sources")
    checks = page.locator(".card.is-check")
    expect(checks.locator(".verdict.ok")).to_have_count(checks.count())
    expect(checks.first).to_contain_text("未发现问题")
    expect(checks.locator(".empty")).to_have_count(0)


def test_a_click_holds_a_node_lists_its_relationships_and_lets_it_go(page: Page):
    opened(page, "/support?show_map=layers")
    label = picture(page).locator("text[data-id='ST-0001']")
    name = label.inner_html()
    label.click()
    expect(page).to_have_url(re.compile("of=ST-0001"))
    held = card(page, "held")
    expect(held).to_contain_text(name, timeout=SOON)
    rows = answer(page, "support/ties_of", of="ST-0001", as_of="2025-08-31")
    expect(held.locator("tbody:not(.sub) tr")).to_have_count(len(rows))
    flows = picture(page).locator(".flow.selected")
    touching = picture(page).locator(".flow[data-from='1|ST-0001'], .flow[data-to='1|ST-0001']")
    expect(flows).to_have_count(touching.count())
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("of="))
    expect(held.locator("h2")).to_contain_text("支持最多，还没有支持", timeout=SOON)
    expect(held).not_to_contain_text("支持关系明细")
    first = answer(page, "support/first_look", as_of="2025-08-31")
    expect(held.locator("tbody:not(.sub) tr")).to_have_count(len(first))
    expect(flows).to_have_count(0)
    page.go_back()
    expect(held).to_contain_text(name, timeout=SOON)


def test_what_is_held_and_filtered_opens_the_same_elsewhere(page: Page):
    opened(page, "/support?show_map=layers&of=SITE-0001&group=two_new&lang=en")
    rows = answer(page, "support/ties_of", of="SITE-0001", as_of="2025-08-31")
    expect(card(page, "held").locator("tbody:not(.sub) tr")).to_have_count(len(rows))
    layers = answer(page, "support/map", group="two_new", as_of="2025-08-31")
    shown = picture(page).locator(".node[data-key^='0|']")
    expect(shown).to_have_count(len({r["source_id"] for r in layers if r["level"] == 1}))
    expect(picture(page).locator("text.selected")).to_have_count(1)


def test_a_heading_of_the_matrix_holds_too_also_by_the_keyboard(page: Page):
    opened(page, "/support?show_map=matrix")
    heading = card(page, "map").locator("tbody th [data-id]").first
    heading.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"of={heading.get_attribute('data-id')}"))
    expect(heading).to_have_class(re.compile("selected"))


def test_a_picture_is_walked_with_the_arrow_keys(page: Page):
    opened(page, "/support?show_map=layers")
    picture(page).locator(".node[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.key")
    assert first != second and first[0] == second[0] == "0"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(
        "document.activeElement.querySelector('.flow') !== null"
    )  # the band between
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.key")[0] == "1"
    expect(page.locator("#tip")).to_be_visible()
    id = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"of={id}"))
    expect(picture(page).locator(".node[tabindex='0']")).to_have_count(1)


def test_a_filter_changes_every_card_that_knows_it_and_the_others_say_so(page: Page):
    opened(page, "/support")
    field = page.locator("[data-field=category] select")
    field.select_option("riding_gear")
    expect(page).to_have_url(re.compile("category=riding_gear"))
    filled(page)
    flow = answer(page, "overview/support_flow", category="riding_gear", as_of="2025-08-31")
    expect(picture(page).locator(".flow")).to_have_count(len(flow), timeout=SOON)
    expect(card(page, "nobody").locator(".unheeded")).to_contain_text("心愿类别")
    expect(card(page, "most").locator(".unheeded")).to_have_count(0)
    page.go_back()
    expect(card(page, "nobody").locator(".unheeded")).to_have_count(0, timeout=SOON)


def test_an_empty_answer_says_what_to_try(page: Page):
    opened(page, "/support?show_map=matrix&group=regional&company=CO-0013&category=health")
    way_out = card(page, "map").locator("a[data-set]", has_text="去掉筛选条件")
    expect(way_out).to_be_visible()
    way_out.click()
    expect(card(page, "map").locator("table.matrix")).to_be_visible(timeout=SOON)
    expect(page).not_to_have_url(re.compile("group=|company=|category="))
    expect(page).to_have_url(re.compile("show_map=matrix"))


def test_the_board_has_every_open_wish_in_its_lane(page: Page):
    opened(page, f"/needs?as_of={CROWDED}")
    rows = answer(page, "wishes/board", as_of=CROWDED)
    said = {"SUBMITTED": "已提交", "IN_REVIEW": "审核中", "PUBLISHED": "待认领",
            "CARRIED_OVER": "转入下轮", "CLAIMED": "已认领"}  # fmt: skip
    for stage, word in said.items():
        there = [row for row in rows if row["stage"] == stage]
        lane = page.locator(".lane", has=page.locator("h3", has_text=word))
        expect(lane.locator("h3 b")).to_have_text(str(len(there)))
        expect(lane.locator("li")).to_have_count(min(MOST, len(there)))
        if len(there) > MOST:
            expect(lane.locator(".more")).to_contain_text(str(len(there) - MOST))
        late = sum(row["mark"] is not None for row in there[:MOST])
        expect(lane.locator(".sign")).to_have_count(late)


def test_a_wish_on_the_board_shows_who_could_take_it(page: Page):
    opened(page, "/needs")
    slip = page.locator(".lane", has=page.locator("h3", has_text="待认领")).locator("li").nth(3)
    wish = slip.get_attribute("data-id")
    slip.locator(".slip-more").click()
    expect(page).to_have_url(re.compile(f"wish={wish}"))
    expect(slip).to_have_class(re.compile("selected"))
    group = card(page, "could").locator(f"tr[data-id={wish}]")
    expect(group).to_have_class(re.compile("selected"))
    expect(group).to_be_in_viewport()
    who = [r["organisation"] for r in answer(page, "support/could_claim", wish=wish, top=50)]
    listed = group.locator("xpath=ancestor::tbody/following-sibling::tbody[1]").locator("tr")
    expect(listed).to_have_count(len([one for one in who if one]))


def test_the_stations_that_are_open_change_with_the_hour(page: Page):
    opened(page, "/stations")
    rows = answer(page, "reach/map", as_of="2025-08-31")
    signs = picture(page).locator(".node[data-id]")
    expect(signs).to_have_count(len(rows))
    expect(picture(page).locator(".node.hollow[data-id]")).to_have_count(
        sum(row["state"] == "shut" for row in rows)
    )
    hour = page.locator("[data-field=hour] input")
    hour.fill("20")
    hour.press("Enter")
    expect(page).to_have_url(re.compile("hour=20"))
    page.locator("[data-field=weekday] select").select_option("7")
    expect(page).to_have_url(re.compile("weekday=7"))
    filled(page)
    then = answer(page, "reach/map", as_of="2025-08-31", hour=20, weekday=7)
    assert then[0]["stations_open"] < rows[0]["stations_open"]
    expect(card(page, "map").locator(".note")).to_contain_text(
        f"开门的站点 {then[0]['stations_open']} 个", timeout=SOON
    )
    beyond = answer(page, "reach/out_of_reach_at", hour=20, weekday=7, mode="ebike", minutes=15)
    heading = card(page, "beyond").locator("tbody.sub", has_text="未覆盖")
    listed = heading.locator("xpath=following-sibling::tbody[1]").locator("tr")
    expect(listed).to_have_count(len(beyond), timeout=SOON)


def test_a_place_on_the_map_leads_to_its_record(page: Page):
    opened(page, "/stations")
    picture(page).locator(".node[data-id='ST-0015']").click()
    expect(page).to_have_url(re.compile(r"record\?id=ST-0015"))


def test_a_givers_trail_tells_shares_of_the_fund(page: Page):
    opened(page, "/money")
    expect(card(page, "trail").locator(".empty")).to_be_visible()
    giver = answer(page, "money/trail")[0]["organisation_id"]
    opened(page, f"/money?organisation={giver}")
    rows = answer(page, "money/trail", organisation=giver)
    trail = card(page, "trail")
    expect(trail.locator("tbody.sub")).to_have_count(len({r["distribution_id"] for r in rows}))
    expect(trail.locator("tbody:not(.sub) tr")).to_have_count(len(rows))
    expect(trail.locator("tbody.sub").first).to_contain_text("占专款份额")
    expect(trail.locator(".note")).to_contain_text("份额")


def test_the_money_adds_up_on_the_page(page: Page):
    opened(page, "/money")
    (total,) = answer(page, "money/totals")
    said = {
        id: float(card(page, id).locator(".figure b").inner_text())
        for id in ("received", "spent", "balance")
    }
    for id, value in said.items():
        assert value == pytest.approx(float(total[id]) / 1_000_000, abs=0.005)
    assert said["received"] - said["spent"] == pytest.approx(said["balance"], abs=0.011)


def test_teams_with_few_people_tell_no_number(page: Page):
    opened(page, "/service")
    rows = answer(page, "people/teams")
    cells = card(page, "teams").locator("tbody tr")
    expect(cells).to_have_count(len(rows))
    for at, row in enumerate(rows):
        said = cells.nth(at).locator("td").nth(2).inner_text()
        assert said == (str(row["members"]) if isinstance(row["members"], int) else "不公开")


@pytest.mark.parametrize("path", ["/support?show_map=layers", "/stations", "/money"])
def test_a_picture_is_taken_away_as_svg_and_png_with_what_it_rests_on(page: Page, path: str):
    opened(page, path)
    id = "flow" if path == "/money" else "map"
    one = card(page, id)
    one.locator(".take summary").click()
    links = {link.inner_text(): link.get_attribute("href") for link in one.locator(".take a").all()}
    assert list(links)[:4] == ["PNG", "SVG", "Excel", "CSV"]
    svg = page.request.get(f"/{links['SVG']}")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert "2025-08-31.svg" in svg.headers["content-disposition"]
    text = "".join(ElementTree.fromstring(svg.body()).itertext())
    version = re.search(r"reports/\S+ · (\w+)", one.locator("dialog .terms").text_content())[1][:12]
    assert version in text and "截至 2025年8月31日" in text and "演示" in text
    png = Image.open(io.BytesIO(page.request.get(f"/{links['PNG']}").body()))
    assert png.format == "PNG" and png.width == 2000
    assert len(png.convert("RGB").getcolors(1 << 24) or []) > 20
    rows = page.request.get(f"/{links['CSV']}").text()
    assert f"{len(rows.strip().splitlines()) - 1:,} 项" in one.locator("dialog .terms").inner_text()


def test_the_table_behind_a_picture_opens_where_it_stands(page: Page):
    opened(page, "/support?show_map=layers")
    button = card(page, "map").locator("[data-rows]")
    button.click()
    table = card(page, "map").locator(".behind table")
    expect(table).to_be_visible(timeout=SOON)
    expect(table.locator("tbody tr")).to_have_count(200)
    expect(card(page, "map").locator(".behind a").last).to_contain_text("200")
    button.click()
    expect(table).to_have_count(0)


def test_what_a_figure_means_is_said_where_one_points(page: Page):
    opened(page, "/")
    card(page, "claim_rate").locator(".what").hover()
    expect(page.locator("#tip")).to_contain_text("认领率")
    card(page, "claim_rate").locator(".what").click()
    expect(card(page, "claim_rate").locator("dialog.details")).to_be_visible()


def test_the_day_goes_along_to_the_other_pages(page: Page):
    opened(page, "/?as_of=2024-08-31")
    page.locator(".top nav a", has_text="未办结心愿").click()
    expect(page).to_have_url(re.compile("as_of=2024-08-31"))
    filled(page)
    rows = answer(page, "wishes/board", as_of="2024-08-31")
    total = sum(int(one) for one in page.locator(".lane h3 b").all_inner_texts())
    assert total == len(rows)


def test_a_form_says_its_days_as_pages_do_and_its_keys_where_there_may_be_some(page: Page):
    opened(page, "/new_pledge?lang=en")
    said = page.locator(".step-form .field.day > b")
    expect(said).to_have_text([re.compile(r"^\d{1,2} [A-Z][a-z]{2} \d{4}$"), ""])
    expect(page.locator(".key-hint")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".key-hint")).to_be_hidden()


CHART_LETTERS = """() => [...document.querySelectorAll("svg.chart")].filter(chart => chart.checkVisibility())
  .flatMap(chart => {
    const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
    const height = text => parseFloat(getComputedStyle(text).fontSize) * scale * 0.75;
    return [...chart.querySelectorAll("text")].filter(text => text.textContent.trim()).map(height);
  })"""
"""The height of every letter in a page's charts, in pt of the sheet."""


def test_on_paper_nothing_is_cut_and_nothing_is_left_that_only_works_on_a_screen(page: Page):
    opened(page, "/needs")
    page.emulate_media(media="print")
    for place in (".top", "[data-form]", ".take", "[data-rows]", ".facts button:not(.version)"):
        for one in page.locator(place).all():
            expect(one).to_be_hidden()
    expect(page.locator("#synthetic")).to_be_visible()
    rolled = card(page, "could").locator(".drawn")
    assert rolled.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    page.set_viewport_size({"width": 718, "height": 1000})  # an upright sheet
    letters = page.evaluate(CHART_LETTERS)
    assert len(letters) > 20 and min(letters) >= 7, letters


def test_on_paper_the_heading_of_a_lane_stands_above_some_of_its_wishes(page: Page):
    opened(page, "/needs")
    headings = {
        f"{name} {n}"
        for name, n in (one.split() for one in page.locator(".lane h3").all_inner_texts())
    }
    for height in range(700, 1001, 60):  # wherever a page happens to end
        paper = page.pdf(width="718px", height=f"{height}px")
        with pypdfium2.PdfDocument(paper) as document:
            pages = [" ".join(one.get_textpage().get_text_range().split()) for one in document]
        for text in pages:
            last = max((text.rfind(one) for one in headings), default=-1)
            assert last < 0 or "已等待" in text[last:], f"{height}: {text[last:]}"


def test_the_list_of_reports_is_on_paper_too(page: Page):
    opened(page, "/reports")
    page.emulate_media(media="print")
    lines = page.locator(".reports section:not([hidden]) li")
    expect(lines.first).to_be_visible()
    cut = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    assert lines.locator("span").evaluate_all(cut) == 0
    expect(page.locator("#search")).to_be_hidden()
    above, below = (page.locator(one).bounding_box() for one in ("h1", ".reports"))
    assert above and below and above["y"] < below["y"]
    ink = "one => getComputedStyle(one).color"
    light = page.locator("h1").evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")  # paper is light
    assert page.locator("h1").evaluate(ink) == light
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.locator("h1").evaluate(ink) != light


def test_the_matrix_is_no_wider_than_the_paper(page: Page):
    opened(page, "/support?show_map=matrix")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 less its margins
    beyond = page.locator(".matrix .scroll").evaluate("one => one.scrollWidth - one.clientWidth")
    assert beyond <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: Page, scheme: str):
    page.emulate_media(color_scheme=scheme)
    opened(page, f"/needs?as_of={CROWDED}")
    contrast = """place => {
      const parts = text => text.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
      const one = document.querySelector(place);
      let behind = one;
      while (behind && parts(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
      const [a, b] = [light(parts(getComputedStyle(one).color)), light(parts(getComputedStyle(behind ?? document.body).backgroundColor))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }"""
    for place in ("h1", ".about", ".top nav a:not([aria-current])", ".slip-more", ".slip.overdue .sign",
                  ".slip.long_wait .sign", ".facts [data-tip]", ".facts summary", "#page-facts",
                  ".more a", ".slip-head"):  # fmt: skip
        assert page.evaluate(contrast, place) >= 4.5, place

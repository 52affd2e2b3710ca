"""The search box and the records, in a real Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

OPTIONS = "#found [role=option]"


def test_the_search_box_leads_to_a_record(page: Page):
    page.goto("/")
    box = page.get_by_role("combobox", name="查找单位、站点、心愿…")
    box.press_sequentially("ynqj")
    expect(page.locator(OPTIONS).first).to_contain_text("燕泥旗舰加油站")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("燕泥旗舰加油站")
    expect(page.locator(".path")).to_contain_text("服务站点 · ST-0001")


def test_enter_leads_to_everything_that_was_found(page: Page):
    page.goto("/?lang=en")
    box = page.locator("#find")
    box.fill("冰箱")
    box.press("Enter")
    expect(page).to_have_url(re.compile("search.*q="))
    expect(page.locator("[data-card=found] tbody:not(.sub) tr").first).to_contain_text("冰箱")
    assert page.locator("html").get_attribute("lang") == "en"


def test_escape_and_a_click_elsewhere_put_the_offers_away(page: Page):
    page.goto("/")
    page.locator("#find").press_sequentially("燕泥")
    expect(page.locator(OPTIONS).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    page.locator("#find").press_sequentially("村")
    expect(page.locator(OPTIONS).first).to_be_visible()
    page.locator("h1").click(position={"x": 10, "y": 10})  # its words; the offers hang over its end
    expect(page.locator("#found")).to_be_hidden()


def test_nothing_found_is_said_with_what_to_try(page: Page):
    page.goto("/")
    page.locator("#find").press_sequentially("<b>qzx</b>")
    expect(page.locator("#found")).to_contain_text("没有找到“<b>qzx</b>”")


OF_EACH_KIND = (
    "ORG-0063", "ST-0001", "SITE-0001", "CO-0001", "W-000017", "DON-0022", "F02", "R-0040",
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "lang"),
    [
        pytest.param(id, lang, marks=() if n % 2 == at else pytest.mark.soak)
        for n, id in enumerate(OF_EACH_KIND)
        for at, lang in enumerate(("zh", "en"))
    ],
)
def test_a_record_of_each_kind_opens_whole(page: Page, id: str, lang: str):
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(f"/record?id={id}&lang={lang}")
    expect(page.locator(".path code")).to_have_text(id)
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.locator("[data-card] .fault")).to_have_count(0)
    expect(page.locator("[data-card=thing] .terms.record")).to_contain_text(id)
    page.wait_for_selector("html[data-ready]", state="attached")
    assert wrong == []


def test_ended_relationships_and_another_day_are_asked_for_in_place(page: Page):
    page.goto("/record?id=ST-0001&as_of=2023-10-01")
    label = page.locator(".field.tick > label").last
    assert label.evaluate("one => getComputedStyle(one).textAlign") == "start"  # beside its box
    expect(page.locator("[data-card=ties] dialog .terms")).to_contain_text("2023年10月1日")
    page.get_by_label("含已结束的").last.check()
    expect(page).to_have_url(re.compile("id=ST-0001.*|.*ended=true"))
    terms = page.locator("[data-card=ties] dialog .terms")
    expect(terms.locator("dt", has_text="含已结束的").locator("+ dd")).to_have_text("是")


def test_what_surrounds_a_record_leads_to_its_records_in_one_step_and_two(page: Page):
    page.goto("/record?id=ST-0001")
    around = page.locator("[data-card=around]")
    expect(around.locator(".wide .node").first).to_be_visible()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert around.bounding_box()["y"] < page.locator("[data-card=ties]").bounding_box()["y"]
    few = around.locator(".wide .node").count()
    around.get_by_role("link", name="两步").click()
    expect(page).to_have_url(re.compile("show_around=two"))
    expect(around.locator(".wide .node").nth(few)).to_be_attached()
    expect(around.locator(".way-on a")).to_have_attribute(
        "href", re.compile(r"^explore\?.*ids=ST-0001")
    )
    area = around.locator(".wide a[href^='record?id=AREA-'] .node").first
    area.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("record.id=AREA-"))


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("id", ["ST-0001", "ORG-0063", "SITE-0001", "FUND-0001"])
def test_a_record_is_short_until_something_is_opened(page: Page, id: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/record?id={id}")
    expect(page.locator(".pending, .card .fault")).to_have_count(0)
    high, wide = page.evaluate("[document.body.scrollHeight, document.documentElement.scrollWidth]")
    assert high <= (1800 if width == 1440 else 3000) and wide <= width


def test_a_fold_opens_by_a_click_and_by_its_address_and_is_printed(page: Page):
    page.goto("/record?id=ST-0001")
    page.wait_for_selector("html[data-ready]", state="attached")
    story = page.locator("details[data-fold=story]")
    expect(story.locator("tbody tr").first).to_be_hidden()
    story.locator("> summary").click()
    expect(page).to_have_url(re.compile("open=story(&|$)"))
    page.reload()
    expect(story.locator("tbody tr").first).to_be_visible()
    part = page.locator("details.opens-part").first
    part.locator("> summary").click()
    expect(page).to_have_url(re.compile("open=.*ties-"))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    folds = page.locator("[data-card] details[data-fold]")
    expect(page.locator("[data-card] details[data-fold][open]")).to_have_count(folds.count())


@pytest.mark.parametrize("id", ["W-999999", "X-1", "", "<script>"])
def test_an_unknown_record_is_answered_with_a_sentence(page: Page, id: str):
    page.goto(f"/record?id={id}")
    expect(page.get_by_role("alert")).to_contain_text("没有编号为")
    expect(page.locator("[data-card]")).to_have_count(0)

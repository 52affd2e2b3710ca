"""What a page offers around its figures: keys, looks that stay, the panel, the board, lists, checks, a map."""

import re

from browser_page import alive, card, settled
from playwright.sync_api import Page, expect


def test_keys_find_show_their_list_and_lead_to_pages(page: Page):
    page.goto("/?lang=zh")
    alive(page)
    page.keyboard.press("?")
    box = page.locator("#help-box")
    expect(box).to_be_visible()
    expect(box.locator(".keys")).to_contain_text("未办结心愿")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    for keys in ("/", "Control+k"):
        page.keyboard.press(keys)
        expect(page.locator("#find")).to_be_focused()
        page.locator("#find").blur()
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/needs"))


def test_theme_and_letters_stay_and_are_sent_with_the_page(page: Page):
    page.goto("/help?lang=zh")
    alive(page)
    expect(page.locator(".glossary dt").first).to_have_text("微心愿")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("深色").check()
    page.get_by_label("特大").check()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    sent = page.request.get("/?lang=zh").text()
    assert 'data-theme="dark"' in sent and 'data-letters="huge"' in sent
    page.goto("/needs?lang=zh")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.evaluate("getComputedStyle(document.body).zoom") == "1.3"


def test_the_panel_is_filled_before_anything_is_chosen_and_a_sheet_on_a_phone(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/support?lang=zh")
    settled(page)
    expect(card(page, "held").locator(".sub")).to_have_count(3)
    page.locator(".scene:visible .node[data-id]").first.click()
    expect(card(page, "held").locator(".note")).to_contain_text("的支持关系")
    sheet = card(page, "held").bounding_box()
    assert sheet["y"] + sheet["height"] == 844 and sheet["height"] <= 844 * 0.62 + 1
    card(page, "held").locator(".let-go").click()
    expect(page).not_to_have_url(re.compile("of="))
    expect(card(page, "held").locator(".sub")).to_have_count(3)


def test_the_columns_of_the_board_stand_side_by_side_in_their_order(page: Page):
    page.goto("/needs?lang=zh")
    settled(page)
    for width in (1920, 1440, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [lane.bounding_box() for lane in page.locator(".lane").all()]
        assert len({box["y"] for box in boxes}) == 1
        assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    expect(page.locator(".lane").first.locator("li").first).to_be_hidden()
    page.locator(".lane summary").first.click()
    expect(page.locator(".lane").first.locator("li").first).to_be_visible()


def test_those_who_could_take_a_wish_are_copied_by_name(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = page.request.get("/download/support/could_claim.json?lang=zh&top=50").json()["rows"]
    wish = max(rows, key=lambda row: row["could"])["wish_id"]
    names = [row["organisation"] for row in rows if row["wish_id"] == wish]
    page.goto(f"/needs?wish={wish}&lang=zh")
    settled(page)
    card(page, "could").locator("[data-copy-names]").click()
    expect(page.locator("#notice")).to_contain_text(str(len(set(names))))
    assert page.evaluate("navigator.clipboard.readText()").split("\n") == list(dict.fromkeys(names))


def test_checks_that_pass_are_one_line(page: Page):
    page.goto("/sources?lang=zh")
    settled(page)
    expect(page.locator(".checks-line b")).to_contain_text("全部通过")
    first = page.locator(".checks .card").first
    expect(first).to_be_hidden()
    page.locator("[data-checks]").click()
    expect(first).to_be_visible()


def test_a_map_is_made_larger_moved_and_fitted_again(page: Page):
    page.goto("/stations?lang=zh")
    settled(page)
    ground = page.locator("svg.ground:visible")
    whole = ground.get_attribute("viewBox")
    page.get_by_role("button", name="放大", exact=True).click()
    larger = [float(one) for one in ground.get_attribute("viewBox").split()]
    assert larger[2] < float(whole.split()[2])
    box = page.locator("svg.scene:has(svg.ground):visible").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 300, steps=4)
    page.mouse.up()
    moved = [float(one) for one in ground.get_attribute("viewBox").split()]
    assert moved[0] < larger[0] and moved[2] == larger[2]
    expect(page).to_have_url(re.compile("/stations"))  # a drag opens nothing
    page.get_by_role("button", name="全图").click()
    assert ground.get_attribute("viewBox") == whole
    link = card(page, "beyond").locator("tbody a").first
    id = re.search(r"id=([\w-]+)", link.get_attribute("href"))[1]
    link.hover()
    expect(page.locator(f".node[data-id={id}]:visible")).to_have_class(re.compile("tied"))


def test_a_row_on_a_phone_is_a_title_and_facts_that_unfold(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/reports?report=wishes/ledger&lang=zh")
    settled(page)
    row = page.locator(".sheet-table tbody tr").first
    shown = row.locator("td:visible")
    expect(shown).to_have_count(4)
    row.locator(".unfold").click()
    assert shown.count() > 8

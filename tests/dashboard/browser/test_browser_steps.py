"""Steps of a wish by clicks and keys in a real browser, from its first word to the visit."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_page import alive, watch
from in_process import page_served_here
from playwright.sync_api import Browser, Page, Route, expect

from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

pytestmark = pytest.mark.browser
TOWN = {
    "Organization": [
        {"id": f"ORG-{n}", "name": f"第{n}党支部", "kind": "party"} for n in range(1, 15)
    ],
    "ServiceStation": [
        {
            "id": f"ST-{n}",
            "name": f"{n}号红色加油站",
            "stationType": "red_station",
            "openDays": "1111111",
        }
        for n in range(1, 15)
    ],
    "DeliverySite": [{"id": "SITE-1", "name": "老街站", "kind": "express"}],
    "Rider": [
        {"id": "R-1", "alias": "小李", "role": "rider"},
        {"id": "R-2", "alias": "小周", "role": "rider"},
    ],
    "WorksAt": [
        {"start": "R-1", "end": "SITE-1", "from": "2024-01-01"},
        {"start": "R-2", "end": "SITE-1", "from": "2024-01-01"},
    ],
}


@pytest.fixture
def here(graph: Graph, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    with page_served_here(graph, tmp_path, browser) as page:
        yield page


def opened(page: Page, path: str) -> None:
    page.goto(path)
    alive(page)
    if path.startswith("/needs"):
        expect(page.locator(".slip-step").first).to_be_visible(timeout=60_000)


def new_wish(page: Page, title: str = "一顶头盔") -> str:
    """A wish taken in by the keyboard alone; returns its id."""
    opened(page, "/new_wish?lang=zh")
    keys = page.keyboard
    expect(page.locator("[name=rider]")).to_be_visible(timeout=60_000)
    page.locator("[name=rider]").select_option("R-1")
    page.locator("[data-field=station] .seek").focus()
    keys.type("jiayou")
    expect(page.locator("[data-field=station] .choices [role=option].at")).to_be_visible()
    keys.press("Enter")
    page.locator("#a-title").fill(title)
    keys.press("Tab")
    keys.type("qxzb")  # the list of categories answers to letters
    page.locator("#a-consent").focus()
    keys.press("Space")
    keys.press("Control+s")
    page.wait_for_url("**/record?id=W-*", timeout=60_000)
    alive(page)
    expect(page.locator("#next .step-row")).to_be_visible(timeout=60_000)
    id = page.evaluate("new URLSearchParams(location.search).get('id')")
    return str(id)


def test_what_was_accepted_before_its_answer_came_is_taken_though_one_goes_on(here: Page):
    held: list[Route] = []
    answers: list[bool] = []
    opened(here, "/new_wish?lang=zh")
    here.route("**/act/choices/**", lambda one: one.continue_() if answers else held.append(one))
    box = here.locator("[data-field=station] .seek")
    box.focus()
    with here.expect_request("**/act/choices/**"):
        here.keyboard.type("jiayou")
    here.keyboard.press("Enter")
    here.locator("#a-title").fill("一顶头盔")
    answers.append(True)
    for one in held:
        one.continue_()
    expect(box).to_have_value(re.compile("加油"))


def take(page: Page, step: str, **fields: str) -> None:
    """One step by its button, with what its form asks; waits until it is said."""
    button = page.locator(f"[data-step='{step}'], .step-row form[data-step-form='{step}'] button")
    expect(button).to_be_visible()
    form = page.locator(f".step-form[data-step-form='{step}']")
    direct = button.evaluate("one => one.matches('button')")
    button.click()
    if not direct:
        expect(form).to_be_visible()
        for name, value in fields.items():
            field = form.locator(f"[name={name}]").last
            tag = field.evaluate("one => one.tagName + (one.hidden ? '!' : '')")
            if tag.startswith("SELECT") and not tag.endswith("!"):
                field.select_option(value)
            elif tag.endswith("!"):
                seek = form.locator(f"[data-field={name}] .seek")
                seek.fill(value)
                form.locator(f"[data-field={name}] [role=option].at").click()
            elif field.get_attribute("type") == "checkbox":
                field.check()
            else:
                field.fill(value)
        form.locator("button.main").click()
    expect(page.locator(".did")).to_be_visible(timeout=60_000)
    expect(page.locator(f".step-form[data-step-form='{step}']")).to_have_count(0)


def test_a_wish_from_its_first_word_to_the_visit_with_one_claim_cancelled(here: Page):
    wrong = watch(here)
    new_wish(here)
    expect(here.locator("h1")).to_have_text("一顶头盔", timeout=60_000)
    take(here, "wish/review")
    take(here, "wish/publish", title="一顶头盔", cost="80")
    take(here, "wish/claim", organisation="第3党支部")
    expect(here.locator(".steps-head .muted")).to_have_text("现在：已认领")
    take(here, "claim/cancel", reason="采购不到")
    expect(here.locator(".steps-head .muted")).to_have_text("现在：待认领")
    take(here, "wish/claim", organisation="第4党支部")
    take(here, "claim/contact")
    take(here, "wish/hand_over")
    here.locator(".did button").click()  # it was the wrong one
    expect(here.locator(".did")).to_contain_text("撤销", timeout=60_000)
    expect(here.locator(".steps-head .muted")).to_have_text("现在：已认领")
    take(here, "wish/hand_over")
    expect(here.locator(".steps-head .muted")).to_have_text("现在：已实现")
    take(here, "wish/visit", grade="grade_4")
    expect(here.locator(".steps-head .muted")).to_have_text("现在：已办结")
    line = here.locator("[data-card=story] ol.timeline")
    expect(line).to_contain_text("第3党支部", timeout=60_000)
    expect(line).to_contain_text("第4党支部")
    assert wrong == []


def test_what_can_be_done_follows_what_somebody_else_has_done(here: Page):
    id = new_wish(here)
    other = here.context.new_page()
    opened(other, f"/record?id={id}&lang=zh")
    expect(other.locator(".steps-head .muted")).to_have_text("现在：已提交")
    take(here, "wish/review")
    expect(other.locator(".steps-head .muted")).to_have_text("现在：审核中", timeout=60_000)
    other.locator("[data-step='wish/return']").click()
    other.locator(".step-form [name=reason]").fill("请写清楚")
    take(here, "wish/publish", title="一顶头盔", cost="80")
    story = other.locator("[data-card=story] ol.timeline")
    story.scroll_into_view_if_needed()  # below the open form; a card out of sight is not asked for
    expect(story).to_contain_text("待认领", timeout=60_000)
    expect(other.locator(".step-form [name=reason]")).to_have_value(
        "请写清楚"
    )  # nothing is taken away


def test_what_a_guard_refuses_is_said_beside_the_button_and_the_words_stay(here: Page):
    new_wish(here)
    take(here, "wish/review")
    take(here, "wish/publish", title="一顶头盔", cost="80")
    here.locator("[data-step='wish/claim']").click()
    form = here.locator(".step-form[data-step-form='wish/claim']")
    form.locator("[name=plan]").fill("下周送到")
    form.locator("[name=due]").fill("2020-01-01")
    form.locator("[data-field=organisation] .seek").fill("第5")
    form.locator("[data-field=organisation] [role=option].at").click()
    form.locator("button.main").click()
    expect(form.locator("[data-step-wrong]")).to_contain_text("不能早于今天")
    expect(form.locator("[name=plan]")).to_have_value("下周送到")


def test_the_form_works_without_a_script(here: Page, browser: Browser):
    id = new_wish(here)
    take(here, "wish/review")
    take(here, "wish/publish", title="一顶头盔", cost="80")
    base = here.evaluate("location.origin")
    with browser.new_context(java_script_enabled=False, base_url=base) as context:
        page = context.new_page()
        page.goto(f"/record?id={id}&act.step=wish/claim&v.organisation=ORG-7&lang=en")
        expect(page.locator("[name=organisation]")).to_have_value("ORG-7")
        page.locator("[name=due]").fill("2020-01-01")
        page.locator(".step-form button.main").click()
        expect(page.locator(".step-form [data-step-wrong]")).to_contain_text("before today")
        expect(page.locator("[name=organisation]")).to_have_value("ORG-7")
        page.locator("[name=due]").fill("2027-01-01")
        page.locator(".step-form button.main").click()
        expect(page.locator(".did")).to_contain_text("Take up")
        expect(page.locator(".steps-head .muted")).to_contain_text("Claimed")


def test_a_card_is_moved_on_the_board_and_comes_back_with_the_reason(here: Page):
    id = new_wish(here)
    take(here, "wish/review")
    new_wish(here, "一把雨伞")
    opened(here, "/needs?lang=zh")
    slip = here.locator(f".slip[data-id='{id}']")
    submitted = here.locator(".lane[data-lane=SUBMITTED]")
    review = here.locator(".lane[data-lane=IN_REVIEW]")
    submitted.locator("summary").click()
    expect(submitted).not_to_have_attribute("open", "")  # a folded column takes a card too
    slip.drag_to(submitted)
    expect(slip.locator(".wrong")).to_contain_text("不能直接改为“已提交”")
    expect(review.locator(f".slip[data-id='{id}']")).to_be_visible()
    expect(submitted).not_to_have_attribute("open", "")
    submitted.locator("summary").click()
    review.locator("summary").click()
    other = submitted.locator(".slip")
    other.focus()
    here.keyboard.press("Shift+ArrowRight")
    dialog = here.locator("dialog[open]")
    expect(dialog).to_be_visible()
    form = dialog.locator(".step-form button.main")
    if form.count():
        form.click()
    expect(dialog.locator(".did")).to_be_visible()
    here.keyboard.press("Escape")
    expect(review.locator(".slip")).to_have_count(2)
    expect(review.locator(".slip").first).to_be_visible()  # the column that it went to has opened


def test_axe_finds_nothing_serious_and_leaving_with_unsaved_words_asks(here: Page):
    id = new_wish(here)
    take(here, "wish/review")
    found = []
    for path in (
        f"/record?id={id}&act.step=wish/return&lang=zh",
        "/new_wish?lang=en",
        "/needs?lang=en",
    ):
        opened(here, path)
        if path.startswith("/needs"):
            here.locator(".slip-step").first.click()
            expect(here.locator("dialog .step-row")).to_be_visible()
        rules = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
        answer = Axe().run(here, options={"resultTypes": ["violations"], "rules": rules}).response
        found += [
            (path, rule["id"], node["html"][:160])
            for rule in answer["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
    assert found == []
    opened(here, "/new_wish?lang=zh")
    here.locator("#a-title").press_sequentially("雨")
    asked: list[str] = []
    here.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    here.close(run_before_unload=True)
    expect(here.locator("[name=title]")).to_have_value("雨")
    assert asked == ["beforeunload"]

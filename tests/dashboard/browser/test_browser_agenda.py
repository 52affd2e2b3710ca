"""A secretary makes an agenda in the browser, shows it, keeps it; somebody else changes it meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_page import alive, settled, until_shown, watch
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def no_agendas(served_home: Path) -> Iterator[None]:
    """The home is shared by all tests of the run."""
    yield
    for file in (served_home / "own" / "agendas").glob("*.yaml"):
        file.unlink()


def names(page: Page) -> list[str]:
    return [one.strip() for one in page.locator(".agenda-item .item-name").all_inner_texts()]


def with_two_cards(page: Page) -> None:
    """Begin at the overview: one card by keys into a new agenda, another dragged in front of it."""
    page.goto("/?lang=zh")
    settled(page)
    page.locator("#card-attention .to-agenda").focus()
    page.keyboard.press("Enter")
    field = page.locator(".tray-new input")
    expect(field).to_be_focused()
    page.keyboard.type("九月例会")
    page.keyboard.press("Enter")
    expect(page.locator(".tray-items li[data-key]")).to_have_count(1)
    page.locator("#card-flow").hover()
    place = page.locator(".tray-items li[data-key]").first
    page.locator("#card-flow .to-agenda").drag_to(place)
    expect(page.locator(".tray-items li[data-key]")).to_have_count(2)


def test_cards_are_put_in_moved_shown_and_kept(
    page: Page, browser: Browser, served: str, served_home: Path
) -> None:
    faults = watch(page)
    with_two_cards(page)
    page.locator(".agenda-tray a.button").click()
    expect(page.locator("#heading")).to_have_text("九月例会")
    alive(page)
    assert names(page) == ["支持关系", "需关注事项"]
    page.locator("#agenda-note").fill("会后<b>一周</b>内回复")
    page.locator("[data-agenda-note] button").click()
    expect(page.locator(".agenda-item")).to_have_count(3)
    page.locator(".agenda-item").nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".agenda-item").nth(1)).to_contain_text("会后<b>一周</b>内回复")
    expect(page.locator(".agenda-item").nth(1)).to_be_focused()
    address = page.url
    with browser.new_context(base_url=served, locale="zh-CN") as other_context:
        other = other_context.new_page()
        other.goto(address)
        alive(other)
        other.locator(".agenda-item").first.locator("[data-agenda-drop]").click()
        expect(other.locator(".agenda-item")).to_have_count(2)
        expect(page.locator(".agenda-item")).to_have_count(2)  # without a reload
    page.locator("[data-agenda-freeze]").click()
    expect(page.locator("[data-agenda-did]")).to_contain_text("已留存会议记录")
    expect(page.locator(".agenda-meetings")).to_contain_text("与留存时一致")
    [file] = (served_home / "own" / "agendas").glob("*.yaml")
    file.write_text(file.read_text("utf-8").replace("九月例会", "九月的例会"), "utf-8")
    expect(page.locator("#heading")).to_have_text("九月的例会")  # drawn anew, as another changed it
    expect(page.locator("[data-agenda-did]")).to_contain_text("已留存会议记录")
    page.locator("[data-since-link]").first.click()
    expect(page.locator(".since").first).to_contain_text("没有变化")
    page.keyboard.press("f")
    expect(page.locator(".slide.agenda-note")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide-head h1")).to_contain_text("需关注事项")
    page.keyboard.press("ArrowRight")  # an agenda leads to no page of the menu
    expect(page.locator(".slide-place")).to_have_text("已是最后一页")
    assert faults == []


def test_names_that_come_late_take_the_place_of_ids(page: Page, served_home: Path) -> None:
    agenda = "title: 议题\nitems:\n- {record: ORG-0007}\n"
    folder = served_home / "own" / "agendas"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "topics.yaml").write_text(agenda, "utf-8")
    link = page.locator(".agenda-item .item-name a")
    until_shown(page, "agenda_topics?lang=zh", "agenda-item")
    page.goto("/agenda_topics?lang=zh")
    expect(link).not_to_have_text("ORG-0007")
    name, held = link.inner_text().strip(), iter([True])

    def late(route: Route) -> None:  # as where the graph takes longer than a page waits
        answer = route.fetch()
        body = answer.text()
        if next(held, False):
            body = body.replace(name, "ORG-0007").replace("<html ", "<html data-names-late ", 1)
        route.fulfill(response=answer, body=body)

    page.route("**/agenda_topics?*", late)
    page.goto("/agenda_topics?lang=zh")
    expect(page.locator("html")).to_have_attribute("data-names-late", "")
    page.evaluate("window.stayed = true")
    expect(link).to_have_text(name)
    expect(page.locator(".row-title, .walk-card h2").first).to_contain_text(name)
    assert page.evaluate("window.stayed")


def test_what_changed_since_a_day_stands_on_each_card(page: Page) -> None:
    page.goto("/?lang=zh&as_of=2025-08-31")
    settled(page)
    page.locator("button[data-since]").click()
    page.locator(".since-choose input[type=date]").fill("2025-07-31")
    page.locator(".since-choose .button.main").click()
    expect(page.locator("#card-open > .since")).to_contain_text("→ 30")
    expect(page.locator("button[data-since]")).to_contain_text("2025年7月31日")
    assert "t.since=2025-07-31" in page.url
    page.reload()
    expect(page.locator("#card-open > .since")).to_contain_text("→ 30")
    inside = page.evaluate(
        """[...document.querySelectorAll(".since")].every(one => {
          const card = one.closest(".card").getBoundingClientRect(), box = one.getBoundingClientRect();
          return box.bottom <= card.bottom && box.right <= card.right;
        })"""
    )
    assert inside

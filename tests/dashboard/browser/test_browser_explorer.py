"""关系探索 in a real Chromium: the picture is walked by mouse, by finger, by keyboard, and goes on after a reload."""

import re

import pytest
from browser_page import watch
from playwright.sync_api import Browser, Page, expect

from graph.client import Graph

pytestmark = pytest.mark.browser
ORGANISATION = "ORG-0007"
MODULES = """import(document.querySelector("script[src*='assets/explorer.']").src).then(({modules}) => {
  const {walk, nodes, drawn} = modules["explorer/walk.js"];
  const {toScreen} = modules["explorer/camera.js"];
"""
STANDS = (
    MODULES
    + """
  return drawn().nodes.map(({id, x, y}) => [id, ...toScreen(x, y)]);
})"""
)
"""Each node that is drawn with its place on the canvas."""
TIES = MODULES + "return drawn().ties.map(({id, began, ended}) => [id, began, ended]);})"
Places = dict[str, tuple[float, float]]


def stands(page: Page) -> Places:
    return {id: (x, y) for id, x, y in page.evaluate(STANDS)}


def live(page: Page) -> None:
    expect(page.locator("#x-canvas[data-live]")).to_be_visible(timeout=60_000)


def open_walk(page: Page, query: str) -> None:
    page.goto(f"/explore?{query}")
    live(page)


def at(page: Page, id: str) -> tuple[float, float]:
    """Where a node is in the window."""
    box = page.locator("#x-canvas").bounding_box()
    assert box is not None
    x, y = stands(page)[id]
    return box["x"] + x, box["y"] + y


def still(page: Page) -> None:
    """Wait until the view no longer moves."""
    page.wait_for_function(
        MODULES
        + """const now = JSON.stringify(modules["explorer/camera.js"].camera);
             const same = now === window.stood; window.stood = now; return same; })""",
        polling=150,
    )


def around(page: Page, which: int = 0) -> tuple[int, int]:
    """Of a row on the card: how many there are, and how many of them are shown."""
    row = page.locator(".x-around > ul > li").nth(which)
    shown = re.search(
        r"\d+", row.locator("small").inner_text() if row.locator("small").count() else ""
    )
    return int(row.locator("b").first.inner_text().replace(",", "")), int(shown[0]) if shown else 0


def test_the_still_picture_is_there_without_scripts_and_the_live_one_stands_where_it_stood(
    browser: Browser, served: str, page: Page
):
    view = {"width": 1440, "height": 900}
    with browser.new_context(viewport=view, base_url=served, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"/explore?ids={ORGANISATION},ST-0001&lang=zh")
        link = plain.locator(".x-still a", has=plain.locator("path.node"))
        expect(link).to_have_count(2)
        boxes = {}
        for one in link.all():
            id = re.search(r"id=([\w-]+)", one.get_attribute("href") or "")
            box = one.locator("path.node").bounding_box()
            assert id and box
            boxes[id[1]] = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    wrong = watch(page)
    open_walk(page, f"ids={ORGANISATION},ST-0001&lang=zh")
    assert boxes.keys() == {ORGANISATION, "ST-0001"}
    for id, (x, y) in boxes.items():
        there = at(page, id)
        assert abs(there[0] - x) < 3 and abs(there[1] - y) < 3, id
    assert wrong == []


def test_one_expands_hides_drags_undoes_and_a_reload_goes_on(page: Page):
    open_walk(page, f"ids={ORGANISATION}&lang=zh")
    page.mouse.click(*at(page, ORGANISATION))
    card = page.locator("#x-card")
    expect(card.locator("h2")).to_be_visible()
    expect(card.locator(".x-around > ul > li")).not_to_have_count(0)
    every, here = around(page)
    assert here == 0
    card.locator(".x-around .button").first.click()
    expect(page.locator("[data-do=undo]")).to_be_enabled()
    expanded = stands(page)
    assert len(expanded) == 1 + every <= 51
    still(page)

    one = next(id for id in expanded if id != ORGANISATION)
    x, y = at(page, one)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    moved = stands(page)
    assert (
        abs(
            moved[one][0]
            - stands(page)[ORGANISATION][0]
            - (expanded[one][0] - expanded[ORGANISATION][0])
        )
        > 20
    )
    page.mouse.click(*at(page, one))
    page.keyboard.press("h") if page.locator("#x-canvas:focus").count() else card.get_by_text(
        "隐藏"
    ).click()
    expect(page.locator(".x-hidden")).to_contain_text("已隐藏 1 个")
    page.wait_for_function(
        "history.state?.walk && sessionStorage.getItem(history.state.walk)?.includes('hide')"
    )
    page.reload()
    live(page)
    kept = stands(page)
    assert kept.keys() == moved.keys() - {one}
    page.locator("#x-canvas").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".x-hidden")).to_have_count(0)
    assert stands(page).keys() == moved.keys()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".x-sum")).to_contain_text("1 个节点")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".x-sum")).to_contain_text(f"{every + 1} 个节点")


def test_above_fifty_one_chooses_by_groups_whose_counts_add_up(page: Page, town: Graph):
    busiest = town.read(
        """MATCH (s:DeliverySite)<-[:WORKS_AT]-(r:Rider) WITH s, count(DISTINCT r) AS n WHERE n > 50
           RETURN s.id AS id, n ORDER BY n DESC, id LIMIT 1"""
    )[0]
    open_walk(page, f"ids={busiest['id']}&lang=en")
    page.mouse.click(*at(page, busiest["id"]))
    row = page.locator(".x-around > ul > li", has_text="Rider").filter(
        has=page.locator(f'b:text-is("{busiest["n"]:,}")')
    )
    row.locator("> .button").click()
    groups = page.locator(".x-choosing details[open] .x-groups li")
    expect(groups).not_to_have_count(0)
    counts = [int(one.replace(",", "")) for one in groups.locator("b").all_inner_texts()]
    assert sum(counts) == busiest["n"] and len(stands(page)) == 1
    groups.first.get_by_role("button").click()
    expect(page.locator(".x-sum")).to_contain_text(f"{counts[0] + 1} nodes")

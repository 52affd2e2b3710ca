"""关系探索 in a real Chromium: the picture is walked by mouse, by finger, by keyboard, and goes on after a reload."""

import re
from pathlib import Path

import pytest
from as_user import until
from browser_page import until_shown, watch
from playwright.sync_api import Browser, Page, Route, expect

from dashboard.figures.drawing.colours import PALETTE, in_the_dark
from graph.client import Graph

pytestmark = pytest.mark.browser
ORGANISATION = "ORG-0007"
IN_THE_DARK = {in_the_dark(one) for one in PALETTE} - {*PALETTE}
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
MARKED = MODULES + "return [...drawn().marks.keys()].sort();})"
Places = dict[str, tuple[float, float]]


def stands(page: Page) -> Places:
    return {id: (x, y) for id, x, y in page.evaluate(STANDS)}


def live(page: Page) -> None:
    expect(page.locator("#x-canvas[data-live]")).to_be_visible(timeout=120_000)


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
    page.evaluate(
        MODULES
        + """const {camera} = modules["explorer/camera.js"];
             return new Promise(done => {
               let last = "";
               const look = () => {
                 const now = JSON.stringify(camera);
                 if (now === last) return done();
                 last = now;
                 setTimeout(look, 300);
               };
               look();
             }); })"""
    )


def around(page: Page, which: int = 0) -> tuple[int, int]:
    """Of a row on the card: how many there are, and how many of them are shown."""
    row = page.locator(".x-around > ul > li").nth(which)
    small = row.locator("small").inner_text() if row.locator("small").count() else ""
    shown = re.search(r"已显示 (\d+)", small)
    return int(row.locator("b").first.inner_text().replace(",", "")), int(shown[1]) if shown else 0


def test_the_still_picture_is_there_without_scripts_and_the_live_one_stands_where_it_stood(
    browser: Browser, served: str, page: Page
):
    path = f"/explore?ids={ORGANISATION},ST-0001&lang=zh"
    until_shown(
        page, path, "scene still"
    )  # a walk that is late comes with the page that asks again
    view = {"width": 1440, "height": 900}
    with browser.new_context(viewport=view, base_url=served, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(path)
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
    page.emulate_media(media="print")  # the picture keeps its shape, nothing is there to be pressed
    expect(page.locator("#x-canvas")).to_have_css("object-fit", "contain")
    expect(page.locator(".explore .button:visible")).to_have_count(0)
    page.emulate_media(media="screen")
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
    expect(page.locator("[data-do=undo]")).to_be_enabled(timeout=60_000)
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
    card.get_by_role("button", name="隐藏", exact=True).click()
    expect(page.locator(".x-hidden")).to_contain_text("已隐藏 1 个")
    page.evaluate(
        """() => new Promise(done => {
             const look = () => sessionStorage.getItem(history.state?.walk)?.includes('"hide"')
               ? done() : setTimeout(look, 50);
             look();
           })"""
    )
    refused = iter([503, 503])  # as while the server is started again

    def later(route: Route) -> None:
        status = next(refused, None)
        route.continue_() if status is None else route.fulfill(
            status=status, json={"wrong": "稍后"}
        )

    page.route("**/explore/add?*", later)
    page.reload()
    live(page)
    expect(page.locator(".x-hidden")).to_contain_text("已隐藏 1 个")  # the walk that was kept
    assert next(refused, None) is None
    kept = stands(page)
    assert kept.keys() == moved.keys() - {one}
    hidden = page.evaluate(
        MODULES
        + """const {renew} = modules["explorer/walk.js"];
             renew({nodes: [...nodes.values()]}, []);  // as when the data have moved
             return [...walk.hidden]; })"""
    )
    assert hidden == [one]
    page.locator("#x-canvas").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".x-hidden")).to_have_count(0)
    assert stands(page).keys() == moved.keys()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".x-sum")).to_contain_text("1 个节点")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".x-sum")).to_contain_text(f"{every + 1} 个节点")


def test_what_is_shown_is_taken_as_a_file(page: Page):
    wrong = watch(page)
    open_walk(page, f"ids={ORGANISATION}&lang=zh")
    page.locator(".x-take > summary").click()
    expect(page.locator(".x-take .menu")).to_be_visible()
    with page.expect_download(timeout=60_000) as file:
        page.locator("[data-take=csv]").click()
    assert ORGANISATION in file.value.path().read_text("utf-8-sig")
    assert wrong == []
    said = "放映状态下只能查看。请先结束放映。"  # as the gate says it, in plain text
    page.route("**/explore/take/*", lambda route: route.fulfill(status=403, body=said,
               content_type="text/plain; charset=utf-8"))  # fmt: skip
    page.locator(".x-take > summary").click()
    page.locator("[data-take=svg]").click()
    expect(page.locator("#notice")).to_have_text(said)


def test_above_fifty_one_chooses_by_groups_whose_counts_add_up(page: Page, town: Graph):
    busiest = town.read(
        """MATCH (s:DeliverySite)<-[:WORKS_AT]-(r:Rider) WITH s, count(DISTINCT r) AS n WHERE n > 50
           RETURN s.id AS id, n ORDER BY n DESC, id LIMIT 1"""
    ).dicts()[0]
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
    expect(page.locator(".x-sum")).to_contain_text(f"Nodes: {counts[0] + 1},")


def test_a_path_is_told_in_words_and_a_view_of_it_is_opened_again(
    page: Page, town: Graph, served_home: Path
):
    ends = town.read(
        """MATCH (o:Organization)-[:MADE]->(:Claim)-[:FOR]->(w:Wish)<-[:RAISED]-(r:Rider)
                 -[:WORKS_AT]->(s:DeliverySite)
           RETURN o.id AS o, s.id AS s ORDER BY o, s LIMIT 1"""
    ).dicts()[0]
    open_walk(page, f"ids={ends['o']},{ends['s']}&lang=zh")
    page.mouse.click(*at(page, ends["o"]))
    page.keyboard.down("Control")
    page.mouse.click(*at(page, ends["s"]))
    page.keyboard.up("Control")
    page.locator("#x-card").get_by_role("button", name="最短路径").click()
    words = page.locator("#x-way")
    expect(words).to_be_visible()
    names = page.locator(".x-lines button span").all_inner_texts()
    told = words.locator("> p").all_inner_texts()
    assert any(name in "".join(told) for name in names)
    steps = words.locator(".x-steps li").all_inner_texts()
    assert len(steps) >= 2 and set(steps) <= set(names)
    words.get_by_role("button", name="放映").click()
    slide = page.locator(".slide.walk-card")
    expect(slide.locator("li a")).to_have_text(steps)
    expect(page.locator(".slide-day")).to_contain_text("截至")
    size = float(slide.evaluate("one => getComputedStyle(one).zoom"))
    assert size * 13 >= 18  # the smallest letters of the card
    page.keyboard.press("Escape")
    expect(slide).to_have_count(0)
    box = page.locator("#x-canvas").bounding_box()
    assert box and all(0 < x < box["width"] for x, _ in stands(page).values())

    before = stands(page).keys()
    page.locator(".x-rules summary").click()
    form = page.locator(".x-rule")
    form.locator("[name=kind]").select_option("DeliverySite")
    form.locator("[name=ties]").fill("1")
    form.locator("[name=look]").select_option("blue")
    form.get_by_role("button", name="标出").click()
    rule = page.locator(".x-rules li")
    marked = page.evaluate(MARKED)
    assert ends["s"] in marked and {id.split("-")[0] for id in marked} == {"SITE"}
    expect(rule).to_have_text(re.compile(rf"配送站点 · 至少 1 条关系\s*{len(marked)}"))
    page.locator("[data-do=views]").click()
    dialog = page.locator("#x-views")
    dialog.locator("input[name=title]").fill("路径一")
    dialog.get_by_role("button", name="保存当前画面").click()
    expect(dialog.locator(".x-kept li", has_text="路径一")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("[data-do=clear]").click()
    expect(page.locator("#x-empty")).to_be_visible()
    rule_gone = page.locator(".x-rules li").get_by_role("button")
    expect(page).to_have_url(re.compile(r"[?&]ids=(&|$)"))
    page.reload()  # what is cleared stays so, and can be had back
    live(page)
    expect(page.locator("#x-empty")).to_be_visible()
    assert stands(page) == {}
    page.locator("[data-do=undo]").click()
    expect(page.locator(".x-sum")).to_contain_text(f"{len(before)} 个节点")
    assert stands(page).keys() == before
    rule_gone.click()
    assert page.evaluate(MARKED) == []
    page.locator("[data-do=views]").click()
    dialog.locator(".x-kept li", has_text="路径一").get_by_role("button", name="打开").click()
    expect(page.locator("#x-since")).to_contain_text("此后没有变化")
    assert stands(page).keys() == before
    assert page.evaluate(MARKED) == marked
    page.locator("[data-do=undo]").click()  # also what the view marked
    expect(page.locator(".x-rules li")).to_have_count(0)
    page.locator("[data-do=redo]").click()
    expect(page.locator(".x-rules li")).to_have_count(1)
    assert page.evaluate(MARKED) == marked
    walked = page.url
    [view] = page.request.get("/explore/views").json()["views"]
    own = served_home / "own" / "pages" / "kept_view.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"title: {{zh: 画面, en: Views}}\nrows:\n  - view: {view['name']}\n", "utf-8")
    until_shown(page, "/kept_view?lang=zh", "walk-card")  # a page of one's own shows it by its name
    expect(page.locator(".walk-card h2")).to_have_text("路径一")
    own.unlink()
    page.goto(walked)
    live(page)
    page.locator("[data-do=views]").click()
    page.on("dialog", lambda asked: asked.accept())
    dialog.locator(".x-kept li", has_text="路径一").get_by_role("button", name="删除").click()
    expect(dialog.locator(".x-kept li", has_text="路径一")).to_have_count(0)


def test_on_another_day_relationships_go_and_nodes_stand_still(page: Page):
    open_walk(page, "lang=zh")
    now, there = page.evaluate(TIES), stands(page)
    assert len(now) > 3
    page.locator("[data-do=day-back]").click()
    expect(page.locator("#x-date.past")).to_be_visible()
    day = page.locator("#x-date").inner_text()
    assert re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", day)
    iso = "-".join(part.zfill(2) for part in re.findall(r"\d+", day))
    then = page.evaluate(TIES)
    assert all(
        (not began or began <= iso) and (not ended or ended > iso) for _, began, ended in then
    )
    for _ in range(3):
        page.locator("[data-do=day-back]").click()
    assert page.evaluate(TIES) != now
    assert stands(page) == there
    page.locator("#x-day").focus()
    page.keyboard.press("End")
    assert sorted(page.evaluate(TIES)) == sorted(now)


def test_the_keyboard_alone_walks_expands_and_hides(page: Page):
    open_walk(page, f"ids={ORGANISATION}&lang=en")
    spoken = page.locator("#announcement")
    page.locator("#x-find").focus()
    canvas = page.locator("#x-canvas")
    for _ in range(20):
        page.keyboard.press("Tab")
        if canvas.evaluate("one => one === document.activeElement"):
            break
    expect(canvas).to_be_focused()
    expect(spoken).to_contain_text("relationships")
    page.keyboard.press("e")  # 13 hang on it: few enough to come at once
    expect(page.locator("#x-card")).to_be_visible()
    expect(page.locator("[data-do=undo]")).to_be_enabled(timeout=60_000)
    expect(spoken).to_contain_text("Added")
    canvas.focus()
    walked = set()
    for arrow in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(arrow)
        walked.add(page.evaluate(MODULES + "return walk.focus;})"))
    assert len(walked) >= 2
    there = len(stands(page))
    page.keyboard.press("h")
    expect(page.locator(".x-hidden")).to_contain_text("hidden")
    assert len(stands(page)) < there
    page.keyboard.press("f")
    expect(page.locator("#x-find")).to_be_focused()
    dark = page.locator(", ".join(f'#x-legend .x-sign path[fill="{one}"]' for one in IN_THE_DARK))
    assert dark.count() == 0
    page.emulate_media(color_scheme="dark")  # signs beside the picture follow it
    expect(dark.first).to_be_visible()


def test_on_a_phone_the_picture_is_as_wide_as_the_window_and_the_card_comes_from_below(
    browser: Browser, served: str
):
    view = {"width": 390, "height": 844}
    with browser.new_context(viewport=view, base_url=served, has_touch=True) as context:
        page = context.new_page()
        open_walk(page, f"ids={ORGANISATION},ST-0001&lang=zh")
        box = page.locator(".x-picture").bounding_box()
        assert box is not None and box["width"] == 390
        page.touchscreen.tap(*at(page, ORGANISATION))
        card = page.locator("#x-card")
        expect(card.locator(".x-around > ul > li")).not_to_have_count(0)
        still(page)
        sheet = card.bounding_box()
        assert sheet is not None and abs(sheet["y"] + sheet["height"] - 844) < 2
        assert at(page, ORGANISATION)[1] < sheet["y"]
        card.locator(".x-around .button").first.tap()  # what comes is shown above the sheet
        expect(page.locator(".x-sum")).not_to_contain_text("2 个节点")
        still(page)
        low = max(at(page, id)[1] for id in stands(page))
        card.locator(".x-close").first.tap()
        expect(card).to_be_hidden()
        until(
            lambda: max(at(page, id)[1] for id in stands(page)) > low + 100
        )  # the room is its again
        still(page)
        page.touchscreen.tap(*at(page, ORGANISATION))
        expect(card.locator(".x-around > ul > li")).not_to_have_count(0)
        card.get_by_role("button", name="找路径…").tap()
        expect(page.locator("#x-way")).to_contain_text("再点一个节点")
        page.locator(".x-lines [data-id='ST-0001']").tap()
        expect(page.locator("#x-way")).to_contain_text("最短路径")
        expect(card).to_be_hidden()  # it would leave the path no room
        still(page)
        words = page.locator("#x-way").bounding_box()
        marked = page.evaluate(MODULES + "return [...walk.way.marked];})")
        assert words and words["height"] < box["height"] / 2
        assert all(words["y"] + words["height"] < at(page, id)[1] < 844 - 60 for id in marked)
        page.locator("#x-way .x-close").tap()
        page.locator(f".x-lines [data-id='{ORGANISATION}']").tap()
        expect(card.locator(".x-around > ul > li")).not_to_have_count(0)
        small = page.evaluate(
            """[...document.querySelectorAll(".explore :is(button, summary, input, a.button)")]
                 .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
                 .filter(([, {width, height}]) => width && (width < 43.5 || height < 43.5) && height > 1)
                 .map(([html]) => html)"""
        )
        assert [one for one in small if "range" not in one] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390

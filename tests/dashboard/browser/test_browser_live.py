"""Live pictures in a real Chromium, one of each kind: asked for by keys, made larger, selected in, left
again. What a mark leads to in the still picture it leads to in the live one."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from as_user import until
from browser_page import settled
from playwright.sync_api import Frame, Locator, Page, expect

from graph.client import Graph

SOON = 60_000
PICTURE = "Bokeh.documents[0].get_model_by_name('place').children[0]"
RANGES = f"(({{x_range: x, y_range: y}}) => [x.start, x.end, y.start, y.end])({PICTURE})"
PLACE = f"""find => {{
  const view = Bokeh.index.find_one({PICTURE});
  const source = {PICTURE}.renderers.map(one => one.data_source).find(one => one.name === `marks-${{find.layer}}`);
  const marks = view.renderer_views.values().find(one => one.model.data_source === source);
  const at = source.data[find.column].indexOf(find.value);
  const [x, y] = marks.glyph.scenterxy(at, 0, 0);
  const {{left, top}} = view.el.getBoundingClientRect();
  return [left + x, top + y];
}}"""
"""Where the middle of a mark is in its frame."""


def opened(page: Page, path: str, id: str) -> tuple[Locator, Frame]:
    """A card whose live picture has been asked for by keys, and the frame of that."""
    page.goto(path)
    settled(page)
    card = page.locator(f"[data-card={id}]")
    card.locator("[data-live-now]").focus()
    page.keyboard.press("Enter")
    expect(card).to_have_class(re.compile(r"\blive\b"), timeout=SOON)
    return card, frame_of(card)


def frame_of(card: Locator) -> Frame:
    handle = card.locator("iframe").element_handle()
    frame = handle.content_frame() if handle is not None else None
    assert frame is not None
    return frame


def tap(
    page: Page, card: Locator, frame: Frame, column: str, value: str, layer: int = 0, **more: Any
) -> None:
    """Click a mark of a layer where it stands on the screen."""
    card.locator("iframe").scroll_into_view_if_needed()
    x, y = frame.evaluate(PLACE, {"column": column, "value": value, "layer": layer})
    box = card.locator("iframe").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.click(box["x"] + x, box["y"] + y, **more)


def rows_behind(page: Page) -> list[dict[str, Any]]:
    """All rows of the report that the page has come to."""
    page.wait_for_url(re.compile(r"/reports\?report="), wait_until="commit", timeout=SOON)
    split = urlsplit(page.url)
    report = parse_qs(split.query)["report"][0]
    answer = page.request.get(f"/download/{report}.json?{split.query}").json()
    rows: list[dict[str, Any]] = answer["rows"]
    return rows


def test_a_flow_is_made_larger_and_left_by_keys_in_the_colours_of_the_theme(page: Page):
    card, frame = opened(page, "/?lang=en", "flow")
    expect(card.locator("iframe")).to_be_focused(timeout=SOON)
    before = frame.evaluate(RANGES)
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    after = frame.evaluate(RANGES)
    assert after[1] - after[0] < before[1] - before[0] and after[0] > before[0]
    page.keyboard.press("0")
    assert frame.evaluate(RANGES) == before
    ground = "getComputedStyle(document.querySelector('.box')).backgroundColor"
    light = frame.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    expect(frame.locator("html[data-theme=dark]")).to_have_count(1, timeout=SOON)
    expect(card).to_have_class(re.compile(r"\blive\b"), timeout=SOON)
    assert frame.evaluate(ground) != light
    frame.locator("button[data-act=back]").click()
    expect(card).not_to_have_class(re.compile(r"\blive\b"))
    expect(card.locator("[data-live-now]")).to_be_focused()


def test_one_frame_is_kept_for_all_pictures_of_a_page(page: Page):
    card, frame = opened(page, "/?lang=zh", "flow")
    frame.evaluate("window.isThatOne = true")
    bars = page.locator("[data-card=age]")
    bars.locator("[data-live-now]").click()
    expect(bars).to_have_class(re.compile(r"\blive\b"), timeout=SOON)
    expect(card).not_to_have_class(re.compile(r"\blive\b"))
    expect(page.locator("iframe")).to_have_count(1)
    assert frame_of(bars).evaluate("window.isThatOne")
    held = "Bokeh.documents[0].get_model_by_name('place').children.length"
    assert frame_of(bars).evaluate(held) == 1
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(bars).not_to_have_class(re.compile(r"\blive\b"))
    assert frame_of(bars).evaluate(held) == 0  # what is not shown is not held
    bars.locator("[data-live-now]").click()
    expect(bars).to_have_class(re.compile(r"\blive\b"), timeout=SOON)
    bar = bars.locator(".chart .mark-rect a:visible").last
    tap(page, bars, frame_of(bars), "link", bar.get_attribute("href") or "")
    assert rows_behind(page)


def test_a_node_of_a_flow_leads_where_the_still_one_does(page: Page):
    page.goto("/?lang=zh")
    settled(page)
    card = page.locator("[data-card=flow]")
    station = card.locator('.wide .node[aria-label^="燕泥旗舰加油站,"]')
    href = str(station.locator("xpath=..").get_attribute("href"))
    assert href.startswith("record?id=ST-")
    station.scroll_into_view_if_needed()
    box = station.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(card).to_have_class(re.compile(r"\blive\b"), timeout=SOON)  # one rested on it
    id = parse_qs(urlsplit(href).query)["id"][0]
    tap(page, card, frame_of(card), "id", id, layer=1)  # bands lie behind it
    expect(page).to_have_url(re.compile(re.escape(href.partition("&")[0])), timeout=SOON)


def test_the_band_of_the_giver_that_is_chosen_stands_out_live_as_it_does_still(
    page: Page, town: Graph
):
    giver = town.read(
        """MATCH (o:PartyOrganization)-[:GAVE]->(:Donation {kind: 'money', status: 'RECEIVED'})
           RETURN min(o.id)"""
    ).value()
    card, frame = opened(page, f"/money?lang=zh&organisation={giver}", "flow")
    [named] = card.locator(".scene:visible .node.named").evaluate_all(
        "all => all.map(one => one.dataset.key)"
    )
    shown = """() => Array.from({length: 9}, (_, n) => Bokeh.documents[0].get_model_by_name(`marks-${n}`))
      .filter(Boolean)
      .flatMap(({data, selected}) => selected.indices.map(at => [data.key[at], data.start[at]]))"""
    held = until(lambda: frame.evaluate(shown))
    assert {key or start for key, start in held} == {named}
    assert {"", named} == {key for key, _ in held}  # the group, and its band


def test_a_node_of_a_layered_map_is_chosen_and_stands_out(page: Page):
    card, frame = opened(page, "/support?lang=zh&show_map=layers", "map")
    sources = "Array.from({length: 9}, (_, n) => Bokeh.documents[0].get_model_by_name(`marks-${n}`)).filter(Boolean)"
    station = card.locator(".scene:visible .node[data-id^='ST-']").first.get_attribute("data-id")
    chosen = f"{sources}.flatMap(({{data, selected}}) => selected.indices.map(at => data.id[at]))"
    assert set(frame.evaluate(chosen)) == set()
    nodes = f"{sources}.findIndex(one => one.data.id.some(Boolean))"
    number = frame.evaluate(nodes)
    place = {"column": "id", "value": station, "layer": number}
    x, y = frame.evaluate(PLACE, place)
    frame.locator("body").click(position={"x": x, "y": y})
    page.wait_for_url(re.compile(f"of={station}"), timeout=SOON)
    expect(card).to_have_class(re.compile(r"\blive\b"))
    held = set(frame.evaluate(chosen))
    assert station in held and "" in held  # with the lines that come to it and go from it
    page.keyboard.press("Escape")
    expect(card).not_to_have_class(re.compile(r"\blive\b"))


def test_cells_of_a_matrix_are_added_up_and_lead_to_their_rows(page: Page):
    card, frame = opened(page, "/support?lang=zh&show_map=matrix", "map")
    texts = card.locator(".matrix tbody .cell").all_text_contents()
    whole = frame.locator(".live-picture").bounding_box()
    assert whole is not None
    right, bottom = frame.evaluate(
        f"(({{right, bottom}}) => [right, bottom])(Bokeh.index.find_one({PICTURE}).frame.bbox)"
    )
    page.mouse.move(whole["x"] + right - 6, whole["y"] + bottom - 6)
    page.mouse.down()
    page.mouse.move(whole["x"] + 250, whole["y"] + 115, steps=6)
    page.mouse.move(whole["x"] + 1, whole["y"] + 1, steps=6)
    page.mouse.up()
    told = frame.get_by_role("status")
    expect(told).to_contain_text("选中", timeout=SOON)
    n, total = map(int, re.findall(r"\d+", told.inner_text()))
    shown = card.locator(".matrix tbody:not(.folded) .cell").all_text_contents()
    assert n == len(shown) < len(texts) and total == sum(map(int, shown))
    link = card.locator(".matrix .cell a").first
    amount, href = int(link.inner_text()), link.get_attribute("href")
    tap(page, card, frame, "link", href or "")
    assert len(rows_behind(page)) == amount


def test_a_map_is_made_larger_and_a_place_leads_to_its_record(page: Page):
    card, frame = opened(page, "/stations?lang=zh", "map")
    place = card.locator(".scene:visible .node[data-id^='SITE-']").first
    id, still = place.get_attribute("data-id") or "", place.bounding_box()
    layer = frame.evaluate(
        f"{PICTURE}.renderers.find(one => one.data_source.data.id?.includes('{id}')).data_source.name"
    )
    x, y = frame.evaluate(PLACE, {"column": "id", "value": id, "layer": layer.partition("-")[2]})
    box = card.locator("iframe").bounding_box()
    assert still is not None and box is not None  # it stands where the still one stood
    assert abs(box["x"] + x - still["x"] - still["width"] / 2) < 2
    assert abs(box["y"] + y - still["y"] - still["height"] / 2) < 2
    expect(card.locator(".map-tools:visible")).to_have_count(0)  # it has buttons of its own
    before = frame.evaluate(RANGES)
    frame.get_by_role("button", name="放大").click()
    after = frame.evaluate(RANGES)
    assert after[1] - after[0] < before[1] - before[0]
    frame.get_by_role("button", name="恢复全图").click()
    node = card.locator(".scene:visible a:has(> .node[data-id])").last
    href = node.get_attribute("href") or ""
    tap(page, card, frame, "link", href)
    page.wait_for_url(re.compile(re.escape(href.split("?")[1].split("&")[0])), timeout=SOON)


def test_a_bar_leads_to_its_rows(page: Page):
    card, frame = opened(page, "/?lang=zh", "age")
    bar = card.locator(".chart .mark-rect a:visible").last
    spoken = bar.locator("[aria-label]").get_attribute("aria-label") or ""
    wishes = re.search(r"心愿数: (\d+)", spoken)
    assert wishes is not None
    href, still = bar.get_attribute("href") or "", bar.bounding_box()
    x, y = frame.evaluate(PLACE, {"column": "link", "value": href, "layer": 0})
    box = card.locator("iframe").bounding_box()
    assert still is not None and box is not None  # it stands where the still one stood
    assert abs(box["x"] + x - still["x"] - still["width"] / 2) < 3
    assert abs(box["y"] + y - still["y"] - still["height"] / 2) < 3
    tap(page, card, frame, "link", href)
    assert len(rows_behind(page)) == int(wishes[1])


def test_a_period_of_a_line_is_told_with_its_sums_and_leads_to_its_rows(page: Page):
    _, frame = opened(page, "/money?lang=zh", "months")
    whole = frame.locator(".live-picture").bounding_box()
    assert whole is not None
    middle = whole["y"] + whole["height"] / 2
    page.mouse.move(whole["x"] + whole["width"] - 12, middle)
    page.mouse.down()
    page.mouse.move(whole["x"] + 200, middle, steps=6)
    page.mouse.move(whole["x"] + 60, middle, steps=6)
    page.mouse.up()
    told = frame.get_by_role("status")
    expect(told).to_contain_text("支出 ¥", timeout=SOON)
    assert " → " in told.inner_text()  # the balance, which does not add up
    spent = told.locator("a", has_text="支出")
    amount = float(spent.inner_text().partition("¥")[2].replace(",", ""))
    spent.click()
    rows = rows_behind(page)
    assert amount > 0 and sum(row["fen"] for row in rows) == round(amount * 100)

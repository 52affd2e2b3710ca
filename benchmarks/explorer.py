"""The explorer's picture: how soon it is there, frames while it is moved; beside cytoscape.js in the same run.

The same nodes, places, relationships and names in both; the library is fetched for this alone.
"""

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, Page

from benchmarks.explorer_page import LOOKS, Walk, page, pages_served, walk
from benchmarks.figures import Figure
from graph.settings import Settings

GOALS = {300: 0.3, 2_000: 0.5, 10_000: 1.5}
"""Nodes to the seconds until there is a picture."""
MOVED, FRAMES = 2_000, 30.0
CYTOSCAPE = "3.35.0"
_VISITS, _MOVES_SECONDS = 3, 2.5
_SHAPES = {"circle": "ellipse", "square": "rectangle"}
_OURS = "document.querySelector('.x-still svg') || document.querySelector('#x-canvas[data-live]')"
_LIVE = "document.querySelector('#x-canvas[data-live]')"
_WATCH = """
window.first = {};
const look = () => {
  const now = performance.now() / 1000;
  if (!first.picture && (PICTURE)) first.picture = now;
  if (!first.live && (LIVE)) first.live = now;
  if (!(first.picture && first.live)) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_COUNT = """
window.frames_ = 0;
window.counting = true;
const count = () => { frames_++; if (counting) requestAnimationFrame(count); };
requestAnimationFrame(count);
"""
_PEER = """<!doctype html><meta charset="utf-8"><style>html, body, #cy {{ margin: 0; width: 100%; height: 100% }}</style>
<div id="cy"></div><script src="/cytoscape.js"></script><script type="application/json" id="data">{data}</script>
<script>
const {{elements, style}} = JSON.parse(document.getElementById("data").textContent);
const cy = cytoscape({{container: document.getElementById("cy"), elements, style, layout: {{name: "preset"}},
  hideEdgesOnViewport: false, textureOnViewport: false}});
cy.one("render", () => requestAnimationFrame(() => requestAnimationFrame(() => (window.rendered = true))));
</script>"""


def measure(browser: Browser) -> list[Figure]:
    """Seconds to the picture of each size; frames a second while it is panned and a node dragged."""
    library = _cytoscape()
    walks = {count: walk(count) for count in GOALS}
    pages = {f"/{count}": page(one).encode() for count, one in walks.items()}
    if library is not None:
        pages["/cytoscape.js"] = library.read_bytes()
        pages |= {f"/peer/{count}": _peer(one).encode() for count, one in walks.items()}
    figures = []
    with pages_served(pages) as address:
        for count, goal in GOALS.items():
            ours = _visits(browser, f"{address}/{count}", _OURS, _LIVE)
            name = f"picture of {count:,}"
            figures.append(Figure(f"{name}: first", ours[0], "s", most=goal))
            figures.append(Figure(f"{name}: live", ours[1], "s"))
            if library is not None:
                theirs = _visits(
                    browser, f"{address}/peer/{count}", "window.rendered", "window.rendered"
                )
                figures.append(Figure(f"{name}: cytoscape.js", theirs[1], "s"))
        figures += _moved(browser, address, walks[MOVED], library is not None)
    return figures


def _visits(browser: Browser, address: str, picture: str, live: str) -> tuple[float, float]:
    """The middle of cold visits: seconds to the first picture, and to the live one."""
    watch = _WATCH.replace("PICTURE", picture).replace("LIVE", live)
    found = []
    for _ in range(_VISITS):
        with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
            visited = context.new_page()
            visited.add_init_script(watch)
            visited.goto(address, wait_until="commit")
            visited.wait_for_function("() => first.picture && first.live", timeout=120_000)
            found.append(visited.evaluate("[first.picture, first.live]"))
    return median(one[0] for one in found), median(one[1] for one in found)


def _moved(browser: Browser, address: str, shown: Walk, peer: bool) -> Iterator[Figure]:
    for name, path, ready in (
        ("", f"/{MOVED}", _LIVE),
        (" by cytoscape.js", f"/peer/{MOVED}", "window.rendered"),
    ):
        if name and not peer:
            continue
        with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
            visited = context.new_page()
            visited.goto(address + path, wait_until="commit")
            visited.wait_for_function(ready, timeout=120_000)
            least = None if name else FRAMES
            title = f"{MOVED:,} nodes{name}"
            yield Figure(
                f"{title}: panned", _frames(visited, _empty_spot(visited)), "a s", least=least
            )
            at = _at_a_node(visited, shown)
            yield Figure(f"{title}: a node dragged", _frames(visited, at), "a s", least=least)


def _frames(visited: Page, at: tuple[float, float]) -> float:
    """Frames a second while the mouse goes about with its button down, begun at a point."""
    x, y = at
    visited.mouse.move(x, y)
    visited.mouse.down()
    visited.mouse.move(x + 8, y + 8)
    visited.evaluate(_COUNT)
    began, step = monotonic(), 0
    while monotonic() - began < _MOVES_SECONDS:
        step += 1
        visited.mouse.move(x + 8 + (step * 7) % 240, y + 8 + (step * 3) % 120)
    frames = visited.evaluate("(counting = false, frames_)")
    lasted = monotonic() - began
    visited.mouse.up()
    return float(frames / lasted)


def _empty_spot(visited: Page) -> tuple[float, float]:
    """A corner of the picture in which no node stands."""
    box = visited.locator("#x-canvas, #cy").bounding_box()
    assert box is not None
    return box["x"] + 12, box["y"] + 40


def _at_a_node(visited: Page, shown: Walk) -> tuple[float, float]:
    """Where a node in the middle is, once the picture was moved: found by asking what is under the
    pointer in ours, and by its place in the other."""
    box = visited.locator("#x-canvas, #cy").bounding_box()
    assert box is not None
    if visited.locator("#cy").count():
        x, y = visited.evaluate("(({x, y}) => [x, y])(cy.$id('N0').renderedPosition())")
        return box["x"] + x, box["y"] + y
    visited.keyboard.press("0")
    visited.locator("#x-canvas").focus()
    visited.keyboard.press("0")
    for away in range(0, 200, 3):
        x, y = box["x"] + box["width"] / 2 + away, box["y"] + box["height"] / 2
        visited.mouse.move(x, y)
        visited.wait_for_timeout(20)
        if "on-node" in (visited.locator("#x-canvas").get_attribute("class") or ""):
            return x, y
    raise AssertionError("no node in the middle of the picture")


def _peer(shown: Walk) -> str:
    """The same graph as a page of cytoscape.js, with the same colours, sizes, names and arrows."""
    nodes = [
        {"data": {"id": one["id"], "label": one["label"], "kind": one["kind"]},
         "position": {"x": one["x"], "y": one["y"]}}
        for one in shown["nodes"]
    ]  # fmt: skip
    ties = [
        {"data": {"id": one["id"], "source": one["from"], "target": one["to"], "width": 1 + one["weight"] / 3}}
        for one in shown["ties"]
    ]  # fmt: skip
    style = [
        {"selector": "node", "style": {"label": "data(label)", "font-size": 13, "text-valign": "center",
                                       "text-halign": "right", "min-zoomed-font-size": 9}},
        {"selector": "edge", "style": {"width": "data(width)", "line-color": "#8d8577", "opacity": 0.6,
                                       "curve-style": "straight", "target-arrow-shape": "triangle",
                                       "target-arrow-color": "#8d8577"}},
        *({"selector": f'node[kind = "{kind}"]',
           "style": {"background-color": colour, "width": 2 * radius, "height": 2 * radius,
                     "shape": _SHAPES.get(shape, shape)}}
          for kind, (colour, shape, radius) in LOOKS.items()),
    ]  # fmt: skip
    data = json.dumps({"elements": [*nodes, *ties], "style": style}, ensure_ascii=False)
    return _PEER.format(data=data.replace("<", "\\u003c"))


def _cytoscape() -> Path | None:
    """The library's file, fetched once; None where npm is not there or does not answer."""
    folder = Settings().cache / "benchmarks" / f"cytoscape {CYTOSCAPE}"
    file = folder / "package" / "dist" / "cytoscape.min.js"
    npm = shutil.which("npm")
    if not file.exists() and npm is not None:
        folder.mkdir(parents=True, exist_ok=True)
        asked = [npm, "pack", f"cytoscape@{CYTOSCAPE}", "--silent"]
        if subprocess.run(asked, cwd=folder, capture_output=True, timeout=120).returncode == 0:
            with tarfile.open(next(folder.glob("*.tgz"))) as archive:
                archive.extractall(folder, filter="data")
    return file if file.exists() else None

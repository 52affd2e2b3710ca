"""The live picture has the colours of the still one, on a light page and on a dark one."""

import re

import holoviews as hv
import pytest
from figure_tables import table_of

from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Scene
from dashboard.figures.relations import sankey
from dashboard.figures.relations.live import picture
from dashboard.shell.assets import asset, asset_url

NAMES = ("level", "source", "target", "value")
ROWS = [(1, "甲", "站", 6), (1, "乙", "站", 2), (2, "站", "点", 8)]


@pytest.fixture(scope="module")
def scene() -> Scene:
    hv.extension("bokeh", logo=False)
    table = table_of("sankey", NAMES, ROWS, **{name: name for name in NAMES})
    return sankey.scene(table, "zh", sankey.WIDE)


def drawn(scene: Scene, *, dark: bool) -> dict[str, list[str]]:
    """The colours of the flows and the nodes of a live picture."""
    layers = picture(scene, 1.0, dark=dark)
    found = {}
    for kind in (hv.Polygons, hv.Rectangles):
        (layer,) = layers.traverse(lambda one: one, [kind])
        found[kind.__name__] = list(
            layer.dimension_values("colour", expanded=kind is hv.Rectangles)
        )
    return found


def test_on_a_light_page_it_has_the_colours_of_the_still_one(scene: Scene):
    assert drawn(scene, dark=False) == {
        "Polygons": [flow.colour for flow in scene.ribbons],
        "Rectangles": [bar.colour for bar in scene.bars],
    }


def test_on_a_dark_page_it_has_that_pages_colours(scene: Scene):
    assert drawn(scene, dark=True) == {
        "Polygons": [colours.in_the_dark(flow.colour) for flow in scene.ribbons],
        "Rectangles": [colours.in_the_dark(bar.colour) for bar in scene.bars],
    }
    assert colours.in_the_dark(colours.PALETTE[0]) != colours.PALETTE[0]


def test_the_style_sheet_says_the_same_of_still_pictures():
    sheet = asset(asset_url("colours.css").removeprefix("assets/"))
    assert sheet is not None
    styles = sheet.content.decode()
    rules = re.findall(r'\[fill="(#[0-9a-f]{6})"\]\s*\{\s*fill:\s*(#[0-9a-f]{6})', styles)
    said = {light: dark for light, dark in rules if light in (*colours.PALETTE, colours.NODE)}
    assert said.keys() >= {colours.PALETTE[0], colours.ACCENT, colours.NODE}
    assert {light: colours.in_the_dark(light) for light in said} == said

"""Pictures drawn for a wall: in the shape of a projector's screen, with letters that can be read from
the back of a room once they fill it."""

from dataclasses import replace

from markupsafe import Markup

from cypher.table import Table
from cypher.views import LayersView
from dashboard.figures import charts
from dashboard.figures.drawing.svg import svg
from dashboard.figures.maps import town_map
from dashboard.figures.relations import layers, sankey
from dashboard.figures.relations.blocks import of_blocks
from dashboard.figures.relations.relationship_table import layers as layers_of

WIDTH, HEIGHT = 750.0, 302.0
"""In the units of a picture: at 1280 x 720 what is around it leaves room for so much at 18 px."""
_LETTERS = 12.4
_ROW = 13.6
_FLOW = sankey.Size(
    width=WIDTH, letters=_LETTERS, slot=15, bar=10, flow=205, stacked=False, beside=0.42
)
_LAYERS = layers.Size(
    width=WIDTH, letters=_LETTERS + 0.8, row=_ROW, left=150, right=150, largest=10
)  # fmt: skip
_MAP = town_map.Size(width=WIDTH, most=HEIGHT, letters=_LETTERS + 0.4, sign=5)
_LEGEND = 60
"""So much of a map's height its legend takes at first."""
_CHART = 222
"""The height of a chart without its axis and legend."""
_BARS = 14


def wall(table: Table, lang: str, kind: str) -> Markup:
    """The picture of a table, drawn as a kind of picture, with the sentence of what it leaves out."""
    text, more = "", ""
    if kind == "bar":
        text = charts.bar(table, lang, int(WIDTH), height=_CHART, most=_BARS)
        more = charts.left_out(table, lang, _BARS)
    elif kind == "line":
        text = charts.line(table, lang, int(WIDTH), height=_CHART)
        more = charts.left_out(table, lang)
    elif kind == "sankey":
        text = svg(sankey.scene(table, lang, _FLOW))
    elif kind == "layers":
        text = layers_within(table, lang, _LAYERS, HEIGHT)
    elif kind == "map":
        text = map_within(table, lang, _MAP, HEIGHT)
    left = Markup('<p class="left-out">{}</p>').format(more) if more else ""
    return Markup(text) + left


def layers_within(table: Table, lang: str, size: layers.Size, most: float) -> str:
    """Layers at most so high: by single organisations where they fit, else by their groups."""
    whole = layers.scene(table, lang, size)
    found = layers_of(table, table.dicts(), lang)
    if whole.height <= most or len(found.blocks) < 2:
        return svg(whole)
    group = table.view(LayersView).group or ""
    by_group = of_blocks(found, lambda code: str(table.decode(group, code, lang)))
    return svg(layers.drawn(by_group, table, lang, size))


def map_within(table: Table, lang: str, size: town_map.Size, most: float) -> str:
    """A map that is at most so high with its legend."""
    room = most - _LEGEND
    for _ in range(3):
        scene = town_map.scene(table, lang, replace(size, most=room))
        if scene.height <= most:
            break
        room -= scene.height - most
    return svg(scene)

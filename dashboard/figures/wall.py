"""Pictures drawn for a wall: in the shape of a projector's screen, with letters that can be read from
the back of a room once they fill it."""

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
        text = _layers(table, lang)
    elif kind == "map":
        text = _map(table, lang)
    left = Markup('<p class="left-out">{}</p>').format(more) if more else ""
    return Markup(text) + left


def _layers(table: Table, lang: str) -> str:
    """By single organisations where they fit, else by their groups."""
    whole = layers.scene(table, lang, _LAYERS)
    found = layers_of(table, table.dicts(), lang)
    if whole.height <= HEIGHT or len(found.blocks) < 2:
        return svg(whole)
    group = table.view(LayersView).group or ""
    by_group = of_blocks(found, lambda code: str(table.decode(group, code, lang)))
    return svg(layers.drawn(by_group, table, lang, _LAYERS))


def _map(table: Table, lang: str) -> str:
    """As high as its legend leaves room for."""
    room = HEIGHT - 60
    for _ in range(3):
        size = town_map.Size(width=WIDTH, most=room, letters=_LETTERS + 0.4, sign=5)
        scene = town_map.scene(table, lang, size)
        if scene.height <= HEIGHT:
            break
        room -= scene.height - HEIGHT
    return svg(scene)

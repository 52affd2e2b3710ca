"""Pictures drawn for paper: as wide as the text and within a height, with letters of one size whatever
they show. What wants for room is drawn lower, never with smaller letters."""

import re
from collections.abc import Callable
from dataclasses import replace

from cypher.table import Table
from dashboard.figures import charts
from dashboard.figures.charts.chart_data import chart_data
from dashboard.figures.charts.encoding import lies
from dashboard.figures.charts.vega import MOST_BARS
from dashboard.figures.drawing.svg import svg
from dashboard.figures.maps import town_map
from dashboard.figures.relations import layers, neighbourhood, sankey
from dashboard.figures.wall import layers_within, map_within

WIDTH = 560
"""In the units of a picture. Across the text of A4 one of them is 0.84 pt or more."""
LETTERS = 11.0
"""So that the smallest of its letters are 9 pt across the text."""
_FLOW = sankey.Size(
    width=WIDTH, letters=LETTERS, slot=16, bar=10, flow=230, stacked=False, beside=0.42, folded=True
)
_LAYERS = layers.Size(
    width=WIDTH, letters=LETTERS, row=14.5, left=60, right=78, largest=6, beside=0.36, folded=True
)  # fmt: skip
_ROWS = (20.0, 26.0)
_TITLES = re.compile("<title>.*?</title>", re.DOTALL)
_MAP = town_map.Size(
    width=WIDTH, most=0, letters=LETTERS + 0.8, sign=4.5, least=0.9, pointed=False
)  # fmt: skip
_ROW, _LEAST_ROW = 27, 14
"""How high a bar that lies is with its gap: as a rule, and at least."""
_CHART, _LEAST_CHART = 240, 84
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def paper(table: Table, lang: str, kind: str, most: float) -> str:
    """The picture of a table as SVG text, ``WIDTH`` wide and at most so high where its letters allow it."""
    if kind == "bar":
        return _bars(table, lang, most)
    if kind == "line":
        return _chart(charts.line, table, lang, most)
    if kind == "sankey":
        return _flow(table, lang, most)
    if kind == "layers":
        return _layers(table, lang, most)
    if kind == "map":
        return map_within(table, lang, _MAP, most)
    return svg(neighbourhood.scene(table, lang, WIDTH))


def size_of(text: str) -> tuple[float, float]:
    """The width and height of an SVG, in its own units."""
    found = _BOX.search(text)
    assert found is not None
    return float(found[1]), float(found[2])


def _over(drawn: str, most: float) -> float:
    """How much higher a picture is than it may be once it is as wide as the paper's."""
    wide, tall = size_of(drawn)
    return tall - most * wide / WIDTH


def _chart(draw: Callable[..., str], table: Table, lang: str, most: float) -> str:
    """A chart as high as it is by itself, or as low as it must be."""
    drawn = draw(table, lang, WIDTH, height=_CHART)
    over = _over(drawn, most)
    if over <= 0:
        return drawn
    return draw(table, lang, WIDTH, height=max(_LEAST_CHART, int(_CHART - over)))


def _bars(table: Table, lang: str, most: float) -> str:
    data = chart_data(table, lang).first(MOST_BARS)
    if not lies(data, WIDTH):
        return _chart(charts.bar, table, lang, most)
    drawn = charts.bar(table, lang, WIDTH)
    over = _over(drawn, most)
    if over <= 0:
        return drawn
    bars = len(data.names)
    step = max(_LEAST_ROW, int(_ROW - over / bars))
    return charts.bar(table, lang, WIDTH, height=step * bars, most=bars)


def _layers(table: Table, lang: str, most: float) -> str:
    """With rows as far apart as the height lets them, where names would be cut."""
    drawn = layers_within(table, lang, _LAYERS, most)
    for row in _ROWS:
        if "…" not in _TITLES.sub("", drawn):
            break
        higher = layers_within(table, lang, replace(_LAYERS, row=row), most)
        if size_of(higher)[1] > most:
            break
        drawn = higher
    return drawn


def _flow(table: Table, lang: str, most: float) -> str:
    size = _FLOW
    scene = sankey.scene(table, lang, size)
    for lines in (2, 3):
        if any("…" in one.text for one in scene.words):  # each node is as high as so many lines
            size = replace(size, slot=(lines + 0.1) * sankey.LINE * LETTERS)
            scene = sankey.scene(table, lang, size)
    if scene.height > most:
        lower = max(80.0, size.flow - (scene.height - most))
        scene = sankey.scene(table, lang, replace(size, flow=lower))
    return svg(scene)

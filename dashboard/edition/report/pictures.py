"""The report's pictures: those of the dashboard, dressed for paper, and the maps grouped for a page of A4."""

import re
from dataclasses import replace

from cypher.table import Table
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.sheet import on_a4
from dashboard.edition.print.font_metrics import FAMILY, FontMetrics
from dashboard.figures import PICTURES, charts
from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.svg import svg
from dashboard.figures.relations import layers
from dashboard.figures.relations.blocks import of_blocks
from dashboard.figures.relations.relationship_table import Layers

WIDTH = 700
_CHART = 560
"""How wide a chart is drawn, so that its letters are 9 pt and more across the page."""
_LOW = 84
_LAYERS = replace(layers.WIDE, width=WIDTH, right=172)
"""On paper no pointer says a name that is cut."""
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_STYLE = (
    f"text{{font-family:'{FAMILY}';fill:{colours.INK}}} text.muted{{fill:#6d665c}}"
    " .flow{opacity:.36} .relationship{opacity:.62} .area{opacity:1}"
)


def picture(table: Table, lang: str, *, low: bool = False) -> str:
    """The picture of an answer as SVG for print; a line chart may be ``low``."""
    kind = table.header.view.kind
    if low and kind == "line":
        return dressed(charts.line(table, lang, _CHART, height=_LOW))
    if kind in ("bar", "line"):
        return dressed(PICTURES[kind](table, lang, _CHART))
    if kind == "layers":
        return dressed(svg(layers.scene(table, lang, _LAYERS)))
    return dressed(PICTURES[kind](table, lang, WIDTH))


def proportion(text: str) -> float:
    """The height of an SVG by its width."""
    width, height = _size(text)
    return height / width


def width_of(text: str) -> float:
    """How wide an SVG was drawn, in pixels."""
    return _size(text)[0]


def _size(text: str) -> tuple[float, float]:
    found = _BOX.search(text)
    assert found is not None
    return float(found[1]), float(found[2])


def dressed(text: str) -> str:
    """An SVG of the page with the style that the page's sheet gives it."""
    end = text.index(">") + 1
    text = text.replace("\n", "&#10;").replace(FONT, f"'{FAMILY}'")
    return f"{text[:end]}<style>{_STYLE}</style>{text[end:]}"


def overview(drawn: Drawn, letters: FontMetrics) -> str:
    """A map with its first column by group only, large enough to be read on A4."""
    found = grouped(drawn) if len(drawn.layers.blocks) > 1 else drawn.layers
    return on_a4(replace(drawn, layers=found, rows=found.places()), letters).svg(letters.families)


def grouped(drawn: Drawn) -> Layers:
    """The same relationships with each block of the first column as one thing."""
    return of_blocks(drawn.layers, drawn.block, weighed=drawn.weighed)

"""The report's pictures: those of the dashboard, dressed for paper, and the maps grouped for a page of A4."""

from dataclasses import replace

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.sheet import on_a4
from dashboard.edition.print.font_metrics import FAMILY, FontMetrics
from dashboard.edition.report.blocks import Picture
from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.paper import WIDTH, paper, size_of
from dashboard.figures.relations.blocks import of_blocks
from dashboard.figures.relations.relationship_table import Layers

WIDE = 166
"""How wide a picture is, in millimetres."""
_STYLE = (
    f"text{{font-family:'{FAMILY}';fill:{colours.INK}}} text.muted{{fill:#6d665c}}"
    " .flow{opacity:.36} .relationship{opacity:.62} .area{opacity:1}"
)


def picture(block: Picture, lang: str) -> str:
    """The picture of an answer as SVG for print, as wide as the page."""
    table, most = block.table, block.high / WIDE * WIDTH
    return dressed(paper(table, lang, table.header.view.kind, most))


def proportion(text: str) -> float:
    """The height of an SVG by its width."""
    width, height = size_of(text)
    return height / width


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

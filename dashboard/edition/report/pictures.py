"""The report's pictures: those of the dashboard, dressed for paper, and the maps grouped for a page of A4."""

from collections import Counter
from dataclasses import replace

from cypher.table import Table
from dashboard.edition.letters import FAMILY
from dashboard.edition.maps.drawn import Drawn
from dashboard.figures import PICTURES, colours, layers
from dashboard.figures.charts import FONT
from dashboard.figures.places import Key
from dashboard.figures.svg import svg
from dashboard.figures.ties import Layers, Thing, Tie

WIDTH = 700
_STYLE = (
    f"text{{font-family:'{FAMILY}';fill:{colours.INK}}} text.muted{{fill:#6d665c}}"
    " .flow{opacity:.36} .tie{opacity:.62} .area{opacity:1}"
)


def picture(table: Table, lang: str) -> str:
    """The picture of an answer as SVG for print."""
    return dressed(PICTURES[table.header.view.kind](table, lang, WIDTH))


def dressed(text: str) -> str:
    """An SVG of the page with the style that the page's sheet gives it."""
    end = text.index(">") + 1
    text = text.replace("\n", "&#10;").replace(FONT, f"'{FAMILY}'")
    return f"{text[:end]}<style>{_STYLE}</style>{text[end:]}"


def overview(drawn: Drawn) -> str:
    """A map with its first column by group only, large enough to be read on A4."""
    found = grouped(drawn) if len(drawn.layers.blocks) > 1 else drawn.layers
    scene = layers.drawn(found, drawn.table, drawn.lang, layers.WIDE)
    headed = [
        replace(word, text=f"{drawn.heading(column)} {count}")
        for word, (column, count) in zip(scene.words, _columns(found), strict=False)
    ]
    words = (*headed, *scene.words[len(headed) :])
    return dressed(svg(replace(scene, words=words)))


def _columns(found: Layers) -> list[tuple[int, int]]:
    """Each column and how many things stand in it; their headings are a layered map's first words."""
    return sorted(Counter(thing.column for thing in found.things.values()).items())


def grouped(drawn: Drawn) -> Layers:
    """The same ties with each block of the first column as one thing."""
    things: dict[Key, Thing] = {}
    for thing in drawn.layers.things.values():
        one = _group(drawn, thing)
        things[one.key] = one
    ties: dict[tuple[Key, Key, str], Tie] = {}
    for tie in drawn.layers.ties:
        source = _group(drawn, drawn.layers.things[tie.source])
        target = drawn.layers.things[tie.target]
        key = (source.key, target.key, tie.basis)
        before = ties.get(key)
        value = tie.value + (before.value if before and drawn.weighed else 0)
        ties[key] = replace(
            tie, source=source.key, value=value, about=f"{source.name} → {target.name}"
        )
    return Layers(things, tuple(ties.values()), ("",))


def _group(drawn: Drawn, thing: Thing) -> Thing:
    if thing.column > 0:
        return thing
    return Thing(0, thing.block, drawn.block(thing.block))

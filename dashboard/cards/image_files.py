"""A card's picture as a file that stands by itself: with its title, its day, its facts, its source."""

import re
from html import escape

from cypher.format import format_day
from cypher.table import Table
from cypher.text_width import ems
from cypher.words import word
from dashboard.cards.card_html import Answer, title
from dashboard.figures import PICTURES
from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.process import drawing
from dashboard.texts import say

WIDTH = 1000.0
MARGIN = 28.0
_LETTERS = 13.0
_STYLE = (
    f"text{{font-family:{FONT}}} .scene text{{fill:{colours.INK};paint-order:stroke;"
    "stroke:#fff;stroke-width:3px;stroke-linejoin:round} .scene text.muted{fill:#6d665c}"
    " .flow{opacity:.36} .relationship{opacity:.62} .area{opacity:1}"
)


def alone(answer: Answer) -> str:
    """The picture as SVG text with everything that the page says around it."""
    lang = answer.location.lang
    drawn = PICTURES[answer.kind](answer.table, lang, int(WIDTH - 2 * MARGIN))
    box = re.search(r'viewBox="([^"]+)"', drawn)
    _, _, wide, high = map(float, box[1].split()) if box else (0.0, 0.0, WIDTH, WIDTH)
    inner = WIDTH - 2 * MARGIN
    heading = title(answer.card, answer.saved, lang)
    lines = wrapped("  ·  ".join(facts(answer)), inner / _LETTERS)
    top = MARGIN + 30 + 18 * len(lines)
    height = top + high * inner / wide + MARGIN
    placed = drawn.replace(
        "<svg",
        f'<svg x="{MARGIN:g}" y="{top:g}" width="{inner:g}" height="{high * inner / wide:.1f}"',
        1,
    )
    words = "".join(
        f'<text x="{MARGIN:g}" y="{MARGIN + 36 + 18 * at:g}" font-size="{_LETTERS:g}"'
        f' fill="#6d665c">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.1f}"'
        f' width="{WIDTH:g}" height="{height:.1f}" role="img"><title>{escape(heading)}</title>'
        f"<desc>{escape(answer.saved.header.about.get(lang))}</desc><style>{_STYLE}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="{MARGIN:g}" y="{MARGIN + 14:g}" font-size="21" font-weight="600"'
        f' fill="{colours.INK}">{escape(heading)}</text>{words}{placed}</svg>'
    )


def png_of(table: Table, lang: str) -> bytes | None:
    """The picture alone as PNG, for a document that says the rest; None where there is none."""
    kind = table.header.view.kind
    if kind not in PICTURES or not table.rows:
        return None
    drawn = PICTURES[kind](table, lang, int(WIDTH))
    box = re.search(r'viewBox="([^"]+)"', drawn)
    _, _, wide, high = map(float, box[1].split()) if box else (0.0, 0.0, WIDTH, WIDTH)
    height = high * WIDTH / wide
    placed = drawn.replace("<svg", f'<svg width="{WIDTH:g}" height="{height:.1f}"', 1)
    return png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.1f}"'
        f' width="{WIDTH:g}" height="{height:.1f}"><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{placed}</svg>'
    )


def png(svg: str, scale: float = 2.0) -> bytes:
    """An SVG text as PNG, ``scale`` pixels to a unit."""
    return drawing().png(svg, scale)


def facts(answer: Answer) -> list[str]:
    """The facts under a title: day, values, rows, kinds of data, report and version."""
    lang, table = answer.location.lang, answer.table
    parts = [say("as_of", lang, day=format_day(table.as_of, lang))] if table.as_of else []
    parts += [
        say("named", lang, name=label, value=value)
        for name, label, value in table.asked(lang)
        if name != "as_of"
    ]
    rows = f"{len(table.rows):,}"
    parts.append(
        say(
            "rows_of_more" if table.truncated else "rows_all", lang, all=rows, shown=rows, held=rows
        )
    )
    kinds = ("、" if lang == "zh" else ", ").join(
        word("provenance", kind, lang) for kind in table.provenance
    )
    if kinds:
        parts.append(say("named", lang, name=say("rests_on", lang), value=kinds))
    if table.header.no_past is not None:
        parts.append(table.header.no_past.get(lang))
    return [*parts, f"{table.id.removeprefix('reports/')} {table.version}"]


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines of so many letters' heights, broken between its parts."""
    lines, line = [], ""
    for part in text.split("  ·  "):
        longer = f"{line}  ·  {part}" if line else part
        if line and ems(longer) > room:
            lines.append(line)
            longer = part
        line = longer
    return [*lines, line]

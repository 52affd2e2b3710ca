"""A card's picture as a file that stands by itself: with its title, its day, its facts, its source."""

import re

from markupsafe import Markup

from cypher.format import format_day
from cypher.table import Table
from cypher.views import AttentionView, BoardView
from cypher.words import word
from dashboard.cards.card_html import Answer, options_of, title
from dashboard.figures import PICTURES
from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.process import drawing
from dashboard.figures.tables.picture import number_picture, table_picture
from dashboard.texts import say
from graph.text import ems

WIDTH = 1000.0
MARGIN = 28.0
_LETTERS = 13.0
_STYLE = (
    f"text{{font-family:{FONT}}} .scene text{{fill:{colours.INK};paint-order:stroke;"
    "stroke:#fff;stroke-width:3px;stroke-linejoin:round} .scene text.muted{fill:#6d665c}"
    " .flow{opacity:.36} .relationship{opacity:.62} .area{opacity:1}"
)
_WHOLE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.1f}"'
    ' width="{width:g}" height="{height:.1f}" role="img"><title>{heading}</title>'
    '<desc>{about}</desc><style>{style}</style><rect width="100%" height="100%" fill="#fff"/>'
    '<text x="{left:g}" y="{base:g}" font-size="21" font-weight="600"'
    ' fill="{ink}">{heading}</text>{words}{placed}</svg>'
)


def alone(answer: Answer) -> str:
    """The picture as SVG text with everything that the page says around it."""
    lang = answer.location.lang
    drawn = _drawn(answer, WIDTH - 2 * MARGIN)
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
    words = Markup("").join(
        Markup('<text x="{:g}" y="{:g}" font-size="{:g}" fill="#6d665c">{}</text>').format(
            MARGIN, MARGIN + 36 + 18 * at, _LETTERS, line
        )
        for at, line in enumerate(lines)
    )
    whole = _WHOLE.format(
        width=WIDTH,
        height=height,
        heading=heading,
        about=answer.saved.header.about.get(lang),
        style=Markup(_STYLE),
        left=MARGIN,
        base=MARGIN + 14,
        ink=colours.INK,
        words=words,
        placed=Markup(placed),
    )
    return str(whole)


def _drawn(answer: Answer, width: float) -> str:
    """The picture, the number or the first rows, as SVG text."""
    card, table, lang = answer.card, answer.table, answer.location.lang
    if answer.kind in PICTURES:
        return PICTURES[answer.kind](table, lang, int(width))
    if answer.kind == "number":
        return number_picture(table, lang, width, card.value, options_of(answer).note)
    return table_picture(table, lang, width, _columns(answer), card.most)


def _columns(answer: Answer) -> list[str]:
    """The columns of a table's picture: those by which its rows are grouped first, then those listed."""
    card, table, lang, view = (
        answer.card,
        answer.table,
        answer.location.lang,
        answer.saved.header.view,
    )
    first = [card.by] if card.by else []
    if isinstance(view, BoardView) and answer.kind == "board":
        first = [view.title, view.column]
    listed = [*first, *card.head, *(card.listed(lang) or table.listed(lang))]
    leads = view.to if isinstance(view, AttentionView) else None
    return [
        name
        for name in dict.fromkeys(listed)
        if name in table.names and name != leads and not table.column(name).hidden
    ]


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
    key = "rows_of_more" if table.truncated else "rows_one" if rows == "1" else "rows_all"
    if answer.kind != "number":
        parts.append(say(key, lang, all=rows, shown=rows, held=rows))
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

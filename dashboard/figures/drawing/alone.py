"""A picture as a file that stands by itself: with its title and what has to be said of it."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.process import drawing
from graph.text import ems

WIDTH = 1000.0
MARGIN = 28.0
_LETTERS = 13.0
STYLE = (
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


def standing_alone(heading: str, about: str, facts: Sequence[str], drawn: str) -> str:
    """An SVG text as a whole file: its title, lines of facts under it, and what it is ``about`` for
    who cannot see it. Raises nothing; ``drawn`` is taken as it is."""
    inner = WIDTH - 2 * MARGIN
    _, _, wide, high = box_of(drawn)
    lines = wrapped("  ·  ".join(facts), inner / _LETTERS)
    top = MARGIN + 30 + 18 * len(lines)
    tall = high * inner / wide
    placed = drawn.replace(
        "<svg", f'<svg x="{MARGIN:g}" y="{top:g}" width="{inner:g}" height="{tall:.1f}"', 1
    )
    words = Markup("").join(
        Markup('<text x="{:g}" y="{:g}" font-size="{:g}" fill="#6d665c">{}</text>').format(
            MARGIN, MARGIN + 36 + 18 * at, _LETTERS, line
        )
        for at, line in enumerate(lines)
    )
    whole = _WHOLE.format(
        width=WIDTH, height=top + tall + MARGIN, heading=heading, about=about,
        style=Markup(STYLE), left=MARGIN, base=MARGIN + 14, ink=colours.INK, words=words,
        placed=Markup(placed),
    )  # fmt: skip
    return str(whole)


def box_of(drawn: str) -> tuple[float, float, float, float]:
    """The view box of an SVG text; a square where it has none."""
    box = re.search(r'viewBox="([^"]+)"', drawn)
    left, top, wide, high = map(float, box[1].split()) if box else (0.0, 0.0, WIDTH, WIDTH)
    return left, top, wide, high


def png(svg: str, scale: float = 2.0) -> bytes:
    """An SVG text as PNG, ``scale`` pixels to a unit."""
    return drawing().png(svg, scale)


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

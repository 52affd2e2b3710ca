"""The neighbourhood of a record as a scene: one step on both sides of it, two steps from left to right.

Names stand in columns with a row each, so that none lies on another whatever they are. On a phone
each step is set in further than the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from cypher.table import Table
from cypher.words import word
from dashboard.figures.drawing.scene import Dot, Line, Scene, Word, folded, shortened
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.kind_style import style_of
from dashboard.figures.relations.neighbour_rows import ROW, Placed, placed_rows, two_sides
from dashboard.figures.relations.neighbour_table import (
    Neighbour,
    Neighbourhood,
    explored,
    neighbourhood,
)
from dashboard.texts import say
from graph.text import ems

LETTERS = 13.0
SMALL = 11.5
BETWEEN = "#9c917f"
LARGEST = 9.5
"""The largest radius of a sign: two rows' signs never touch."""
_LEGEND = 20.0


def scene(table: Table, lang: str, width: float, link: Link | None = None) -> Scene:
    """The picture for a place so many pixels wide. ``link`` tells where its marks lead, on a page."""
    around = neighbourhood(table, lang, link)
    two = any(one.further for one in around.near)
    if width < 620:
        parts = _set_in(around, width, lang)
    elif two:
        parts = _to_the_right(around, width, lang)
    else:
        parts = _on_both_sides(around, width, lang)
    legend = _legend(around.kinds, lang, width, parts.height + 14)
    return Scene(
        width=width,
        height=round(legend.height, 1),
        about=say("near_of", lang, name=around.centre.name),
        detail=detail(around, lang),
        lines=(*parts.lines,),
        dots=(*parts.dots, *legend.dots),
        words=(*parts.words, *legend.words),
    )


def way_on(table: Table, lang: str) -> Markup:
    """The link under the picture to where one walks on from the record."""
    centre = neighbourhood(table, lang).centre
    if not centre.id:
        return Markup("")
    address = explored(table, centre.id, lang)
    return Markup('<p class="way-on"><a href="{}">{}</a></p>').format(
        address, say("near_explore", lang)
    )


def detail(around: Neighbourhood, lang: str) -> str:
    """What the picture shows, in sentences, for those who cannot see it."""
    if not around.near:
        return say("near_none", lang)
    parts = [say("near_all", lang, n=f"{around.total():,}")]
    parts += [
        say("near_one", lang, tie=one.tie, name=one.name)
        + "".join(say("near_further", lang, tie=two.tie, name=two.name) for two in one.further)
        for one in around.near
    ]
    return (" " if lang == "en" else "").join(parts)


@dataclass(frozen=True)
class _Parts:
    """The shapes of a picture and how high it is."""

    height: float
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Word, ...] = ()


def _on_both_sides(around: Neighbourhood, width: float, lang: str) -> _Parts:
    """The record in the middle, what is one step away in an arc on its left and on its right."""
    right, left = two_sides(around.near)
    sides = [(left, -1), (right, 1)]
    heights = [sum(one.height for one in rows) for rows, _ in sides]
    wide = min(1.5, max(1.0, 300 / max(1.0, *heights)))  # few rows stand further apart
    heights = [tall * wide for tall in heights]
    height = max(200.0, *heights) + 16
    middle, centre = width / 2, height / 2
    longest = max((ems(row.of.name) for rows, _ in sides for row in rows if row.of), default=0)
    arc = max(118.0, min(168.0, middle - LARGEST - 12 - longest * LETTERS))
    lines, dots, words = [], [], []
    for (rows, sign), tall in zip(sides, heights, strict=True):
        y = (height - tall) / 2
        for row in rows:
            # a heading stays close to what it is over
            at = y + row.height * (wide - 0.5 if row.of is None else wide / 2)
            y += row.height * wide
            off = (at - centre) / (height * 0.62)
            x = middle + sign * arc * max(0.2, 1 - off * off) ** 0.5
            edge = width if sign > 0 else 0.0
            words.append(_name(row, x, at, edge, sign))
            if row.of is not None:
                dot = _dot(row.of, x, at, row.key)
                dots.append(dot)
                lines.append(_line(middle, centre, x - sign * dot.radius, at, "0", dot.key, row.of))
    own = _centre(around.centre, middle, centre)
    names = [
        Word(middle, centre + 32 + 17 * at, text, "middle", 14, 600, whole=around.centre.name)
        for at, text in enumerate(folded(around.centre.name, 9.5, 3))
    ]
    if not around.near:
        names.append(
            Word(middle, centre - 26, say("near_none", lang), "middle", LETTERS, muted=True)
        )
    return _Parts(height, tuple(lines), (own, *dots), (*words, *names))


def _to_the_right(around: Neighbourhood, width: float, lang: str) -> _Parts:
    """The record on the left, each step in a column to the right of the last."""
    rows = placed_rows(around.near, 30, lang)
    height = max(120.0, rows[-1].y + ROW if rows else 0.0)
    centre, own = height / 2, width * 0.165
    first, second = width * 0.245, width * 0.585
    lines, dots, words = [], [], []
    ends: dict[str, tuple[float, float]] = {}
    for row in rows:
        x = second if row.depth == 2 else first
        word_of = _name(row, x, row.y, width if row.depth == 2 else second - 34, 1)
        words += _with_tie(row, word_of, width) if row.depth == 2 else [word_of]
        if row.of is None:
            continue
        dot = _dot(row.of, x, row.y, row.key)
        dots.append(dot)
        if row.depth == 1:
            ends[row.key] = (word_of.x + ems(word_of.text) * LETTERS + 6, row.y)
            lines.append(_line(own, centre, x - dot.radius, row.y, "0", row.key, row.of))
        else:
            start = ends[row.parent]
            lines.append(_line(*start, x - dot.radius, row.y, row.parent, row.key, row.of))
    lines_of = folded(around.centre.name, (own - 22) / 14, 4)
    top = centre - (len(lines_of) - 1) * 8.5 + 5
    names = [
        Word(own - 18, top + 17 * at, text, "end", 14, 600, whole=around.centre.name)
        for at, text in enumerate(lines_of)
    ]
    return _Parts(
        height, tuple(lines), (_centre(around.centre, own, centre), *dots), (*words, *names)
    )


def _set_in(around: Neighbourhood, width: float, lang: str) -> _Parts:
    """The record on top, each step below it and further in: for a phone."""
    lines_of = folded(around.centre.name, (width - 34) / 14, 2)
    top = 17.0 * len(lines_of) + 8
    rows = [replace(one, y=one.y + top) for one in placed_rows(around.near, 44, lang, below=True)]
    own = (13.0, 14.0)
    lines, dots, words = [], [], []
    for row in rows:
        x = 58.0 if row.depth == 2 else 32.0
        word_of = _name(row, x, row.y, width, 1)
        words += _with_tie(row, word_of, width) if row.depth == 2 else [word_of]
        if row.of is None:
            continue
        dot = _dot(row.of, x, row.y, row.key)
        dots.append(dot)
        parent = next((d for d in dots if d.key == row.parent), None)
        start = (parent.x, parent.y) if parent is not None else own
        lines.append(_line(*start, x - dot.radius, row.y, row.parent or "0", row.key, row.of))
    names = [
        Word(30, 19 + 17 * at, text, "start", 14, 600, whole=around.centre.name)
        for at, text in enumerate(lines_of)
    ]
    height = rows[-1].y + ROW if rows else top + ROW
    return _Parts(height, tuple(lines), (_centre(around.centre, *own), *dots), (*words, *names))


def _name(row: Placed, x: float, y: float, edge: float, sign: int) -> Word:
    """What a row says, beside its sign and within its edge."""
    anchor = "start" if sign > 0 else "end"
    room = abs(edge - x) - LARGEST - 8
    begin = x + sign * (LARGEST + 5)
    if row.of is None:
        text = shortened(row.text, room / SMALL)
        return Word(begin, y + 5, text, anchor, SMALL, muted=True, whole=row.text)
    one = row.of
    text = shortened(one.name, room / LETTERS)
    return Word(
        begin, y + LETTERS * 0.36, text, anchor, LETTERS, 400 if one.alone else 600,
        whole=one.about, key=row.key, link=one.link,
    )  # fmt: skip


def _with_tie(row: Placed, name: Word, width: float) -> list[Word]:
    """A name of the second step with how it is related before it."""
    one = row.of
    if one is None or not one.tie:
        return [name]
    room = width - name.x
    tie = shortened(one.tie, min(11.0, room * 0.42 / SMALL))
    before = ems(tie) * SMALL + 7
    text = shortened(one.name, (room - before) / LETTERS)
    small = Word(name.x, name.y, tie, "start", SMALL, muted=True, whole=one.about)
    return [small, replace(name, x=name.x + before, text=text)]


def _dot(one: Neighbour, x: float, y: float, key: str) -> Dot:
    style = style_of(one.kind)
    radius = 5.5 if one.alone else min(LARGEST, 6.0 + one.count**0.5 / 3)
    return Dot(
        round(x, 1), y, round(radius, 1), style.colour, one.about, key,
        hollow=one.again, shape=style.shape, link=one.link,
    )  # fmt: skip


def _centre(one: Neighbour, x: float, y: float) -> Dot:
    style = style_of(one.kind)
    return Dot(x, y, 12, style.colour, one.name, "0", shape=style.shape)


def _line(x0: float, y0: float, x1: float, y1: float, start: str, end: str, one: Neighbour) -> Line:
    width = 1.2 if one.alone else min(4.0, 1.4 + one.count**0.5 / 6)
    return Line(x0, y0, x1, y1, round(width, 1), BETWEEN, one.about, (start, end))


def _legend(kinds: Sequence[str], lang: str, width: float, top: float) -> _Parts:
    """The kinds that are shown, each with its sign, in as many lines as they take."""
    x, y, dots, words = 8.0, top + 8, [], []
    for kind in kinds:
        text, style = word("kind", kind, lang), style_of(kind)
        wide = 22 + ems(text) * 12 + 16
        if x > 8 and x + wide > width:
            x, y = 8.0, y + _LEGEND
        dots.append(Dot(x + 5, y, 5, style.colour, "", kind, shape=style.shape))
        words.append(Word(x + 15, y + 4.3, text, size=12, muted=True))
        x += wide
    return _Parts(y + _LEGEND * 0.7, (), tuple(dots), tuple(words))

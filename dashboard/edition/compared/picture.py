"""Two editions on one map: what came, went, grew and shrank, in lines that read in black and white."""

from collections import Counter
from dataclasses import replace

from cypher.format import format_period, format_value
from cypher.nothing import Nothing
from cypher.words import word
from dashboard.edition.compared.changes import KINDS, Compared, Kind, Moved
from dashboard.edition.compared.sides import SUPPORT
from dashboard.edition.maps.drawn import Drawn, Look
from dashboard.edition.maps.frame import STAMP, Frame, fitting, stamp
from dashboard.edition.maps.picture import pictured
from dashboard.edition.maps.placing.folding import folded
from dashboard.edition.maps.placing.geometry import Geometry, geometry
from dashboard.edition.maps.placing.papers import A1, COMPARED
from dashboard.edition.maps.sheet import Sheet, around
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Line
from dashboard.texts import say

LOOKS: dict[Kind, Look] = {
    "new": Look(None, colours.ACCENT),
    "stronger": Look((26.0, 5.0), colours.ACCENT),
    "weaker": Look((9.0, 7.0), "#3f6a86"),
    "ended": Look((2.0, 6.0), "#3f6a86"),
    "same": Look(None, "#cfc7ba"),
}
"""What is there now runs through or almost; what shrank or went is broken; what stayed is pale."""
_TITLE = 64.0
_STEP = 26.0
_TEXT, _SMALL = 16.0, 14.5
_LEAST_NAMES = 420.0


def sheet(compared: Compared, letters: FontMetrics, finding: str = "") -> Sheet:
    """The map of changes as a poster, with a line of finding under its title."""
    lang = compared.after.lang
    about = {
        (one.source.key, one.target.key): _about(compared, one) for one in compared.relationships
    }
    relationships = tuple(
        replace(relationship, about=about[relationship.source, relationship.target])
        for relationship in compared.layers.relationships
    )
    layered = replace(compared.layers, relationships=relationships)
    drawn = folded(Drawn(
        SUPPORT, compared.table, lang, layered,
        layered.places(compared.places, SUPPORT.apart, close=True), compared.weighed, 0, {str(kind): look for kind, look in LOOKS.items()},
    ), COMPARED)  # fmt: skip
    placed = geometry(drawn, letters, COMPARED)
    frame = _frame(placed, compared, letters, finding)
    return around(placed, pictured(placed, letters, title(compared), frame.detail), frame)


def title(compared: Compared) -> str:
    """What is compared."""
    return say(
        "compared_title", compared.after.lang,
        before=compared.before.name, after=compared.after.name,
    )  # fmt: skip


def _about(compared: Compared, one: Moved) -> str:
    kind = word("change", one.kind, compared.after.lang)
    head = f"{one.source.name} → {one.target.name}\n{kind}"
    return f"{head} {one.before:g} → {one.after:g}" if compared.weighed else head


def _frame(placed: Geometry, compared: Compared, letters: FontMetrics, finding: str) -> Frame:
    frame = Frame()
    _head(frame, placed, compared, letters)
    if finding:
        fitting(frame, letters, finding, A1.margin + 32, 200)
    right, columns = A1.width - A1.margin, sorted(placed.across)
    beside = placed.paper.foot < placed.paper.foot_beside
    left = placed.across[columns[1]][0] if beside else A1.margin
    top = placed.height - COMPARED.foot_beside + 58
    frame.plate(left, top - 34, right - left, 1.5, colours.LINE)
    at = _legend(frame, compared, letters, left, top)
    at = _totals(frame, compared, letters, at + 50, top)
    _names(frame, compared, letters, (min(at + 50, right - _LEAST_NAMES), top))
    return frame


def _head(frame: Frame, placed: Geometry, compared: Compared, letters: FontMetrics) -> None:
    lang, left, right = compared.after.lang, A1.margin + 32, A1.width - A1.margin
    frame.plate(A1.margin, 50, 12, 150, colours.ACCENT)
    room = STAMP - left - 40
    heading = title(compared)
    size = min(_TITLE, _TITLE * room / letters.width(heading, _TITLE, bold=True))
    frame.say(left, 104, heading, round(size, 1), bold=True)
    frame.detail = say("compared_about", lang)
    texts = [frame.detail]
    if joined := sum(placed.drawn.joined.values()):
        texts.append(say("compared_joined_rows", lang, number=joined))
    lines = [line for text in texts for line in letters.wrapped(text, 16, room)]
    for at, line in enumerate(lines[:2]):
        frame.say(left, 134 + at * 22, line, 16, muted=True)
    for at, edition in enumerate((compared.before, compared.after)):
        period = format_period(edition.since, edition.as_of, lang)
        text = say("named", lang, name=edition.name, value=period)
        frame.say(right, 100 + at * 36, text, 20, anchor="end")
    if compared.after.synthetic:
        stamp(frame, lang, letters, 48)
    frame.plate(A1.margin, 216, right - A1.margin, 1.5, colours.LINE)


def _legend(
    frame: Frame, compared: Compared, letters: FontMetrics, left: float, top: float
) -> float:
    """How lines look by how they changed, and how many there are of each; gives the right edge."""
    lang = compared.after.lang
    counted = Counter(one.kind for one in compared.relationships)
    frame.say(left, top, say("legend", lang), 20, bold=True)
    texts = {kind: word("change", kind, lang) for kind in KINDS}
    right = left + 86 + max(letters.width(text, _TEXT) for text in texts.values()) + 60
    for at, (kind, text) in enumerate(texts.items()):
        y, look = round(top + 32 + at * _STEP, 1), LOOKS[kind]
        line = Line(
            round(left, 1),
            y,
            round(left + 72, 1),
            y,
            5.0,
            look.colour or "",
            "",
            ("", ""),
            look.dash,
        )
        frame.lines.append(line)
        frame.say(left + 86, y + 6, text, _TEXT)
        frame.say(right, y + 6, str(counted[kind]), _TEXT, anchor="end")
    return right


def _totals(
    frame: Frame, compared: Compared, letters: FontMetrics, left: float, top: float
) -> float:
    """The main numbers of both sides; gives the right edge."""
    lang = compared.after.lang
    frame.say(left, top, say("compared_totals", lang), 20, bold=True)
    if not compared.totals:
        frame.say(left, top + 32, say("compared_redefined", lang), _TEXT)
        return left + letters.width(say("compared_redefined", lang), _TEXT)
    rows = [
        (word("edition_item", one.item, lang),
         *(number_text(side, one.fen, lang) for side in (one.before, one.after)))
        for one in compared.totals
    ]  # fmt: skip
    heads = ("", compared.before.name, compared.after.name)
    wide = [
        max(letters.width(one, _TEXT) for one in column)
        for column in zip(heads, *rows, strict=True)
    ]
    wide[0] = max(wide[0], letters.width(say("compared_totals", lang), 20, bold=True))
    edges = [left, left + wide[0] + 30 + wide[1], left + wide[0] + 64 + wide[1] + wide[2]]
    for at, (x, text) in enumerate(zip(edges, heads, strict=True)):
        if at:
            frame.say(x, top, text, _TEXT, muted=True, anchor="end")
    for n, row in enumerate(rows):
        for at, (x, text) in enumerate(zip(edges, row, strict=True)):
            frame.say(x, top + 28 + n * 20.5, text, _TEXT, anchor="end" if at else "start")
    return edges[-1]


def number_text(value: float | Nothing, fen: bool, lang: str) -> str:
    """A number of the table of changes."""
    return format_value(value, lang, "fen" if fen else None)


def _names(frame: Frame, compared: Compared, letters: FontMetrics, at: tuple[float, float]) -> None:
    """Who joined and stopped, which sites gained and lost; the lists in full stand in the table."""
    lang, (left, y) = compared.after.lang, at
    room, more = A1.width - A1.margin - left, say("compared_more", compared.after.lang)
    for key, names in lists(compared):
        frame.say(left, y, f"{say(key, lang)}  {len(names)}", 17, bold=True)
        text = ("、" if lang == "zh" else ", ").join(names) or say("compared_none", lang)
        lines = letters.wrapped(text, _SMALL, room)
        if len(lines) > 2:
            fits = letters.fitted(lines[1] + lines[2], _SMALL, room - letters.width(more, _SMALL))
            lines = [lines[0], fits + more]
        for n, line in enumerate(lines):
            frame.say(left, y + 21 + n * 18.5, line, _SMALL, muted=True)
        y += 28 + 18.5 * max(1, len(lines))


def lists(compared: Compared) -> list[tuple[str, tuple[str, ...]]]:
    """The lists of names, by the key of their title."""
    return [
        ("compared_joined", compared.joined),
        ("compared_stopped", compared.stopped),
        ("compared_gained", compared.gained),
        ("compared_lost", compared.lost),
    ]

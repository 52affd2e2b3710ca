"""Two editions on one map: what came, went, grew and shrank, in lines that read in black and white."""

from collections import Counter
from dataclasses import replace

from cypher.format import format_period, format_value
from cypher.nothing import Nothing
from cypher.words import word
from dashboard.edition.compared.changes import KINDS, Compared, Kind, Moved
from dashboard.edition.compared.sides import SUPPORT
from dashboard.edition.maps.drawn import Drawn, Look
from dashboard.edition.maps.frame import STAMP, Frame, stamp
from dashboard.edition.maps.picture import pictured
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
_LEGEND, _TOTALS, _NAMES = A1.margin, 470.0, 1120.0
_TITLE = 56.0
_STEP = 20.0


def sheet(compared: Compared, letters: FontMetrics) -> Sheet:
    """The map of changes as a poster."""
    lang = compared.after.lang
    about = {
        (one.source.key, one.target.key): _about(compared, one) for one in compared.relationships
    }
    relationships = tuple(
        replace(relationship, about=about[relationship.source, relationship.target])
        for relationship in compared.layers.relationships
    )
    layered = replace(compared.layers, relationships=relationships)
    drawn = Drawn(
        SUPPORT, compared.table, lang, layered,
        layered.places(compared.places, SUPPORT.apart, close=True), compared.weighed, 0, {str(kind): look for kind, look in LOOKS.items()},
    )  # fmt: skip
    placed = geometry(drawn, letters, COMPARED)
    frame = _frame(placed, compared, letters)
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


def _frame(placed: Geometry, compared: Compared, letters: FontMetrics) -> Frame:
    frame, lang = Frame(), compared.after.lang
    left, right = A1.margin + 34, A1.width - A1.margin
    frame.plate(A1.margin, 66, 12, 116, colours.ACCENT)
    room = STAMP - left - 40
    heading = title(compared)
    size = min(_TITLE, _TITLE * room / letters.width(heading, _TITLE, bold=True))
    frame.say(left, 118, heading, round(size, 1), bold=True)
    frame.detail = say("compared_about", lang)
    for at, line in enumerate(letters.wrapped(frame.detail, 20, room)[:2]):
        frame.say(left, 154 + at * 26, line, 20, muted=True)
    for at, edition in enumerate((compared.before, compared.after)):
        text = say(
            "named",
            lang,
            name=edition.name,
            value=format_period(edition.since, edition.as_of, lang),
        )
        frame.say(right, 114 + at * 34, text, 20, anchor="end")
    if compared.after.synthetic:
        stamp(frame, lang, letters)
    frame.plate(A1.margin, 208, right - A1.margin, 1.5, colours.LINE)
    top = placed.height - COMPARED.foot_beside + 58
    frame.plate(A1.margin, top - 30, right - A1.margin, 1.5, colours.LINE)
    _legend(frame, compared, top)
    _totals(frame, compared, top)
    _names(frame, compared, letters, top)
    return frame


def _legend(frame: Frame, compared: Compared, top: float) -> None:
    lang = compared.after.lang
    counted = Counter(one.kind for one in compared.relationships)
    frame.say(_LEGEND, top, say("legend", lang), 17, bold=True)
    for at, kind in enumerate(KINDS):
        y, look = top + 36 + at * (_STEP + 4), LOOKS[kind]
        line = Line(_LEGEND, y, _LEGEND + 90, y, 5.0, look.colour or "", "", ("", ""), look.dash)
        frame.lines.append(line)
        frame.say(_LEGEND + 106, y + 5, word("change", kind, lang), 14)
        frame.say(_LEGEND + 300, y + 5, str(counted[kind]), 14, anchor="end")


def _totals(frame: Frame, compared: Compared, top: float) -> None:
    lang = compared.after.lang
    frame.say(_TOTALS, top, say("compared_totals", lang), 17, bold=True)
    for at, name in enumerate((compared.before.name, compared.after.name)):
        frame.say(_TOTALS + 370 + at * 140, top, name, 14, muted=True, anchor="end")
    for at, one in enumerate(compared.totals):
        y = top + 26 + at * 17.5
        frame.say(_TOTALS, y, word("edition_item", one.item, lang), 13)
        for place, value in enumerate((one.before, one.after)):
            frame.say(
                _TOTALS + 370 + place * 140, y, number_text(value, one.fen, lang), 13, anchor="end"
            )
    if not compared.totals:
        frame.say(_TOTALS, top + 30, say("compared_redefined", lang), 14)


def number_text(value: float | Nothing, fen: bool, lang: str) -> str:
    """A number of the table of changes."""
    return format_value(value, lang, "fen" if fen else None)


def _names(frame: Frame, compared: Compared, letters: FontMetrics, top: float) -> None:
    """Who joined and stopped, which sites gained and lost; the lists in full stand in the table."""
    lang, y = compared.after.lang, top
    room = A1.width - A1.margin - _NAMES
    for key, names in lists(compared):
        frame.say(_NAMES, y, f"{say(key, lang)}  {len(names)}", 15, bold=True)
        text = ("、" if lang == "zh" else ", ").join(names) or say("compared_none", lang)
        lines = letters.wrapped(text, 12, room)
        if len(lines) > 2:
            lines = [lines[0], letters.fitted(lines[1] + lines[2], 12, room)]
        for at, line in enumerate(lines):
            frame.say(_NAMES, y + 18 + at * 15, line, 12, muted=True)
        y += 54


def lists(compared: Compared) -> list[tuple[str, tuple[str, ...]]]:
    """The lists of names, by the key of their title."""
    return [
        ("compared_joined", compared.joined),
        ("compared_stopped", compared.stopped),
        ("compared_gained", compared.gained),
        ("compared_lost", compared.lost),
    ]

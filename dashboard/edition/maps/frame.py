"""What stands around a map: its title block above, and below its legend, counts, definition and sources."""

from dataclasses import dataclass, field

from cypher.format import format_day, format_period
from cypher.words import word
from dashboard.edition.content.content import Content
from dashboard.edition.data.sheets import kinds_text
from dashboard.edition.maps.drawn import nodes_counted, relationships_counted
from dashboard.edition.maps.geometry import A1, Geometry, thickness
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Dot, Line, Word
from dashboard.figures.relations.layers import DASHES, NODE
from dashboard.texts import say

_SMALL, _TEXT = 12.5, 14.0
_STEP = 20.0
MARGIN, WIDTH = A1.margin, A1.width
_LEGEND, _COUNTS, _NOTES = MARGIN, 440.0, 1372.0
STAMP = 1180.0
"""Where the mark of invented data begins."""
_WIDE = 300.0
_FULL = 7
"""Rows of the table of counts side by side with its next column."""


@dataclass
class Frame:
    """The parts around a map, gathered one after another."""

    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    plates: list[tuple[float, float, float, float, str, str, float]] = field(default_factory=list)
    detail: str = ""

    def say(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False,
        muted: bool = False, anchor: str = "start",
    ) -> None:  # fmt: skip
        """One line of text."""
        self.words.append(
            Word(round(x, 1), round(y, 1), text, anchor, size, 600 if bold else 400, muted)
        )

    def plate(
        self, x: float, y: float, width: float, height: float, fill: str,
        stroke: str = "none", radius: float = 0.0,
    ) -> None:  # fmt: skip
        """A box under everything."""
        self.plates.append((x, y, width, height, fill, stroke, radius))


def framed(placed: Geometry, content: Content, letters: FontMetrics) -> Frame:
    """Everything around a map."""
    frame = Frame()
    _head(frame, placed, content, letters)
    top = placed.height - A1.bottom + 58
    frame.plate(MARGIN, top - 30, WIDTH - 2 * MARGIN, 1.5, colours.LINE)
    _legend(frame, placed, top)
    _counts(frame, placed, top)
    _notes(frame, placed, content, letters, top)
    return frame


def _head(frame: Frame, placed: Geometry, content: Content, letters: FontMetrics) -> None:
    drawn, plan, lang = placed.drawn, content.plan, content.plan.lang
    frame.plate(MARGIN, 66, 12, 116, colours.ACCENT)
    left, right = MARGIN + 34, WIDTH - MARGIN
    frame.say(left, 118, drawn.title, 60, bold=True)
    frame.detail = drawn.map.about.get(lang)
    for at, line in enumerate(letters.wrapped(frame.detail, 20, STAMP - left - 40)[:2]):
        frame.say(left, 154 + at * 26, line, 20, muted=True)
    frame.say(right, 100, say("edition_title", lang, name=plan.name), 27, bold=True, anchor="end")
    frame.say(right, 136, say("as_of", lang, day=format_day(plan.as_of, lang)), 20, anchor="end")
    if "since" in drawn.table.header.parameters:
        frame.say(
            right, 166, format_period(plan.since, plan.as_of, lang), 17, muted=True, anchor="end"
        )
    if content.synthetic:
        stamp(frame, lang, letters)
    frame.plate(MARGIN, 208, right - MARGIN, 1.5, colours.LINE)


def stamp(frame: Frame, lang: str, letters: FontMetrics) -> None:
    """The mark of invented data, where nobody overlooks it."""
    text, lines = say("synthetic", lang), letters.wrapped(say("synthetic_more", lang), 14, 400)
    wide = (
        max([letters.width(text, 30, bold=True), *(letters.width(one, 14) for one in lines)]) + 44
    )
    frame.plate(STAMP, 72, wide, 58 + 22 * len(lines), "#fff", colours.ACCENT, 8)
    frame.say(STAMP + wide / 2, 112, text, 30, bold=True, anchor="middle")
    for at, line in enumerate(lines):
        frame.say(STAMP + wide / 2, 139 + 20 * at, line, 14, anchor="middle")


def _legend(frame: Frame, placed: Geometry, top: float) -> None:
    drawn, lang = placed.drawn, placed.drawn.lang
    frame.say(_LEGEND, top, say("legend", lang), 17, bold=True)
    y = top + 32
    there = {relationship.basis for relationship in drawn.layers.relationships}
    for basis in (one for one in ("recorded", *DASHES) if one in there):
        _sample(frame, y, 4.0, DASHES.get(basis))
        frame.say(_LEGEND + 84, y + 5, word("basis", basis, lang), _TEXT)
        y += _STEP
    if drawn.weighed:
        for value in _steps(
            max((relationship.value for relationship in drawn.layers.relationships), default=0.0)
        ):
            wide = thickness(value, placed.scale)
            y += max(0.0, (wide - _STEP) / 2)
            _sample(frame, y, wide, None)
            frame.say(_LEGEND + 84, y + 5, f"{drawn.measure()} {drawn.amount(value)}", _TEXT)
            y += max(_STEP, wide + 6)
    else:
        frame.say(_LEGEND, y + 5, say("unweighed", lang), _TEXT)
        y += _STEP
    if any(total == 0 for total in drawn.layers.sums().values()):
        frame.dots.append(Dot(_LEGEND + 35, round(y, 1), 5.0, NODE, "", "", hollow=True))
        frame.say(_LEGEND + 84, y + 5, drawn.map.unrelated.get(lang), _TEXT)


def _sample(frame: Frame, y: float, width: float, dash: tuple[float, float] | None) -> None:
    at = round(y, 1)
    frame.lines.append(
        Line(_LEGEND, at, _LEGEND + 70, at, round(width, 1), NODE, "", ("", ""), dash)
    )


def _steps(most: float) -> list[float]:
    """Two or three round values to read thickness by."""
    if most <= 0:
        return []
    unit = 10 ** (len(str(int(most))) - 1)
    found = [unit * one for one in (1, 2, 5) if unit * one <= most]
    return [float(one) for one in found[-2:]]


def _counts(frame: Frame, placed: Geometry, top: float) -> None:
    """The table that agrees with the drawing: what of each kind is drawn."""
    drawn, lang = placed.drawn, placed.drawn.lang
    frame.say(_COUNTS, top, say("counted", lang), 17, bold=True)
    rows = nodes_counted(drawn)
    wide = _WIDE if len(rows) <= _FULL else _WIDE * 0.78
    for at, row in enumerate(rows):
        x = _COUNTS + (at // _FULL) * (wide + 24)
        y = top + 37 + (at % _FULL) * _STEP
        frame.say(x + (16 if row.part else 0), y, row.what, _TEXT, muted=row.part)
        frame.say(x + wide, y, str(row.number), _TEXT, muted=row.part, anchor="end")
    right = _COUNTS + (wide + 24) * (1 + (len(rows) - 1) // _FULL) + 20
    frame.say(right + 230, top + 12, say("ties_many", lang), _SMALL, muted=True, anchor="end")
    if drawn.weighed:
        frame.say(right + 350, top + 12, drawn.measure(), _SMALL, muted=True, anchor="end")
    for at, line in enumerate(relationships_counted(drawn)):
        y = top + 37 + at * _STEP
        frame.say(right, y, line.what, _TEXT)
        frame.say(right + 230, y, str(line.number), _TEXT, anchor="end")
        frame.say(right + 350, y, line.sum, _TEXT, anchor="end")


def _notes(
    frame: Frame, placed: Geometry, content: Content, letters: FontMetrics, top: float
) -> None:
    """How it is counted, what is not drawn, and where it comes from."""
    drawn, plan, lang = placed.drawn, content.plan, content.plan.lang
    table, room = drawn.table, WIDTH - MARGIN - _NOTES
    frame.say(_NOTES, top, say("how_counted", lang), 17, bold=True)
    definition = table.header.definition or table.header.about
    texts = [definition.get(lang)]
    if table.header.no_past:
        texts.append(table.header.no_past.get(lang))
    if drawn.withheld:
        texts.append(say("ties_withheld", lang, relationships=drawn.withheld))
    lines = [line for text in texts for line in letters.wrapped(text, _SMALL, room)]
    most = 7
    if len(lines) > most:
        lines = [*lines[: most - 1], letters.fitted(lines[most - 1] + "…", _SMALL, room)]
    for at, line in enumerate(lines):
        frame.say(_NOTES, top + 30 + at * 17.5, line, _SMALL, muted=True)
    source = say(
        "map_source", lang, report=f"{table.id.removeprefix('reports/')} {table.version}",
        kinds=kinds_text(content), content=content.hash[:12],
        audience=word("audience", plan.audience, lang),
    )  # fmt: skip
    frame.say(_NOTES, placed.height - MARGIN, source, _SMALL, muted=True)

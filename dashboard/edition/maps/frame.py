"""What stands around a map: its title and finding above, and below its legend, counts, definition and sources."""

from dataclasses import dataclass, field

from cypher.format import format_day, format_period
from cypher.words import word
from dashboard.edition.content.content import Content
from dashboard.edition.data.sheets import kinds_text
from dashboard.edition.maps.counts import relationships_counted
from dashboard.edition.maps.picture import GONE, GONE_DASH, rings
from dashboard.edition.maps.placing.geometry import Geometry
from dashboard.edition.maps.placing.papers import A1
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Dot, Line, Word
from dashboard.figures.relations.layers import DASHES, NODE
from dashboard.texts import say

_NOTE, _TEXT, _PART = 14.5, 17.0, 20.0
_NOTES = (18.0, 16.0, 14.5)
"""How large notes are: the first at which all have room."""
_STEP = 25.0
_LEADING = 1.34
_SAMPLE = 74.0
_BETWEEN = 56.0
_LEAST_NOTES = 380.0
_CLOSE = (1.0, 0.7, 0.4)
"""How close the parts below a map stand: the first at which the notes have their room."""
MARGIN, WIDTH = A1.margin, A1.width
STAMP = 1180.0
"""Where the mark of invented data begins."""


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


@dataclass(frozen=True)
class Around:
    """What is said around a map: the finding under its title, and notes beside how it is counted."""

    content: Content
    finding: str
    notes: tuple[str, ...] = ()


def framed(placed: Geometry, around: Around, letters: FontMetrics) -> Frame:
    """Everything around a map. What stands below begins right of the first column, which is longer."""
    frame = Frame()
    _head(frame, placed, around, letters)
    columns = sorted(placed.across)
    beside = placed.paper.foot < placed.paper.foot_beside
    left = placed.across[columns[1]][0] if beside else MARGIN
    top = placed.height - A1.foot_beside + 62
    frame.plate(left, top - 36, WIDTH - MARGIN - left, 1.5, colours.LINE)
    for close in _CLOSE:
        key = Frame()
        x = _legend(key, placed, letters, (left, top), close)
        x = _counts(key, placed, letters, (x + _BETWEEN * close, top), close) + _BETWEEN * close
        if x <= WIDTH - MARGIN - _LEAST_NOTES:
            break
    frame.words += key.words
    frame.lines += key.lines
    frame.dots += key.dots
    _notes(frame, placed, around, letters, (x, top))
    source = _source(placed, around.content)
    frame.say(WIDTH - MARGIN, placed.height - 38, source, _NOTE, muted=True, anchor="end")
    return frame


def _head(frame: Frame, placed: Geometry, around: Around, letters: FontMetrics) -> None:
    drawn, plan, lang = placed.drawn, around.content.plan, around.content.plan.lang
    left, right = MARGIN + 32, WIDTH - MARGIN
    frame.plate(MARGIN, 50, 12, 150, colours.ACCENT)
    frame.say(left, 104, drawn.title, 64, bold=True)
    frame.detail = drawn.map.about.get(lang)
    size = _size_of(frame.detail, 21, STAMP - left - 40, letters)
    frame.say(left, 144, frame.detail, size, muted=True)
    if around.finding:
        fitting(frame, letters, around.finding, left, 196)
    frame.say(right, 84, say("edition_title", lang, name=plan.name), 27, bold=True, anchor="end")
    as_of = say("as_of", lang, day=format_day(plan.as_of, lang))
    if "since" in drawn.table.header.parameters:
        period = format_period(plan.since, plan.as_of, lang)
        frame.say(right, 146, period, 20, muted=True, anchor="end")
    frame.say(right, 118, as_of, 20, anchor="end")
    if around.content.synthetic:
        stamp(frame, lang, letters, 48)
    frame.plate(MARGIN, 216, right - MARGIN, 1.5, colours.LINE)


def fitting(frame: Frame, letters: FontMetrics, finding: str, left: float, y: float) -> None:
    """The line of finding, as large as the sheet has room for it."""
    size = _size_of(finding, 38, WIDTH - MARGIN - left, letters, bold=True)
    frame.say(left, y, finding, size, bold=True)


def _size_of(
    text: str, wanted: float, room: float, letters: FontMetrics, *, bold: bool = False
) -> float:
    """The size at which a line of text fits its room, the wanted one at the most."""
    wide = letters.width(text, wanted, bold=bold)
    return wanted if wide <= room else int(wanted * room / wide * 10) / 10


def stamp(frame: Frame, lang: str, letters: FontMetrics, top: float = 72) -> None:
    """The mark of invented data, where nobody overlooks it."""
    text, lines = say("synthetic", lang), letters.wrapped(say("synthetic_more", lang), 14.5, 430)
    wide = (
        max([letters.width(text, 30, bold=True), *(letters.width(one, 14.5) for one in lines)]) + 44
    )
    frame.plate(STAMP, top, wide, 56 + 20 * len(lines), "#fff", colours.ACCENT, 8)
    frame.say(STAMP + wide / 2, top + 39, text, 30, bold=True, anchor="middle")
    for at, line in enumerate(lines):
        frame.say(STAMP + wide / 2, top + 64 + 20 * at, line, 14.5, anchor="middle")


def _legend(
    frame: Frame, placed: Geometry, letters: FontMetrics, at: tuple[float, float], close: float
) -> float:
    """What lines, their widths and signs mean, in two columns; gives their right edge."""
    left, top = at
    drawn, lang = placed.drawn, placed.drawn.lang
    frame.say(left, top, say("legend", lang), _PART, bold=True)
    there = {relationship.basis for relationship in drawn.layers.relationships}
    y, right = top + 34, left
    for basis in (one for one in ("recorded", *DASHES) if one in there):
        y, edge = _key(frame, letters, left, y, word("basis", basis, lang), DASHES.get(basis))
        right = max(right, edge)
    if rings(placed):
        frame.dots.append(Dot(left + 35, round(y, 1), 6.5, NODE, "", "", hollow=True))
        y, edge = _text(frame, letters, left + _SAMPLE + 12, y, drawn.map.unrelated.get(lang))
        right = max(right, edge)
    gone = sum(gap.gone for gap in placed.gaps)
    if gone:
        text = say("map_gone", lang, number=gone)
        y, edge = _key(frame, letters, left, y, text, GONE_DASH, 2.0, GONE)
        right = max(right, edge)
    return max(right, _widths(frame, placed, letters, right + 36 * close, top + 34))


def _widths(frame: Frame, placed: Geometry, letters: FontMetrics, left: float, y: float) -> float:
    """How thick lines are for amounts that occur; gives the right edge."""
    drawn, right = placed.drawn, left
    if not drawn.weighed:
        return _text(frame, letters, left, y, say("unweighed", drawn.lang))[1]
    frame.say(left, y - 34, drawn.measure(), _TEXT, muted=True)
    right = left + letters.width(drawn.measure(), _TEXT)
    for value in widths_shown(placed):
        wide = placed.thickness(value)
        y += max(0.0, (wide - _STEP) / 2)
        _, edge = _key(frame, letters, left, y, drawn.amount(value), None, wide)
        y += max(_STEP, wide / 2 + _STEP * 0.7)
        right = max(right, edge)
    return right


def widths_shown(placed: Geometry) -> list[float]:
    """The amounts whose lines the legend shows: the least, a middle one and the most that are drawn."""
    by_width: dict[float, float] = {}
    for one in sorted(placed.drawn.layers.relationships, key=lambda one: one.value):
        if one.value:
            by_width.setdefault(round(placed.thickness(one.value)), one.value)
    values = list(by_width.values())
    return sorted({values[0], values[len(values) // 2], values[-1]}) if values else []


def _key(
    frame: Frame, letters: FontMetrics, x: float, y: float, text: str,
    dash: tuple[float, float] | None, wide: float = 4.0, colour: str = NODE,
) -> tuple[float, float]:  # fmt: skip
    """A line and what it means; gives where the next one stands, and the text's right edge."""
    at = round(y, 1)
    line = Line(
        round(x, 1), at, round(x + _SAMPLE, 1), at, round(wide, 1), colour, "", ("", ""), dash
    )
    frame.lines.append(line)
    return _text(frame, letters, x + _SAMPLE + 12, y, text)


def _text(frame: Frame, letters: FontMetrics, x: float, y: float, text: str) -> tuple[float, float]:
    frame.say(x, y + 6, text, _TEXT)
    return y + _STEP, x + letters.width(text, _TEXT)


def _counts(
    frame: Frame, placed: Geometry, letters: FontMetrics, at: tuple[float, float], close: float
) -> float:
    """How many relationships of each step are drawn; how many things stands above their columns."""
    left, top = at
    drawn, lang = placed.drawn, placed.drawn.lang
    lines = relationships_counted(drawn)
    if not lines:  # one column alone
        return left - _BETWEEN * close
    titled = letters.width(say("counted", lang), _PART, bold=True) + 30 * close
    titled += letters.width(say("ties_many", lang), _TEXT)
    numbers = left + max(
        [titled, *(letters.width(line.what, _TEXT) + 70 * close for line in lines)]
    )
    sums = [letters.width(text, _TEXT) for text in (*(line.sum for line in lines), drawn.measure())]
    right = numbers + (max(sums) + 30 * close if drawn.weighed else 0)
    frame.say(left, top, say("counted", lang), _PART, bold=True)
    frame.say(numbers, top, say("ties_many", lang), _TEXT, muted=True, anchor="end")
    if drawn.weighed:
        frame.say(right, top, drawn.measure(), _TEXT, muted=True, anchor="end")
    for row, line in enumerate(lines):
        y = top + 40 + row * _STEP
        frame.say(left, y, line.what, _TEXT)
        frame.say(numbers, y, str(line.number), _TEXT, anchor="end")
        if line.sum:
            frame.say(right, y, line.sum, _TEXT, anchor="end")
    return right


def _notes(
    frame: Frame, placed: Geometry, around: Around, letters: FontMetrics, at: tuple[float, float]
) -> None:
    """How it is counted, and what is not drawn."""
    drawn, lang, (left, top) = placed.drawn, placed.drawn.lang, at
    table, room = drawn.table, WIDTH - MARGIN - left
    frame.say(left, top, say("how_counted", lang), _PART, bold=True)
    definition = table.header.definition or table.header.about
    own = list(around.notes)
    if drawn.withheld:
        own.append(say("ties_withheld", lang, relationships=drawn.withheld))
    texts = [definition.get(lang)]
    if table.header.no_past:
        texts.append(table.header.no_past.get(lang))
    for size in _NOTES:
        most = int((A1.foot_beside - 62 - 34 - 46) / (size * _LEADING))
        first, lines = (
            [line for text in some for line in letters.wrapped(text, size, room)]
            for some in (own, texts)
        )
        if len(first) + len(lines) <= most:
            break
    most -= len(first)
    if len(lines) > most:
        more = say("map_definition_more", lang)
        fits = letters.fitted("".join(lines[most - 1 :]), size, room - letters.width(more, size))
        lines = [*lines[: most - 1], fits + more]
    for n, line in enumerate([*first, *lines]):
        y = top + 34 + n * size * _LEADING
        frame.say(left, y, line, size, muted=n >= len(first))


def _source(placed: Geometry, content: Content) -> str:
    table, lang = placed.drawn.table, content.plan.lang
    return say(
        "map_source", lang, report=f"{table.id.removeprefix('reports/')} {table.version}",
        kinds=kinds_text(content), content=content.hash[:12],
        audience=word("audience", content.plan.audience, lang),
    )  # fmt: skip

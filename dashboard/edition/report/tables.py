"""Tables on paper: columns as wide as what stands in them asks, never a heading letter under letter."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from cypher.format import format_cell, format_heading
from cypher.table import Table
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.print.press import quoted
from dashboard.edition.report.blocks import Rows
from dashboard.figures.lists.table import numeric
from graph.text import is_chinese

UPRIGHT, ACROSS = 470.0, 740.0
"""The room of a table in points, on a page that stands and on one that lies across."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_FINE = 3
"""So many of the sizes are chosen for the sake of short cells."""
_INSET = 12.0
_HALVINGS = 30
_LINES, _FEW = 12, 3
"""In so many lines a cell is tried at most; for the sake of so few a size is chosen."""
_LONGEST, _SHORT = 21.0, 14.0
"""No cell is given more than so many letters' heights while others want for room; one of at most so many
stands in one line rather than in larger letters."""
_STRETCH = 1.6
_WHOLE = 10
"""A table of so many rows stands on one page."""
_TOGETHER = 3
"""So many rows at the beginning and at the end of a longer one stand together."""
_UNBROKEN = 4
"""So many Chinese characters of a heading stand beside each other at least."""


@dataclass(frozen=True)
class _Column:
    """The widths that a column asks for at some size, each no less than the one before: as little as it
    can be read in, its short cells in one line, its heading, all its cells; ``in_lines`` its cells in so
    many lines, from one on."""

    least: float
    short: float
    heading: float
    whole: float
    in_lines: tuple[float, ...]

    @property
    def padded(self) -> "_Column":
        """The same with the space on both sides of a cell."""
        least, short, heading, whole, *lines = (
            one + _INSET
            for one in (self.least, self.short, self.heading, self.whole, *self.in_lines)
        )
        return _Column(least, short, heading, whole, tuple(lines))


@dataclass(frozen=True)
class Part:
    """A table, or the half of one, as it stands on paper: its columns with their widths, in points."""

    names: Sequence[str]
    heads: dict[str, str]
    texts: dict[str, list[str]]
    widths: Sequence[float]
    size: float


def parts_of(block: Rows, lang: str, letters: FontMetrics) -> list[Part]:
    """A table with the size of its letters; one with too many columns for its page as two."""
    table, room = block.table, UPRIGHT if block.short else ACROSS
    rows = table.dicts()[: block.most]
    texts = {
        name: [format_cell(table, name, row[name], lang) for row in rows] for name in block.names
    }
    heads = {name: format_heading(table, name, lang) for name in block.names}
    size, parts = _parts(block.names, heads, texts, letters, room)
    return [
        Part(names, heads, texts, _widths(names, heads, texts, letters, size, room), size)
        for names in parts
    ]


def rows_style() -> str:
    """What ``rows_text`` calls, as typst text."""
    return (files(__package__) / "rows.typ").read_text("utf-8")


def rows_text(
    block: Rows, lang: str, letters: FontMetrics, plain: Callable[[str], str] = str
) -> str:
    """A table as typst text; one with too many columns for its page goes on in a second below.
    ``plain`` makes of each text what can be printed."""
    return "\n".join(
        _table(block.table, part, plain, sticky=block.short)
        for part in parts_of(block, lang, letters)
    )


def _table(table: Table, part: Part, plain: Callable[[str], str], *, sticky: bool) -> str:
    names, heads, texts, widths, size = part.names, part.heads, part.texts, part.widths, part.size
    many = len(texts[names[0]])
    glue = [*_glue(many)] if many > _WHOLE else [()] * many
    columns = ", ".join(["0pt"] * (many > _WHOLE) + [f"{width:.1f}pt" for width in widths])
    right = ["right" if numeric(table, name) else "left" for name in names]
    align = ", ".join(["left"] * (many > _WHOLE) + right)
    head = ", ".join(["[]"] * (many > _WHOLE) + [_text(plain(heads[name])) for name in names])
    lines = zip(*(texts[name] for name in names), strict=True)
    body = ",\n".join(
        ", ".join((*first, *(_text(plain(one)) for one in line)))
        for first, line in zip(glue, lines, strict=True)
    )
    return (
        f"#rows({size:g}pt, {_bool(many <= _WHOLE)}, {_bool(sticky and many <= _WHOLE)}, table(columns: ({columns},), "
        f"align: ({align},), table.header({head}),\n{body}))"
    )


def _bool(value: bool) -> str:
    return str(value).lower()


def _glue(rows: int) -> Iterator[tuple[str, ...]]:
    """A first column without width, whose cells keep the first rows together, and the last."""
    for row in range(rows):
        if row in (0, rows - _TOGETHER):
            yield (f"glue({_TOGETHER})",)
        else:
            yield ("[]",) if _TOGETHER <= row < rows - _TOGETHER else ()


def _text(text: str) -> str:
    return f"text({quoted(text)})"


def _parts(
    names: Sequence[str], heads: dict[str, str], texts: dict[str, list[str]],
    letters: FontMetrics, room: float,
) -> tuple[float, list[Sequence[str]]]:  # fmt: skip
    """The largest size at which all columns stand beside each other, short cells in one line if they can,
    else the columns in halves, of which each begins with the first."""
    asked = {size: [_asked(heads[n], texts[n], letters, size) for n in names] for size in _SIZES}
    for size in _SIZES[:_FINE]:
        if sum(one.short for one in asked[size]) <= room:
            return size, [names]
    for size in _SIZES:
        if sum(one.least for one in asked[size]) <= room:
            return size, [names]
    half = (len(names) + 1) // 2
    parts = [names[:half], [names[0], *names[half:]]]
    return _SIZES[-1], parts


def _widths(
    names: Sequence[str], heads: dict[str, str], texts: dict[str, list[str]],
    letters: FontMetrics, size: float, room: float,
) -> list[float]:  # fmt: skip
    """The widths. First those in which all cells have the fewest lines; of what is left short cells come
    before headings and long ones; what they lack is shared so that the narrowest columns lack nothing."""
    asked = [_asked(heads[name], texts[name], letters, size) for name in names]
    by_lines = ([one.in_lines[lines] for one in asked] for lines in range(_LINES))
    widths = next((one for one in by_lines if sum(one) <= room), [one.least for one in asked])
    for kind in ("short", "heading", "whole"):
        widths = _levelled(widths, [getattr(one, kind) for one in asked], room)
    most = _STRETCH if room == ACROSS else 2 * _STRETCH
    stretch = min(most, max(1.0, room / sum(widths)))
    return [one * stretch for one in widths]


def _levelled(widths: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The widths, each up to what is wanted of it or to one level for all, so that they fill the room."""
    if sum(wanted) <= room:
        return list(wanted)
    low, high = 0.0, room
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        found = [max(one, min(most, level)) for one, most in zip(widths, wanted, strict=True)]
        low, high = (level, high) if sum(found) <= room else (low, level)
    return [max(one, min(most, low)) for one, most in zip(widths, wanted, strict=True)]


def _asked(head: str, cells: Sequence[str], letters: FontMetrics, size: float) -> _Column:
    most = _LONGEST * size
    whole = max((letters.width(one, size) for one in cells), default=0.0)
    unbroken = max((_unbroken(one, letters, size) for one in cells), default=0.0)
    in_one = letters.width(head, size, bold=True)
    pieces = max((letters.width(one, size, bold=True) for one in _words(head)), default=0.0)
    named = max(pieces, min(_in_lines(head, letters, size), most))
    least = max(named, min(unbroken, most), min(whole, size * 5))
    short = max(least, whole if whole <= _SHORT * size else min(most, whole / _FEW))
    heading = max(short, min(in_one, most))
    in_lines = [max(least, whole / lines + size * (lines > 1)) for lines in range(1, _LINES + 1)]
    return _Column(least, short, heading, max(heading, whole), tuple(in_lines)).padded


def _in_lines(head: str, letters: FontMetrics, size: float) -> float:
    """How wide a heading is in two lines: as its words break, or at about its half where any may."""
    words = head.split()
    if len(words) < 2 or any(map(_breaks, words)):
        return letters.width(head, size, bold=True) / 2 + size
    return min(
        max(letters.width(" ".join(part), size, bold=True) for part in (words[:at], words[at:]))
        for at in range(1, len(words))
    )


def _unbroken(text: str, letters: FontMetrics, size: float) -> float:
    """The widest part of a cell that is not broken: a word, a number, a day."""
    return max(
        (letters.width(one, size) for one in re.split(r"[\s　]+", text) if not _breaks(one)),
        default=0.0,
    )


def _breaks(word: str) -> bool:
    """Whether a word may break at any of its characters, as Chinese text does."""
    return sum(map(is_chinese, word)) > len(word) / 2


def _words(head: str) -> list[str]:
    """The parts of a heading that stand whole: words, and some Chinese characters together."""
    found = []
    for word in head.split():
        found += [word[:_UNBROKEN]] if _breaks(word) else [word]
    return found

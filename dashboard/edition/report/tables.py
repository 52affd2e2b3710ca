"""Tables on paper: columns as wide as what stands in them asks, never a heading letter under letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_INSET = 11.5
_LONGEST = 21.0
"""No cell is given more than so many letters' heights while others want for room."""
_HEAD_LINES = 2
_STRETCH = 1.6
_WHOLE = 10
"""A table of so many rows stands on one page."""
_UNBROKEN = 4
"""So many Chinese characters of a heading stand beside each other at least."""


@dataclass(frozen=True)
class _Column:
    """What a column asks for at some size: as little as it can be read in, and as much as it can use."""

    least: float
    wanted: float


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
    texts = {
        name: [format_cell(table, name, row[name], lang) for row in table.dicts()[: block.most]]
        for name in block.names
    }
    heads = {name: format_heading(table, name, lang) for name in block.names}
    size, parts = _parts(block.names, heads, texts, letters, room)
    return [
        Part(names, heads, texts, _widths(names, heads, texts, letters, size, room), size)
        for names in parts
    ]


def rows_text(block: Rows, lang: str, letters: FontMetrics) -> str:
    """A table as typst text; one with too many columns for its page goes on in a second below."""
    return "\n".join(_table(block.table, part) for part in parts_of(block, lang, letters))


def _table(table: Table, part: Part) -> str:
    names, heads, texts, widths, size = part.names, part.heads, part.texts, part.widths, part.size
    whole = str(len(texts[names[0]]) <= _WHOLE).lower()
    columns = ", ".join(f"{width:.1f}pt" for width in widths)
    align = ", ".join("right" if numeric(table, name) else "left" for name in names)
    head = ", ".join(_text(heads[name]) for name in names)
    lines = zip(*(texts[name] for name in names), strict=True)
    body = ",\n".join(", ".join(map(_text, line)) for line in lines)
    return (
        f"#rows({size:g}pt, {whole}, table(columns: ({columns},), align: ({align},), "
        f"table.header({head}),\n{body}))"
    )


def _text(text: str) -> str:
    return f"text({quoted(text)})"


def _parts(
    names: Sequence[str], heads: dict[str, str], texts: dict[str, list[str]],
    letters: FontMetrics, room: float,
) -> tuple[float, list[Sequence[str]]]:  # fmt: skip
    """The largest size at which all columns stand beside each other, else the columns in halves, of
    which each begins with the first."""
    for size in _SIZES:
        if sum(_asked(heads[n], texts[n], letters, size).least for n in names) <= room:
            return size, [names]
    half = (len(names) + 1) // 2
    parts = [names[:half], [names[0], *names[half:]]]
    return _SIZES[-1], parts


def _widths(
    names: Sequence[str], heads: dict[str, str], texts: dict[str, list[str]],
    letters: FontMetrics, size: float, room: float,
) -> list[float]:  # fmt: skip
    """The widths: each what it asks for, or what there is, shared by how much more each could use."""
    asked = [_asked(heads[name], texts[name], letters, size) for name in names]
    wanted, least = sum(one.wanted for one in asked), sum(one.least for one in asked)
    if wanted <= room:
        most = _STRETCH if room == ACROSS else 2 * _STRETCH
        stretch = min(most, room / wanted)
        return [one.wanted * stretch for one in asked]
    share = max(0.0, room - least) / (wanted - least)
    return [one.least + (one.wanted - one.least) * share for one in asked]


def _asked(head: str, cells: Sequence[str], letters: FontMetrics, size: float) -> _Column:
    most = _LONGEST * size
    whole = max((letters.width(one, size) for one in cells), default=0.0)
    unbroken = max((_unbroken(one, letters, size) for one in cells), default=0.0)
    in_two = letters.width(head, size, bold=True) / _HEAD_LINES + size
    pieces = max((letters.width(one, size, bold=True) for one in _words(head)), default=0.0)
    named = max(pieces, min(in_two, most))
    least = max(named, min(unbroken, most), min(whole, size * 5))
    in_one = min(letters.width(head, size, bold=True), most)
    return _Column(least + _INSET, max(least, in_one, min(whole, most)) + _INSET)


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

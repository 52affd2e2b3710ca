"""A number or the first rows of a table as SVG text, for cards that are no pictures to be taken away as one."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cypher.format import NUMERIC_UNITS, format_cell, format_heading
from cypher.table import Table
from dashboard.figures.charts import FONT
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import shortened
from dashboard.figures.lists.number import headline, headline_column, noted
from dashboard.texts import say
from graph.text import ems

MOST = 24
"""So many rows are drawn."""
_LETTERS, _ROW, _GAP = 13.0, 27.0, 16.0
_LEAST = 4.0
"""A column keeps room for so many letters."""
_TEXT = Markup(
    '<text x="{:.1f}" y="{:.1f}" font-size="{:g}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>'
)
_RULE = Markup('<path d="M0 {:.1f}H{:.1f}" stroke="{}" stroke-width="1"/>')
_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:.1f}" font-family="{}">{}</svg>'
)
_MUTED, _LINE = "#6d665c", "#d9d2c5"


def number_picture(
    table: Table, lang: str, width: float, value: str | None, note: Mapping[str, str] | None
) -> str:
    """The number of a column of the first row as it stands on a card, with the sentence under it."""
    row = table.row(0)
    name = headline_column(table, value)
    text, small = headline(table, name, row[name], lang)
    parts = [_TEXT.format(0, 70, 68, 600, colours.INK, "start", text)]
    if small:
        parts.append(_TEXT.format(ems(text) * 68 + 14, 70, 22, 400, _MUTED, "start", small))
    said = noted(note[lang], table, lang).striptags() if note is not None else ""
    if said:
        parts.append(_TEXT.format(0, 108, 16, 400, _MUTED, "start", said))
    return str(_SVG.format(width, 124 if said else 90, FONT, Markup("").join(parts)))


def table_picture(
    table: Table, lang: str, width: float, columns: Sequence[str] | None, most: int | None
) -> str:
    """The first rows under their headings, and how many there are beside them."""
    names = [name for name in columns or table.listed(lang) if name in table.names]
    rows = table.dicts()[: min(most or MOST, MOST)]
    cells = [[format_cell(table, name, row[name], lang) for name in names] for row in rows]
    heads = [format_heading(table, name, lang) for name in names]
    rooms = _rooms([heads, *cells], (width - _GAP * (len(names) - 1)) / _LETTERS)
    numeric = [table.column(name).unit in NUMERIC_UNITS for name in names]
    parts = [_line(heads, rooms, numeric, 18, 600), _RULE.format(_ROW, width, _LINE)]
    for at, texts in enumerate(cells, 1):
        parts.append(_line(texts, rooms, numeric, _ROW * at + 18, 400))
        parts.append(_RULE.format(_ROW * (at + 1), width, _LINE))
    bottom = _ROW * (len(cells) + 1)
    if len(rows) < len(table.rows) or table.truncated:
        key = "rows_of_more" if table.truncated else "items_of"
        held = f"{len(table.rows):,}"
        words = say(key, lang, shown=f"{len(rows):,}", all=held, held=held)
        parts.append(_TEXT.format(0, bottom + 20, _LETTERS, 400, _MUTED, "start", words))
        bottom += _ROW
    return str(_SVG.format(width, bottom + 2, FONT, Markup("").join(parts)))


def _rooms(lines: Sequence[Sequence[str]], room: float) -> list[float]:
    """How many letters each column is wide: as wide as its texts, or what is left where that is too
    much, the widest giving way first."""
    wanted = [max(_LEAST, *map(ems, column)) for column in zip(*lines, strict=True)]
    if sum(wanted) <= room:
        return wanted
    low, high = _LEAST, max(wanted)
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (
            (low, middle) if sum(min(one, middle) for one in wanted) > room else (middle, high)
        )
    return [min(one, low) for one in wanted]


def _line(
    texts: Sequence[str], rooms: Sequence[float], numeric: Sequence[bool], y: float, weight: int
) -> Markup:
    drawn, x = [], 0.0
    for text, room, is_number in zip(texts, rooms, numeric, strict=True):
        wide = room * _LETTERS
        at, anchor = (x + wide, "end") if is_number else (x, "start")
        shown = shortened(" ".join(text.split()), room + 0.05)
        drawn.append(_TEXT.format(at, y, _LETTERS, weight, colours.INK, anchor, shown))
        x += wide + _GAP
    return Markup("").join(drawn)

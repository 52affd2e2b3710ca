"""Rows as an HTML table: numbers to the right, nothing as 无记录, each cell with its label for phones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from cypher.format import NUMERIC_UNITS, format_cell, format_heading
from cypher.nothing import is_nothing
from cypher.table import Table
from dashboard.texts import say
from graph.model import node_of_id

FEW, FEW_TEXTS = 5, 3
"""How many columns still stand side by side on a phone, and how many of five may be texts."""

LOOKED_AT = 20
"""So many rows say whether a table's texts are long."""
SHORT, LONG = 5, 30
"""A text of so many letters at most is short; one wider than so many Latin letters is long."""

Link = Callable[[Table, str, Mapping[str, object]], str | None]
"""Where the cell of a column leads in a row, by the row's values; None for nowhere."""
Beside = Callable[[str, Mapping[str, object]], Markup]
"""What stands after the text of a column's cell, by the row's values."""


def rows(
    table: Table,
    lang: str,
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
    beside: Beside | None = None,
) -> Markup:
    """The first ``most`` rows of some columns. Every word from the data is escaped."""
    names = listed(table, lang, columns)
    if not table.rows:
        return no_rows(lang)
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(
            css_class(numeric(table, name), kind_of(label, label)), label
        )
        for name in names
        for label in [format_heading(table, name, lang)]
    )
    return Markup('<table class="{}"><thead><tr>{}</tr></thead>{}</table>').format(
        look(table, names, lang), head, body_of(table, table.rows[:most], names, lang, link, beside)
    )


def no_rows(lang: str) -> Markup:
    """That there is nothing to show."""
    return Markup('<p class="empty">{}</p>').format(say("no_rows", lang))


def listed(table: Table, lang: str, columns: Sequence[str] | None = None) -> list[str]:
    """The columns that are listed on a screen; the others stand in the files only."""
    found = table.listed(lang)
    return [name for name in columns if name in found] if columns else found


def look(table: Table, names: Sequence[str], lang: str) -> str:
    """The class of a table with these columns: ``few`` where they fit side by side on a phone."""
    texts = [name for name in names if not numeric(table, name)]
    fits = len(names) < FEW or (
        len(names) == FEW and len(texts) <= FEW_TEXTS and not _has_long(table, texts, lang)
    )
    return "data few" if fits else "data"


def _has_long(table: Table, texts: Sequence[str], lang: str) -> bool:
    """Whether a text of the first rows is so long that it would run over many lines."""
    shown = ((row[name], name) for row in table.dicts()[:LOOKED_AT] for name in texts)
    return any(kind_of(one, format_cell(table, name, one, lang)) == "l" for one, name in shown)


def body_of(
    table: Table,
    part: Sequence[tuple[object, ...]],
    names: Sequence[str],
    lang: str,
    link: Link | None = None,
    beside: Beside | None = None,
) -> Markup:
    """Some rows of the table as its body."""
    right = {name for name in names if numeric(table, name)}
    labels = {name: escape(format_heading(table, name, lang)) for name in names}

    def cell(name: str, row: Mapping[str, object]) -> Markup:
        value = row[name]
        shown = format_cell(table, name, value, lang)
        text = _day_and_time(shown) if isinstance(value, datetime) else escape(shown)
        address = link(table, name, row) if link is not None and not is_nothing(value) else None
        if address is not None:
            text = Markup('<a href="{}">{}</a>').format(address, text)
        if beside is not None:
            text += beside(name, row)
        marks = css_class(name in right, kind_of(value, shown))
        return Markup(f'<td{marks} data-label="{labels[name]}">{text}</td>')

    def line(values: tuple[object, ...]) -> Markup:
        row = dict(zip(table.names, values, strict=True))
        return Markup(f"<tr>{''.join(cell(name, row) for name in names)}</tr>")

    return Markup("<tbody>{}</tbody>").format(Markup("").join(map(line, part)))


def _day_and_time(shown: str) -> Markup:
    """A day and its time as HTML: where there is little room the time goes to a line of its own."""
    day, _, time = shown.rpartition(" ")
    return Markup("<span>{}</span> {}").format(day, time) if day and ":" in time else escape(shown)


def numeric(table: Table, name: str) -> bool:
    """Whether a column holds numbers."""
    if table.column(name).unit in NUMERIC_UNITS:
        return True
    at = table.names.index(name)
    values = [row[at] for row in table.rows if not is_nothing(row[at])]
    return bool(values) and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in values
    )


def css_class(right: bool, *more: str) -> Markup:
    """The class attribute of a cell: n for numbers, and more; nothing where it has none."""
    names = " ".join(name for name in ("n" if right else "", *more) if name)
    return Markup(' class="{}"').format(names) if names else Markup("")


def kind_of(value: object, text: str) -> str:
    """The class of a value and its text, for the style sheet: none, d for a day or time, i for an id, s for a text so short
    that it stays on one line, l for one so long that on a phone it gets a line of its own."""
    if is_nothing(value):
        return "none"
    if isinstance(value, date):
        return "d"
    if isinstance(value, str) and node_of_id(value) is not None:
        return "i"
    return "s" if len(text) <= SHORT else "l" if _width(text) > LONG else ""


def _width(text: str) -> int:
    """How wide a text is, in Latin letters: a Chinese character takes the room of two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)

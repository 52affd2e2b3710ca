"""Rows as an HTML table: numbers to the right, nothing as 无记录, each cell with its label for phones."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from cypher.format import NUMERIC_UNITS, format_cell, format_heading
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.values.days import Period
from dashboard.texts import say
from graph.model import node_of_id

FEW, FEW_TEXTS = 5, 3
"""How many columns still stand side by side on a phone, and how many of five may be texts."""

TICK = "tick."
"""What the names of columns of ticks begin with."""
KEYS = 3
"""So many columns beside the title stand on a phone before a row is unfolded."""
LOOKED_AT = 20
"""So many rows say whether a table's texts are long."""
SHORT, LONG = 5, 30
"""A text of so many letters at most is short; one wider than so many Latin letters is long."""

Link = Callable[[Table, str, Mapping[str, object]], str | None]
"""Where the cell of a column leads in a row, by the row's values; None for nowhere."""


def whole_behind(link: Link | None, table: Table, name: str, row: Mapping[str, object]) -> str:
    """Where the rows are of which a share in a column is a part; "" for nowhere."""
    whole: Link | None = getattr(link, "whole", None)
    return (whole(table, name, row) or "") if whole is not None else ""


def within(
    link: Link | None,
    table: Table,
    name: str,
    row: Mapping[str, object],
    column: str,
    period: Period,
) -> str:
    """Where the rows are that a number counts in a period, which stands for several values of
    ``column``; "" for nowhere."""
    rows_within: Callable[..., str | None] | None = getattr(link, "within", None)
    if rows_within is None:
        return ""
    return rows_within(table, name, row, column, period) or ""


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
    head = Markup("").join(heading(table, name, lang) for name in names)
    return Markup('<table class="{}"><thead><tr>{}</tr></thead>{}</table>').format(
        look(table, names, lang), head, body_of(table, table.rows[:most], names, lang, link, beside)
    )


def heading(table: Table, name: str, lang: str) -> Markup:
    """The heading of a column; that of a narrow column of ticks stands upright."""
    label = format_heading(table, name, lang)
    if name.startswith(TICK):
        return Markup('<th scope="col" class="tick"><span>{}</span></th>').format(label)
    return Markup('<th scope="col"{}>{}</th>').format(
        css_class(numeric(table, name), kind_of(label, label)), label
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
    names = [name for name in names if not name.startswith(TICK)]
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
    *,
    grouped: bool = False,
) -> Markup:
    """Some rows of the table as its body. Where they are ``grouped``, what a row has in common with the
    one above it in its first columns is marked, so that it need not be read again, and what ``link``
    has beside its cells stands there."""
    if grouped and beside is None and (of_link := getattr(link, "beside", None)) is not None:
        beside = of_link(table, names)
    right = {name for name in names if numeric(table, name)}
    places = _places(table, names, right) if look(table, names, lang) == "data" else {}
    labels = {name: escape(format_heading(table, name, lang)) for name in names}

    def cell(name: str, row: Mapping[str, object], same: Collection[str]) -> Markup:
        value = row[name]
        shown = format_cell(table, name, value, lang)
        text = _day_and_time(shown) if isinstance(value, datetime) else escape(shown)
        address = link(table, name, row) if link is not None and not is_nothing(value) else None
        if address is not None:
            text = Markup('<a href="{}">{}</a>').format(address, text)
        if beside is not None:
            text += beside(name, row)
        kind = "tick" if name.startswith(TICK) else kind_of(value, shown)
        marks = css_class(name in right, kind, places.get(name, ""), "same" if name in same else "")
        return Markup(f'<td{marks} data-label="{labels[name]}">{text}</td>')

    lines, above = [], dict[str, object]()
    for values in part:
        row = dict(zip(table.names, values, strict=True))
        same = _same(names, right, row, above) if grouped and above else ()
        lines.append(Markup(f"<tr>{''.join(cell(name, row, same) for name in names)}</tr>"))
        above = row
    return Markup("<tbody>{}</tbody>").format(Markup("").join(lines))


def _same(
    names: Sequence[str],
    right: Collection[str],
    row: Mapping[str, object],
    above: Mapping[str, object],
) -> list[str]:
    """The first columns that hold the same as in the row above; the last column is never one."""
    found: list[str] = []
    for name in names[:-1]:
        if name in right or is_nothing(row[name]) or row[name] != above[name]:
            break
        found.append(name)
    return found


def _places(table: Table, names: Sequence[str], right: Collection[str]) -> dict[str, str]:
    """Which columns stand on a phone before a row is unfolded: its title (t) and three more (k)."""
    plain = [name for name in names if not _holds_ids(table, name)]
    title = next((name for name in plain if name not in right and _is_title(table, name)), names[0])
    rest = [name for name in plain if name != title]
    coded = [name for name in rest if table.codes(name)]
    numbers = [name for name in rest if name in right]
    numbers.sort(key=lambda name: not _tells(table, name))  # those that are all nought come last
    first = [*coded[:1], *coded[-1:], *numbers]
    keys = list(dict.fromkeys([*first[:KEYS], *rest]))[:KEYS]
    return {title: "t", **dict.fromkeys(keys, "k")}


def _tells(table: Table, name: str) -> bool:
    """Whether any of the first rows has a number other than nought."""
    return any(row[table.names.index(name)] for row in table.rows[:LOOKED_AT])


def _is_title(table: Table, name: str) -> bool:
    values = [row[table.names.index(name)] for row in table.rows[:LOOKED_AT]]
    return not table.codes(name) and any(isinstance(one, str) for one in values)


def _holds_ids(table: Table, name: str) -> bool:
    values = [row[table.names.index(name)] for row in table.rows[:LOOKED_AT]]
    return any(isinstance(one, str) and node_of_id(one) is not None for one in values)


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

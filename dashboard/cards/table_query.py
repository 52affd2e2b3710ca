"""The rows as a reader wants them: found, filtered, sorted and cut into pages, all on the server."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from pypinyin import lazy_pinyin

from cypher.format import format_cell
from cypher.header import Words
from cypher.natural_order import natural_key
from cypher.nothing import Nothing, is_nothing, kind_of_nothing
from cypher.table import Table
from cypher.values.pinyin_match import matches
from cypher.words import word
from dashboard.figures.lists.table import numeric
from dashboard.texts import LANGS, say
from graph.values import Duration

SIZES = (20, 50, 100)
FEW = 12
"""A column with at most so many different words is filtered by choosing among them."""
_RANGE = re.compile(r"(-?[\d.]+)\s*(?:-|~|～|–|至|到|\.\.)\s*(-?[\d.]+)")
_BOUND = re.compile(r"([<>]=?|≥|≤|=)?\s*(-?[\d.]+)")
_EMPTY = "~"
"""Begins a choice of cells without a value; before a word that begins so it is doubled."""
_BLANK = f"{_EMPTY}blank"
_SCALE = {"fen": 100.0, "percent": 0.01}

Row = tuple[object, ...]
Test = Callable[[object], bool]


@dataclass(frozen=True)
class Wanted:
    """What a reader asks of the rows, as the address says it."""

    sort: str | None
    falling: bool
    page: int
    size: int
    find: str
    where: Mapping[str, str]


@dataclass(frozen=True)
class TablePage:
    """The rows of one page, of those that fit, of all that the answer holds."""

    rows: list[Row]
    first: int
    fit: list[Row]
    pages: int
    page: int


def wanted(table: Table, state: Mapping[str, str]) -> Wanted:
    """The address's words, those left out that mean nothing to this table."""
    sort = state.get("sort", "")
    name = sort.removeprefix("-")
    size = _whole(state.get("rows", ""), SIZES[0])
    where = {
        name: state[f"is.{name}"].strip()
        for name in table.names
        if state.get(f"is.{name}", "").strip()
    }
    return Wanted(
        name if name in table.names else None,
        sort.startswith("-"),
        max(1, _whole(state.get("page", ""), 1)),
        size if size in SIZES else SIZES[0],
        state.get("find", "").strip(),
        where,
    )


def table_page(table: Table, asked: Wanted, lang: str) -> TablePage:
    """The page of the rows that fit, sorted."""
    fit = _sorted(table, _fitting(table, asked, lang), asked, lang)
    pages = max(1, -(-len(fit) // asked.size))
    page = min(asked.page, pages)
    first = (page - 1) * asked.size
    return TablePage(fit[first : first + asked.size], first, fit, pages, page)


def found(table: Table, state: Mapping[str, str], lang: str) -> Table:
    """A table with only the rows that the address's search and filters find, as they are sorted.

    Its title says how many of how many they are, for what is taken away is read elsewhere.
    """
    rows, held = table_page(table, wanted(table, state), lang).fit, len(table.rows)
    if len(rows) == held:
        return replace(table, rows=rows)
    title = table.header.title
    counted = Words(
        zh=f"{title.zh}（查到 {len(rows)} 行，共 {held} 行）",
        en=f"{title.en} ({len(rows)} of {held} rows found)",
    )
    return replace(table, rows=rows, header=table.header.model_copy(update={"title": counted}))


def words_of(table: Table, name: str, lang: str) -> list[tuple[str, str]] | None:
    """Choice and word of each that a column holds, where those are few; None where they are many.

    What stands for cells without a value comes last.
    """
    at = table.names.index(name)
    if numeric(table, name) or any(isinstance(row[at], date) for row in table.rows):
        return None
    column = table.header.columns.get(name)
    coded = column is not None and bool(column.words or column.values)
    kinds = {one for row in table.rows if isinstance(one := row[at], str | bool)}
    if len(kinds) > FEW or not (coded or 2 * len(kinds) <= len(table.rows)):
        return None
    pairs = {choice_of(kind): formatted_value(table, name, kind, lang) for kind in kinds}
    blank = [(_BLANK, say("blank_cell", lang))] if pairs.pop(_BLANK, None) is not None else []
    written = sorted(pairs.items(), key=lambda pair: pinyin_key(pair[1]))
    return (
        written
        + blank
        + [(choice_of(kind), said) for kind, said in kinds_of_nothing(table, name, lang)]
    )


def kinds_of_nothing(table: Table, name: str, lang: str) -> list[tuple[Nothing, str]]:
    """The ways in which cells of a column are empty, each with its word."""
    at = table.names.index(name)
    held = {kind_of_nothing(row[at]) for row in table.rows}
    return [(kind, word("nothing", kind.value, lang)) for kind in Nothing if kind in held]


def choice_of(value: object) -> str:
    """What a choice among a column's words says for a cell: its text, or the kind of nothing."""
    nothing = kind_of_nothing(value)
    if nothing is not None:
        return f"{_EMPTY}{nothing.value}"
    text = str(value).strip()
    return (f"{_EMPTY}{text}" if text.startswith(_EMPTY) else text) or _BLANK


def formatted_value(table: Table, name: str, value: object, lang: str) -> str:
    """A value as it is read in its column."""
    return format_cell(table, name, value, lang)


@lru_cache(maxsize=50_000)
def pinyin_key(text: str) -> tuple[list[str | int], str]:
    """What Chinese is sorted by: its pinyin; numbers as such, anything else by itself."""
    return natural_key(" ".join(lazy_pinyin(text.lower())))


def _fitting(table: Table, asked: Wanted, lang: str) -> list[Row]:
    tests = {
        table.names.index(name): _test(table, name, text, lang)
        for name, text in asked.where.items()
    }
    finds = [
        (table.names.index(name), _finder(table, name, asked.find, lang))
        for name in table.listed(lang)
        if asked.find
    ]

    def fits(row: Row) -> bool:
        if not all(test(row[at]) for at, test in tests.items()):
            return False
        return not finds or any(find(row[at]) for at, find in finds)

    return [row for row in table.rows if fits(row)]


def _finder(table: Table, name: str, typed: str, lang: str) -> Test:
    """Whether a cell of a column is found by what was typed; the same text is looked at once."""
    known: dict[tuple[type, object], bool] = {}

    def find(value: object) -> bool:
        if is_nothing(value):
            return False
        key = (type(value), value)
        if not isinstance(value, str | int):
            return matches(formatted_value(table, name, value, lang), typed)
        if key not in known:
            known[key] = matches(formatted_value(table, name, value, lang), typed)
        return known[key]

    return find


def exactly(table: Table, name: str, value: object, lang: str) -> str:
    """What a column's filter says for one of its words and no other."""
    if words_of(table, name, lang) is not None:
        return choice_of(value)
    return formatted_value(table, name, value, lang) if is_nothing(value) else f"={value}"


def _test(table: Table, name: str, typed: str, lang: str) -> Test:
    """Whether a value fits what is written into its column's filter."""
    if words_of(table, name, lang) is not None:
        return lambda value: choice_of(value) == typed
    there = _value_test(table, name, typed, lang)
    kinds = {
        kind
        for kind in Nothing
        if typed.casefold() in {word("nothing", kind.value, one).casefold() for one in LANGS}
    }
    return lambda value: kind_of_nothing(value) in kinds if is_nothing(value) else there(value)


def _value_test(table: Table, name: str, typed: str, lang: str) -> Test:
    """Whether a value that is there fits what was typed."""
    if numeric(table, name):
        return _number_test(typed, _SCALE.get(table.column(name).unit or "", 1.0))
    if typed.startswith("="):
        word = typed[1:].strip()
        return lambda value: word in (str(value), formatted_value(table, name, value, lang))
    return lambda value: (
        matches(formatted_value(table, name, value, lang), typed) or typed in _plain(value)
    )


def _number_test(typed: str, scale: float) -> Test:
    """``30`` or ``≥30`` at least, ``<60``, ``=5``, ``30-60`` between; anything else fits nothing."""
    text = typed.replace(",", "").replace("¥", "").replace("%", "").strip()
    if found := _RANGE.fullmatch(text):
        low, high = (_decimal(end) for end in found.groups())
        return lambda value: _is_number(value) and low <= value / scale <= high  # type: ignore[operator]
    if not (one := _BOUND.fullmatch(text)):
        return lambda value: False
    edge, compare = _decimal(one[2]), _COMPARE[one[1] or ">="]
    return lambda value: _is_number(value) and compare(round(value / scale, 9), edge)  # type: ignore[operator]


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "≥": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "≤": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}


def _sorted(table: Table, rows: list[Row], asked: Wanted, lang: str) -> list[Row]:
    """By one column; what is missing comes last whichever way it is sorted."""
    if asked.sort is None:
        return rows
    at, name = table.names.index(asked.sort), asked.sort
    there = [row for row in rows if not is_nothing(row[at])]
    missing = [row for row in rows if is_nothing(row[at])]
    there.sort(key=lambda row: _key(table, name, row[at], lang), reverse=asked.falling)
    return there + missing


def _key(table: Table, name: str, value: object, lang: str) -> tuple[int, object]:
    """Numbers, then days and times, then the rest by its sound."""
    if _is_number(value):
        return 0, value
    if isinstance(value, Duration):
        return 0, value.length
    if isinstance(value, date):
        return 1, value.isoformat()
    return 2, pinyin_key(formatted_value(table, name, value, lang))


def _plain(value: object) -> str:
    """A day or a time as 2025-08-31 14:05, anything else as it stands."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise

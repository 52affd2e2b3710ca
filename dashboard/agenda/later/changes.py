"""What came, went and moved between two answers of one report: row by row where its rows can be told
apart, by its number where it is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cypher.format import format_cell, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import NumberView
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.number import change as change_words
from dashboard.figures.lists.table import numeric
from graph.model import node_of_id

Row = Mapping[str, object]
MOST_NAMED = 40
"""So many rows of each kind are named; how many more there are is said."""
_PASSES_BY_ITSELF = ("day", "month")
"""Units of what grows with every day that passes, so that its growth is no news."""
_LABELS = 2


@dataclass(frozen=True)
class RowChange:
    """A row that moved: its row now, and the columns that differ with both values."""

    row: Row
    columns: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True)
class Changes:
    """What changed. ``value`` is the number before and now where the report is one. Without
    ``keys`` rows cannot be told apart, and only their number is compared."""

    before: Table
    now: Table
    keys: tuple[str, ...] = ()
    came: tuple[Row, ...] = ()
    went: tuple[Row, ...] = ()
    moved: tuple[RowChange, ...] = ()
    column: str = ""
    value: tuple[int | float | None, int | float | None] | None = None

    @property
    def is_redefined(self) -> bool:
        """Whether the statement itself is another one than then."""
        return not self.before.is_defined_as(self.now)

    @property
    def is_cut(self) -> bool:
        """Whether one of them held more rows than were read, so that what came and went is not known."""
        return self.before.truncated or self.now.truncated

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        if self.value is not None:
            return self.value[0] == self.value[1]
        if not self.keys:
            return len(self.before.rows) == len(self.now.rows)
        return not (self.came or self.went or self.moved)


def compared(before: Table, now: Table, kind: str = "", value: str | None = None) -> Changes:
    """The changes from an answer to a later one of the same report; ``kind`` is what it is drawn as,
    ``value`` the column that a number shows."""
    if (kind or now.header.view.kind) == "number":
        return _of_number(before, now, value or now.view(NumberView).value or now.names[0])
    keys = keys_of(now)
    if not keys or any(key not in before.names for key in keys):
        return Changes(before, now)
    old, new = _by_key(before, keys), _by_key(now, keys)
    columns = [name for name in now.names if name in before.names and _can_move(now, name, keys)]
    return Changes(
        before,
        now,
        keys,
        tuple(row for key, row in new.items() if key not in old),
        tuple(row for key, row in old.items() if key not in new),
        tuple(_moved(old, new, columns)),
    )


def keys_of(table: Table) -> tuple[str, ...]:
    """The columns by which a row is known again: those that hold records' ids, else those that the
    report promises never to repeat; none where it promises nothing."""
    unique = tuple(name for name in table.header.expect.unique if name in table.names)
    if unique and len(unique) == len(table.header.expect.unique):
        return unique
    ids = [name for name in table.names if isinstance(table.column(name).links, str)]
    values = [row[table.names.index(ids[0])] for row in table.rows] if ids else []
    return (ids[0],) if ids and len({*map(str, values)}) == len(values) else ()


def label_of(table: Table, row: Row, keys: Sequence[str], lang: str) -> str:
    """What a row is called: its first columns in words that are neither numbers nor ids."""
    listed = [
        name for name in table.listed(lang)
        if name in row and not is_nothing(row[name])
        and not numeric(table, name) and node_of_id(str(row[name])) is None
    ]  # fmt: skip
    names = listed[:_LABELS] or [name for name in keys if name in row]
    return " · ".join(format_cell(table, name, row[name], lang) for name in names)


def moved_words(table: Table, one: RowChange, lang: str) -> str:
    """The columns of a moved row that differ, each with both values."""
    comma = "，" if lang == "zh" else ", "
    return comma.join(
        f"{table.column(name).label.get(lang)} {format_cell(table, name, then, lang)}"
        f" → {format_cell(table, name, now, lang)}"
        for name, then, now in one.columns
    )


def value_words(changes: Changes, lang: str) -> tuple[str, str, str]:
    """A number then, now, and by how much it changed; "" for what cannot be said."""
    assert changes.value is not None
    unit = changes.now.column(changes.column).unit
    then, now = changes.value
    texts = [format_value(one, lang, unit) for one in (then, now)]
    by = "" if then is None or now is None else change_words(now, then, unit, lang)
    return texts[0], texts[1], by


def _of_number(before: Table, now: Table, column: str) -> Changes:
    then, later = (_first(one, column) for one in (before, now))
    return Changes(before, now, column=column, value=(then, later))


def _first(table: Table, column: str) -> int | float | None:
    return finite_number(table.row(0).get(column)) if table.rows else None


def _by_key(table: Table, keys: Sequence[str]) -> dict[tuple[str, ...], Row]:
    return {tuple(_text(row[key]) for key in keys): row for row in table.dicts()}


def _text(value: object) -> str:
    """A value as it is compared: a day as its text, for a kept answer holds days as text."""
    if is_nothing(value):
        return ""
    if isinstance(value, list | tuple):
        return " ".join(map(_text, value))
    return str(value)


def _can_move(table: Table, name: str, keys: Sequence[str]) -> bool:
    column = table.column(name)
    return name not in keys and column.unit not in _PASSES_BY_ITSELF and not column.hidden


def _moved(
    old: Mapping[tuple[str, ...], Row], new: Mapping[tuple[str, ...], Row], columns: Sequence[str]
) -> list[RowChange]:
    found = []
    for key, row in new.items():
        if key in old:
            differing = tuple(
                (name, old[key][name], row[name])
                for name in columns
                if _text(old[key][name]) != _text(row[name])
            )
            if differing:
                found.append(RowChange(row, differing))
    return found

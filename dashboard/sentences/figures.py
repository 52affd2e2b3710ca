"""Figures out of answers: a cell, a sum, a count; what cannot be counted says which kind of nothing it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cypher.header import Unit
from cypher.nothing import Nothing, is_nothing
from cypher.table import Table
from dashboard.sentences.model import Bounds, Condition, Figure, Sentence

Answers = Callable[[str, bool], Table | None]
"""The answer of a report, named as in the catalogue, of its day or of a year before; None where it
is not for the readers."""
Row = Mapping[str, object]
_COUNT: Unit = "count"


@dataclass(frozen=True)
class Value:
    """A figure worked out: a number, a text, several texts, or a kind of nothing.

    ``unit`` is that of its column, or a count; ``table`` and ``column`` are where it is from.
    """

    value: object
    unit: Unit | None = None
    table: Table | None = None
    column: str = ""

    @property
    def number(self) -> float | None:
        """The number; None where it is none."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return self.value if is_number else None  # type: ignore[return-value]


def values_of(sentence: Sentence, answers: Answers) -> dict[str, Value]:
    """The figures of a sentence by name, without those of which no report is for the readers."""
    found: dict[str, Value] = {}
    for name, several in sentence.figures.items():
        for one in several:
            if (value := _value(one, answers, found)) is not None:
                found[name] = value
                break
    return found


def _value(one: Figure, answers: Answers, found: Mapping[str, Value]) -> Value | None:
    if one.less is not None:
        first, second = (found.get(name) for name in one.less)
        return None if first is None or second is None else _difference(first, second)
    table = answers(f"reports/{one.report}", one.year_before)
    if table is None or any(name not in table.names for _, name in one.columns):
        return None
    name = one.column or one.sum
    unit = table.column(name).unit if name else _COUNT
    return Value(_worked_out(one, table), unit, table, name)


def _difference(first: Value, second: Value) -> Value:
    if first.number is None or second.number is None:
        nothing = next((one.value for one in (first, second) if one.number is None), None)
        return Value(nothing if is_nothing(nothing) else Nothing.NOT_APPLICABLE, first.unit)
    return Value(first.number - second.number, first.unit)


def _worked_out(one: Figure, table: Table) -> object:
    """The value; of rows that are not all there nothing is worked out."""
    if table.truncated:
        return Nothing.NOT_COMPUTED
    rows: list[Row] = []
    for row in table.dicts():
        fits = _matches(row, one.where)
        if fits is None:
            return Nothing.WITHHELD
        rows += [row] if fits else []
    if one.largest:
        largest = _largest(rows, one.largest)
        if isinstance(largest, Nothing):
            return largest
        rows = largest
    if one.count:
        return len(rows)
    if one.sum:
        return _added_up([row[one.sum] for row in rows])
    if one.distinct:
        cells = [row[one.distinct] for row in rows]
        if Nothing.WITHHELD in cells:
            return Nothing.WITHHELD
        return len({str(cell) for cell in cells if not is_nothing(cell)})
    return _cell(table, one, rows)


def _cell(table: Table, one: Figure, rows: Sequence[Row]) -> object:
    cells = [row[one.column] for row in rows]
    if not one.largest:
        return cells[0] if len(cells) == 1 else Nothing.NOT_RECORDED
    return Nothing.WITHHELD if Nothing.WITHHELD in cells else [*dict.fromkeys(map(str, cells))]


def _matches(row: Row, where: Mapping[str, Condition]) -> bool | None:
    """Whether a row matches; None where that hangs on a cell that is withheld."""
    fits = [_fits(row[name], condition) for name, condition in where.items()]
    if False in fits:
        return False
    return None if None in fits else True


def _fits(cell: object, condition: Condition) -> bool | None:
    if cell is Nothing.WITHHELD:
        return None
    if isinstance(condition, Bounds):
        if not isinstance(cell, int | float):
            return False
        above = condition.above is None or cell > condition.above
        return above and (condition.below is None or cell < condition.below)
    wanted = condition if isinstance(condition, tuple) else (condition,)
    return any(is_nothing(cell) if one is None else _is_same(cell, one) for one in wanted)


def _is_same(cell: object, wanted: object) -> bool:
    """Whether a cell holds a value of YAML: true is not 1 there."""
    return cell == wanted and isinstance(cell, bool) == isinstance(wanted, bool)


def _added_up(cells: Sequence[object]) -> object:
    """The sum of what is there; withheld where any is, not recorded where nobody noted one."""
    for kind in (Nothing.WITHHELD, Nothing.NOT_COMPUTED):
        if kind in cells:
            return kind
    if None in cells:
        return Nothing.NOT_RECORDED
    numbers: list[Any] = [cell for cell in cells if not is_nothing(cell)]
    return sum(numbers)


def _largest(rows: Sequence[Row], column: str) -> list[Row] | Nothing:
    """The rows that hold most in a column; several where they are equal, nothing where all hold 0."""
    cells = [row[column] for row in rows]
    if Nothing.WITHHELD in cells:
        return Nothing.WITHHELD
    most = max((cell for cell in cells if isinstance(cell, int | float)), default=0)
    return [row for row in rows if row[column] == most] if most else Nothing.NOT_APPLICABLE

"""How well a column of somebody's table fits a column of a register, by its name and its values."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import yaml

from graph.load.registers.language import Column, Register
from graph.load.registers.notation import moment
from graph.load.registers.reading.values import read_value
from graph.load.table import cells
from graph.load.table.headings import bare
from graph.model import NODES
from graph.model.town import Town
from graph.model.words import choices, even

SURE = 0.75
"""From here on two columns are taken for the same without a question."""
PERHAPS = 0.45
"""From here on a person is asked."""
_SAMPLE = 60
_BY_VALUES = 0.6
"""What a column's values alone are worth where they are words of a list, or ids of a kind."""


@cache
def synonyms() -> dict[str, dict[str, list[str]]]:
    """Other names of columns, by the register's id and the column's Chinese header."""
    text = files("graph.load.registers.guess").joinpath("synonyms.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def fitness(
    heading: str, values: Sequence[object], register: Register, column: Column, town: Town
) -> float:
    """From 0 to 1, how likely a column of a table is this one of a register."""
    by_name = _by_name(bare(heading), register, column)
    by_values = _by_values(values[:_SAMPLE], register, column, town)
    if by_values is None:
        return by_name
    if by_values < 0.5:
        return by_name * by_values
    return max(by_name, _BY_VALUES if _tells(register, column, town) else 0.0)


def _by_name(heading: str, register: Register, column: Column) -> float:
    text = even(heading).lower()
    own = [even(name).lower() for name in (column.zh, column.en, *column.also) if name]
    if text in own:
        return 1.0
    others = [even(one).lower() for one in synonyms().get(register.id, {}).get(column.zh, ())]
    if text in others:
        return 0.9
    within = [one for one in own if len(one) > 1 and (one in text or text in one)]
    if within and len(text) > 1:
        return 0.6
    likeness = max(SequenceMatcher(None, text, one).ratio() for one in (*own, *others))
    return likeness if likeness > 0.7 else 0.0


def _by_values(
    values: Sequence[object], register: Register, column: Column, town: Town
) -> float | None:
    """The share of values that the column could hold; None where any text would do."""
    filled = [value for cell in values if (value := cells.stripped(cell)) is not None]
    ref = next(iter(column.refs), None)
    if not filled or not (ref or column.step or column.day):
        return None
    return sum(_is_one(value, register, column, ref, town) for value in filled) / len(filled)


def _is_one(value: object, register: Register, column: Column, ref: str | None, town: Town) -> bool:
    try:
        if ref is None:
            if column.says == "at":
                moment(value)
            return True
        name, _, field_name = ref.partition(".")
        kind = register.kinds[name]
        read_value(kind, register.field(ref), value, town)
    except (cells.NotAValue, ValueError):
        return False
    if field_name == "id" and kind in NODES:
        return str(value).startswith(NODES[kind].prefix)
    return True


def _tells(register: Register, column: Column, town: Town) -> bool:
    """Whether values that fit say by themselves what the column is: words of a list, ids."""
    for ref in column.refs:
        name, _, field_name = ref.partition(".")
        kind = register.kinds[name]
        field = register.field(ref)
        if field_name == "id" and kind in NODES:
            return True
        if field.base is str and choices(kind, field.name, "zh", town):
            return True
    return False

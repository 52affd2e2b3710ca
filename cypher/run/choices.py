"""The values of a run with the words for them; those chosen from another file are looked up in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.header import Parameter, Words
from cypher.run.counting import in_subquery
from cypher.table import Table
from cypher.values.parameters import (
    given_or_default,
    in_words,
    meaning,
    resolved,
    to_bind,
)
from cypher.values.refusing import check_choice
from graph.client import Graph

Choice = tuple[str, str, str]
"""A value, its label in Chinese and in English."""


class ChoiceSource(NamedTuple):
    """A file of choices with its answer."""

    saved: SavedStatement
    table: Table


@dataclass(frozen=True)
class Arguments:
    """The values of one run by declared name, and what each of them means in words."""

    values: dict[str, object]
    meanings: dict[str, Words]


Find = Callable[[Parameter, Mapping[str, object]], ChoiceSource]
"""The file that a parameter takes its choices from, asked with the other values of the run."""


def resolve_arguments(
    graph: Graph, saved: SavedStatement, given: Mapping[str, object], today: date, find: Find
) -> Arguments:
    """The values of a run, those chosen from another file being among its choices.

    Raises BadValue.
    """
    values = resolved(saved, given, today)
    meanings = {}
    for name, parameter in saved.header.parameters.items():
        value = values[name]
        if value is None:
            continue
        if parameter.source is not None:
            source = find(parameter, values)
            choices = choices_for(
                graph, source, to_bind(source.saved, source.table.parameters), value
            )
            check_choice(name, parameter, value, choices, more=source.table.truncated)
            meanings[name] = chosen_words(choices, value)
        else:
            plain = value == today  # 今天 would be another day to a later reader
            typed = given_or_default(name, parameter, given)
            text = None if plain else meaning(name, parameter, typed, today)
            meanings[name] = text or in_words(parameter, value)
    return Arguments(values, meanings)


def source_arguments(
    saved: SavedStatement, parameter: Parameter, given: Mapping[str, object]
) -> dict[str, object]:
    """What a file of choices is given: the value of the parameter depended on, and the day."""
    names = {parameter.depends_on, "as_of"} & saved.header.parameters.keys() & given.keys()
    return {name: given[name] for name in names if name is not None}


def refuse_without_columns(saved: SavedStatement, table: Table) -> None:
    """Raise NotAdmitted where an answer has no ``value`` or no ``label``."""
    for name in ("value", "label"):
        if name not in table.names:
            zh, en = f"选项文件应返回 {name} 列。", f"a file of choices returns a column {name}."
            raise NotAdmitted(saved.path, saved.line, zh, en)


def listed(
    source: ChoiceSource, rows: Sequence[Mapping[str, object]] | None = None
) -> list[Choice]:
    """The choices of an answer, or of some other rows of the same file."""

    def text(label: object, lang: str) -> str:
        return str(source.table.decode("label", label, lang))

    return [
        (str(row["value"]), text(row["label"], "zh"), text(row["label"], "en"))
        for row in (source.table.dicts() if rows is None else rows)
    ]


def choices_for(
    graph: Graph, source: ChoiceSource, bound: Mapping[str, object], found: object
) -> list[Choice]:
    """The choices; where there are more than the answer holds, with those that were chosen."""
    choices = listed(source)
    if not source.table.truncated:
        return choices
    wanted = [str(one) for one in found] if isinstance(found, list) else [str(found)]
    text = in_subquery(
        source.saved.statement,
        "WITH value, label WHERE toString(value) IN $`chosen values` RETURN DISTINCT value, label",
    )
    limits = source.saved.header.limits
    rows = graph.read(text, {**bound, "chosen values": wanted}, seconds=limits.seconds).dicts()
    return choices + [one for one in listed(source, rows) if one not in choices]


def chosen_words(choices: Sequence[Choice], found: object) -> Words:
    """The labels of what was chosen."""
    labels = {value: (zh, en) for value, zh, en in choices}
    chosen = [labels[str(one)] for one in (found if isinstance(found, list) else [found])]
    return Words(zh="、".join(zh for zh, _ in chosen), en=", ".join(en for _, en in chosen))

"""When two answers are to the same question, and two rows of the same thing."""

import json
from collections import Counter
from collections.abc import Hashable

from cypher.table import Table
from dashboard.edition.content.frozen_answers import as_json

_NUMBERS = frozenset({"day", "month", "fen", "minute", "metre", "percent", "person", "count"})


def question_key(table: Table) -> tuple[str, str]:
    """What was asked: the file's id and the parameters, however their values are typed."""
    return table.id, json.dumps(table.parameters, default=as_json, sort_keys=True)


def row_keys(table: Table) -> list[Hashable]:
    """A key for each row: what the header says is unique, else every column that holds no number.

    A key that several rows share has the row's number among them added.
    """
    names = table.header.expect.unique or tuple(
        name for name in table.names if table.column(name).unit not in _NUMBERS
    )
    places = [table.names.index(name) for name in names if name in table.names]
    times: Counter[tuple[str, ...]] = Counter()
    found: list[Hashable] = []
    for row in table.rows:
        key = tuple(str(row[place]) for place in places)
        found.append((key, times[key]))
        times[key] += 1
    return found

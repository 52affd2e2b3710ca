"""The relationships of a load beside those in the graph."""

from collections.abc import Iterable

from graph.client import Graph
from graph.load.checking import Checked, by_kind
from graph.load.plan.cardinality import Stated, is_limited, limit
from graph.load.plan.compare import Comparison, Diff
from graph.load.plan.existing import existing_relationships
from graph.load.plan.model import Choices
from graph.load.table.fields import fields_of
from graph.load.table.problems import RowProblem
from graph.model import RELATIONSHIPS, Relationship


def compare_relationships(
    graph: Graph, good: Iterable[Checked], choices: Choices, diff: Diff, *, known_new: bool
) -> list[RowProblem]:
    """Add what the relationships of these tables change to the diff, kind by kind.

    Gives the rows that say more than there may be of a kind. ``known_new``: none can be there yet.
    """
    tables = by_kind(good)
    return [
        problem
        for name, kind in RELATIONSHIPS.items()
        if name in tables
        for problem in _compare(graph, kind, tables[name], choices, diff, known_new)
    ]


def _compare(
    graph: Graph,
    kind: type[Relationship],
    tables: list[Checked],
    choices: Choices,
    diff: Diff,
    known_new: bool,
) -> list[RowProblem]:
    ends = (
        (str(row.__dict__["start"]), str(row.__dict__["end"])) for c in tables for _, row in c.rows
    )
    found = {} if known_new else existing_relationships(graph, kind, ends)
    attributes = {name: fields_of(kind)[name].attribute for name in kind.keys}
    stated: list[Stated] = []
    for checked in tables:
        comparison = Comparison(checked, choices, diff)
        for number, row in checked.rows:
            values = row.__dict__
            keys = {name: values[attribute] for name, attribute in attributes.items()}
            key = (values["start"], values["end"], *keys.values())
            was = found.pop(key, None)
            change = comparison.record(number, row, was, keys)
            stated.append(Stated(key, was, change, checked.table, number))
    return limit(kind, stated, found, choices, diff) if is_limited(kind) else []

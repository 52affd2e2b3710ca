"""The nodes of a load beside those in the graph."""

from collections.abc import Iterable, Iterator

from graph.client import Graph
from graph.identifiers import quote
from graph.load.checking import Checked, by_kind
from graph.load.periods import ends_early_beside
from graph.load.plan.compare import Comparison, Diff
from graph.load.plan.existing import MANY, has_nodes, unlike
from graph.load.plan.model import Choices, Need
from graph.load.record import Properties, RecordChange
from graph.load.table.problems import RowProblem
from graph.load.write.sending import sender
from graph.model import NODES, RELATIONSHIPS, Node, Row
from graph.model.words import word_of

_FEW = 100
"""Of so many rows each is looked for, without asking first whether there are any of the kind."""


def compare_nodes(
    graph: Graph, good: Iterable[Checked], choices: Choices, diff: Diff, *, known_new: bool
) -> list[RowProblem | Need]:
    """Add what the nodes of these tables change to the diff, kind by kind.

    Gives what came up: a change of kind that cannot be, or that has to be allowed first.
    ``known_new``: none can be there yet.
    """
    tables = by_kind(good)
    return [
        one
        for label, kind in NODES.items()
        if label in tables
        for one in _compare(graph, kind, tables[label], choices, diff, known_new)
    ]


def _compare(
    graph: Graph,
    kind: type[Node],
    tables: list[Checked],
    choices: Choices,
    diff: Diff,
    known_new: bool,
) -> Iterator[RowProblem | Need]:
    many = sum(len(checked.rows) for checked in tables) > _FEW
    known_new = known_new or (many and not has_nodes(graph, kind))
    for checked in tables:
        comparison = Comparison(checked, choices, diff)
        for begin in range(0, len(checked.rows), MANY):
            rows = checked.rows[begin : begin + MANY]
            stated = [comparison.stated(row) for _, row in rows]
            same, found = (
                (set[str](), dict[str, Properties]())
                if known_new
                else _unlike(graph, kind, comparison, rows, stated)
            )
            for (number, row), said in zip(rows, stated, strict=True):
                id = row.__dict__["id"]
                if id in same:
                    comparison.as_it_is()
                    continue
                was = found.get(id)
                change = comparison.record(number, row, was, {}, said)
                if was is None or change is None:
                    continue
                if early := ends_early_beside(checked.table, change, was):
                    yield early
                if kind.also:
                    yield from _look_at_kind(graph, kind, checked, change, choices)


def _unlike(
    graph: Graph,
    kind: type[Node],
    comparison: Comparison,
    rows: list[tuple[int, Row]],
    stated: list[tuple[Properties, Properties]],
) -> tuple[set[str], dict[str, Properties]]:
    """The ids of the nodes that are as these rows say, and the properties of those that may not be."""
    send = sender(kind.__name__)
    asked: list[Properties] = [
        {"id": row.__dict__["id"], "said": send(said), "blank": comparison.blank(row)}
        for (_, row), (said, _) in zip(rows, stated, strict=True)
    ]
    return unlike(graph, kind, asked, send(comparison.defaults))


def _look_at_kind(
    graph: Graph, kind: type[Node], checked: Checked, change: RecordChange, choices: Choices
) -> Iterator[RowProblem | Need]:
    """A kind that brings labels changes only where a person has said so, and where it can."""
    before, after = change.before or {}, change.after or {}
    if "kind" not in after:
        return
    old, new = str(before["kind"]), str(after["kind"])
    was, now = (
        [word_of(change.kind, "kind", one, lang) for lang in ("zh", "en")] for one in (old, new)
    )
    wrong = (
        f"{change.id} 原来的种类是“{was[0]}”，文件中写的是“{now[0]}”",
        f"{change.id} is of the kind {was[1]!r}, and {now[1]!r} in the file",
    )
    lost = _forbidden(graph, kind, change.id, new)
    if lost:
        expected = (
            "另用一个编号；这个编号有新种类不能有的关系：" + "、".join(zh for zh, _ in lost),
            "another id; this one has relationships that the new kind cannot have: "
            + ", ".join(en for _, en in lost),
        )
        table = checked.table
        yield RowProblem(table.place(change.row), table.column("kind"), wrong, expected)
    elif choices.corrections.get(change.ref) != "replace":
        yield Need("kind", change.sheet, change.ref, wrong)


def _forbidden(graph: Graph, kind: type[Node], id: str, new: str) -> list[tuple[str, str]]:
    """The relationships of a node that it could not have as a new kind, in words."""
    label = kind.__name__
    text = (
        f"MATCH (n:{quote(label)} {{id: $id}})-[r]-(m) "
        "RETURN DISTINCT type(r), startNode(r) = n, labels(m)"
    )
    keeps = {label, kind.also.get(new, label)}
    rows = graph.read(text, {"id": id}, rows=None, seconds=60).rows
    return sorted({found for row in rows for found in _lost(keeps, *row)})


def _lost(
    keeps: set[str], type: object, is_start: object, others: object
) -> Iterator[tuple[str, str]]:
    """A relationship of ours that none of the labels kept may have."""
    assert isinstance(others, list)
    named = [one for one in RELATIONSHIPS.values() if one.type == type]
    sides = [(one.starts, one.ends) if is_start else (one.ends, one.starts) for one in named]
    if named and not any(keeps & {*near} and {*others} & {*far} for near, far in sides):
        yield named[0].zh, named[0].en

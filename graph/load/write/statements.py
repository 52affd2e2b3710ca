"""The statements that write records, made from the model, with the rows that each takes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.identifiers import quote
from graph.load.plan.existing import label_of
from graph.load.record import RecordChange
from graph.load.table.fields import fields_of
from graph.load.write.sending import sender
from graph.model import NODES, RELATIONSHIPS, Node, Relationship, Row

BATCH = 5000
Values = dict[str, object]
Step = Literal["create", "change", "remove"]
_ORDER: tuple[tuple[Step, bool], ...] = (
    ("remove", False),
    ("create", True),
    ("change", True),
    ("change", False),
    ("create", False),
    ("remove", True),
)
"""Whether it is about nodes, in an order in which ends are there when they are needed."""


@dataclass(frozen=True)
class Batch:
    """One statement with the rows that it takes; it gives back how many it found a home for."""

    statement: str
    rows: list[Values]


StatementOf = Callable[[Step, type[Row], str, str], str]
"""The statement for a step with a kind, and what ``_shape`` says of its records."""


def batches(
    records: Iterable[RecordChange], statement_of: StatementOf | None = None
) -> Iterator[Batch]:
    """Statements with their rows, in an order in which they can be run, at most BATCH rows each."""
    make = statement_of or statement
    groups: defaultdict[tuple[Step, str], list[RecordChange]] = defaultdict(list)
    for record in records:
        groups[_step(record), record.kind].append(record)
    for step, nodes in _ORDER:
        for name, kind in (NODES if nodes else RELATIONSHIPS).items():
            by_statement: defaultdict[str, list[Values]] = defaultdict(list)
            for record in groups.pop((step, name), ()):
                by_statement[make(step, kind, *_shape(kind, record))].append(_values(record))
            for text, rows in by_statement.items():
                for begin in range(0, len(rows), BATCH):
                    yield Batch(text, rows[begin : begin + BATCH])


def _step(record: RecordChange) -> Step:
    if record.before is None:
        return "create"
    return "remove" if record.after is None else "change"


def _shape(kind: type[Row], record: RecordChange) -> tuple[str, str]:
    """What beside its kind decides a record's statement: the labels of its ends, or its own further one."""
    if issubclass(kind, Relationship):
        return label_of(record.start), label_of(record.end)
    if issubclass(kind, Node) and kind.also and "kind" in (record.after or {}):
        return kind.also.get(str((record.after or {})["kind"]), ""), "its kind is said"
    return "", ""


@cache
def statement(step: Step, kind: type[Row], one: str, other: str) -> str:
    """The statement of a load; it finds a record only where it is as it was when planned."""
    if issubclass(kind, Relationship):
        return _RELATIONSHIP[step](kind, one, other)
    assert issubclass(kind, Node)
    return _NODE[step](kind, one, bool(other))


def create_node(kind: type[Node], further: str, kind_said: bool) -> str:
    """The statement for new nodes that carry ``further`` beside their label ("": nothing)."""
    labels = quote(kind.__name__) + (f":{quote(further)}" if further else "")
    return (
        f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row.props, "
        f"n.createdAt = coalesce(row.props.createdAt, $now), n.rev = row.rev, {_stamp(kind, 'n')} "
        "RETURN count(*) AS n"
    )


def change_node(kind: type[Node], further: str, kind_said: bool) -> str:
    """The statement for nodes that change; where their kind is said, so do their labels."""
    others = sorted(set(kind.also.values()) - {further}) if kind_said else []
    return (
        f"UNWIND $rows AS row MATCH (n:{quote(kind.__name__)} {{id: row.id}}) "
        f"{_if_untouched('n')} SET n += row.props, {_stamp(kind, 'n')}"
        + (f", n:{quote(further)}" if further else "")
        + (f" REMOVE n:{':'.join(map(quote, others))}" if others else "")
        + " RETURN count(*) AS n"
    )


def remove_node(kind: type[Node], further: str, kind_said: bool) -> str:
    """The statement for nodes that are taken away; what is derived from them goes with them."""
    return (
        f"UNWIND $rows AS row MATCH (n:{quote(kind.__name__)} {{id: row.id}}) "
        f"{_if_untouched('n')} OPTIONAL MATCH (n)-[r {{provenance: 'derived'}}]-() DELETE r "
        "WITH DISTINCT n DELETE n RETURN count(*) AS n"
    )


def create_relationship(kind: type[Relationship], start: str, end: str) -> str:
    """The statement for new relationships between nodes of these labels, from their two ends.

    Comparing lists keeps the keys' indexes out: in a graph that was empty when this was planned,
    the server would read all relationships with an equal key for each row. Setting a property to
    itself takes the start's lock, so that nobody makes the same one beside it.
    """
    pattern = f"(a)-[f:{quote(kind.type)}]->(b)"
    return (
        f"{ends_matched(start, end)} SET a.createdAt = a.createdAt "
        f"WITH a, b, row, [{pattern} WHERE {same_keys(kind, 'f', 'row.props')} | 1] AS there WHERE there = [] "
        f"CREATE (a)-[r:{quote(kind.type)}]->(b) SET r = row.props, "
        f"r.createdAt = coalesce(row.props.createdAt, $now), r.rev = row.rev, {_stamp(kind, 'r')} "
        "RETURN count(*) AS n"
    )


def change_relationship(kind: type[Relationship], start: str, end: str) -> str:
    """The statement for relationships that change."""
    return (
        f"{relationship_matched(kind, start, end)} {_if_untouched('r')} "
        f"SET r += row.props, {_stamp(kind, 'r')} RETURN count(*) AS n"
    )


def remove_relationship(kind: type[Relationship], start: str, end: str) -> str:
    """The statement for relationships that are taken away."""
    return f"{relationship_matched(kind, start, end)} {_if_untouched('r')} DELETE r RETURN count(*) AS n"


_NODE: dict[Step, Callable[[type[Node], str, bool], str]] = {
    "create": create_node,
    "change": change_node,
    "remove": remove_node,
}
_RELATIONSHIP: dict[Step, Callable[[type[Relationship], str, str], str]] = {
    "create": create_relationship,
    "change": change_relationship,
    "remove": remove_relationship,
}


def ends_matched(start: str, end: str) -> str:
    """The two ends ``a`` and ``b`` of each row."""
    return (
        f"UNWIND $rows AS row MATCH (a:{quote(start)} {{id: row.start}}) "
        f"MATCH (b:{quote(end)} {{id: row.end}})"
    )


def relationship_matched(kind: type[Relationship], start: str, end: str) -> str:
    """The relationship ``r`` of each row, looked for between its two ends."""
    found = f"[(a)-[f:{quote(kind.type)}]->(b) WHERE {same_keys(kind, 'f')} | f]"
    return f"{ends_matched(start, end)} UNWIND {found} AS r"


def same_keys(kind: type[Relationship], name: str, of: str = "row.keys") -> str:
    """Whether a relationship has the keys that a row has there; always, where its kind has none."""
    if not kind.keys:
        return "true"
    has = ", ".join(f"{name}.{quote(key)}" for key in kind.keys)
    wanted = ", ".join(f"{of}.{quote(key)}" for key in kind.keys)
    return f"[{has}] = [{wanted}]"


def _if_untouched(name: str) -> str:
    """Take the record's lock by writing its number first, and go on only where it was as planned."""
    return (
        f"SET {name}.rev = coalesce({name}.rev, 0) + 1 WITH {name}, row WHERE {name}.rev = row.rev"
    )


def _stamp(kind: type[Row], name: str) -> str:
    """Where the model has an ``updatedAt`` of its own it is the row's to say."""
    updated = "" if "updatedAt" in fields_of(kind) else f", {name}.updatedAt = $now"
    return f"{name}.importId = $import{updated}"


def _values(record: RecordChange) -> Values:
    convert = sender(record.kind)
    values: Values = {"props": convert(record.after or {}), "rev": record.rev + 1}
    if record.id:
        return values | {"id": record.id}
    values |= {"start": record.start, "end": record.end}
    # each day costs the driver much: a new one has its keys among its properties
    return values if record.before is None else values | {"keys": record.keys}

"""What a large load that was cut off has written, taken back by its before-images.

What the load has written carries its id; a record that it had not come to is left alone.
"""

from collections.abc import Iterable
from functools import cache

from graph.client import Graph, Tx
from graph.identifiers import quote
from graph.load.record import RecordChange
from graph.load.write.statements import (
    Batch,
    Step,
    batches,
    ends_matched,
    relationship_matched,
    same_keys,
)
from graph.model import Node, Relationship, Row

_MINE = "importId = $import"


def restore(graph: Graph, id: str, changes: Iterable[RecordChange]) -> int:
    """Give back what the load ``id`` has changed, and take out what it has made; how many records.

    May be cut off itself and run again.
    """
    restored = 0
    for batch in batches((change.inverse() for change in changes), _statement):
        restored += graph.write_all(lambda tx, batch=batch: _run(tx, batch, id), seconds=600)  # type: ignore[misc]
    return restored


def _run(tx: Tx, batch: Batch, id: str) -> int:
    return int(str(tx.run(batch.statement, **{"rows": batch.rows, "import": id})[0]["n"]))


@cache
def _statement(step: Step, kind: type[Row], one: str, other: str) -> str:
    if issubclass(kind, Relationship):
        return _of_relationship(step, kind, one, other)
    assert issubclass(kind, Node)
    node = f"UNWIND $rows AS row MATCH (n:{quote(kind.__name__)} {{id: row.id}}) WHERE n.{_MINE}"
    if step == "remove":
        return f"{node} DETACH DELETE n RETURN count(*) AS n"
    if step == "change":
        others = sorted(set(kind.also.values()) - {one}) if other else []
        labels = (f" SET n:{quote(one)}" if one else "") + (
            f" REMOVE n:{':'.join(map(quote, others))}" if others else ""
        )
        return f"{node} SET n += row.props{labels} RETURN count(*) AS n"
    labels = quote(kind.__name__) + (f":{quote(one)}" if one else "")
    return (
        f"UNWIND $rows AS row MERGE (n:{quote(kind.__name__)} {{id: row.id}}) "
        f"ON CREATE SET n += row.props, n.rev = row.rev, n:{labels} RETURN count(*) AS n"
    )


def _of_relationship(step: Step, kind: type[Relationship], start: str, end: str) -> str:
    found = f"{relationship_matched(kind, start, end)} WITH r, row WHERE r.{_MINE}"
    if step == "remove":
        return f"{found} DELETE r RETURN count(*) AS n"
    if step == "change":
        return f"{found} SET r += row.props RETURN count(*) AS n"
    type = quote(kind.type)
    return (
        f"{ends_matched(start, end)} WHERE NOT EXISTS {{ (a)-[f:{type}]->(b) "
        f"WHERE {same_keys(kind, 'f', 'row.props')} }} CREATE (a)-[r:{type}]->(b) "
        "SET r = row.props, r.rev = row.rev RETURN count(*) AS n"
    )

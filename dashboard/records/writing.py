"""Changes of a form, written under the name of who sent it."""

from collections.abc import Mapping

from graph.client import Graph
from graph.load.plan import Plan
from graph.load.plan.compare import STAMPS
from graph.load.record import RecordChange
from graph.load.write.landing import land
from graph.model import node_of_id


def write(
    graph: Graph, records: list[RecordChange], ends: Mapping[str, int], subject: str, by: str
) -> str:
    """Write changes whole or not at all; gives the id under which they stand in the history.

    Raises PlanOutdated where a record, or one of ``ends``, was written by another meanwhile.
    """
    held = [
        RecordChange(kind.__name__, "changed", dict.fromkeys(STAMPS), {}, rev, id=id)
        for id, rev in ends.items()
        if (kind := node_of_id(id)) is not None
    ]
    plan = Plan(f"form {subject}", "0" * 64, graph.data_version(at_most_every=0))
    plan.records = [*records, *held]
    plan.rows = len(records)
    return land(graph, plan, by=by, store=None).import_id

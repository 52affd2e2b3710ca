"""What a file gives to an organisation that has gone up in another."""

from datetime import date

from graph.client import Graph
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import existing_nodes, named_nodes, relationships_at
from graph.load.plan.plan import Plan
from graph.load.record import RecordChange
from graph.load.table.problems import Place, RowProblem
from graph.model import NODES, RELATIONSHIPS


def refuse_merged(graph: Graph, plan: Plan) -> None:
    """A station or an area that comes to an organisation after this has gone up in another."""
    coming = [one for one in plan.records if one.kind in _HELD and one.action == "new"]
    merged = {
        str(key[0]): str(key[1])
        for key, _ in relationships_at(
            graph, RELATIONSHIPS["MergedInto"], "a", {one.start for one in coming}
        )
    }
    days = existing_nodes(graph, NODES["Organization"], merged)
    names = named_nodes(graph, [*merged, *merged.values()], NAME_FIELDS)
    for one in coming:
        if one.start not in merged or not _holds_after(one, days[one.start].get("to")):
            continue
        old, into = names[one.start], names[merged[one.start]]
        place = Place(plan.file, one.sheet, one.row)
        header = plan.headers.get((one.sheet, one.kind), {}).get("start", "")
        wrong = (f"“{old}”已并入“{into}”", f"{old!r} has been merged into {into!r}")
        plan.problems.append(RowProblem(place, header, wrong, (f"写“{into}”", f"write {into!r}")))


def _holds_after(change: RecordChange, day: object) -> bool:
    """Whether a new relationship holds on a day or later; one without days always does."""
    end = (change.after or {}).get("to")
    return end is None or not isinstance(day, date) or (isinstance(end, date) and end > day)


_HELD = ("ServesArea", "Manages")
"""What only an organisation can have that is still there."""

"""What a plan of many records showed, written as one change."""

import time
from collections.abc import Callable, Mapping

from graph.change.errors import RecordChanged
from graph.client import Graph
from graph.entry.together.asked import Together, TogetherPlan
from graph.entry.together.planning import plan_together
from graph.entry.writing import Written
from graph.load.record import RecordChange
from graph.model.town import NO_TOWN, Town

_TRIES = 8
Write = Callable[[list[RecordChange], Mapping[str, int], str], Written]
"""Changes, records with the number that they must still have, and the subject."""


def write_together(
    graph: Graph, asked: Together, write: Write, *, town: Town = NO_TOWN
) -> TogetherPlan:
    """Write what a plan showed, as one change; what others have changed since is let be and said.

    Raises RecordChanged where others write the same records all the time, and GraphError.
    """
    last = RecordChanged("")
    for attempt in range(_TRIES):
        plan = plan_together(graph, asked, town=town)
        records = plan.records
        if plan.faults or not records:
            return plan
        ids = [line.id for line in plan.of("changes")]
        more = f" +{len(ids) - 1}" if len(ids) > 1 else ""
        try:
            ends = {id: plan.revs[id] for id in ids}
            plan.change = write(records, ends, f"{ids[0]}{more}").id
        except RecordChanged as error:
            last = error
            time.sleep(0.02 * attempt)
            continue
        return plan
    raise last

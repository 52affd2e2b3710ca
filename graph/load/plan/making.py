"""The rows of a source beside the graph: the plan of their load."""

from collections import Counter

from graph.client import Graph
from graph.load.checking import check
from graph.load.collector import fewer_collections
from graph.load.plan.compare import Diff
from graph.load.plan.describing import NAME_FIELDS, headers_of
from graph.load.plan.doubles import add_doubles
from graph.load.plan.existing import named_nodes
from graph.load.plan.mergers.merging import add_mergers
from graph.load.plan.missing import add_missing
from graph.load.plan.model import Choices, Need
from graph.load.plan.nodes import compare_nodes
from graph.load.plan.plan import Plan
from graph.load.plan.relationships import compare_relationships
from graph.load.table.reading import Source
from graph.model.town import NO_TOWN, Town
from graph.progress import Reporter, Silent

_NONE_CHOSEN = Choices()


@fewer_collections()
def plan_load(
    graph: Graph,
    source: Source,
    *,
    sha256: str,
    town: Town = NO_TOWN,
    choices: Choices = _NONE_CHOSEN,
    progress: Reporter | None = None,
) -> Plan:
    """What loading a source would do to the graph as it is now; nothing is written.

    Where rows have faults, the plan has only these.
    """
    plan = compared(graph, source, sha256, town, choices, progress or Silent())
    plan.names = _names(graph, plan)
    if not plan.problems:
        add_doubles(graph, plan)
    return plan


def compared(
    graph: Graph,
    source: Source,
    sha256: str,
    town: Town,
    choices: Choices,
    progress: Reporter,
    *,
    known_new: bool = False,
    bound: bool = True,
) -> Plan:
    """A plan without names; ``known_new`` says that nothing of the source is in the graph yet.

    ``bound``: the plan holds for this version of the data alone, and is to be refused later.
    """
    version = graph.data_version(at_most_every=0) if bound and not known_new else ""
    plan = Plan(source.name, sha256, version, rows=source.size(), choices=choices)
    plan.sheets = list(source.sheets)
    plan.notes = list(source.notes)
    with progress.task("检查数据", "Checking", plan.rows) as task:
        good, problems = check(source, graph, task, town, choices.accepted)
    plan.problems = sorted(
        problems, key=lambda one: (plan.position(one.place.sheet), one.place.row)
    )
    by_kind = Counter[str]()
    for checked in good:
        by_kind[checked.table.kind] += len(checked.rows)
    plan.by_kind = dict(+by_kind)
    plan.headers = headers_of(c.table for c in good)
    if plan.problems:
        return plan
    diff = Diff(plan.records, plan.unchanged, plan.blanks)
    with progress.task("与现有数据比较", "Comparing", None):
        for one in compare_nodes(graph, good, choices, diff, known_new=known_new):
            (plan.needs if isinstance(one, Need) else plan.problems).append(one)  # type: ignore[arg-type]
        plan.problems += compare_relationships(graph, good, choices, diff, known_new=known_new)
        if not known_new:
            add_mergers(graph, plan)
        add_missing(graph, good, plan)
    return plan


def _names(graph: Graph, plan: Plan) -> dict[str, str]:
    """What people call the nodes of a plan: as the file says, or else as the graph does."""
    names = {
        record.id: str(record.after[NAME_FIELDS[record.kind]])
        for record in plan.records
        if record.id and NAME_FIELDS.get(record.kind, "") in (record.after or {})
        if record.after is not None
    }
    ids = {id for record in plan.records for id in (record.id, record.start, record.end) if id}
    names |= plan.names
    called = {**NAME_FIELDS, "WishEvent": "toStatus"}
    return names | named_nodes(graph, ids - names.keys(), called)

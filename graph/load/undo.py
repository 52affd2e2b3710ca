"""A load taken back: what it changed is as it was, and what it made is gone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.client import Graph
from graph.errors import LoadError
from graph.identifiers import quote
from graph.load.collector import fewer_collections
from graph.load.plan import Plan
from graph.load.plan.compare import STAMPS, rev_of, whole
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import (
    existing_nodes,
    in_parts,
    named_nodes,
    relationships_between,
)
from graph.load.record import Properties, RecordChange
from graph.load.store import LoadStore
from graph.load.write.landing import land
from graph.load.write.noting import WriteLog
from graph.load.write.run import ImportReport
from graph.model import NODES, RELATIONSHIPS, node_of_id
from graph.progress import Reporter, Silent

_NAMED = 20
"""How many of what rests on a load are named."""
_HANGING = (
    "UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]-() "
    "WHERE coalesce(r.provenance, '') <> 'derived' AND coalesce(r.importId, '') <> $load "
    "RETURN DISTINCT type(r), startNode(r).id, endNode(r).id, r.importId"
)
_WRITTEN = frozenset({*STAMPS, "createdAt"})
"""What is written beside a record's values."""
_RUNS = "MATCH (r:ImportRun) WHERE r.id IN $ids RETURN r.id, r.file ORDER BY r.at"
_Rest = tuple[str, str]
"""What rests on a load, and the later load that it comes from ("": none)."""


class UndoRefused(LoadError):
    """Later loads or changes rest on a load; ``records`` names what of it, ``loads`` by which."""

    def __init__(self, id: str, records: list[str], loads: list[str]) -> None:
        some, more = "、".join(records[:_NAMED]), len(records) - _NAMED
        some_en = ", ".join(records[:_NAMED])
        zh = some + (f" 等 {len(records)} 项" if more > 0 else "")
        en = some_en + (f" and {more} more" if more > 0 else "")
        later = "；".join(loads), "; ".join(loads)
        super().__init__(
            f"不能撤销批次 {id}：后来的改动以它为基础（{zh}）。"
            + (f"请先撤销：{later[0]}。" if loads else "没有作任何改动。"),
            f"The load {id} cannot be undone: later changes rest on it ({en}). "
            + (f"First undo: {later[1]}." if loads else "Nothing was changed."),
        )
        self.records, self.loads = records, loads


@fewer_collections()
def undo(
    graph: Graph,
    id: str,
    *,
    by: str,
    store: LoadStore,
    progress: Reporter | None = None,
    writes: WriteLog | None = None,
) -> ImportReport:
    """Give back exactly what was before a load, as a load of its own that can be undone too.

    Raises UndoRefused where later loads or changes rest on it, and LoadError where it was undone
    before or nothing is kept of it.
    """
    load = store.get(id)
    if load.state == "undone":
        raise LoadError(
            f"批次 {id} 已由 {load.undone_by} 撤销。",
            f"The load {id} has been undone already, by {load.undone_by}.",
        )
    if load.state != "landed" or not store.holds(id):
        raise LoadError(
            f"批次 {id} 没有留下可以撤销的内容。",
            f"Nothing is kept of the load {id} to undo it with.",
        )
    progress = progress or Silent()
    with progress.task("与现有数据比较", "Comparing", None):
        plan = Plan(load.file, load.sha256, graph.data_version(at_most_every=0))
        changes = list(store.changes(id))
        now = records_now(graph, changes)
        refuse_rested_on(graph, id, changes, now)
        plan.records = [given_back(change, now.get(change.identity)) for change in changes]
        plan.rows = len(plan.records)
    return land(graph, plan, by=by, store=store, progress=progress, undoes=id, writes=writes)


def records_now(
    graph: Graph, changes: Iterable[RecordChange]
) -> dict[tuple[object, ...], Properties]:
    """The properties of these records as they are in the graph."""
    by_kind: defaultdict[str, list[RecordChange]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    found: dict[tuple[object, ...], Properties] = {}
    for name, some in by_kind.items():
        if name in NODES:
            there = existing_nodes(graph, NODES[name], (change.id for change in some))
            found |= {(name, id): properties for id, properties in there.items()}
        else:
            ends = ((change.start, change.end) for change in some)
            between = relationships_between(graph, RELATIONSHIPS[name], ends)
            found |= {(name, *key): properties for key, properties in between.items()}
    return found


def given_back(change: RecordChange, now: Properties | None) -> RecordChange:
    """The change that gives a record back, with the whole of what it takes away."""
    back = change.inverse()
    if now is not None and back.before is not None:
        back.rev = rev_of(now)
        back.before = (
            whole(now) if back.after is None else {n: now.get(n) for n in (*back.before, *STAMPS)}
        )
    return back


def refuse_rested_on(
    graph: Graph, id: str, changes: list[RecordChange], now: dict[tuple[object, ...], Properties]
) -> None:
    """Raise UndoRefused where records are not as they were left, or others hang on them by now."""
    rests = [
        (change.name, str((now.get(change.identity) or {}).get("importId") or ""))
        for change in changes
        if not _is_as_left(change, now.get(change.identity))
    ]
    rests += _hanging(graph, id, changes)
    rests += _without_ends(graph, changes)
    if rests:
        later = sorted({load for _, load in rests if load and load != id})
        runs = graph.read(_RUNS, {"ids": later}, rows=None).rows
        names = [f"{run} {file}" for run, file in runs]
        records = {name for name, _ in rests}
        called = named_nodes(graph, records, NAME_FIELDS)
        said = sorted(f"{called[one]} {one}" if one in called else one for one in records)
        raise UndoRefused(id, said, names)


def _is_as_left(change: RecordChange, now: Properties | None) -> bool:
    """Whether a record is as the load has left it: what it made in every value, else in its own."""
    if change.after is None or now is None:
        return change.after is None and now is None
    looked_at = change.after if change.before is not None else {**change.after, **whole(now)}
    return all(change.after.get(n) == now.get(n) for n in looked_at if n not in _WRITTEN)


def _hanging(graph: Graph, id: str, changes: Iterable[RecordChange]) -> Iterator[_Rest]:
    """What has come to hang on nodes that the load has made."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    own: set[tuple[object, ...]] = set()
    for change in changes:
        if change.id and change.before is None:
            by_label[change.kind].append(change.id)
        elif change.before is None:
            own.add((RELATIONSHIPS[change.kind].type, change.start, change.end))
    for label, ids in by_label.items():
        text = _HANGING.format(label=quote(label))
        for some in in_parts(ids):
            rows = graph.read(text, {"ids": some, "load": id}, rows=None, seconds=120).rows
            for *hanging, load in rows:
                if tuple(hanging) not in own:
                    yield f"{hanging[1]} -> {hanging[2]}", str(load or "")


def _without_ends(graph: Graph, changes: Iterable[RecordChange]) -> Iterator[_Rest]:
    """The relationships to be given back whose ends are gone by now."""
    changes = list(changes)
    given_back = {change.id for change in changes if change.id and change.after is None}
    lost = [change for change in changes if not change.id and change.after is None]
    ends = {end for change in lost for end in (change.start, change.end)} - given_back
    there = {
        id
        for kind in NODES.values()
        if (ids := [end for end in ends if node_of_id(end) is kind])
        for id in existing_nodes(graph, kind, ids)
    }
    for change in lost:
        if not {change.start, change.end} <= there | given_back:
            yield change.name, ""

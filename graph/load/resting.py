"""What has come to rest on records since they were changed: it has to go first where that is taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.client import Graph
from graph.identifiers import quote
from graph.load.plan.compare import STAMPS, rev_of, whole
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import (
    existing_nodes,
    in_parts,
    named_nodes,
    relationships_between,
)
from graph.load.record import Properties, RecordChange
from graph.model import NODES, RELATIONSHIPS, node_of_id

_HANGING = (
    "UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]-() "
    "WHERE coalesce(r.provenance, '') <> 'derived' AND coalesce(r.importId, '') <> $load "
    "RETURN DISTINCT type(r), startNode(r).id, endNode(r).id, r.importId"
)
_WRITTEN = frozenset({*STAMPS, "createdAt", "searchText"})
"""What is written beside a record's values."""
_RUNS = (
    "UNWIND $ids AS id OPTIONAL MATCH (r:ImportRun {id: id}) OPTIONAL MATCH (c:ChangeRun {id: id}) "
    "WITH r, c, coalesce(r.at, c.at) AS at WHERE at IS NOT NULL "
    "RETURN coalesce(r.id, c.id), r.file, c.title, c.titleEn, c.by, c.subject ORDER BY at"
)
_Rest = tuple[str, str]
"""What rests on a load or a change, and the later one that it comes from ("": none)."""
Now = dict[tuple[object, ...], Properties]
"""Properties of records by what tells them apart."""


@dataclass(frozen=True)
class Resting:
    """What rests on a load or a change: records by name, and the later loads and changes in both languages."""

    records: list[str]
    later: list[tuple[str, str]]


def resting_on(graph: Graph, id: str, changes: list[RecordChange], now: Now) -> Resting | None:
    """What rests on a load or a change that did this; None where nothing does."""
    rests = [
        (change.name, str((now.get(change.identity) or {}).get("importId") or ""))
        for change in changes
        if not _is_as_left(change, now.get(change.identity))
    ]
    rests += _hanging(graph, id, changes)
    rests += _without_ends(graph, changes)
    if not rests:
        return None
    later = sorted({load for _, load in rests if load and load != id})
    runs = graph.read(_RUNS, {"ids": later}, rows=None).rows
    records = {name for name, _ in rests}
    called = named_nodes(graph, records, NAME_FIELDS)
    names = sorted(f"{called[one]} {one}" if one in called else one for one in records)
    return Resting(names, [_run_words(*map(_text, run)) for run in runs])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _run_words(
    id: str, file: str, title: str, title_en: str, by: str, subject: str
) -> tuple[str, str]:
    """A load by its file, an act by what was done to what, and by whom."""
    if not title:
        return f"{id} {file}", f"{id} {file}"
    return f"{id} {title}（{subject}，{by}）", f"{id} {title_en} ({subject}, {by})"


def records_now(graph: Graph, changes: Iterable[RecordChange]) -> Now:
    """The properties of these records as they are in the graph."""
    by_kind: defaultdict[str, list[RecordChange]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    found: Now = {}
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

"""What passes to another organisation, and what ends, when one is merged into it."""

from collections.abc import Iterator
from datetime import date

from graph.client import Graph
from graph.load.plan.compare import STAMPS, rev_of, whole
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.ending import ended_relationship, holds_on
from graph.load.plan.existing import (
    dated_at,
    existing_nodes,
    named_nodes,
    relationships_at,
)
from graph.load.plan.mergers.refusing import refuse_merged
from graph.load.plan.plan import Plan
from graph.load.record import Properties, RecordChange
from graph.load.table.problems import Place, RowProblem, Words
from graph.model import FAR_DAY, NODES, RELATIONSHIPS

_NO_DAY: tuple[Words, Words] = (
    ("写了“并入”，没有写哪天起不再存在", "it was merged, and it is not said on which day it ended"),
    ("并入的日期，如 2025-06-01", "the day of the merger, such as 2025-06-01"),
)
_OPEN = (
    "MATCH (o:Organization {id: $id})-[:MADE|PLEDGED]->(open) "
    "WHERE open.status IN ['PENDING', 'ACTIVE', 'OPEN', 'PARTLY_PAID'] "
    "OPTIONAL MATCH (open)-[:FOR]->(w:Wish) "
    "RETURN coalesce(w.title, open.id) ORDER BY coalesce(w.title, open.id)"
)


def add_mergers(graph: Graph, plan: Plan) -> None:
    """Add to a plan what follows where its file says that an organisation was merged into another.

    It ends on its last day and works no more; the areas that it served and the stations that it
    managed pass to the other one; its other dated relationships end. What it claimed and pledged
    stays its own, and what of that is open is told.
    """
    for record in [one for one in plan.records if one.kind == "MergedInto" and one.after]:
        _Merger(graph, plan, record).add()
    refuse_merged(graph, plan)


class _Merger:
    """One organisation that goes up in another."""

    def __init__(self, graph: Graph, plan: Plan, record: RecordChange) -> None:
        self._graph, self._plan, self._record = graph, plan, record
        self._old, self._into = record.start, record.end
        nodes = existing_nodes(graph, NODES["Organization"], [self._old, self._into])
        self._was: Properties = nodes.get(self._old, {})
        changes = {one.id: one for one in plan.records if one.kind == "Organization"}
        self._change = changes.get(self._old)
        said = [nodes.get(self._into, {}), getattr(changes.get(self._into), "after", None) or {}]
        self._into_kind = next((p["kind"] for p in reversed(said) if "kind" in p), None)

    def add(self) -> None:
        day = ({**self._was, **(self._change.after or {})} if self._change else self._was).get("to")
        if self._old == self._into:
            self._refuse(("并入的是它自己", "it is merged into itself"), ("另一个组织", "another"))
        elif not isinstance(day, date) or day >= FAR_DAY:
            self._refuse(*_NO_DAY)
        else:
            self._stop()
            self._end_what_is_new(day)
            for change in self._passing(day):
                if change.identity not in self._plan.touched:
                    self._plan.add(change)
            self._tell_open()

    def _refuse(self, wrong: Words, expected: Words) -> None:
        place = Place(self._plan.file, self._record.sheet, self._record.row)
        self._plan.problems.append(RowProblem(place, "并入", wrong, expected))

    def _stop(self) -> None:
        """It works no more, whatever its row says of that."""
        if self._change is None and self._was.get("active") is not False:
            before = {name: self._was.get(name) for name in ("active", *STAMPS)}
            change = self._at_row(
                RecordChange("Organization", "changed", before, {}, rev_of(self._was), id=self._old)
            )
            self._plan.add(change)
            self._change = change
        if self._change is not None and self._change.after is not None:
            self._change.after["active"] = False
            if self._change.before is not None:
                self._change.before["active"] = self._was.get("active")

    def _end_what_is_new(self, day: date) -> None:
        """What the file says of it for the first time holds no longer than it did."""
        for one in self._plan.records:
            end = (one.after or {}).get("to")
            if one.action == "new" and one.start == self._old and isinstance(end, date):
                assert one.after is not None
                one.after["to"] = min(end, day)

    def _passing(self, day: date) -> Iterator[RecordChange]:
        for name, start, end, was in dated_at(self._graph, NODES["Organization"], [self._old]):
            if start == self._old and holds_on(was, day):
                yield self._at_row(
                    ended_relationship(name, start, end, was, day, self._record.sheet)
                )
                if name == "ServesArea" and self._may_serve() and not self._holds(name, end, day):
                    after: Properties = {"from": day, "to": FAR_DAY, "provenance": "entered"}
                    yield self._new(name, end, after, {"from": day})
        for key, was in relationships_at(self._graph, RELATIONSHIPS["Manages"], "a", {self._old}):
            station = str(key[1])
            gone = RecordChange("Manages", "removed", whole(was), None, rev_of(was))
            gone.start, gone.end = self._old, station
            yield self._at_row(gone)
            if not self._holds("Manages", station, day):
                yield self._new("Manages", station, {**whole(was), "provenance": "entered"}, {})

    def _holds(self, name: str, end: str, day: date) -> bool:
        """Whether the other organisation has such a relationship already."""
        found = relationships_at(self._graph, RELATIONSHIPS[name], "a", {self._into})
        return any(key[1] == end and ("to" not in was or holds_on(was, day)) for key, was in found)

    def _may_serve(self) -> bool:
        label = NODES["Organization"].also.get(str(self._into_kind), "")
        return label in RELATIONSHIPS["ServesArea"].starts

    def _new(self, name: str, end: str, after: Properties, keys: Properties) -> RecordChange:
        values = {key: value for key, value in after.items() if key not in (*STAMPS, "createdAt")}
        change = RecordChange(name, "new", None, values, start=self._into, end=end, keys=keys)
        return self._at_row(change)

    def _at_row(self, change: RecordChange) -> RecordChange:
        change.sheet, change.row = self._record.sheet, self._record.row
        return change

    def _tell_open(self) -> None:
        rows = self._graph.read(_OPEN, {"id": self._old}, rows=None, seconds=60).rows
        if not rows:
            return
        titles = [str(title) for (title,) in rows]
        name = named_nodes(self._graph, [self._old], NAME_FIELDS).get(self._old, self._old)
        place = Place(self._plan.file, self._record.sheet, self._record.row)
        words = (
            f"{name}还有未了结的认领或认捐：{'、'.join(titles)}。仍记在它名下；由别的组织接着办的，请在“心愿”里另起一行认领",
            f"{name} has open claims or pledges, which stay its own: {', '.join(titles)}",
        )
        self._plan.notes.append(RowProblem(place, "并入", words, code="merged.open"))

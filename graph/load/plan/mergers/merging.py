"""What passes to another organisation, site or company, and what ends, when one is merged into it."""

from collections.abc import Iterator
from datetime import date

from graph.client import Graph
from graph.load.plan.compare import STAMPS, rev_of, whole
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.ending import ended, ended_relationship, has_ended, holds_on
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
    (
        "写了“并入”，没有写哪天起不再存在",
        "it was merged, and it is not properties on which day it ended",
    ),
    ("并入的日期，如 2025-06-01", "the day of the merger, such as 2025-06-01"),
)
_OPEN = (
    "MATCH (o:Organization|Company {id: $id})-[:MADE|PLEDGED]->(open) "
    "WHERE open.status IN ['PENDING', 'ACTIVE', 'OPEN', 'PARTLY_PAID'] "
    "OPTIONAL MATCH (open)-[:FOR]->(w:Wish) "
    "RETURN coalesce(w.title, open.id) ORDER BY coalesce(w.title, open.id)"
)


MERGERS = {
    "MergedInto": "Organization", "SiteMergedInto": "DeliverySite", "CompanyMergedInto": "Company",
}  # fmt: skip
"""By the relationship that says it, the kind of which a record can be merged into another."""
_PASSES = {
    "Organization": {("ServesArea", "out")},
    "DeliverySite": {("WorksAt", "in"), ("LiaisesWith", "in")},
    "Company": {("Operates", "out"), ("ContractsFor", "out"), ("ContractsFor", "in"),
                ("LiaisesWith", "in")},
}  # fmt: skip
"""By kind, the dated relationships that pass to the other record, and which end of it they have."""


def add_mergers(graph: Graph, plan: Plan) -> None:
    """Add to a plan what follows where its file says that one record was merged into another.

    An organisation ends on its last day and works no more; the areas that it served and the stations
    that it managed pass to the other one. A site closes; who works there goes over. A company's sites
    and contracts go over. All other dated relationships end. What it claimed and pledged stays its
    own, and what of that is open is told.
    """
    for record in [one for one in plan.records if one.kind in MERGERS and one.after]:
        _Merger(graph, plan, record).add()
    refuse_merged(graph, plan)


class _Merger:
    """One record that goes up in another of its kind."""

    def __init__(self, graph: Graph, plan: Plan, record: RecordChange) -> None:
        self._graph, self._plan, self._record = graph, plan, record
        self._kind = MERGERS[record.kind]
        self._old, self._into = record.start, record.end
        nodes = existing_nodes(graph, NODES[self._kind], [self._old, self._into])
        self._was: Properties = nodes.get(self._old, {})
        changes = {one.id: one for one in plan.records if one.kind == self._kind}
        self._change = changes.get(self._old)
        properties = [
            nodes.get(self._into, {}),
            getattr(changes.get(self._into), "after", None) or {},
        ]
        self._into_kind = next((p["kind"] for p in reversed(properties) if "kind" in p), None)

    def add(self) -> None:
        day = self._day()
        if self._old == self._into:
            self._refuse(("并入的是它自己", "it is merged into itself"), ("另一个", "another"))
        elif not isinstance(day, date) or day >= FAR_DAY:
            self._refuse(*_NO_DAY)
        else:
            self._stop(day)
            self._end_what_is_new(day)
            for change in self._passing(day):
                if change.identity not in self._plan.touched:
                    self._plan.add(change)
            self._tell_open()

    def _day(self) -> object:
        """The day of the merger: that on which an organisation ended, else the one that is written."""
        if self._kind != "Organization":
            return (self._record.after or {}).get("on")
        return ({**self._was, **(self._change.after or {})} if self._change else self._was).get(
            "to"
        )

    def _refuse(self, wrong: Words, expected: Words) -> None:
        place = Place(self._plan.file, self._record.sheet, self._record.row)
        self._plan.problems.append(RowProblem(place, "并入", wrong, expected))

    def _stop(self, day: date) -> None:
        """It works no more, whatever its row says of that."""
        if self._kind == "Organization":
            self._stop_organisation()
        elif NODES[self._kind].ending and not has_ended(self._kind, self._was, day):
            sheet = self._record.sheet
            self._plan.add(self._at_row(ended(self._kind, self._old, self._was, day, sheet)))

    def _stop_organisation(self) -> None:
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
        for name, start, end, was in dated_at(self._graph, NODES[self._kind], [self._old]):
            if not holds_on(was, day):
                continue
            yield self._at_row(ended_relationship(name, start, end, was, day, self._record.sheet))
            way, other = ("out", end) if start == self._old else ("in", start)
            if (name, way) not in _PASSES[self._kind] or other == self._into:
                continue
            if (name != "ServesArea" or self._may_serve()) and not self._holds(
                name, way, other, day
            ):
                after = {**whole(was), "from": day, "to": FAR_DAY, "provenance": "entered"}
                yield self._new(name, way, other, after, {"from": day})
        if self._kind == "Organization":
            yield from self._managed(day)

    def _managed(self, day: date) -> Iterator[RecordChange]:
        for key, was in relationships_at(self._graph, RELATIONSHIPS["Manages"], "a", {self._old}):
            station = str(key[1])
            gone = RecordChange("Manages", "removed", whole(was), None, rev_of(was))
            gone.start, gone.end = self._old, station
            yield self._at_row(gone)
            if not self._holds("Manages", "out", station, day):
                after = {**whole(was), "provenance": "entered"}
                yield self._new("Manages", "out", station, after, {})

    def _holds(self, name: str, way: str, other: str, day: date) -> bool:
        """Whether the other one has such a relationship already."""
        side, far = ("a", 1) if way == "out" else ("b", 0)
        found = relationships_at(self._graph, RELATIONSHIPS[name], side, {self._into})
        return any(
            key[far] == other and ("to" not in was or holds_on(was, day)) for key, was in found
        )

    def _may_serve(self) -> bool:
        label = NODES["Organization"].also.get(str(self._into_kind), "")
        return label in RELATIONSHIPS["ServesArea"].starts

    def _new(
        self, name: str, way: str, other: str, after: Properties, keys: Properties
    ) -> RecordChange:
        values = {key: value for key, value in after.items() if key not in (*STAMPS, "createdAt")}
        start, end = (self._into, other) if way == "out" else (other, self._into)
        return self._at_row(
            RecordChange(name, "new", None, values, start=start, end=end, keys=keys)
        )

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

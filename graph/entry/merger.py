"""Two records that are one from a day on: what passes, what ends, what differs, before anything is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from graph.client import Graph
from graph.entry.held import HeldRecord, held_record
from graph.entry.kinds import entered_fields
from graph.entry.leaving import deletion_of
from graph.entry.problems import WHOLE, NoSuchEntry, SlotProblem, problem
from graph.entry.rows import SHEET, RowMaker
from graph.load.plan import Choices
from graph.load.plan.compare import STAMPS
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import named_nodes, relationships_at
from graph.load.plan.making import compared
from graph.load.plan.mergers.merging import MERGERS
from graph.load.record import RecordChange
from graph.load.table.reading import Source, Table
from graph.model import RELATIONSHIPS, node_of_id
from graph.model.town import NO_TOWN, Town
from graph.progress import Silent

PLACE = ("longitude", "latitude", "datum")
"""Fields that are taken over together."""
_APART = frozenset({"active", "from", "to", "status", "movedAt", *STAMPS})
"""What the merger itself writes, or what is of one record alone."""
_RELATIONSHIP = {kind: name for name, kind in MERGERS.items()}


@dataclass(frozen=True)
class Merger:
    """``old`` goes up in ``into`` on a day. ``taken`` names the fields whose value is taken from the
    one that goes; longitude stands for the whole place."""

    old: str
    into: str
    day: date
    taken: frozenset[str] = frozenset()


@dataclass
class MergerPlan:
    """What a merger would write. ``kept`` counts by kind what stays with the one that goes;
    ``notes`` is what is still open of it; ``names`` what people call records, by id."""

    old: HeldRecord
    into: HeldRecord
    records: list[RecordChange] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    problems: list[SlotProblem] = field(default_factory=list)
    notes: list[SlotProblem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def differing(self) -> list[str]:
        """The fields in which the two differ and the one that goes says something."""
        ours, theirs = self.old.texts(), self.into.texts()
        return [
            name
            for name in entered_fields(self.old.kind)
            if name not in _APART and name not in PLACE[1:] and ours[name]
            if ours[name] != theirs[name]
        ]

    @property
    def revs(self) -> dict[str, int]:
        """Both records with the number that they must still have."""
        return {one.id: one.rev for one in (self.old, self.into)}


def can_merge(kind: str) -> bool:
    """Whether records of a kind can be merged into one another."""
    return kind in _RELATIONSHIP


def merged_into(graph: Graph, id: str) -> str:
    """The record that one has gone up in, and that in another; "" where it has not. Raises GraphError."""
    found = ""
    while (kind := node_of_id(found or id)) is not None and can_merge(kind.__name__):
        name, at = _RELATIONSHIP[kind.__name__], found or id
        further = [key[1] for key, _ in relationships_at(graph, RELATIONSHIPS[name], "a", {at})]
        if not further or further[0] == id:
            break
        found = str(further[0])
    return found


def plan_merger(graph: Graph, merger: Merger, *, town: Town = NO_TOWN) -> MergerPlan:
    """What a merger would come to; nothing is written. Raises NoSuchEntry, GraphError."""
    old, into = (_held(graph, id) for id in (merger.old, merger.into))
    plan = MergerPlan(old, into)
    plan.problems = list(_against(graph, old, into))
    if plan.problems:
        return plan
    source = Source(SHEET, _tables(graph, merger, plan, town))
    source.sheets = [one.sheet for one in source.tables]
    made = compared(graph, source, "", town, Choices(), Silent())
    plan.problems += [problem(WHOLE, one.wrong, one.expected) for one in made.problems]
    plan.notes = [problem(WHOLE, one.wrong) for one in made.notes]
    plan.records = [] if plan.problems else made.records
    written = {one.identity for one in plan.records}
    hanging = [one for one in deletion_of(graph, old.id) if not one.id]
    plan.kept = Counter(one.kind for one in hanging if one.identity not in written)
    ids = {id for one in [*hanging, *plan.records] for id in (one.start, one.end) if id}
    plan.names = named_nodes(graph, {*ids, old.id, into.id}, NAME_FIELDS)
    return plan


def _held(graph: Graph, id: str) -> HeldRecord:
    held = held_record(graph, id)
    if held is None or not can_merge(held.kind):
        raise NoSuchEntry(id)
    return held


def _against(graph: Graph, old: HeldRecord, into: HeldRecord) -> list[SlotProblem]:
    """Why two records cannot become one at all."""
    if old.id == into.id:
        return [
            SlotProblem(
                "into",
                "不能并入它自己，请选另一个。",
                "It cannot be merged into itself; choose another.",
            )
        ]
    if old.kind != into.kind:
        return [SlotProblem("into", "两边不是同一种记录。", "The two are not of one kind.")]
    found = []
    for one in (old, into):
        if other := merged_into(graph, one.id):
            found.append(SlotProblem(
                "into", f"“{one.name}”已并入 {other}。", f"{one.name} has been merged into {other} already."
            ))  # fmt: skip
    if into.properties.get("active") is False or into.properties.get("status") == "CLOSED":
        found.append(SlotProblem(
            "into", f"“{into.name}”已停用或关闭，不能再并入。", f"{into.name} has ended; nothing can be merged into it."
        ))  # fmt: skip
    return found


def _tables(graph: Graph, merger: Merger, plan: MergerPlan, town: Town) -> list[Table]:
    """The rows that say it: the merger itself, the last day of the one that goes, what is taken over."""
    kind, day = plan.old.kind, merger.day.isoformat()
    name = _RELATIONSHIP[kind]
    says = {"start": merger.old, "end": merger.into}
    rows = []
    if kind == "Organization":
        rows += (
            RowMaker(graph, kind, merger.old, plan.old, town).rows({"to": day}, frozenset()).rows
        )
    else:
        says["on"] = day
    texts = plan.old.texts()
    names = {one for one in plan.differing if one in merger.taken}
    names |= {*PLACE} if PLACE[0] in names else set()
    if names:
        taken = {one: texts[one] for one in names}
        maker = RowMaker(graph, kind, merger.into, plan.into, town)
        rows += maker.rows(taken, frozenset()).rows
    tables = [Table(name, SHEET, name, None, [(1, dict(says))])]
    if rows:
        numbered = [(number, row.values) for number, row in enumerate(rows, start=1)]
        tables.append(Table(kind, SHEET, kind, None, numbered))
    return tables

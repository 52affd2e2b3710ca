"""A form's changed texts beside the graph: the records that would change, or what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graph.client import Graph
from graph.entry.held import HeldRecord
from graph.entry.problems import WHOLE, SlotProblem, problem
from graph.entry.rows import SHEET, Row, RowMaker, Rows
from graph.load.plan import Choices, Plan
from graph.load.plan.compare import whole
from graph.load.plan.making import compared, plan_load
from graph.load.record import RecordChange
from graph.load.table.problems import RowProblem
from graph.load.table.reading import Source, Table
from graph.model import RELATIONSHIPS, DatedRelationship
from graph.model.town import NO_TOWN, Town
from graph.progress import Silent


@dataclass
class EntryPlan:
    """What a form would write: the changes, and by id each record whose lock they need with them."""

    id: str
    records: list[RecordChange] = field(default_factory=list)
    ends: set[str] = field(default_factory=set)
    problems: list[SlotProblem] = field(default_factory=list)


def plan_entry(
    graph: Graph,
    kind: str,
    id: str,
    held: HeldRecord | None,
    changed: Mapping[str, str],
    *,
    town: Town = NO_TOWN,
    accepted: Collection[str] = (),
) -> EntryPlan:
    """What the texts that a person changed would write; nothing is written. Raises GraphError.

    ``held`` is None for a new record, which gets the ``id``. ``accepted`` names the problems of
    which a person has said that the text is right.
    """
    given = frozenset(accepted)
    rows = RowMaker(graph, kind, id, held, town).rows(changed, given)
    found = EntryPlan(id, problems=list(rows.problems))
    source, places = _source(rows)
    plan = _planned(graph, source, held is None, town, given)
    found.problems += _problems(plan, places, given, {one.slot for one in found.problems})
    if not found.problems:
        found.records = _records(plan, rows, id)
        found.ends = _ends(found.records, id)
    return found


def _source(rows: Rows) -> tuple[Source, dict[tuple[str, int], Row]]:
    """The rows as a load takes them, a sheet for each kind, and which row each number is."""
    tables: dict[str, Table] = {}
    places: dict[tuple[str, int], Row] = {}
    for row in rows.rows:
        table = tables.setdefault(row.kind, Table(row.kind, SHEET, row.kind, None))
        number = len(table.rows) + 1
        table.rows.append((number, row.values))
        places[row.kind, number] = row
    return Source(SHEET, list(tables.values()), sheets=list(tables)), places


def _planned(
    graph: Graph, source: Source, is_new: bool, town: Town, accepted: frozenset[str]
) -> Plan:
    """The plan of a load of these rows; what a person may allow is asked again until allowed."""
    replaced = {ref: "replace" for ref in accepted}
    choices = Choices(
        accepted=dict.fromkeys(accepted, ""),
        corrections=replaced,  # type: ignore[arg-type]
        same=dict.fromkeys(accepted, ""),
    )
    if is_new:
        return plan_load(graph, source, sha256="", town=town, choices=choices)
    return compared(graph, source, "", town, choices, Silent(), bound=False)


def _problems(
    plan: Plan,
    places: Mapping[tuple[str, int], Row],
    accepted: frozenset[str],
    slots: Collection[str],
) -> list[SlotProblem]:
    found = []
    for one in plan.problems:
        slot = _slot(one, places)
        if slot in slots:
            continue  # it could not be read: that it is missing follows from it
        found.append(problem(slot, one.wrong, one.expected, one.ref if one.acceptable else ""))
    for need in plan.needs:
        if need.ref not in accepted:
            slot = "kind" if need.code == "kind" else "name"
            found.append(SlotProblem(slot, f"{need.words[0]}？", f"{need.words[1]}?", need.ref))
    return found


def _slot(one: RowProblem, places: Mapping[tuple[str, int], Row]) -> str:
    row = places.get((one.place.sheet, one.place.row))
    return row.slots.get(one.column, WHOLE) if row else WHOLE


def _records(plan: Plan, rows: Rows, id: str) -> list[RecordChange]:
    """The plan's changes, and the relationships that are taken away as entered by mistake."""
    removed = [
        RecordChange(
            one.pattern.name,
            "removed",
            whole(one.properties),
            None,
            one.rev,
            start=one.pattern.ends(id, one.other)[0],
            end=one.pattern.ends(id, one.other)[1],
            keys={key: one.properties.get(key) for key in one.pattern.kind.keys},
            sheet=SHEET,
        )
        for one in rows.gone
    ]
    gone = {one.identity for one in removed}
    return [one for one in plan.records if one.identity not in gone] + removed


def _ends(records: Collection[RecordChange], id: str) -> set[str]:
    """The records at which there may be one of a relationship that begins: nobody adds another beside it."""
    ends = set()
    for one in records:
        kind = RELATIONSHIPS.get(one.kind)
        if kind is None or one.action != "new":
            continue
        if kind.most_from_start or (not kind.most_to_end and issubclass(kind, DatedRelationship)):
            ends.add(one.start)
        if kind.most_to_end:
            ends.add(one.end)
    new = {one.id for one in records if one.id and one.before is None}
    changed = {one.id for one in records if one.id}
    return ends - new - changed

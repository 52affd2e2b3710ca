"""New rows that are likely the same as something under another id, in the graph or in the same file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians

from pypinyin import lazy_pinyin

from graph.client import Graph
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import all_nodes
from graph.load.plan.model import Double, Need, Why
from graph.load.plan.plan import Plan
from graph.load.record import Properties, RecordChange
from graph.load.table.problems import Place, RowProblem
from graph.model import NODES

_NAMED = (
    *("Organization", "Area", "Company", "DeliverySite", "Venue", "ServiceStation"),
    *("Project", "Fund", "Team", "ChatGroup"),
)
"""Kinds of which two of one name are likely one."""
_PLACED = ("DeliverySite", "Venue")
"""Kinds of which two in one place are likely one."""
_NEAR = 30.0
"""Metres."""
_METRES_OF_DEGREE = 111_320.0
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def add_doubles(graph: Graph, plan: Plan) -> None:
    """List in a plan its likely doubles, and ask about those that nobody has answered for."""
    new: dict[str, list[RecordChange]] = {}
    for record in plan.records:
        if record.action == "new" and record.kind in _NAMED:
            new.setdefault(record.kind, []).append(record)
    for label, records in new.items():
        there = all_nodes(graph, NODES[label])
        for double in _doubles(label, records, there):
            plan.doubles.append(double)
            answer = plan.choices.same_as(f"{double.sheet}!{double.row}", label)
            if answer is None:
                plan.needs.append(_question(double))
            elif answer:
                plan.problems.append(_written_id(plan, double, answer))


def alike(name: str) -> str:
    """A name as it is compared: without what nobody sees, whatever its width."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()


def sound(name: str) -> tuple[str, ...]:
    """How a name sounds: the same for traditional and simplified characters."""
    return tuple(lazy_pinyin(alike(name)))


def _doubles(
    label: str, records: Iterable[RecordChange], there: dict[str, Properties]
) -> Iterator[Double]:
    named = NAME_FIELDS[label]
    by_name: dict[object, str] = {}
    for id, was in there.items():
        by_name.setdefault(alike(str(was.get(named, ""))), id)
        by_name.setdefault(sound(str(was.get(named, ""))), id)
    names = {id: str(was.get(named, "")) for id, was in there.items()}
    rows: dict[str, int] = {}
    places = _Places(there) if label in _PLACED else None
    for record in records:
        after = record.after or {}
        name = names[record.id] = str(after.get(named, ""))
        written, sounded = by_name.get(alike(name)), by_name.get(sound(name))
        near = places.near(after) if places else None
        other = written or sounded or near
        if other is not None:
            why: Why = "writing" if written else "sound" if sounded else "place"
            at = record.sheet, record.row
            yield Double(
                f"{at[0]}!{at[1]}!{label}", *at, label, record.id, name, other, names[other], why,
                rows.get(other, 0),
            )  # fmt: skip
        rows[record.id] = record.row
        for key in (alike(name), sound(name)):
            by_name.setdefault(key, record.id)


class _Places:
    """Where nodes are, found by a place near to them."""

    def __init__(self, there: dict[str, Properties]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, str, object]]] = {}
        for id, was in there.items():
            if place := _place(was):
                self._cells.setdefault(_cell(*place), []).append((*place, id, was.get("kind")))

    def near(self, after: Properties) -> str | None:
        """A node of the same kind within 30 m."""
        place = _place(after)
        if place is None:
            return None
        row, column = _cell(*place)
        around = ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        for longitude, latitude, id, kind in (p for c in around for p in self._cells.get(c, ())):
            east = (longitude - place[0]) * cos(radians(latitude)) * _METRES_OF_DEGREE
            north = (latitude - place[1]) * _METRES_OF_DEGREE
            if kind == after.get("kind") and hypot(east, north) <= _NEAR:
                return id
        return None


def _place(properties: Properties) -> tuple[float, float] | None:
    place = properties.get("location")
    return (place["longitude"], place["latitude"]) if isinstance(place, dict) else None


def _cell(longitude: float, latitude: float) -> tuple[int, int]:
    return int(longitude * 1000), int(latitude * 1000)


def _question(double: Double) -> Need:
    words = (
        f"{double.id}“{double.name}”与 {double.other_id}“{double.other_name}”是不是同一个",
        f"whether {double.id} {double.name!r} is the same as {double.other_id} "
        f"{double.other_name!r}",
    )
    return Need("same", double.sheet, double.ref, words)


def _written_id(plan: Plan, double: Double, answer: str) -> RowProblem:
    """The fault of a row that is the same as something, and has an id of its own."""
    wrong = (
        f"定为与 {answer} 是同一个，这里却另写了编号 {double.id}",
        f"said to be the same as {answer}, and has the id {double.id} of its own",
    )
    header = plan.headers.get((double.sheet, double.kind), {}).get("id", "id")
    return RowProblem(Place(plan.file, double.sheet, double.row), header, wrong, (answer, answer))

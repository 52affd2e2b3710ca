"""Whether rows fit the model, each other and the graph: every fault, not only the first."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter

from pydantic import ValidationError

from graph.client import Graph
from graph.identifiers import quote
from graph.load.periods import ends_early, period_fields
from graph.load.plausible import Look, far_look, future_looks, swapped, without_datum
from graph.load.table.fields import KINDS, fields_of, listed_codes
from graph.load.table.problems import RowProblem, without_repeats
from graph.load.table.pydantic_messages import fault_of, kinds_in_words, not_allowed
from graph.load.table.reading import Source, Table
from graph.model import LABELS, NODES, Located, Node, Relationship, Row, node_of_id
from graph.model.town import NO_TOWN, Town
from graph.model.words import code_of, is_coded
from graph.progress import Task

_STEP = 1000


@dataclass
class Checked:
    """The valid rows of a table, each with its number, and the ids of all its rows."""

    table: Table
    rows: list[tuple[int, Row]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Ids of rows that have faults of their own: relationships to them are not faulty for that."""


def by_kind(good: Iterable[Checked]) -> dict[str, list[Checked]]:
    """Tables by the class name of their kind, in the order in which they come."""
    found: dict[str, list[Checked]] = {}
    for checked in good:
        found.setdefault(checked.table.kind, []).append(checked)
    return found


def check(
    source: Source,
    graph: Graph,
    task: Task,
    town: Town = NO_TOWN,
    accepted: Collection[str] = (),
) -> tuple[list[Checked], list[RowProblem]]:
    """The valid rows, and every fault. The graph is asked for ends that are not in the file.

    Codes that a town has lists of must be on its list. ``accepted`` has the references of what a
    person has looked at and found right.
    """
    faults = list(source.faults)
    good = []
    for table in source.tables:
        checked = Checked(table)
        faults.extend(_check_table(checked, task, town))
        if question := without_datum(table):
            faults.append(question)
        good.append(checked)
    faults.extend(_twice(good))
    faults.extend(_bad_ends(good, graph))
    found = without_repeats(faults)
    return good, [fault for fault in found if not (fault.acceptable and fault.ref in accepted)]


def labels_of(row: Node) -> frozenset[str]:
    """The labels that a row's thing carries."""
    also = row.also.get(getattr(row, "kind", "")) if row.also else None
    label = type(row).__name__
    return frozenset((label, also)) if also else frozenset((label,))


def _check_table(checked: Checked, task: Task, town: Town) -> Iterator[RowProblem]:
    table, rows = checked.table, checked.rows
    kind = KINDS[table.kind]
    validate, looks = kind.model_validate, _looks(kind, town)
    codes = _Codes(table.kind, town)
    done = 0
    for done, (number, values) in enumerate(table.rows, 1):
        if done % _STEP == 0:
            task.advance(_STEP)
        try:
            row = validate(codes.in_place_of_words(values))
        except ValidationError as error:
            checked.broken.add(str(values.get("id", "")).strip())
            yield from _faults(table, number, error)
        else:
            rows.append((number, row))
            for look in looks:
                if fault := look(table, number, row):
                    yield fault
    task.advance(done % _STEP)


def _faults(table: Table, number: int, error: ValidationError) -> Iterator[RowProblem]:
    details = error.errors()
    if fault := swapped(table, number, details):
        yield fault
        details = [one for one in details if one["loc"][0] not in ("longitude", "latitude")]
    for detail in details:
        if found := fault_of(table, number, detail):
            yield found


class _Codes:
    """The codes of a kind's words, each looked for once."""

    def __init__(self, kind: str, town: Town) -> None:
        self._kind, self._town = kind, town
        self._fields = [name for name in fields_of(KINDS[kind]) if is_coded(kind, name, town)]
        self._known: dict[tuple[str, str], str | int] = {}

    def in_place_of_words(self, values: dict[str, object]) -> dict[str, object]:
        """Values with codes; what is no word of its field stays as it is."""
        found: dict[str, object] = {}
        for name in self._fields:
            text = values.get(name)
            if isinstance(text, str) and (code := self._code(name, text)) != text:
                found[name] = code
        return values | found if found else values

    def _code(self, name: str, text: str) -> str | int:
        if (name, text) not in self._known:
            code = code_of(self._kind, name, text, self._town)
            self._known[name, text] = text if code is None else code
        return self._known[name, text]


def _looks(kind: type[Row], town: Town) -> tuple[Look, ...]:
    """What is to be checked of a kind's rows beyond each field by itself."""
    coded = [name for name in fields_of(kind) if town.codes_of(kind.__name__, name)]
    looks: dict[Look, bool] = {
        ends_early: period_fields(kind) is not None,
        _half_a_place: issubclass(kind, Located),
        _foreign_id: issubclass(kind, Node),
    }
    listed = (partial(_unlisted_code, name, town) for name in coded)
    further: tuple[Look, ...] = (*listed, *future_looks(kind), *far_look(kind, town))
    return (*(look for look, needed in looks.items() if needed), *further)


def _unlisted_code(name: str, town: Town, table: Table, number: int, row: Row) -> RowProblem | None:
    value = row.__dict__[name]
    if value is None or value in town.codes_of(table.kind, name):
        return None
    wrong = not_allowed(str(value), table.kind, name, town)
    return RowProblem(
        table.place(number), table.column(name), wrong, listed_codes(table.kind, name, town)
    )


def _half_a_place(table: Table, number: int, row: Row) -> RowProblem | None:
    longitude, latitude = row.__dict__["longitude"], row.__dict__["latitude"]
    if (longitude is None) == (latitude is None):
        return None
    return RowProblem(
        table.place(number),
        table.column("longitude" if longitude is None else "latitude"),
        ("经度和纬度只填了一个", "only one of longitude and latitude is given"),
        ("两个都填，或都不填", "both, or neither"),
    )


def _foreign_id(table: Table, number: int, row: Row) -> RowProblem | None:
    assert isinstance(row, Node)
    id, prefix = row.id, row.prefix
    if prefix.endswith("-"):
        own = id.startswith(prefix) and id != prefix
    else:
        own = node_of_id(id) is type(row)
    if own:
        return None
    return RowProblem(
        table.place(number),
        table.column("id"),
        (f"编号“{id}”的前缀不对", f"the id {id!r} does not have this kind's prefix"),
        (f"以 {prefix} 开头的编号", f"an id that begins with {prefix}"),
    )


def _twice(good: list[Checked]) -> Iterator[RowProblem]:
    """Things with one id, and relationships that are the same relationship, stated more than once."""
    seen: defaultdict[type[Row], dict[object, tuple[Table, int]]] = defaultdict(dict)
    for checked in good:
        table, kind = checked.table, KINDS[checked.table.kind]
        of_kind = seen[Node if issubclass(kind, Node) else kind]
        named = _named(kind)
        for number, row in checked.rows:
            first = of_kind.setdefault(named(row), (table, number))
            if first[1] != number or first[0] is not table:
                yield _again(table, number, row, first)


def _named(kind: type[Row]) -> Callable[[Row], object]:
    """What makes a row of a kind that thing or that relationship."""
    if issubclass(kind, Node):
        return attrgetter("id")
    keys = getattr(kind, "keys", ())
    return attrgetter("start", "end", *(fields_of(kind)[key].attribute for key in keys))


def _again(table: Table, number: int, row: Row, first: tuple[Table, int]) -> RowProblem:
    where = f"{first[0].sheet} · {first[1]}"
    if isinstance(row, Node):
        wrong = (f"编号 {row.id} 重复", f"the id {row.id} stands twice")
    else:
        wrong = ("与另一行是同一条关系", "another row states the same tie")
    return RowProblem(
        table.place(number),
        table.column("id" if isinstance(row, Node) else "start"),
        (f"{wrong[0]}（第一次在 {where}）", f"{wrong[1]} (first at {where})"),
        ("只出现一次", "once only"),
    )


def _bad_ends(good: list[Checked], graph: Graph) -> Iterator[RowProblem]:
    labels = {row.id: labels_of(row) for c in good for _, row in c.rows if isinstance(row, Node)}
    broken = set[str]().union(*(checked.broken for checked in good))
    relationships = [c for c in good if issubclass(KINDS[c.table.kind], Relationship)]
    ends = {
        id
        for c in relationships
        for _, row in c.rows
        if isinstance(row, Relationship)
        for id in (row.start, row.end)
    }
    labels.update(_labels_in_graph(graph, ends - labels.keys() - broken))
    for checked in relationships:
        for number, relationship in checked.rows:
            assert isinstance(relationship, Relationship)
            for column, id, allowed in (
                ("start", relationship.start, relationship.starts),
                ("end", relationship.end, relationship.ends),
            ):
                has = labels.get(id)
                if has is None and id in broken:
                    continue
                if has is None or has.isdisjoint(allowed):
                    yield _bad_end(checked.table, number, column, id, has, allowed)


def _bad_end(
    table: Table,
    number: int,
    column: str,
    id: str,
    has: frozenset[str] | None,
    allowed: tuple[str, ...],
) -> RowProblem:
    zh, en = kinds_in_words(allowed)
    if has is None:
        wrong = (f"找不到编号“{id}”", f"nothing has the id {id!r}")
        needed = (
            f"本文件或系统里已有的编号（{zh}）",
            f"an id that is in this file or in the graph ({en})",
        )
        return RowProblem(table.place(number), table.column(column), wrong, needed)
    is_zh, is_en = kinds_in_words(sorted(has, key=lambda label: label in NODES)[:1])
    wrong = (f"{id} 是{is_zh}", f"{id} is of the kind {is_en}")
    return RowProblem(table.place(number), table.column(column), wrong, (zh, en))


def _labels_in_graph(graph: Graph, ids: set[str]) -> dict[str, frozenset[str]]:
    by_label: dict[str, list[str]] = {}
    for id in ids:
        kind = node_of_id(id)
        if kind is not None:
            by_label.setdefault(kind.__name__, []).append(id)
    found: dict[str, frozenset[str]] = {}
    for label, some in by_label.items():
        text = f"UNWIND $ids AS id MATCH (n:{quote(label)} {{id: id}}) RETURN id, labels(n)"
        for row in graph.read(text, {"ids": sorted(some)}, rows=None, seconds=60).rows:
            assert isinstance(row[1], list)
            found[str(row[0])] = frozenset(row[1]) & LABELS
    return found

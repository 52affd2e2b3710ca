"""Whether rows fit the model, each other and the graph: every fault, not only the first."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from graph.client import Graph
from graph.identifiers import quote
from graph.load.faults import Fault
from graph.load.fields import KINDS, fields_of
from graph.load.reading import Source, Table
from graph.load.wording import fault_of, kinds_in_words
from graph.model import LABELS, NODES, Located, Node, Row, Tie, node_of_id
from graph.progress import Task

_STEP = 1000


@dataclass
class Checked:
    """The valid rows of a table, each with its number, and the ids of all its rows."""

    table: Table
    rows: list[tuple[int, Row]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Ids of rows that have faults of their own: ties to them are not faulty for that."""


def check(source: Source, graph: Graph, task: Task) -> tuple[list[Checked], list[Fault]]:
    """The valid rows, and every fault. The graph is asked for ends that are not in the file."""
    faults = list(source.faults)
    good = []
    for table in source.tables:
        checked = Checked(table)
        faults.extend(_check_table(checked, task))
        good.append(checked)
    faults.extend(_twice(good))
    faults.extend(_bad_ends(good, graph))
    return good, faults


def labels_of(row: Node) -> frozenset[str]:
    """The labels that a row's thing carries."""
    also = row.also.get(getattr(row, "kind", "")) if row.also else None
    label = type(row).__name__
    return frozenset((label, also)) if also else frozenset((label,))


def _check_table(checked: Checked, task: Task) -> Iterator[Fault]:
    table, rows = checked.table, checked.rows
    kind = KINDS[table.kind]
    validate, further = kind.model_validate, _further(kind)
    done = 0
    for done, (number, values) in enumerate(table.rows, 1):
        if done % _STEP == 0:
            task.advance(_STEP)
        try:
            row = validate(values)
        except ValidationError as error:
            checked.broken.add(str(values.get("id", "")).strip())
            found = (fault_of(table, number, detail) for detail in error.errors())
            yield from (fault for fault in found if fault is not None)
        else:
            rows.append((number, row))
            if further:
                yield from _of_row(table, number, row)
    task.advance(done % _STEP)


def _further(kind: type[Row]) -> bool:
    """Whether rows of a kind have more to be checked than each field by itself."""
    return issubclass(kind, Node) or {"from", "to"} <= fields_of(kind).keys()


def _of_row(table: Table, number: int, row: Row) -> Iterator[Fault]:
    values = row.__dict__
    begin, end = values.get("from_"), values.get("to")
    if begin is not None and end is not None and end < begin:
        yield Fault(
            table.place(number),
            table.column("to"),
            (f"“至”（{end}）早于“自”（{begin}）", f"it ends ({end}) before it begins ({begin})"),
            ("不早于“自”的日期", "a day not before 'from'"),
        )
    if isinstance(row, Located) and (row.longitude is None) != (row.latitude is None):
        missing = "longitude" if row.longitude is None else "latitude"
        yield Fault(
            table.place(number),
            table.column(missing),
            ("经度和纬度只填了一个", "only one of longitude and latitude is given"),
            ("两个都填，或都不填", "both, or neither"),
        )
    if isinstance(row, Node) and not _own_id(row):
        yield Fault(
            table.place(number),
            table.column("id"),
            (f"编号“{row.id}”的前缀不对", f"the id {row.id!r} does not have this kind's prefix"),
            (f"以 {row.prefix} 开头的编号", f"an id that begins with {row.prefix}"),
        )


def _own_id(row: Node) -> bool:
    prefix = row.prefix
    if prefix.endswith("-"):
        return row.id.startswith(prefix) and len(row.id) > len(prefix)
    return node_of_id(row.id) is type(row)


def _twice(good: list[Checked]) -> Iterator[Fault]:
    """Things with one id, and ties that are the same tie, stated more than once."""
    seen: dict[tuple[object, ...], tuple[Table, int]] = {}
    for checked in good:
        table = checked.table
        keys = getattr(KINDS[table.kind], "keys", ())
        names = [fields_of(KINDS[table.kind])[key].attribute for key in keys]
        for number, row in checked.rows:
            if isinstance(row, Node):
                what: tuple[object, ...] = (row.id,)
            else:
                values = row.__dict__
                ends = (table.kind, values["start"], values["end"])
                what = (*ends, *[values[name] for name in names])
            first = seen.setdefault(what, (table, number))
            if first != (table, number):
                yield _again(table, number, row, first)


def _again(table: Table, number: int, row: Row, first: tuple[Table, int]) -> Fault:
    where = f"{first[0].sheet} · {first[1]}"
    if isinstance(row, Node):
        wrong = (f"编号 {row.id} 重复", f"the id {row.id} stands twice")
    else:
        wrong = ("与另一行是同一条关系", "another row states the same tie")
    return Fault(
        table.place(number),
        table.column("id" if isinstance(row, Node) else "start"),
        (f"{wrong[0]}（第一次在 {where}）", f"{wrong[1]} (first at {where})"),
        ("只出现一次", "once only"),
    )


def _bad_ends(good: list[Checked], graph: Graph) -> Iterator[Fault]:
    labels = {row.id: labels_of(row) for c in good for _, row in c.rows if isinstance(row, Node)}
    broken = set[str]().union(*(checked.broken for checked in good))
    ties = [c for c in good if issubclass(KINDS[c.table.kind], Tie)]
    ends = {id for c in ties for _, tie in c.rows for id in (tie.start, tie.end)}  # type: ignore[attr-defined]
    labels.update(_labels_in_graph(graph, ends - labels.keys() - broken))
    for checked in ties:
        for number, tie in checked.rows:
            assert isinstance(tie, Tie)
            for column, id, allowed in (
                ("start", tie.start, tie.starts),
                ("end", tie.end, tie.ends),
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
) -> Fault:
    zh, en = kinds_in_words(allowed)
    if has is None:
        wrong = (f"找不到编号“{id}”", f"nothing has the id {id!r}")
        needed = (
            f"本文件或图中已有的编号（{zh}）",
            f"an id that is in this file or in the graph ({en})",
        )
        return Fault(table.place(number), table.column(column), wrong, needed)
    is_zh, is_en = kinds_in_words(sorted(has, key=lambda label: label in NODES)[:1])
    wrong = (f"{id} 是{is_zh}", f"{id} is of the kind {is_en}")
    return Fault(table.place(number), table.column(column), wrong, (zh, en))


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

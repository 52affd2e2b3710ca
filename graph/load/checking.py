"""Whether rows fit the model, each other and the graph: every fault, not only the first."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.client import Graph
from graph.identifiers import quote
from graph.load.faults import Fault, Place
from graph.load.reading import Source
from graph.model import NODES, TIES, Node, Row, Tie, node_of_id

Good = dict[str, list[tuple[Place, Row]]]


def check(source: Source, graph: Graph | None) -> tuple[Good, list[Fault]]:
    """The valid rows by kind, and every fault. ``graph`` is asked for ends that are not in the file."""
    good: Good = {}
    faults = list(source.faults)
    for kind, rows in source.rows.items():
        good[kind] = []
        for place, values in rows:
            try:
                row = (NODES.get(kind) or TIES[kind]).model_validate(values)
            except ValidationError as error:
                faults.extend(_fault(place, detail) for detail in error.errors())
            else:
                good[kind].append((place, row))
    faults.extend(_bad_ids(good))
    faults.extend(_bad_ends(good, graph))
    return good, faults


def _fault(place: Place, detail: ErrorDetails) -> Fault:
    column = str(detail["loc"][0]) if detail["loc"] else ""
    said, kind, more = detail.get("input"), detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return Fault(place, column, ("缺少这一项", "it is missing"), ("必填", "a value"))
    if kind == "extra_forbidden":
        return Fault(place, column, ("没有这一列", "there is no such column"))
    if kind == "literal_error":
        allowed = str(more.get("expected", "")).replace("'", "").replace(" or ", ", ")
        near = get_close_matches(str(said), allowed.split(", "), 1, 0.5)
        hint = f"({near[0]}?)" if near else ""
        wrong = (
            f"“{said}”不在允许的值中{hint}",
            f"{said!r} is not one of the values {hint}".strip(),
        )
        return Fault(place, column, wrong, (allowed, allowed))
    return Fault(
        place, column, (f"“{said}”不合要求", f"{said!r} does not fit"), (detail["msg"],) * 2
    )


def _bad_ids(good: Good) -> Iterator[Fault]:
    for kind, rows in good.items():
        if kind not in NODES:
            continue
        seen: Counter[str] = Counter()
        for place, row in rows:
            assert isinstance(row, Node)
            seen[row.id] += 1
            if seen[row.id] == 2:
                yield Fault(place, "id", (f"编号 {row.id} 重复", f"the id {row.id} stands twice"))
            if node_of_id(row.id) is not NODES[kind]:
                prefix = NODES[kind].prefix
                yield Fault(
                    place,
                    "id",
                    (f"编号 {row.id} 的前缀不对", f"the id {row.id} has another kind's prefix"),
                    (f"以 {prefix} 开头", f"begins with {prefix}"),
                )


def labels_of(row: Node) -> set[str]:
    """The labels that a row's thing carries."""
    also = row.also.get(str(getattr(row, "kind", "")))
    return {type(row).__name__, *([also] if also else [])}


def _bad_ends(good: Good, graph: Graph | None) -> Iterator[Fault]:
    labels = {
        row.id: labels_of(row) for rows in good.values() for _, row in rows if isinstance(row, Node)
    }
    ties = [(place, row) for rows in good.values() for place, row in rows if isinstance(row, Tie)]
    wanted = {id for _, tie in ties for id in (tie.start, tie.end) if id not in labels}
    labels.update(_labels_in_graph(graph, wanted))
    for place, tie in ties:
        for column, id, allowed in (("start", tie.start, tie.starts), ("end", tie.end, tie.ends)):
            has = labels.get(id)
            if has is None:
                wrong = (f"找不到编号 {id}", f"nothing has the id {id}")
                yield Fault(
                    place, column, wrong, ("文件或图中已有的编号", "an id of the file or graph")
                )
            elif not has & set(allowed):
                wrong = (f"{id} 是 {'/'.join(sorted(has))}", f"{id} is a {'/'.join(sorted(has))}")
                yield Fault(place, column, wrong, (" / ".join(allowed),) * 2)


def _labels_in_graph(graph: Graph | None, ids: set[str]) -> dict[str, set[str]]:
    by_label: dict[str, list[str]] = {}
    for id in ids:
        kind = node_of_id(id)
        if kind is not None:
            by_label.setdefault(kind.__name__, []).append(id)
    found: dict[str, set[str]] = {}
    for label, some in by_label.items() if graph is not None else ():
        assert graph is not None
        text = f"MATCH (n:{quote(label)}) WHERE n.id IN $ids RETURN n.id, labels(n)"
        for row in graph.read(text, {"ids": sorted(some)}, rows=None, seconds=60).rows:
            assert isinstance(row[1], list)
            found[str(row[0])] = set(row[1])
    return found

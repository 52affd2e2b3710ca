"""Records that exist already, as rows of the model: read from a graph, or given."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Protocol, get_args

from graph.client import Graph
from graph.identifiers import quote
from graph.load.table.fields import KINDS, fields_of
from graph.load.write.coordinates import Datum, from_wgs84
from graph.model import NODES, RELATIONSHIPS, Located, Row

Values = dict[str, object]
_NAMED = ("name", "alias", "title", "item")
_POINT = ("longitude", "latitude", "datum")


class Records(Protocol):
    """What exists, by kind. A row has the names of the model's fields; ``id``, or ``start`` and ``end``."""

    def all(self, kind: str) -> Iterable[Values]:
        """Every record of a kind, in the order of its ids."""

    def names(self, kind: str) -> Mapping[str, str]:
        """The id and the name of every node of a kind; "" where it has none."""

    def nodes(self, kind: str, ids: Collection[str]) -> dict[str, Values]:
        """The nodes of a kind that have these ids, by id."""

    def touching(self, kind: str, ids: Collection[str]) -> list[Values]:
        """The relationships of a kind that begin or end at one of these ids."""

    def alike(self, kind: str, field: str, values: Collection[object]) -> list[Values]:
        """The nodes of a kind whose field has one of these values."""

    def greatest(self, kind: str) -> tuple[int, int]:
        """The greatest number of an id of a kind, and the greatest width; 0, 0 where there is none."""


def name_field(kind: str) -> str | None:
    """The field that names a node of a kind, or None where it has none."""
    return next((name for name in _NAMED if name in fields_of(NODES[kind])), None)


class GivenRecords:
    """Records out of rows by class name."""

    def __init__(self, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> None:
        self._rows = {kind: [_complete(kind, row) for row in some] for kind, some in rows.items()}

    def all(self, kind: str) -> Iterable[Values]:
        """Every record of a kind."""
        rows = self._rows.get(kind, [])
        return sorted(rows, key=_order)

    def names(self, kind: str) -> Mapping[str, str]:
        """The id and the name of every node of a kind."""
        named = name_field(kind)
        return {str(row["id"]): str(row[named] if named else "") for row in self.all(kind)}

    def nodes(self, kind: str, ids: Collection[str]) -> dict[str, Values]:
        """The nodes of a kind that have these ids."""
        return {str(row["id"]): row for row in self.all(kind) if row["id"] in ids}

    def touching(self, kind: str, ids: Collection[str]) -> list[Values]:
        """The relationships of a kind at one of these ids."""
        return [row for row in self.all(kind) if row["start"] in ids or row["end"] in ids]

    def alike(self, kind: str, field: str, values: Collection[object]) -> list[Values]:
        """The nodes of a kind whose field has one of these values."""
        return [row for row in self.all(kind) if row[field] in values]

    def greatest(self, kind: str) -> tuple[int, int]:
        """The greatest number and width of the ids of a kind."""
        prefix = NODES[kind].prefix
        tails = [str(row["id"]).removeprefix(prefix) for row in self.all(kind)]
        numbers = [(int(tail), len(tail)) for tail in tails if tail.isdigit()]
        return max((n for n, _ in numbers), default=0), max((w for _, w in numbers), default=0)


class GraphRecords:
    """Records of a graph; what is asked of a whole kind is read once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[str, Mapping[str, str]] = {}

    def all(self, kind: str) -> Iterable[Values]:
        """Every record of a kind, in the order of its ids."""
        if kind in NODES:
            return self._read(
                kind, f"MATCH (n:{quote(kind)}) RETURN {_said(kind, 'n')} ORDER BY n.id"
            )
        return self._read(kind, f"MATCH {_pattern(kind)} RETURN {_ends(kind)} ORDER BY a.id, b.id")

    def names(self, kind: str) -> Mapping[str, str]:
        """The id and the name of every node of a kind; read once."""
        if kind not in self._names:
            named = name_field(kind)
            what = f"coalesce(n.{quote(named)}, '')" if named else "''"
            text = f"MATCH (n:{quote(kind)}) RETURN n.id, {what}"
            rows = self._graph.read(text, rows=None, seconds=60).rows
            self._names[kind] = {str(id): str(name) for id, name in rows}
        return self._names[kind]

    def nodes(self, kind: str, ids: Collection[str]) -> dict[str, Values]:
        """The nodes of a kind that have these ids."""
        text = f"UNWIND $ids AS id MATCH (n:{quote(kind)} {{id: id}}) RETURN {_said(kind, 'n')}"
        rows = self._read(kind, text, ids=sorted(ids)) if ids else ()
        return {str(row["id"]): row for row in rows}

    def touching(self, kind: str, ids: Collection[str]) -> list[Values]:
        """The relationships of a kind at one of these ids."""
        found: dict[tuple[object, ...], Values] = {}
        for end, labels in (("a", RELATIONSHIPS[kind].starts), ("b", RELATIONSHIPS[kind].ends)):
            mine = [id for id in ids if _may_be(id, labels)]
            match = f"MATCH ({end}:{'|'.join(map(quote, labels))} {{id: id}})"
            text = f"UNWIND $ids AS id {match} MATCH {_pattern(kind)} RETURN {_ends(kind)}"
            for row in self._read(kind, text, ids=sorted(mine)) if mine else ():
                found[tuple(row.values())] = row
        return list(found.values())

    def alike(self, kind: str, field: str, values: Collection[object]) -> list[Values]:
        """The nodes of a kind whose field has one of these values."""
        text = (
            f"MATCH (n:{quote(kind)}) WHERE n.{quote(field)} IN $values RETURN {_said(kind, 'n')}"
        )
        return list(self._read(kind, text, values=list(values)))

    def greatest(self, kind: str) -> tuple[int, int]:
        """The greatest number and width of the ids of a kind."""
        text = (
            f"MATCH (n:{quote(kind)}) WITH substring(n.id, $skip) AS tail "
            "WITH toInteger(tail) AS number, size(tail) AS width WHERE number IS NOT NULL "
            "RETURN coalesce(max(number), 0), coalesce(max(width), 0)"
        )
        row = self._graph.read(text, {"skip": len(NODES[kind].prefix)}, seconds=60).rows[0]
        return int(str(row[0])), int(str(row[1]))

    def _read(self, kind: str, text: str, **values: object) -> Iterator[Values]:
        for row in self._graph.read(text, values, rows=None, seconds=120).rows:
            properties = row[-1]
            assert isinstance(properties, dict)
            ends = {"start": row[0], "end": row[1]} if len(row) == 3 else {}
            yield ends | as_row(kind, properties)


def _ends(kind: str) -> str:
    return f"a.id, b.id, {_said(kind, 'r')}"


@cache
def _said(kind: str, name: str) -> str:
    """Cypher for what the model says of a record: when it was written costs much to read, for nothing."""
    fields = [field for field in fields_of(KINDS[kind]) if field not in ("start", "end")]
    if issubclass(KINDS[kind], Located):
        fields = [field for field in fields if field not in _POINT] + ["location", "sourceDatum"]
    return f"{name} {{{', '.join('.' + quote(field) for field in fields)}}}"


def _pattern(kind: str) -> str:
    one = RELATIONSHIPS[kind]
    starts, ends = ("|".join(map(quote, labels)) for labels in (one.starts, one.ends))
    return f"(a:{starts})-[r:{quote(one.type)}]->(b:{ends})"


def _may_be(id: str, labels: Iterable[str]) -> bool:
    kinds = (base_of(label) for label in labels)
    return any(id.startswith(NODES[kind].prefix) for kind in kinds)


@cache
def base_of(label: str) -> str:
    """The kind that a label belongs to: ``PartyOrganization`` to ``Organization``."""
    if label in NODES:
        return label
    return next(name for name, kind in NODES.items() if label in kind.also.values())


def _order(row: Values) -> tuple[str, str]:
    return str(row.get("id", row.get("start"))), str(row.get("end", ""))


def _complete(kind: str, row: Mapping[str, object]) -> Values:
    """A row with the model's own defaults, as it would come out of the graph."""
    model: type[Row] = KINDS[kind]
    return {
        name: getattr(model.model_validate(row), one.attribute)
        for name, one in fields_of(model).items()
    }


def as_row(kind: str, properties: Mapping[str, object]) -> Values:
    """A record's properties as the model's fields; a place in the datum that it came in."""
    row = {
        name: properties.get(name)
        for name in fields_of(KINDS[kind])
        if name not in ("start", "end")
    }
    if issubclass(KINDS[kind], Located):
        point, datum = properties.get("location"), properties.get("sourceDatum")
        row["datum"] = datum
        if isinstance(point, dict):
            where = from_wgs84(point["longitude"], point["latitude"], _datum(datum))
            row["longitude"], row["latitude"] = where
    return row


def _datum(value: object) -> Datum:
    return next((datum for datum in get_args(Datum) if datum == value), "WGS-84")

"""Delivery sites and service stations: where they are, and where reach was last computed from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.client import Graph, Tx
from graph.reach.distance import BOUND_METRES, Place

Kind = Literal["DeliverySite", "ServiceStation"]
_PLACE = {
    "DeliverySite": "n.location",
    "ServiceStation": "head(COLLECT { MATCH (v:Venue)-[:HOSTS]->(n) WHERE v.location IS NOT NULL "
    "RETURN v.location ORDER BY v.id LIMIT 1 })",
}
"""Where a site or a station is; a station is at the venue that hosts it."""
_FIELDS = (
    "RETURN n.id, n.name, n.status = 'OPEN', place.longitude, place.latitude, "
    "n.reachPlace.longitude, n.reachPlace.latitude, "
    "EXISTS { (n)-[:REACHES]-() }, "
    f"EXISTS {{ (n)-[way:REACHES]-() WHERE way.metres > {BOUND_METRES} }}, "
    "EXISTS { (n)<-[:HOSTS]-(:Venue) } ORDER BY n.id"
)


@dataclass(frozen=True)
class End:
    """A site or a station as it stands in the graph.

    ``place`` is where it is, None while it is not open or nobody has said; ``computed`` is where it
    was when its reach was last computed, None where that was never done. A far way is one beyond the
    bound, kept because nothing is nearer.
    """

    id: str
    name: str
    is_open: bool
    place: Place | None
    computed: Place | None
    has_ways: bool
    has_far_way: bool
    has_venue: bool


def read_ends(graph: Graph, kind: Kind) -> list[End]:
    """Every site, or every station, by id."""
    text = f"MATCH (n:{kind}) WITH n, {_PLACE[kind]} AS place {_FIELDS}"
    return [_end(row) for row in graph.read(text, rows=None, seconds=60).rows]


def lock_ends(tx: Tx, kind: Kind, ids: Iterable[str]) -> dict[str, Place | None]:
    """Where each of some sites or stations is now; nobody else changes them until the end of tx."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) SET n.id = n.id "
        f"WITH n, {_PLACE[kind]} AS place {_FIELDS}"
    )
    locked = (_end(tuple(row.values())) for row in tx.run(text, ids=sorted(ids)))
    return {end.id: end.place for end in locked}


def _end(row: tuple[object, ...]) -> End:
    id, name, is_open, x, y, was_x, was_y, has_ways, has_far_way, has_venue = row
    return End(
        id=str(id),
        name=str(name),
        is_open=bool(is_open),
        place=_place(x, y) if is_open else None,
        computed=_place(was_x, was_y),
        has_ways=bool(has_ways),
        has_far_way=bool(has_far_way),
        has_venue=bool(has_venue),
    )


def _place(longitude: object, latitude: object) -> Place | None:
    if isinstance(longitude, float) and isinstance(latitude, float):
        return Place(longitude, latitude)
    return None

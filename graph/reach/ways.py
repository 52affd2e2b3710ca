"""Write the ways of some sites or stations: all of theirs are replaced, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.client import Graph, Tx
from graph.model import SHANGHAI
from graph.reach.distance import BOUND_METRES, KMH, Place, method, minutes, path_metres
from graph.reach.ends import End, Kind, lock_ends

_UNMARK_FAR = (
    "UNWIND $ids AS id MATCH (:ServiceStation {id: id})<-[way:REACHES]-(s:DeliverySite) "
    "WHERE way.metres > $bound REMOVE s.reachPlace"
)
"""A site whose one way was the far one to a station that goes has to look for another."""
_CREATE = (
    "UNWIND $ways AS way MATCH (s:DeliverySite {id: way.site}) "
    "MATCH (t:ServiceStation {id: way.station}) "
    + " ".join(
        f"CREATE (s)-[:REACHES {{mode: '{mode}', minutes: way.{mode}, metres: way.metres, "
        f"method: $methods.{mode}, computedAt: $now, provenance: 'derived'}}]->(t)"
        for mode in KMH
    )
)


@dataclass(frozen=True)
class Replacement:
    """A site or a station with the ends on the other side that are kept for it."""

    end: End
    others: Sequence[End]


def replace_ways(graph: Graph, kind: Kind, some: Sequence[Replacement]) -> bool:
    """Replace all ways of some sites, or of some stations, and note where they were computed from.

    Gives False, and writes nothing, where any of the ends is no longer where it was read.
    """
    ends = [one.end for one in some]
    others = {other.id: other for one in some for other in one.others}
    other_kind: Kind = "ServiceStation" if kind == "DeliverySite" else "DeliverySite"
    expected = {kind: _places(ends), other_kind: _places(others.values())}
    ways = [_way(kind, one.end, other) for one in some for other in one.others]

    def work(tx: Tx) -> bool:
        for which in sorted(expected):
            if lock_ends(tx, which, expected[which]) != expected[which]:
                return False
        ids = [end.id for end in ends]
        if kind == "ServiceStation":
            tx.run(_UNMARK_FAR, ids=ids, bound=BOUND_METRES)
        tx.run(f"UNWIND $ids AS id MATCH (:{kind} {{id: id}})-[way:REACHES]-() DELETE way", ids=ids)
        methods = {mode: method(mode) for mode in KMH}
        tx.run(_CREATE, ways=ways, now=datetime.now(SHANGHAI), methods=methods)
        tx.run(
            f"UNWIND $marks AS mark MATCH (n:{kind} {{id: mark.id}}) SET n.reachPlace = "
            "CASE WHEN mark.x IS NOT NULL THEN point({longitude: mark.x, latitude: mark.y}) END",
            marks=[_mark(end) for end in ends],
        )
        return True

    return graph.write_all(work)


def _places(ends: Iterable[End]) -> dict[str, Place | None]:
    return {end.id: end.place for end in ends}


def _way(kind: Kind, end: End, other: End) -> dict[str, object]:
    site, station = (end, other) if kind == "DeliverySite" else (other, end)
    assert site.place is not None and station.place is not None
    metres = path_metres(site.place, station.place)
    times = {mode: round(minutes(metres, mode), 2) for mode in KMH}
    return {"site": site.id, "station": station.id, "metres": round(metres), **times}


def _mark(end: End) -> dict[str, object]:
    x, y = end.place or (None, None)
    return {"id": end.id, "x": x, "y": y}

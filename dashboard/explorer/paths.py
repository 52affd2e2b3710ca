"""Paths between two records: the shortest, and the strongest by the wishes and the money behind it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from dashboard.explorer.asking import Asker
from dashboard.explorer.relationships import Relationship, relationships_of

MOST_STEPS = 8
"""A path has so many relationships at most."""
_MOST_LOOKED_AT = 6_000
"""So many records are looked through from one end; beyond, everything hangs on everything."""
_NAMING = ("IN_GROUP", "DESCRIBES", "FROM")
"""To stand in one list or in one article ties nothing together."""
_SINGLE = (
    "MADE", "FOR", "VIA", "RAISED", "RESULTED_IN", "FOLLOWED_BY", "GAVE", "INTO", "OF", "SETTLES",
    "PLEDGED", "TO", "PAID", "BOUGHT", "GIVEN_IN", "ABOUT", "COVERS", "GIVEN_BY", "COUNTED_AT",
    "STOCKS", "HAS_FACILITY",
)  # fmt: skip
"""Steps of single wishes and gifts: what they add up to stands in the derived relationships."""
By = Literal["shortest", "strongest"]


@dataclass
class _Side:
    """What has been reached from one end: each record's steps from there."""

    steps: dict[str, int]
    front: list[str]
    crossed: dict[str, Relationship] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """A path: its records in order, and the relationships of each step, the first being the one meant."""

    way: tuple[str, ...]
    steps: tuple[tuple[Relationship, ...], ...]


def find_path(asker: Asker, start: str, end: str, by: By) -> Path | None:
    """The path between two records; None where there is none of ``MOST_STEPS`` at most.

    The shortest has the fewest relationships and, among those, the least resistance; the strongest
    the least resistance of all, where a relationship resists by 1 / its weight: so many wishes as it
    stands for, and one for each full 1,000 yuan; one that stands for neither weighs 1. Neither goes
    by way of a common group, source or article; only staff's go by way of persons.
    """
    network = _network(asker, start, end, by)
    if network is None:
        return None
    way = _best_way(network, start, end, by)
    if way is None:
        return None
    steps = (tuple(_between(network, one, other)) for one, other in pairwise(way))
    return Path(tuple(way), tuple(steps))


def _network(
    asker: Asker, start: str, end: str, by: By
) -> Mapping[frozenset[str], list[Relationship]] | None:
    """Every relationship on the ways between two records, by its ends; None where they do not meet.

    Both ends are opened in turn, the smaller side first. For the strongest path one goes two steps
    further than where they first meet, for a longer one may be stronger.
    """
    sides = [_Side({start: 0}, [start]), _Side({end: 0}, [end])]
    further: int | None = None
    for _ in range(MOST_STEPS):
        if further == 0:
            break
        side = min(
            (one for one in sides if one.front), key=lambda one: len(one.front), default=None
        )
        if side is None or len(side.steps) > _MOST_LOOKED_AT:
            break
        _open(asker, side, by, {start, end})
        met = not sides[0].steps.keys().isdisjoint(sides[1].steps)
        if met:
            further = 2 if further is None and by == "strongest" else (further or 1) - 1
    if sides[0].steps.keys().isdisjoint(sides[1].steps):
        return None
    found: dict[frozenset[str], list[Relationship]] = {}
    for one in {**sides[0].crossed, **sides[1].crossed}.values():
        found.setdefault(frozenset((one.start, one.end)), []).append(one)
    return found


def _open(asker: Asker, side: _Side, by: By, ends: Collection[str]) -> None:
    """One step further from all records of a side's front."""
    if by == "shortest":
        found = relationships_of(asker, side.front, None, _NAMING)
    else:
        outer = [id for id in side.front if id in ends]
        inner = [id for id in side.front if id not in ends]
        found = relationships_of(asker, outer, None, _NAMING)
        found += relationships_of(asker, inner, None, (*_NAMING, *_SINGLE))
    steps = min(side.steps[id] for id in side.front) + 1
    reached: dict[str, None] = {}
    for one in sorted(found, key=lambda one: one.id):
        if one.ended is not None and one.ended <= asker.day:
            continue  # it holds no more on the day
        side.crossed[one.id] = one
        for id in (one.start, one.end):
            if id not in side.steps:
                side.steps[id] = steps
                reached[id] = None
    side.front = list(reached)


def _best_way(
    network: Mapping[frozenset[str], Sequence[Relationship]], start: str, end: str, by: By
) -> list[str] | None:
    import networkx

    graph = networkx.Graph()
    for ends, some in sorted(network.items(), key=lambda one: sorted(one[0])):
        if len(ends) == 2:
            one, other = sorted(ends)
            resists = min(1.0 / max(tie.weight, 1.0) for tie in some)
            graph.add_edge(one, other, resists=resists if by == "strongest" else 100.0 + resists)
    try:
        way: list[str] = networkx.dijkstra_path(graph, start, end, weight="resists")
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        return None
    return way if len(way) - 1 <= MOST_STEPS else None


def _between(
    network: Mapping[frozenset[str], Sequence[Relationship]], one: str, other: str
) -> Iterable[Relationship]:
    """The relationships of one step, the strongest first, derived ones before those they sum up."""
    some = network[frozenset((one, other))]
    return sorted(some, key=lambda tie: (-tie.weight, tie.count is None, tie.id))

"""Places for records that come to a picture: near what they hang on, without names upon each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import atan2, pi

from dashboard.explorer.placing.room import (
    HEIGHT,
    USUAL_WIDTH,
    Nearest,
    Place,
    Places,
    Room,
    around,
    even_ring,
    width_of,
)
from dashboard.explorer.placing.whole import laid_out

Edge = tuple[str, str]
_FREE_REACH = 420.0
"""How far one looks from a record for the side on which there is room."""
_GAP = 160.0


def placed(
    new: Mapping[str, str], edges: Iterable[Edge], standing: Places, names: Mapping[str, str]
) -> dict[str, Place]:
    """A place for each new record (id to name), given the relationships and what stands.

    ``names`` of what stands where they are known. The same call gives the same places.
    """
    room, beside = Room(), _beside(edges)
    for id, place in standing.items():
        room.take(place, width_of(names[id]) if id in names else USUAL_WIDTH)
    places: dict[str, Place] = {}
    left = {id for id in new if id not in standing}
    stands = dict(standing)
    while hanging := _hanging(left, beside, stands):
        for at, some in hanging:
            if len(at) == 1:
                found = _on_rings(room, stands[at[0]], [(id, new[id]) for id in some])
            else:
                found = _between(room, [stands[one] for one in at], [(id, new[id]) for id in some])
            places |= found
        stands |= places
        left -= places.keys()
    if left:
        places |= _apart(room, {id: new[id] for id in sorted(left)}, beside, stands)
    return places


def _beside(edges: Iterable[Edge]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return found


def _hanging(
    left: set[str], beside: Mapping[str, set[str]], stands: Mapping[str, Place]
) -> list[tuple[tuple[str, ...], list[str]]]:
    """The records that hang on what stands, those on the same together: what they hang on, and they."""
    by: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id in sorted(left):
        at = tuple(sorted(one for one in beside.get(id, ()) if one in stands))
        if at:
            by[at].append(id)
    return sorted(by.items(), key=lambda one: (len(one[0]) > 1, one[0]))


def _free_side(room: Room, centre: Place) -> float:
    """The direction from a place in the middle of the widest angle in which nothing stands near."""
    angles = sorted(
        atan2(y - centre[1], x - centre[0])
        for x, y in room.near(centre, _FREE_REACH)
        if abs(x - centre[0]) + abs(y - centre[1]) > 1.0
    )
    if not angles:
        return -pi / 2
    ends = [*angles[1:], angles[0] + 2 * pi]
    gaps = [round(end - begin, 6) for begin, end in zip(angles, ends, strict=True)]
    widest = gaps.index(max(gaps))
    return angles[widest] + gaps[widest] / 2


def _on_rings(room: Room, centre: Place, some: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """Places on rings around a record, on its free side first; neighbours in order side by side."""
    width = max(width_of(name) for _, name in some)
    towards = _free_side(room, centre)
    even = even_ring(room, centre, towards, width, len(some))
    if even:
        for place in even:
            room.take(place, width)
        return {id: place for (id, _), place in zip(some, even, strict=True)}
    found: list[tuple[float, float, Place]] = []
    for angle, place in around(centre, towards):
        if len(found) == len(some):
            break
        if room.is_free(place, width):
            room.take(place, width)
            ring = (place[0] - centre[0]) ** 2 / 1.69 + (place[1] - centre[1]) ** 2
            found.append((round(ring), angle, place))
    found.sort()
    return {id: place for (id, _), (_, _, place) in zip(some, found, strict=True)}


def _between(
    room: Room, ends: Sequence[Place], some: Sequence[tuple[str, str]]
) -> dict[str, Place]:
    """Places between several records that stand, or near there."""
    middle = sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)
    nearest = Nearest(room)
    return {id: nearest.take(middle, width_of(name)) for id, name in some}


def _apart(
    room: Room,
    new: Mapping[str, str],
    beside: Mapping[str, set[str]],
    stands: Mapping[str, Place],
) -> dict[str, Place]:
    """Places for what hangs on nothing that stands: each group that hangs together by itself, the
    largest first, in rows below or beside what stands."""
    drawn = [_alone(some, beside) for some in _groups(new, beside)]
    boxes = [_box(places.values(), [width_of(new[id]) for id in places]) for places in drawn]
    area = sum(width * height for _, _, width, height in boxes)
    wide = max(area**0.5, *(box[2] for box in boxes))
    left, top = 0.0, 0.0
    if stands:
        left = max(x for x, _ in stands.values()) + USUAL_WIDTH + _GAP
        top = min(y for _, y in stands.values())
    x, y, row = left, top, 0.0
    places: dict[str, Place] = {}
    for some, (low_x, low_y, width, height) in zip(drawn, boxes, strict=True):
        if x > left and x + width > left + wide:
            x, y, row = left, y + row, 0.0
        moved = {id: (px - low_x + x, py - low_y + y) for id, (px, py) in some.items()}
        for id, place in moved.items():
            room.take(place, width_of(new[id]))
        places |= moved
        x, row = x + width, max(row, height)
    return places


def _box(places: Iterable[Place], widths: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what some records take, with a gap around."""
    xs, ys = zip(*places, strict=True)
    margin = max(widths) / 2 + 20.0
    low_x, low_y = min(xs) - margin, min(ys) - HEIGHT
    return low_x, low_y, max(xs) + margin - low_x, max(ys) + HEIGHT - low_y


def _groups(new: Mapping[str, str], beside: Mapping[str, set[str]]) -> list[dict[str, str]]:
    """The new records that hang together, the largest groups first."""
    left, found = dict(new), []
    for first in sorted(new):
        if first not in left:
            continue
        some, front = {first: left.pop(first)}, [first]
        while front:
            reached = sorted({id for one in front for id in beside.get(one, ()) if id in left})
            some |= {id: left.pop(id) for id in reached}
            front = reached
        found.append(some)
    return sorted(found, key=lambda some: (-len(some), min(some)))


def _alone(some: Mapping[str, str], beside: Mapping[str, set[str]]) -> dict[str, Place]:
    """Places for records that hang together: a tree grows from its middle, all else by forces."""
    edges = [(one, other) for one in some for other in beside.get(one, ()) if other in some]
    if len(edges) // 2 != len(some) - 1:
        return laid_out(some, beside)
    root = min(some, key=lambda id: (-len(beside.get(id, ())), id))
    rest = {id: name for id, name in some.items() if id != root}
    return {root: (0.0, 0.0), **placed(rest, edges, {root: (0.0, 0.0)}, {root: some[root]})}

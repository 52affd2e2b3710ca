"""Small counts beside totals: which further counts must go so that the totals do not tell them.

Counts that add up are arcs of a network: an inner cell leads from its row to its column, a row's
total back from the column of totals, and so on, so that what enters a place leaves it. The true
counts are one solution; every other is reached by shifting along rings of hidden arcs. So the
most that a hidden count could be, for all that is shown, is a greatest flow through the others.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as numbered

Place = Hashable
Room = dict[Place, dict[Place, int]]


@dataclass(frozen=True)
class Arc:
    """One count and the two places between which it lies; ``total`` ones are hidden last."""

    tail: Place
    head: Place
    count: int
    total: bool = False


def of_list(counts: Sequence[int], total: int) -> list[Arc]:
    """Counts with their total as the last arc; the rest of a total that counts more is an arc too."""
    arcs = [Arc("total", ("part", 0), count) for count in counts]
    rest = Arc("total", ("part", 0), total - sum(counts), total=True)
    return [*arcs, Arc(("part", 0), "total", total, total=True), *([rest] if rest.count else [])]


def of_table(table: Sequence[Sequence[int]]) -> list[Arc]:
    """Row by row the counts, each row ending with its total; the last row holds the totals."""
    rows = [[*row, sum(row)] for row in table]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    last_row, last_column = len(rows) - 1, len(rows[0]) - 1
    arcs = []
    for r, row in enumerate(rows):
        for c, count in enumerate(row):
            turned = (r == last_row) != (c == last_column)
            ends = ("row", r), ("column", c)
            tail, head = ends[::-1] if turned else ends
            arcs.append(Arc(tail, head, count, r == last_row or c == last_column))
    return arcs


def hidden(arcs: Sequence[Arc], least: int, asked: Iterable[int] = ()) -> set[int]:
    """The places in the list of the counts that may not be shown.

    They are those from 1 to ``least`` - 1, those ``asked`` for, and as many others as it takes
    until each of the first could be 0 as well as ``least`` or more for all that the rest tells.
    """
    small = {at for at, arc in enumerate(arcs) if 0 < arc.count < least} | set(asked)
    gone = set(small)
    for at in sorted(small, key=lambda one: (-arcs[one].count, one)):
        while (more := _missing(arcs, gone, at, least)) is not None:
            gone |= more
    return gone


def bounds(arcs: Sequence[Arc], gone: set[int], at: int) -> tuple[int, int]:
    """The least and the most that a hidden count can be, given all that is shown."""
    arc, most = arcs[at], sum(one.count for one in arcs)
    shrink, _ = _flow(arcs, gone - {at}, arc.tail, arc.head, arc.count)
    grow, _ = _flow(arcs, gone - {at}, arc.head, arc.tail, most)
    return arc.count - shrink, arc.count + grow


def _missing(arcs: Sequence[Arc], gone: set[int], at: int, least: int) -> set[int] | None:
    """What else to hide for one count's sake; None where it is safe, or nothing more can be done."""
    arc = arcs[at]
    for tail, head, wanted in (
        (arc.head, arc.tail, max(0, least - arc.count)),
        (arc.tail, arc.head, arc.count),
    ):
        found, room = _flow(arcs, gone - {at}, tail, head, wanted)
        if found < wanted:
            more = _cheapest(arcs, gone, room, tail, head)
            if more:
                return more
    return None


def _flow(
    arcs: Sequence[Arc], through: set[int], begin: Place, end: Place, most: int
) -> tuple[int, Room]:
    """The greatest flow, at most ``most``, through some arcs' freedom, and the room that is left."""
    endless = sum(arc.count for arc in arcs) + most + 1
    room: Room = {}
    for at in through:
        arc = arcs[at]
        out, back = room.setdefault(arc.tail, {}), room.setdefault(arc.head, {})
        out[arc.head] = out.get(arc.head, 0) + endless
        back[arc.tail] = back.get(arc.tail, 0) + arc.count
    total = 0
    while total < most and (path := _path(room, begin, end)):
        step = min([room[a][b] for a, b in path] + [most - total])
        for a, b in path:
            room[a][b] -= step
            room[b][a] += step
        total += step
    return total, room


def _path(room: Room, begin: Place, end: Place) -> list[tuple[Place, Place]]:
    """The shortest way along which something still goes; empty if there is none."""
    came: dict[Place, Place] = {begin: begin}
    queue = deque([begin])
    while queue and end not in came:
        here = queue.popleft()
        for there, left in room.get(here, {}).items():
            if left > 0 and there not in came:
                came[there] = here
                queue.append(there)
    path, here = [], end
    while end in came and here != begin:
        path.append((came[here], here))
        here = came[here]
    return path[::-1]


def _cheapest(
    arcs: Sequence[Arc], gone: set[int], room: Room, begin: Place, end: Place
) -> set[int]:
    """The shown counts on the way that hides least: small ones before large, totals last."""
    ways: dict[Place, list[tuple[int, Place, int | None]]] = {}
    dear = sum(arc.count for arc in arcs) + len(arcs) + 1
    for a, others in room.items():
        ways.setdefault(a, []).extend((0, b, None) for b, left in others.items() if left > 0)
    for at, arc in enumerate(arcs):
        if at in gone:
            continue
        cost = 1 + arc.count + (dear if arc.total else 0)
        ways.setdefault(arc.tail, []).append((cost + (0 if arc.count else dear), arc.head, at))
        if arc.count:
            ways.setdefault(arc.head, []).append((cost, arc.tail, at))
    order = numbered()
    best: dict[Place, set[int]] = {}
    queue: list[tuple[int, int, Place, set[int]]] = [(0, next(order), begin, set())]
    while queue and end not in best:
        price, _, here, taken = heappop(queue)
        if here in best:
            continue
        best[here] = taken
        for cost, there, hides in ways.get(here, ()):
            if there not in best:
                with_it = taken | ({hides} if hides is not None else set())
                heappush(queue, (price + cost, next(order), there, with_it))
    return best.get(end, set())

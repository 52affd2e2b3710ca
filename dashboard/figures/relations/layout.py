"""Where the nodes of a layered picture stand: columns of rows, in an order that crosses little.

Pure and deterministic: the same nodes and relationships give the same places, what is equal goes by
id. Given earlier places, what was there keeps its row, what is new comes in beside its neighbours,
and what has gone leaves its row empty, unless gaps are to close: then only the order is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

HEADING = 1.0
"""Rows above the first of a block, for its heading."""
BETWEEN = 0.6
"""Further rows between two blocks."""
_SWEEPS = 6
_APART = 1.0
_EDGE = -1

Node = TypeVar("Node")
K = TypeVar("K", tuple[int, str], str)
Key = tuple[int, str]
"""Column and id: one node may stand in two columns."""


@dataclass(frozen=True)
class Spot:
    """A node to be placed: its column, its id, and the block of the column that it belongs to."""

    column: int
    id: str
    block: int = 0

    @property
    def key(self) -> Key:
        """What its place is found by."""
        return (self.column, self.id)


@dataclass(frozen=True)
class Pull:
    """A relationship between two nodes of neighbouring columns, and how strongly it pulls."""

    source: Key
    target: Key
    value: float


def places(
    spots: Iterable[Spot],
    pulls: Sequence[Pull],
    earlier: Mapping[Key, float] | None = None,
    apart: Mapping[int, float] | None = None,
    *,
    close: bool = False,
) -> dict[Key, float]:
    """The row of each node, from 0 at the top; two nodes of a column are a row or more apart.

    ``apart`` says for some columns how far a new node keeps from those that have a place, ``close``
    whether rows that nobody has any more are taken out.
    """
    columns: dict[int, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda one: (one.column, one.block, one.id)):
        columns[spot.column].append(spot)
    ordered = [columns[at] for at in sorted(columns)]
    near = _neighbours(pulls)
    kept = {spot.key: earlier[spot.key] for spots in ordered for spot in spots
            if earlier and spot.key in earlier}  # fmt: skip
    if kept:
        rows = _beside(ordered, near, kept, apart or {})
        if not close:
            return rows
        for spots in ordered:
            spots.sort(key=lambda spot: (spot.block, rows[spot.key], spot.id))
    else:
        order_columns(
            ordered,
            near,
            key=lambda spot: spot.key,
            rank=lambda spot, middle: (spot.block, middle, spot.id),
        )
    return _spread(ordered)


def _neighbours(pulls: Sequence[Pull]) -> dict[Key, dict[Key, float]]:
    near: dict[Key, dict[Key, float]] = defaultdict(dict)
    for pull in pulls:
        for one, other in ((pull.source, pull.target), (pull.target, pull.source)):
            near[one][other] = near[one].get(other, 0.0) + max(pull.value, 0.1)
    return near


def order_columns(
    columns: Sequence[list[Node]],
    near: Mapping[K, Mapping[K, float]],
    *,
    key: Callable[[Node], K],
    rank: Callable[[Node, float], tuple[Any, ...]],
    sweeps: int = _SWEEPS,
    fixed: int = 0,
) -> None:
    """Sort every column in place by where its neighbours have their middle, there and back again.

    ``near`` holds for each key its neighbours and how strongly they pull; ``rank`` makes the sort key
    of a node from the node and that middle, a share of the other column's height from 0 to 1. The
    first ``fixed`` columns stay as they are.
    """
    there = [(at, at - 1) for at in range(max(fixed, 1), len(columns))]
    back = [(at, at + 1) for at in range(len(columns) - 2, fixed - 1, -1)]
    for at, beside in (there + back) * sweeps:
        share = {
            key(one): (n + 0.5) / len(columns[beside]) for n, one in enumerate(columns[beside])
        }
        ranks: dict[K, tuple[Any, ...]] = {}
        for n, node in enumerate(columns[at]):
            middle = _middle(near.get(key(node), {}), share)
            own = (n + 0.5) / len(columns[at])
            ranks[key(node)] = rank(node, own if middle is None else middle)
        columns[at].sort(key=lambda node, ranks=ranks: ranks[key(node)])  # type: ignore[misc]


def _middle(pulls: Mapping[K, float], rows: Mapping[K, float]) -> float | None:
    """The weighted middle of those neighbours that have a row; None where none has."""
    placed = [(rows[key], pull) for key, pull in sorted(pulls.items()) if key in rows]
    weight = sum(pull for _, pull in placed)
    return sum(row * pull for row, pull in placed) / weight if placed else None


def _spread(columns: list[list[Spot]]) -> dict[Key, float]:
    """Blocks one under the other; a column without blocks spread over the whole height."""
    stacked = [_stacked(spots) for spots in columns]
    height = max((max(rows.values()) for rows in stacked if rows), default=0.0)
    found: dict[Key, float] = {}
    for spots, rows in zip(columns, stacked, strict=True):
        if len({spot.block for spot in spots}) > 1 or max(rows.values()) == height:
            found |= rows
        else:
            step = (height + 1) / len(spots)
            found |= {spot.key: round((at + 0.5) * step - 0.5, 2) for at, spot in enumerate(spots)}
    return found


def _stacked(spots: list[Spot]) -> dict[Key, float]:
    rows, row, block = {}, 0.0, None
    headed = len({spot.block for spot in spots}) > 1
    for spot in spots:
        if headed and spot.block != block:
            row += HEADING if block is None else HEADING + BETWEEN
        block = spot.block
        rows[spot.key] = round(row, 2)
        row += 1
    return rows


def _beside(
    columns: list[list[Spot]],
    near: Mapping[Key, Mapping[Key, float]],
    kept: dict[Key, float],
    apart: Mapping[int, float],
) -> dict[Key, float]:
    """Old nodes where they were; each new one in the free row nearest to its neighbours."""
    rows = dict(kept)
    for spots in columns:
        wanted = {s.key: _middle(near.get(s.key, {}), rows) for s in spots if s.key not in rows}
        fresh = [spot for spot in spots if spot.key in wanted]
        fresh.sort(key=lambda s: (s.block, wanted[s.key] is None, wanted[s.key] or 0.0, s.id))
        for spot in fresh:
            room = apart.get(spot.column, _APART)
            rows[spot.key] = _free(spot, spots, rows, wanted[spot.key], room)
    return rows


def _free(
    spot: Spot, spots: list[Spot], rows: Mapping[Key, float], wanted: float | None, apart: float
) -> float:
    """The free row of a column nearest to the wanted one, within the node's own block.

    Who wants none comes last. Where the block has no room it goes below the whole column.
    """
    taken = sorted((rows[one.key], one.block) for one in spots if one.key in rows)
    headed = len({one.block for one in spots}) > 1
    end = (-apart, _EDGE if headed else spot.block)
    free = []
    for (row, block), (next_row, next_block) in pairwise([end, *taken, (float("inf"), _EDGE)]):
        low = row + apart + (0.0 if block == spot.block else HEADING)
        high = next_row - apart - (0.0 if next_block in (spot.block, _EDGE) else HEADING)
        if low <= high and spot.block in (block, next_block):
            free.append((low, high))
    if not free:
        last = taken[-1][0] + apart + BETWEEN if taken else 0.0
        return round(last + (HEADING if headed else 0.0), 2)
    if wanted is None:
        return free[-1][0]
    best = min((min(max(wanted, low), high) for low, high in free), key=lambda r: abs(r - wanted))
    return round(best, 2)

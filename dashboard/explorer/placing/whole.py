"""A first picture of many records that all hang together: forces for some hundreds, distances to a few
of them for thousands; then each name has its own room."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dashboard.explorer.placing.room import Nearest, Place, Room, width_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BY_FORCES = 320
"""So many records are laid out by forces; beyond, what they cost grows with the square."""
_ITERATIONS = 60
_SEED = 20
_PIVOTS = 40
_FAR, _BEYOND = 1.6, 0.4
"""So many times the spread from the middle stand the outermost, and little beyond."""
_ROOM_EACH = 96.0
"""A picture is so wide and high that each record has a square of this side, on the average."""


def laid_out(names: Mapping[str, str], beside: Mapping[str, set[str]]) -> dict[str, Place]:
    """Places about (0, 0) for records (id to name) that hang together, none upon another."""
    ids = sorted(names)
    at = {id: n for n, id in enumerate(ids)}
    edges = [
        (at[one], at[other])
        for one in ids
        for other in sorted(beside.get(one, ()))
        if other in at and one < other
    ]
    raw = _by_forces(len(ids), edges) if len(ids) <= _BY_FORCES else _by_pivots(len(ids), edges)
    degree = np.bincount(np.array(edges, dtype=int).ravel(), minlength=len(ids))
    scaled = _scaled(raw)
    nearest, places = Nearest(Room()), {}
    for n in sorted(range(len(ids)), key=lambda n: (-int(degree[n]), ids[n])):
        wanted = float(scaled[n, 0]), float(scaled[n, 1])
        places[ids[n]] = nearest.take(wanted, width_of(names[ids[n]]))
    return places


def _scaled(raw: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The same shape with its middle at (0, 0) and as much room as its records need."""
    centred = raw - raw.mean(axis=0)
    spread = np.sqrt((centred**2).mean(axis=0))
    side = _ROOM_EACH * np.sqrt(len(raw)) / np.sqrt(12.0)  # the spread of a filled square
    away = np.hypot(*(centred / np.maximum(spread, 1e-9)).T)
    far = away > _FAR  # a few that hang on by a thread do not make all others small
    centred[far] *= ((_FAR + _BEYOND * np.log1p(away[far] - _FAR)) / away[far])[:, None]
    factor = side / max(float(spread.max()), 1e-9)
    found: NDArray[np.float64] = centred * factor * np.array([1.35, 1.0])
    return found


def _by_forces(count: int, edges: Sequence[tuple[int, int]]) -> "NDArray[np.float64]":
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges)
    found = networkx.spring_layout(graph, iterations=_ITERATIONS, seed=_SEED, method="force")
    return np.array([found[n] for n in range(count)], dtype=float)


def _by_pivots(count: int, edges: Sequence[tuple[int, int]]) -> "NDArray[np.float64]":
    """Pivot MDS: the two main axes of the squared distances to some records far from each other.

    U. Brandes and C. Pich, Eigensolver Methods for Progressive Multidimensional Scaling of Large Data.
    """
    firsts, targets = _adjacency(count, edges)
    pivot, nearest = 0, np.full(count, np.inf)
    columns = []
    for _ in range(min(_PIVOTS, count)):
        distances = _distances(count, firsts, targets, pivot)
        columns.append(distances)
        nearest = np.minimum(nearest, distances)
        pivot = int(nearest.argmax())
    squared = np.column_stack(columns) ** 2
    squared -= squared.mean(axis=0, keepdims=True)
    squared -= squared.mean(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(squared.T @ squared)
    axes = vectors[:, np.argsort(values)[::-1][:2]]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    found: NDArray[np.float64] = squared @ (axes * np.where(signs == 0, 1.0, signs))
    return found


def _adjacency(
    count: int, edges: Sequence[tuple[int, int]]
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Where each record's neighbours begin in a list of all, and that list."""
    both = np.array([*edges, *((end, start) for start, end in edges)], dtype=np.int64)
    both = both.reshape(-1, 2)
    order = np.lexsort((both[:, 1], both[:, 0]))
    both = both[order]
    firsts = np.searchsorted(both[:, 0], np.arange(count + 1))
    return firsts, both[:, 1]


def _distances(
    count: int, firsts: "NDArray[np.int64]", targets: "NDArray[np.int64]", start: int
) -> "NDArray[np.float64]":
    """How many steps each record is from one; what cannot be reached is one step beyond the rest."""
    found = np.full(count, -1.0)
    found[start], steps, front = 0.0, 0.0, np.array([start])
    while len(front):
        steps += 1
        lengths = firsts[front + 1] - firsts[front]
        offsets = np.repeat(firsts[front] - np.cumsum(lengths) + lengths, lengths)
        reached = np.unique(targets[offsets + np.arange(int(lengths.sum()))])
        front = reached[found[reached] < 0]
        found[front] = steps
    found[found < 0] = steps
    return found

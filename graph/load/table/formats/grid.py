"""A sheet as its file's library gives it, before anybody has asked what it means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Cells = Sequence[object]
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, each counted from 1."""


@dataclass
class Grid:
    """The rows of a sheet that hold anything, with their numbers, and what else it shows or hides.

    ``without_value`` lists cells with a formula that was never worked out (``B7``). ``sees_all`` is
    False where the library cannot see hidden rows, merged cells and formulas.
    """

    title: str
    rows: list[tuple[int, tuple[object, ...]]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last of each run of hidden columns, counted from 1."""
    merged: tuple[Range, ...] = ()
    without_value: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Cells on which somebody has left a comment."""
    sees_all: bool = True


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, or white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled_rows(rows: Iterable[Cells]) -> list[tuple[int, tuple[object, ...]]]:
    """The rows that hold anything, with their numbers from 1."""
    return [(at, tuple(row)) for at, row in enumerate(rows, 1) if not all(map(is_blank, row))]

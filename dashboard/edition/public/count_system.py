"""Counts and the equations between them, split into parts that have nothing to do with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Equation(NamedTuple):
    """The numbers ``counts`` (by index), each times its factor, add up to 0."""

    counts: tuple[int, ...]
    factors: tuple[int, ...]


@dataclass(frozen=True)
class Count:
    """One number. ``value`` is the true one; ``cost`` is what it costs to withhold it.

    ``shown`` numbers are read by everyone. None as cost: it is read already and cannot be withheld.
    """

    value: int
    shown: bool
    cost: float | None = None

    @property
    def fixed(self) -> bool:
        """Whether readers cannot be left in doubt about it."""
        return self.shown and self.cost is None


@dataclass(frozen=True)
class CountSystem:
    """Counts, never below 0, and every equation that readers know to hold between them."""

    counts: Sequence[Count]
    equations: Sequence[Equation]

    def parts(self) -> Iterator[tuple[list[int], list[Equation]]]:
        """The indexes and equations of each part; counts that stand in no equation are left out."""
        parents = list(range(len(self.counts)))
        for equation in self.equations:
            free = self._free(equation)
            for at in free[1:]:
                one, other = sorted((_root(parents, free[0]), _root(parents, at)))
                parents[other] = one
        found: dict[int, tuple[set[int], list[Equation]]] = {}
        for equation in self.equations:
            if free := self._free(equation):
                indexes, equations = found.setdefault(_root(parents, free[0]), (set(), []))
                indexes.update(equation.counts)
                equations.append(equation)
        for key in sorted(found):
            indexes, equations = found[key]
            yield sorted(indexes), equations

    def _free(self, equation: Equation) -> list[int]:
        return [at for at in equation.counts if not self.counts[at].fixed]


def _root(parents: list[int], at: int) -> int:
    """The first index of the part that an index belongs to."""
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at

"""What someone can work out who has only the published numbers: integer arithmetic, solved by Z3."""

from collections.abc import Mapping, Sequence

import z3

Equation = tuple[Sequence[int], Sequence[int]]


class Attacker:
    """Knows some counts by index, that none is below 0, and which sums hold."""

    def __init__(self, known: Mapping[int, int], equations: Sequence[Equation], size: int) -> None:
        self._counts = [
            z3.IntVal(known[at]) if at in known else z3.Int(str(at)) for at in range(size)
        ]
        self._solver = z3.Solver()
        self._solver.add(*(one >= 0 for at, one in enumerate(self._counts) if at not in known))
        for indexes, factors in equations:
            pairs = zip(indexes, factors, strict=True)
            self._solver.add(z3.Sum([factor * self._counts[at] for at, factor in pairs]) == 0)

    def contradicts(self) -> bool:
        """Whether the published numbers cannot all be true."""
        return self._solver.check() == z3.unsat

    def could_be(self, index: int, *, least: int = 0, most: int | None = None) -> bool:
        """Whether a count could lie between two numbers for all that is published."""
        count = self._counts[index]
        within = [count >= least, *([count <= most] if most is not None else [])]
        found = self._solver.check(*within)
        assert found != z3.unknown
        return found == z3.sat

    def is_told(self, index: int, value: int) -> bool:
        """Whether a count can be nothing but this value."""
        above = self.could_be(index, least=value + 1)
        return not above and not self.could_be(index, most=value - 1)

"""Which further counts go with the small ones, so that nothing that is shown tells what they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic

from dashboard.edition.public.count_system import Count, CountSystem, Equation
from dashboard.edition.public.solver import Alternatives


@dataclass
class Withholding:
    """What is withheld, by index in the system.

    ``given_away`` holds the small counts that follow from what cannot be withheld any more;
    ``unfinished`` says that time ran out, so that more is withheld than was needed.
    """

    withheld: set[int] = field(default_factory=set)
    given_away: set[int] = field(default_factory=set)
    unfinished: bool = False


def withhold(system: CountSystem, small: Mapping[int, int], seconds: float) -> Withholding:
    """What to withhold: the ``small`` counts (index to the least that may be shown), and more.

    For all that is shown, each small count could then be 0 and could be the least that may be
    shown: for both there are other whole numbers that satisfy every equation. Where one of the two
    cannot be had, the count could at least be one more or one less. Where time runs out, everything
    that hangs together with a small count is withheld.
    """
    end = monotonic() + seconds
    found = Withholding()
    counts = list(system.counts)
    for at in small:
        if counts[at].fixed:
            found.given_away.add(at)
        else:
            counts[at] = replace(counts[at], shown=False)
            found.withheld.add(at)
    for indexes, equations in CountSystem(counts, system.equations).parts():
        within = {at: small[at] for at in indexes if at in found.withheld}
        if within and not found.unfinished:
            _Part(indexes, equations, counts, within, end, found).protect()
        if within and found.unfinished:
            found.withheld |= {at for at in indexes if not counts[at].fixed}
    return found


class _Part:
    """One part of a system while its small counts are made safe."""

    def __init__(
        self, indexes: list[int], equations: list[Equation], counts: list[Count],
        small: Mapping[int, int], end: float, found: Withholding,
    ) -> None:  # fmt: skip
        self._alternatives = Alternatives(indexes, equations, counts)
        self._counts, self._small, self._end, self._found = counts, small, end, found
        self._lowest = {at: counts[at].value for at in small}
        self._highest = dict(self._lowest)

    def protect(self) -> None:
        """Withhold what it takes for every small count, the largest first."""
        for at in sorted(self._small, key=lambda one: (-self._counts[one].value, one)):
            for step in self._steps(at):
                if not self._moved(at, step):
                    self._moved(at, 1 if step > 0 else -1)
            if self._found.unfinished:
                return
            if self._lowest[at] == self._highest[at]:
                self._found.given_away.add(at)

    def _steps(self, at: int) -> Iterator[int]:
        """How far up and down a small count must be able to go, as far as that is not had yet."""
        value = self._counts[at].value
        if self._highest[at] < self._small[at]:
            yield self._small[at] - value
        if self._lowest[at] > 0:
            yield -value

    def _moved(self, at: int, step: int) -> bool:
        """Whether a count can go so far; what has to be withheld for it is withheld."""
        left = self._end - monotonic()
        change = self._alternatives.cheapest(at, step, left) if left > 0 else None
        if change is None:
            self._found.unfinished = self._found.unfinished or self._end <= monotonic()
            return False
        for index, by in change.items():
            if self._counts[index].shown and index not in self._found.withheld:
                self._found.withheld.add(index)
                self._alternatives.withhold(index)
            if index in self._small:
                value = self._counts[index].value + by
                self._lowest[index] = min(self._lowest[index], value)
                self._highest[index] = max(self._highest[index], value)
        return True

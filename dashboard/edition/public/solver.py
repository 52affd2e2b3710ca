"""Integer programs over a system of counts: what else the numbers could be, and between which bounds."""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from dashboard.edition.public.count_system import Count, Equation

_WITHHELD_COST = 1e-3
"""Moving what is withheld already is nearly free: of two ways the shorter one is taken."""
_EXACT = 1e-6


class Alternatives:
    """Other numbers that a part of a system could hold instead of the true ones.

    Each count has two variables: how far it goes up and how far it goes down. What may not be
    withheld stays; what is shown costs something for each step; every equation still holds.
    """

    def __init__(
        self, indexes: Sequence[int], equations: Sequence[Equation], counts: Sequence[Count]
    ) -> None:
        self._at = {index: at for at, index in enumerate(indexes)}
        self._counts = [counts[index] for index in indexes]
        self._indexes = list(indexes)
        costs = [_step_cost(one) for one in self._counts]
        upper = [bound for one in self._counts for bound in _bounds(one)]
        self._highs = _model(
            [cost for cost in costs for _ in range(2)],
            [0.0] * len(upper),
            upper,
            [self._row(equation) for equation in equations],
            [0.0] * len(equations),
        )

    def withhold(self, index: int) -> None:
        """Take a count as withheld from now on."""
        for column in self._columns(index):
            self._highs.changeColCost(column, _WITHHELD_COST)

    def cheapest(self, index: int, step: int, seconds: float) -> Mapping[int, int] | None:
        """The cheapest change of all counts in which one goes so far; None where there is none.

        ``step`` is above 0 for up, below for down.
        """
        up, down = self._columns(index)
        old = _bounds(self._counts[self._at[index]])
        self._bound(up, step if step > 0 else 0, step if step > 0 else 0)
        self._bound(down, -step if step < 0 else 0, -step if step < 0 else 0)
        try:
            values = _solved(self._highs, seconds)
        finally:
            self._bound(up, 0, old[0])
            self._bound(down, 0, old[1])
        if values is None:
            return None
        steps = np.rint(values[0::2] - values[1::2]).astype(int)
        return {self._indexes[at]: int(steps[at]) for at in np.flatnonzero(steps)}

    def _columns(self, index: int) -> tuple[int, int]:
        return 2 * self._at[index], 2 * self._at[index] + 1

    def _bound(self, column: int, low: float, high: float) -> None:
        self._highs.changeColBounds(column, low, high)

    def _row(self, equation: Equation) -> list[tuple[int, float]]:
        row = []
        for index, factor in zip(equation.counts, equation.factors, strict=True):
            up, down = self._columns(index)
            row += [(up, float(factor)), (down, -float(factor))]
        return row


def _step_cost(count: Count) -> float:
    return count.cost if count.shown and count.cost is not None else _WITHHELD_COST


def _bounds(count: Count) -> tuple[float, float]:
    """How far a count can go up and down."""
    if count.shown and count.cost is None:
        return 0.0, 0.0
    return highspy.kHighsInf, float(count.value)


class Readings:
    """What a reader can work out who sees only what is shown.

    ``shown`` holds the numbers that are shown; all others are 0 or more and satisfy the equations.
    """

    def __init__(
        self, indexes: Sequence[int], equations: Sequence[Equation], shown: Mapping[int, int]
    ) -> None:
        self._unknown = {
            index: at for at, index in enumerate(one for one in indexes if one not in shown)
        }
        rows, sums = [], []
        for equation in equations:
            pairs = list(zip(equation.counts, equation.factors, strict=True))
            rows.append([(self._unknown[i], float(f)) for i, f in pairs if i in self._unknown])
            sums.append(-float(sum(f * shown[i] for i, f in pairs if i in shown)))
        free = len(self._unknown)
        self._highs = _model([0.0] * free, [0.0] * free, [highspy.kHighsInf] * free, rows, sums)

    def value(self, index: int, seconds: float) -> int | None:
        """The only value that a number can have; None where it can have several, or where the
        numbers contradict each other."""
        column = self._unknown[index]
        low = self._extreme(column, 1.0, seconds)
        if low is None:
            return None
        high = self._extreme(column, -1.0, seconds)
        return low if low == high else None

    def _extreme(self, column: int, cost: float, seconds: float) -> int | None:
        self._highs.changeColCost(column, cost)
        try:
            values = _solved(self._highs, seconds)
        finally:
            self._highs.changeColCost(column, 0.0)
        return None if values is None else round(values[column])


def _model(
    costs: Sequence[float], low: Sequence[float], high: Sequence[float],
    rows: Sequence[Sequence[tuple[int, float]]], sums: Sequence[float],
) -> highspy.Highs:  # fmt: skip
    """A linear program that minimises; each row's columns times their factors equal its sum."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(costs), len(rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.array(costs), np.array(low), np.array(high)
    lp.row_lower_ = lp.row_upper_ = np.array(sums, dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, rows)])
    lp.a_matrix_.index_ = np.array([column for row in rows for column, _ in row])
    lp.a_matrix_.value_ = np.array([factor for row in rows for _, factor in row])
    highs.passModel(lp)
    return highs


def _solved(highs: highspy.Highs, seconds: float) -> np.ndarray | None:
    """The best whole numbers; None where there are none, or none were found in time."""
    highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.0))
    values = _run(highs)
    if values is None or np.all(np.abs(values - np.rint(values)) < _EXACT):
        return values
    columns = np.arange(len(values), dtype=np.int32)
    whole, any_ = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    highs.changeColsIntegrality(len(columns), columns, np.full(len(columns), whole))
    try:
        return _run(highs)
    finally:
        highs.changeColsIntegrality(len(columns), columns, np.full(len(columns), any_))


def _run(highs: highspy.Highs) -> np.ndarray | None:
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kUnbounded:
        return None
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(highs.getSolution().col_value)

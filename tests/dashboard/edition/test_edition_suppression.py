"""What is withheld cannot be worked out: an integer program of another solver looks for every number."""

from collections.abc import Sequence
from itertools import product

import pytest
from attacker import Attacker
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.edition.public.count_system import Count, CountSystem, Equation
from dashboard.edition.public.solver import Readings
from dashboard.edition.public.withholding import Withholding, withhold

LEAST = 5
Table = list[list[int]]


def shown(*values: int) -> list[Count]:
    return [Count(value, True, 1.0 + value if value else 50.0) for value in values]


def small(counts: Sequence[Count]) -> dict[int, int]:
    return {at: LEAST for at, one in enumerate(counts) if 0 < one.value < LEAST}


def add(total: int, *parts: int) -> Equation:
    """The equation of a total and its parts, given by index."""
    return Equation((total, *parts), (1, *[-1] * len(parts)))


def of_table(table: Table) -> CountSystem:
    """A table with its row totals, column totals and grand total, row by row."""
    rows = [[*row, sum(row)] for row in table]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    width, height = len(rows[0]), len(rows)
    sums = [
        add(r * width + width - 1, *(r * width + c for c in range(width - 1)))
        for r in range(height)
    ]
    sums += [
        add((height - 1) * width + c, *(r * width + c for r in range(height - 1)))
        for c in range(width)
    ]
    return CountSystem(shown(*(value for row in rows for value in row)), sums)


def attacker(system: CountSystem, found: Withholding) -> Attacker:
    """Someone who knows all that is shown."""
    known = {
        at: one.value
        for at, one in enumerate(system.counts)
        if at not in found.withheld and one.shown
    }
    return Attacker(known, system.equations, len(system.counts))


@pytest.mark.parametrize(
    "table",
    [
        [[3, 9, 12], [7, 8, 6]],
        [[1, 0, 6], [9, 5, 7], [8, 6, 5]],
        [[3, 0], [0, 8]],
        [[4, 6], [6, 4]],
        [[2, 9], [9, 9]],
        [[1, 6, 0], [0, 7, 5]],
        [[1, 2, 3], [4, 1, 2]],
        [[0, 3, 0], [6, 0, 7], [5, 5, 0]],
    ],
    ids=str,
)
def test_a_small_count_of_a_table_could_be_none_and_could_be_enough_to_show(table: Table):
    system = of_table(table)
    found = withhold(system, small(system.counts), 20.0)
    assert not found.given_away
    reader = attacker(system, found)
    for at in small(system.counts):
        assert reader.could_be(at, most=0)
        assert reader.could_be(at, least=LEAST)


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_small_count_of_any_table_is_told(table: Table):
    system = of_table(table)
    found = withhold(system, small(system.counts), 20.0)
    reader = attacker(system, found)
    for at in small(system.counts):
        assert reader.is_told(at, system.counts[at].value) == (at in found.given_away)


def test_nothing_is_withheld_without_need():
    table = of_table([[7, 8], [9, 10]])
    assert withhold(table, small(table.counts), 20.0).withheld == set()
    one = CountSystem(shown(55, 3, 12, 40), [add(0, 1, 2, 3)])
    assert withhold(one, {1: LEAST}, 20.0).withheld == {1, 2}


def test_the_same_count_in_another_table_goes_too():
    system = CountSystem(shown(3, 3, 9), [add(0, 1)])
    assert withhold(system, {0: LEAST, 1: LEAST}, 20.0).withheld == {0, 1}


def test_a_sum_of_one_row_is_not_told_by_a_sum_over_rows_of_another_table():
    # visited = very + satisfied + so-so + dissatisfied in one row; the grades' sums stand elsewhere
    system = CountSystem(
        shown(20, 3, 9, 8, 0, 40, 12, 28, 3, 8),
        [add(0, 1, 2, 3, 4), add(5, 0, 4, 0), add(6, 1, 2), add(8, 1)],
    )
    found = withhold(system, {1: LEAST, 8: LEAST}, 20.0)
    assert not found.given_away
    reader = attacker(system, found)
    assert not any(reader.is_told(at, system.counts[at].value) for at in (1, 8))


def test_what_was_read_already_gives_a_count_away_and_says_so():
    read = [Count(3, True), *shown(3, 9, 12)]
    found = withhold(CountSystem(read, [add(0, 1), add(3, 1, 2)]), {1: LEAST}, 20.0)
    assert found.given_away == {1}


def test_where_time_runs_out_more_is_withheld_and_it_says_so():
    system = of_table([[3, 9, 12], [7, 8, 6]])
    found = withhold(system, small(system.counts), 0.0)
    assert found.unfinished
    assert found.withheld == set(range(len(system.counts)))


def test_the_same_numbers_give_the_same_pattern():
    system = of_table([[1, 0, 6, 4], [9, 5, 7, 3], [8, 6, 5, 2]])
    patterns = [withhold(system, small(system.counts), 20.0).withheld for _ in range(3)]
    assert patterns[0] == patterns[1] == patterns[2]


@pytest.mark.parametrize(("a", "b"), list(product([0, 3, 7], [1, 4])))
def test_a_reader_works_out_what_follows_and_nothing_else(a: int, b: int):
    # total = a + b + c, a shown; d = c
    equations = [add(0, 1, 2, 3), add(4, 3)]
    total = a + b + 6
    alone = Readings([0, 1, 2, 3, 4], equations, {0: total, 1: a, 4: 6})
    assert alone.value(2, 5.0) == b
    assert alone.value(3, 5.0) == 6
    blind = Readings([0, 1, 2, 3, 4], equations, {0: total, 1: a})
    assert blind.value(2, 5.0) is None

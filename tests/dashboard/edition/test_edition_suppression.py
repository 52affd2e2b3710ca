"""What is hidden cannot be worked out: every table is solved for its hidden cells by trying all."""

from functools import cache
from itertools import product

import pytest

from dashboard.edition.public.suppression import Arc, bounds, hidden, of_list, of_table

Table = list[list[int]]

LISTS = [
    ([3, 12, 40], 55),
    ([3, 2, 40], 45),
    ([1, 0, 9], 10),
    ([4, 4, 4], 12),
    ([1, 1, 1], 3),
    ([7, 8, 9], 24),
    ([1, 0, 0, 6, 6], 13),
    ([2], 30),
]
TABLES = [
    [[3, 9, 12], [7, 8, 6]],
    [[1, 0, 6], [9, 5, 7], [8, 6, 5]],
    [[3, 0], [0, 8]],
    [[4, 6], [6, 4]],
    [[2, 9], [9, 9]],
    [[1, 6, 0], [0, 7, 5]],
    [[5, 5], [5, 5]],
    [[1, 2, 3], [4, 1, 2]],
    [[0, 3, 0], [6, 0, 7], [5, 5, 0]],
]
LEAST = 5


def with_totals(table: Table) -> Table:
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def solutions(table: Table, gone: set[int]) -> dict[int, set[int]]:
    """Each hidden count with every value that it has in a table agreeing with all that is shown."""
    full, width = with_totals(table), len(table[0]) + 1

    def shown(r: int, c: int) -> bool:
        return r * width + c not in gone

    def most(r: int, c: int) -> int:
        totals = [full[r][-1]] if shown(r, width - 1) else []
        totals += [full[-1][c]] if shown(len(table), c) else []
        return min(totals, default=12)

    def rows_like(r: int) -> list[list[int]]:
        free = [[full[r][c]] if shown(r, c) else range(most(r, c) + 1) for c in range(width - 1)]
        tried = (list(row) for row in product(*free))
        return [
            [*row, sum(row)] for row in tried if not shown(r, width - 1) or sum(row) == full[r][-1]
        ]

    possible = [rows_like(r) for r in range(len(table))]
    found: dict[int, set[int]] = {at: set() for at in gone}

    def go_on(rows: Table, left: list[int]) -> None:
        if any(n < 0 and shown(len(table), c) for c, n in enumerate(left)):
            return
        if len(rows) < len(table):
            for row in possible[len(rows)]:
                go_on([*rows, row], [n - m for n, m in zip(left, row, strict=True)])
        elif not any(n and shown(len(table), c) for c, n in enumerate(left)):
            told = [count for row in with_totals([row[:-1] for row in rows]) for count in row]
            for at in gone:
                found[at].add(told[at])

    go_on([], full[-1])
    return found


@cache
def solved(at: int) -> tuple[list[Arc], set[int], dict[int, set[int]]]:
    arcs = of_table(TABLES[at])
    gone = hidden(arcs, LEAST)
    return arcs, gone, solutions(TABLES[at], gone)


@pytest.mark.parametrize("at", range(len(TABLES)))
def test_no_small_count_of_a_table_can_be_worked_out(at: int):
    arcs, gone, possible = solved(at)
    small = {n for n, arc in enumerate(arcs) if 0 < arc.count < LEAST}
    assert small <= gone
    for n in small:
        assert min(possible[n]) == 0
        assert max(possible[n]) >= LEAST


@pytest.mark.parametrize("at", range(len(TABLES)))
def test_the_bounds_are_those_found_by_trying_all(at: int):
    arcs, gone, possible = solved(at)
    for n, values in possible.items():
        low, high = bounds(arcs, gone, n)
        assert low == min(values)
        # with a hidden total a count may be any number, and trying all stops somewhere
        assert high == max(values) or any(arcs[one].total for one in gone)


@pytest.mark.parametrize(("counts", "total"), LISTS, ids=str)
def test_no_small_count_of_a_list_can_be_worked_out(counts: list[int], total: int):
    arcs = of_list(counts, total)
    gone = hidden(arcs, LEAST)
    small = {n for n, count in enumerate(counts) if 0 < count < LEAST}
    assert small <= gone
    if len(counts) in gone:  # the total is hidden too: nothing adds up any more
        return
    unseen = [n for n in range(len(counts)) if n in gone]
    rest = total - sum(count for n, count in enumerate(counts) if n not in gone)
    if total > sum(counts):  # what the list does not name is not shown either
        unseen.append(-1)
    possible = [value for value in range(rest + 1) if len(unseen) > 1 or value == rest]
    assert not small or (min(possible) == 0 and max(possible) >= LEAST)


def test_nothing_is_hidden_without_need():
    assert hidden(of_table([[7, 8], [9, 10]]), LEAST) == set()
    assert hidden(of_list([0, 7, 9], 16), LEAST) == set()
    assert hidden(of_list([3, 12, 40], 55), LEAST) == {0, 1}

"""Where records stand: the same for the same walk, nothing that stands moves, no name upon another."""

from itertools import combinations
from math import atan2, degrees
from random import Random
from time import process_time

import pytest

from dashboard.explorer.placing import placed
from dashboard.explorer.placing.room import HEIGHT, width_of


def overlaps(names, places):
    """Pairs of records whose names cross, by rows of equal height so that thousands are quick."""
    found, rows = 0, {}
    for id, (x, y) in places.items():
        rows.setdefault(int(y // HEIGHT), []).append((x, y, width_of(names[id])))
    for row, some in rows.items():
        beside = some + rows.get(row + 1, [])
        for (x1, y1, w1), (x2, y2, w2) in combinations(beside, 2):
            found += abs(y1 - y2) < HEIGHT - 0.01 and abs(x1 - x2) < (w1 + w2) / 2 - 0.01
    return found


def network(count):
    """Names and relationships: hubs with many leaves, some of them between two hubs."""
    random = Random(count)
    names = {f"N-{n:05d}": "枫溪村党总支第一支部"[: random.randint(2, 10)] for n in range(count)}
    ids = list(names)
    hubs = ids[: max(3, count // 40)]
    edges = [(random.choice(hubs), id) for id in ids]
    return names, edges + [(random.choice(hubs), random.choice(ids)) for _ in range(count // 2)]


@pytest.mark.parametrize(("count", "seconds"), [(300, 1.0), (2000, 1.0), (10_000, 5.0)])
def test_a_first_picture_is_quick_and_no_name_stands_upon_another(count, seconds):
    names, edges = network(count)
    begin = process_time()
    places = placed(names, edges, {}, {})
    took = process_time() - begin
    assert places.keys() == names.keys()
    assert overlaps(names, places) == 0
    assert took < seconds  # of the processor: other work runs beside the tests
    if count == 300:
        assert placed(dict(reversed(names.items())), reversed(edges), {}, {}) == places


def test_what_comes_stands_near_what_it_hangs_on_and_nothing_moves():
    names, edges = network(120)
    standing = placed(names, edges, {}, {})
    new = {f"M-{n:02d}": "新来的心愿" for n in range(40)}
    hub = edges[0][0]
    came = placed(new, [(hub, id) for id in new], standing, names)
    assert came.keys() == new.keys()
    assert overlaps({**names, **new}, {**standing, **came}) == 0
    x, y = standing[hub]
    spread = sorted((px - x) ** 2 + (py - y) ** 2 for px, py in standing.values())[-1]
    assert all((px - x) ** 2 + (py - y) ** 2 < 4 * spread for px, py in came.values())
    again = placed(new, [(hub, id) for id in new], standing, names)
    assert again == came


def test_what_hangs_on_two_stands_between_them_and_a_tree_has_its_root_in_the_middle():
    between = placed({"C": "中"}, [("A", "C"), ("C", "B")], {"A": (0, 0), "B": (800, 0)}, {})
    assert between["C"] == pytest.approx((400, 0))
    star = placed(
        {f"{n:02d}": "叶" for n in range(13)}, [("00", f"{n:02d}") for n in range(1, 13)], {}, {}
    )
    xs, ys = zip(*star.values(), strict=True)
    assert min(xs) < star["00"][0] < max(xs) and min(ys) < star["00"][1] < max(ys)


def test_what_comes_one_after_the_other_stands_around_and_no_line_runs_through_another():
    places, names = {"C": (0.0, 0.0)}, {"C": "枫溪村党总支"}
    for n in range(12):
        new = {f"N-{n:02d}": "枫溪村"}
        places |= placed(new, [("C", id) for id in new], places, names)
        names |= new
    angles = sorted(degrees(atan2(y, x)) for id, (x, y) in places.items() if id != "C")
    gaps = [b - a for a, b in zip(angles, [*angles[1:], angles[0] + 360], strict=True)]
    assert min(gaps) > 10

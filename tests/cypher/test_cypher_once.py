"""Each answer is worked out once, is let go of in the right order, and a failure is not kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cypher.run.single_flight import SingleFlightCache


def test_many_threads_ask_and_one_works():
    once: SingleFlightCache[int] = SingleFlightCache(10)
    begun, go_on = threading.Event(), threading.Event()
    calls: list[int] = []

    def work() -> int:
        calls.append(1)
        begun.set()
        assert go_on.wait(10)
        return 7

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(once.get, "k", work)
        assert begun.wait(10)
        others = [pool.submit(once.get, "k", work) for _ in range(7)]
        go_on.set()
        assert [future.result(10) for future in [first, *others]] == [7] * 8
    assert len(calls) == 1


def test_a_failure_is_told_and_not_kept():
    once: SingleFlightCache[int] = SingleFlightCache(10)

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        once.get("k", fail)
    assert once.get("k", lambda: 3) == 3


def test_the_least_used_goes_first():
    once: SingleFlightCache[str] = SingleFlightCache(2)
    once.get("a", lambda: "a")
    once.get("b", lambda: "b")
    once.get("a", lambda: "not asked")
    once.get("c", lambda: "c")
    assert once.get("a", lambda: "again") == "a"
    assert once.get("b", lambda: "again") == "again"


def test_weight_bounds_what_is_held_and_one_giant_drives_nothing_out():
    once: SingleFlightCache[list[int]] = SingleFlightCache(100, weight=100, weigh=len)
    for name in range(6):
        once.get(name, lambda: [0] * 20)
    assert len(once) == 5
    once.get("giant", lambda: [0] * 90)
    assert len(once) == 5
    assert once.get(5, list) == [0] * 20

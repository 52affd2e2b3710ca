"""Each answer is worked out once, is let go of in the right order, and a failure is not kept."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

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


def test_what_is_awaited_is_begun_once_and_kept_as_asked():
    cache = SingleFlightCache[int](8)
    begun: list[Future[int]] = []

    def start() -> Future[int]:
        begun.append(Future())
        return begun[-1]

    first, second = cache.begin("k", start), cache.begin("k", start)
    assert len(begun) == 1 and not first.done() and second is first
    begun[0].set_result(3)
    assert first.result() == 3 and cache.get("k", lambda: 4) == 3
    assert cache.get("other", lambda: 5, keep=lambda _: False) == 5
    assert cache.get("other", lambda: 6) == 6
    failing = cache.begin("fails", start)
    begun[-1].set_exception(ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        failing.result()
    assert cache.get("fails", lambda: 1) == 1


def test_what_is_too_old_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr("cypher.run.single_flight.monotonic", lambda: now)
    cache = SingleFlightCache[int](8, seconds=10)
    assert cache.get("k", lambda: 1) == 1
    now = 109.0
    assert cache.get("k", lambda: 2) == 1
    now = 111.0
    assert cache.get("k", lambda: 2) == 2
    assert len(cache) == 1


def test_one_whose_weight_cannot_be_told_strands_nobody():
    def weigh(_: int) -> int:
        raise ValueError("no weight")

    cache = SingleFlightCache[int](8, weigh=weigh)
    for _ in range(2):
        with pytest.raises(ValueError, match="no weight"):
            cache.get("k", lambda: 1)

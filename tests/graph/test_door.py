"""Questions end at their deadline whatever the server does, and what it cannot end is known."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic

import pytest

from graph.address import Address
from graph.client import CancelToken, Graph
from graph.door import reading
from graph.door.abandoned import MOST
from graph.door.loop import LoopClosed
from graph.door.reading import ReadConnection
from graph.errors import ReadCancelled, ServerUnreachable, StillRunning, TimedOut

ENDLESS = "RETURN reduce(a = {0}, i IN range(1, 100000000) | a + i) AS x"
"""One expression: the server looks for its limit only between two. It uses up a processor for 2 s."""
LONG = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a = b + 0.5 RETURN 1"
GRACE = 0.3
SLACK = 2.5
"""Seconds that a busy machine may add to the deadline."""


def until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for a condition, asking again and again."""
    end, pause = monotonic() + seconds, threading.Event()
    while not true():
        assert monotonic() < end, "it never came to be"
        pause.wait(0.2)


def running(graph: Graph) -> int:
    """How many of our questions the server is working on, beside this one."""
    text = "SHOW TRANSACTIONS YIELD metaData, currentQuery WHERE metaData.lianxin IS NOT NULL RETURN currentQuery"
    return len([row for row in graph.read(text).rows if "SHOW" not in str(row[0])])


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client gives up sooner than it would, so that the server need not work for so long."""
    assert reading.GRACE <= 2.0
    monkeypatch.setattr(reading, "GRACE", GRACE)


def test_the_client_gives_up_where_the_server_does_not(graph: Graph, hasty: None):
    graph.read("RETURN 1")
    threads, begin = threading.active_count(), monotonic()
    with pytest.raises(TimedOut, match="no longer waited for"):
        graph.read(ENDLESS.format(0), seconds=0.5)
    assert monotonic() - begin < 0.5 + GRACE + SLACK
    assert graph.abandoned == 1 and running(graph) == 1
    begin = monotonic()
    with pytest.raises(StillRunning):
        graph.read(ENDLESS.format(0), seconds=0.5)
    assert monotonic() - begin < 2.0
    assert graph.read("RETURN 7").value() == 7
    assert threading.active_count() <= threads + 1
    until(lambda: running(graph) == 0)
    until(lambda: graph.read("RETURN 7").value() == 7 and graph.abandoned == 0)


@pytest.mark.one_line
def test_what_cannot_be_ended_is_bounded_and_reported(
    graph: Graph, hasty: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.door.abandoned.SURELY", 1.2)
    monkeypatch.setattr("graph.door.abandoned._LOOK_EVERY", 0.3)
    stuck = threading.Event()
    graph.on_stuck(stuck.set)
    known = "RETURN 1 AS one"
    assert graph.read(known).value() == 1 and running(graph) == 0

    def give_up(n: int) -> None:
        with suppress(TimedOut):
            graph.read(ENDLESS.format(n + 1), seconds=0.2)

    try:
        with ThreadPoolExecutor(MOST) as pool:
            list(pool.map(give_up, range(MOST)))
        assert graph.abandoned == MOST
        assert stuck.wait(20)
        with pytest.raises(StillRunning, match=f"busy with {MOST} queries"):
            graph.read("RETURN 2 AS never_asked_before")
        assert graph.read(known).value() == 1
    finally:
        graph.on_stuck(lambda: None)
        until(lambda: running(graph) == 0)
    until(lambda: graph.read(known).value() == 1 and graph.abandoned == 0)
    assert graph.read("RETURN 2 AS never_asked_before").value() == 2


def test_a_read_is_cancelled_from_another_thread_and_ends_on_the_server(graph: Graph):
    token, begin = CancelToken(), monotonic()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(graph.read, LONG, seconds=60.0, cancel=token)
        until(lambda: running(graph) == 1)
        token.cancel()
        with pytest.raises(ReadCancelled):
            asked.result(10)
    assert monotonic() - begin < 50
    until(lambda: running(graph) == 0, 20)
    with pytest.raises(ReadCancelled):
        graph.read("RETURN 1", cancel=token)


def test_a_stream_is_cancelled(graph: Graph):
    token = CancelToken()
    rows = graph.stream("UNWIND range(1, 10000000) AS i RETURN i", cancel=token)
    assert next(rows) == ("i",)
    token.cancel()
    with pytest.raises(ReadCancelled):
        list(rows)
    until(lambda: running(graph) == 0, 20)


def test_a_server_that_is_away_is_away_at_once(address: Address):
    with Graph(Address("bolt://127.0.0.1:1", address.username, address.password)) as graph:
        for _ in range(3):
            begin = monotonic()
            with pytest.raises(ServerUnreachable):
                graph.data_version(at_most_every=0)
            assert monotonic() - begin < 1.0
        graph.move(address)
        assert graph.read("RETURN 1").value() == 1  # nothing of the other address is remembered


def test_no_version_from_before_ones_own_write_is_given_afterwards(graph: Graph):
    end = threading.Event()

    def ask() -> None:
        while not end.is_set():
            graph.data_version(at_most_every=0)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(ask) for _ in range(4)]
        try:
            for _ in range(30):
                before = graph.data_version()
                graph.write("MERGE (x:X) SET x.n = coalesce(x.n, 0) + 1")
                assert graph.data_version() != before
        finally:
            end.set()
        for reader in readers:
            reader.result()


def test_many_first_questions_open_one_driver(address: Address):
    for _ in range(8):
        begin = threading.Barrier(8)

        def driver(graph: Graph, begin: threading.Barrier) -> object:
            begin.wait()
            graph.read("RETURN 1")
            return graph.driver

        with Graph(address) as graph, ThreadPoolExecutor(8) as pool:
            found = [pool.submit(driver, graph, begin) for _ in range(8)]
            assert len({id(one.result()) for one in found}) == 1


def test_a_question_after_the_end_begins_nothing(address: Address):
    reading, begun = ReadConnection(address, 1), []

    async def work() -> None:
        raise AssertionError

    def begin():
        begun.append(1)
        return work()

    reading.close()
    with pytest.raises(LoopClosed):
        reading.wait(begin, 1)
    assert begun == []


def test_questions_go_on_while_the_server_moves(address: Address):
    other = Address(
        address.uri.replace("127.0.0.1", "localhost"), address.username, address.password
    )
    end = threading.Event()

    def ask(graph: Graph) -> int:
        count = 0
        while not end.is_set():
            assert graph.read("RETURN 1").value() == 1
            count += 1
        return count

    with Graph(address) as graph, ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, graph) for _ in range(4)]
        try:
            for turn in range(6):
                graph.move(other if turn % 2 == 0 else address)
                graph.read("RETURN 2")
        finally:
            end.set()
        assert all(one.result() > 0 for one in asked)

"""Work off the event loop: bounded, shared, given up when nobody waits, read once by many."""

import asyncio
import itertools
import threading
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from run_async import run_async

from dashboard.cards.card_cache import CardCache, FinishedCard
from dashboard.concurrency.executors import BoundedExecutor
from dashboard.concurrency.shared_parts import MOST_BYTES, SharedParts
from dashboard.concurrency.shared_work import SharedWork
from dashboard.errors import Busy


def test_a_full_queue_refuses_and_says_when_to_come_again():
    executor, gate = BoundedExecutor("test", threads=1, queue=2, retry_after=7), threading.Event()
    held = [executor.submit(gate.wait) for _ in range(3)]
    with pytest.raises(Busy) as refused:
        executor.submit(gate.wait)
    assert refused.value.retry_after == 7
    going_on = executor.submit(gate.wait, bounded=False)
    gate.set()
    assert all(one.result(30) for one in [*held, going_on])
    assert executor.submit(lambda: 1).result(30) == 1
    executor.close()


def test_what_is_cancelled_in_the_queue_is_never_started():
    executor, gate, started = BoundedExecutor("test", threads=1, queue=5), threading.Event(), []

    async def visit() -> None:
        first = asyncio.ensure_future(executor.run(gate.wait))
        second = asyncio.ensure_future(executor.run(lambda: started.append(1)))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait([second])
        gate.set()
        await first
        assert await executor.run(lambda: 3) == 3

    run_async(visit())
    assert started == []
    executor.close()


def test_one_piece_of_work_answers_all_who_ask_and_the_next_is_begun_anew():
    numbers = itertools.count(1)

    async def visits() -> None:
        shared, gate = SharedWork[int](), asyncio.Event()

        async def work() -> int:
            await gate.wait()
            return next(numbers)

        asked = [asyncio.ensure_future(shared.get("key", work)) for _ in range(200)]
        await asyncio.sleep(0)
        gate.set()
        assert await asyncio.gather(*asked) == [1] * 200
        assert await shared.get("key", work) == 2
        assert len(shared) == 0

    run_async(visits())


def test_work_ends_when_the_last_who_waits_has_gone_and_not_before():
    async def visits() -> None:
        shared, ended = SharedWork[None](linger=0.0), asyncio.Event()

        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        first, second = (asyncio.ensure_future(shared.get("key", work)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait([first])
        await asyncio.sleep(0)
        assert not ended.is_set()
        second.cancel()
        await asyncio.wait_for(ended.wait(), 30)

    run_async(visits())


def parts_of(source: Iterator[bytes]) -> SharedParts:
    pool = ThreadPoolExecutor(2)

    async def run(work):  # type: ignore[no-untyped-def]
        return await asyncio.wrap_future(pool.submit(work))

    return SharedParts(source, run)


async def whole(read: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([part async for part in read])


def test_many_readers_share_one_file_and_it_is_made_once():
    taken = []

    def source() -> Iterator[bytes]:
        for number in range(50):
            taken.append(number)
            yield b"%d\n" % number

    async def visits() -> None:
        parts = parts_of(source())
        expected = b"".join(b"%d\n" % number for number in range(50))
        assert set(await asyncio.gather(*(whole(parts.read()) for _ in range(20)))) == {expected}
        assert parts.can_be_joined
        assert await whole(parts.read()) == expected

    run_async(visits())
    assert taken == list(range(50))


def test_a_long_file_is_held_in_bounded_memory_and_is_not_joined_later():
    block, ended = b"x" * 1_000_000, []

    def source() -> Iterator[bytes]:
        try:
            for _ in range(60):
                yield block
        finally:
            ended.append(True)

    async def visits() -> None:
        parts, most, sizes = parts_of(source()), 0, [0, 0]

        async def take(at: int) -> None:
            nonlocal most
            async for part in parts.read():
                sizes[at] += len(part)
                most = max(most, parts.held_bytes)

        await asyncio.gather(take(0), take(1))
        assert sizes == [60_000_000] * 2
        assert most <= MOST_BYTES + len(block)
        assert not parts.can_be_joined

    run_async(visits())
    assert ended == [True]


def test_the_source_is_closed_when_the_last_reader_leaves():
    ended = []

    def source() -> Iterator[bytes]:
        try:
            while True:
                yield b"more"
        finally:
            ended.append(True)

    async def visits() -> None:
        parts = parts_of(source())
        first, second = parts.read(), parts.read()
        assert [await anext(first), await anext(second)] == [b"more"] * 2
        await first.aclose()
        assert ended == []
        await second.aclose()
        assert not parts.can_be_joined

    run_async(visits())
    assert ended == [True]


def test_finished_cards_are_bounded_by_the_memory_they_take():
    cache = CardCache(most_bytes=100_000)
    for number in range(500):
        cache.put(number, FinishedCard(f"{number:>1000}"))
        assert cache.bytes <= 100_000
    assert cache.get(0) is None
    assert cache.get(499) is not None
    cache.put("failure", FinishedCard("no", kept=False))
    assert cache.get("failure") is None

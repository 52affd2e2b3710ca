"""The event loop in a thread of its own: it can be closed from any thread."""

import pytest
from run_async import run_async

from graph.door.loop import LoopClosed, LoopThread


def test_it_is_closed_by_one_who_runs_an_event_loop_too():
    thread, ended = LoopThread("test"), []

    async def one() -> int:
        return 1

    async def last() -> None:
        ended.append("last")

    async def close() -> None:
        thread.close(last)

    assert thread.submit(one()).result(10) == 1
    run_async(close())
    assert ended == ["last"]
    with pytest.raises(LoopClosed):
        thread.submit(one())

"""What runs for nobody is ended on the server."""

import asyncio
import threading
from time import monotonic

from run_async import run_async

from dashboard.concurrency.executors import BoundedExecutor
from graph.client import CancelToken, Graph, Rows

LONG = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a = b + 0.5 RETURN 1"
RUNNING = "SHOW TRANSACTIONS YIELD metaData, currentQuery WHERE metaData.lianxin IS NOT NULL RETURN currentQuery"


def wait_for(graph: Graph, count: int) -> None:
    """Return once the server is working on so many of our questions, beside this one."""
    end, pause = monotonic() + 60, threading.Event()
    while len([row for row in graph.read(RUNNING).rows if "SHOW" not in str(row[0])]) != count:
        assert monotonic() < end, "it never came to be"
        pause.wait(0.1)


def test_a_question_that_nobody_waits_for_any_more_ends_on_the_server(graph: Graph):
    executor = BoundedExecutor("test", threads=1, queue=1)

    def read(cancel: CancelToken) -> Rows:
        return graph.read(LONG, seconds=100, cancel=cancel)

    async def visit() -> None:
        asked = asyncio.ensure_future(executor.cancellable(read))
        await asyncio.to_thread(wait_for, graph, 1)
        asked.cancel()
        await asyncio.to_thread(wait_for, graph, 0)

    try:
        run_async(visit())
    finally:
        executor.close()

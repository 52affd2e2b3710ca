"""An event loop in a thread of its own, for the driver's asynchronous half."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from graph.errors import ServerUnreachable

T = TypeVar("T")
_PATIENCE = 0.5
"""Seconds that what runs is given to end by itself when the loop is closed."""


class LoopClosed(Exception):
    """The loop was closed before the coroutine had ended."""


class LoopThread:
    """Runs coroutines for other threads. Its thread begins with the first and ends with ``close``."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self.closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """The future of a coroutine. Cancelling it cancels the coroutine. Raises LoopClosed."""
        with self._lock:
            if self.closed:
                work.close()
                raise LoopClosed
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._run, args=(self._loop,), name=self._name, daemon=True
                )
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self, last: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Cancel what runs, run ``last``, and end the thread."""
        with self._lock:
            self.closed = True
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is not None and thread is not None:
            try:
                # in the loop's own thread: the one that closes may have a running loop itself
                asyncio.run_coroutine_threadsafe(_end(last), loop).result()
            finally:
                loop.call_soon_threadsafe(loop.stop)
                thread.join()
                loop.close()

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()


async def _end(last: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Let every other task end, by cancelling it where it takes long; then do what comes last."""
    running = asyncio.all_tasks() - {asyncio.current_task()}
    if running:
        _, running = await asyncio.wait(running, timeout=_PATIENCE)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await last()
    await asyncio.get_running_loop().shutdown_asyncgens()


def closed(uri: str) -> ServerUnreachable:
    """The error for people of a question whose connection was closed here."""
    return ServerUnreachable(
        f"与 Neo4j（{uri}）的连接已关闭。", f"The connection to Neo4j at {uri} was closed."
    )

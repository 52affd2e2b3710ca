"""Work shared by all who ask for the same thing on one event loop: who waits holds no thread."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LINGER = 5.0
"""Seconds for which work goes on after the last who waited for it has gone: a page that was sent
without a card is followed by the browser's question for that card."""


@dataclass
class _Running(Generic[T]):
    task: "asyncio.Task[T]"
    waiting: int = 0


class SharedWork(Generic[T]):
    """Results by key while they are being worked out; nothing is kept afterwards.

    Work that nobody has waited for during ``linger`` seconds (``LINGER``) is cancelled: what is still queued is
    never started. All methods are for one event loop.
    """

    def __init__(self, *, linger: float | None = None) -> None:
        self._linger = linger
        self._running: dict[Hashable, _Running[T]] = {}

    def __len__(self) -> int:
        return len(self._running)

    async def get(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result for a key, begun now if nobody has begun it. Raises what ``work`` raises."""
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Running(asyncio.ensure_future(_run(work)))
            running.task.add_done_callback(lambda _: self._running.pop(key, None))
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting and not running.task.done():
                linger = LINGER if self._linger is None else self._linger
                asyncio.get_running_loop().call_later(linger, _cancel_unwanted, running)


async def _run(work: Callable[[], Awaitable[T]]) -> T:
    return await work()


def _cancel_unwanted(running: _Running[T]) -> None:
    if not running.waiting:
        running.task.cancel()

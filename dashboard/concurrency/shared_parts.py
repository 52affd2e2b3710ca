"""A file that is made once and read by many, a part at a time, in bounded memory."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
MOST_BYTES = 16_000_000
"""So much is held at once. A file that is no longer than this can be joined at any time, a longer
one only before its beginning is let go; then the fastest reader waits for the slowest."""


class Run(Protocol):
    """Does some work in a thread."""

    async def __call__(self, work: Callable[[], T], /) -> T:
        """What the work comes to."""
        ...


class SharedParts:
    """The parts of one file. For one event loop; ``parts`` is read in threads by ``run``."""

    def __init__(self, parts: Iterator[bytes], run: Run) -> None:
        self._source, self._run = parts, run
        self._parts: deque[bytes] = deque()
        self._first = 0
        self._bytes = 0
        self._readers: dict[object, int] = {}
        self._complete = False
        self._given_up = False
        self._next: asyncio.Task[None] | None = None
        self._advanced = asyncio.Event()

    @property
    def can_be_joined(self) -> bool:
        """Whether the beginning is still there."""
        return self._first == 0 and not self._given_up

    @property
    def held_bytes(self) -> int:
        """How much is held now."""
        return self._bytes

    async def read(self) -> AsyncGenerator[bytes, None]:
        """Every part from the beginning. Raises what reading the source raises."""
        me = object()
        self._readers[me] = 0
        try:
            while True:
                at = self._readers[me] - self._first
                if at < len(self._parts):
                    part = self._parts[at]
                    self._readers[me] += 1
                    self._let_go()
                    yield part
                elif self._complete:
                    return
                else:
                    await self._more()
        finally:
            del self._readers[me]
            self._let_go()
            if not self._readers and not self._complete:
                await self._end()

    async def _more(self) -> None:
        """Wait for one more part, or for room for it."""
        if self._bytes >= MOST_BYTES and self._first < min(self._readers.values(), default=0):
            self._let_go()
        if self._bytes >= MOST_BYTES:
            self._advanced.clear()
            await self._advanced.wait()
            return
        if self._next is None:
            self._next = asyncio.ensure_future(self._read_one())
        await asyncio.shield(self._next)

    async def _read_one(self) -> None:
        try:
            part = await self._run(lambda: next(self._source, None))
        except BaseException:
            self._given_up = True
            raise
        finally:
            self._next = None
        if part is None:
            self._complete = True
        else:
            self._parts.append(part)
            self._bytes += len(part)

    def _let_go(self) -> None:
        """Drop what every reader has had, once there is too much to hold."""
        slowest = min(self._readers.values(), default=self._first)
        while self._parts and self._first < slowest and self._is_long():
            self._bytes -= len(self._parts.popleft())
            self._first += 1
        self._advanced.set()

    def _is_long(self) -> bool:
        return self._first > 0 or self._bytes >= MOST_BYTES

    async def _end(self) -> None:
        self._given_up = True
        if self._next is not None:
            await asyncio.wait([self._next])
        close = getattr(self._source, "close", None)
        if close is not None:
            await self._run(close)

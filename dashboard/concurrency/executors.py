"""Bounded thread pools, one for each kind of work, so that nothing quick waits behind anything slow."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import TypeVar

from dashboard.errors import Busy
from graph.client import CancelToken
from graph.errors import ReadCancelled

T = TypeVar("T")


class BoundedExecutor:
    """A thread pool that refuses work once ``queue`` pieces of it wait for a thread."""

    def __init__(self, name: str, *, threads: int, queue: int, retry_after: int = 2) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._bound = threads + queue
        self._retry_after = retry_after
        self._lock = Lock()
        self._unfinished = 0

    @property
    def unfinished(self) -> int:
        """How many pieces of work run or wait for a thread."""
        return self._unfinished

    def submit(self, work: Callable[[], T], *, bounded: bool = True) -> "Future[T]":
        """Put work into the queue. Raises Busy where the queue is full, unless not ``bounded``."""
        with self._lock:
            if bounded and self._unfinished >= self._bound:
                raise Busy(self._retry_after)
            self._unfinished += 1
        future = self._pool.submit(work)
        future.add_done_callback(self._finished)
        return future

    async def run(self, work: Callable[[], T], *, bounded: bool = True) -> T:
        """The result of work done in a thread. Cancelled while it queues, it is never started."""
        return await asyncio.wrap_future(self.submit(work, bounded=bounded))

    async def cancellable(self, work: Callable[[CancelToken], T]) -> T:
        """The result of work that reads the graph: cancelled while it runs, it is ended there too."""
        cancel = CancelToken()
        try:
            return await self.run(partial(work, cancel))
        except asyncio.CancelledError:
            cancel.cancel()
            raise

    async def ask(self, question: Callable[[CancelToken], "Future[T]"]) -> T:
        """The answer to a question to the graph; no thread waits for what another reads already."""
        cancel = CancelToken()
        try:
            while True:
                try:
                    return await asyncio.wrap_future(await self.run(partial(question, cancel)))
                except ReadCancelled:  # by another who asked the same and has gone
                    if cancel.cancelled:
                        raise
        except asyncio.CancelledError:
            cancel.cancel()
            raise

    def close(self) -> None:
        """Start nothing more and drop what is queued; does not wait for what runs."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _finished(self, _: object) -> None:
        with self._lock:
            self._unfinished -= 1


class Executors:
    """The executors of one dashboard."""

    def __init__(self) -> None:
        self.quick = BoundedExecutor("quick", threads=4, queue=256)
        """Forms, choices, heads of records."""
        self.search = BoundedExecutor("search", threads=2, queue=64)
        """What the search boxes offer while one types."""
        self.files = BoundedExecutor("files", threads=2, queue=64)
        """Files of the user's own, and the folders of editions."""
        self.cards = BoundedExecutor("cards", threads=4, queue=256)
        """Cards of pages."""
        self.reports = BoundedExecutor("reports", threads=4, queue=64, retry_after=5)
        """Reports that someone opens or counts: any may take as long as its limit lets it."""
        self.heavy = BoundedExecutor("heavy", threads=2, queue=16, retry_after=5)
        """Downloads, PNG files, editions' files, live pictures."""
        self.hashing = BoundedExecutor("hashing", threads=2, queue=32)
        """Passwords: each takes 0.04 s of CPU and 19 MB."""
        self.state = BoundedExecutor("state", threads=1, queue=8)
        """The state of the data, and nothing else: health must never queue."""

    @property
    def awaited(self) -> bool:
        """Whether anyone waits for a card, a report, a file or what a search box offers."""
        return any(one.unfinished for one in (self.cards, self.reports, self.heavy, self.search))

    def close(self) -> None:
        """Start nothing more."""
        for executor in vars(self).values():
            executor.close()

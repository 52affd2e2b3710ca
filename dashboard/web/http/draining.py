"""A server that is to stop: what is new is sent to another process, what runs is finished."""

import asyncio
from collections.abc import Callable
from time import monotonic
from weakref import WeakSet

from tornado.httputil import HTTPServerRequest

NOTICE_SECONDS = 1.0
"""So long at least what is new is still answered by 503, for the proxy to go elsewhere with it."""
MOST_SECONDS = 30.0
"""So long at most what runs is waited for."""
LAST_SECONDS = 0.3
"""So long who had come before the ports were closed is still answered."""
_LOOK_EVERY = 0.05


class Draining:
    """Whether a server is to stop, and which requests it has begun to answer."""

    def __init__(self) -> None:
        self.begun = False
        self._running: WeakSet[HTTPServerRequest] = WeakSet()

    @property
    def running(self) -> int:
        """How many requests are being answered."""
        return len(self._running)

    def started(self, request: HTTPServerRequest) -> None:
        """A request is being answered; one that is dropped is forgotten by itself."""
        self._running.add(request)

    def finished(self, request: HTTPServerRequest) -> None:
        """A request has been answered."""
        self._running.discard(request)

    async def finish(self, jobs: Callable[[], int], is_writing: Callable[[], bool]) -> None:
        """Take nothing new from now on; returns when nothing runs, or after half a minute.

        ``jobs`` says how many pieces of long work this process does, ``is_writing`` whether an
        answer is still on its way.
        """
        self.begun = True
        end = monotonic() + MOST_SECONDS
        await asyncio.sleep(NOTICE_SECONDS)
        while (self._running or jobs() or is_writing()) and monotonic() < end:
            await asyncio.sleep(_LOOK_EVERY)

    async def answer_last(self, is_writing: Callable[[], bool]) -> None:
        """Refuse what connections bring that had come before the ports were closed."""
        end = monotonic() + MOST_SECONDS
        await asyncio.sleep(LAST_SECONDS)
        while is_writing() and monotonic() < end:
            await asyncio.sleep(_LOOK_EVERY)

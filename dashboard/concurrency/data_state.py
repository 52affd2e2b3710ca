"""The state of the graph's data: its version, its day, whether any of it is invented."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic

from cypher.run.runner import Runner
from dashboard.concurrency.executors import BoundedExecutor
from graph.errors import GraphError

log = logging.getLogger(__name__)
EVERY = 2.0
"""Seconds between two looks while nobody asks."""
QUICK = 0.25
"""Seconds between two looks for a new version while open pages are to be told of it."""
FRESH = 10.0
"""Seconds after which an answer no longer shows that the graph answers."""


@dataclass(frozen=True)
class DataState:
    """What the data was at one moment."""

    version: str
    """A word that changes with any write."""
    today: date
    synthetic: bool
    """Whether any of it is invented."""

    @property
    def tag(self) -> str:
        """A short word that changes with any of it, for the browser to compare."""
        text = f"{self.version}|{self.today}|{self.synthetic}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


async def _nothing() -> None:
    """What is awaited after a look where nobody follows."""


def read_state(runner: Runner) -> DataState:
    """Ask the graph for its state, now: an open page may have been told of a write by another process
    a moment ago. Raises GraphError."""
    version = runner.graph.data_version(at_most_every=0)
    return DataState(version, runner.today(), runner.synthetic())


class DataStates:
    """The present state for all who ask: one question at a time, in a thread of its own."""

    def __init__(self, runner: Runner, executor: BoundedExecutor) -> None:
        self._runner, self._executor = runner, executor
        self._running: asyncio.Task[DataState] | None = None
        self._next: asyncio.Task[DataState] | None = None
        self._last: DataState | None = None
        self._answered = float("-inf")
        self._watching: asyncio.Task[None] | None = None
        self._was_away = False
        self._reason = ""
        self.on_return: Callable[[], object] = lambda: None
        """Called when the graph answers again after it did not."""
        self.on_look: Callable[[], object] = lambda: None
        """Called whenever the state was read, whether or not anything is new."""
        self.on_watch: Callable[[], Awaitable[object]] = _nothing
        """Awaited after each look of the watch; raises nothing."""
        self.is_watched: Callable[[], bool] = lambda: False
        """Whether open pages are to be told at once of what is new."""

    @property
    def last(self) -> DataState | None:
        """The state as it was last read, at once; None before the first answer."""
        return self._last

    @property
    def answers(self) -> bool:
        """Whether the graph has answered lately, at once."""
        return monotonic() - self._answered < FRESH

    async def current(self) -> DataState:
        """The state, read after this was called, so that one's own write is in it.

        Who asks while a question is on its way shares the next one. Raises GraphError.
        """
        if self._running is None:
            task = self._running = asyncio.ensure_future(self._read(None))
        elif self._next is None:
            task = self._next = asyncio.ensure_future(self._read(self._running))
        else:
            task = self._next
        return await asyncio.shield(task)

    def watch(self) -> None:
        """Look every few seconds, so that ``answers`` and ``last`` are known before anyone asks."""
        self._watching = asyncio.ensure_future(self._watch())

    def close(self) -> None:
        """Look no more."""
        if self._watching is not None:
            self._watching.cancel()

    async def _read(self, before: "asyncio.Task[DataState] | None") -> DataState:
        if before is not None:
            await asyncio.wait([before])
            self._running, self._next = self._next, None
        try:
            state = await self._executor.run(lambda: read_state(self._runner))
            self._note(state)
            return state
        except GraphError:
            self._note(None)
            raise
        finally:
            if self._next is None:
                self._running = None

    def _note(self, state: DataState | None) -> None:
        """Keep what was answered; None where nothing was."""
        self._answered = monotonic() if state else float("-inf")
        self._last = state or self._last
        returned, self._was_away = state is not None and self._was_away, state is None
        if returned:
            self._reason = ""
            self.on_return()
        if state is not None:
            self.on_look()

    async def _watch(self) -> None:
        while True:
            try:
                if await self._is_due():
                    await self.current()
                await self.on_watch()
            except GraphError as error:
                if str(error) != self._reason:  # it is away for hours, and said once
                    log.info("the graph does not answer: %s", error.en)
                self._reason = str(error)
            except Exception:
                log.exception("the state of the data could not be read")
            await asyncio.sleep(QUICK if self.is_watched() and self.answers else EVERY)

    async def _is_due(self) -> bool:
        """Whether the whole state is to be asked for: it is old, or the version has moved."""
        if self._last is None or monotonic() - self._answered >= EVERY:
            return True
        ask = partial(self._runner.graph.data_version, at_most_every=QUICK / 2)
        try:
            return await self._executor.run(ask) != self._last.version
        except GraphError:
            return True  # which notes that the graph is away

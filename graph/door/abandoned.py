"""Queries that were given up and that the server may still be working on: known, and bounded."""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from time import monotonic
from uuid import uuid4

from graph.errors import GraphError, ReadCancelled, StillRunning, TimedOut

log = logging.getLogger(__name__)

MOST = 3
"""So many queries that do not end may run at once; then only what has ended before is asked."""
SURELY, LONGEST = 20.0, 60.0
"""Seconds after which so many are taken not to end, or one that goes on alone: a busy server may
need a while to end what it can."""
_SETTLES = 1.0
"""Seconds that the server is given to notice that nobody waits any more."""
_LOOK_EVERY = 1.0
_REMEMBERED = 2000

Alive = Callable[[Collection[str]], Collection[str]]
"""Which of some queries the server is still working on, by their marks."""


class Abandoned:
    """The queries that nobody waits for any more. ``stuck`` is called when there are too many."""

    def __init__(self, alive: Alive) -> None:
        self.stuck: Callable[[], object] | None = None
        self._alive = alive
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._running: dict[str, tuple[str, float]] = {}
        self._watching: threading.Thread | None = None
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._asked = 0.0

    def __len__(self) -> int:
        return len(self._running)

    @contextmanager
    def noted(self, text: str) -> Iterator[str]:
        """A mark to know a query by; what is given up in the body is remembered under it.

        Raises StillRunning where the server is still working on the same.
        """
        self.refuse(text)
        mark = uuid4().hex
        try:
            yield mark
        except TimedOut as error:
            if not error.code:  # else the server says so, and has ended it
                self.add(mark, text, monotonic() - _SETTLES)
            raise
        except ReadCancelled:
            self.add(mark, text, monotonic())
            raise
        self.ended(text)

    def add(self, mark: str, text: str, since: float) -> None:
        """A query was given up: ``mark`` is what the server knows it by."""
        kind = _kind(text)
        with self._lock:
            self._running[mark] = (kind, since)
            self._ended.pop(kind, None)
            if self._watching is None:
                self._watching = threading.Thread(target=self._watch, name="abandoned", daemon=True)
                self._watching.start()

    def ended(self, text: str) -> None:
        """A query ended in time: one of its text may be asked again whatever else is running."""
        with self._lock:
            self._ended[_kind(text)] = None
            self._ended.move_to_end(_kind(text))
            if len(self._ended) > _REMEMBERED:
                self._ended.popitem(last=False)

    def refuse(self, text: str) -> None:
        """Raise StillRunning where the same text, or too much else, is still being worked on."""
        if not self._running:
            return
        kind, now = _kind(text), monotonic()
        running = [other for other, since in self._look() if now - since >= _SETTLES]
        if kind in running:
            raise StillRunning(
                "同样的查询刚才超时了，数据库还没有停下它，请过一会儿再试。",
                "The same query was given up a moment ago and the database is still working on "
                "it. Try again in a while.",
            )
        if len(running) >= MOST and kind not in self._ended:
            raise StillRunning(
                f"数据库还在忙于 {len(running)} 个停不下来的查询，请过一会儿再试。",
                f"The database is still busy with {len(running)} queries that it cannot end. "
                "Try again in a while.",
            )

    def forget(self) -> None:
        """Another server answers now: nothing of the last one runs there."""
        with self._lock:
            self._running.clear()

    def _watch(self) -> None:
        """Look until nothing runs any more; call ``stuck`` where that does not come to be."""
        reported, pause = -LONGEST, threading.Event()
        while True:
            pause.wait(_LOOK_EVERY)
            begun = [since for _, since in self._look()]
            now = monotonic()
            many = sum(now - since > SURELY for since in begun) >= MOST
            one = any(now - since > LONGEST for since in begun)
            if (many or one) and now - reported > LONGEST:
                reported = now
                self._report(len(begun))
            with self._lock:
                if not self._running:
                    self._watching = None
                    return

    def _report(self, count: int) -> None:
        log.warning("%d queries that were given up are still running on the server", count)
        try:
            if self.stuck is not None:
                self.stuck()
        except GraphError:
            log.exception("nothing could be done about it")

    def _look(self) -> list[tuple[str, float]]:
        """What still runs: the kind of each, and since when nobody waits for it.

        The server is asked by one thread at a time, and not more often than is of use.
        """
        with self._asking:
            with self._lock:
                marks = set(self._running)
                newest = max((since for _, since in self._running.values()), default=0.0)
            if marks and (newest >= self._asked or monotonic() - self._asked >= _LOOK_EVERY):
                self._ask(marks)
        with self._lock:
            return list(self._running.values())

    def _ask(self, marks: set[str]) -> None:
        asked = monotonic()
        try:
            ended = marks - set(self._alive(marks))
        except GraphError:
            return  # not known: what was running is taken to run on
        with self._lock:
            for mark in ended:
                self._running.pop(mark, None)
        self._asked = asked


def _kind(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

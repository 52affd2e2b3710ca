"""Queries that were given up and that the server may still be working on: known, and bounded."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from time import monotonic
from uuid import uuid4

from graph.errors import GraphError, ReadCancelled, StillRunning, TimedOut

MOST = 3
"""So many queries that do not end may run at once; then only what has ended before is asked."""
LONGEST = 60.0
"""Seconds after which one that goes on alone is taken not to end."""
_ASK_EVERY = 1.0
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
        self._reported = -LONGEST
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
                self.add(mark, text)
            raise
        except ReadCancelled:
            self.add(mark, text)
            raise
        self.ended(text)

    def add(self, mark: str, text: str) -> None:
        """A query was given up: ``mark`` is what the server knows it by."""
        kind = _kind(text)
        with self._lock:
            self._running[mark] = (kind, monotonic())
            self._ended.pop(kind, None)
            too_many = len(self._running) >= MOST
        if too_many:
            threading.Thread(target=self._look, args=(0.0,), name="abandoned", daemon=True).start()

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
        running, kind = self._look(_ASK_EVERY), _kind(text)
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

    def _look(self, at_most_every: float) -> list[str]:
        """The kinds of what still runs; the server is asked, by one thread at a time."""
        if monotonic() - self._asked >= at_most_every and self._asking.acquire(blocking=False):
            try:
                marks = set(self._running)
                alive = set(self._alive(marks))
                with self._lock:
                    for mark in marks - alive:
                        self._running.pop(mark, None)
                self._asked = monotonic()
            except GraphError:
                pass  # not known: what was running is taken to run on
            finally:
                self._asking.release()
        with self._lock:
            running = list(self._running.values())
        self._report([since for _, since in running])
        return [kind for kind, _ in running]

    def _report(self, begun: list[float]) -> None:
        """Call ``stuck`` where too many go on, or one for too long; once in a while."""
        now = monotonic()
        too_long = bool(begun) and now - min(begun) > LONGEST
        if self.stuck is None or not (len(begun) >= MOST or too_long):
            return
        if now - self._reported >= LONGEST:
            self._reported = now
            threading.Thread(target=self.stuck, name="stuck", daemon=True).start()


def _kind(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

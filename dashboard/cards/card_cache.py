"""Finished texts by key: each is made once, by a few threads, however many ask; the oldest go first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Made:
    """A finished text; ``kept`` is false for what must be asked for again, such as a failure."""

    text: str
    kept: bool = True


class Shelf:
    """A bounded, single-flight store of finished texts."""

    def __init__(self, *, threads: int = 4, size: int = 2000) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="figure")
        self._size = size
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, Future[Made]]] = OrderedDict()

    def start(self, key: Hashable, make: Callable[[], Made]) -> "Future[Made]":
        """The text of a key, being made if it is not there. ``make`` must not raise."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held[1]
            future: Future[Made] = self._pool.submit(make)
            self._held[key] = (monotonic(), future)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        future.add_done_callback(lambda done: self._drop_unless_kept(key, done))
        return future

    def age(self, key: Hashable) -> float:
        """For how many seconds a text has been asked for."""
        with self._lock:
            held = self._held.get(key)
        return monotonic() - held[0] if held else 0.0

    def do(self, work: Callable[[], T]) -> "Future[T]":
        """Do something else in the same threads."""
        return self._pool.submit(work)

    def close(self) -> None:
        """Start nothing new."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _drop_unless_kept(self, key: Hashable, done: "Future[Made]") -> None:
        if done.cancelled() or done.exception() is not None or not done.result().kept:
            with self._lock:
                self._held.pop(key, None)

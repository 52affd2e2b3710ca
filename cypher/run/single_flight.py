"""A bounded store in which each thing is worked out once, however many threads ask for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlightCache(Generic[T]):
    """Values by key, the least used going first.

    At most ``size`` values are held, of at most ``weight`` in all by ``weigh``; a failure is not
    held. Those who ask for what is being worked out wait for it.
    """

    def __init__(
        self, size: int, *, weight: int | None = None, weigh: Callable[[T], int] = lambda _: 1
    ) -> None:
        self._size = size
        self._most = weight
        self._weigh = weigh
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._weights: dict[Hashable, int] = {}
        self._total = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The value of a key, worked out now if it is not held. Raises what ``work`` raises."""
        with self._lock:
            future = self._held.get(key)
            if future is not None:
                self._held.move_to_end(key)
            else:
                mine: Future[T] = Future()
                self._held[key] = mine
        return future.result() if future is not None else self._work_out(key, mine, work)

    def _work_out(self, key: Hashable, mine: "Future[T]", work: Callable[[], T]) -> T:
        try:
            value = work()
        except BaseException as error:
            with self._lock:
                if self._held.get(key) is mine:
                    del self._held[key]
            mine.set_exception(error)
            raise
        with self._lock:
            if self._held.get(key) is mine:
                self._keep(key, self._weigh(value))
        mine.set_result(value)
        return value

    def _keep(self, key: Hashable, weight: int) -> None:
        """Hold what was worked out, unless it is so large that it would drive out the rest."""
        if self._most is not None and weight > self._most // 4:
            del self._held[key]
            return
        self._weights[key] = weight
        self._total += weight
        if len(self._held) > self._size or (self._most is not None and self._total > self._most):
            self._shrink()

    def _shrink(self) -> None:
        """Let go of the least used until both bounds hold; what is being worked out stays."""
        for key in list(self._held):
            if len(self._held) <= self._size and (self._most is None or self._total <= self._most):
                return
            if key in self._weights:
                del self._held[key]
                self._total -= self._weights.pop(key)

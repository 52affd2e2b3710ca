"""A bounded store in which each thing is worked out once, however many ask for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlightCache(Generic[T]):
    """Values by key, the least used going first. May be used from several threads.

    At most ``size`` values are held, of at most ``weight`` in all by ``weigh``, for ``seconds``
    each (None: as long as there is room). A failure is not held, nor what ``keep`` refuses.
    """

    def __init__(
        self,
        size: int,
        *,
        weight: int | None = None,
        weigh: Callable[[T], int] = lambda _: 1,
        seconds: float | None = None,
    ) -> None:
        self._size = size
        self._most = weight
        self._weigh = weigh
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._weights: dict[Hashable, int] = {}
        self._until: dict[Hashable, float] = {}
        self._total = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(
        self, key: Hashable, work: Callable[[], T], *, keep: Callable[[T], bool] = lambda _: True
    ) -> T:
        """The value of a key, worked out now if it is not held. Raises what ``work`` raises."""
        return self.future(key, work, keep=keep).result()

    def future(
        self, key: Hashable, work: Callable[[], T], *, keep: Callable[[T], bool] = lambda _: True
    ) -> "Future[T]":
        """The value's future: held, being worked out by another, or worked out by this call.

        Only who finds nothing works, in the calling thread; nobody waits here for anybody else.
        """
        future, mine = self._found(key)
        if mine:
            try:
                self._finish(key, future, work(), keep)
            except BaseException as error:
                self._fail(key, future, error)
        return future

    def begin(
        self,
        key: Hashable,
        start: "Callable[[], Future[T]]",
        *,
        keep: Callable[[T], bool] = lambda _: True,
    ) -> "Future[T]":
        """The value's future, ``start`` being called where there is none: to be awaited, not waited for."""
        future, mine = self._found(key)
        if mine:

            def done(started: "Future[T]") -> None:
                try:
                    self._finish(key, future, started.result(), keep)
                except BaseException as error:
                    self._fail(key, future, error)

            try:
                start().add_done_callback(done)
            except BaseException as error:
                self._fail(key, future, error)
        return future

    def put(self, key: Hashable, value: T) -> None:
        """Hold a value that was worked out elsewhere."""
        future, mine = self._found(key)
        if mine:
            self._finish(key, future, value, lambda _: True)

    def drop(self, key: Hashable) -> None:
        """Hold a value no longer; who waits for it gets it still."""
        with self._lock:
            self._forget(key)

    def _found(self, key: Hashable) -> "tuple[Future[T], bool]":
        """The future of a key, and whether it is for the caller to finish."""
        with self._lock:
            future = self._held.get(key)
            if future is not None and monotonic() < self._until.get(key, float("inf")):
                self._held.move_to_end(key)
                return future, False
            self._forget(key)
            future = self._held[key] = Future()
            return future, True

    def _finish(
        self, key: Hashable, future: "Future[T]", value: T, keep: Callable[[T], bool]
    ) -> None:
        weight = self._weigh(value) if keep(value) else None
        with self._lock:
            if self._held.get(key) is future:
                self._keep(key, weight)
        future.set_result(value)

    def _fail(self, key: Hashable, future: "Future[T]", error: BaseException) -> None:
        with self._lock:
            if self._held.get(key) is future:
                self._forget(key)
        future.set_exception(error)

    def _keep(self, key: Hashable, weight: int | None) -> None:
        """Hold what was worked out, unless it is so large that it would drive out the rest."""
        if weight is None or (self._most is not None and weight > self._most // 4):
            self._forget(key)
            return
        self._weights[key] = weight
        self._total += weight
        if self._seconds is not None:
            self._until[key] = monotonic() + self._seconds
        self._shrink()

    def _shrink(self) -> None:
        """Let go of the least used until both bounds hold; what is being worked out stays."""
        for key in list(self._held):
            if len(self._held) <= self._size and (self._most is None or self._total <= self._most):
                return
            if key in self._weights:
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        self._held.pop(key, None)
        self._until.pop(key, None)
        self._total -= self._weights.pop(key, 0)


def chained(future: "Future[T]", change: Callable[[T], T]) -> "Future[T]":
    """A future of what ``change`` makes of another's result."""
    changed: Future[T] = Future()

    def done(finished: "Future[T]") -> None:
        try:
            changed.set_result(change(finished.result()))
        except BaseException as error:
            changed.set_exception(error)

    future.add_done_callback(done)
    return changed


def hashable(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Values by name as a key: whatever their order."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(values.items())
    )

"""One reading about a person shared by the parts of the page that shows it."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
HOLDS = 30.0
"""For so many seconds the parts of one visit may come for what was read."""


@dataclass
class _Reading(Generic[T]):
    begun: float
    answer: Future[T] = field(default_factory=Future)
    parts: set[str] = field(default_factory=set)


class SharedReading(Generic[T]):
    """What is read once for a visit, and given to each of its parts once.

    A part that comes again belongs to another visit: it is read anew, and logged anew. So there are
    never fewer readings in the log than visits.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[Hashable, _Reading[T]] = {}

    def get(self, key: Hashable, part: str, work: Callable[[], T]) -> T:
        """What was read for a key, read now where this part has had it. Raises what ``work`` raises."""
        with self._lock:
            now = monotonic()
            self._held = {k: one for k, one in self._held.items() if now - one.begun < HOLDS}
            one = self._held.get(key)
            mine = one is None or part in one.parts
            if one is None or mine:
                one = self._held[key] = _Reading(now)
            one.parts.add(part)
        if mine:
            try:
                one.answer.set_result(work())
            except BaseException as error:
                with self._lock:
                    if self._held.get(key) is one:
                        del self._held[key]
                one.answer.set_exception(error)
        return one.answer.result()

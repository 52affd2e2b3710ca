"""One reading about a person shared by the parts of the page that shows it."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
HOLDS = 30.0
"""For so many seconds the parts of one visit may come for what was read."""


@dataclass
class _Reading(Generic[T]):
    begun: float
    task: "asyncio.Task[T]"
    parts: set[str] = field(default_factory=set)


class SharedReading(Generic[T]):
    """What is read once for a visit, and given to each of its parts once. For one event loop.

    A part that comes again belongs to another visit: it is read anew, and logged anew. So there are
    never fewer readings in the log than visits.
    """

    def __init__(self) -> None:
        self._readings: dict[Hashable, _Reading[T]] = {}

    async def get(self, key: Hashable, part: str, work: Callable[[], Awaitable[T]]) -> T:
        """What was read for a key, read now where this part has had it. Raises what ``work`` raises."""
        now = monotonic()
        self._readings = {k: one for k, one in self._readings.items() if now - one.begun < HOLDS}
        reading = self._readings.get(key)
        if reading is None or part in reading.parts or _failed(reading.task):
            reading = self._readings[key] = _Reading(now, asyncio.ensure_future(work()))
        reading.parts.add(part)
        return await asyncio.shield(reading.task)


def _failed(task: "asyncio.Task[T]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)

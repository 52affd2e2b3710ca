"""Progress of a job: written to its record now and then, and stopped where somebody asks."""

from threading import Lock
from time import monotonic
from typing import Self

from dashboard.errors import JobCancelled
from dashboard.jobs.record import JobRecord
from dashboard.jobs.store import JobStore

_EVERY = 0.3
"""Seconds between two writes of the record."""


class JobProgress:
    """Something that long work is reported to, by any of its threads (a ``graph.progress.Reporter``)."""

    def __init__(self, store: JobStore, record: JobRecord) -> None:
        self._store, self.record = store, record
        self._written = float("-inf")
        self._lock = Lock()

    def task(self, zh: str, en: str, total: int | None) -> "JobProgress":
        """Begin a piece of the work. Raises JobCancelled where the job was asked to stop."""
        self._note(zh=zh, en=en, done=0, total=total or 0)
        return self

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done. Raises JobCancelled where the job was asked to stop."""
        with self._lock:
            self.record = self.record.model_copy(update={"done": self.record.done + steps})
            if monotonic() - self._written >= _EVERY:
                self._write()

    def no_way_back(self) -> None:
        """From here on the work can no longer be cancelled. Raises JobCancelled where it was before."""
        self._note()
        self._note(may_cancel=False)

    def _note(self, **changes: object) -> None:
        with self._lock:
            self.record = self.record.model_copy(update=changes)
            self._write()

    def _write(self) -> None:
        if self.record.may_cancel and self._store.is_asked_to_stop(self.record.id):
            raise JobCancelled("已取消，没有写入任何数据。", "Cancelled; nothing was written.")
        self._store.write(self.record)
        self._written = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

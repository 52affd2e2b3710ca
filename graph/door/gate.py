"""Where our own writers wait: for a reader whom they have disturbed too often, and for a backup."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from graph.errors import GateClosed

WAIT = 2.0
"""Seconds that a writer waits at most for a reader, and a reader for writers."""
CLOSED_WAIT = 60.0
"""Seconds that a writer waits at most for a backup or a restore."""
_LOOK_EVERY = 0.02


class WriteGate:
    """Writers pass; while a reader holds the gate, those who come wait for at most two seconds.

    While a backup or a restore has closed it nobody passes, in no process that has its gate on the
    same ``file``; without one it is closed for this process alone.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._writing = 0
        self._held = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write in the body, once no reader holds the gate. Raises GateClosed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held, WAIT)
        with self._alone(CLOSED_WAIT), self._changed:
            self._writing += 1
        try:
            yield
        finally:
            with self._changed:
                self._writing -= 1
                self._changed.notify_all()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Read in the body, once those who are writing have ended."""
        until = monotonic() + WAIT
        with self._changed:
            self._held += 1
            self._changed.wait_for(lambda: not self._writing, until - monotonic())
        try:
            yield
        finally:
            with self._changed:
                self._held -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self, seconds: float) -> Iterator[None]:
        """Let no writer pass during the body, which begins once those of this process have ended.

        Raises GateClosed where within so many seconds they do not, or where another has closed it.
        """
        until = monotonic() + seconds
        with self._alone(seconds):
            with self._changed:
                left = max(0.0, until - monotonic())
                if not self._changed.wait_for(lambda: not self._writing, left):
                    raise _still_writing()
            yield

    @contextmanager
    def _alone(self, seconds: float) -> Iterator[None]:
        """Stand in the gate, where only one can at a time."""
        if not self._turn.acquire(timeout=seconds):
            raise _closed()
        try:
            with self._file_lock(seconds):
                yield
        except Timeout:
            raise _closed() from None
        finally:
            self._turn.release()

    def _file_lock(self, seconds: float) -> AbstractContextManager[object]:
        if self._file is None:
            return nullcontext()
        return FileLock(self._file, timeout=seconds, mode=0o600, poll_interval=_LOOK_EVERY)


def _closed() -> GateClosed:
    return GateClosed(
        "正在备份或恢复，暂时不能写入。没有写入任何数据，请稍后再试。",
        "A backup or a restore is under way and nothing can be written now. Nothing was; "
        "try again later.",
    )


def _still_writing() -> GateClosed:
    return GateClosed(
        "有一批数据正在写入，还没有结束。请等它结束后再试。",
        "Data is being written and that has not ended yet. Try again when it has.",
    )

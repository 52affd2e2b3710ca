"""Where our own writers wait for a reader whom they have disturbed too often."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

WAIT = 2.0
"""Seconds that either side waits at most."""


class WriteGate:
    """Writers pass; while a reader holds the gate, those who come wait for at most two seconds."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._writing = 0
        self._held = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write in the body, once no reader holds the gate."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held, WAIT)
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

"""The lock on a store: one program of Neo4j at a time, and the system frees it when that one dies."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

_LOOK_EVERY = 0.05


class StoreLock:
    """A lock on a file, held by whoever runs a program of Neo4j on the store.

    The supervisor holds it, which is why the standard library has to be enough here.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def acquire(self, seconds: float) -> bool:
        """Take the lock within so many seconds; False where another process keeps it."""
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        end = monotonic() + seconds
        while not _locked(descriptor):
            if monotonic() >= end:
                os.close(descriptor)
                return False
            sleep(_LOOK_EVERY)
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back, if it is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def free_within(self, seconds: float) -> bool:
        """Wait until nobody holds the lock; False if somebody still does then."""
        if not self._file.exists():
            return True
        if not self.acquire(seconds):
            return False
        self.release()
        return True


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

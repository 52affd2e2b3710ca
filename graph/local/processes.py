"""Processes told apart from any other of the same number, and ended for certain."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import psutil

from graph.local.errors import StopFailed

_GRACE = 30.0
_KILLED_WITHIN = 10.0
_SAME = 1.0
_LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Owned:
    """A process told apart from any later one of the same number by when it began."""

    pid: int
    began: float

    @classmethod
    def of(cls, pid: int) -> "Owned":
        """The process that has this number now."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The process, or None where it is gone."""
        try:
            found = psutil.Process(self.pid)
            same = abs(found.create_time() - self.began) < _SAME
            return found if same and found.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process() is not None

    def gone_within(self, seconds: float) -> bool:
        """Wait for the process to end by itself; False if it is still there.

        One that has ended and that its parent has not taken note of is gone, too.
        """
        end = monotonic() + seconds
        while (process := self.process()) is not None:
            if monotonic() >= end:
                return False
            with suppress(psutil.TimeoutExpired):
                process.wait(_LOOK_EVERY)
        return True

    def end(self) -> None:
        """Ask the process to end, wait, then kill it. Raises StopFailed."""
        process = self.process()
        if process is None:
            return
        try:
            process.terminate()
            if not self.gone_within(_GRACE):
                process.kill()
        except psutil.NoSuchProcess:
            return
        except psutil.AccessDenied as error:
            raise StopFailed(self.pid) from error
        if not self.gone_within(_KILLED_WITHIN):
            raise StopFailed(self.pid)


def end_with_parent() -> None:
    """Have the kernel end this process when its parent dies (Linux; elsewhere nothing happens).

    To be called in the child, before it becomes another program.
    """
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG

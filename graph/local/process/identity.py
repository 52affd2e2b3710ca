"""Processes told apart from any other of the same number, and ended for certain."""

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from graph.local.errors import StopFailed

_LOOK_EVERY = 0.05
_START_FIELD, _STATE_FIELD = 19, 0
"""Places in /proc/PID/stat behind the program's name, which is in brackets."""
_ENDED = ("Z", "X")


@dataclass(frozen=True)
class ProcessIdentity:
    """A process: its number, and when it began by a clock that nobody can set.

    A number alone may be another process's by now, and the time of day at which a process began
    moves when the clock is set: on Linux it is counted from the boot, whose own time then moves.
    """

    pid: int
    start: str

    @classmethod
    def of(cls, pid: int) -> "ProcessIdentity":
        """The process that has this number now. Raises ProcessLookupError where none has."""
        start = _start_of(pid)
        if start is None:
            raise ProcessLookupError(pid)
        return cls(pid, start)

    @classmethod
    def current(cls) -> "ProcessIdentity":
        """This process."""
        return cls.of(os.getpid())

    @property
    def alive(self) -> bool:
        """Whether the process still runs; one that ended and was not waited for does not."""
        return _start_of(self.pid) == self.start

    def gone_within(self, seconds: float) -> bool:
        """Wait for the process to end by itself; False if it still runs then."""
        end = monotonic() + seconds
        while self.alive:
            if monotonic() >= end:
                return False
            sleep(_LOOK_EVERY)
        return True

    def end(self, grace: float) -> None:
        """Ask the process to end, wait ``grace`` seconds, then kill it. Raises StopFailed."""
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            self._send(number)
            if self.gone_within(grace):
                return
        raise StopFailed(self.pid)

    def _send(self, number: int) -> None:
        try:
            if self.alive:
                os.kill(self.pid, number)
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise StopFailed(self.pid) from error


def end_with_parent(number: int, parent: int) -> None:
    """Have the kernel send a signal to this process when its parent dies (Linux only).

    To be called in the child, before it becomes another program. ``parent`` is the parent's
    number: a child whose parent has died already ends at once.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, number)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def _start_of(pid: int) -> str | None:
    """When a process began, as a text that is equal only for the same process; None if it ended."""
    if sys.platform == "linux":
        return _start_on_linux(pid)
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return str(hash(process))  # psutil hashes the number and a start that no clock moves
    except psutil.Error:
        return None


def _start_on_linux(pid: int) -> str | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return None if fields[_STATE_FIELD] in _ENDED else f"{boot}/{fields[_START_FIELD]}"

"""Processes named so that no other can be taken for them: by id and time of creation."""

from dataclasses import dataclass
from typing import Self

import psutil

_SAME = 2.0
"""Seconds that two readings of one process's creation may differ by (the clock is set now and then)."""


@dataclass(frozen=True)
class Identity:
    """A process id together with when that process was created."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> Self:
        """The identity of a process that runs. Raises psutil.NoSuchProcess."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The process itself if it still runs, else None."""
        try:
            process = psutil.Process(self.pid)
            gone = process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
            other = abs(process.create_time() - self.created) > _SAME
        except psutil.NoSuchProcess:
            return None
        return None if gone or other else process

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process() is not None


def end(process: psutil.Process, grace: float) -> bool:
    """Ask a process to end, wait, then kill it. False if it is still there."""
    for ask, seconds in ((process.terminate, grace), (process.kill, 5.0)):
        try:
            ask()
            process.wait(seconds)
        except psutil.NoSuchProcess:
            return True
        except psutil.TimeoutExpired:
            continue
        except psutil.AccessDenied:
            return False
        else:
            return True
    return False

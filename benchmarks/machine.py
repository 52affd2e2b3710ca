"""How busy the machine was with other work while something was measured on it."""

import os
import resource
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil

QUIET_SHARE = 0.1
"""Of all cores: where others used more, a goal is neither called met nor missed."""


@dataclass
class OtherWork:
    """CPU that processes outside this measurement have used since it began."""

    _begun: float = field(default_factory=monotonic)
    _all: float = field(default_factory=lambda: _whole_machine())
    _own: float = field(default_factory=lambda: _this_measurement())

    def share(self) -> float:
        """Share of all cores, 0 to 1, that others used since the beginning."""
        seconds = (monotonic() - self._begun) * (os.cpu_count() or 1)
        others = (_whole_machine() - self._all) - (_this_measurement() - self._own)
        return min(1.0, max(0.0, others / seconds)) if seconds else 0.0

    def is_quiet(self) -> bool:
        """Whether a goal may be judged."""
        return self.share() <= QUIET_SHARE

    def describe(self) -> str:
        """One line for the table of figures."""
        load = ", ".join(f"{one:.1f}" for one in psutil.getloadavg())
        judged = "" if self.is_quiet() else "; busy: goals are not judged"
        return f"{os.cpu_count()} cores, load {load}, others used {self.share():.0%}{judged}"


@dataclass
class Memory:
    """Resident memory of this process since this was made, by the kernel's own high-water mark."""

    _before: int = field(default_factory=lambda: _reset_peak())

    def most_more(self) -> float:
        """How many MB more than at the beginning there were at most."""
        return (_peak() - self._before) / 2**20


def _reset_peak() -> int:
    with suppress(OSError):  # Linux alone can
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return int(psutil.Process().memory_info().rss)


def _peak() -> int:
    with suppress(OSError):
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _whole_machine() -> float:
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    return float(
        sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
    )


def _this_measurement() -> float:
    """Seconds of CPU of this process, of children that have ended and of those that still run."""
    own = psutil.Process()
    total = sum(own.cpu_times()[:4])
    for child in own.children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.Error:
            continue
    return float(total)

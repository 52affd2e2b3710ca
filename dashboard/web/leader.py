"""Which of several processes of a home does what is to be done once: tidying, and what is due."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from tornado.ioloop import PeriodicCallback

from dashboard.concurrency.executors import BoundedExecutor
from graph.files import private_folder
from graph.local.process.lock import StoreLock

log = logging.getLogger(__name__)
_LOOK_MS = 2_000
"""How often a process that does not lead asks whether it may."""
_WORK_EVERY = 3600.0
"""Seconds between two rounds of the work."""
_OFTEN_EVERY = 20.0
"""Seconds between two looks at what is due by the calendar."""


class Leader:
    """Holds the lock of a home, or tries to; the system frees it when its process dies."""

    def __init__(
        self,
        home: Path,
        work: Sequence[Callable[[], object]] = (),
        often: Callable[[], object] = lambda: None,
    ) -> None:
        """``work`` is done every hour by the process that leads, ``often`` every few seconds."""
        self._home = home
        self._lock = StoreLock(home / "leader.lock")
        self._looking: PeriodicCallback | None = None
        self._worked = self._looked = float("-inf")
        self._work, self._often = work, often
        self._ended = False
        self.leads = False
        """Whether this process is the one."""

    def begin(self, beside: BoundedExecutor) -> None:
        """Try to lead from now on, and do the work, in a thread of ``beside``."""

        async def look() -> None:
            await beside.run(self.look)

        self._looking = PeriodicCallback(look, _LOOK_MS)
        self._looking.start()
        beside.submit(self.look)

    def look(self) -> None:
        """Lead if nobody else does, and do what is due."""
        if not self.leads:
            private_folder(self._home)
            if self._ended or not self._lock.acquire(0):
                return
            self.leads = True
            log.info("this process leads")
        if monotonic() - self._looked >= _OFTEN_EVERY:
            self._looked = monotonic()
            self._do([self._often])
        if monotonic() - self._worked >= _WORK_EVERY:
            self._worked = monotonic()
            self._do(self._work)

    @staticmethod
    def _do(work: Sequence[Callable[[], object]]) -> None:
        for one in work:
            try:
                one()
            except Exception:
                log.exception("the leader's work")

    def end(self) -> None:
        """Let another process lead."""
        self._ended = True
        if self._looking is not None:
            self._looking.stop()
        if self.leads:
            self.leads = False
            self._lock.release()

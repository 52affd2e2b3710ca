"""Lines are written down by the disk soon after they were recorded, many at a time, by one thread."""

import threading
from collections.abc import Callable

WITHIN = 0.1
"""Seconds after which the disk is asked to hold a line that was recorded."""
LOOK_EVERY = 300.0
"""So often, in seconds, it is looked whether a seal is due where nothing is recorded."""


class Syncing:
    """Calls ``sync`` shortly after something was written, and ``idle`` from time to time."""

    def __init__(self, sync: Callable[[], None], idle: Callable[[], None]) -> None:
        self._sync, self._idle = sync, idle
        self._changed = threading.Condition()
        self._dirty = self._stopped = False
        self._thread: threading.Thread | None = None

    def wanted(self) -> None:
        """Something was written."""
        with self._changed:
            if self._thread is None:
                self._stopped = False
                self._thread = threading.Thread(target=self._run, daemon=True, name="audit")
                self._thread.start()
            if not self._dirty:
                self._dirty = True
                self._changed.notify()

    def stop(self) -> None:
        """End the thread; whoever calls this has what was written on the disk."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._stopped = True
            self._changed.notify()
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._dirty or self._stopped, LOOK_EVERY)
                if self._dirty:
                    self._changed.wait_for(lambda: self._stopped, WITHIN)
                if self._stopped:
                    return
                dirty, self._dirty = self._dirty, False
            if dirty:
                self._sync()
            self._idle()

"""The catalogue as the files are now: read again when one of the user's own has changed."""

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from cypher.library.catalogue import Catalogue
from cypher.library.walk import Stamp, stamp
from graph.model.town import NO_TOWN, Town


class Library:
    """Shipped files, those of the user's own folder, and the approvals of these; opens nothing
    until it is first asked.

    The folders are looked at when the catalogue is asked for, at most once in ``every`` seconds.
    A file that has become broken is told in the catalogue; the rest stays.
    """

    def __init__(
        self,
        own: Path | None = None,
        approvals: Path | None = None,
        *,
        town: Town = NO_TOWN,
        every: float = 1.0,
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        """``changed`` is called when the files are read for the first time, and each time that one
        has changed since."""
        self.own = own
        self.approvals = approvals
        self.town = town
        self._every = every
        self._changed = changed
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._stamp: tuple[Stamp, ...] = ()
        self._looked = 0.0

    @property
    def catalogue(self) -> Catalogue:
        """The present catalogue. While one thread reads the files again, others get the last one."""
        held = self._catalogue
        if held is not None and self._is_fresh():
            return held
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held
        try:
            return self._looked_at()
        finally:
            self._lock.release()

    def look_again(self) -> None:
        """Look at the folders when the catalogue is next asked for: a file has just been written."""
        with self._lock:
            self._looked = float("-inf")

    def _is_fresh(self) -> bool:
        return self.own is None or monotonic() - self._looked < self._every

    def _looked_at(self) -> Catalogue:
        held = self._catalogue
        if held is not None and self._is_fresh():
            return held
        now = tuple(stamp(folder) for folder in (self.own, self.approvals) if folder is not None)
        if held is None or now != self._stamp:
            held = Catalogue.load(self.own, self.approvals, self.town)
            self._catalogue, self._stamp = held, now
            self._changed()
        self._looked = monotonic()
        return held

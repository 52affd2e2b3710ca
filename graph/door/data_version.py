"""The data's version, asked for at most once in a while and never older than one's own last write."""

import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future
from time import monotonic

Asked = tuple[Collection[str], str]
"""The bookmarks behind a small read, and when a backup was last put in the data's place."""


class DataVersion:
    """Remembers what ``ask`` answered. May be used from several threads."""

    def __init__(self, ask: Callable[[], Asked]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._writes = 0
        self._held: tuple[int, float, str] | None = None
        self._asking: dict[int, Future[str]] = {}
        self._restored = ""

    def get(self, at_most_every: float) -> str:
        """The version; asked for anew where the last answer is older, or from before one's write."""
        with self._lock:
            writes, held = self._writes, self._held
            if held and held[0] == writes and monotonic() - held[1] < at_most_every:
                return held[2]
            asking = self._asking.get(writes) if at_most_every else None
            if asking is None:
                mine: Future[str] = Future()
                if at_most_every:
                    self._asking[writes] = mine
        if asking is not None:
            return asking.result()
        return self._answered(writes, mine)

    @property
    def writes(self) -> int:
        """How many writes of one's own have landed."""
        return self._writes

    def learn(self, writes: int, bookmarks: Collection[str]) -> str:
        """The version of the data that a read with these bookmarks behind it saw.

        It is the present one, unless one's own write has landed since there were ``writes``.
        """
        version = self._of(bookmarks)
        with self._lock:
            if self._held is not None and self._writes == writes:
                self._held = (writes, monotonic(), version)
        return version

    def _of(self, bookmarks: Collection[str]) -> str:
        return "|".join((*sorted(bookmarks), self._restored))

    def written(self) -> None:
        """One's own write has landed: whatever was asked for before is no more."""
        with self._lock:
            self._writes += 1

    def _answered(self, writes: int, mine: "Future[str]") -> str:
        begun = monotonic()
        try:
            bookmarks, self._restored = self._ask()
            version = self._of(bookmarks)
        except BaseException as error:
            self._done(writes, mine)
            mine.set_exception(error)
            raise
        with self._lock:
            if self._writes == writes:
                self._held = (writes, begun, version)
        self._done(writes, mine)
        mine.set_result(version)
        return version

    def _done(self, writes: int, mine: "Future[str]") -> None:
        with self._lock:
            if self._asking.get(writes) is mine:
                del self._asking[writes]

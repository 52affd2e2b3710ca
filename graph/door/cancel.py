"""A way to end what runs, from another thread."""

import threading
from collections.abc import Callable


class CancelToken:
    """Handed to a read; ``cancel`` ends that read, also on the server. It can be cancelled once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._callbacks: list[Callable[[], object]] = []

    @property
    def cancelled(self) -> bool:
        """Whether it has been cancelled."""
        return self._cancelled

    def cancel(self) -> None:
        """End every read that holds this token, now and later."""
        with self._lock:
            self._cancelled, callbacks = True, self._callbacks
            self._callbacks = []
        for callback in callbacks:
            callback()

    def attach(self, callback: Callable[[], object]) -> None:
        """Call back when it is cancelled; at once where it is already."""
        with self._lock:
            if not self._cancelled:
                self._callbacks.append(callback)
                return
        callback()

    def detach(self, callback: Callable[[], object]) -> None:
        """Forget a callback."""
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

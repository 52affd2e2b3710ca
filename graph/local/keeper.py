"""Starts a private server again that has died, for as long as somebody needs it."""

import threading
from collections.abc import Callable
from typing import Self

from graph.address import Address
from graph.errors import GraphError
from graph.local.server import LocalServer

_LOOK_EVERY = 0.5
_SHORTEST, _LONGEST = 5.0, 60.0
"""Seconds between tries where it does not come up, each wait twice the last."""


class Keeper:
    """Watches a server that was started, in a thread of its own, until it is closed.

    What was stopped by hand stays stopped. ``began`` is told the address each time it runs again,
    ``failed`` why it does not.
    """

    def __init__(
        self,
        server: LocalServer,
        began: Callable[[Address], object],
        failed: Callable[[GraphError], object],
    ) -> None:
        self._server = server
        self._began = began
        self._failed = failed
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="neo4j-keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        pause, stays = _SHORTEST, False
        while not self._closed.wait(_LOOK_EVERY):
            places = self._server.places
            state = places.state()
            if state is not None and state.running:
                pause, stays = _SHORTEST, state.owner is None
            elif not places.stopped_by_hand.exists():
                try:
                    address = self._server.start(owner="none" if stays else "process")
                except GraphError as error:
                    self._failed(error)
                    self._closed.wait(pause)
                    pause = min(2 * pause, _LONGEST)
                else:
                    self._began(address)

"""Looks after a private server for as long as somebody needs it: asks it, and restarts it."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Self

from graph.address import Address
from graph.door.room import LEAST
from graph.errors import GraphError
from graph.files import free_bytes
from graph.local.bolt.health import Health, HealthCheck
from graph.local.errors import NoRoom
from graph.local.process.identity import ProcessIdentity
from graph.local.process.state import State
from graph.local.server import LocalServer

_LOOK_EVERY, _ASK_EVERY, _ANSWER_WITHIN = 0.5, 2.0, 10.0
_SILENT_FOR, _ENDLESS_FOR = 30.0, 20.0
_SHORTEST, _LONGEST = 5.0, 60.0
"""Seconds between tries where it does not come up, each wait twice the last."""
_LEAVE_WITHIN = 5.0


class Keeper:
    """Watches a server that was started, in a thread of its own, until it is closed.

    A server that died, that has not answered for ``silent_for`` seconds, that runs a statement
    ``endless_for`` seconds after that was to end, or whose database has stopped itself, is started
    again; where its disk is full, once there is room. What was stopped by hand stays stopped. ``restarted`` is called with the address each time another server
    process answers, whoever started it; ``failed`` with the reason where none comes up. Both are
    called in the keeper's thread.
    """

    def __init__(
        self,
        server: LocalServer,
        restarted: Callable[[Address], object],
        failed: Callable[[GraphError], object],
        *,
        silent_for: float = _SILENT_FOR,
        endless_for: float = _ENDLESS_FOR,
    ) -> None:
        self._server = server
        self._restarted = restarted
        self._failed = failed
        self._silent_for = silent_for
        self._endless_for = endless_for
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="neo4j-keeper", daemon=True)
        self._java: ProcessIdentity | None = None
        self._announced: ProcessIdentity | None = None
        self._stays = False
        self._check: HealthCheck | None = None
        self._asked = self._answered = 0.0
        self._last_failure = ""
        self._endless: dict[str, float] = {}

    def __enter__(self) -> Self:
        state = self._server.folders.state()
        self._announced = state.java if state is not None else None
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching; a start that is under way is cancelled, and not waited for."""
        self._closed.set()
        with self._server.starts_cancelled():
            self._thread.join(_LEAVE_WITHIN)

    def _watch(self) -> None:
        pause = _SHORTEST
        while not self._closed.wait(_LOOK_EVERY):
            try:
                self._look()
                pause = _SHORTEST
            except GraphError as error:
                self._report(error)
                self._closed.wait(pause)
                pause = min(2 * pause, _LONGEST)
        self._follow(None)

    def _look(self) -> None:
        state = self._server.folders.state()
        if state is None or not state.running:
            if not self._server.folders.stopped_by_hand.exists():
                self._server.start(owner="none" if self._stays else "process")
            return
        if state.java != self._java:
            self._follow(state)
        if self._check is not None and monotonic() - self._asked >= _ASK_EVERY:
            self._ask(state, self._check)

    def _follow(self, state: State | None) -> None:
        """From now on, ask the server process of this state."""
        if self._check is not None:
            self._check.close()
        address = self._server.address() if state is not None else None
        self._check = HealthCheck(address) if address is not None else None
        if state is not None and address is not None:
            self._java, self._stays = state.java, state.owner is None
            self._asked, self._answered, self._endless = 0.0, monotonic(), {}

    def _ask(self, state: State, check: HealthCheck) -> None:
        health = check.ask(_ANSWER_WITHIN)
        self._asked = monotonic()
        if health is Health.WELL:
            self._answered, self._last_failure = self._asked, ""
            if self._announced != state.java:
                self._announced = state.java
                self._restarted(check.address)
            self._end_the_endless(state, check)
        elif health is Health.PANICKED:
            self._restart_with_room(state)
        elif self._asked - self._answered >= self._silent_for:
            self._server.restart("it does not answer", state)

    def _end_the_endless(self, state: State, check: HealthCheck) -> None:
        """Restart a server that still runs what it was to end: within an expression it never looks."""
        now = monotonic()
        running = check.endless(_ANSWER_WITHIN)
        self._endless = {id: self._endless.get(id, now) for id in running}
        if any(now - since >= self._endless_for for since in self._endless.values()):
            self._server.restart("a statement does not end", state)

    def _restart_with_room(self, state: State) -> None:
        root = self._server.folders.root
        free = free_bytes(root)
        if free < LEAST:
            self._report(NoRoom(root, LEAST, free))
        else:
            self._server.restart("its database stopped itself after an error", state)

    def _report(self, error: GraphError) -> None:
        """Say why the server is not well, once for each reason."""
        reason = type(error).__name__
        if reason != self._last_failure and not self._closed.is_set():
            self._last_failure = reason
            self._failed(error)

"""Sessions while they are used: noted as active, and their websockets closed once they have ended."""

import asyncio
import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial

from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream

from dashboard.auth.sessions import Session
from dashboard.errors import Busy
from dashboard.render.site import Site
from graph.errors import GraphError

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
"""Seconds from the end of a session, in whichever process, to that of its websockets at most."""


class LiveSockets:
    """Which session each open websocket of this process came with."""

    def __init__(self) -> None:
        self._streams: dict[IOStream, bytes] = {}

    def add(self, request: HTTPServerRequest, session: Session | None) -> None:
        """Hold the connection of a handshake; without a session there is nothing that could end."""
        stream = getattr(request.connection, "stream", None)
        if session is not None and isinstance(stream, IOStream):
            self._streams[stream] = session.hash

    def end_where_over(self, lasting: Callable[[Collection[bytes]], set[bytes]]) -> None:
        """Close those whose session is not among the ``lasting`` ones."""
        self._streams = {one: hash for one, hash in self._streams.items() if not one.closed()}
        if not self._streams:
            return
        last = lasting(set(self._streams.values()))
        for stream in [one for one, hash in self._streams.items() if hash not in last]:
            log.info("a live picture is closed: its session has ended")
            del self._streams[stream]
            stream.close()


async def watch_sockets(site: Site, sockets: LiveSockets) -> None:
    """Close the websockets of ended sessions for as long as the server runs."""
    sessions = site.access.gate.sessions
    while sessions is not None:
        await asyncio.sleep(LOOK_EVERY)
        with suppress(GraphError):  # of an accounts' file that cannot be read the log tells already
            sockets.end_where_over(sessions.lasting)


def note_activity(site: Site, request: HTTPServerRequest) -> None:
    """Note that a person has done something, if the last time it was noted is a while ago."""
    gate = site.access.gate
    session = gate.session_of(request)
    if session is None or gate.sessions is None:
        return
    if gate.is_activity(request) and gate.sessions.wants_touch(session):
        with suppress(Busy):
            site.executors.files.submit(partial(gate.sessions.touch, session))

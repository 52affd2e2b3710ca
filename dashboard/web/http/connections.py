"""A server that holds every connection: bounded in number and time, and each can be ended."""

import logging
from time import monotonic
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPServerConnectionDelegate,
    HTTPServerRequest,
    ParseBodyConfig,
    ParseUrlEncodedConfig,
    set_parse_body_config,
)
from tornado.iostream import IOStream

log = logging.getLogger(__name__)
MOST = 800
"""So many connections are open at once at most."""
IDLE_SECONDS = 30.0
"""A connection that sends no whole head of a request for so long is closed."""
BODY_SECONDS = 20.0
MOST_HEAD = 64 * 1024
MOST_BODY = 1024 * 1024
MOST_FIELDS = 20_000
"""Fields of one form: a record with many relationships and a change of many records have thousands,
and Tornado takes 1,000 where nothing else is asked."""


class BoundedServer(HTTPServer):
    """Tornado's server with a bound on its connections.

    Where one too many comes, one that has never asked anything is closed, else the one that has been
    silent for longest: open sockets that ask nothing cannot keep visitors out.
    """

    def initialize(  # type: ignore[override]
        self, request_callback: HTTPServerConnectionDelegate, most: int = MOST, **options: Any
    ) -> None:
        """``request_callback`` answers; ``most`` connections are held at once."""
        self._most = most
        urlencoded = ParseUrlEncodedConfig(max_arguments=MOST_FIELDS)
        set_parse_body_config(
            ParseBodyConfig(urlencoded=urlencoded)
        )  # for one server it cannot be set
        self._silent_since: dict[IOStream, tuple[bool, float]] = {}
        super().initialize(
            request_callback,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=BODY_SECONDS,
            max_header_size=MOST_HEAD,
            max_body_size=MOST_BODY,
            **options,
        )

    @property
    def open_connections(self) -> int:
        """How many connections are open."""
        return len(self._silent_since)

    @property
    def is_writing(self) -> bool:
        """Whether an answer that is finished here is still on its way."""
        return any(stream.writing() for stream in self._silent_since if not stream.closed())

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Take a new connection, if need be in place of the one that has been silent for longest."""
        self._forget_closed()
        if len(self._silent_since) >= self._most:
            oldest = min(self._silent_since, key=self._silent_since.__getitem__)
            log.warning("more than %d connections: the most silent one is closed", self._most)
            del self._silent_since[oldest]
            oldest.close()
        self._silent_since[stream] = (False, monotonic())
        super().handle_stream(stream, address)

    def heard(self, request: HTTPServerRequest) -> None:
        """Note that a connection has asked something."""
        stream = getattr(request.connection, "stream", None)
        if stream in self._silent_since:
            self._silent_since[stream] = (True, monotonic())

    def _forget_closed(self) -> None:
        for stream in [one for one in self._silent_since if one.closed()]:
            del self._silent_since[stream]

"""A server that did not answer is taken not to for a while, so that nobody waits to be told again."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from graph.errors import ServerUnreachable, TimedOut

HOLDS = 1.5
"""Seconds for which the server is taken to be away."""


class Away:
    """Remembers the last failure to reach a server."""

    def __init__(self) -> None:
        self._last: tuple[float, ServerUnreachable] | None = None

    def forget(self) -> None:
        """Ask again at once."""
        self._last = None

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Ask in the body; raises at once what was raised a moment ago."""
        last = self._last
        if last is not None and monotonic() < last[0]:
            raise ServerUnreachable(last[1].zh, last[1].en)
        try:
            yield
        except ServerUnreachable as error:
            self._last = (monotonic() + HOLDS, error)
            raise

    @contextmanager
    def timeout_means_away(self, uri: str) -> Iterator[None]:
        """Ask something in the body that is never slow: no answer in time means that it is away."""
        try:
            with self.noted():
                yield
        except TimedOut as late:
            error = ServerUnreachable(
                f"Neo4j（{uri}）没有回应。", f"Neo4j at {uri} does not respond."
            )
            self._last = (monotonic() + HOLDS, error)
            raise error from late

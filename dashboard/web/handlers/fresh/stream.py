"""The stream that says to the open pages of a browser when the data have moved, and never what."""

from collections.abc import AsyncGenerator

from tornado.iostream import StreamClosedError

from dashboard.errors import Busy
from dashboard.web.handlers.base import Handler

RETRY_MS = 1000


class StreamHandler(Handler):
    """The stream of one browser. It says that something has moved and never what."""

    lasts = True

    async def get(self) -> None:
        """Server-sent events: the versions of the data and the files, as ``data-version`` of a page.

        An event ``beat`` shows after a silence that the stream is alive.
        """
        session = self.site.access.gate.session_of(self.request)
        try:
            with self.site.streams.joined(session.hash if session else b"") as stream:
                self.set_header("Content-Type", "text/event-stream; charset=utf-8")
                self.set_header("Cache-Control", "no-store, no-transform")
                self.set_header("X-Accel-Buffering", "no")
                self.write(f"retry: {RETRY_MS}\n\n")
                await self.flush()
                await self._send(stream.words())
        except Busy as error:
            self.refuse(error)
        except StreamClosedError:
            return  # the reader has gone

    async def _send(self, words: AsyncGenerator[str, None]) -> None:
        while (word := await self.wait(anext(words, None))) is not None:
            self.write(f"data: {word}\n\n" if word else "event: beat\ndata:\n\n")
            await self.flush()

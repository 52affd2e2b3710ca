"""Files to take away: every row of an answer, and the large ones a part at a time."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from tornado.http1connection import HTTP1Connection
from tornado.iostream import StreamClosedError
from tornado.log import app_log

from cypher.errors import UnknownReport
from cypher.file.parse import SavedStatement
from cypher.run.stream import Stream
from cypher.table import Table
from cypher.writers import MEDIA, MOST, WRITERS, csv_parts, to_file
from dashboard.cards.image_files import png_of
from dashboard.pages.location import read
from dashboard.texts import say
from dashboard.web.cards import Handler
from graph.errors import GraphError

T = TypeVar("T")


class DownloadHandler(Handler):
    """A report's answer as a file, named in the reader's language.

    It holds every row, up to what the format can (``MOST``); what is left out the file itself says.
    """

    async def get(self, id: str, format: str) -> None:
        """The file; a sentence where the report fails."""
        here = read("", self.request.query, self.site.lang)
        lang = here.lang
        if format not in WRITERS:
            self.set_status(404)
            self.finish("404")
            return
        try:
            answer, first = await self.do(lambda: self._begun(id, format, here.values, lang))
        except GraphError as error:
            self.refuse(error, lang)
            return
        head = answer.head if isinstance(answer, Stream) else answer
        self.set_header("Content-Type", MEDIA[format])
        self.name_file(head, head.title.get(lang), id, format)
        if isinstance(answer, Stream):
            await self._send(csv_parts(answer, lang), lang)
        else:
            self.finish(first)

    async def do(self, work: Callable[[], T]) -> T:
        """Do something slow in the site's threads."""
        return await asyncio.wrap_future(self.site.cards.shelf.do(work))

    def _begun(
        self, id: str, format: str, given: Mapping[str, str], lang: str
    ) -> tuple[Table | Stream, bytes]:
        """The answer with its file, or where it is a long one its rows as they come."""
        runner, reader = self.site.runner, self.reader
        saved, values = self._report(id), dict(given)
        table = runner.run(saved, values, reader=reader)
        if table.truncated:
            most = max(MOST[format], saved.header.limits.rows)
            if format == "csv":
                return runner.stream(saved, values, reader=reader, most=most), b""
            table = runner.run(saved, values, reader=reader, most=most)
        return table, to_file(table, lang, format, lambda: png_of(table, lang))

    def _report(self, id: str) -> SavedStatement:
        saved = self.site.runner.catalogue.find(id)
        if saved.kind != "reports":
            raise UnknownReport(f"没有名为 {id} 的报表。", f"There is no report {id}.")
        return saved

    async def _send(self, parts: Iterator[bytes], lang: str) -> None:
        """Send a part when the reader has taken the one before.

        Where the answer breaks off, so does the transfer: no browser takes the file for whole, and
        its last line says what is the matter.
        """
        try:
            while (part := await self.do(lambda: next(parts, None))) is not None:
                self.write(part)
                await self.flush()
            self.finish()
        except StreamClosedError:
            pass  # the reader went away
        except GraphError as error:
            app_log.warning("a download broke off: %s", error.en)
            self.write(f"{say('broken_off', lang)}{error.zh if lang == 'zh' else error.en}\r\n")
            await self.flush()
            if isinstance(self.request.connection, HTTP1Connection):
                self.request.connection.close()
        finally:
            await self.do(getattr(parts, "close", lambda: None))

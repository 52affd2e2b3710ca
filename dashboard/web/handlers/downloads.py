"""Files to take away: every row of an answer, and the large ones a part at a time."""

import logging
from collections.abc import Hashable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial

from tornado.http1connection import HTTP1Connection
from tornado.iostream import StreamClosedError

from cypher.errors import UnknownReport
from cypher.file.parse import SavedStatement
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.writers import MEDIA, MOST, WRITERS, csv_parts, to_file
from dashboard.cards.image_files import png_of
from dashboard.cards.table_query import found
from dashboard.concurrency.shared_parts import SharedParts
from dashboard.concurrency.shared_work import SharedWork
from dashboard.pages.location import Location, read
from dashboard.pages.reload import SiteFiles
from dashboard.render.site import Site
from dashboard.texts import say
from dashboard.web.handlers.base import Handler
from graph.client import CancelToken
from graph.errors import GraphError

log = logging.getLogger(__name__)
KEPT = 16
"""So many files are held for those who ask next, the last asked for."""


@dataclass(frozen=True)
class Download:
    """A file: its answer, for a long one without its rows, and its parts."""

    table: Table
    parts: SharedParts


class Downloads:
    """The files of one dashboard, each made once for all who ask for it while the data stays the same."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._beginning = SharedWork[Download]()
        self._downloads: dict[Hashable, Download] = {}

    async def get(
        self,
        saved: SavedStatement,
        format: str,
        location: Location,
        reader: Reader,
    ) -> Download:
        """The file of a report's answer, being made if it is not there. Raises GraphError."""
        state = await self._site.states.current()
        begin = partial(self._begin, saved, format, location, reader)
        if saved.header.privacy.personal:  # each reader's reading is logged
            return await begin()
        asked = location.at(report=None).query()
        key = (saved.id, saved.version, format, asked, reader.audience, state)
        held = self._downloads.get(key)
        if held is not None and held.parts.can_be_joined:
            return held

        async def begin_and_hold() -> Download:
            # held before anyone is told, so that who asks in between finds it
            return self._hold(key, await begin())

        return await self._beginning.get(key, begin_and_hold)

    def _hold(self, key: Hashable, download: Download) -> Download:
        """Hold a file for those who ask next; one of a moment, or of a state that moved, is not."""
        if not download.table.notes:
            self._downloads.pop(key, None)
            self._downloads[key] = download
            while len(self._downloads) > KEPT:
                self._downloads.pop(next(iter(self._downloads)))
        return download

    async def _begin(
        self,
        saved: SavedStatement,
        format: str,
        location: Location,
        reader: Reader,
    ) -> Download:
        heavy = self._site.executors.heavy
        begin = partial(begun, self._site.runner, saved, format, location, reader)
        table, parts = await heavy.cancellable(begin)
        return Download(table, SharedParts(parts, partial(heavy.run, bounded=False)))


def begun(
    runner: Runner,
    saved: SavedStatement,
    format: str,
    location: Location,
    reader: Reader,
    cancel: CancelToken,
) -> tuple[Table, Iterator[bytes]]:
    """The answer with the parts of its file; a long CSV comes as the rows come. Raises GraphError.

    Where the location searches or filters the table, the file holds the rows found.
    """
    given, lang = dict(location.values), location.lang
    table = runner.run(saved, given, reader=reader, cancel=cancel)
    if table.truncated:
        most = max(MOST[format], saved.header.limits.rows)
        if format == "csv":
            stream = runner.stream(saved, given, reader=reader, most=most, cancel=cancel)
            return stream.head, csv_parts(stream, lang)
        table = runner.run(saved, given, reader=reader, most=most, cancel=cancel)
    if location.table:
        table = found(table, location.table, lang)
    return table, iter([to_file(table, lang, format, lambda: png_of(table, lang))])


class DownloadHandler(Handler):
    """A report's answer as a file, named in the reader's language.

    It holds every row, up to what the format can (``MOST``); what is left out the file itself says.
    """

    def initialize(self, site: Site, downloads: Downloads) -> None:  # type: ignore[override]
        """The site, and the files that are shared by all who ask for them."""
        super().initialize(site)
        self.downloads = downloads

    async def get(self, id: str, format: str) -> None:
        """The file; a sentence where the report fails."""
        location = read("", self.request.query, self.site.lang)
        lang = location.lang
        if format not in WRITERS:
            self.send_error(404)
            return
        try:
            saved = report_of(await self.wait(self.site.files()), id)
            download = await self.wait(self.downloads.get(saved, format, location, self.reader))
            if self.request.method != "HEAD":
                await self.note("download", saved.id, version=saved.version, format=format)
        except GraphError as error:
            self.refuse(error, lang)
            return
        self.set_header("Content-Type", MEDIA[format])
        self.name_file(download.table, download.table.title.get(lang), id, format)
        if self.request.method == "HEAD":
            self.finish()
            return
        await self._send(download.parts, lang)

    async def _send(self, parts: SharedParts, lang: str) -> None:
        """Send a part when the reader has taken the one before.

        Where the answer breaks off, so does the transfer: no browser takes the file for whole, and
        its last line says what is the matter.
        """
        try:
            async with aclosing(parts.read()) as read_parts:
                async for part in read_parts:
                    self.write(part)
                    await self.flush()
            self.finish()
        except StreamClosedError:
            pass  # the reader went away
        except GraphError as error:
            log.warning("a download broke off: %s", error.en)
            self.write(f"{say('broken_off', lang)}{error.zh if lang == 'zh' else error.en}\r\n")
            await self.flush()
            if isinstance(self.request.connection, HTTP1Connection):
                self.request.connection.close()


def report_of(files: SiteFiles, id: str) -> SavedStatement:
    """The report of an id. Raises UnknownReport."""
    saved = files.catalogue.find(id)
    if saved.kind != "reports":
        raise UnknownReport(f"没有名为 {id} 的报表。", f"There is no report {id}.")
    return saved

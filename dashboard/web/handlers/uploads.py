"""A file that is brought in: written to disk as it comes, never held in memory."""

from functools import partial
from urllib.parse import unquote

from tornado.web import HTTPError, stream_request_body

from dashboard.errors import UploadRefused
from dashboard.imports.uploads import Receiving, too_large
from dashboard.render.site import Site
from dashboard.web.handlers.imports import ImportHandler
from graph.errors import GraphError
from graph.load.table.bounds import LARGEST_FILE

FILE_SECONDS = 1800.0
"""A file that has not come whole by then is given up."""


@stream_request_body
class UploadHandler(ImportHandler):
    """Takes a file as the body of a POST; its name stands in ``X-File-Name``, percent-encoded."""

    def initialize(self, site: Site) -> None:
        """The site, and nothing received yet."""
        super().initialize(site)
        self._receiving: Receiving | None = None
        self._refused: GraphError | None = None

    async def prepare(self) -> None:
        """Look at the head before anything of the body is taken."""
        connection = self.request.connection
        connection.set_max_body_size(LARGEST_FILE + 1)  # type: ignore[union-attr]
        connection.set_body_timeout(FILE_SECONDS)  # type: ignore[union-attr]
        if self.request.method != "POST":
            raise HTTPError(405)
        if int(self.request.headers.get("Content-Length", "0")) > LARGEST_FILE:
            self.tell_wrong(too_large())  # now, before any of it comes
            return
        try:
            self.check_right()
            name = unquote(self.request.headers.get("X-File-Name", ""))
            begin = partial(self.imports.receive, name)
            self._receiving = await self.site.executors.files.run(begin)
        except GraphError as error:
            self._refused = error

    async def data_received(self, chunk: bytes) -> None:
        """Write the next bytes; after a refusal they are let go by."""
        if self._receiving is None or self._refused is not None:
            return
        write = partial(self._receiving.write, chunk)
        try:
            await self.site.executors.files.run(write, bounded=False)
        except (UploadRefused, OSError) as error:
            self._refused = error if isinstance(error, GraphError) else _no_room()

    async def post(self) -> None:
        """The token of the file and the job that plans it."""
        receiving, self._receiving = self._receiving, None
        if self._refused is not None or receiving is None:
            if receiving is not None:
                await self._drop(receiving)
            self.tell_wrong(self._refused or _no_room())
            return
        try:
            take = partial(self.imports.received, receiving, self.reader)
            upload, job = await self.site.executors.files.run(take)
        except GraphError as error:
            self.tell_wrong(error)
            return
        self.send_json({"token": upload.token, "job": job.id})

    def on_connection_close(self) -> None:
        """What came of the file is forgotten."""
        super().on_connection_close()
        if self._receiving is not None:
            receiving, self._receiving = self._receiving, None
            self.site.executors.files.submit(
                partial(self.imports.uploads.drop, receiving), bounded=False
            )

    async def _drop(self, receiving: Receiving) -> None:
        drop = partial(self.imports.uploads.drop, receiving)
        await self.site.executors.files.run(drop, bounded=False)


def _no_room() -> UploadRefused:
    return UploadRefused(
        "文件没有收下：磁盘写不进去。请看看磁盘是否已满。",
        "The file was not taken: it cannot be written to the disk. Is the disk full?",
    )

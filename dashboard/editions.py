"""The addresses of the editions' page: make, progress, cancel, compare, and files to look at or take away."""

import asyncio
import io
import json
import mimetypes
import zipfile
from datetime import date
from pathlib import Path
from typing import cast
from urllib.parse import quote

from cypher.errors import BadValue
from cypher.header import Audience
from cypher.words import words
from dashboard.edition.desk import Desk
from dashboard.edition.order import Order
from dashboard.errors import NoSuchEdition
from dashboard.handlers import Handler
from dashboard.texts import either, lang_of
from graph.errors import GraphError

_CHUNK = 1 << 18


class _Edition(Handler):
    """What all of them share: the desk, which may be missing."""

    @property
    def desk(self) -> Desk:
        """The editions' desk. Raises NoSuchEdition where the dashboard has no home."""
        if self.site.desk is None:
            raise NoSuchEdition("这里没有年度版。", "There are no editions here.")
        return self.site.desk

    @property
    def lang(self) -> str:
        """The reader's language."""
        return lang_of(self.get_query_argument("lang", None), self.site.lang)

    def wrong(self, error: GraphError) -> None:
        """A failure as its sentence."""
        self.set_status(404 if isinstance(error, NoSuchEdition) else 400)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(either(error, self.lang))


class EditionActHandler(_Edition):
    """Begins work. Only a page of ours can set the header that it asks for."""

    def post(self, act: str) -> None:
        """Make, cancel or compare."""
        if self.request.headers.get("X-Lianxin") != "1" or not self.desk.may_make:
            self.set_status(403)
            self.finish("403")
            return
        try:
            if act == "make":
                self.desk.make(self._order())
            elif act == "compare":
                given = self.get_body_argument
                self.desk.compare(given("before", ""), given("after", ""))
            else:
                self.desk.cancel()
        except GraphError as error:
            self.wrong(error)
            return
        self.finish("{}")

    def _order(self) -> Order:
        audience = self.get_body_argument("audience", "committee")
        as_of, after = self.get_body_argument("as_of", ""), self.get_body_argument("after", "")
        try:
            chosen = date.fromisoformat(as_of) if as_of else None
        except ValueError:
            raise BadValue("截至日应为日期。", "The as-of day should be a date.") from None
        if audience not in words()["audience"]:
            raise BadValue("没有这样的读者。", "There are no such readers.")
        return Order(
            self.get_body_argument("name", ""),
            chosen,
            self.desk.folder(after) if after else None,
            cast(Audience, audience),
            lang_of(self.lang),
        )


class EditionStateHandler(_Edition):
    """How far the work is."""

    def get(self) -> None:
        """State, sentence and steps as JSON."""
        self.set_header("Content-Type", "application/json")
        work = self.desk.work()
        said = work.zh if self.lang == "zh" else work.en
        self.finish(
            json.dumps(
                {
                    "state": work.state,
                    "name": work.name,
                    "said": said,
                    "done": work.done,
                    "total": work.total,
                }
            )
        )


class EditionFileHandler(_Edition):
    """One file of an edition or of a comparison; a page among them runs apart from ours."""

    async def get(self, kind: str, name: str, path: str) -> None:
        """The file."""
        try:
            if kind == "of":
                file = self.desk.file(name, path)
            else:
                before, _, after = name.partition("..")
                file = self.desk.compared(before, after, path)
        except GraphError as error:
            self.wrong(error)
            return
        media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{media}; charset=utf-8" if "text" in media else media)
        self.set_header(
            "Content-Security-Policy",
            "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; "
            "script-src 'unsafe-inline'; font-src data:; img-src data:",
        )
        with file.open("rb") as opened:
            while data := await asyncio.to_thread(opened.read, _CHUNK):
                self.write(data)
                await self.flush()


class EditionZipHandler(_Edition):
    """A whole edition as one file to take away."""

    async def get(self, name: str) -> None:
        """The folder as a ZIP file."""
        try:
            folder = self.desk.folder(name)
        except GraphError as error:
            self.wrong(error)
            return
        data = await asyncio.to_thread(zipped, folder)
        self.set_header("Content-Type", "application/zip")
        self.set_header(
            "Content-Disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}.zip"
        )
        self.finish(data)


def zipped(folder: Path) -> bytes:
    """A folder as ZIP; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inside = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                info = zipfile.ZipInfo(inside, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                made.writestr(info, path.read_bytes())
    return out.getvalue()

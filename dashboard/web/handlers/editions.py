"""The addresses of the editions' page: make, progress, cancel, compare, and files to look at or take away."""

import mimetypes
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import quote

from cypher.errors import BadValue
from cypher.header import Audience
from cypher.words import words
from dashboard.edition.content.order import Order
from dashboard.edition.jobs import EditionJobs
from dashboard.errors import NoSuchEdition
from dashboard.texts import lang_of
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError

_CHUNK = 1 << 18
_SHOWN = {".pdf", ".svg", ".png", ".html"}
"""Files that a browser shows; the others are taken away."""
_APART = (
    "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; font-src data:; img-src data:"
)
_POLICY = {
    ".svg": _APART,
    ".html": _APART,
    ".pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
}
"""What may hold a script runs apart from our pages; a PDF is shown by a plug-in, which none apart may have."""


class _Edition(Handler):
    """What all of them share: the desk, which may be missing."""

    @property
    def desk(self) -> EditionJobs:
        """The editions' desk. Raises NoSuchEdition where the dashboard has no home."""
        if self.site.editions is None:
            raise NoSuchEdition("这里没有年度版。", "There are no editions here.")
        return self.site.editions


class EditionActHandler(_Edition):
    """Begins work. The router lets only our own pages in: another site cannot set their header."""

    async def post(self, act: str) -> None:
        """Make, cancel or compare."""
        acts: dict[str, Callable[[], None]] = {
            "make": self._make,
            "compare": self._compare,
            "days": self._compare_days,
            "cancel": lambda: self.desk.cancel(),
        }
        try:
            self.require("make_edition")
            await self.wait(self.site.executors.files.run(acts[act]))
        except GraphError as error:
            self.refuse(error, self.lang)
            return
        self.finish("{}")

    def _make(self) -> None:
        order = self._order(self.get_body_argument("name", "").strip())
        self.desk.make(order, self._noting(order.name, audience=order.audience))

    def _compare(self) -> None:
        before, after = (self.get_body_argument(one, "") for one in ("before", "after"))
        note = self._noting(f"{before}..{after}", act="compare")
        self.desk.compare(before, after, self.reader, note)

    def _compare_days(self) -> None:
        days, order = (self._day("first"), self._day("second")), self._order("")
        about = "..".join(map(str, days))
        note = self._noting(about, act="compare", audience=order.audience)
        self.desk.compare_days(days, order, note)

    def _noting(self, about: str, **details: object) -> Callable[[], None]:
        """What writes the trail's line, once nothing stands against the work."""
        return partial(self.site.trail.record, "edition", self.reader, about, **details)

    def _order(self, name: str) -> Order:
        given = self.get_body_argument
        audience, after = given("audience", "committee"), given("after", "")
        if audience not in words()["audience"]:
            raise BadValue("没有这样的读者。", "There are no such readers.")
        return Order(
            name,
            self._day("as_of") if given("as_of", "") else None,
            self.desk.folder(after, self.reader) if after else None,
            cast(Audience, audience),
            lang_of(given("in", None), self.lang),
            close_gaps=given("close_gaps", "") == "true",
        )

    def _day(self, name: str) -> date:
        text = self.get_body_argument(name, "")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadValue(
                f"“{text}”不是日期，请选一天。" if text else "请选一天。",
                f"{text!r} is not a date; choose a day." if text else "Choose a day.",
            ) from None


class EditionStateHandler(_Edition):
    """How far the work is."""

    def get(self) -> None:
        """State, sentence and steps as JSON."""
        try:
            work = self.desk.job()
        except GraphError as error:
            self.refuse(error, self.lang)
            return
        text = work.zh if self.lang == "zh" else work.en
        progress = {
            "state": work.state, "name": work.name, "text": text,
            "done": work.done, "total": work.total,
        }  # fmt: skip
        self.send_json(progress)


class EditionFileHandler(_Edition):
    """One file of an edition or of a comparison; a page among them runs apart from ours."""

    async def get(self, kind: str, name: str, path: str) -> None:
        """The file."""
        try:
            found = partial(self._found, kind, name, path)
            file = await self.wait(self.site.executors.heavy.run(found))
        except GraphError as error:
            self.refuse(error, self.lang)
            return
        self._name(file, name)
        read_file = partial(self.site.executors.heavy.run, bounded=False)
        with file.open("rb") as opened:
            while data := await self.wait(read_file(partial(opened.read, _CHUNK))):
                self.write(data)
                await self.flush()

    def _found(self, kind: str, name: str, path: str) -> Path:
        """The file, noted: what is taken away each time, what is looked at once for an edition."""
        find = self.desk.file if kind == "of" else self.desk.compared_file
        file, trail = find(name, path, self.reader), self.site.trail
        if file.suffix in _SHOWN:
            trail.record_once("download", self.reader, name, file=path)
        else:
            trail.record("download", self.reader, name, file=path)
        return file

    def _name(self, file: Path, edition: str) -> None:
        media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{media}; charset=utf-8" if "text" in media else media)
        if file.suffix in _POLICY:
            self.set_header("Content-Security-Policy", _POLICY[file.suffix])
        how = "inline" if file.suffix in _SHOWN else "attachment"
        named = quote(f"{edition}_{file.name}", safe="")
        self.set_header("Content-Disposition", f"{how}; filename*=UTF-8''{named}")


class EditionZipHandler(_Edition):
    """A whole edition as one file to take away."""

    async def get(self, name: str) -> None:
        """The folder as a ZIP file."""
        try:
            desk = self.desk
            data = await self.wait(
                self.site.executors.heavy.run(
                    lambda: desk.editions.archive(desk.folder(name, self.reader))
                )
            )
            await self.note("download", name, format="zip")
        except GraphError as error:
            self.refuse(error, self.lang)
            return
        self.set_header("Content-Type", "application/zip")
        self.set_header(
            "Content-Disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}.zip"
        )
        self.finish(data)

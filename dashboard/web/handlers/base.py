"""What all handlers share: failures as sentences with their status, waiting that ends with the reader."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError
from tornado.web import Finish, HTTPError, RequestHandler

from cypher.errors import BadValue, NotForAudience
from cypher.reader import NOBODY, Reader
from cypher.table import Table
from dashboard.audit.trail import Kind
from dashboard.auth.gate import SAFE
from dashboard.auth.rights import Right
from dashboard.cards.error_html import sentence
from dashboard.embeds.bounds import TooOften
from dashboard.errors import Busy, TooManyTries
from dashboard.pages.location import read
from dashboard.render.site import Site
from dashboard.shell.look import look_of
from dashboard.texts import Lang, either, lang_of, say
from dashboard.web.status import status_of
from graph.errors import ConnectionFailed, GraphError

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
log = logging.getLogger(__name__)
FOR_EVER = "private, max-age=31536000, immutable"
SLOW_SECONDS = 5.0
_BACK_SOON = 5
"""Seconds after which a page whose database was away may be asked again."""
_VISIT = re.compile(r"[A-Za-z0-9_-]{8,32}")
"""How a page names itself to its own requests."""


def log_request(handler: RequestHandler) -> None:
    """Note an answer that failed or was slow; never what was asked for."""
    status, seconds = handler.get_status(), handler.request.request_time()
    lasts = isinstance(handler, Handler) and handler.lasts
    if status >= 500 or (seconds >= SLOW_SECONDS and not lasts):
        request = handler.request
        path = handler.shown_path if isinstance(handler, Handler) else request.path
        log.warning("%s %s: %d after %.1f s", request.method, path, status, seconds)


class Handler(RequestHandler):
    """A handler of one site."""

    lasts = False
    """Whether its answer goes on for as long as a page is open."""

    def initialize(self, site: Site) -> None:
        """The site that all of them answer for."""
        self.site = site
        self._waiting: set[asyncio.Future[Any]] = set()
        self._reader_left = False
        self.retry_after: int | None = None
        """In how many seconds what failed may be asked again, where that is known."""

    @property
    def shown_path(self) -> str:
        """The path as the log and the trail may hold it."""
        return self.request.path

    @property
    def reader(self) -> Reader:
        """Who asks. An address that takes anyone may be asked by nobody."""
        reader = self.site.access.gate.reader_of(self.request) or NOBODY
        visit = self.request.headers.get("X-Lianxin-Page", "")
        return replace(reader, visit=visit) if _VISIT.fullmatch(visit) else reader

    def visit_context(self) -> dict[str, object]:
        """What the frame of a page shows of this visit: the token of changes, presenting, and what
        stands in the menu by the reader's rights."""
        gate = self.site.access.gate
        session = gate.session_of(self.request)
        return {
            "token": gate.token(self.request),
            "presenting": session is not None and session.presenting,
            "may": gate.rights_of(self.reader),
            "look": look_of(self.request.cookies),
        }

    def day(self) -> date | None:
        """The day of the address. Raises BadValue."""
        day = self.get_query_argument("as_of", "")
        try:
            return date.fromisoformat(day) if day else None
        except ValueError:
            raise BadValue(
                f"“{day}”不是日期，请选一天。", f"{day!r} is not a date; choose a day."
            ) from None

    def require(self, right: Right) -> None:
        """Raise NotAllowed where who asks has not a right."""
        if not self.reader.is_local:
            self.site.access.gate.rights.require(self.reader, right)

    @property
    def lang(self) -> Lang:
        """The reader's language, as the address says it."""
        return lang_of(self.get_query_argument("lang", None), self.site.lang)

    async def note(self, kind: Kind, about: str, **details: object) -> None:
        """Have the trail hold what is about to be shown or done. Raises AuditFailed."""
        note = partial(self.site.trail.record, kind, self.reader, about, **details)
        await self.wait(self.site.executors.files.run(note, bounded=False))

    async def wait(self, work: Awaitable[T]) -> T:
        """The result of some work, which is given up when the reader goes away."""
        task = asyncio.ensure_future(work)
        self._waiting.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if self._reader_left:
                raise Finish from None
            raise
        finally:
            self._waiting.discard(task)

    def on_connection_close(self) -> None:
        """The reader went away: nothing is waited for any more."""
        self._reader_left = True
        for task in self._waiting:
            task.cancel()

    async def head(self, *args: str, **named: str) -> None:
        """As GET without a body."""
        answer = getattr(self, "get", None)
        if answer is None:
            raise HTTPError(405)
        done = answer(*args, **named)
        if done is not None:
            await done

    def refuse(self, error: GraphError, lang: str | None = None) -> None:
        """A failure as its sentence, with the status that fits it."""
        self.set_failed(error)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(either(error, lang or self.lang))

    def set_failed(self, error: GraphError) -> None:
        """The status of a failure, and when to come again where the server is busy."""
        self.set_status(status_of(error))
        if isinstance(error, NotForAudience):  # nothing is shown, so nothing waits for the line
            note = partial(self.site.trail.record, "refused", self.reader, self.shown_path)
            self.site.executors.files.submit(note, bounded=False)
        if isinstance(error, Busy | TooManyTries | TooOften):
            self.retry_after = error.retry_after
        elif isinstance(error, ConnectionFailed):
            self.retry_after = _BACK_SOON
        if self.retry_after is not None:
            self.set_header("Retry-After", str(self.retry_after))

    def send_json(self, answer: Mapping[str, object]) -> None:
        """Send an answer as JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(answer, ensure_ascii=False))

    def name_file(self, table: Table, title: str, id: str, format: str) -> None:
        """Name a file to take away in the reader's language, with the answer's day."""
        day = f"_{table.as_of.isoformat()}" if table.as_of else ""
        ascii_id = "".join(one if one.isascii() and one != "/" else "_" for one in id)
        self.name_as(f"{title}{day}.{format}", f"{ascii_id}{day}.{format}")

    def name_as(self, name: str, plain: str) -> None:
        """Name a file to take away; ``plain`` is its name where only ASCII is read."""
        named = quote(name, safe="")
        self.set_header(
            "Content-Disposition", f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"
        )

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """The traceback of what nobody expected; what a visitor asked wrongly leaves none."""
        refused = isinstance(error, GraphError) and status_of(error) < 500
        if not refused and not isinstance(error, HTTPError | Busy):
            log.error("%s %s", self.request.method, self.shown_path, exc_info=error)

    def sentence_of(self, error: GraphError) -> str:
        """What is said of a failure. Where a queue was full a page asks again by itself, a form does not."""
        if isinstance(error, Busy) and self.request.method not in SAFE:
            return say("busy_form", self.lang)
        return sentence(error, self.lang, is_form=self.request.method not in SAFE)

    def body_as(self, model: type[M]) -> M:
        """The body as what it must be. Raises BadValue."""
        try:
            return model.model_validate_json(self.request.body)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            texts = (say("body_bad", lang, where=where) for lang in ("zh", "en"))
            raise BadValue(*texts) from None

    def tell_wrong(self, error: GraphError) -> None:
        """Send why something failed as JSON: ``{"wrong": sentence}``."""
        self.set_failed(error)
        self.send_json({"wrong": self.sentence_of(error)})

    def write_error(self, status_code: int, **named: Any) -> None:
        """A failure that no handler took, as the shell's page: with its sentence where it is one of ours."""
        from dashboard.web.handlers.errors import error_html, failed_html

        self.set_header("Content-Type", "text/html; charset=utf-8")
        error = named.get("exc_info", (None, None))[1]
        if isinstance(error, GraphError):
            self.set_failed(error)
            self.finish(failed_html(self, error))
        else:
            self.finish(error_html(self, status_code))


class JsonHandler(Handler):
    """An answer as JSON; a failure is its sentence."""

    def prepare(self) -> None:
        """Read the address."""
        self.location = read("", self.request.query, self.site.lang)

    def sentence(self, error: GraphError) -> str:
        """What is said of a failure."""
        return sentence(error, self.location.lang)

    async def send(self, work: Awaitable[Mapping[str, object]]) -> None:
        """Send what the work comes to, or why it failed: ``{"wrong": sentence}``."""
        try:
            answer = await self.wait(work)
        except GraphError as error:
            self.set_failed(error)
            more = {"retry_after": error.retry_after} if isinstance(error, Busy) else {}
            answer = {"wrong": self.sentence(error), **more}
        self.send_json(answer)

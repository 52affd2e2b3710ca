"""The addresses beside the pages: finished cards, files to take away, and whether all is well."""

import asyncio
import json
from html import escape
from urllib.parse import quote

from tornado.web import RequestHandler

from cypher.errors import BadValue, BrokenFile, NotAdmitted, NotForAudience, UnknownReport
from cypher.reader import LOCAL, Reader
from cypher.table import Table
from dashboard.cards.card_html import Answer, title
from dashboard.cards.image_files import alone, png
from dashboard.cards.service import Moment, Part
from dashboard.errors import EditionError, NoSuchCard, NoSuchEdition
from dashboard.figures import PICTURES
from dashboard.pages.location import read
from dashboard.render.site import Site
from dashboard.render.suggestions import offered
from dashboard.texts import either, lang_of
from graph.errors import GraphError

_STATUS: tuple[tuple[type[GraphError], int], ...] = (
    (BadValue, 400),
    (NotForAudience, 403),
    (NoSuchCard, 404),
    (NoSuchEdition, 404),
    (EditionError, 400),
    (UnknownReport, 404),
    (BrokenFile, 422),
    (NotAdmitted, 422),
)
"""Kind of failure to its status; the rest is the server's trouble and may pass."""
FOR_EVER = "private, max-age=31536000, immutable"


class Handler(RequestHandler):
    """What all of them share: the site, careful headers, and no answer to a foreign name."""

    def initialize(self, site: Site) -> None:
        """The site that all of them answer for."""
        self.site = site

    @property
    def reader(self) -> Reader:
        """Who asks: until people sign in, everyone is the same local reader."""
        return LOCAL

    def set_default_headers(self) -> None:
        """Nothing is kept, guessed at or framed unless a handler says so."""
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.set_header("Cache-Control", "no-store")

    def prepare(self) -> None:
        """Answer only under the names that this site goes by."""
        if self.request.host not in self.site.hosts:
            self.set_status(421)
            self.finish("421")

    def refuse(self, error: GraphError, lang: str) -> None:
        """A failure as its sentence, with the status that fits it."""
        self.set_status(next((code for kind, code in _STATUS if isinstance(error, kind)), 503))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(either(error, lang))

    def name_file(self, table: Table, title: str, id: str, format: str) -> None:
        """Name a file to take away in the reader's language, with the answer's day."""
        day = f"_{table.as_of.isoformat()}" if table.as_of else ""
        plain = f"{id.replace('/', '_')}{day}.{format}"
        named = quote(f"{title}{day}.{format}", safe="")
        self.set_header(
            "Content-Disposition", f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"
        )

    async def moment(self) -> Moment:
        """The graph's present moment, asked for in the site's threads."""
        return await asyncio.wrap_future(
            self.site.cards.shelf.do(lambda: self.site.cards.moment(self.reader))
        )


class CardHandler(Handler):
    """A finished card. Where the address carries the data's present mark it may be kept for ever."""

    async def get(self, page: str, id: str) -> None:
        """The card's text; its sentence where the report fails."""
        here = read(page, self.request.query, self.site.lang)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("X-Card", "1")
        try:
            self.site.cards.card(here, id)
            moment = await self.moment()
        except GraphError as error:
            self.set_status(404 if isinstance(error, NoSuchCard) else 503)
            self.finish(self.site.cards.fault(here, id, error))
            return
        part: Part = "rows" if self.get_query_argument("part", "") == "rows" else ""
        made = await asyncio.wrap_future(self.site.cards.start(here, id, moment, part))
        if made.kept and self.get_query_argument("v", "") == moment.mark:
            self.set_header("Cache-Control", FOR_EVER)
        self.finish(made.text)


class FigureHandler(Handler):
    """A card's picture as a file that stands by itself: SVG or PNG."""

    async def get(self, page: str, id: str, format: str) -> None:
        """The picture; a sentence where the report fails, 404 where there is no picture."""
        here = read(page, self.request.query, self.site.lang)
        cards = self.site.cards

        def work() -> tuple[Answer, bytes] | None:
            answer = cards.answer(here, id, self.reader)
            if answer.kind not in PICTURES or not answer.table.rows:
                return None
            text = alone(answer)
            return answer, png(text) if format == "png" else text.encode()

        try:
            found = await asyncio.wrap_future(cards.shelf.do(work))
        except GraphError as error:
            self.refuse(error, here.lang)
            return
        if found is None:
            self.set_status(404)
            self.finish("404")
            return
        answer, data = found
        self.set_header("Content-Type", "image/png" if format == "png" else "image/svg+xml")
        self.name_file(answer.table, title(answer.card, answer.saved, here.lang), id, format)
        self.finish(data)


class FindHandler(Handler):
    """What the search box offers while one types: the nearest records, persons left out."""

    async def get(self) -> None:
        """Up to eight records as links, and one to all that were found; nothing for nothing typed."""
        typed = self.get_query_argument("q", "").strip()
        lang = lang_of(self.get_query_argument("lang", None), self.site.lang)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if not typed:
            self.finish("")
            return

        def work() -> str:
            return offered(self.site.runner, typed, lang, self.reader)

        try:
            self.finish(await asyncio.wrap_future(self.site.cards.shelf.do(work)))
        except GraphError as error:
            self.finish(f'<p class="fault">{escape(either(error, lang))}</p>')


class NewPageHandler(Handler):
    """An address that no page had when the server began: one of the user's own may be there now."""

    async def get(self, id: str) -> None:
        """Back to the same address where there is such a page now, else 404."""
        known = id in self.site.pages
        self.site.look()
        if not known and id in self.site.pages:
            self.redirect(self.request.uri or "/")
            return
        self.set_status(404)
        self.finish("404")


class HealthHandler(Handler):
    """Whether the graph answers, and the mark of its data."""

    async def get(self) -> None:
        """``{"ok": true, "mark": …}``, or 503."""
        self.set_header("Content-Type", "application/json")
        try:
            moment = await self.moment()
        except GraphError:
            self.set_status(503)
            self.finish(json.dumps({"ok": False}))
            return
        self.finish(json.dumps({"ok": True, "mark": moment.mark}))

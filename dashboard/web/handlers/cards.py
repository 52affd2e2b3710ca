"""The addresses of one card: its HTML, its picture as a file; and what the search box offers."""

from functools import partial

from markupsafe import Markup

from cypher.table import Table
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import Part, card_request
from dashboard.cards.error_html import fault, sentence
from dashboard.cards.foot.taken import has_picture
from dashboard.cards.image_files import alone
from dashboard.cards.service import failure
from dashboard.errors import Busy
from dashboard.figures.drawing.alone import png
from dashboard.pages.location import read
from dashboard.render.suggestions import offered
from dashboard.web.handlers.base import FOR_EVER, Handler
from graph.errors import GraphError

MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


class CardHandler(Handler):
    """A finished card. Where the address carries its present version it may be kept for ever."""

    async def get(self, page: str, id: str) -> None:
        """The card's HTML; its sentence where the report fails."""
        site, location = self.site, read(page, self.request.query, self.site.lang)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("X-Card", "1")
        files = await self.wait(site.files())
        asked = self.get_query_argument("part", "")
        part: Part = "rows" if asked == "rows" else "wall" if asked == "wall" else ""
        try:
            request = card_request(files, self.reader, location, id, part)
        except GraphError as error:
            self.set_failed(error)
            self.finish(fault(error, location.lang))
            return
        try:
            state = await self.wait(site.states.current())
            card = await self.wait(site.cards.finished(request, state))
        except GraphError as error:
            self.set_failed(error)
            self.finish(failure(request, error))
            return
        if card.kept and self.get_query_argument("v", "") == request.version(state):
            self.set_header("Cache-Control", FOR_EVER)
        self.set_header("X-Card", card.digest)
        self.finish(card.html)


class FigureHandler(Handler):
    """A card's picture as a file that stands by itself: SVG or PNG."""

    async def get(self, page: str, id: str, format: str) -> None:
        """The picture; a sentence where the report fails, 404 where there is no picture."""
        site, location = self.site, read(page, self.request.query, self.site.lang)
        try:
            files = await self.wait(site.files())
            request = card_request(files, self.reader, location, id)
            state = await self.wait(site.states.current())
            answer = await self.wait(site.cards.answer(request, state))
            if not has_picture(answer.kind, answer.saved.header, answer.table):
                self.send_error(404)
                return
            data = await self.wait(site.executors.heavy.run(partial(picture, answer, format)))
            await self.note("download", request.saved.id, format=format)
        except GraphError as error:
            self.refuse(error, location.lang)
            return
        self.set_header("Content-Type", MEDIA[format])
        table: Table = answer.table
        self.name_file(table, request.title, f"{page}_{id}", format)
        self.finish(data)


def picture(answer: Answer, format: str) -> bytes:
    """The picture of an answer as a file."""
    text = alone(answer)
    return png(text) if format == "png" else text.encode()


class FindHandler(Handler):
    """The records that the search box offers, as HTML."""

    async def get(self) -> None:
        """The nearest records; a sentence where the graph does not answer."""
        site, lang = self.site, self.lang
        self.set_header("Content-Type", "text/html; charset=utf-8")
        typed = self.get_query_argument("q", "").strip()
        if not typed:
            self.finish()
            return
        find = partial(offered, site.runner, typed, lang, self.reader)
        try:
            self.finish(await self.wait(site.executors.search.run(find)))
        except Busy as error:
            self.refuse(error)
        except GraphError as error:
            self.finish(Markup('<p class="fault">{}</p>').format(sentence(error, lang)))

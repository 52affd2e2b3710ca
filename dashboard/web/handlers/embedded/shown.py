"""The address in a frame on another site: one card, shown to whoever brings its token."""

from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup

from cypher.format import format_day, format_value
from cypher.reader import Reader
from dashboard.cards.card_request import CardRequest
from dashboard.cards.foot import alone_html
from dashboard.embeds.card import issuer_of, request_of_embed
from dashboard.embeds.embed import Embed
from dashboard.embeds.errors import EmbedOver, NoSuchEmbed
from dashboard.embeds.published import published_answer
from dashboard.embeds.store import Embeds
from dashboard.render.templates import environment
from dashboard.texts import Lang, lang_of, say
from dashboard.web.handlers.base import Handler
from dashboard.web.http.headers import embed_policy
from graph.errors import GraphError
from graph.model import SHANGHAI

_THEMES = ("light", "dark")


class EmbedHandler(Handler):
    """The card alone: no session is looked at, no cookie set, no script needed.

    Of the address only the token counts, and in which language and theme the card is shown.
    """

    @property
    def shown_path(self) -> str:
        """Without the token."""
        return "/embed"

    def set_default_headers(self) -> None:
        """Framed by nobody, until the embed says by whom; the token goes along to no other site."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", embed_policy(()))
        self.set_header("Referrer-Policy", "no-referrer")

    async def get(self, token: str) -> None:
        """The card, or the sentence that says why it is not shown."""
        self._lang: Lang | None = None
        try:
            embeds = self._embeds
            embed = await self._opened(embeds, token)
            self._lang = embed.lang
            self.set_header("Content-Security-Policy", embed_policy(embed.hosts))
            self.set_header("X-Frame-Options", "")
            issuer = await self.wait(self.site.executors.files.run(partial(self._issuer, embed)))
            await self._show(embed, issuer)
        except GraphError as error:
            self.set_failed(error)
            self._finish(wrong=self.sentence_of(error))

    @property
    def lang(self) -> Lang:
        """The language of the address, else the embed's own."""
        return lang_of(
            self.get_query_argument("lang", None), getattr(self, "_lang", None) or self.site.lang
        )

    @property
    def _embeds(self) -> Embeds:
        if self.site.embeds is None:
            raise NoSuchEmbed
        return self.site.embeds

    async def _opened(self, embeds: Embeds, token: str) -> Embed:
        bounds, address = self.site.embed_bounds, self.request.remote_ip or ""
        bounds.take_address(address)
        read = partial(embeds.opened_by, token)
        try:
            embed = await self.wait(self.site.executors.files.run(read))
        except NoSuchEmbed:
            bounds.note_unknown(address)
            raise
        bounds.take_embed(embed.id)
        return embed

    def _issuer(self, embed: Embed) -> Reader:
        """Who answers for it. Raises EmbedOver for one that is past or revoked. Reads files."""
        state = embed.state(self._embeds.now().date())
        if state == "revoked" and embed.revoked_at is not None:
            day = embed.revoked_at.date()
            raise EmbedOver(
                f"这张卡片已于 {format_day(day, 'zh')}撤销，不再显示。",
                f"This card was revoked on {format_day(day, 'en')} and is not shown any more.",
            )
        if state == "past":
            day = embed.until
            raise EmbedOver(
                f"这张卡片的有效期到 {format_day(day, 'zh')}，现已过期。",
                f"This card was valid until {format_day(day, 'en')}; it has ended.",
            )
        return issuer_of(self.site.access, embed)

    async def _show(self, embed: Embed, issuer: Reader) -> None:
        files = await self.wait(self.site.files())
        request = request_of_embed(files, embed, issuer, self.lang)
        if embed.audience == "public":
            drawn = partial(self._published, request)
            html, synthetic = await self.wait(self.site.executors.cards.run(drawn))
        else:
            state = await self.wait(self.site.states.current())
            html = (await self.wait(self.site.cards.finished(request, state))).html
            synthetic = state.synthetic
        self._finish(card=html, synthetic=synthetic, title=request.title)
        self.site.executors.files.submit(partial(self._embeds.fetched, embed), bounded=False)

    def _published(self, request: CardRequest) -> tuple[Markup, bool]:
        if self.site.editions is None:
            raise NoSuchEmbed
        answer = published_answer(self.site.editions.editions, request)
        return alone_html.text(answer), "synthetic" in answer.table.provenance

    def _finish(self, **more: Any) -> None:
        theme = self.get_query_argument("theme", "")
        at = format_value(datetime.now(SHANGHAI), self.lang)
        context = {
            "lang": self.lang, "theme": theme if theme in _THEMES else "", "card": "", "wrong": "",
            "root": self.site.network.root, "opened": say("embed_opened", self.lang, at=at),
            "synthetic": False, "title": "", **more,
        }  # fmt: skip
        self.finish(environment().get_template("embed.html").render(context))

    def write_error(self, status_code: int, **named: Any) -> None:
        """A failure that nobody expected, on the same page."""
        key = "error_request" if status_code < 500 else "error_ours"
        self._finish(wrong=say(key, self.lang))

"""The page 嵌入的卡片 of stewards: every embed with its state, and issuing, renewing and revoking one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, cast, get_args
from urllib.parse import urlencode

from cypher.errors import BadValue
from cypher.reader import OPEN_TO
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import CardRequest
from dashboard.embeds.card import heeded, objection, request_of
from dashboard.embeds.desk_context import choices, form_of, listed
from dashboard.embeds.embed import (
    MOST_DAYS,
    Audience,
    Embed,
    hash_of,
    new_id,
    new_token,
)
from dashboard.embeds.errors import EmbedRefused, NoSuchEmbed
from dashboard.embeds.hosts import hosts_of
from dashboard.embeds.published import published_answer
from dashboard.embeds.store import Embeds
from dashboard.errors import NoSuchCard
from dashboard.pages.location import Location, read
from dashboard.texts import lang_of, say
from dashboard.web.handlers.access.people_page import PeoplePage
from graph.errors import GraphError

_DID = ("revoke",)


class EmbedsHandler(PeoplePage):
    """Every embed, and the form of a new one, for the card that the address names."""

    page, template = "embeds", "embeds.html"

    @property
    def title(self) -> str:
        """The key of the page's title."""
        return "embeds"

    def about(self) -> str:
        """The sentence under the title."""
        return say("embeds_about", self.lang)

    async def get(self) -> None:
        """The page, with what was done last."""
        did = self.get_query_argument("did", "")
        try:
            form = await self.form()
            words = say(f"embed_did_{did}", self.lang) if did in _DID else ""
            await self.show(form_of=form, did=words)
        except GraphError as error:
            await self.show(error)

    @property
    def embeds(self) -> Embeds:
        """Those of this home. Raises NoSuchEmbed where it has none."""
        if self.site.embeds is None:
            raise NoSuchEmbed
        return self.site.embeds

    def context(self) -> dict[str, Any]:
        """What has been issued, the latest first; reads files."""
        files = self.site.file_reader.held
        assert files is not None, "the page has been shown its files"
        return {
            "form_of": None, "issued": None,
            "listed": listed(
                self.embeds, files, self.site.access, self.site.runner, self.lang
            ),
            "choices": choices(files, self.reader, self.lang),
            "scripts": ["account.js"],
        }  # fmt: skip

    async def form(self, typed: Mapping[str, str] | None = None) -> Mapping[str, Any] | None:
        """The form for the card that the address names; None where it names none. Raises GraphError."""
        of = self.get_query_argument("card", "")
        if not of:
            return None
        request = await self._request(of, "committee")
        wrong = objection(request)
        if wrong is not None:
            raise EmbedRefused(wrong.zh, wrong.en)
        answer = await self._answer(request)
        today = self.embeds.now().date()
        has_public = await self.run(partial(self._is_published, of, request.location))
        audiences = [one for one in ("committee", "public") if one in OPEN_TO[self.reader.audience]]
        return form_of(
            request, answer.table, self.query_of(of, request.location), today,
            [one for one in audiences if one == "committee" or has_public], typed or {}, self.lang,
        )  # fmt: skip

    async def _answer(self, request: CardRequest) -> Answer:
        """What the card shows now. Raises GraphError."""
        state = await self.wait(self.site.states.current())
        return await self.wait(self.site.cards.answer(request, state))

    def _is_published(self, of: str, location: Location) -> bool:
        files = self.site.file_reader.held
        if files is None or self.site.editions is None:
            return False
        request = request_of(files, self.reader, location, of.rpartition("/")[2], "public")
        if objection(request) is not None:
            return False
        try:
            published_answer(self.site.editions.editions, request)
        except GraphError:
            return False
        return True

    async def _request(self, of: str, audience: Audience) -> CardRequest:
        """The card that a text such as ``overview/open`` names, with the values of the address."""
        page, _, id = of.partition("/")
        files = await self.wait(self.site.files())
        location = read(page, self.request.query, self.lang)
        request = request_of(files, self.reader, location, id, audience)
        return replace(request, location=request.location.at(values=heeded(request)))

    def query_of(self, of: str, location: Location) -> str:
        """The query that names a card with its values."""
        return urlencode({"card": of, **dict(sorted(location.values.items())), "lang": self.lang})


class EmbedsActHandler(EmbedsHandler):
    """Issues, renews or revokes an embed. Its route asks for the right to."""

    async def get(self, act: str) -> None:  # type: ignore[override]
        """The page: an act has nothing of its own to show."""
        self.again()

    async def post(self, act: str) -> None:
        """Do it; the page says what was done, or why not."""
        acts: Mapping[str, Callable[[], Awaitable[None]]] = {
            "issue": self._issue, "renew": self._renew, "revoke": self._revoke,
        }  # fmt: skip
        try:
            await acts[act]()
        except GraphError as error:
            form = None
            if act == "issue":
                typed = {name: self.given(name) for name in ("hosts", "until", "audience", "in")}
                form = await self._form_again(typed)
            await self.show(error, form_of=form)

    async def _form_again(self, typed: Mapping[str, str]) -> Mapping[str, Any] | None:
        try:
            return await self.form(typed)
        except GraphError:
            return None

    async def _issue(self) -> None:
        if self.reader.account is None:
            raise NoSuchEmbed
        embed, token = await self._made()
        await self.run(partial(self.embeds.issue, embed, self.reader))
        await self._show_code(embed, token)

    async def _made(self) -> tuple[Embed, str]:
        """The embed that the form asks for, once its card has answered. Raises GraphError."""
        audience = self.given("audience")
        if audience not in get_args(Audience) or audience not in OPEN_TO[self.reader.audience]:
            raise EmbedRefused("请选择给谁看。", "Choose for whom it is.")
        of = self.get_query_argument("card", "")
        request = await self._request(of, cast(Audience, audience))
        wrong = objection(request)
        if wrong is not None:
            raise EmbedRefused(wrong.zh, wrong.en)
        hosts, until = hosts_of(self.given("hosts")), self._until()
        if audience == "public":
            await self._published(request)
        else:
            await self._answer(request)
        id = new_id()
        token = new_token(id)
        embed = Embed(
            id=id, token=hash_of(token), page=request.page.id, card=request.card.id,
            values=dict(request.location.values), lang=lang_of(self.given("in"), self.lang),
            audience=cast(Audience, audience), hosts=hosts, until=until, issued_at=self.embeds.now(),
            by=self.reader.name, account=self.reader.account or 0,
        )  # fmt: skip
        return embed, token

    async def _published(self, request: CardRequest) -> None:
        if self.site.editions is None:
            raise NoSuchCard("这里没有年度版。", "There are no editions here.")
        await self.run(partial(published_answer, self.site.editions.editions, request))

    def _until(self) -> date:
        today, typed = self.embeds.now().date(), self.given("until")
        try:
            until = date.fromisoformat(typed)
        except ValueError:
            raise BadValue(
                f"“{typed[:20]}”不是日期，请选最后一天。",
                f"{typed[:20]!r} is not a date; choose the last day.",
            ) from None
        if not today <= until <= today + timedelta(days=MOST_DAYS):
            raise EmbedRefused(
                f"最后一天要在今天到 {MOST_DAYS} 天以内。",
                f"The last day lies between today and {MOST_DAYS} days from now.",
            )
        return until

    async def _renew(self) -> None:
        embed, token = await self.run(partial(self.embeds.renew, self.given("of"), self.reader))
        await self._show_code(embed, token)

    async def _revoke(self) -> None:
        await self.run(partial(self.embeds.revoke, self.given("of"), self.reader))
        self.back(did="revoke")

    async def _show_code(self, embed: Embed, token: str) -> None:
        """Show the code, this once: its token is kept nowhere."""
        request = self.request
        here = f"{request.protocol}://{request.host}{self.site.network.root}"
        is_mixed = request.protocol == "http" and any(
            one.startswith("https") for one in embed.hosts
        )
        issued = {
            "id": embed.id, "address": f"{here}embed/{token}?lang={embed.lang}", "mixed": is_mixed,
        }  # fmt: skip
        await self.show(issued=issued)

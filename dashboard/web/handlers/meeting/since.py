"""The addresses of what changed on a page since a meeting or a day."""

import asyncio
from collections.abc import Mapping
from functools import partial

from dashboard.agenda.later.since import NAME, CardSince, Since, card_since, offered, since_of
from dashboard.agenda.later.since_html import since_html
from dashboard.cards.card_request import CardRequest
from dashboard.concurrency.data_state import DataState
from dashboard.errors import AuditFailed, Busy
from dashboard.pages.location import TABLE
from dashboard.render.page_request import page_request
from dashboard.render.templates import environment
from dashboard.texts import either, say
from dashboard.web.handlers.base import JsonHandler
from graph.errors import GraphError

_ALIKE = 3
"""So many cards that say the same say it once."""


class SinceMenuHandler(JsonHandler):
    """The meetings and the field for a day from which one chooses."""

    async def get(self) -> None:
        """``{"html": …}``; ``t.since`` is what is chosen already."""
        await self.send(self._menu())

    async def _menu(self) -> Mapping[str, object]:
        desk, lang = self.site.agendas, self.location.lang
        meetings = desk.meetings if desk is not None else None
        read = partial(offered, meetings, self.reader)
        found = await self.site.executors.files.run(read)
        chosen = self.location.table.get(NAME, "")
        entries = [
            {"value": f"{one.agenda}/{one.name}", "words": Since(one.as_of, one).words(lang)}
            for one in found
        ]
        template = environment().get_template("since.html")
        return {
            "html": template.render(entries=entries, chosen=chosen, lang=lang, name=TABLE + NAME)
        }


class SinceHandler(JsonHandler):
    """What changed on each card of a page since what ``t.since`` names."""

    async def get(self, page: str) -> None:
        """``{"words": …, "note": …, "cards": {id: html}}``; what several cards would say alike is
        the ``note``."""
        self.location = self.location.at(page=page)
        await self.send(self._changes())

    async def _changes(self) -> Mapping[str, object]:
        site, location, desk = self.site, self.location, self.site.agendas
        meetings = desk.meetings if desk is not None else None
        find = partial(since_of, location.table.get(NAME, ""), meetings, self.reader)
        since = await site.executors.files.run(find)
        request = page_request(await site.files(), self.reader, location.at(table={}))
        state = await site.states.current()
        cards = [one for one in request.cards() if not one.waits_for_choice]
        texts = await asyncio.gather(*(self._card(one, state, since) for one in cards))
        found = {one.card.id: text for one, text in zip(cards, texts, strict=True) if text}
        too_late = str(since_html(CardSince(wrong="since_not_after"), location.lang))
        alike = [id for id, text in found.items() if text == too_late]
        note = say("since_not_after_all", location.lang) if len(alike) >= _ALIKE else ""
        shown = {id: text for id, text in found.items() if not (note and id in alike)}
        return {"words": since.words(location.lang), "note": note, "cards": shown}

    async def _card(self, request: CardRequest, state: DataState, since: Since) -> str:
        """The HTML of one card; its sentence where its report fails, "" where too many ask."""
        site, lang = self.site, self.location.lang
        try:
            answer = await site.cards.answer(request, state)
            compare = partial(card_since, site.runner, answer, since, self.reader)
            found = await site.executors.cards.run(compare)
        except (Busy, AuditFailed):
            return ""
        except GraphError as error:
            return environment().from_string("{{ it }}").render(it=either(error, lang))
        return str(since_html(found, lang, answer))

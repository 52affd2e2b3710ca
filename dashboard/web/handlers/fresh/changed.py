"""One answer with the cards of an open page that differ from those it shows."""

import asyncio
import json
import re
from collections.abc import Mapping

from tornado.iostream import StreamClosedError

from dashboard.cards.card_request import CardRequest
from dashboard.cards.service import failure
from dashboard.concurrency.data_state import DataState
from dashboard.errors import AuditFailed, Busy
from dashboard.render.page_request import PageRequest, page_request
from dashboard.web.handlers.base import JsonHandler
from dashboard.web.handlers.state import shown_state
from graph.errors import GraphError

HAVE = "X-Lianxin-Have"
"""The request header that names the cards in sight: ``id=digest``, separated by spaces; without a
digest a card is sent whatever it is."""
_HAVE = re.compile(r"([a-z][a-z0-9_]*)=([0-9a-f]*)")
MOST_CARDS = 100


class FreshHandler(JsonHandler):
    """One answer for all cards of a page that are in sight: those that differ, as lines of JSON."""

    async def get(self, page: str) -> None:
        """First what the page is to show around its cards, as ``/state/<page>`` says it without the
        form; then ``{"card": id, "digest": …, "html": …}`` for each card that differs, as soon as it
        is made. ``X-Lianxin-Have`` says which are in sight and what they show."""
        site = self.site
        try:
            files = await self.wait(site.files())
            request = page_request(files, self.reader, self.location.at(page=page))
            state = await self.wait(site.states.current())
            first = await self.wait(shown_state(site, request, state))
        except GraphError as error:
            self.set_failed(error)
            self.send_json({"wrong": self.sentence(error)})
            return
        self.set_header("Content-Type", "application/x-ndjson; charset=utf-8")
        self.set_header("X-Accel-Buffering", "no")
        self._line(first)
        try:
            await self._cards(request, state)
        except StreamClosedError:
            return  # the reader has gone

    async def _cards(self, request: PageRequest, state: DataState) -> None:
        have = dict(_HAVE.findall(self.request.headers.get(HAVE, ""))[:MOST_CARDS])
        making = [
            self._card(one, state, have[one.card.id])
            for one in request.cards()
            if one.card.id in have
        ]
        for finished in asyncio.as_completed(making):
            line = await self.wait(finished)
            if line is not None:
                self._line(line)
                await self.flush()

    async def _card(
        self, one: CardRequest, state: DataState, digest: str
    ) -> Mapping[str, object] | None:
        """The line of a card; None where it is what the page shows already."""
        try:
            card = await self.site.cards.finished(one, state)
        except (Busy, AuditFailed) as error:
            return {"card": one.card.id, "digest": "", "html": failure(one, error)}
        if card.digest == digest:
            return None
        return {"card": one.card.id, "digest": card.digest, "html": card.html}

    def _line(self, line: Mapping[str, object]) -> None:
        self.write(json.dumps(line, ensure_ascii=False) + "\n")

"""One visitor's Panel session: the live pictures, and the bridge that tells where the reader is."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import panel as pn

from dashboard.figures import PHONE, room_of
from dashboard.figures.drawing import colours
from dashboard.figures.relations import sankey
from dashboard.pages.location import read
from dashboard.render.page import View
from dashboard.shell.bridge import Bridge
from graph.errors import GraphError

T = TypeVar("T")


class Session:
    """What one open page can do beyond its addresses. Everything slow runs in the site's own threads."""

    def __init__(self, view: View) -> None:
        self.site, self.here, self.page, self.reader = view.site, view.here, view.page, view.reader
        self.cards = {card.id: card for card in view.shown()}
        self.slots = {
            id: pn.Column(sizing_mode="stretch_both", margin=0)
            for id, card in self.cards.items()
            if view.kind(card) == "sankey" and id not in ("made", "rows") and not self._stays(id)
        }
        self.bridge = Bridge(margin=0, width=0, height=0)
        self.bridge.param.watch(self._went, "went")
        self.bridge.param.watch(self._touched, "touched")

    def _stays(self, id: str) -> bool:
        """Whether a picture stays as it is sent: one that can be switched, or whose things are held."""
        card = self.page.card(id)
        return self.page.holds is not None or bool(card and card.ways)

    def items(self) -> dict[str, Any]:
        """What the template embeds, by root."""
        return {
            "bridge": self.bridge,
            **{f"live_{id}": slot for id, slot in self.slots.items()},
        }

    def roots(self) -> dict[str, str]:
        """The root of each card with a slot."""
        return {id: f"live_{id}" for id in self.slots}

    async def _went(self, event: Any) -> None:
        """The reader went to another address of this page: live pictures of the last are no more."""
        report = self.here.report
        self.here = read(self.page.id, event.new[0], self.site.lang).at(report=report)
        for slot in self.slots.values():
            slot.clear()
        self.bridge.live = []

    async def _touched(self, event: Any) -> None:
        """Someone reached for a picture: draw it live in the same place."""
        from dashboard.figures.relations.live import picture

        id, size, width, dark, *_ = event.new
        slot, here = self.slots.get(id), self.here
        if slot is None or size not in ("wide", "narrow"):
            return

        def drawn() -> Any:
            answer = self.site.cards.answer(here, id, self.reader)
            room = PHONE if size == "narrow" else max(room_of(answer.span), 620)
            scene = sankey.scene(answer.table, here.lang, sankey.fitting(room), answer.leads)
            ink = colours.DARK_INK if dark else colours.INK
            return picture(scene, float(width) / scene.width, ink, self._follow)

        try:
            made = await self._elsewhere(drawn)
        except GraphError:
            return
        slot[:] = [pn.pane.HoloViews(made, sizing_mode="stretch_both", margin=0)]
        self.bridge.live = [*(one for one in self.bridge.live if one != id), id]

    def _follow(self, link: str) -> None:
        """A node of a live picture was clicked: the reader goes where it leads."""
        self.bridge.leads = [link]

    async def _elsewhere(self, work: Callable[[], T]) -> T:
        """Do something slow without holding up other visitors."""
        return await asyncio.wrap_future(self.site.cards.shelf.do(work))

"""One visitor's Panel session: the widgets, the live table, the live picture, and the bridge."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import panel as pn

from cypher.table import Table
from dashboard.addresses import read
from dashboard.cards import Moment
from dashboard.figures import colours, sankey
from dashboard.forms import Form
from dashboard.shell.bridge import Bridge
from dashboard.tables import live as live_table
from dashboard.texts import say
from dashboard.view import View
from graph.errors import GraphError

T = TypeVar("T")
SIZES = {"wide": sankey.WIDE, "narrow": sankey.NARROW}


class Session:
    """What one open page can do. Everything slow runs in the site's own threads."""

    def __init__(self, view: View) -> None:
        self.site, self.here, self.page = view.site, view.here, view.page
        self.title = f"{say('name', view.here.lang)}"
        self.cards = {card.id: card for card in view.shown()}
        self.slots = {
            id: pn.Column(sizing_mode="stretch_both", margin=0)
            for id, card in self.cards.items()
            if view.kind(card) == "sankey" and id != "made" and not self._switched(id)
        }
        if "rows" in self.cards and self.page.kind == "report_desk":
            self.slots["rows"] = pn.Column(sizing_mode="stretch_width", margin=0)
        self.form = Form(view.fields)
        self.bridge = Bridge(shown=self._addresses(view.visit.moment), margin=0, width=0, height=0)
        self.form.watch(self._changed)
        self.bridge.param.watch(self._went, "went")
        self.bridge.param.watch(self._touched, "touched")
        if "rows" in self.slots and view.visit.moment is not None:
            pn.state.onload(self._fill_rows)

    def _switched(self, id: str) -> bool:
        """Whether a picture stays as it is sent: one that can be switched, or whose things are held."""
        card = self.page.card(id)
        return self.page.holds is not None or bool(card and card.ways)

    def items(self) -> dict[str, Any]:
        """What the template embeds, by root."""
        form = {"form": self.form.view} if self.form.fields else {}
        return {
            "bridge": self.bridge,
            **form,
            **{f"live_{id}": slot for id, slot in self.slots.items()},
        }

    def roots(self) -> dict[str, str]:
        """The root of each card with a slot."""
        return {id: f"live_{id}" for id in self.slots}

    async def _changed(self, _: object) -> None:
        """The reader changed a value: new cards, a new address."""
        values = self.form.values(self.here.values)
        if values == dict(self.here.values):
            return  # the back button put them there
        self.here = self.here.at(values=values)
        await self._show(push=True)

    async def _went(self, event: Any) -> None:
        """The back button led to another address of this page."""
        self.here = read(self.page.id, event.new[0], self.site.lang).at(report=self.here.report)
        self.form.show(self.here.values)
        await self._show(push=False)

    async def _show(self, *, push: bool) -> None:
        self.bridge.here = {"query": self.here.query(), "push": push}
        try:
            moment = await self._elsewhere(self.site.cards.moment)
        except GraphError:
            moment = None
        for id, slot in self.slots.items():
            if id != "rows":
                slot.clear()
        self.bridge.live = []
        self.bridge.shown = self._addresses(moment)
        if "rows" in self.slots:
            await self._fill_rows()

    async def _touched(self, event: Any) -> None:
        """Someone reached for a picture: draw it live in the same place."""
        from dashboard.figures.live import picture

        id, size, width, dark, *_ = event.new
        slot, card, here = self.slots.get(id), self.cards.get(id), self.here
        if slot is None or card is None or size not in SIZES:
            return

        def drawn() -> Any:
            _, table = self.site.cards.table(here, card)
            scene = sankey.scene(table, here.lang, SIZES[size])
            return picture(
                scene, float(width) / scene.width, colours.DARK_INK if dark else colours.INK
            )

        try:
            made = await self._elsewhere(drawn)
        except GraphError:
            return
        slot[:] = [pn.pane.HoloViews(made, sizing_mode="stretch_both", margin=0)]
        self.bridge.live = [*(one for one in self.bridge.live if one != id), id]

    async def _fill_rows(self) -> None:
        """The rows of the report as a live table."""
        slot, card, here = self.slots["rows"], self.cards["rows"], self.here

        def asked() -> Table:
            return self.site.cards.table(here, card)[1]

        try:
            table = await self._elsewhere(asked)
        except GraphError:
            slot.clear()
            return
        slot[:] = [live_table(table, here.lang)] if table.rows else []
        self.bridge.live = [*(one for one in self.bridge.live if one != "rows"), "rows"]

    def _addresses(self, moment: Moment | None) -> dict[str, str]:
        return {id: self.site.cards.address(self.here, id, moment) for id in self.cards}

    async def _elsewhere(self, work: Callable[[], T]) -> T:
        """Do something slow without holding up other visitors."""
        return await asyncio.wrap_future(self.site.cards.shelf.do(work))

"""What the page asks for while it is used: a form's new state, choices, reports found, rows counted."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from cypher.errors import BadValue, UnknownReport
from cypher.reader import Reader
from dashboard.cards.report_html import plan_text
from dashboard.errors import NoSuchCard
from dashboard.pages.location import Location, read
from dashboard.render import report_list
from dashboard.render.page import field_html
from dashboard.render.resolved import Place
from dashboard.render.site import Site
from dashboard.texts import either, say
from dashboard.web.cards import Handler
from graph.errors import GraphError


class _Answer(Handler):
    """An answer as JSON, worked out in the site's threads; a failure is its sentence."""

    async def told(self, work: Callable[[], Mapping[str, object]]) -> None:
        """Send what the work comes to, or why it failed."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        try:
            answer: Any = await asyncio.wrap_future(self.site.cards.shelf.do(work))
        except GraphError as error:
            missing = isinstance(error, UnknownReport | NoSuchCard)
            self.set_status(400 if isinstance(error, BadValue) else 404 if missing else 503)
            answer = {"wrong": either(error, self.here.lang)}
        self.finish(json.dumps(answer, ensure_ascii=False))

    def prepare(self) -> None:
        super().prepare()
        self.here = read("", self.request.query, self.site.lang)

    def at(self, page: str) -> Location:
        """The place that is asked about. Raises NoSuchCard for a page that there is not."""
        if page not in self.site.pages:
            raise NoSuchCard("没有这个页面。", "There is no such page.")
        return self.here.at(page=page)


class StateHandler(_Answer):
    """What a page is to show for other values: its address, its fields, its cards."""

    async def get(self, page: str) -> None:
        """``changed`` names the parameter that the reader changed."""
        changed = self.get_query_argument("changed", "")
        await self.told(lambda: state(self.site, self.at(page), changed, self.reader))


class ChoicesHandler(_Answer):
    """The choices of one parameter that what was typed may mean."""

    async def get(self, page: str, name: str) -> None:
        """``{"choices": [[value, label], …], "more": "…"}``"""
        typed = self.get_query_argument("t.typed", "")

        def work() -> dict[str, object]:
            place = Place(self.site, self.at(page), self.reader)
            form = place.form(self.site.runner.today())
            if form is None or name not in form.declared:
                raise NoSuchCard("没有这个条件。", "There is no such condition.")
            kept, beside = form.search(name, place.here.values, typed)
            said = say("more_choices", self.here.lang, n=f"{beside:,}") if beside else ""
            none = "" if kept else say("no_choice", self.here.lang)
            open_end = form.declared[name].optional and not typed.strip()
            first = [["", say("all", self.here.lang)]] if open_end else []
            return {"choices": [*first, *map(list, kept)], "more": said or none}

        await self.told(work)


class ListedHandler(_Answer):
    """The reports that what was typed may mean."""

    async def get(self) -> None:
        """``{"found": [id, …]}``"""
        typed = self.get_query_argument("typed", "")
        site = self.site
        await self.told(
            lambda: {"found": report_list.find(site.runner.catalogue, self.reader.audience, typed)}
        )


class CountHandler(_Answer):
    """How many rows a report has in all, counted by the graph."""

    async def get(self, id: str) -> None:
        """``{"text": "共 12,345 行"}``"""

        def work() -> dict[str, object]:
            runner, here = self.site.runner, self.here
            saved = runner.catalogue.find(f"reports/{id}")
            rows = runner.count(saved, dict(here.values), reader=self.reader)
            return {"text": say("rows_all", here.lang, all=f"{rows:,}")}

        await self.told(work)


class PlanHandler(_Answer):
    """The server's plan for a report in plain words."""

    async def get(self, id: str) -> None:
        """``{"html": …}``; ``t.ms`` is how long the answer that is shown took."""
        spent = self.here.table.get("ms", "")

        def work() -> dict[str, object]:
            runner = self.site.runner
            saved = runner.catalogue.find(f"reports/{id}")
            told = runner.explained(saved, float(spent) if spent.isdecimal() else None)
            return {"html": plan_text(told, self.here.lang)}

        await self.told(work)


def state(site: Site, here: Location, changed: str, reader: Reader) -> dict[str, object]:
    """The page for the values of an address. Raises GraphError."""
    place, moment = Place(site, here, reader), site.cards.moment(reader)
    here, form = place.here, place.form(moment.today)
    fields: dict[str, str] = {}
    if form is not None:
        known = {
            **place.beside(),
            **{name: here.values[name] for name in form.declared if name in here.values},
        }
        values = form.fitting(known, changed) if changed else here.values
        here = here.at(values=form.short(values))
        fields = {field.name: field_html(field) for field in form.fields(here.values)}
    cards = {card.id: site.cards.address(here, card.id, moment) for card in place.cards()}
    stray = None if changed else place.undeclared(moment.today)  # a change leaves it behind
    wrong = place.wrong or stray
    return {
        "query": here.query(),
        "cards": cards,
        "fields": fields,
        "plain": all(name in place.beside() for name in here.values),
        "wrong": either(wrong, here.lang) if wrong else "",
    }

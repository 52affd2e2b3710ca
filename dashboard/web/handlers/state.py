"""What the page asks for while it is used: a form's new state, choices, reports found, rows counted."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from cypher.reader import Reader
from dashboard.cards.error_html import sentence
from dashboard.cards.report_html import plan_text
from dashboard.concurrency.data_state import DataState
from dashboard.errors import AuditFailed, Busy, NoSuchCard
from dashboard.pages.location import Location
from dashboard.render import report_list
from dashboard.render.feeding import leads, may_lead
from dashboard.render.form import Form
from dashboard.render.frame.chips import chips
from dashboard.render.frame.page_facts import facts_line
from dashboard.render.page import heading, path
from dashboard.render.page_data import PageData, record_of
from dashboard.render.page_request import PageRequest, page_request
from dashboard.render.site import PATIENCE, Site
from dashboard.render.templates import field_html
from dashboard.render.waiting_context import waiting_now
from dashboard.texts import either, say
from dashboard.web.handlers.base import JsonHandler
from graph.errors import GraphError

WITH = "X-Lianxin-With"
"""The request header that names cards, separated by spaces."""


class StateHandler(JsonHandler):
    """What a page is to show for other values: its address, its fields, its cards, its heading."""

    def sentence(self, error: GraphError) -> str:
        """As on a card: the page tries again by itself, and what the server said helps nobody."""
        return sentence(error, self.location.lang)

    async def get(self, page: str) -> None:
        """``changed`` names the parameter that the reader changed; ``X-Lianxin-With`` the cards that
        are surely other ones then, whose HTML comes with the answer."""
        changed, location = self.get_query_argument("changed", ""), self.location.at(page=page)
        wanted = self.request.headers.get(WITH, "").split()
        await self.send(page_state(self.site, self.reader, location, changed, wanted))


class ChoicesHandler(JsonHandler):
    """The choices of one parameter that what was typed may mean."""

    async def get(self, page: str, name: str) -> None:
        """``{"choices": [[value, label], …], "more": "…"}``"""
        await self.send(self._choices(page, name, self.get_query_argument("t.typed", "")))

    async def _choices(self, page: str, name: str, typed: str) -> Mapping[str, object]:
        site = self.site
        request = page_request(await site.files(), self.reader, self.location.at(page=page))
        form = request.form(site.runner, (await site.states.current()).today)
        if form is None or name not in form.declared:
            raise NoSuchCard("没有这个条件。", "There is no such condition.")
        lang, values = request.location.lang, request.location.values
        found, beside = await site.executors.quick.run(partial(form.search, name, values, typed))
        more = say("more_choices", lang, n=f"{beside:,}") if beside else ""
        none = "" if found else say("no_choice", lang)
        open_end = form.declared[name].optional and not typed.strip()
        first = [["", say("all", lang)]] if open_end else []
        return {"choices": [*first, *map(list, found)], "more": more or none}


class ListedHandler(JsonHandler):
    """The reports that what was typed may mean."""

    async def get(self) -> None:
        """``{"found": [id, …]}``"""
        await self.send(self._found(self.get_query_argument("typed", "")))

    async def _found(self, typed: str) -> Mapping[str, object]:
        catalogue = (await self.site.files()).catalogue
        find = partial(report_list.find, catalogue, self.reader.audience, typed)
        return {"found": await self.site.executors.search.run(find)}


class CountHandler(JsonHandler):
    """How many rows a report has in all, counted by the graph."""

    async def get(self, id: str) -> None:
        """``{"text": "共 12,345 行"}``"""
        await self.send(self._counted(id))

    async def _counted(self, id: str) -> Mapping[str, object]:
        site, location = self.site, self.location
        saved = (await site.files()).catalogue.find(f"reports/{id}")
        count = partial(site.runner.count, saved, dict(location.values), reader=self.reader)
        rows = await site.executors.reports.cancellable(lambda cancel: count(cancel=cancel))
        return {"text": say("rows_all", location.lang, all=f"{rows:,}")}


class PlanHandler(JsonHandler):
    """The server's plan for a report in plain words."""

    async def get(self, id: str) -> None:
        """``{"html": …}``; ``t.ms`` is how long the answer that is shown took."""
        await self.send(self._plan(id, self.location.table.get("ms", "")))

    async def _plan(self, id: str, spent: str) -> Mapping[str, object]:
        site, lang = self.site, self.location.lang
        saved = (await site.files()).catalogue.find(f"reports/{id}")
        elapsed = float(spent) if spent.isdecimal() else None
        explain = partial(site.runner.explained, saved, elapsed)
        return {"html": plan_text(await site.executors.quick.run(explain), lang)}


async def page_state(
    site: Site, reader: Reader, location: Location, changed: str, wanted: Sequence[str] = ()
) -> Mapping[str, object]:
    """The page for the values of an address. Raises GraphError."""
    files = await site.files()
    request = page_request(files, reader, location)
    state = await site.states.current()
    form = request.form(site.runner, state.today)
    shown: Mapping[str, object] = {"fields": {}, "chips": ""}
    if form is not None:
        read = partial(_fitted, request, form, changed)
        request, shown = await site.executors.quick.run(read)
    stray = None if changed else request.undeclared(state.today)  # a change leaves it behind
    problem = request.problem or stray
    location = request.location
    return {
        **await shown_state(site, request, state),
        "texts": await _texts(site, request, state, wanted),
        **shown,
        "plain": all(name in request.beside() for name in location.values),
        "wrong": either(problem, location.lang) if problem else "",
    }


async def _texts(
    site: Site, request: PageRequest, state: DataState, wanted: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    """Digest and HTML of the cards that were asked for. One that is not made in half a second is
    left out: the page asks for it by itself."""
    texts: dict[str, Mapping[str, str]] = {}
    for one in request.cards():
        if one.card.id in wanted:
            with suppress(Busy, AuditFailed, TimeoutError):
                card = await asyncio.wait_for(site.cards.finished(one, state), PATIENCE)
                texts[one.card.id] = {"digest": card.digest, "html": card.html}
    return texts


async def shown_state(site: Site, request: PageRequest, state: DataState) -> Mapping[str, object]:
    """What a page shows at a state of the data, but for its form and the HTML of its cards.

    Raises GraphError.
    """
    data, files = PageData(state), request.files
    if request.page.kind == "record":
        data.record = await record_of(site, request)
    return {
        "query": request.location.query(),
        "cards": {one.card.id: one.address(state) for one in request.cards()},
        "synthetic": state.synthetic,
        "facts": facts_line(request, state),
        "lead": may_lead(request) and leads(request, await site.held_kinds(state.version)),
        "version": state.tag,
        "files": site.files_word(files),
        **await waiting_now(site, request, state),
        "heading": heading(request, data),
        "path": path(request, data),
    }


def _fitted(
    request: PageRequest, form: Form, changed: str
) -> tuple[PageRequest, dict[str, object]]:
    """The page with the values that still fit, its form's fields and its chips as HTML."""
    given = request.location.values
    values = given
    if changed:
        declared = {name: given[name] for name in form.declared if name in given}
        values = form.fitting({**request.beside(), **declared}, changed)
    location = request.location.at(values=form.short(values))
    fields = form.fields(location.values)
    html = {field.name: field_html(field) for field in fields}
    return request.at(location), {"fields": html, "chips": chips(fields, location)}

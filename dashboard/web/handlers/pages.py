"""The pages: resolve the address, wait a little for what is not finished, write the page."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from dashboard.actions import Asked
from dashboard.actions.asked import asked_in
from dashboard.agenda.names import with_names
from dashboard.embeds.card import embeddable
from dashboard.errors import AuditFailed, NoSuchPage
from dashboard.pages import RECORD, Page
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.records.tools import merged_words, merges
from dashboard.render.explorer.page import explorer_context
from dashboard.render.frame.help_page import help_context
from dashboard.render.page import page_context, shown_of_home
from dashboard.render.page_data import page_data
from dashboard.render.page_request import PageRequest, page_at, page_request
from dashboard.render.site import PATIENCE
from dashboard.render.templates import environment
from dashboard.render.waiting_context import matters_of
from dashboard.web.handlers.actions.page_part import steps_of_page
from dashboard.web.handlers.base import Handler
from dashboard.web.handlers.errors import failed_html, not_found
from dashboard.web.http.headers import page_policy
from graph.entry.merger import merged_into
from graph.errors import GraphError

OF_HOME = ("editions", "imports", "audit", "agenda", "agendas", "outtray")
"""Kinds of pages that show folders of the home."""


class PageHandler(Handler):
    """A page for one reader. What is not finished in half a second is asked for by the page itself."""

    async def get(self, path: str) -> None:
        """The page; the shell with a sentence where there is none of that path."""
        site = self.site
        files = await self.wait(site.files())
        try:
            location = page_at(files, path, self.request.query, site.lang)
        except NoSuchPage as error:
            not_found(self, files, error)
            return
        token, id = site.access.gate.token(self.request), location.values.get("id", "")
        if await self._leads_on(location, id):
            return
        await self.show(files, location, asked_in(self.request.query, location.lang, token, id))

    async def _leads_on(self, location: Location, id: str) -> bool:
        """Whether the address of a record that has gone up in another leads to that one instead."""
        page = self.request.path.rpartition("/")[2]
        if page != RECORD or "kept" in location.values or not merges(location.values):
            return False
        graph = self.site.runner.graph
        try:
            into = await self.wait(self.site.executors.quick.run(partial(merged_into, graph, id)))
        except GraphError:
            return False  # the page says what is the matter
        if into:
            link = location.at(values={**location.values, "id": into, "merged": id})
            self.redirect(f"{self.site.network.root}{RECORD}?{link.query()}")
        return bool(into)

    async def show(
        self, files: SiteFiles, location: Location, asked: Asked,
        more: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Send the page at a location, with the step of its record that is asked for opened; ``more``
        is what its template names beside."""
        site, visit = self.site, secrets.token_urlsafe(9)
        request = page_request(files, replace(self.reader, visit=visit), location)
        page, names_late = await self._with_names(request)
        request = replace(request, page=page)
        try:
            data = await self.wait(page_data(site, request))
        except AuditFailed as error:
            self.set_failed(error)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(failed_html(self, error))
            return
        of_home = {**(more or {}), **await self._of_home(request, files)}
        matters = await self.wait(matters_of(site, request, data.in_graph))
        walk = await self.wait(explorer_context(site, request, data))
        visit_context = self.visit_context()
        nonce = secrets.token_urlsafe(12)
        context = page_context(site, request, data, {**of_home, **matters, **walk})
        steps: dict[str, object] = {}
        if "act" in visit_context["may"] and not visit_context["presenting"]:  # type: ignore[operator]
            shown = await self.wait(steps_of_page(site, request, data, asked))
            steps = {**shown, "scripts": [*context["scripts"], "steps.js"]}
        if "embed" in visit_context["may"] and request.page.kind == "cards":  # type: ignore[operator]
            steps["embeddable"] = embeddable(request.cards())
        steps["names_late"] = names_late
        steps["merged"] = await self._merged_words(location)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", page_policy(nonce))
        self.finish(
            environment()
            .get_template("explorer.html" if walk else "page.html")
            .render({**context, **visit_context, **steps, "nonce": nonce, "visit": visit})
        )

    async def _with_names(self, request: PageRequest) -> tuple[Page, bool]:
        """The page with its records by their names; whether these were not there in time, so that the
        page asks for them again."""
        page, site = request.page, self.site
        if not any(row.record or row.path for row in page.rows):
            return page, False
        read = partial(with_names, [page], site.runner, request.reader)
        try:
            work = site.executors.quick.run(read)
            [named] = await self.wait(asyncio.wait_for(work, 2 * PATIENCE))
        except (TimeoutError, GraphError):
            return page, True
        return named, False

    async def _of_home(self, request: PageRequest, files: SiteFiles) -> dict[str, object]:
        """What the kind of a page shows beside cards: folders of the home, or the help."""
        site, found = self.site, dict[str, object]()
        if request.page.kind in OF_HOME:
            read = partial(shown_of_home, site, request)
            found = await self.wait(site.executors.files.run(read))
        if request.page.kind == "help":
            audience = request.reader.audience
            location = request.location
            found["help"] = help_context(files.catalogue, audience, location, files.pages)
        return found

    async def _merged_words(self, location: Location) -> dict[str, str]:
        """What the page says of a merger of its record."""
        values = location.values
        if not merges(values) or values.keys().isdisjoint(("merged", "kept")):
            return {}
        read = partial(merged_words, self.site.runner.graph, values)
        try:
            return await self.wait(self.site.executors.quick.run(read))
        except GraphError:
            return {}

"""What the pages of one record share: their frame, and the desk that they ask."""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from cypher.header import Words
from cypher.words import word
from dashboard.audit.writes import Writes
from dashboard.pages import RECORD, Page
from dashboard.pages.location import TABLE, Location
from dashboard.records.service import RecordDesk
from dashboard.render.page import shell_context
from dashboard.render.page_request import PageRequest
from dashboard.render.templates import environment
from dashboard.render.waiting_context import frame_of
from dashboard.web.handlers.access.sign_in import FormHandler
from dashboard.web.http.headers import page_policy
from graph.entry.held import HeldRecord
from graph.entry.writing import write_entry

T = TypeVar("T")


class RecordPage(FormHandler):
    """A page about one record, or one that is to be."""

    @property
    def desk(self) -> RecordDesk:
        """The records of this site's graph."""
        graph, catalogue = self.site.runner.graph, self.site.runner.catalogue
        return RecordDesk(
            graph,
            lambda: catalogue.town,
            self.site.runner.today,
            lambda records, ends, subject, request, reader: write_entry(
                graph, "edit" if self.get_body_argument("id", "") else "new", subject, records,
                by=reader.name or "local", ends=ends, request=request,
                writes=Writes(self.site.trail, reader),
            ),
        )  # fmt: skip

    async def run(self, work: Callable[[], T]) -> T:
        """The result of work that asks the graph."""
        return await self.wait(self.site.executors.quick.run(work))

    async def show(self, template: str, title: Words, **context: Any) -> None:
        """Send the page."""
        files = await self.wait(self.site.files())
        page = Page(id="records", title=title, kind="people")
        request = PageRequest(files, self.reader, page, Location(page.id, self.lang))
        frame = await self.wait(frame_of(self.site, request))
        nonce = secrets.token_urlsafe(12)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", page_policy(nonce))
        shell = shell_context(request, root=self.site.network.root)
        address = f"{self.request.path.lstrip('/')}?"
        kept = {
            name: self.get_query_argument(name)
            for name in self.request.query_arguments
            if (name in ("id", "kind") or name.startswith(TABLE))
            and self.get_query_argument(name, "")
        }
        langs = [
            {**one, "link": f"{address}{urlencode({**kept, 'lang': one['lang']})}"}
            for one in shell["langs"]
        ]
        self.finish(
            environment().get_template(template).render(
                **{
                    **shell, "langs": langs, "nonce": nonce, "heading": title.get(self.lang),
                    "scripts": ["record_form.js"], **frame, **self.visit_context(), **context,
                }
            )
        )  # fmt: skip

    def path_of(self, held: HeldRecord) -> tuple[str, str]:
        """The words for a record's kind, and its id."""
        return word("kind", held.kind, self.lang), held.id

    def record_link(self, id: str) -> str:
        """The address of a record's own page."""
        query = urlencode({"id": id, "lang": self.lang})
        return f"{self.site.network.root}{RECORD}?{query}"

    def lead(self, path: str, **query: str) -> None:
        """Lead to a page of records."""
        asked = urlencode({**query, "lang": self.lang})
        self.redirect(f"{self.site.network.root}{path}?{asked}", status=303)

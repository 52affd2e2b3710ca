"""Entries of the trail as a file to take away, which is noted in the trail itself."""

from datetime import datetime
from functools import partial

from cypher.writers import MEDIA, to_file
from dashboard.audit.entries import entries
from dashboard.audit.in_words import table_of
from dashboard.audit.page_context import wanted_of
from dashboard.errors import NoSuchPage
from dashboard.pages.location import Location, read
from dashboard.texts import say
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError
from graph.model import SHANGHAI


class AuditFileHandler(Handler):
    """The entries that the page shows, all of its pages, as CSV or XLSX."""

    async def get(self, format: str) -> None:
        """The file; a sentence where there is no trail."""
        location = read("", self.request.query, self.site.lang)
        try:
            data = await self.wait(
                self.site.executors.heavy.run(partial(self._file, location, format))
            )
        except GraphError as error:
            self.refuse(error, location.lang)
            return
        self.set_header("Content-Type", MEDIA[format])
        name = f"{say('audit_title', location.lang)}_{datetime.now(SHANGHAI):%Y-%m-%d}.{format}"
        self.name_as(name, f"audit.{format}")
        self.finish(data)

    def _file(self, location: Location, format: str) -> bytes:
        trail, lang = self.site.trail, location.lang
        if trail.folder is None:
            raise NoSuchPage(say("audit_no_trail", "zh"), say("audit_no_trail", "en"))
        wanted = wanted_of(location.values, datetime.now(SHANGHAI).date())
        found = list(entries(trail.folder, wanted))
        since, until = wanted.since.isoformat(), wanted.until.isoformat()
        trail.record(
            "export", self.reader, "audit", format=format, rows=len(found), since=since, until=until
        )
        return to_file(table_of(found, lang), lang, format)

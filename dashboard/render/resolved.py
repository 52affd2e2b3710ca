"""What an address means on this site: its page, its report, the form it needs, the cards it shows."""

from collections.abc import Mapping
from datetime import date

from cypher.errors import BadValue, UnknownReport
from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.values.parameters import resolved
from dashboard.cards.service import DESK
from dashboard.pages import Card, Page
from dashboard.pages.location import Location
from dashboard.render.form import Form
from dashboard.render.site import Site
from graph.errors import GraphError


class Place:
    """An address with what it names. ``wrong`` is why the report that it names cannot be shown."""

    def __init__(self, site: Site, here: Location, reader: Reader) -> None:
        self.site, self.reader = site, reader
        self.page: Page = site.pages[here.page]
        self.saved: SavedStatement | None = None
        self.wrong: GraphError | None = None
        if self.page.kind == "report_desk" and here.report:
            try:
                self.saved = self._report(here.report)
                here = here.at(report=self.saved.id.removeprefix("reports/"))
            except GraphError as error:
                self.wrong, here = error, here.at(report=None)
        else:
            here = here.at(report=None)
        self.here = here
        if self.page.broken is not None:
            self.wrong = GraphError(self.page.broken.zh, self.page.broken.en)
        self.declared: Mapping[str, Parameter] = self._declared()

    def cards(self) -> list[Card]:
        """The cards of the page that are open to the reader, in their order."""
        if self.page.kind != "report_desk":
            find, who = self.site.runner.catalogue.find, self.reader.audience
            seen = [one.seen(self.here.values.get(one.switch)) for one in self.page.cards()]
            return [one for one in seen if who in find(one.report).header.audience]
        if self.saved is None:
            return []
        ids = [id for id in DESK if id != "figure" or self.saved.header.view.kind != "table"]
        return [self.site.cards.card(self.here, id) for id in ids]

    def form(self, today: date) -> Form | None:
        """The form of the page: the report's on the desk, else what its cards share."""
        if not self.declared:
            return None
        site = self.site
        return Form(site.runner, self.declared, self.here.lang, today, self.reader)

    def beside(self) -> dict[str, str]:
        """What the address says beside the form and a page is about, such as a record's id."""
        return {} if self.saved is not None else self._undeclared()

    def _undeclared(self) -> dict[str, str]:
        values = self.here.values.items()
        return {name: value for name, value in values if name not in self.declared}

    def undeclared(self, today: date) -> BadValue | None:
        """Why a parameter that the address names and the report has not is refused."""
        if self.saved is None:
            return None
        stray = dict.fromkeys(self._undeclared(), "")
        try:
            if stray:
                resolved(self.saved, stray, today)
        except BadValue as error:
            return error
        return None

    def _report(self, id: str) -> SavedStatement:
        saved = self.site.runner.catalogue.find(id)
        if saved.kind != "reports":
            raise UnknownReport(f"没有名为 {id} 的报表。", f"There is no report {id}.")
        return saved

    def _declared(self) -> dict[str, Parameter]:
        if self.page.kind == "report_desk":
            return dict(self.saved.header.parameters) if self.saved else {}
        return self.page.declared(self.site.runner.catalogue)

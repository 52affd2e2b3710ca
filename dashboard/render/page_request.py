"""What an address means on this site: its page, its report, the form it needs, the cards it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cypher.errors import BadValue, UnknownReport
from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.values.parameters import resolved
from dashboard.cards.card_request import REPORT_CARDS, CardRequest, card_request
from dashboard.errors import NoSuchPage
from dashboard.pages import Page, record_page_of
from dashboard.pages.location import Location, path_of, read
from dashboard.pages.reload import SiteFiles
from dashboard.render.form import Form
from dashboard.texts import Lang
from graph.errors import GraphError


@dataclass(frozen=True)
class PageRequest:
    """An address with what it names. ``problem`` is why the report that it names cannot be shown."""

    files: SiteFiles
    reader: Reader
    page: Page
    location: Location
    saved: SavedStatement | None = None
    problem: GraphError | None = None

    @property
    def declared(self) -> Mapping[str, Parameter]:
        """The parameters of the page's form: the report's, or what the page's cards share."""
        if self.page.kind == "report_desk":
            return self.saved.header.parameters if self.saved else {}
        return self.files.declared(self.page)

    def at(self, location: Location) -> "PageRequest":
        """The same page and report with other values."""
        return replace(self, location=location)

    def cards(self) -> list[CardRequest]:
        """The cards of the page that are open to the reader, in their order."""
        if self.reader.audience not in self.page.audience:
            return []
        if self.page.kind == "report_desk":
            if self.saved is None:
                return []
            has_figure = self.saved.header.view.kind != "table"
            ids = [id for id in REPORT_CARDS if id != "figure" or has_figure]
        else:
            ids = [card.id for card in self.page.cards()]
        found = [card_request(self.files, self.reader, self.location, id) for id in ids]
        if self.page.kind == "report_desk":
            return found
        return [one for one in found if self.reader.audience in one.saved.header.audience]

    def form(self, runner: Runner, today: date) -> Form | None:
        """The form of the page; None where it has none."""
        if not self.declared:
            return None
        return Form(runner, self.declared, self.location.lang, today, self.reader)

    def beside(self) -> dict[str, str]:
        """What the address says beside the form and a page is about, such as a record's id."""
        return {} if self.saved is not None else self._undeclared()

    def undeclared(self, today: date) -> BadValue | None:
        """Why a parameter that the address names and the report has not is refused."""
        stray = dict.fromkeys(self._undeclared(), "")
        if self.saved is None or not stray:
            return None
        try:
            resolved(self.saved, stray, today)
        except BadValue as error:
            return error
        return None

    def _undeclared(self) -> dict[str, str]:
        values = self.location.values.items()
        return {name: value for name, value in values if name not in self.declared}


def stands_in_menu(page: Page, reader: Reader) -> bool:
    """Whether a page is in the menu of a reader."""
    return page.menu and page.kind != "record" and reader.audience in page.audience


def shows_waiting(request: PageRequest) -> bool:
    """Whether the page of what is to be done stands in the reader's menu."""
    pages = request.files.pages.values()
    return any(page.kind == "todo" and stands_in_menu(page, request.reader) for page in pages)


def page_at(files: SiteFiles, path: str, query: str, lang: Lang) -> Location:
    """The location that a path and a query name. Raises NoSuchPage."""
    for id, page in files.pages.items():
        if path_of(id, files.pages).removeprefix("./") == path:
            location = read(id, query, lang)
            if page.kind != "record":
                return location
            return location.at(page=record_page_of(files.pages, location.values.get("id", "")).id)
    raise NoSuchPage("没有这个页面。", "There is no such page.")


def page_request(files: SiteFiles, reader: Reader, location: Location) -> PageRequest:
    """The request for a page. Raises NoSuchPage."""
    page = files.pages.get(location.page)
    if page is None:
        raise NoSuchPage("没有这个页面。", "There is no such page.")
    plain = location.at(report=None)
    broken = GraphError(page.broken.zh, page.broken.en) if page.broken else None
    if page.kind != "report_desk" or not location.report:
        walks = page.kind == "explorer"  # no ids there mean an empty walk
        placed = plain if walks else plain.for_parameters(files.declared(page))
        return PageRequest(files, reader, page, placed, None, broken)
    try:
        saved = _report(files, location.report)
    except GraphError as error:
        return PageRequest(files, reader, page, plain, None, error)
    named = location.at(report=saved.id.removeprefix("reports/"))
    named = named.for_parameters(saved.header.parameters)
    return PageRequest(files, reader, page, named, saved, broken)


def _report(files: SiteFiles, id: str) -> SavedStatement:
    saved = files.catalogue.find(id)
    if saved.kind != "reports":
        raise UnknownReport(f"没有名为 {id} 的报表。", f"There is no report {id}.")
    return saved

"""An agenda as a page: its items' cards in their order, so that it is filled, followed and shown on a
wall as every page is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cypher.header import Words
from cypher.library.catalogue import Catalogue
from dashboard.agenda.model import PREFIX, Agenda, Item
from dashboard.agenda.store import AgendaFile, files_in
from dashboard.pages import Card, Page, Row, record_page_of
from dashboard.pages.location import written
from dashboard.texts import say
from graph.errors import GraphError

_REPORTS = "reports/"
_NUMBER_WIDTH = 4


def with_agendas(pages: dict[str, Page], catalogue: Catalogue, own: Path | None) -> dict[str, Page]:
    """The pages, and one for each agenda of a home after them; one that cannot be read says why."""
    if own is None:
        return pages
    found = {one.name: _page(one, pages, catalogue) for one in files_in(own)}
    return {**pages, **{page.id: page for page in found.values()}}


def page_id(name: str) -> str:
    """The id, and the address, of the page that shows an agenda."""
    return PREFIX + name


def name_of(page: Page) -> str:
    """The name of the agenda that a page shows."""
    return page.id.removeprefix(PREFIX)


def _page(file: AgendaFile, pages: Mapping[str, Page], catalogue: Catalogue) -> Page:
    if file.agenda is None:
        wrong = file.wrong or GraphError("读不懂。", "It cannot be read.")
        stem = "".join(one if one.isascii() and one.isalnum() else "_" for one in file.name)
        title = Words(zh=f"⚠ {file.name}", en=f"⚠ {file.name}")
        return Page(
            id=page_id(stem.lower()), kind="agenda", menu=False, title=title,
            broken=Words(zh=wrong.zh, en=wrong.en),
        )  # fmt: skip
    title = Words(zh=file.agenda.title, en=file.agenda.title)
    return agenda_page(file.name, file.agenda, pages, catalogue).model_copy(update={"title": title})


def agenda_page(name: str, agenda: Agenda, pages: Mapping[str, Page], catalogue: Catalogue) -> Page:
    """The page of an agenda. An item whose card, report or page has gone says so in its place."""
    rows: list[Row] = []
    for number, (key, item) in enumerate(agenda.keyed(), 1):
        made = _Rows(pages, catalogue, item, f"i{number}_")
        try:
            rows += [row.model_copy(update={"item": key}) for row in made.rows()]
        except GraphError as error:
            rows.append(Row(item=key, gone=Words(zh=error.zh, en=error.en)))
    dated = any("as_of" in _header(catalogue, card) for row in rows for card in row.cards)
    title = Words(zh=agenda.title, en=agenda.title)
    return Page(
        id=page_id(name), kind="agenda", menu=False, title=title, rows=tuple(rows),
        parameters=("as_of",) if dated else (),
    )  # fmt: skip


def _header(catalogue: Catalogue, card: Card) -> Mapping[str, object]:
    return catalogue.find(card.report).header.parameters


@dataclass(frozen=True)
class _Rows:
    """The rows of one item, their cards under ids of its own."""

    pages: Mapping[str, Page]
    catalogue: Catalogue
    item: Item
    before: str

    def rows(self) -> Iterator[Row]:
        """Its rows. Raises UnknownReport, BrokenFile, or a GraphError for what has gone."""
        match self.item.kind:
            case "note":
                yield Row(note=self.item.note, title=self._title())
            case "view":
                yield Row(view=self.item.view, title=self._title())
            case "path":
                yield Row(path=self.item.path, title=self._title())
            case "report":
                yield Row(cards=(self._of_report(),), title=self._title())
            case "card":
                yield Row(cards=(self._of_card(),), title=self._title())
            case "page":
                yield from self._of_page(self._page(self.item.page), {})
            case "record":
                page = record_page_of(self.pages, self.item.record)
                yield from self._of_page(page, {"id": self.item.record})

    def _title(self) -> Words | None:
        title = self.item.title
        return Words(zh=title, en=title) if title else None

    def _page(self, id: str) -> Page:
        page = self.pages.get(id)
        if page is None or page.kind == "agenda":
            raise GraphError(f"页面 {id} 已经没有了。", f"There is no page {id} any more.")
        if not page.rows:
            raise GraphError(
                f"“{page.title.zh}”这一页没有卡片，不能放进议程。",
                f"{page.title.en} has no cards and cannot be shown in an agenda.",
            )
        return page

    def _of_page(self, page: Page, given: Mapping[str, str]) -> Iterator[Row]:
        title: Words | None = self._title() or page.title
        record = ""
        if given and not self.item.title:
            title, record = Words(zh=self.item.names, en=self.item.names), self.item.record
        for row in page.rows:
            open_ones = [one for one in row.cards if self._is_filled(one, given)]
            cards = tuple(self._adapted(page, card, given) for card in open_ones)
            if cards:
                yield Row(cards=cards, title=title, record=record)
                title, record = None, ""

    def _is_filled(self, card: Card, given: Mapping[str, str]) -> bool:
        """Whether a card of a page has something to show: nothing is chosen in an agenda."""
        return not card.needs or bool({**self.item.given, **given}.get(card.needs))

    def _of_card(self) -> Card:
        id, _, name = (self.item.card or "").partition("/")
        page = self._page(id)
        card = page.card(name)
        if card is None:
            raise GraphError(
                f"“{page.title.zh}”上的这张卡片（{name}）已经没有了。",
                f"The card {name} of {page.title.en} is not there any more.",
            )
        found = self._adapted(page, card, {})
        is_number = (found.view or self.catalogue.find(found.report).header.view.kind) == "number"
        return found.model_copy(update={"width": _NUMBER_WIDTH if is_number else 12})

    def _of_report(self) -> Card:
        saved = self.catalogue.find(_REPORTS + self.item.report.removeprefix(_REPORTS))
        known = saved.header.parameters
        values = {name: value for name, value in self.item.given.items() if name in known}
        return Card(id=f"{self.before}report", report=saved.id, values=values)

    def _adapted(self, page: Page, card: Card, more: Mapping[str, str]) -> Card:
        """A card of a page with the values of that page's form fixed, and nothing that needs it."""
        given = {**self.item.given, **more}
        card = card.in_way(given.get(card.switch))
        declared = self.catalogue.find(card.report).header.parameters
        defaults = {name: one.default for name, one in page.own.items() if one.default is not None}
        values = {name: given[name] for name in declared if name in given}
        asked = {**{name: written(value) for name, value in defaults.items()}, **given}
        values |= {to: asked[of] for to, of in card.takes.items() if of in asked}
        needs = card.needs if not given.get(card.needs or "") else None
        compare = card.compare.model_copy(update={"day": None}) if card.compare else None
        fixed = {
            "id": self.before + card.id, "values": {**values, **card.values}, "takes": {},
            "compare": compare, "needs": needs, "stays": False, "rolls": False, "offers": None,
        }  # fmt: skip
        return card.model_copy(update=fixed)


def gone_words(row: Row, lang: str) -> str:
    """Why an item shows nothing; "" where it shows something."""
    if row.gone is not None:
        return say("agenda_gone", lang, why=row.gone.get(lang))
    return ""

"""Finished cards: the HTML of one card from its report's answer, made once and found by its address."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from html import escape
from time import monotonic

from cypher.errors import UnknownReport
from cypher.header import Audience
from cypher.parsing import Saved
from cypher.running import Runner
from cypher.table import Table
from dashboard import desk, facts
from dashboard.addresses import Here
from dashboard.errors import NoSuchCard
from dashboard.faults import fault
from dashboard.figures import Options, figure
from dashboard.figures.table import Link
from dashboard.links import links
from dashboard.pages import Card, Page
from dashboard.shelf import Made, Shelf
from graph.errors import GraphError

DESK = {
    "figure": Card(id="figure", report=""),
    "rows": Card(id="rows", report="", view="table"),
    "made": Card(id="made", report=""),
}
"""The cards of the report desk; only ``rows`` depends on how the table is sorted and paged."""


@dataclass(frozen=True)
class Moment:
    """What the graph was at one moment: the mark of its data, its day, whether any is invented."""

    mark: str
    today: date
    synthetic: bool


class Cards:
    """Makes cards for one audience. Holds finished texts; everything else is asked for."""

    def __init__(self, runner: Runner, pages: Mapping[str, Page], audience: Audience) -> None:
        self.runner = runner
        self.pages = pages
        self.audience: Audience = audience
        self.shelf = Shelf()
        self._day: tuple[str, float, date] | None = None

    def moment(self) -> Moment:
        """The graph's present moment. Asks the server at most once a second. Raises GraphError."""
        version = self.runner.graph.data_version()
        today = self._today(version)
        told = f"{version}|{today}|{self.audience}|{self.runner.catalogue.version}"
        mark = hashlib.sha256(told.encode()).hexdigest()[:12]
        return Moment(mark, today, self.runner.synthetic())

    def _today(self, version: str) -> date:
        """The server's day, asked for again with new data and once a minute."""
        now = monotonic()
        if self._day is None or self._day[0] != version or now - self._day[1] > 60:
            self._day = (version, now, self.runner.graph.today())
        return self._day[2]

    def card(self, here: Here, id: str) -> Card:
        """The card of a page, on the desk for the report that the address names. Raises NoSuchCard."""
        page = self.pages.get(here.page)
        if page is not None and page.kind == "report_desk" and id in DESK and here.report:
            return DESK[id].model_copy(update={"report": here.report})
        card = page.card(id) if page else None
        if card is None:
            raise NoSuchCard("没有这张卡片。", "There is no such card.")
        return card

    def start(self, here: Here, id: str, moment: Moment) -> "Future[Made]":
        """The finished text of a card, begun if it is not there."""
        return self.shelf.start(self.key(here, id, moment), lambda: self._made(here, id))

    def key(self, here: Here, id: str, moment: Moment) -> tuple[object, ...]:
        """What a finished text is kept under."""
        return (id, here.page, _seen_by(id, here).query(), moment.mark)

    def address(self, here: Here, id: str, moment: Moment | None) -> str:
        """The card's own address; with the data's mark it may be kept for ever."""
        more = {"v": moment.mark} if moment else {}
        return f"card/{here.page}/{id}?{_seen_by(id, here).query(**more)}"

    def table(self, here: Here, card: Card) -> tuple[Saved, Table]:
        """The answer behind a card. Raises GraphError."""
        saved = self.runner.catalogue.find(card.report)
        declared = saved.header.parameters
        desk = self.pages[here.page].kind == "report_desk"
        given: dict[str, object] = {
            name: value for name, value in here.values.items() if desk or name in declared
        }
        return saved, self.runner.run(saved, {**given, **card.values}, audience=self.audience)

    def _made(self, here: Here, id: str) -> Made:
        """Make a card; a failure becomes its sentence, and is not kept."""
        try:
            card = self.card(here, id)
            saved, table = self.table(here, card)
        except GraphError as error:
            return Made(self.fault(here, id, error), kept=False)
        try:
            # what is about a person is made anew for each reader, for each reading is logged
            return Made(self._text(here, card, saved, table), not saved.header.privacy.personal)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            undrawn = GraphError(
                f"这张图画不出来：{error}", f"This figure could not be drawn: {error}"
            )
            return Made(fault(undrawn, here.lang, self._title(here, id)), kept=False)

    def fault(self, here: Here, id: str, error: GraphError) -> str:
        """Why there is no answer; on the desk it is said once."""
        page = self.pages.get(here.page)
        if page is not None and page.kind == "report_desk" and id in DESK:
            return desk.fault_text(id, error, here.lang)
        return fault(error, here.lang, self._title(here, id))

    def _text(self, here: Here, card: Card, saved: Saved, table: Table) -> str:
        link = links(self.runner.catalogue, self.pages, self.audience, here)
        if self.pages[here.page].kind == "report_desk":
            return desk.text(here, card, saved, table, link)
        place = Here(self._desk(), here.lang, saved.id.removeprefix("reports/"), _said(table, here))
        return card_text(here, card, saved, table, place.link(self.pages), link)

    def _desk(self) -> str:
        desks = [page.id for page in self.pages.values() if page.kind == "report_desk"]
        return desks[0] if desks else next(iter(self.pages))

    def _title(self, here: Here, id: str) -> str:
        try:
            card = self.card(here, id)
            saved = self.runner.catalogue.find(card.report)
        except (NoSuchCard, UnknownReport):
            return ""
        return title(card, saved, here.lang)


def title(card: Card, saved: Saved, lang: str) -> str:
    """A card's own title, or its report's."""
    return (card.title or saved.header.title).get(lang)


def card_text(
    here: Here, card: Card, saved: Saved, table: Table, report: str, link: Link | None = None
) -> str:
    """A whole card: title, figure, facts, and how it was made, with the report's address."""
    lang, kind = here.lang, card.view or saved.header.view.kind
    note = {"zh": card.note.zh, "en": card.note.en} if card.note else None
    drawn = figure(table, lang, Options(note, card.listed(lang), card.most, link), kind)
    said = facts.rows_said(table, lang, _listed(table, card, kind), _total(table, card))
    return (
        f"<h2>{escape(title(card, saved, lang))}</h2>"
        f'<div class="drawn {kind}">{drawn}</div>'
        f"{facts.foot(table, lang, rows=said, small=kind == 'number')}"
        f"{facts.made(saved, table, lang, rows=said, link=report)}"
    )


def _seen_by(id: str, here: Here) -> Here:
    """The place as a card sees it: the state of the table concerns the rows alone."""
    return here if id == "rows" else here.at(table={})


def _listed(table: Table, card: Card, kind: str) -> int:
    return min(len(table.rows), card.most) if card.most and kind == "table" else len(table.rows)


def _total(table: Table, card: Card) -> int | None:
    """How many rows there are by a column that tells it."""
    if card.total is None or not table.rows or card.total not in table.names:
        return None
    value = table.rows[0][table.names.index(card.total)]
    return value if isinstance(value, int) else None


def _said(table: Table, here: Here) -> dict[str, str]:
    """The address's values that this report knows, for a link to it."""
    return {name: value for name, value in here.values.items() if name in table.header.parameters}

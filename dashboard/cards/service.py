"""Finished cards: the HTML of one card from its report's answer, made once and found by its address."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cypher.errors import UnknownReport
from cypher.file.parse import SavedStatement
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.cards import card_html, earlier_days, report_html
from dashboard.cards.card_cache import Made, Shelf
from dashboard.cards.card_html import Answer, title
from dashboard.cards.error_html import fault
from dashboard.cards.links import links
from dashboard.cards.shared_reading import SharedReading
from dashboard.errors import DrawingFailed, NoSuchCard
from dashboard.pages import Card, Page
from dashboard.pages.location import Location, written
from graph.errors import GraphError

DESK = {
    "figure": Card(id="figure", report="-", width=8),
    "rows": Card(id="rows", report="-", view="table"),
    "made": Card(id="made", report="-"),
}
"""The cards of the report desk; only ``rows`` depends on how the table is sorted and paged."""
Part = Literal["", "rows"]
"""A whole card, or the table behind its picture."""


@dataclass(frozen=True)
class Moment:
    """What the graph was at one moment: the mark of its data, its day, whether any is invented,
    and the reader who asks."""

    mark: str
    today: date
    synthetic: bool
    reader: Reader


class Cards:
    """Makes cards. Holds finished texts; everything else is asked for."""

    def __init__(self, runner: Runner, pages: Mapping[str, Page]) -> None:
        self.runner = runner
        self.pages = pages
        self.shelf = Shelf()
        self._readings = SharedReading[Table]()

    def moment(self, reader: Reader) -> Moment:
        """The graph's present moment for a reader. Asks the server at most once a second. Raises GraphError."""
        version = self.runner.graph.data_version()
        today = self.runner.today()
        files = f"{self.runner.catalogue.version}|{getattr(self.pages, 'version', '')}"
        told = f"{version}|{today}|{reader.audience}|{files}"
        mark = hashlib.sha256(told.encode()).hexdigest()[:12]
        return Moment(mark, today, self.runner.synthetic(), reader)

    def card(self, here: Location, id: str) -> Card:
        """The card of a page in the way that the address names; on the desk for the address's report.

        Raises NoSuchCard.
        """
        page = self.pages.get(here.page)
        if page is not None and page.kind == "report_desk" and id in DESK and here.report:
            return DESK[id].model_copy(update={"report": here.report})
        card = page.card(id) if page else None
        if card is None:
            raise NoSuchCard("没有这张卡片。", "There is no such card.")
        return card.seen(here.values.get(card.switch))

    def place(self, here: Location, id: str) -> Location:
        """The place with only what concerns a card, so that nothing else changes its address."""
        page = self.pages[here.page]
        if page.kind == "report_desk":
            return here if id == "rows" else here.at(table={})
        card = self.card(here, id)
        wanted = {*page.parameters, *page.own, card.switch, card.needs, *card.takes.values()}
        wanted.update(self.runner.catalogue.find(card.report).header.parameters)
        return here.at(values={k: v for k, v in here.values.items() if k in wanted}, table={})

    def start(self, here: Location, id: str, moment: Moment, part: Part = "") -> "Future[Made]":
        """The finished text of a card, begun if it is not there."""
        return self.shelf.start(
            self.key(here, id, moment, part), lambda: self._made(here, id, part, moment.reader)
        )

    def key(self, here: Location, id: str, moment: Moment, part: Part = "") -> tuple[object, ...]:
        """What a finished text is kept under."""
        return (id, part, here.page, self.place(here, id).query(), moment.mark)

    def address(self, here: Location, id: str, moment: Moment | None) -> str:
        """The card's own address; with the data's mark it may be kept for ever."""
        more = {"v": moment.mark} if moment else {}
        return f"card/{here.page}/{id}?{self.place(here, id).query(**more)}"

    def table(self, here: Location, card: Card, reader: Reader) -> tuple[SavedStatement, Table]:
        """The answer behind a card. Raises GraphError."""
        saved = self.runner.catalogue.find(card.report)
        given = self._given(here, card, saved)

        def read() -> Table:
            return self.runner.run(saved, given, reader=reader)

        if not saved.header.privacy.personal or self.pages[here.page].kind != "report_desk":
            return saved, read()
        told = tuple(sorted((name, written(value)) for name, value in given.items()))
        key = (saved.id, saved.version, told, reader, self.runner.graph.data_version())
        return saved, self._readings.get(key, card.id, read)

    def answer(self, here: Location, id: str, reader: Reader) -> Answer:
        """Everything that the text of a card is made from. Raises GraphError."""
        card, place, page = self.card(here, id), self.place(here, id), self.pages[here.page]
        saved, table = self.table(here, card, reader)
        given = {k: written(v) for k, v in self._given(here, card, saved).items()}

        def report(id: str) -> str:
            return Location(self._desk(), here.lang, id.removeprefix("reports/"), given).link(
                self.pages
            )

        return Answer(
            place,
            card,
            saved,
            table,
            given,
            report,
            links(self.runner.catalogue, self.pages, reader.audience, place),
            earlier_days.past(self.runner, saved, table, card, place, reader),
            card_html.unheeded(page, page.declared(self.runner.catalogue), table, place),
        )

    def _given(self, here: Location, card: Card, saved: SavedStatement) -> dict[str, object]:
        """The values that a card asks its report with: on a page, what its form says to all cards."""
        page, declared = self.pages[here.page], saved.header.parameters
        if page.kind == "report_desk":
            return dict(here.values)
        shared = {
            name: parameter.default
            for name, parameter in page.declared(self.runner.catalogue).items()
            if parameter.default is not None
        }
        asked = {**shared, **here.values}
        given = {k: v for k, v in asked.items() if k in declared}
        taken = {k: asked[name] for k, name in card.takes.items() if name in asked}
        return {**given, **taken, **card.values}

    def _made(self, here: Location, id: str, part: Part, reader: Reader) -> Made:
        """Make a card, or the table behind it; a failure becomes its sentence, and is not kept."""
        try:
            card = self.card(here, id)
            if card.needs and not here.values.get(card.needs):
                saved = self.runner.catalogue.find(card.report)
                return Made(card_html.asking(here, card, saved))
            answer = self.answer(here, id, reader)
        except GraphError as error:
            return Made(self.fault(here, id, error), kept=False)
        try:
            # what is about a person is made anew for each reader, for each reading is logged
            return Made(self._text(answer, part), not answer.saved.header.privacy.personal)
        except DrawingFailed as error:
            return Made(fault(error, here.lang, self._title(here, id)), kept=False)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            undrawn = GraphError(
                f"这张图画不出来：{error}", f"This figure could not be drawn: {error}"
            )
            return Made(fault(undrawn, here.lang, self._title(here, id)), kept=False)

    def fault(self, here: Location, id: str, error: GraphError) -> str:
        """Why there is no answer; on the desk it is said once."""
        page = self.pages.get(here.page)
        if page is not None and page.kind == "report_desk" and id in DESK:
            return report_html.fault_text(id, error, here.lang)
        return fault(error, here.lang, self._title(here, id))

    def _text(self, answer: Answer, part: Part) -> str:
        if part:
            return card_html.rows_text(answer)
        if self.pages[answer.here.page].kind != "report_desk":
            return card_html.card_text(answer)
        return report_html.text(answer, self.runner.catalogue.approval(answer.saved).said())

    def _desk(self) -> str:
        desks = [page.id for page in self.pages.values() if page.kind == "report_desk"]
        return desks[0] if desks else next(iter(self.pages))

    def _title(self, here: Location, id: str) -> str:
        try:
            card = self.card(here, id)
            return title(card, self.runner.catalogue.find(card.report), here.lang)
        except (NoSuchCard, UnknownReport):
            return ""

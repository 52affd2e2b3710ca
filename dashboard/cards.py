"""Finished cards: the HTML of one card from its report's answer, made once and found by its address."""

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Literal

from cypher.errors import UnknownReport
from cypher.header import Audience
from cypher.parsing import Saved
from cypher.running import Runner
from cypher.table import Table
from dashboard import card_text, compare
from dashboard.addresses import Here
from dashboard.card_text import DESK_ROWS, Answer, fault, title
from dashboard.errors import NoSuchCard
from dashboard.pages import Card, Page
from dashboard.shelf import Made, Shelf
from graph.errors import GraphError

DESK = {
    "figure": Card(id="figure", report="-"),
    "rows": Card(id="rows", report="-", view="table", most=DESK_ROWS),
    "made": Card(id="made", report="-"),
}
Part = Literal["", "rows"]
"""A whole card, or the table behind its picture."""


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

    def place(self, here: Here, id: str) -> Here:
        """The place with only what concerns a card, so that nothing else changes its address."""
        page = self.pages[here.page]
        if page.kind != "cards":
            return here
        card = self.card(here, id)
        wanted = {*page.parameters, *page.own, card.switch}
        for report in card.reports():
            wanted.update(self.runner.catalogue.find(report).header.parameters)
        return here.at(values={k: v for k, v in here.values.items() if k in wanted})

    def start(self, here: Here, id: str, moment: Moment, part: Part = "") -> "Future[Made]":
        """The finished text of a card, begun if it is not there."""
        make = self._rows if part else self._made
        return self.shelf.start(self.key(here, id, moment, part), lambda: make(here, id))

    def key(self, here: Here, id: str, moment: Moment, part: Part = "") -> tuple[object, ...]:
        """What a finished text is kept under."""
        return (id, part, here.page, self.place(here, id).query(), moment.mark)

    def address(self, here: Here, id: str, moment: Moment | None) -> str:
        """The card's own address; with the data's mark it may be kept for ever."""
        more = {"v": moment.mark} if moment else {}
        return f"card/{here.page}/{id}?{self.place(here, id).query(**more)}"

    def table(self, here: Here, card: Card) -> tuple[Saved, Table]:
        """The answer behind a card. Raises GraphError."""
        saved = self.runner.catalogue.find(card.report)
        return saved, self.runner.run(saved, self._given(here, card, saved), audience=self.audience)

    def answer(self, here: Here, id: str) -> Answer:
        """Everything that the text of a card is made from. Raises GraphError."""
        card, place = self.card(here, id), self.place(here, id)
        saved, table = self.table(here, card)
        given = {k: str(v) for k, v in self._given(here, card, saved).items()}
        desk = Here(self._desk(), here.lang, saved.id.removeprefix("reports/"), given)
        page = self.pages[here.page]
        past = compare.past(self.runner, saved, table, card, here, self.audience)
        left = card_text.unheeded(page, page.declared(self.runner.catalogue), table, here)
        return Answer(place, card, saved, table, desk.link(self.pages), given, past, left)

    def _given(self, here: Here, card: Card, saved: Saved) -> dict[str, object]:
        """The values that a card asks its report with."""
        desk = self.pages[here.page].kind == "report_desk"
        declared = saved.header.parameters
        given = {k: v for k, v in here.values.items() if desk or k in declared}
        return {**given, **card.values}

    def _made(self, here: Here, id: str) -> Made:
        """Make a card; a failure becomes its sentence, and is not kept."""

        def made() -> Made:
            card = self.card(here, id)
            if card.attention:
                place = self.place(here, id)
                return Made(card_text.attention(self._points(here, card), place, card))
            answer = self.answer(here, id)
            desk = self.pages[here.page].kind == "report_desk"
            return _kept(answer, card_text.desk_text if desk else card_text.card_text)

        return self._safely(here, id, made)

    def _rows(self, here: Here, id: str) -> Made:
        """The table behind a card's picture."""
        return self._safely(here, id, lambda: _kept(self.answer(here, id), card_text.rows_text))

    def _safely(self, here: Here, id: str, made: Callable[[], Made]) -> Made:
        try:
            return made()
        except GraphError as error:
            return Made(fault(error, here.lang, self._title(here, id)), kept=False)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            said = GraphError(
                f"这张图画不出来：{error}", f"This figure could not be drawn: {error}"
            )
            return Made(fault(said, here.lang, self._title(here, id)), kept=False)

    def _points(self, here: Here, card: Card) -> list[card_text.Pointed]:
        """What needs attention, in the card's order: those of its reports that have rows."""
        found = []
        for point in card.attention:
            one = Card(id=card.id, report=point.report, values=point.values)
            saved, table = self.table(here, one)
            if table.rows:
                given = {k: str(v) for k, v in self._given(here, one, saved).items()}
                link = Here(self._desk(), here.lang, saved.id.removeprefix("reports/"), given)
                found.append(card_text.Pointed(point, table, link.link(self.pages)))
        return found

    def _desk(self) -> str:
        desks = [page.id for page in self.pages.values() if page.kind == "report_desk"]
        return desks[0] if desks else next(iter(self.pages))

    def _title(self, here: Here, id: str) -> str:
        try:
            card = self.card(here, id)
            return title(card, self.runner.catalogue.find(card.report), here.lang)
        except (NoSuchCard, UnknownReport):
            return ""


def _kept(answer: Answer, text: Callable[[Answer], str]) -> Made:
    """A text; what is about a person is made anew for each reader, for each reading is logged."""
    return Made(text(answer), kept=not answer.saved.header.privacy.personal)

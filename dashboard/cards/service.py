"""Finished cards: the HTML of one card from its report's answer, made once and found by its address."""

import hashlib
import logging
from dataclasses import replace
from functools import partial
from weakref import WeakValueDictionary

from markupsafe import Markup

from cypher.errors import BadValue
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.cards import card_html, earlier_days, report_html
from dashboard.cards.card_cache import CardCache, FinishedCard
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import REPORT_CARDS, CardRequest, unheeded
from dashboard.cards.error_html import fault, mend_above
from dashboard.cards.foot import alone_html
from dashboard.cards.links import Links
from dashboard.cards.table_query import found
from dashboard.concurrency.data_state import DataState
from dashboard.concurrency.executors import BoundedExecutor, Executors
from dashboard.concurrency.shared_reading import SharedReading
from dashboard.concurrency.shared_work import SharedWork
from dashboard.errors import AuditFailed, Busy
from dashboard.figures.wall import wall
from dashboard.pages.location import Location
from graph.errors import GraphError

log = logging.getLogger(__name__)


class Cards:
    """Makes cards and keeps those that are finished. For one event loop."""

    def __init__(self, runner: Runner, executors: Executors) -> None:
        self._runner, self._executors = runner, executors
        self.cache = CardCache()
        self._last = WeakValueDictionary[tuple[str, ...], FinishedCard]()
        self._making = SharedWork[FinishedCard]()
        self._tables = SharedWork[Table]()
        self._readings = SharedReading[Table]()

    async def finished(self, request: CardRequest, state: DataState) -> FinishedCard:
        """The finished card; a failure becomes its sentence. Raises Busy, AuditFailed."""
        key = request.key(state)
        kept = self.cache.get(key)
        if kept is not None:
            return kept
        if request.saved.header.privacy.personal:  # each reader's reading is logged
            return await self._make(request, state)
        return await self._making.get(key, partial(self._make_kept, request, state, key))

    async def answer(self, request: CardRequest, state: DataState) -> Answer:
        """Everything that the HTML of a card is made from. Raises GraphError."""
        table = await self._table(request, state)
        return await self._executor(request).run(partial(self._answer, request, table))

    def _executor(self, request: CardRequest) -> BoundedExecutor:
        """The threads for a card: a page never waits behind the reports that people try out."""
        return self._executors.reports if request.is_of_report_page else self._executors.cards

    async def _make_kept(
        self, request: CardRequest, state: DataState, key: tuple[str, ...]
    ) -> FinishedCard:
        card = await self._make(request, state)
        self.cache.put(key, card)
        return card

    async def _make(self, request: CardRequest, state: DataState) -> FinishedCard:
        if request.waits_for_choice:
            return FinishedCard(
                card_html.choice_wanted(request.location, request.card, request.saved)
            )
        try:
            table = await self._table(request, state)
            drawn = partial(self._drawn, request, table, request.place(state))
            return await self._executor(request).run(drawn)
        except (Busy, AuditFailed):
            raise
        except GraphError as error:
            return FinishedCard(failure(request, error), kept=False)
        except Exception:
            log.exception("the card %s of %s could not be made", request.card.id, request.page.id)
            return FinishedCard(failure(request, undrawn()), kept=False)

    async def _table(self, request: CardRequest, state: DataState) -> Table:
        """The answer of a card's report, asked for once by all who wait for it."""
        saved, values = request.saved, request.values
        read = partial(
            self._executor(request).ask,
            lambda cancel: self._runner.start(saved, values, reader=request.reader, cancel=cancel),
        )
        asked = tuple(sorted(request.written_values.items()))
        key = (saved.id, saved.version, asked, request.reader.audience, state.version)
        if not saved.header.privacy.personal:
            return await self._tables.get(key, read)
        if request.is_of_report_page:
            return await self._readings.get((request.reader, *key), request.card.id, read)
        return await read()

    def _drawn(self, request: CardRequest, table: Table, place: tuple[str, ...]) -> FinishedCard:
        """The card from its answer; the last one again where the answer is what it was then."""
        answer = self._answer(request, table)
        kept = not (request.saved.header.privacy.personal or table.notes)
        if request.is_of_report_page or not kept:  # which says how long it took, or when it was
            return FinishedCard(self._html(request, answer), kept=kept)
        mark, last = mark_of(answer), self._last.get(place)
        if last is not None and last.mark == mark:
            return last
        card = FinishedCard(self._html(request, answer), mark=mark)
        self._last[place] = card
        return card

    def _answer(self, request: CardRequest, table: Table) -> Answer:
        files, location = request.files, request.location
        if request.card.sort:
            table = found(table, {"sort": request.card.sort}, location.lang)
        if request.at:
            table = replace(table, at=request.at)

        def report(id: str) -> str:
            for card in files.pages[request.page.id].cards() if request.page.kind == "todo" else ():
                if card.report.removeprefix("reports/") == id:
                    return f"#card-{card.id}"
            short = id.removeprefix("reports/")
            return Location(files.report_page, location.lang, short, request.written_values).link(
                files.pages
            )

        given, saved, reader = request.written_values, request.saved, request.reader
        links = Links(files.catalogue, files.pages, reader.audience, location, given)
        runner, card = self._runner, request.card
        return Answer(
            location,
            card,
            saved,
            table,
            given,
            report,
            links,
            earlier_days.past(runner, saved, table, card, location, reader, links),
            earlier_days.months(runner, saved, table, card, reader),
            unheeded(request.page, files.declared(request.page), table, location),
            may_act=request.reader.audience == "staff",
            before=earlier_days.table_before(runner, saved, table, card, reader),
        )

    def _html(self, request: CardRequest, answer: Answer) -> Markup:
        if request.part == "wall":
            return wall(answer.table, answer.location.lang, answer.kind)
        if request.part == "alone":
            return alone_html.text(answer)
        if request.part:
            return card_html.rows_text(answer)
        if not request.is_of_report_page:
            return card_html.card_text(answer)
        return report_html.text(answer, request.files.catalogue.approval(answer.saved).sentence())


def mark_of(answer: Answer) -> str:
    """A word that is the same for the same answer, whichever version of the data it was read from."""
    table = answer.table
    same = (
        table.names, table.rows, table.truncated, table.parameters, table.provenance,
        table.provenance_counts, table.withheld, table.meanings, table.at, answer.past, answer.months,
        answer.unheeded, answer.before and answer.before.rows,
    )  # fmt: skip
    return hashlib.sha256(repr(same).encode()).hexdigest()


def undrawn() -> GraphError:
    """What is said of a card that something of ours failed to make."""
    return GraphError(
        "这张图画不出来，原因已记入日志。", "This figure could not be drawn; the log says why."
    )


def failure(request: CardRequest, error: GraphError) -> Markup:
    """Why there is no answer, as the card says it; what a page says once is not said by each card."""
    lang, beside = request.location.lang, False
    if isinstance(error, BadValue):
        beside = request.says_beside_its_blank(error.parameter)
    if request.is_of_report_page and request.card.id in REPORT_CARDS:
        return report_html.fault_text(request.card.id, error, lang, is_beside_its_blank=beside)
    if beside:
        return mend_above(lang, request.title)
    return fault(error, lang, request.title, 1 if request.part == "alone" else 2)

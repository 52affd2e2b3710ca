"""One card that someone asks for: its card, its report, its values, and what it is kept under."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from cypher.errors import UnknownReport
from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.table import Table
from dashboard.cards.card_html import title
from dashboard.concurrency.data_state import DataState
from dashboard.errors import NoSuchCard
from dashboard.pages import Card, Page
from dashboard.pages.axis_mark import marked_value, parameters_in
from dashboard.pages.location import OPEN, Location, written
from dashboard.pages.reload import SiteFiles
from graph.errors import GraphError

REPORT_CARDS = {
    "figure": Card(id="figure", report="-", width=8),
    "rows": Card(id="rows", report="-", view="table"),
    "made": Card(id="made", report="-"),
}
"""The cards of the page that shows any report; only ``rows`` depends on how the table is sorted."""
Part = Literal["", "rows", "wall", "alone"]
"""A whole card, the table behind its picture, its picture drawn for a wall, or the card as it stands
alone on a page of another site."""


@dataclass(frozen=True)
class CardRequest:
    """A card with everything that its HTML depends on, but for the data."""

    files: SiteFiles
    reader: Reader
    page: Page
    card: Card
    saved: SavedStatement
    location: Location
    """With only what concerns this card, so that nothing else changes its address."""
    part: Part = ""

    @property
    def title(self) -> str:
        """The card's own title, or its report's."""
        return title(self.card, self.saved, self.location.lang)

    @property
    def waits_for_choice(self) -> bool:
        """Whether something must be chosen before there is an answer."""
        return bool(self.card.needs and not self.location.values.get(self.card.needs))

    @property
    def is_of_report_page(self) -> bool:
        """Whether it stands on the page that shows any report."""
        return self.page.kind == "report_desk"

    def says_beside_its_blank(self, parameter: str) -> bool:
        """Whether the page's form says why a value is refused: beside the blank of the parameter, or above
        where the address of a report names what is no parameter of it. It says nothing of a report's own
        usual value, nor of one that is missing."""
        if self.is_of_report_page:
            return parameter in self.location.values
        return self.part != "alone" and parameter in self.files.declared(self.page)

    @cached_property
    def values(self) -> Mapping[str, object]:
        """The values that the report is asked with: on a page, what its form says to all cards."""
        if self.is_of_report_page:
            return dict(self.location.values)
        asked = self._asked
        declared = self.saved.header.parameters
        given = {name: value for name, value in asked.items() if name in declared}
        taken = {name: asked[of] for name, of in self.card.takes.items() if of in asked}
        return {**given, **taken, **self.card.values}

    @cached_property
    def _asked(self) -> Mapping[str, object]:
        """What the page's form says, with what it says where nobody has chosen."""
        defaults = {
            name: parameter.default
            for name, parameter in self.files.declared(self.page).items()
            if parameter.default is not None
        }
        return {**defaults, **self.location.values}

    @property
    def at(self) -> str:
        """What the page's form marks along the axis of the card's chart; nothing where it does not."""
        return marked_value(self.card.at, self._asked)

    @cached_property
    def written_values(self) -> Mapping[str, str]:
        """The same as an address writes them."""
        return {name: written(value) for name, value in self.values.items()}

    def version(self, state: DataState) -> str:
        """A word that changes with anything that the HTML depends on beside its address."""
        parts = [state.version, state.today.isoformat(), str(state.synthetic), self.reader.audience]
        parts += [self.page.model_dump_json(), *self._file_versions()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def place(self, state: DataState) -> tuple[str, ...]:
        """What the HTML depends on beside the answer: the same for every version of the data."""
        return self.key(replace(state, version=""))

    def key(self, state: DataState) -> tuple[str, ...]:
        """What the finished card is kept under."""
        address = self.location.query()
        return (self.page.id, self.card.id, self.part, address, self.version(state))

    def address(self, state: DataState | None) -> str:
        """The card's own address; with its version it may be kept for ever."""
        more = {"v": self.version(state)} if state else {}
        return f"card/{self.page.id}/{self.card.id}?{self.location.query(**more)}"

    def _file_versions(self) -> Iterator[str]:
        """The versions of the report, of the choices it takes its words from, of the reports it links
        to, and whether it is approved where the card says so."""
        catalogue, header = self.files.catalogue, self.saved.header
        yield f"{self.saved.id} {self.saved.version}"
        named = [parameter.source for parameter in header.parameters.values()]
        for column in header.columns.values():
            leads = (column.links, *column.rows, column.changes, column.by_month)
            named += [getattr(one, "report", None) for one in leads]
        for id in sorted({one for one in named if one}):
            try:
                yield f"{id} {catalogue.find(id).version}"
            except GraphError:
                yield id
        for name, parameter in self.files.declared(self.page).items():
            yield f"{name} {parameter.model_dump_json()}"
        if self.is_of_report_page:
            approval = catalogue.approval(self.saved)
            yield f"{approval.state} {approval.sentence()}"


def card_request(
    files: SiteFiles, reader: Reader, location: Location, id: str, part: Part = ""
) -> CardRequest:
    """The request for a card of a page in the way that the address names.

    Raises NoSuchCard, and UnknownReport or BrokenFile where its report cannot be used.
    """
    page = files.pages.get(location.page)
    card = _card(page, location, id) if page else None
    if page is None or card is None:
        raise NoSuchCard("没有这张卡片。", "There is no such card.")
    saved = files.catalogue.find(card.report)
    if page.kind == "report_desk":
        if saved.kind != "reports":
            raise UnknownReport(
                f"没有名为 {card.report} 的报表。", f"There is no report {card.report}."
            )
        placed = location.for_parameters(saved.header.parameters)
        placed = placed if id == "rows" else placed.at(table={})
        return CardRequest(files, reader, page, card, saved, placed, part)
    wanted = {*page.parameters, *page.own, card.needs, *card.takes.values()}
    wanted |= set(parameters_in(card.at))
    wanted |= {f"show_{id}", *saved.header.parameters}
    values = {name: value for name, value in location.values.items() if name in wanted}
    if opened := _opened(card, location):
        values[OPEN] = opened
    declared = {**saved.header.parameters, **files.declared(page)}
    placed = location.at(values=values, table={}).for_parameters(declared)
    return CardRequest(files, reader, page, card, saved, placed, part)


def _opened(card: Card, location: Location) -> str:
    """Which folds of a card the address opens: its own, or those of its parts."""
    ids = location.values.get(OPEN, "").split(",")
    return ",".join(sorted({id for id in ids if id == card.id or id.startswith(f"{card.id}-")}))


def unheeded(
    page: Page, declared: Mapping[str, Parameter], table: Table, location: Location
) -> tuple[str, ...]:
    """The labels of the page's filters in force that a report does not know."""
    return tuple(
        parameter.label.get(location.lang)
        for name, parameter in declared.items()
        if name in page.parameters
        and name in location.values
        and name not in table.header.parameters
        and name != "as_of"
    )


def _card(page: Page, location: Location, id: str) -> Card | None:
    if page.kind == "report_desk" and id in REPORT_CARDS and location.report:
        return REPORT_CARDS[id].model_copy(update={"report": location.report})
    card = page.card(id)
    if card is None:
        return None
    shown = card.in_way(location.values.get(card.switch))
    is_chosen = page.holds is not None and location.values.get(page.holds)
    return shown if is_chosen else shown.until_chosen()

"""What a page file may say: a title, shared parameters, and rows of cards that name reports."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cypher.header import Audience, Parameter, Words
from cypher.library.catalogue import Catalogue
from cypher.views import Kind
from dashboard.pages.axis_mark import PATTERN
from dashboard.texts import Lang

RECORD = "record"
"""The path of every record's page."""
NAME = r"^[a-z][a-z0-9_]*$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Shown(_Strict):
    """What is shown of a report, where that differs from what the report says itself."""

    report: str = ""
    title: Words | None = None
    note: Words | None = None
    """A line under the title or the number; ``{column}`` stands for a column of the first row."""
    values: dict[str, str | int | float | bool] = {}
    """Parameters that are fixed."""
    takes: dict[str, str] = {}
    """Parameters that take the value of the page's parameter of another name."""
    view: Kind | None = None
    value: str | None = None
    """The column that a number shows."""
    columns: tuple[str, ...] | dict[Lang, tuple[str, ...]] | None = None
    """Those that are listed; for each language where they differ."""
    most: int | None = Field(None, ge=1)
    """How many rows are listed at most."""
    sort: str | None = None
    """The column by which the rows are sorted, ``-column`` for the greatest first."""
    by: str | None = None
    """The column whose values group the rows of a table; ``most`` then counts groups."""
    head: tuple[str, ...] = ()
    """The columns in a group's heading."""
    of_each: int | None = Field(None, ge=1)
    """How many rows of a group are listed; a link leads to all of them."""
    total: str | None = None
    """The column that tells how many rows there are in all."""
    folded_lanes: tuple[str, ...] = ()
    """The columns of a board that are folded until someone opens them, by their codes."""
    ticks: str | None = None
    """The column of several codes that is shown as ticks, a column for each code."""
    names: str | None = None
    """The column whose cells can be copied as a list, and printed as one."""
    empty: Words | None = None
    """What is said where there is no row."""
    marks: str | None = None
    """The column whose value in the first row names what is marked in the flows of the page."""
    needs: str | None = None
    """A parameter that must be given first; until then ``before`` is said, or ``empty``."""
    before: Words | None = None
    at: str = Field("", pattern=PATTERN)
    """The value along the axis of a chart that is marked, with the page's parameters in braces."""

    def listed(self, lang: Lang) -> tuple[str, ...] | None:
        """The columns that are listed in a language."""
        return self.columns.get(lang) if isinstance(self.columns, dict) else self.columns


class Way(_Shown):
    """One of several ways to see a card: ``name`` stands in its switch, ``id`` in the address."""

    id: str = Field(pattern=NAME)
    name: Words


class Until(_Shown):
    """What a card shows until something is chosen on its page."""


class Compare(_Strict):
    """With which earlier days a number is compared: so many months back, and a day one chooses."""

    months: tuple[int, ...] = ()
    day: str | None = None
    """The page's own parameter that holds the day."""


class Offer(_Strict):
    """A link beside the cells of a column that opens a step of a record with values filled in.

    ``id`` is the column with the record's id; ``values``: parameter of the step to column.
    """

    column: str
    step: str
    id: str
    values: dict[str, str] = {}


class Card(_Shown):
    """One card: the report it shows, or several ways to see it."""

    id: str = Field(pattern=NAME)
    width: int = Field(12, ge=2, le=12)
    """Of the twelve columns of a wide screen."""
    ways: tuple[Way, ...] = ()
    offers: Offer | None = None
    until: Until | None = None
    """What is shown until the page's ``holds`` is chosen, where that differs."""
    compare: Compare | None = None
    stays: bool = False
    """Whether it stays in sight beside a taller neighbour."""
    rolls: bool = False
    """Whether a long list rolls within the card instead of making it longer."""
    folded: bool = False
    """Whether it lies folded under its title with the number of its rows."""

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if not self.report and not (self.ways and all(way.report for way in self.ways)):
            raise ValueError("a card needs a report, and so does each of its ways")
        return self

    def reports(self) -> tuple[str, ...]:
        """Every report that it may ask for."""
        given = (self.report, *(way.report for way in self.ways))
        given += (self.until.report,) if self.until else ()
        return tuple(dict.fromkeys(report for report in given if report))

    @property
    def switch(self) -> str:
        """The name in the address that says in which way it is seen."""
        return f"show_{self.id}"

    def way(self, id: str | None) -> Way | None:
        """The way of an id, the first where there is none such; None for a card without ways."""
        return next((one for one in self.ways if one.id == id), self.ways[0] if self.ways else None)

    def in_way(self, id: str | None) -> "Card":
        """The card as it is in one of its ways."""
        way = self.way(id)
        return self if way is None else self._as(way).model_copy(update={"ways": ()})

    def until_chosen(self) -> "Card":
        """The card as it is until something is chosen."""
        return self if self.until is None else self._as(self.until)

    def _as(self, other: _Shown) -> "Card":
        kept = other.model_fields_set - {"id", "name"}
        return self.model_copy(update={name: getattr(other, name) for name in kept})


class Each(_Strict):
    """A card for every saved file of a kind, staff's own among them."""

    each: Literal["checks"]
    width: int = Field(4, ge=2, le=12)

    def cards(self, catalogue: Catalogue) -> list[Card]:
        """The cards as they would stand in the file."""
        return [
            Card(
                id=re.sub(r"\W", "_", saved.id.removeprefix(f"{self.each}/")).lower(),
                report=saved.id,
                view="check",
                width=self.width,
            )
            for saved in catalogue.of(self.each)
        ]


class PathEnds(_Strict):
    """Two records of which it is told what relates them."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    start: Annotated[str, Field(min_length=1, max_length=64)] = Field(alias="from")
    end: Annotated[str, Field(min_length=1, max_length=64)] = Field(alias="to")
    by: Literal["shortest", "strongest"] = "shortest"

    def query(self) -> str:
        """As an address says it."""
        return urlencode({"from": self.start, "to": self.end, "by": self.by})


class Row(_Strict):
    """Cards side by side; or the ``path`` between two records, or a saved ``view`` of the explorer; or
    an item of an agenda (``item`` is its key), also a ``note``, or ``gone``. ``record``: the id of the
    record whose name stands over it."""

    title: Words | None = None
    cards: tuple[Card, ...] = ()
    item: str = ""
    record: str = ""
    note: str = ""
    view: str = ""
    path: PathEnds | None = None
    gone: Words | None = None

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if not (self.cards or self.item or self.note or self.view or self.path):
            raise PydanticCustomError("too_short", "a row needs cards")
        return self


class Page(_Strict):
    """A page. ``parameters`` are shared: each card gets those that its report declares.

    ``own`` declares parameters that no report knows, such as the day of a comparison. ``holds`` is
    the parameter that a click on a thing sets; it needs no blank in the form. A page of kind
    ``record`` shows the one record that the address names by its id: a record of a kind named in
    ``of``, or any that no other page is ``of``. One of kind ``todo`` shows beside its cards what waits
    outside the graph, and how much waits in all stands beside it in the menu. One of kind ``explorer``
    is the graph to be walked through, and has no cards.
    """

    id: str = Field("", pattern=NAME)
    kind: Literal[
        "cards", "report_desk", "record", "editions", "imports", "audit", "people", "todo", "new",
        "agendas", "agenda", "explorer", "help", "outtray",
    ] = "cards"  # fmt: skip
    of: tuple[str, ...] = ()
    menu: bool = True
    """Whether the page stands in the menu."""
    audience: tuple[Audience, ...] = ("staff", "committee", "public")
    """Who finds it in the menu, and cards on it."""
    title: Words
    about: Words | None = None
    order: int = 100
    key: str = Field("", pattern="^[a-z]?$")
    """The letter that opens the page after a ``g``."""
    parameters: tuple[str, ...] = ()
    own: dict[str, Parameter] = {}
    holds: str | None = None
    makes: tuple[str, ...] = ()
    """The pages on which new records of what this one shows are made."""
    action: str = ""
    """The action that a page of kind ``new`` is the form of."""
    rows: tuple[Row, ...] = ()
    fed_by: tuple[str, ...] = ()
    """Ids of the registers whose rows the page shows."""
    broken: Words | None = None
    """What is wrong with the file, where it cannot be used."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        ids = [card.id for card in self.cards()]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            raise ValueError(f"the card id {twice[0]} is used twice")
        for card in self.cards():
            if card.compare and card.compare.day and card.compare.day not in self.own:
                raise ValueError(
                    f"{card.id} compares with {card.compare.day}, which is not declared"
                )
        return self

    def cards(self) -> Iterator[Card]:
        """Every card from the top."""
        for row in self.rows:
            yield from row.cards

    def card(self, id: str) -> Card | None:
        """The card of an id."""
        return next((card for card in self.cards() if card.id == id), None)

    def declared(self, catalogue: Catalogue) -> dict[str, Parameter]:
        """The parameters of the page's form: those that its cards share, and its own."""
        headers = [
            catalogue.find(report).header for card in self.cards() for report in card.reports()
        ]
        shared = {
            name: next(h.parameters[name] for h in headers if name in h.parameters)
            for name in self.parameters
            if any(name in header.parameters for header in headers)
        }
        return {**shared, **self.own}

    @property
    def path(self) -> str:
        """The last part of the page's address; all records share one."""
        return RECORD if self.kind == "record" else self.id

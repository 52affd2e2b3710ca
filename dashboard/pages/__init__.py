"""Pages as YAML files: a title, shared parameters, and rows of cards that name reports."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cypher.catalogue import Catalogue
from cypher.errors import BrokenFile
from cypher.faults import sentence
from cypher.header import Kind, Words
from cypher.header_yaml import HeaderText
from cypher.parsing import decoded
from dashboard.texts import Lang
from graph.errors import GraphError
from graph.model import node_of_id

RECORD = "record"
"""The path of every record's page."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Card(_Strict):
    """One card: the report it shows, and how it is shown where that differs from the report's view."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    report: str
    title: Words | None = None
    note: Words | None = None
    """The line under a number; ``{column}`` stands for a column's value."""
    width: int = Field(12, ge=2, le=12)
    """Of the twelve columns of a wide screen."""
    values: dict[str, str | int | float | bool] = {}
    """Parameters that this card fixes."""
    view: Kind | None = None
    columns: tuple[str, ...] | dict[Lang, tuple[str, ...]] | None = None
    """Those that are listed; for each language where they differ."""
    most: int | None = Field(None, ge=1)
    """How many rows are listed at most."""
    total: str | None = None
    """The column that tells how many rows there are in all."""

    def listed(self, lang: Lang) -> tuple[str, ...] | None:
        """The columns that are listed in a language."""
        return self.columns.get(lang) if isinstance(self.columns, dict) else self.columns


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


class Row(_Strict):
    """Cards side by side."""

    title: Words | None = None
    cards: tuple[Card, ...] = Field(min_length=1)


def _spread(told: object, catalogue: Catalogue) -> object:
    """A page as it is written, each ``each`` put in place of its cards."""
    rows = told.get("rows") if isinstance(told, dict) else None
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("cards"), list):
            row["cards"] = [
                made
                for one in row["cards"]
                for made in (
                    Each.model_validate(one).cards(catalogue)
                    if isinstance(one, dict) and "each" in one
                    else [one]
                )
            ]
    return told


class Page(_Strict):
    """A page. ``parameters`` are shared: each card gets those that its report declares.

    A page of kind ``record`` shows the one record that the address names by its id: a record of a
    kind named in ``of``, or any that no other page is ``of``.
    """

    id: str = Field("", pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["cards", "report_desk", "record"] = "cards"
    of: tuple[str, ...] = ()
    menu: bool = True
    """Whether the page stands in the menu."""
    title: Words
    about: Words | None = None
    order: int = 100
    parameters: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    broken: Words | None = None
    """What is wrong with the file, where it cannot be used."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        ids = [card.id for card in self.cards()]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            raise ValueError(f"the card id {twice[0]} is used twice")
        return self

    def cards(self) -> Iterator[Card]:
        """Every card from the top."""
        for row in self.rows:
            yield from row.cards

    def card(self, id: str) -> Card | None:
        """The card of an id."""
        return next((card for card in self.cards() if card.id == id), None)

    @property
    def path(self) -> str:
        """The last part of the page's address; all records share one."""
        return RECORD if self.kind == "record" else self.id


def load_pages(catalogue: Catalogue, own: Path | None = None) -> dict[str, Page]:
    """The shipped pages and the user's own, in their order.

    A broken page of the user's own stands in the menu with its sentence and takes nothing else
    down. Raises BrokenFile or UnknownReport for a shipped one.
    """
    pages: dict[str, Page] = {}
    for name, file, shipped in _files(own):
        try:
            page = _read(name, file.read_bytes(), catalogue, pages)
        except (GraphError, OSError) as error:
            if shipped:
                raise
            page = _broken(name, error)
        pages[page.id] = page
    return dict(sorted(pages.items(), key=lambda item: (item[1].order, item[0])))


def record_page_of(pages: Mapping[str, Page], id: str) -> Page:
    """The page for the record of an id: that of its kind, else the one that is ``of`` no kind."""
    kind = node_of_id(id)
    found = [page for page in pages.values() if page.kind == "record"]
    general = next(page for page in found if not page.of)
    return next((page for page in found if kind and kind.__name__ in page.of), general)


def _files(own: Path | None) -> Iterator[tuple[str, Traversable, bool]]:
    """Name for people, file, and whether it is a shipped one."""
    places: list[tuple[str, Traversable]] = [("dashboard/pages", files(__package__))]
    if own is not None and (own / "pages").is_dir():
        places.append((str(own / "pages"), own / "pages"))
    for place, folder in places:
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                yield f"{place}/{file.name}", file, place == places[0][0]


def _read(name: str, data: bytes, catalogue: Catalogue, taken: Mapping[str, Page]) -> Page:
    """A page from its file, with every report that it names looked up."""
    written = HeaderText(decoded(data, name), 1, name)
    try:
        told = _spread(written.told, catalogue)
        page = Page.model_validate({"id": _stem(name), **told} if isinstance(told, dict) else told)
    except ValidationError as error:
        detail = error.errors()[0]
        model = Each if error.title == Each.__name__ else Page
        raise BrokenFile(name, written.line(detail["loc"]), *sentence(detail, model)) from None
    if page.id in taken:
        zh, en = f"页面编号 {page.id} 已被占用。", f"the page id {page.id} is taken."
        raise BrokenFile(name, 1, zh, en)
    for card in page.cards():
        catalogue.find(card.report)
    return page


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _broken(name: str, error: GraphError | OSError) -> Page:
    """What stands in the menu for a page that cannot be used."""
    zh, en = (error.zh, error.en) if isinstance(error, GraphError) else (str(error), str(error))
    stem = re.sub(r"\W", "_", _stem(name)).lower()
    return Page(
        id=f"broken_{stem}",
        title=Words(zh=f"⚠ {stem}", en=f"⚠ {stem}"),
        order=990,
        broken=Words(zh=zh, en=en),
    )

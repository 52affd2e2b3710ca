"""Pages as YAML files: a title, shared parameters, and rows of cards that name reports."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cypher.catalogue import Catalogue
from cypher.header import Kind, Words
from dashboard.errors import PageError
from dashboard.texts import Lang
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


class Row(_Strict):
    """Cards side by side."""

    title: Words | None = None
    cards: tuple[Card, ...] = Field(min_length=1)


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
    """The shipped pages and the user's own, in their order. Raises PageError."""
    pages: dict[str, Page] = {}
    for name, file in _files(own):
        page = _read(name, file.read_text(encoding="utf-8"))
        if page.id in pages:
            raise PageError(
                f"{name}：页面编号 {page.id} 已被占用。", f"{name}: the page id {page.id} is taken."
            )
        for card in page.cards():
            catalogue.find(card.report)
        pages[page.id] = page
    return dict(sorted(pages.items(), key=lambda item: (item[1].order, item[0])))


def record_page_of(pages: Mapping[str, Page], id: str) -> Page:
    """The page for the record of an id: that of its kind, else the one that is ``of`` no kind."""
    kind = node_of_id(id)
    found = [page for page in pages.values() if page.kind == "record"]
    general = next(page for page in found if not page.of)
    return next((page for page in found if kind and kind.__name__ in page.of), general)


def _files(own: Path | None) -> Iterator[tuple[str, Traversable]]:
    places: list[tuple[str, Traversable]] = [("dashboard/pages", files(__package__))]
    if own is not None and (own / "pages").is_dir():
        places.append(("own/pages", own / "pages"))
    for place, folder in places:
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                yield f"{place}/{file.name}", file


def _read(name: str, text: str) -> Page:
    """A page from its text. Raises PageError with the place and what is wrong."""
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    try:
        return Page.model_validate({"id": stem, **(yaml.safe_load(text) or {})})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise PageError(f"{place}：不是正确的 YAML。", f"{place}: not valid YAML.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = f"{name}: {'.'.join(str(part) for part in first['loc'])}"
        raise PageError(f"{place}:{first['msg']}", f"{place}: {first['msg']}") from None

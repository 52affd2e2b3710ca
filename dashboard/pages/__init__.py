"""Pages as YAML files: the shipped ones and the user's own, read and put in their order."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from cypher.errors import BrokenFile
from cypher.file.header_rules import parameter_faults
from cypher.file.parse import decoded
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml
from cypher.header import Words
from cypher.library.catalogue import Catalogue
from cypher.library.walk import read_own, yaml_files
from dashboard.pages.page_model import RECORD, Card, Each, Page, Row, Way
from graph.errors import GraphError
from graph.model import node_of_id
from graph.text import printable

__all__ = ["RECORD", "Card", "Page", "Row", "Way", "load_pages", "record_page_of"]


def load_pages(catalogue: Catalogue, own: Path | None = None) -> dict[str, Page]:
    """The shipped pages and the user's own, in their order.

    A broken page of the user's own stands in the menu with its sentence and takes nothing else
    down. Raises BrokenFile or UnknownReport for a shipped one.
    """
    pages: dict[str, Page] = {}
    for name, file, shipped in _files(own):
        try:
            page = _read(
                name, file.read_bytes() if shipped else read_own(file, name), catalogue, pages
            )
        except GraphError as error:
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


def _spread(page: object, catalogue: Catalogue) -> object:
    """A page as it is written, each ``each`` replaced by its cards."""
    rows = page.get("rows") if isinstance(page, dict) else None
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("cards"), list):
            row["cards"] = [
                card
                for entry in row["cards"]
                for card in (
                    Each.model_validate(entry).cards(catalogue)
                    if isinstance(entry, dict) and "each" in entry
                    else [entry]
                )
            ]
    return page


def _files(own: Path | None) -> Iterator[tuple[str, Traversable, bool]]:
    """Name for people, file, and whether it is a shipped one."""
    folder = (own or Path()) / "pages"
    return yaml_files(files(__package__), "dashboard/pages", own and folder, "own/pages")


def _read(name: str, content: bytes, catalogue: Catalogue, taken: Mapping[str, Page]) -> Page:
    """A page from its file, with every report that it names looked up."""
    written = LocatedYaml(decoded(content, name), 1, name)
    try:
        data = _spread(written.value, catalogue)
        page = Page.model_validate({"id": _stem(name), **data} if isinstance(data, dict) else data)
    except ValidationError as error:
        detail = error.errors()[0]
        model = Each if error.title == Each.__name__ else Page
        raise BrokenFile(
            name, written.line(place(detail, model)), *sentence(detail, model)
        ) from None
    if page.id in taken:
        zh, en = f"页面编号 {page.id} 已被占用。", f"the page id {page.id} is taken."
        raise BrokenFile(name, 1, zh, en)
    for where, zh, en in parameter_faults(page.own):
        raise BrokenFile(name, written.line(("own", *where)), zh, en)
    named = [report for card in page.cards() for report in card.reports()]
    for id in [*named, *(one.source for one in page.own.values() if one.source)]:
        catalogue.find(id)
    return page


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


def _broken(name: str, error: GraphError) -> Page:
    """What stands in the menu for a page that cannot be used."""
    stem = printable(_stem(name))
    id = stem if re.fullmatch("[a-z0-9_]+", stem) else hashlib.sha256(stem.encode()).hexdigest()[:8]
    return Page(
        id=f"broken_{id}",
        title=Words(zh=f"⚠ {stem}", en=f"⚠ {stem}"),
        order=990,
        broken=Words(zh=error.zh, en=error.en),
    )

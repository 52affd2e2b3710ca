"""Which registers feed a page, which of them hold nothing yet, and where one begins with none."""

from collections.abc import Mapping, Set
from typing import Any

from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.render.page_request import PageRequest
from graph.load.registers import Register, load_registers


def asks_what_is_held(request: PageRequest) -> bool:
    """Whether what a page shows depends on which kinds of data there are."""
    return bool(request.page.fed_by) or may_lead(request)


def missing_registers(page: Page, held: Set[str] | None) -> list[Register]:
    """The registers that feed a page and of which nothing has been brought in.

    ``held``: the kinds of the model of which there are any; None where that is not known yet.
    """
    if held is None:
        return []
    registers = load_registers().by_id
    return [registers[id] for id in page.fed_by if held.isdisjoint(registers[id].kinds.values())]


def leads(request: PageRequest, held: Set[str] | None) -> bool:
    """Whether the page is the first one, of a graph with nothing in it: it says where to begin."""
    return held is not None and not held and may_lead(request)


def may_lead(request: PageRequest) -> bool:
    """Whether the page is the one that leads where there is nothing in the graph."""
    pages = request.files.pages
    importing = any(page.kind == "imports" for page in pages.values())
    return importing and request.page.id == next(iter(pages))


def feeding_context(request: PageRequest, held: Set[str] | None) -> Mapping[str, Any]:
    """``missing``: names of the registers that a page lacks; ``lead``: on the first page of a graph
    with nothing in it, every register with what a row is and the pages that it feeds."""
    lang, pages = request.location.lang, request.files.pages
    missing = [one.sheet.get(lang) for one in missing_registers(request.page, held)]
    home = next((page for page in pages.values() if page.kind == "imports"), None)
    if home is None:
        return {"missing": [], "lead": None, "imports_link": ""}
    lead = None
    if leads(request, held):
        lead = [
            {"title": one.sheet.get(lang), "about": one.about.get(lang), "first": one.first,
             "pages": [page.title.get(lang) for page in pages.values() if one.id in page.fed_by]}
            for one in load_registers()
        ]  # fmt: skip
    link = Location(home.id, lang, None, {}).link(pages)
    return {"missing": missing, "lead": lead, "imports_link": link}

"""Which registers feed a page, which of them hold nothing yet, and where one begins with none."""

from collections.abc import Mapping
from typing import Any

from dashboard.concurrency.data_state import DataState
from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.render.page_request import PageRequest
from graph.load.registers import Register, load_registers


def missing_registers(page: Page, state: DataState | None) -> list[Register]:
    """The registers that feed a page and of which nothing has been brought in."""
    if state is None:
        return []
    registers = load_registers().by_id
    return [
        registers[id] for id in page.fed_by if state.held.isdisjoint(registers[id].kinds.values())
    ]


def leads(request: PageRequest, state: DataState | None) -> bool:
    """Whether the page is the first one, of a graph with nothing in it: it says where to begin."""
    pages = request.files.pages
    importing = any(page.kind == "imports" for page in pages.values())
    is_first = request.page.id == next(iter(pages))
    return importing and is_first and state is not None and not state.held


def feeding_context(request: PageRequest, state: DataState | None) -> Mapping[str, Any]:
    """``missing``: names of the registers that a page lacks; ``lead``: on the first page of a graph
    with nothing in it, every register with what a row is and the pages that it feeds."""
    lang, pages = request.location.lang, request.files.pages
    missing = [one.sheet.get(lang) for one in missing_registers(request.page, state)]
    home = next((page for page in pages.values() if page.kind == "imports"), None)
    if home is None:
        return {"missing": [], "lead": None, "imports_link": ""}
    lead = None
    if leads(request, state):
        lead = [
            {"title": one.sheet.get(lang), "about": one.about.get(lang), "first": one.first,
             "pages": [page.title.get(lang) for page in pages.values() if one.id in page.fed_by]}
            for one in load_registers()
        ]  # fmt: skip
    link = Location(home.id, lang, None, {}).link(pages)
    return {"missing": missing, "lead": lead, "imports_link": link}

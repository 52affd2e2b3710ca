"""What a page shows of what is to be done: the number in the menu, and what waits beside the records."""

from functools import partial
from typing import Any

from dashboard.concurrency.data_state import DataState
from dashboard.render.page_request import PageRequest, shows_waiting
from dashboard.render.site import Site
from dashboard.render.templates import environment
from dashboard.render.waiting import InGraph, beside_graph


async def matters_of(site: Site, request: PageRequest, found: InGraph | None) -> dict[str, Any]:
    """``waiting``: how much waits in all, as it stands in the menu; ``beside_graph``: what waits
    beside the records; ``checking``: whether the data's checks still run. All empty where nothing was counted for this reader."""
    if found is None:
        return {"waiting": "", "beside_graph": (), "checking": True}
    may = site.access.gate.rights_of(request.reader)
    look = partial(
        beside_graph, found, request.files, site.imports, request.reader, may, request.location.lang
    )
    matters = await site.executors.files.run(
        look, bounded=False
    )  # short, and a hundred ask at once
    number = found.things + sum(one.number for one in matters)
    return {
        "waiting": f"{number:,}" if number else "",
        "beside_graph": matters,
        "checking": found.failing is None,
    }


async def waiting_now(site: Site, request: PageRequest, state: DataState) -> dict[str, str]:
    """The same for a page that is open already: ``waiting`` as text, and ``beside`` as HTML where
    the page shows it; nothing for a reader in whose menu it does not stand. Raises GraphError."""
    if not shows_waiting(request):
        return {}
    found = await site.waiting.in_graph(state.version, request.files.catalogue)
    matters = await matters_of(site, request, found)
    if request.page.kind != "todo":
        return {"waiting": matters["waiting"]}
    beside = environment().get_template("todo_beside.html")
    return {
        "waiting": matters["waiting"],
        "beside": beside.render(**matters, lang=request.location.lang),
    }

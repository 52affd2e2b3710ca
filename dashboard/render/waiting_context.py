"""What a page shows of what is to be done: the number in the menu, and what waits beside the records."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from dashboard.concurrency.data_state import DataState
from dashboard.errors import Busy
from dashboard.render.page_request import PageRequest, shows_waiting
from dashboard.render.site import PATIENCE, Site
from dashboard.render.templates import environment
from dashboard.render.waiting import InGraph, beside_graph
from graph.errors import GraphError


async def matters_of(site: Site, request: PageRequest, found: InGraph | None) -> dict[str, Any]:
    """``waiting``: how much waits in all, as it stands in the menu; ``beside_graph``: what waits
    beside the records; ``checking``: whether the data's checks still run. All empty where nothing was counted for this reader."""
    if found is None:
        return {"waiting": "", "beside_graph": (), "checking": True}
    may = site.access.gate.rights_of(request.reader)
    look = partial(
        beside_graph, found, request.files, site.imports, site.tray, request.reader, may,
        request.location.lang,
    )  # fmt: skip
    matters = await site.executors.files.run(
        look, bounded=False
    )  # short, and a hundred ask at once
    number = found.things + sum(one.number for one in matters)
    return {
        "waiting": f"{number:,}" if number else "",
        "beside_graph": matters,
        "checking": found.failing is None,
    }


async def frame_of(site: Site, request: PageRequest) -> dict[str, Any]:
    """What stands around a page that shows no cards, such as a form: ``synthetic``, whether the data
    are invented, and ``waiting``, as in the menu of every page; as far as it is there in time."""
    try:
        state = await asyncio.wait_for(site.states.current(), PATIENCE)
    except (GraphError, TimeoutError):
        return {"synthetic": False, "waiting": ""}
    found = None
    if shows_waiting(request):
        found = site.waiting.last
        with suppress(GraphError, Busy, TimeoutError):
            work = site.waiting.in_graph(state.version, request.files.catalogue)
            found = await asyncio.wait_for(work, PATIENCE)
    matters = await matters_of(site, request, found)
    return {"synthetic": state.synthetic, "waiting": matters["waiting"]}


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

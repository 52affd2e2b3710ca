"""What a page shows of the steps of its record, or of the form that makes a new one."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from dashboard.actions import Asked
from dashboard.actions.panel import new_record_context, panel_context
from dashboard.actions.service import Actions
from dashboard.render.page_data import PageData
from dashboard.render.page_request import PageRequest
from dashboard.render.site import PATIENCE, Site
from dashboard.texts import either
from graph.errors import GraphError
from graph.model import node_of_id


async def steps_of_page(
    site: Site, request: PageRequest, data: PageData, asked: Asked
) -> Mapping[str, object]:
    """``panel`` or ``making`` for the template; ``steps_late`` where the page is to ask for it itself.

    A form that was opened, a new record's, and what was done are waited for: they work without a script.
    """
    page, actions = request.page, site.actions
    makes = [
        (id, request.files.pages[id].title.get(asked.lang))
        for id in page.makes
        if id in request.files.pages
    ]
    shows: dict[str, Any] = {"may_act": True, "makes": makes}
    if actions is None or page.kind not in ("record", "new"):
        return shows
    if page.kind == "record" and not _has_steps(actions, asked.id):
        return shows
    if (
        data.state is None
    ):  # the database has not answered yet; a page that is whole later asks then
        return {**shows, "steps_late": page.kind == "record"}
    if page.kind == "new":
        at = Asked(asked.lang, asked.token, "", page.action, asked.values, wrong=asked.wrong)
        read, name = new_record_context, "making"
    else:
        at, read, name = asked, panel_context, "panel"
    work = site.executors.quick.run(
        partial(read, actions, site.runner, request.reader, at, data.state.today)
    )
    patient = page.kind == "new" or asked.step or asked.change or asked.wrong
    try:
        return {**shows, name: await asyncio.wait_for(work, None if patient else PATIENCE)}
    except TimeoutError:
        return {**shows, "steps_late": True}
    except GraphError as error:
        return {**shows, "wrong": either(error, asked.lang)}


def _has_steps(actions: Actions, id: str) -> bool:
    """Whether records of this kind have steps that can be taken."""
    kind = node_of_id(id)
    return kind is not None and bool(actions.library.on(kind.__name__))

"""The page on which one walks through the graph: its first walk and its still picture."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from cypher.errors import BrokenFile
from cypher.library.catalogue import Catalogue
from dashboard.explorer.marks.marking import marked
from dashboard.figures.relations.walk_picture import walk_picture
from dashboard.render.explorer.first_walks import NOTHING, Walk
from dashboard.render.explorer.words import begins_json, marks_json
from dashboard.render.page_data import PageData
from dashboard.render.page_request import PageRequest
from dashboard.render.site import PATIENCE, Site
from dashboard.texts import either, say
from graph.errors import GraphError

MOST_IDS = 2000
"""How many ids of an address are looked for."""
LISTED = 300
"""How many are listed before the script lists them."""


async def explorer_context(site: Site, request: PageRequest, data: PageData) -> dict[str, Any]:
    """``still``: the still picture; ``shown``: its nodes; ``explorer``: what the script begins with,
    as JSON; ``wrong``: why the address's walk cannot be shown. Empty for another kind of page."""
    if request.page.kind != "explorer":
        return {}
    lang, values = request.location.lang, request.location.values
    walk: Walk | None = None
    wrong, day = {}, _day(values.get("as_of", ""))
    try:
        walk = await _first(site, request, data, day)
    except GraphError as error:
        wrong = {"wrong": either(error, lang)}
    shown = walk or NOTHING
    marks, rules = request.files.marks, request.files.marks.from_start
    if values.get("view"):
        rules = ()  # a view has its own
    today = data.state.today if data.state else None
    at = day or today
    found = marked(shown, rules, marks, lang, at) if at is not None else {}
    begins = begins_json(
        lang,
        shown,
        day=day.isoformat() if day else "",
        today=today.isoformat() if today else "",
        view=values.get("view", ""),
        asked=values.get("ids", ""),
        late=walk is None,
        marks=marks_json(marks, _broken(request.files.catalogue), lang, request.reader),
        path=_path(values),
    )
    return {
        "still": walk_picture(shown, say("explorer_picture", lang), found),
        "shown": shown["nodes"][:LISTED],
        "walk_late": walk is None,
        "explorer": Markup(begins),
        **wrong,
    }


async def _first(site: Site, request: PageRequest, data: PageData, day: date | None) -> Walk | None:
    """The walk that the address names, or a good start; None where it is not there in time, so that
    the page asks again. Raises GraphError."""
    values = request.location.values
    ids = [one for one in values.get("ids", "").split(",") if one][:MOST_IDS]
    if not ids and (values.get("view") or "ids" in values):
        return NOTHING
    version = data.state.tag if data.state else ""
    work = site.first_walks.of(request.reader, version, ids, day, request.location.lang)
    try:
        return await asyncio.wait_for(work, 3 * PATIENCE)
    except TimeoutError:
        return None


def _broken(catalogue: Catalogue) -> list[BrokenFile]:
    """The files of the home's own questions that cannot be read."""
    return [one for one in catalogue.broken if "/explore/" in one.path]


def _path(values: Mapping[str, str]) -> Mapping[str, str] | None:
    """The path that is to be told from the start, between the two records of the address."""
    ends = [one for one in values.get("ids", "").split(",") if one]
    by = values.get("path", "")
    if len(ends) != 2 or by not in ("shortest", "strongest"):
        return None
    return {"from": ends[0], "to": ends[1], "by": by}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

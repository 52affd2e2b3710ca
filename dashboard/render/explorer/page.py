"""The page on which one walks through the graph: its first walk and its still picture."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from dashboard.explorer.opening import good_start, opened
from dashboard.figures.relations.walk_picture import walk_picture
from dashboard.render.explorer.words import begins_json
from dashboard.render.page_data import PageData
from dashboard.render.page_request import PageRequest
from dashboard.render.site import Site
from dashboard.texts import either, say
from graph.errors import GraphError

NOTHING: Mapping[str, Any] = {"nodes": (), "ties": (), "absent": ()}
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
    walk, wrong, day = NOTHING, {}, _day(values.get("as_of", ""))
    try:
        walk = await site.executors.quick.run(partial(_first, site, request, day))
    except GraphError as error:
        wrong = {"wrong": either(error, lang)}
    begins = begins_json(
        lang,
        walk,
        day=day.isoformat() if day else "",
        today=data.state.today.isoformat() if data.state else "",
        view=values.get("view", ""),
        asked=values.get("ids", ""),
    )
    return {
        "still": walk_picture(walk, say("explorer_picture", lang)),
        "shown": walk["nodes"][:LISTED],
        "explorer": Markup(begins),
        **wrong,
    }


def _first(site: Site, request: PageRequest, day: date | None) -> Mapping[str, Any]:
    """The walk that the address names; of an address that names none a good start."""
    values = request.location.values
    ids = [one for one in values.get("ids", "").split(",") if one][:MOST_IDS]
    if not ids and not values.get("view"):
        ids = good_start(site.runner, request.reader)
    if not ids:
        return NOTHING
    return opened(site.runner, request.reader, ids, day, request.location.lang)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

"""Rows of a page that come from the explorer: a path between two records, or a saved view."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from dashboard.pages import Row
from dashboard.texts import say


def walk_of(row: Row, lang: str) -> Mapping[str, str] | None:
    """Where a row that comes from the explorer is asked for, and where it leads; None for another
    row."""
    if row.path is not None:
        ids = f"{row.path.start},{row.path.end}"
        query = urlencode({"ids": ids, "path": row.path.by, "lang": lang})
        return {
            "address": f"explore/told?{row.path.query()}",
            "link": f"explore?{query}".replace("%2C", ","),
            "title": say("explorer_path_card", lang),
        }
    if row.view:
        query = urlencode({"view": row.view, "lang": lang})
        return {
            "address": f"agendas/view/{quote(row.view, safe='')}?",
            "link": f"explore?{query}",
            "title": say("agenda_view", lang),
        }
    return None

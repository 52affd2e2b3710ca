"""Live pictures: a table drawn by HoloViews where a reader asks for more than the still picture shows.

``LIVE`` is the table of them by the view's kind; adding one is a module and a line here. HoloViews
takes a second to load: it is imported by the modules, and those only when a picture is drawn.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from cypher.table import Table

if TYPE_CHECKING:
    from dashboard.figures.live.picture import Asked, Draw

LIVE: Mapping[str, str] = {
    "sankey": "flow",
    "layers": "layers",
    "map": "town_map",
    "matrix": "matrix",
    "bar": "bars",
    "line": "lines",
}
"""The view's kind to the module of this package whose ``draw`` draws it."""


def live_picture(kind: str, table: Table, asked: "Asked") -> Any:
    """The HoloViews overlay of a table as a kind; None for a kind or an answer that has none."""
    if kind not in LIVE or not table.rows:
        return None
    draw = cast("Draw", import_module(f"{__name__}.{LIVE[kind]}").draw)
    return draw(table, asked)


__all__ = ["LIVE", "live_picture"]

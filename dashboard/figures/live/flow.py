"""Who gives to whom, live."""

from typing import Any

from cypher.table import Table
from dashboard.figures.live.picture import Asked
from dashboard.figures.live.shapes import live_scene
from dashboard.figures.relations import sankey


def draw(table: Table, asked: Asked) -> Any:
    """The flows of a table."""
    size = sankey.fitting(asked.room)
    return live_scene(sankey.scene(table, asked.lang, size, asked.leads, asked.link), asked)

"""The map of the town, live: without tiles, as the still one."""

from typing import Any

from cypher.table import Table
from dashboard.figures.live.picture import Asked
from dashboard.figures.live.shapes import live_scene
from dashboard.figures.maps import town_map


def draw(table: Table, asked: Asked) -> Any:
    """The places of a table."""
    size = town_map.WIDE if asked.room >= 620 else town_map.NARROW
    return live_scene(town_map.scene(table, asked.lang, size, asked.link), asked)

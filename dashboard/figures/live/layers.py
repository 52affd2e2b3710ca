"""The layered map, live."""

from typing import Any

from cypher.table import Table
from dashboard.figures.live.picture import Asked
from dashboard.figures.live.shapes import live_scene
from dashboard.figures.relations import layers


def draw(table: Table, asked: Asked) -> Any:
    """The relationships of a table."""
    size = layers.WIDE if asked.room >= 620 else layers.NARROW
    return live_scene(layers.scene(table, asked.lang, size, link=asked.link), asked)

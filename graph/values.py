"""Driver values to plain Python values, and back."""

from collections.abc import Mapping
from datetime import datetime

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.model.base import SHANGHAI
from graph.text import printable

_PLAIN = (int, float, bool, bytes, type(None))


def plain(value: object) -> object:
    """A value of the driver as a plain one, its texts with nothing that cannot be shown.

    Dates and times become Python's (times at +08:00, to the microsecond), durations ISO text,
    points ``{"longitude", "latitude"}`` or ``{"x", "y"}``, nodes ``{"labels", "properties"}``,
    relationships ``{"type", "properties"}``, paths the list of their nodes and relationships.
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, DateTime):
        return _time(value)
    if isinstance(value, Date | Time):
        return value.to_native()
    if isinstance(value, list | tuple) and not isinstance(value, Point | Duration):
        return [plain(item) for item in value]
    if isinstance(value, Mapping) and not isinstance(value, Node | Relationship):
        return {printable(key): plain(item) for key, item in value.items()}
    return _special(value)


def _time(value: DateTime) -> object:
    """The time at +08:00; as ISO text where that lies outside the calendar."""
    native: datetime = value.to_native()
    try:
        return native.astimezone(SHANGHAI) if native.tzinfo else native
    except OverflowError:
        return value.iso_format()


def _special(value: object) -> object:
    if isinstance(value, Duration):
        return value.iso_format()
    if isinstance(value, Point):
        names = ("longitude", "latitude", "height") if value.srid in (4326, 4979) else "xyz"
        return dict(zip(names, value, strict=False))
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _properties(value)}
    if isinstance(value, Path):
        return [
            plain(part)
            for pair in zip(value.nodes, value.relationships, strict=False)
            for part in pair
        ] + [plain(value.nodes[-1])]
    return str(value)


def _properties(entity: Node | Relationship) -> dict[str, object]:
    return {printable(key): plain(item) for key, item in sorted(entity.items())}

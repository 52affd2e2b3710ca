"""Properties as the driver sends them: places and times of its own types."""

from collections.abc import Callable
from datetime import time
from functools import cache, partial

import neo4j.time
from neo4j.spatial import WGS84Point

from graph.load.record import Properties
from graph.load.table.fields import KINDS, fields_of
from graph.model import Located


@cache
def sender(kind: str) -> Callable[[Properties], Properties]:
    """What makes properties of a kind ready to be sent; what it is given stays as it is."""
    row = KINDS[kind]
    names = [name for name, field in fields_of(row).items() if field.base is time]
    if issubclass(row, Located):
        names.append("location")
    return partial(_converted, names) if names else dict


def _converted(names: list[str], properties: Properties) -> Properties:
    sent = dict(properties)
    for name in names:
        value = sent.get(name)
        if isinstance(value, time):
            # the driver's own type: it takes a Python time without a zone for one with a zone
            sent[name] = neo4j.time.Time.from_native(value)
        elif isinstance(value, dict):
            sent[name] = WGS84Point((value["longitude"], value["latitude"]))
    return sent

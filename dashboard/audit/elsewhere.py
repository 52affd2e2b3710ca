"""Seals of the trail noted elsewhere: in the graph, in backups, in editions.

So whoever cuts the end off the trail, or puts another in its place, has to change those too.
"""

import logging
from functools import cache
from importlib.resources import files

from dashboard.audit.seals import Seal, Why
from dashboard.audit.trail import Trail
from graph.client import Graph
from graph.errors import GraphError

log = logging.getLogger(__name__)
_SECONDS = 5.0
_PROPERTY = "auditSeal_"
"""Before the name of a trail: several homes may share one graph."""


def seal_for(trail: Trail, why: Why) -> str:
    """The seal of now as text, for a manifest; "" without a trail. Raises AuditFailed."""
    return str(trail.seal(why) or "")


def seal_after_write(trail: Trail, graph: Graph, why: Why = "load") -> None:
    """Seal what was recorded, and note the seal in the graph; a failure is logged.

    A seal that the graph holds and this trail does not stays there for ``verify``.
    """
    try:
        seal, seals = trail.seal(why), trail.seals
        if seal is None or seals is None:
            return
        before = {one.trail: one for one in in_graph(graph)}.get(seal.trail)
        if before is not None and not seals.holds(before):
            log.warning("the graph holds seal %d of the trail, which the trail does not", before.n)
            return
        if before == seal:
            return
        graph.write(
            statement("note_seal"),
            {"seals": {f"{_PROPERTY}{seal.trail}": f"{seal.n}:{seal.hash}"}},
            seconds=_SECONDS,
        )
    except (GraphError, OSError):
        log.exception("the seal of the trail was not noted in the graph")


def in_graph(graph: Graph) -> list[Seal]:
    """The seals that the graph holds, one of each trail. Raises GraphError."""
    held = graph.read(statement("seals_in_graph"), seconds=_SECONDS).value()
    properties = held if isinstance(held, dict) else {}
    found = (
        Seal.read(f"{name.removeprefix(_PROPERTY)}:{value}")
        for name, value in properties.items()
        if name.startswith(_PROPERTY)
    )
    return [one for one in found if one is not None]


@cache
def statement(name: str) -> str:
    """One of the trail's own statements."""
    return files("dashboard.audit").joinpath(f"{name}.cypher").read_text("utf-8")

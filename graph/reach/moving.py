"""Which changes of single records make some station nearer or farther."""

from collections.abc import Iterable

from graph.load.record import RecordChange
from graph.model import NODES, Located

_REACHED = ("DeliverySite", "ServiceStation")
"""Kinds between which reach is worked out while they are open."""


def moves(records: Iterable[RecordChange]) -> bool:
    """Whether reach is to be looked at again: something is elsewhere, opened or closed."""
    return any(map(_moves, records))


def _moves(record: RecordChange) -> bool:
    values = {**(record.before or {}), **(record.after or {})}
    kind = NODES.get(record.kind)
    is_placed = kind is not None and issubclass(kind, Located) and "location" in values
    return record.kind == "Hosts" or is_placed or (record.kind in _REACHED and "status" in values)

"""Which changes of single records make some station nearer or farther."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from graph.model import NODES, Located

_REACHED = ("DeliverySite", "ServiceStation")
"""Kinds between which reach is worked out while they are open."""


class Changed(Protocol):
    """A record that has changed: its kind, and its values before and after. The package of loads has
    such, and rests on this one itself."""

    @property
    def kind(self) -> str:
        """The class of its kind."""

    @property
    def before(self) -> Mapping[str, object] | None:
        """What changed of it, as it was; None where it is new."""

    @property
    def after(self) -> Mapping[str, object] | None:
        """The same as it is; None where it is gone."""


def moves(records: Iterable[Changed]) -> bool:
    """Whether reach is to be looked at again: something is elsewhere, opened or closed."""
    return any(map(_moves, records))


def _moves(record: Changed) -> bool:
    values = {**(record.before or {}), **(record.after or {})}
    kind = NODES.get(record.kind)
    is_placed = kind is not None and issubclass(kind, Located) and "location" in values
    return record.kind == "Hosts" or is_placed or (record.kind in _REACHED and "status" in values)

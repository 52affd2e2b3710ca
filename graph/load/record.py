"""One node or relationship as it is before a write and as it is after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Properties = dict[str, object]
Action = Literal["new", "changed", "unchanged", "ended", "removed", "missing"]


@dataclass(slots=True)
class RecordChange:
    """A node or a relationship that a load makes, changes or takes away.

    ``kind`` is the class name of the model. A node has ``id``; a relationship ``start``, ``end``
    and ``keys``, which with its kind tell it apart. ``before`` is None where it is new, ``after``
    where it is taken away; both hold all properties then, and only those that change otherwise.
    A place is ``{"longitude", "latitude"}`` in WGS-84. ``rev`` is the record's number before.
    """

    kind: str
    action: Action
    before: Properties | None
    after: Properties | None
    rev: int = 0
    id: str = ""
    start: str = ""
    end: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    replaces: str = ""
    """The reference of the relationship whose place this one takes."""

    @property
    def name(self) -> str:
        """The node's id, or ``start -> end`` with the keys of a relationship."""
        if self.id:
            return self.id
        keys = "".join(f" {value}" for value in self.keys.values())
        return f"{self.start} -> {self.end}{keys}"

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells the record apart from every other in the graph."""
        ends = (self.start, self.end, *self.keys.values())
        return (self.kind, self.id) if self.id else (self.kind, *ends)

    @property
    def ref(self) -> str:
        """What names this change within its plan."""
        return f"{self.sheet}!{self.row}!{self.kind}!{self.name}"

    def inverse(self) -> "RecordChange":
        """What gives back the record as it was before this change."""
        actions: dict[Action, Action] = {"new": "removed", "removed": "new"}
        return replace(
            self,
            action=actions.get(self.action, "changed"),
            before=self.after,
            after=self.before,
            rev=self.rev + 1,
            replaces="",
        )

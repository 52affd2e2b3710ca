"""What is to become of many records at once, and what would become of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.entry.kinds import Pattern, entered_fields, patterns_of
from graph.entry.problems import SlotProblem
from graph.load.plan.describing import NAME_FIELDS
from graph.load.record import RecordChange
from graph.load.table.fields import Field
from graph.model import NODES, about_fields

END = "end"
"""In the place of a field: the records end on a day."""
MOST = 500
"""Records of one such change; more are changed by a workbook."""
_PLACE = frozenset({"longitude", "latitude", "datum"})
What = Literal["changes", "same", "refused", "met", "gone"]
"""What becomes of a record: it changes, is so already, cannot be, was changed by somebody else since
the plan was looked at, or is not there any more."""


@dataclass(frozen=True)
class Together:
    """What is to become of some records of a kind.

    ``slot`` is a field, ``Name|way`` of a relationship of which a record has one, or ``END``.
    ``text`` is the new value, or who stands at the other end; ``day`` is when that begins or the
    records end. ``seen`` has for each record what the plan showed that it had.
    """

    kind: str
    ids: tuple[str, ...]
    slot: str
    text: str = ""
    day: str = ""
    seen: Mapping[str, str] | None = None


@dataclass
class Line:
    """One record of the plan. ``before`` and ``after`` are values, or names; ``was`` tells them apart."""

    id: str
    name: str
    was: str = ""
    before: object = None
    after: object = None
    what: What = "same"
    problems: list[SlotProblem] = field(default_factory=list)
    records: list[RecordChange] = field(default_factory=list)


@dataclass
class TogetherPlan:
    """A line for each record, and how often each was written; ``faults`` is what is wrong with the
    new value itself."""

    lines: dict[str, Line] = field(default_factory=dict)
    revs: dict[str, int] = field(default_factory=dict)
    faults: list[SlotProblem] = field(default_factory=list)
    change: str = ""

    @property
    def records(self) -> list[RecordChange]:
        """Everything that is written."""
        return [one for line in self.lines.values() for one in line.records]

    def of(self, what: What) -> list[Line]:
        """The lines of which one thing becomes."""
        return [one for one in self.lines.values() if one.what == what]


def fields_together(kind: str) -> dict[str, Field]:
    """The fields of a kind that can be given one value in many records: not its name, not its place."""
    about = about_fields(NODES[kind])
    apart = {NAME_FIELDS.get(kind, ""), *_PLACE} | ({"kind"} if NODES[kind].also else set())
    return {
        name: one
        for name, one in entered_fields(kind).items()
        if name not in apart and not about[name].unique
    }


def patterns_together(kind: str) -> list[Pattern]:
    """The relationships of which each record of a kind has one, and can be given another."""
    return [one for one in patterns_of(kind) if one.is_single]

"""The steps of a wish's life, and what one row of a register says of them."""

from dataclasses import dataclass, field
from datetime import datetime

from graph.load.registers.notation import Step
from graph.load.registers.records import Values
from graph.load.table.problems import Place, Words

ENDS = ("CLOSED", "REJECTED", "REFERRED", "WITHDRAWN")
OUTCOMES = ("RETURNED", "REJECTED", "REFERRED")
EARLY_ENDS = {"CANCELLED": "claimant", "REVOKED": "centre", "EXPIRED": "staff"}
"""How a claim ends without a handover, and who then sets the wish free again."""
ACTORS = {
    "SUBMITTED": "rider",
    "IN_REVIEW": "staff",
    "RETURNED": "reviewer",
    "REJECTED": "reviewer",
    "REFERRED": "reviewer",
    "PUBLISHED": "reviewer",
    "CARRIED_OVER": "staff",
    "CLAIMED": "claimant",
    "FULFILLED": "staff",
    "CLOSED": "staff",
    "WITHDRAWN": "rider",
}
"""Who does a step where nothing else is said."""
BEFORE_CLAIM = ("SUBMITTED", "IN_REVIEW", "result", "PUBLISHED", "CARRIED_OVER")
AFTER_VISIT = ("CLOSED", "WITHDRAWN")
ORDER = {
    name: at for at, name in enumerate((*BEFORE_CLAIM, "claim", "FULFILLED", "visit", *AFTER_VISIT))
}


NOWHERE = Place("", "", 0)


@dataclass
class LifeRow:
    """What one row says of a life: steps, the outcome of a review, a claim, a handover, a visit."""

    place: Place = NOWHERE
    steps: dict[str, Step] = field(default_factory=dict)
    outcome: str | None = None
    claim: Values = field(default_factory=dict)
    handover: Values = field(default_factory=dict)
    visit: Values = field(default_factory=dict)

    def first(self) -> int:
        """The place of the first thing said, in the order of the columns."""
        places = [ORDER["claim" if name in ("CLAIMED", "ended") else name] for name in self.steps]
        places += [ORDER[name] for name in ("claim", "visit") if getattr(self, name)]
        return min(places, default=len(ORDER))


@dataclass
class Event:
    """One step that was taken; ``actor``, ``reason`` and ``department`` are None where nothing is said."""

    to: str
    at: datetime
    actor: str | None = None
    reason: str | None = None
    department: str | None = None
    id: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)
    step: str = field(default="", compare=False)


@dataclass
class Record:
    """A claim (with its ``maker``), a handover or a visit, and those that came of it."""

    values: Values
    after: list["Record"] = field(default_factory=list)
    id: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)


@dataclass
class Life:
    """All events of a wish in their order, and its claims with handovers and visits."""

    events: list[Event] = field(default_factory=list)
    claims: list[Record] = field(default_factory=list)
    problems: list[tuple[Place, str, Words]] = field(default_factory=list, compare=False)
    handover: Record | None = field(default=None, compare=False)
    """The last handover, to which a visit belongs."""

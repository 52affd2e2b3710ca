"""The life of one wish: its steps, and the claims on it with their handovers and visits."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from seed.town.wishes.asked_items import Asked
from seed.town.wishes.submissions import Slot


@dataclass
class Step:
    """One step: to which status, when, by whom, and why."""

    to: str
    at: datetime
    actor: str
    reason: str | None = None
    department: str | None = None


@dataclass
class Handing:
    """A handover, and the visit that followed it, if one did."""

    at: datetime
    visited: datetime | None = None
    grade: int | None = None


@dataclass
class Promise:
    """A claim on a wish."""

    status: str
    claimed: datetime
    accepted: datetime | None = None
    contacted: datetime | None = None
    ended: datetime | None = None
    why: str | None = None
    backstop: bool = False
    handing: Handing | None = None
    maker: str = ""

    @property
    def due(self) -> datetime:
        """Thirty days after the claim."""
        return self.claimed + timedelta(days=30)


@dataclass
class Life:
    """A wish and all that happened to it; ``slow`` is what its kind does to waiting times."""

    slot: Slot
    asked: Asked
    steps: list[Step] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    id: str = ""
    rider: str = ""
    site: str = ""

    def step(
        self,
        to: str,
        at: datetime,
        actor: str,
        reason: str | None = None,
        department: str | None = None,
    ) -> None:
        """Add a step, which must come after the one before."""
        if self.steps and at <= self.steps[-1].at:
            raise ValueError(f"{to} at {at} is not after {self.steps[-1]}")
        self.steps.append(Step(to, at, actor, reason, department))

    @property
    def published(self) -> datetime | None:
        """When it was first published, or None."""
        return next((step.at for step in self.steps if step.to == "PUBLISHED"), None)

    @property
    def status(self) -> str:
        """The status that the last step led to."""
        return self.steps[-1].to

    @property
    def slow(self) -> float:
        """How much longer than others wishes of this kind and price wait for a claim."""
        factor = {"service": 1.6, "child_study": 0.6}.get(self.asked.sort, 1.0)
        return factor * (2.0 if self.asked.yuan > 500 else 1.0)

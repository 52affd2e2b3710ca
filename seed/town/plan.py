"""What the makers of the town know of each other's work: passed from one to the next."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from seed.chance import stream
from seed.sheet import Sheet
from seed.town.places.geography import Place


@dataclass(frozen=True)
class Organisation:
    """An invented Party organisation."""

    id: str
    group: str
    name: str
    place: Place
    area: str


@dataclass(frozen=True)
class Site:
    """An invented delivery site and how many people work there."""

    id: str
    kind: str
    place: Place
    headcount: int
    company: str


@dataclass(frozen=True)
class Station:
    """An invented service station."""

    id: str
    kind: str
    tier: str | None
    venue: str
    place: Place
    late: bool


@dataclass(frozen=True)
class Job:
    """A rider's time at a site: the last day is not part of it."""

    rider: str
    site: str
    start: date
    end: date

    def on(self, day: date) -> bool:
        """Whether the rider works there on a day."""
        return self.start <= day < self.end


@dataclass
class Town:
    """The town so far."""

    number: int
    sheet: Sheet
    areas: list[tuple[str, Place]] = field(default_factory=list)
    area_names: dict[str, str] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    companies: dict[str, list[str]] = field(default_factory=dict)
    venues: list[tuple[str, Place]] = field(default_factory=list)
    stations: list[Station] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    unsupported: tuple[str, ...] = ()
    """Sites that nobody has ever supported."""
    jobs: list[Job] = field(default_factory=list)
    ages: dict[str, str] = field(default_factory=dict)
    guardians: list[tuple[str, str, date]] = field(default_factory=list)
    """Rider, child, and the first day on which the child's data was used."""

    def stream(self, part: str) -> Random:
        """The generator of one part of the town."""
        return stream(self.number, part)

"""Waiting times of the two years, drawn so that their medians and tails are those of the town.

Each wish that is closed takes one waiting time from each pool: publication to claim, claim to
handover (by kind), handover to visit. What does not fit before the last day is put back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from seed.chance import gamma, lognormal, spread, take
from seed.clock import LAST_DAY, days_between, moment
from seed.town.wishes.life import Life, Promise

SAME_DAY = 0.22
CLAIM_MEDIAN, CLAIM_SIGMA = 6.0, 1.05
CONTACT_MEDIAN, CONTACT_SIGMA, CONTACT_LONGEST = 2.0, 1.066, 14.0
"""A sigma of 1.066 puts 12 per cent above seven days."""

HANDOVER_MEAN = {"goods": 9.0, "appliance": 12.0, "service": 20.0}
SET_LATE = 0.05
VISIT_MEDIAN, VISIT_SIGMA, VISIT_LONGEST = 9.0, 0.6, 28.0
WINDOW = 30
"""Days after the handover in which a visit is due; then the wish is closed without one."""

END = moment(LAST_DAY, 20)


@dataclass(frozen=True)
class Waits:
    """Days from publication to claim, from claim to handover, from handover to visit (or None)."""

    claim: float
    handover: float
    visit: float | None

    @property
    def total(self) -> float:
        """Days that all of it takes, with room for confirming and closing."""
        return self.claim + self.handover + (WINDOW if self.visit is None else self.visit) + 5


def speed(life: Life) -> str:
    """Which handover times hold for a wish."""
    sort = life.asked.sort
    return {"service": "service", "home_appliance": "appliance"}.get(sort, "goods")


def waits_for(rng: Random, lives: list[Life], visited: int) -> list[Waits]:
    """The waits of each closed wish; the youngest choose first, for they have least time."""
    claims = _claim_pool(rng, len(lives))
    handovers = {
        kind: [gamma(u, 2, mean) for u in spread(rng, sum(speed(one) == kind for one in lives))]
        for kind, mean in HANDOVER_MEAN.items()
    }
    visits = [
        min(VISIT_LONGEST, lognormal(u, VISIT_MEDIAN, VISIT_SIGMA)) for u in spread(rng, visited)
    ]
    unvisited = set(rng.sample(range(len(lives) - 40), len(lives) - visited))
    order = sorted(range(len(lives)), key=lambda n: lives[n].slot.submitted, reverse=True)
    result: dict[int, Waits] = {}
    for n in order:
        pool = [] if n in unvisited else visits
        result[n] = _choose(rng, lives[n], claims, handovers[speed(lives[n])], pool)
    _set_late(rng, lives, result)
    return [result[n] for n in range(len(lives))]


def _claim_pool(rng: Random, count: int) -> list[float]:
    same_day = round(SAME_DAY * count)
    return [0.0] * same_day + [
        lognormal(u, CLAIM_MEDIAN, CLAIM_SIGMA) for u in spread(rng, count - same_day)
    ]


def _choose(
    rng: Random, life: Life, claims: list[float], handovers: list[float], visits: list[float]
) -> Waits:
    room = room_of(life)
    visit = take(rng, visits, lambda days: days < room - 16) if visits else None
    rest = room - 5 - (WINDOW if visit is None else visit)
    handover = take(rng, handovers, lambda days: days < rest - 4)
    claim = take(rng, claims, lambda days: days * life.slow < rest - handover)
    return Waits(claim * life.slow, handover, visit)


def room_of(life: Life) -> float:
    """The days from a wish's publication to the end of the data."""
    published = life.published
    assert published is not None
    return days_between(published, END)


def _set_late(rng: Random, lives: list[Life], waits: dict[int, Waits]) -> None:
    """Five in a hundred handovers are late for reasons of their own."""
    able = [
        n for n, one in waits.items() if one.handover < 30 and one.total + 35 < room_of(lives[n])
    ]
    for n in sorted(rng.sample(able, round(SET_LATE * len(lives)))):
        waits[n] = Waits(waits[n].claim, rng.uniform(31, 50), waits[n].visit)


def contact_all(rng: Random, lives: list[Life]) -> None:
    """When each claimant of a fulfilled claim made contact: the shortest claims choose first."""
    kept = [one for life in lives for one in life.promises if one.handing]
    pool = [
        min(CONTACT_LONGEST, lognormal(u, CONTACT_MEDIAN, CONTACT_SIGMA))
        for u in spread(rng, len(kept))
    ]
    for one in sorted(kept, key=lambda one: days_between(one.claimed, _handed(one))):
        _contact(rng, one, pool)


def _contact(rng: Random, one: Promise, pool: list[float]) -> None:
    assert one.accepted is not None
    length = days_between(one.claimed, _handed(one))
    days = min(take(rng, pool, lambda days: days < 0.92 * length), 0.9 * length)
    contacted = one.claimed + timedelta(minutes=round(days * 1440))
    one.contacted = max(contacted, one.accepted + timedelta(minutes=10))


def _handed(one: Promise) -> datetime:
    assert one.handing is not None
    return one.handing.at

"""500 people at work today, 1,040 who left within the two years, and their dated jobs."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from graph.model import FAR_DAY
from seed.chance import exponential, mix, spread
from seed.clock import FIRST_DAY, LAST_DAY
from seed.town.plan import Job, Site, Town

LEAVERS = 1040
TRANSFERS = 24
"""People who go on at another site within a fortnight: they are not leavers."""

MONTH_DAYS = 30.4375
MEAN_TENURE_DAYS = 8 * MONTH_DAYS / 0.6931471805599453
"""The mean of an exponential whose median is eight months."""

DAYS = (LAST_DAY - FIRST_DAY).days

AGES = {"<20": 0.03, "20-29": 0.38, "30-39": 0.39, "40-49": 0.16, "50+": 0.04}
ROLES = {
    "takeaway": ("rider", "骑手"),
    "express": ("courier", "快递员"),
    "logistics": ("logistics", "物流员"),
}
EMPLOYMENT = {
    "takeaway": {"专送": 0.7, "众包": 0.3},
    "express": {"直营": 0.4, "加盟": 0.6},
    "logistics": {"直营": 1.0},
}

Stay = tuple[int, date, date]
"""The number of a seat, and the days from which and to which someone has it."""


def add_riders(town: Town) -> None:
    """Riders and their dated jobs: seats that are always filled, with exponential tenures."""
    rng = town.stream("riders")
    seats = [site for site in town.sites for _ in range(site.headcount)]
    stays = sorted(_stays(rng, len(seats)), key=lambda stay: (stay[1], stay[0]))
    people = _people(stays, _transfers(rng, seats, stays, set(town.unsupported)))
    ages = mix(rng, len(people), AGES)
    work = {
        kind: mix(rng, sum(seats[person[0][0]].kind == kind for person in people), shares)
        for kind, shares in EMPLOYMENT.items()
    }
    for person, age in zip(people, ages, strict=True):
        _add_rider(town, person, seats, age, work[seats[person[0][0]].kind].pop())


def _stays(rng: Random, seats: int) -> list[Stay]:
    """Departures fall evenly on seats and days, which is what exponential tenures make."""
    departures: dict[int, set[int]] = defaultdict(set)
    left = LEAVERS + TRANSFERS
    while left:
        seat, day = rng.randrange(seats), rng.randint(1, DAYS)
        if day not in departures[seat]:
            departures[seat].add(day)
            left -= 1
    stays = []
    for seat, u in enumerate(spread(rng, seats)):
        start = FIRST_DAY - timedelta(days=1 + int(exponential(u, MEAN_TENURE_DAYS)))
        for day in sorted(departures[seat]):
            end = FIRST_DAY + timedelta(days=day)
            stays.append((seat, start, end))
            start = end
        stays.append((seat, start, FAR_DAY))
    return stays


def _transfers(
    rng: Random, seats: list[Site], stays: list[Stay], closed_to: set[str]
) -> dict[Stay, Stay]:
    """Which stay goes on as which other one: the same trade, another site, within a fortnight."""
    leaving = [stay for stay in stays if stay[2] < FAR_DAY and seats[stay[0]].id not in closed_to]
    rng.shuffle(leaving)
    follows: dict[Stay, Stay] = {}
    used: set[Stay] = set()
    for stay in leaving:
        old = seats[stay[0]]
        options = [
            other
            for other in stays
            if stay[2] <= other[1] <= stay[2] + timedelta(days=14)
            and seats[other[0]].kind == old.kind
            and seats[other[0]].id not in {old.id, *closed_to}
            and other not in used
        ]
        if options and stay not in used:
            follows[stay] = rng.choice(options)
            used |= {stay, follows[stay]}
        if len(follows) == TRANSFERS:
            break
    return follows


def _people(stays: list[Stay], follows: dict[Stay, Stay]) -> list[list[Stay]]:
    moved = set(follows.values())
    return [
        [stay, follows[stay]] if stay in follows else [stay] for stay in stays if stay not in moved
    ]


def _add_rider(town: Town, stays: list[Stay], seats: list[Site], age: str, work: str) -> None:
    role, word = ROLES[seats[stays[0][0]].kind]
    last = min(stays[-1][2], LAST_DAY + timedelta(days=1))
    id = town.sheet.next_id("Rider")
    town.sheet.node(
        "Rider",
        id,
        alias=f"{word}{id.removeprefix('R-')}",
        role=role,
        ageBand=age,
        tenureMonths=int((last - stays[0][1]).days / MONTH_DAYS),
        employmentType=work,
    )
    town.ages[id] = age
    for seat, start, end in stays:
        town.sheet.relationship("WorksAt", id, seats[seat].id, from_=start, to=end)
        town.jobs.append(Job(id, seats[seat].id, start, end))


def at_work(town: Town, day: date) -> list[Job]:
    """Who works where on a day."""
    return [job for job in town.jobs if job.on(day)]

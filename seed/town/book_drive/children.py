"""The 210 children of the second book drive: an age band, and a guardian among the riders."""

from datetime import date
from random import Random

from seed.chance import mix
from seed.town.people.riders import at_work
from seed.town.plan import Town

CHILDREN = 210
FIRST_ROUND, SECOND_ROUND = date(2024, 6, 1), date(2024, 8, 31)
ROUNDS = ((FIRST_ROUND, 120), (SECOND_ROUND, 90))
BANDS = {"6-8": 0.34, "9-11": 0.34, "12-13": 0.20, "14-17": 0.12}
OLD_ENOUGH = ("30-39", "40-49", "50+")
SECOND_CHILD = 0.35


def add_children(town: Town) -> None:
    """Children of riders who were at work on the day of the round; at most two of one guardian."""
    rng = town.stream("children")
    bands = mix(rng, CHILDREN, BANDS)
    taken: set[str] = set()
    for day, count in ROUNDS:
        for rider in _guardians(town, rng, day, count, taken):
            child = town.sheet.node("Child", ageBand=bands.pop(), guardianConsent=True)
            town.sheet.relationship("GuardianOf", rider, child)
            town.guardians.append((rider, child, day))


def _guardians(town: Town, rng: Random, day: date, count: int, taken: set[str]) -> list[str]:
    able = [
        job.rider
        for job in at_work(town, day)
        if town.ages[job.rider] in OLD_ENOUGH and job.rider not in taken
    ]
    rng.shuffle(able)
    chosen: list[str] = []
    for rider in able:
        chosen += [rider] * (2 if rng.random() < SECOND_CHILD else 1)
        if len(chosen) >= count:
            break
    taken.update(chosen)
    return chosen[:count]

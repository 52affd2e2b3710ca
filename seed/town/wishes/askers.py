"""Who asked for each wish: someone at work on that day, at a site that gets support or not."""

from collections import Counter
from random import Random

from seed.town.people.riders import at_work
from seed.town.plan import Job, Town
from seed.town.wishes.life import Life

MOST_EACH = 2
FOR_A_CHILD = 0.5


def assign(town: Town, lives: list[Life]) -> dict[str, str]:
    """Set rider and site of every wish; return wish to child for those that are for a child.

    Only couriers and takeaway riders are asked, so the logistics site has no wishes at all; the
    other unsupported site has none that anyone has claimed.
    """
    rng = town.stream("askers")
    logistics = {site.id for site in town.sites if site.kind == "logistics"}
    children = {rider: child for rider, child, _ in reversed(town.guardians)}
    asked: Counter[str] = Counter()
    for_child: dict[str, str] = {}
    for life in lives:
        closed_to = set(town.unsupported) if life.promises else logistics
        able = [
            job
            for job in at_work(town, life.slot.submitted.date())
            if job.site not in closed_to and asked[job.rider] < MOST_EACH
        ]
        parents = [job for job in able if job.rider in children]
        wants_child = life.asked.sort == "child_study" and rng.random() < FOR_A_CHILD
        job = _pick(rng, parents if wants_child and parents else able)
        if wants_child and parents:
            for_child[life.id] = children[job.rider]
        asked[job.rider] += 1
        life.rider, life.site = job.rider, job.site
    return for_child


def _pick(rng: Random, jobs: list[Job]) -> Job:
    return rng.choice(jobs)

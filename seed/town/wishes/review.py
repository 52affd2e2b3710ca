"""From submission to a decision: review, return, rejection, referral, withdrawal, publication."""

from datetime import datetime, timedelta
from random import Random

from seed.chance import mix
from seed.clock import add_workdays, is_workday, some_time, workday_on_or_after
from seed.town.wishes.life import Life

WORKDAYS = {1: 0.30, 2: 0.34, 3: 0.18, 4: 0.11, 5: 0.07}
"""Working days from submission to the decision: median 2."""

SECOND_APPROVAL = 500
"""Yuan above which a wish needs a second approval."""

RETURNED = 8
_REJECTED = ("超出微心愿范围", "情况无法核实", "与已有心愿重复")
_REFERRED = (
    ("民政条线", "转民政条线办理"),
    ("劳动监察条线", "转劳动监察条线办理"),
    ("医保条线", "转医保条线办理"),
)
_WITHDRAWN = ("本人已自行解决", "本人离职", "本人不再需要")


def review_all(rng: Random, lives: list[Life]) -> None:
    """Bring every wish through its review, as far as its ending says."""
    waits = mix(rng, len(lives), WORKDAYS)
    able = [
        n for n, life in enumerate(lives) if life.slot.ending == "closed" and not life.slot.drive
    ]
    returned = set(rng.sample(able[: len(able) - 40], RETURNED))
    for n, life in enumerate(lives):
        _review(rng, life, waits[n], n in returned)


def _review(rng: Random, life: Life, wait: int, returned: bool) -> None:
    slot = life.slot
    by = "rider" if rng.random() < 0.6 else "station_staff"
    life.step("SUBMITTED", slot.submitted, by)
    if slot.ending == "submitted":
        return
    if slot.ending == "withdrawn" and rng.random() < 0.5:
        at = slot.submitted + timedelta(minutes=rng.randint(20, 90))
        life.step("WITHDRAWN", at, "rider", rng.choice(_WITHDRAWN))
        return
    life.step("IN_REVIEW", _taken_up(rng, slot.submitted), "staff")
    if slot.ending == "review":
        return
    if returned:
        _return(rng, life)
        wait = max(2, wait)
    decided = some_time(rng, add_workdays(life.steps[-2].at.date(), wait), 9.6, 16.5)
    _decide(rng, life, decided)


def _taken_up(rng: Random, submitted: datetime) -> datetime:
    """The same working day where it came in early, else the morning of the next one."""
    day = submitted.date()
    if is_workday(day) and submitted.hour < 15:
        return submitted + timedelta(minutes=rng.randint(15, 120))
    return some_time(rng, workday_on_or_after(day + timedelta(days=1)), 8.6, 9.4)


def _return(rng: Random, life: Life) -> None:
    back = some_time(rng, add_workdays(life.steps[-1].at.date(), 1), 9.6, 16.5)
    life.step("RETURNED", back, "reviewer", "请补充用途说明")
    again = some_time(rng, back.date() + timedelta(days=rng.randint(1, 4)))
    life.step("SUBMITTED", again, "rider")
    life.step("IN_REVIEW", _taken_up(rng, again), "staff")


def _decide(rng: Random, life: Life, at: datetime) -> None:
    ending = life.slot.ending
    if ending == "rejected":
        life.step("REJECTED", at, "reviewer", rng.choice(_REJECTED))
    elif ending == "referred":
        department, reason = rng.choice(_REFERRED)
        life.step("REFERRED", at, "reviewer", reason, department)
    elif ending == "withdrawn":
        life.step("WITHDRAWN", at, "rider", rng.choice(_WITHDRAWN))
    else:
        second = life.asked.yuan > SECOND_APPROVAL
        life.step("PUBLISHED", at, "reviewer", "已经二级审批" if second else None)

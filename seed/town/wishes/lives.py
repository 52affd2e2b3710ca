"""The lives of all 320 wishes, made so that the end state on the last day is exactly as set."""

from datetime import date, datetime, timedelta
from random import Random

from seed.chance import mix
from seed.clock import LAST_DAY, days_between, minutes_after, moment, some_time
from seed.town.wishes.asked_items import asked_for
from seed.town.wishes.claiming import begin, carry_over, finish, hand_over, live_through
from seed.town.wishes.fulfil import contact_all, room_of, waits_for
from seed.town.wishes.life import Life, Promise
from seed.town.wishes.review import review_all
from seed.town.wishes.submissions import slots

VISITED = 177
"""Of the 208 closed ones: 85 per cent."""

ENDED = ("CANCELLED",) * 9 + ("REVOKED",) * 4 + ("EXPIRED",) * 7
REOPENED = 3
REJECTED_CLAIMS, PENDING_CLAIMS = 12, 8
BACKSTOPS = 8
GRADES = {1: 0.71, 2: 0.22, 3: 0.05, 4: 0.02}
CARRIED_ONCE_BEFORE = date(2025, 6, 6)


def all_lives(rng: Random) -> list[Life]:
    """Every wish with its steps and claims; who asked and who claimed comes later."""
    times = slots(rng)
    lives = [Life(slot, asked) for slot, asked in zip(times, asked_for(rng, times), strict=True)]
    for n, life in enumerate(lives, 1):
        life.id = f"W-{n:06d}"
    review_all(rng, lives)
    _close(rng, lives)
    for life in lives:
        _set_end(rng, life)
    _reject_some(rng, lives)
    _leave_pending(rng, lives)
    contact_all(rng, lives)
    _contact_some_active(rng, lives)
    _grade(rng, lives)
    _backstop(lives)
    return lives


def _close(rng: Random, lives: list[Life]) -> None:
    closed = [life for life in lives if life.slot.ending == "closed"]
    before = [life for life in closed if not life.slot.drive]
    waits = waits_for(rng, before, VISITED - (len(closed) - len(before)))
    roomy = [n for n, one in enumerate(waits) if one.total + 60 < room_of(before[n])]
    ends = dict(zip(rng.sample(roomy, len(ENDED)), ENDED, strict=True))
    visited = [n for n in roomy if n not in ends and waits[n].visit is not None]
    reopened = rng.sample(visited, REOPENED)
    for n, life in enumerate(before):
        live_through(rng, life, waits[n], ends.get(n), n in reopened)


def _set_end(rng: Random, life: Life) -> None:
    """The ends that are set and not drawn: what is still under way, and the last drive."""
    ending = life.slot.ending
    if ending == "closed" and life.slot.drive:
        claimed = some_time(rng, _published(life) + timedelta(days=rng.randint(1, 3)))
        begin(rng, life, claimed)
        hand_over(rng, life, claimed.date() + timedelta(days=rng.randint(3, 9)))
        finish(rng, life, rng.uniform(3, 10))
    elif ending == "fulfilled":
        _fulfil(rng, life)
    elif ending == "claimed":
        begin(rng, life, _time_between(rng, life, date(2025, 8, 4), date(2025, 8, 30)))
    elif ending == "late":
        begin(rng, life, _time_between(rng, life, date(2025, 6, 1), date(2025, 7, 28)))
    elif ending == "carried":
        day = _published(life) + timedelta(days=rng.randint(31, 33))
        life.step("CARRIED_OVER", some_time(rng, day, 9, 17), "staff", "三十日内无人认领")
    elif ending == "old" and _published(life) < CARRIED_ONCE_BEFORE and rng.random() < 0.5:
        carry_over(rng, life)


def _published(life: Life) -> date:
    assert life.published is not None
    return life.published.date()


def _time_between(rng: Random, life: Life, start: date, end: date) -> datetime:
    first = max(start, _published(life) + timedelta(days=1))
    last = min(end, LAST_DAY - timedelta(days=1))
    first = min(first, last)
    return some_time(rng, first + timedelta(days=rng.randint(0, (last - first).days)), 17, 20)


def _fulfil(rng: Random, life: Life) -> None:
    """Handed over in the last 30 days and not visited yet."""
    published = _published(life)
    last = date(2025, 8, 30) if life.slot.drive else date(2025, 8, 14)
    first = max(date(2025, 8, 3), published + timedelta(days=4))
    last = max(first, last)
    handed = first + timedelta(days=rng.randint(0, (last - first).days))
    most = min(28, (handed - published).days - 1)
    claimed = some_time(rng, handed - timedelta(days=rng.randint(2, max(2, most))))
    begin(rng, life, claimed)
    hand_over(rng, life, handed)


def _reject_some(rng: Random, lives: list[Life]) -> None:
    """Claims that the centre turned down, before another was accepted."""
    able = [
        life
        for life in lives
        if life.slot.ending == "closed"
        and 4 < days_between(moment(_published(life), 0), life.promises[0].claimed) < 30
    ]
    for life in rng.sample(able, REJECTED_CLAIMS):
        gap = (life.promises[0].claimed.date() - _published(life)).days
        day = _published(life) + timedelta(days=rng.randint(1, gap - 2))
        claimed = some_time(rng, day)
        ended = some_time(rng, day + timedelta(days=1), 9, 12)
        life.promises.insert(
            0, Promise("REJECTED", claimed, ended=ended, why="认领条件不符，未予确认")
        )


def _leave_pending(rng: Random, lives: list[Life]) -> None:
    young = [life for life in lives if life.slot.ending == "young"]
    for life in rng.sample(young, PENDING_CLAIMS):
        first = max(_published(life) + timedelta(days=1), date(2025, 8, 27))
        day = first + timedelta(days=rng.randint(0, (LAST_DAY - first).days))
        life.promises.append(Promise("PENDING", some_time(rng, day)))


def _contact_some_active(rng: Random, lives: list[Life]) -> None:
    """Some live claims have made contact; some that should have, have not."""
    active = [one for life in lives for one in life.promises if one.status == "ACTIVE"]
    for n, one in enumerate(sorted(active, key=lambda one: one.claimed)):
        assert one.accepted is not None
        contacted = minutes_after(one.accepted, rng.uniform(2, 72))
        if n % 4 != 1 and contacted < moment(LAST_DAY, 20):
            one.contacted = contacted


def _grade(rng: Random, lives: list[Life]) -> None:
    visits = [
        (one.handing, one is not life.promises[-1])
        for life in lives
        for one in life.promises
        if one.handing and one.handing.visited
    ]
    grades = sorted(mix(rng, len(visits), GRADES), reverse=True)
    for handing, reopened in visits:
        if reopened:
            handing.grade = grades.pop(0)
    rng.shuffle(grades)
    for handing, reopened in visits:
        if not reopened:
            handing.grade = grades.pop()


def _backstop(lives: list[Life]) -> None:
    """What waited longest was taken up by the Centre's own branch."""

    def waited(life: Life) -> float:
        accepted = life.promises[-1].accepted
        assert life.published is not None and accepted is not None
        return days_between(life.published, accepted)

    closed = [
        life
        for life in lives
        if life.slot.ending == "closed" and len(life.promises) == 1 and not life.slot.drive
    ]
    for life in sorted(closed, key=lambda life: (-waited(life), life.id))[:BACKSTOPS]:
        life.promises[0].backstop = True

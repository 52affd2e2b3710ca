"""Small steps in the life of a claim: made, confirmed, ended early, fulfilled, visited, closed."""

from datetime import date, datetime, timedelta
from random import Random

from seed.clock import minutes_after, moment, some_time
from seed.town.wishes.fulfil import WINDOW, Waits
from seed.town.wishes.life import Handing, Life, Promise

CARRIED_AFTER = 38
"""Wishes that wait longer than this were carried over to the next round before."""

_CANCELLED = ("认领方人员变动", "认领方预算调整", "认领方采购不到合适物品")
_REVOKED = ("认领方与本人沟通不畅，中心撤回", "认领方长期未推进，中心撤回")
_EXPIRED = ("七日内未对接，认领失效",)


def claim_time(rng: Random, published: datetime, days: float) -> datetime:
    """So many days after publication; under half a day on the same day, some hours later."""
    if days < 0.5:
        latest = moment(published.date(), 20.5)
        return min(minutes_after(published, rng.uniform(0.3, 3.5)), latest)
    return some_time(rng, published.date() + timedelta(days=round(days)))


def accept_time(rng: Random, claimed: datetime, quick: bool = False) -> datetime:
    """Within hours, or the next morning."""
    if quick or rng.random() < 0.6:
        return minutes_after(claimed, rng.uniform(0.2, 2.5))
    return some_time(rng, claimed.date() + timedelta(days=1), 9, 12)


def begin(rng: Random, life: Life, claimed: datetime, quick: bool = False) -> Promise:
    """A claim is made and confirmed; the wish is claimed from then on."""
    accepted = accept_time(rng, claimed, quick)
    promise = Promise("ACTIVE", claimed, accepted)
    life.promises.append(promise)
    life.step("CLAIMED", accepted, "claimant")
    return promise


def carry_over(rng: Random, life: Life) -> datetime:
    """After 30 days without a claim the wish goes to the next round, and is published again."""
    published = life.published
    assert published is not None
    day = published.date() + timedelta(days=rng.randint(31, 33))
    life.step("CARRIED_OVER", some_time(rng, day, 9, 17), "staff", "三十日内无人认领")
    day += timedelta(days=rng.randint(2, 4))
    life.step("PUBLISHED", some_time(rng, day, 9, 17), "staff", "进入新一轮")
    return life.steps[-1].at


def end_early(rng: Random, life: Life, status: str) -> datetime:
    """The claim ends without a handover, and the wish is open again."""
    promise = life.promises[-1]
    assert promise.accepted is not None
    days = rng.randint(8, 20) if status == "EXPIRED" else rng.randint(2, 14)
    promise.status = status
    promise.ended = some_time(rng, promise.accepted.date() + timedelta(days=days), 9, 17)
    actor, reasons = {
        "CANCELLED": ("claimant", _CANCELLED),
        "REVOKED": ("centre", _REVOKED),
        "EXPIRED": ("staff", _EXPIRED),
    }[status]
    promise.why = rng.choice(reasons)
    if status != "EXPIRED" and rng.random() < 0.6:
        half = (promise.ended - promise.accepted) / 2
        promise.contacted = promise.accepted + timedelta(minutes=half // timedelta(minutes=1))
    life.step("PUBLISHED", promise.ended, actor, promise.why)
    return promise.ended


def hand_over(rng: Random, life: Life, day: date) -> Handing:
    """The claim is fulfilled on a day (or the next, where it was confirmed only then)."""
    promise = life.promises[-1]
    assert promise.accepted is not None
    at = some_time(rng, day, 9.5, 19.5)
    if at <= minutes_after(promise.accepted, 2):
        at = some_time(rng, promise.accepted.date() + timedelta(days=1), 9.5, 19.5)
    promise.status, promise.ended, promise.handing = "FULFILLED", at, Handing(at)
    life.step("FULFILLED", at, "staff")
    return promise.handing


def visit(rng: Random, life: Life, days: float) -> datetime:
    """Someone asks how it went, so many days after the handover."""
    handing = life.promises[-1].handing
    assert handing is not None
    handing.visited = some_time(rng, handing.at.date() + timedelta(days=max(1, round(days))), 9, 19)
    return handing.visited


def finish(rng: Random, life: Life, days: float | None) -> None:
    """Close the wish: after the visit, or when the days for it have passed."""
    if days is None:
        day = life.steps[-1].at.date() + timedelta(days=WINDOW + rng.randint(1, 4))
        life.step("CLOSED", some_time(rng, day, 9, 17), "staff", "回访期满")
    else:
        visited = visit(rng, life, days)
        life.step("CLOSED", minutes_after(visited, rng.uniform(0.2, 3)), "staff", "已回访")


def live_through(rng: Random, life: Life, waits: Waits, ends: str | None, reopened: bool) -> None:
    """From publication to the close, by given waits; perhaps claimed twice, perhaps reopened."""
    published = life.published
    assert published is not None
    if waits.claim > CARRIED_AFTER:
        carry_over(rng, life)
    claimed = claim_time(rng, published, waits.claim)
    if ends:
        begin(rng, life, claimed)
        open_again = end_early(rng, life, ends)
        claimed = claim_time(rng, open_again, rng.uniform(1, 9))
    begin(rng, life, claimed, quick=waits.handover < 1.5)
    hand_over(rng, life, claimed.date() + timedelta(days=max(1, round(waits.handover))))
    if reopened:
        _reopen(rng, life)
    finish(rng, life, waits.visit)


def _reopen(rng: Random, life: Life) -> None:
    """The visit finds the wish not solved: the same claimant takes it up again."""
    visited = visit(rng, life, rng.uniform(3, 12))
    at = minutes_after(visited, rng.uniform(0.5, 2))
    life.step("CLAIMED", at, "staff", "回访未解决，重新办理")
    life.promises.append(Promise("ACTIVE", at, at))
    hand_over(rng, life, at.date() + timedelta(days=rng.randint(4, 12)))

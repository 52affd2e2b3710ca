"""320 wishes: what was asked for, when, what came of it. End states are exact."""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from seed.invented.base import (
    DRIVE_BEGINS,
    FIRST_DAY,
    LAST_DAY,
    LAST_TIME,
    Town,
    at,
    working_days_after,
)

WISHES, DRIVE = 320, 80
SEASON = (0.13, 0.06, 0.09, 0.05, 0.07, 0.11, 0.10, 0.08, 0.11, 0.06, 0.06, 0.08)
MIX = {
    "riding_gear": (0.24, 120, 0.45, ("一顶头盔", "一套雨衣", "一副护膝", "一副骑行手套")),
    "child_study": (0.20, 160, 0.60, ("给孩子的书包", "一盏台灯", "一套课外书", "一辆儿童自行车")),
    "electronics": (0.14, 150, 0.45, ("一个充电宝", "一副蓝牙耳机")),
    "home_appliance": (0.13, 420, 0.75, ("一台电风扇", "一个电饭煲", "一台微波炉", "一台洗衣机")),
    "service": (0.12, 0, 0.0, ("法律咨询", "孩子课业辅导", "假期托管", "技能培训")),
    "bedding_clothing": (0.08, 170, 0.40, ("一床棉被", "一件羽绒服")),
    "health": (0.06, 200, 0.40, ("一次体检", "一台血压计")),
    "culture_social": (0.03, 120, 0.50, ("看一场电影", "拍一张全家福")),
}
_TILT = {
    ("home_appliance", 6): 2.0,
    ("home_appliance", 7): 2.0,
    ("child_study", 8): 2.5,
    ("child_study", 9): 2.5,
    ("bedding_clothing", 11): 3.0,
    ("bedding_clothing", 12): 3.0,
    ("bedding_clothing", 1): 3.0,
    ("riding_gear", 6): 1.6,
    ("riding_gear", 7): 1.6,
}
_LATE = ["published"] * 10 + ["carried"] * 2 + ["late"] * 6 + ["fulfilled"] * 5
_REGULAR = ["rejected"] * 7 + ["referred"] * 8 + ["withdrawn"] * 6 + ["closed"] * 196
_DRIVE = (
    ["published"] * 2
    + ["closed"] * 12
    + ["fulfilled"] * 17
    + ["claimed"] * 20
    + ["rejected", "referred", "withdrawn"]
    + ["published"] * 16
    + ["review"] * 6
    + ["submitted"] * 4
)
AGAIN, REOPENED = 22, 3
STATUS = {
    "published": "PUBLISHED",
    "carried": "CARRIED_OVER",
    "late": "CLAIMED",
    "claimed": "CLAIMED",
    "fulfilled": "FULFILLED",
    "closed": "CLOSED",
    "rejected": "REJECTED",
    "referred": "REFERRED",
    "withdrawn": "WITHDRAWN",
    "review": "IN_REVIEW",
    "submitted": "SUBMITTED",
}


@dataclass
class Life:
    """One wish's course: when each step was, before it becomes rows."""

    end: str
    category: str
    fen: int | None
    drive: bool
    steps: list[tuple[datetime, str, str | None]] = field(default_factory=list)
    published: datetime | None = None
    again: bool = False
    first_claim: tuple[datetime, datetime] | None = None
    accepted: datetime | None = None
    handovers: list[datetime] = field(default_factory=list)
    visits: list[datetime | None] = field(default_factory=list)


def courses(town: Town) -> list[Life]:
    """The courses of all wishes, by time of submission."""
    days = sorted(_regular_day(town) for _ in range(WISHES - DRIVE))
    early, late = list(_REGULAR), list(_LATE)
    town.dice.shuffle(early)
    town.dice.shuffle(late)
    lives = [_life(town, end, day, False) for end, day in zip(early + late, days, strict=True)]
    closed = [life for life in lives if life.end == "closed"]
    for life in town.dice.sample(closed, AGAIN):
        life.again = True
    for life in lives:
        _run(town, life)
    for life in town.dice.sample([life for life in closed if _can_reopen(life)], REOPENED):
        _reopen(life)
    span = (LAST_DAY - DRIVE_BEGINS).days
    for n, end in enumerate(_DRIVE):
        life = _life(town, end, DRIVE_BEGINS + timedelta(days=_drive_day(n, end, span)), True)
        _run(town, life)
        lives.append(life)
    return sorted(lives, key=lambda life: life.steps[0][0])


def _drive_day(number: int, end: str, span: int) -> int:
    if end == "published":
        return number if number < 2 else 21 + number % 14
    return {"closed": number % 6, "review": span - 4, "submitted": span - number % 2}.get(
        end, number % 12
    )


def _regular_day(town: Town) -> date:
    while True:
        month = town.dice.choices(range(1, 13), SEASON)[0]
        year = town.dice.choice((2023, 2024, 2025))
        day = date(year, month, town.dice.randint(1, 28))
        if FIRST_DAY <= day < date(2025, 7, 10):
            # August and late July lie in one year only here: keep the year round even
            once = month in (7, 8)
            if once or town.dice.random() < 0.5:
                return day


def _life(town: Town, end: str, day: date, drive: bool) -> Life:
    weights = [mix[0] * _TILT.get((name, day.month), 1.0) for name, mix in MIX.items()]
    category = town.dice.choices(list(MIX), weights)[0]
    median, sigma = MIX[category][1:3]
    yuan = min(2500.0, max(20.0, town.log_normal(median, sigma))) if median else 0.0
    life = Life(end, category, round(yuan) * 100 if median else None, drive)
    begin = at(day, town.dice.randint(9, 17), town.dice.randrange(60))
    life.steps.append((begin, "SUBMITTED", None))
    return life


def _run(town: Town, life: Life) -> None:
    """Draw the times after submission until they fit the end that is wanted."""
    head = life.steps[0]
    for _ in range(4000):
        life.steps, life.handovers, life.visits, life.accepted = [head], [], [], None
        life.first_claim = None
        _draw(town, life)
        last = max(step[0] for step in life.steps)
        visited = [visit for visit in life.visits if visit]
        if last <= LAST_TIME and all(v <= LAST_TIME for v in visited) and _fits(life):
            return
    raise AssertionError(f"no course ends {life.end}")


def _fits(life: Life) -> bool:
    if life.end == "published":
        assert life.published is not None
        old = LAST_DAY - life.published.date() > timedelta(days=30)
        return old == (life.steps[0][0] < at(date(2025, 7, 28)))
    if life.end in ("late", "claimed") and life.accepted is not None:
        return (life.accepted + timedelta(days=30) < LAST_TIME) == (life.end == "late")
    if life.end == "fulfilled":
        return LAST_TIME - life.handovers[-1] < timedelta(days=30)
    return True


def _draw(town: Town, life: Life) -> None:
    dice, begin = town.dice, life.steps[0][0]
    if life.end == "submitted":
        return
    review = begin + timedelta(minutes=dice.randint(30, 240))
    life.steps.append((review, "IN_REVIEW", None))
    if life.end == "review":
        return
    days = dice.choices((1, 2, 3, 4, 5), (25, 35, 20, 12, 8))[0]
    decided = at(working_days_after(review.date(), days), dice.randint(9, 16), dice.randrange(60))
    reasons = {"rejected": "不属于微心愿", "referred": "转相关职能部门", "withdrawn": "本人撤回"}
    if life.end in reasons:
        life.steps.append((decided, STATUS[life.end], reasons[life.end]))
        return
    life.published = decided
    life.steps.append((decided, "PUBLISHED", None))
    if life.end == "carried":
        life.steps.append((decided + timedelta(days=31), "CARRIED_OVER", "30天无人认领"))
    elif life.end != "published":
        _draw_claim(town, life, decided)


def _latency(town: Town, life: Life) -> timedelta:
    """Days from publication to claim: 22 % the same day, else log-normal round six days."""
    if town.dice.random() < 0.22 or (life.drive and life.end == "closed"):
        return timedelta(hours=town.dice.uniform(0.5, 6))
    factor = 2.0 if (life.fen or 0) > 50000 else 1.0
    factor *= {"service": 1.6, "child_study": 0.6}.get(life.category, 1.0)
    return timedelta(days=max(0.3, town.log_normal(6, 1.05) * factor))


def _draw_claim(town: Town, life: Life, published: datetime) -> None:
    dice = town.dice
    accepted = published + _latency(town, life)
    life.steps.append((accepted, "CLAIMED", None))
    if life.again:
        ended = accepted + timedelta(days=dice.uniform(3, 20))
        life.first_claim = (accepted, ended)
        life.steps.append((ended, "PUBLISHED", "认领终止，重新发布"))
        accepted = ended + _latency(town, life) * 0.5
        life.steps.append((accepted, "CLAIMED", None))
    life.accepted = accepted
    if life.end in ("late", "claimed"):
        return
    mean = {"home_appliance": 12, "service": 20}.get(life.category, 9)
    scale = 0.25 if life.drive and life.end == "closed" else 1.0
    days = dice.gammavariate(2, mean / 2) * scale
    if not life.drive and dice.random() < 0.05:
        days = 30 + dice.uniform(1, 15)
    handover = accepted + timedelta(days=max(0.2, days))
    life.handovers.append(handover)
    life.steps.append((handover, "FULFILLED", None))
    if life.end == "closed":
        seen = dice.random() < 0.9
        wait = math.exp(dice.gauss(math.log(9), 0.5)) * scale
        visit = handover + timedelta(days=min(29, wait))
        life.visits.append(visit if seen else None)
        done = visit if seen else handover + timedelta(days=30 * scale)
        life.steps.append((done + timedelta(minutes=30), "CLOSED", None))


def _can_reopen(life: Life) -> bool:
    closed = life.steps[-1][0]
    return life.visits[-1] is not None and closed < LAST_TIME - timedelta(days=40)


def _reopen(life: Life) -> None:
    """The visit found the wish not solved: claimed again, handed over again, closed."""
    visit = life.visits[-1]
    assert visit is not None
    life.steps.pop()
    again = visit + timedelta(days=8)
    seen = again + timedelta(days=7)
    life.steps.append((visit + timedelta(minutes=30), "CLAIMED", "回访未解决"))
    life.steps.append((again, "FULFILLED", None))
    life.steps.append((seen + timedelta(minutes=30), "CLOSED", None))
    life.handovers.append(again)
    life.visits.append(seen)

"""The second, invented drive of the book project: responses, pledges, donations into one fund."""

from datetime import date, datetime, timedelta
from random import Random

from seed.chance import lognormal, spread
from seed.clock import moment, some_time
from seed.town.places.organisations import BRANCH
from seed.town.plan import Organisation, Town

PURPOSE = "为骑手子女购置图书和学习用品"
STARTED = date(2024, 3, 5)
GIVERS = {"village_neighbourhood": (30, 650), "two_new": (21, 1200), "regional": (19, 2100)}
"""Group to number of givers and what they gave on average, in yuan: 84,600 yuan from 70."""

SPREAD = 0.5
UNPAID = (("village_neighbourhood", 2), ("two_new", 1), ("regional", 1))
"""Who pledged and did not pay, by group: four. The other two of the 76 left no record."""

DIRECT = 8
"""Givers who gave without a pledge."""

PARTLY, ANONYMOUS = 2, 3


def add_giving(town: Town) -> tuple[str, str]:
    """Everything up to the fund; returns the ids of the project and the fund."""
    rng = town.stream("giving")
    project = town.sheet.node(
        "Project",
        name="一本书的旅行·第二季",
        kind="appeal",
        startAt=moment(STARTED, 9),
        endAt=moment(date(2024, 10, 31), 18),
        purpose=PURPOSE,
    )
    fund = town.sheet.node(
        "Fund",
        name="“一本书的旅行”第二季专款",
        purpose=PURPOSE,
        status="OPEN",
        openedAt=moment(STARTED, 9),
    )
    town.sheet.relationship("Of", fund, project)
    town.sheet.relationship("Initiated", BRANCH, project, at=moment(STARTED, 9))
    for org in town.organisations:
        responded = some_time(rng, STARTED + timedelta(days=rng.randint(0, 20)), 9, 17)
        town.sheet.relationship("RespondedTo", org.id, project, at=responded)
    givers = _givers(town, rng, project)
    _give(town, rng, givers, project, fund)
    return project, fund


def _givers(town: Town, rng: Random, project: str) -> list[tuple[Organisation, int]]:
    """Who gives how much in yuan; those who only pledge are written down on the way."""
    givers = []
    for group, (count, mean) in GIVERS.items():
        orgs = [org for org in town.organisations if org.group == group]
        rng.shuffle(orgs)
        givers += list(zip(orgs, amounts(rng, count, mean), strict=False))
        for org in orgs[count : count + dict(UNPAID)[group]]:
            _pledge(town, rng, org, project, round(mean, -2), None)
    rng.shuffle(givers)
    return givers


def amounts(rng: Random, count: int, mean: int) -> list[int]:
    """Log-normal amounts in tens of yuan that sum to ``count * mean``."""
    drawn = [lognormal(u, 1, SPREAD) for u in spread(rng, count)]
    scale = count * mean / sum(drawn)
    tens = [max(5, round(value * scale / 10)) for value in drawn]
    tens[tens.index(max(tens))] += count * mean // 10 - sum(tens)
    return [10 * value for value in tens]


def _give(
    town: Town, rng: Random, givers: list[tuple[Organisation, int]], project: str, fund: str
) -> None:
    for n, (org, yuan) in enumerate(givers):
        received = some_time(rng, date(2024, 4, 1) + timedelta(days=rng.randint(0, 24)), 9, 17)
        hidden = DIRECT <= n < DIRECT + ANONYMOUS
        gift = _donate(town, org, fund, yuan, received, "anonymous" if hidden else "named")
        if n >= DIRECT:
            short = n >= len(givers) - PARTLY
            pledge = _pledge(town, rng, org, project, yuan * 2 if short else yuan, received, short)
            town.sheet.relationship("Settles", gift, pledge, fen=yuan * 100)
    _give_twice(town, givers[DIRECT + ANONYMOUS][0], fund, givers[DIRECT + ANONYMOUS][1])


def _pledge(
    town: Town,
    rng: Random,
    org: Organisation,
    project: str,
    yuan: int,
    paid: datetime | None,
    short: bool = False,
) -> str:
    pledged = some_time(rng, STARTED + timedelta(days=rng.randint(1, 24)), 9, 17)
    pledge = town.sheet.node(
        "Pledge",
        amountFen=yuan * 100,
        pledgedAt=pledged,
        dueAt=moment(date(2024, 5, 31), 18),
        endedAt=paid if paid and not short else None,
        status="OPEN" if paid is None else "PARTLY_PAID" if short else "PAID",
    )
    town.sheet.relationship("Pledged", org.id, pledge)
    town.sheet.relationship("PledgeTo", pledge, project)
    return pledge


def _donate(
    town: Town, org: Organisation, fund: str, yuan: int, received: datetime, publicity: str
) -> str:
    id = town.sheet.next_id("Donation")
    town.sheet.node(
        "Donation",
        id,
        kind="money",
        purpose=PURPOSE,
        amountFen=yuan * 100,
        status="RECEIVED",
        receivedAt=received,
        receiptNo=f"SJ2024-{id.removeprefix('DON-')}",
        publicity=publicity,
    )
    town.sheet.relationship("Gave", org.id, id)
    town.sheet.relationship("Into", id, fund)
    return id


def _give_twice(town: Town, org: Organisation, fund: str, yuan: int) -> None:
    """One transfer came in twice by mistake and was sent back."""
    gift = _donate(town, org, fund, yuan, moment(date(2024, 4, 26), 10.5), "named")
    row = next(row for row in town.sheet.of("Donation") if row["id"] == gift)
    row["status"], row["refundedAt"] = "REFUNDED", moment(date(2024, 5, 6), 15)

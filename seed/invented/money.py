"""The second drive of "A Book's Journey": pledges, donations, purchases, books, disclosures."""

from datetime import date, timedelta

from seed.invented.base import Town, at

PROJECT, FUND, PURPOSE = "PRJ-0102", "FUND-0001", "为骑手子女购置图书和学习用品"
GIVERS = {"village": (30, 650), "two_new": (21, 1200), "regional": (19, 2100)}
"""Givers and their mean gift in yuan, by group: 70 givers, 84,600 yuan net."""
KIT = (
    ("四大名著（套）", 110, 2),
    ("《钢铁是怎样炼成的》", 28, 1),
    ("课外读物", 30, 1),
    ("书包", 110, 2),
    ("钢笔", 32, 1),
    ("文具套装", 20, 1),
)
CHILDREN, ROUNDS = 210, 6
_BEGINS = date(2024, 4, 1)


def build(town: Town, groups: dict[str, list[str]]) -> None:
    """Add the project, its fund, and every row of the trail."""
    town.add(
        "Project",
        id=PROJECT,
        name="一本书的旅行·第二季",
        kind="appeal",
        startAt=at(_BEGINS),
        endAt=at(date(2025, 6, 30)),
        purpose=PURPOSE,
    )
    town.add("Fund", id=FUND, name="书香专款", purpose=PURPOSE, status="OPEN", openedAt=at(_BEGINS))
    town.tie("Of", FUND, PROJECT)
    town.tie("Initiated", "ORG-0002", PROJECT, at=at(_BEGINS))
    _giving(town, groups)
    _spending(town)
    _disclosures(town)


def _giving(town: Town, groups: dict[str, list[str]]) -> None:
    number = 0
    for group, (count, mean) in GIVERS.items():
        orgs = list(groups[group])
        for org in orgs:
            responded = at(_BEGINS + timedelta(days=town.dice.randint(0, 20)), 10)
            town.tie("RespondedTo", org, PROJECT, at=responded)
        town.dice.shuffle(orgs)
        for org, yuan in zip(orgs, _amounts(town, count, mean), strict=False):
            number += 1
            _gift(town, number, org, yuan)
        # beyond the givers: four pledged and did not pay, two left no record
        for org in orgs[count : count + {"village": 2, "two_new": 1, "regional": 1}[group]]:
            _pledge(town, f"PL-9{org[4:]}", org, mean, "OPEN")
    _refund(town, groups["two_new"][0])


def _amounts(town: Town, count: int, mean: int) -> list[int]:
    """Log-normal yuan in tens that sum to count × mean."""
    drawn = [max(50, round(town.log_normal(mean * 0.85, 0.55) / 10) * 10) for _ in range(count)]
    while (gap := count * mean - sum(drawn)) != 0:
        chosen = town.dice.randrange(count)
        step = 10 if gap > 0 else -10
        if drawn[chosen] + step >= 50:
            drawn[chosen] += step
    return drawn


def _pledge(town: Town, id: str, org: str, yuan: int, status: str) -> None:
    day = _BEGINS + timedelta(days=town.dice.randint(0, 25))
    town.add(
        "Pledge",
        id=id,
        amountFen=yuan * 100,
        pledgedAt=at(day, 11),
        dueAt=at(date(2024, 7, 31)),
        status=status,
    )
    town.tie("Pledged", org, id)
    town.tie("PledgeTo", id, PROJECT)


def _gift(town: Town, number: int, org: str, yuan: int) -> None:
    partly = number in (7, 40)
    status = "PARTLY_PAID" if partly else "PAID"
    _pledge(town, f"PL-{number:03}", org, yuan * 2 if partly else yuan, status)
    _donation(town, f"DON-{number:03}", org, yuan, number in (5, 33, 61))
    town.tie("Settles", f"DON-{number:03}", f"PL-{number:03}", fen=yuan * 100)


def _donation(town: Town, id: str, org: str, yuan: int, anonymous: bool) -> dict[str, object]:
    row = town.add(
        "Donation",
        id=id,
        kind="money",
        purpose=PURPOSE,
        amountFen=yuan * 100,
        status="RECEIVED",
        receivedAt=at(_BEGINS + timedelta(days=town.dice.randint(26, 60)), 14),
        receiptNo=f"SJ{id[4:]}",
        publicity="anonymous" if anonymous else "named",
    )
    town.tie("Gave", org, id)
    town.tie("Into", id, FUND)
    return row


def _refund(town: Town, org: str) -> None:
    """One gift came twice by mistake and went back."""
    row = _donation(town, "DON-071", org, 500, False)
    row["status"], row["refundedAt"] = "REFUNDED", at(date(2024, 6, 20), 15)


def _spending(town: Town) -> None:
    purchase = 0
    rounds = [f"DIS-{n}" for n in range(1, ROUNDS + 1)]
    for n, id in enumerate(rounds):
        day = date(2024, 9, 5) + timedelta(days=35 * n)
        town.add("Distribution", id=id, at=at(day, 15), place="党群服务中心", signedBy="监护人")
    for item, yuan, lots in KIT:
        for lot in range(lots):
            purchase += 1
            qty = CHILDREN // lots
            batch = f"BAT-{purchase}"
            town.add(
                "Purchase",
                id=f"PUR-{purchase}",
                at=at(date(2024, 7, 1) + timedelta(days=6 * purchase), 10),
                supplier="书汀文具店" if yuan > 60 else "知夏书社",
                totalFen=yuan * 100 * qty,
                invoiceRef=f"FP{purchase:03}",
            )
            town.add("ItemBatch", id=batch, item=item, qty=qty, unitFen=yuan * 100)
            town.tie("Paid", FUND, f"PUR-{purchase}", fen=yuan * 100 * qty)
            town.tie("Bought", f"PUR-{purchase}", batch)
            served = rounds[lot * ROUNDS // lots : (lot + 1) * ROUNDS // lots]
            for distribution in served:
                town.tie("GivenIn", batch, distribution, qty=qty // len(served))
    for number in range(1, CHILDREN + 1):
        round_ = rounds[(number - 1) * ROUNDS // CHILDREN]
        town.tie("DistributionTo", round_, f"CH-{number:03}", qty=len(KIT))


def _disclosures(town: Town) -> None:
    told = (
        ("PUB-1", "received", date(2024, 7, 10), None),
        ("PUB-2", "spent", date(2024, 10, 15), None),
        ("PUB-3", "correction", date(2024, 10, 28), "PUB-2"),
        ("PUB-4", "spent", date(2025, 3, 20), None),
    )
    for id, kind, day, corrected in told:
        town.add(
            "Disclosure",
            id=id,
            kind=kind,
            publishedAt=at(day),
            scope="community",
            correctionOf=corrected,
        )
        town.tie("AboutProject", id, PROJECT)

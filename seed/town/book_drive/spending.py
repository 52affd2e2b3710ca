"""What the fund bought, in eight purchases, and the days on which 210 children got their kits."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from seed.clock import moment
from seed.town.book_drive.children import FIRST_ROUND, ROUNDS, SECOND_ROUND
from seed.town.places import names
from seed.town.plan import Town

FIRST, SECOND = (count for _, count in ROUNDS)


class Buy(NamedTuple):
    """A purchase: the day, the supplier, and batches of item, quantity and yuan apiece."""

    day: date
    supplier: str
    batches: tuple[tuple[str, int, int], ...]


_BOOKS, _PENS, _BAGS = names.SUPPLIERS
_CLASSICS, _STEEL, _OTHER = "四大名著（套）", "《钢铁是怎样炼成的》", "课外读物"
_BAG, _PEN, _DESK = "书包", "钢笔", "文具套装"
ALL = FIRST + SECOND

BUYS = (
    Buy(date(2024, 5, 8), _BOOKS, ((_CLASSICS, FIRST, 110),)),
    Buy(date(2024, 5, 8), _BOOKS, ((_STEEL, ALL, 28), (_OTHER, ALL, 30))),
    Buy(date(2024, 5, 13), _BAGS, ((_BAG, FIRST, 110),)),
    Buy(date(2024, 5, 15), _PENS, ((_PEN, ALL, 32),)),
    Buy(date(2024, 5, 16), _PENS, ((_DESK, FIRST, 20),)),
    Buy(date(2024, 8, 5), _BOOKS, ((_CLASSICS, SECOND, 110),)),
    Buy(date(2024, 8, 7), _BAGS, ((_BAG, SECOND, 110),)),
    Buy(date(2024, 8, 12), _PENS, ((_DESK, SECOND, 20),)),
)
"""A kit is 330 yuan: 110 + 28 + 30 + 110 + 32 + 20."""

HANDED_OUT = (
    (FIRST_ROUND, 9.5, 0),
    (FIRST_ROUND, 14.0, 2),
    (SECOND_ROUND, 9.5, 0),
    (SECOND_ROUND, 14.0, 2),
)
"""Day, hour, and the venue's place in the list."""

DISCLOSED = (
    ("received", date(2024, 5, 10), None),
    ("spent", date(2024, 6, 20), None),
    ("correction", date(2024, 6, 28), 1),
    ("spent", date(2024, 9, 20), None),
)
"""Disclosures; the correction says which one it corrects. None since: the balance is not told."""


def add_spending(town: Town, project: str, fund: str) -> None:
    """Purchases, batches, distributions and disclosures."""
    batches = [batch for buy in BUYS for batch in _buy(town, fund, buy)]
    venues = {row["id"]: str(row["name"]) for row in town.sheet.of("Venue")}
    kits = _hand_out(town, [venues[id] for id, _ in town.venues])
    served = {ALL: kits, FIRST: kits[:2], SECOND: kits[2:]}
    for batch, qty in batches:
        for distribution, count in served[qty]:
            town.sheet.relationship("GivenIn", batch, distribution, qty=count)
    _disclose(town, project)


def _buy(town: Town, fund: str, buy: Buy) -> list[tuple[str, int]]:
    fen = sum(qty * yuan for _, qty, yuan in buy.batches) * 100
    id = town.sheet.next_id("Purchase")
    at = moment(buy.day, 10)
    invoice = f"FP2024-{id.removeprefix('PUR-')}"
    town.sheet.node("Purchase", id, at=at, supplier=buy.supplier, totalFen=fen, invoiceRef=invoice)
    town.sheet.relationship("Paid", fund, id, fen=fen)
    batches = []
    for item, qty, yuan in buy.batches:
        batch = town.sheet.node("ItemBatch", item=item, qty=qty, unitFen=yuan * 100)
        town.sheet.relationship("Bought", id, batch)
        batches.append((batch, qty))
    return batches


def _hand_out(town: Town, venues: list[str]) -> list[tuple[str, int]]:
    """The distributions and how many children came to each: one kit a child."""
    sessions = [
        (
            day,
            town.sheet.node(
                "Distribution", at=moment(day, hour), place=venues[venue], signedBy="监护人"
            ),
        )
        for day, hour, venue in HANDED_OUT
    ]
    count: Counter[str] = Counter()
    for n, (_, child, day) in enumerate(town.guardians):
        both = [id for date_, id in sessions if date_ == day]
        session = both[n % len(both)]
        town.sheet.relationship("DistributionTo", session, child, qty=1)
        count[session] += 1
    return [(id, count[id]) for _, id in sessions]


def _disclose(town: Town, project: str) -> None:
    disclosures: list[str] = []
    for kind, day, corrects in DISCLOSED:
        disclosures.append(
            town.sheet.node(
                "Disclosure",
                kind=kind,
                publishedAt=moment(day, 10),
                scope="community",
                correctionOf=None if corrects is None else disclosures[corrects],
            )
        )
        town.sheet.relationship("AboutProject", disclosures[-1], project)

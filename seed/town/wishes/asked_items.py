"""What each wish asks for: category, price and item, tilted by the season, in exact shares."""

from dataclasses import dataclass
from random import Random

from seed.chance import lognormal, mix, share_out, spread
from seed.town.wishes.submissions import Slot
from seed.town.wishes.wishlist import CAP, ITEMS, SORTS, Item, fitting, has_season, tilt

_ITEMS_OF_SERVICE = [item for item in ITEMS if item.sort == "service"]


@dataclass(frozen=True)
class Asked:
    """What a wish asks for; the price in whole yuan."""

    item: Item
    yuan: int
    urgency: str
    reason: str

    @property
    def sort(self) -> str:
        """The category."""
        return self.item.sort


def asked_for(rng: Random, slots: list[Slot]) -> list[Asked]:
    """For each slot what it asks for: the pool is fixed, the season says who gets what."""
    pool = _pool(rng, len(slots))
    rng.shuffle(pool)
    pool.sort(key=lambda wish: not has_season(wish[0]))
    urgency = mix(rng, len(slots), {"normal": 0.92, "urgent": 0.08})
    free = list(range(len(slots)))
    given: dict[int, tuple[Item, int]] = {}
    for item, yuan in pool:
        days = [slots[n].submitted for n in free]
        weights = [tilt(item, day.month, day.day) for day in days]
        given[free.pop(rng.choices(range(len(free)), weights)[0])] = (item, yuan)
    return [Asked(*given[n], urgency[n], _reason(rng, given[n][0].sort)) for n in range(len(slots))]


def _pool(rng: Random, total: int) -> list[tuple[Item, int]]:
    counts = share_out(total, [sort.share for sort in SORTS.values()])
    pool: list[tuple[Item, int]] = []
    for (name, sort), count in zip(SORTS.items(), counts, strict=True):
        if name == "service":
            pool += [(rng.choice(_ITEMS_OF_SERVICE), 0) for _ in range(count)]
            continue
        for u in spread(rng, count):
            yuan = min(CAP, round(lognormal(u, sort.median, sort.sigma)))
            pool.append((rng.choice(fitting(name, yuan)), yuan))
    return pool


def _reason(rng: Random, sort: str) -> str:
    return "newcomer" if rng.random() < 0.12 else SORTS[sort].reason

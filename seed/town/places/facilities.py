"""What stands in each station, in what state since when, and what is kept in stock there."""

from datetime import date, timedelta
from random import Random

from seed.clock import LAST_DAY, some_time
from seed.town.places.stations import OPENED
from seed.town.plan import Station, Town

BASIC = {
    "FAC-01": 0.95,
    "FAC-02": 0.80,
    "FAC-03": 0.90,
    "FAC-04": 0.95,
    "FAC-05": 0.95,
    "FAC-06": 0.85,
}
"""The basic six (the article's ids) and how many stations have each."""

SWAP, FIRST_AID = "FAC-07", "FAC-08"
FURTHER = (
    ("wifi", "无线网络", "Wi-Fi", 0.6),
    ("book_rack", "书架", "Book rack", 0.4),
    ("blood_pressure_meter", "血压计", "Blood-pressure meter", 0.3),
    ("toilet", "卫生间", "Toilet", 0.5),
)
BROKEN, NOT_KNOWN = 0.06, 0.07
CHECKED_LATELY = 0.8
"""Share of checks that fall in the last 30 days."""

SUPPLIES = (
    ("口罩", "只", 200),
    ("酒精", "瓶", 20),
    ("防寒手套", "副", 30),
    ("暖宝宝", "片", 200),
    ("藿香正气水", "盒", 20),
    ("矿泉水", "瓶", 120),
)
SHORT = 0.2
"""Share of supplies of which there is less than there should be."""


def add_facilities(town: Town) -> None:
    """Equipment with its history: a repaired cabinet, things broken, absent, or not known of."""
    rng = town.stream("facilities")
    further = {
        town.sheet.node("Facility", code=code, name=name, nameEn=english): share
        for code, name, english, share in FURTHER
    }
    for station in town.stations:
        swap = {SWAP: 1.0 if station.kind == "red_station" else 0.0}
        for facility, share in (BASIC | swap | {FIRST_AID: 0.6} | further).items():
            _equip(town, rng, station, facility, share)
    _add_stock(town, rng)


def _equip(town: Town, rng: Random, station: Station, facility: str, share: float) -> None:
    checked = _checked(rng)
    if share == 1.0:
        qty = 2 if station.tier == "flagship" else 1
        if station.tier == "fusion":
            _repaired(town, rng, station.id, facility)
        else:
            _has(town, station.id, facility, OPENED, state="working", qty=qty, checkedAt=checked)
        return
    luck = rng.random()
    if luck < NOT_KNOWN and share:
        if rng.random() < 0.5:  # the other half has no record at all, which says the same
            _has(town, station.id, facility, OPENED, state="unknown", qty=0)
    elif rng.random() >= share:
        _has(town, station.id, facility, OPENED, state="absent", qty=0, checkedAt=checked)
    elif luck > 1 - BROKEN:
        broke = LAST_DAY - timedelta(days=rng.randint(5, 60))
        _has(town, station.id, facility, OPENED, to=broke, state="working", checkedAt=None)
        noticed = some_time(rng, broke, 9, 17)
        _has(town, station.id, facility, broke, state="broken", checkedAt=noticed)
    else:
        _has(town, station.id, facility, OPENED, state="working", checkedAt=checked)


def _checked(rng: Random) -> object:
    near = rng.random() < CHECKED_LATELY
    return some_time(rng, LAST_DAY - timedelta(days=rng.randint(1, 29) if near else 75), 9, 17)


def _repaired(town: Town, rng: Random, station: str, facility: str) -> None:
    """Broken for some days in the first winter, working before and since."""
    broke = date(2024, 1, rng.randint(8, 20))
    mended = broke + timedelta(days=rng.randint(4, 12))
    _has(town, station, facility, OPENED, to=broke, state="working", checkedAt=None)
    noticed = some_time(rng, broke, 9, 17)
    _has(town, station, facility, broke, to=mended, state="broken", checkedAt=noticed)
    lately = some_time(rng, LAST_DAY - timedelta(days=rng.randint(1, 20)), 9, 17)
    _has(town, station, facility, mended, state="working", checkedAt=lately)


def _has(town: Town, station: str, facility: str, start: date, **fields: object) -> None:
    town.sheet.relationship("HasFacility", station, facility, from_=start, **fields)


def _add_stock(town: Town, rng: Random) -> None:
    items = {
        town.sheet.node("SupplyItem", name=name, unit=unit): par for name, unit, par in SUPPLIES
    }
    for station in town.stations:
        for item, par in items.items():
            low, high = (0.1, 0.7) if rng.random() < SHORT else (1.0, 1.6)
            counted = some_time(rng, LAST_DAY - timedelta(days=rng.randint(1, 20)), 9, 17)
            town.sheet.relationship(
                "Stocks",
                station.id,
                item,
                qty=round(par * rng.uniform(low, high)),
                par=par,
                updatedAt=counted,
            )

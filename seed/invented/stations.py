"""Venues, the fifteen stations, their hours, facilities and stock."""

from datetime import date, time

from seed.invented.base import (
    DETOUR,
    FIRST_DAY,
    KMH,
    LAST_DAY,
    Spot,
    Town,
    at,
    inside,
    km,
    place,
    somewhere,
)

NIGHT: tuple[Spot, ...] = ((121.700, 31.215), (121.725, 31.232), (121.735, 31.208))
"""The three stations open at 20:00 leave the north-eastern corner out of reach."""
_NAMES = (
    *("心桥旗舰", "望潮融合", "澄江融合", "柳湾", "荷塘", "竹溪", "梅渡", "杏林", "桑园"),
    *("芦汀", "鹭洲", "稻香", "菱角", "枫里", "槐荫"),
)
_OFFICE, _DAILY, _LONG = (
    (time(8, 30), time(17), "12345"),
    (time(8, 30), time(18), "1234567"),
    (time(6), time(22), "1234567"),
)
_SUPPLIES = (("口罩", "只", 200), ("酒精", "瓶", 20), ("防寒手套", "副", 30), ("暖宝宝", "片", 300))


def build(town: Town) -> dict[str, Spot]:
    """Add 13 venues and 15 stations; gives each station's place."""
    spots = _spots(town)
    for number, spot in enumerate(spots, 1):
        kind = "party_masses_station" if number <= 6 else "union_office"
        name = f"{_NAMES[number - 1]}{'党群服务站' if number <= 6 else '职工服务点'}"
        town.add("Venue", id=f"VEN-{100 + number}", name=name, kind=kind, **place(spot))
    for number, (name, unit, _) in enumerate(_SUPPLIES, 1):
        town.add("SupplyItem", id=f"ITEM-{number:02}", name=name, unit=unit)
    return {_station(town, number): spots[_venue(number) - 1] for number in range(1, 16)}


def _spots(town: Town) -> list[Spot]:
    spots = list(NIGHT)
    while len(spots) < 13:
        spot = somewhere(town.dice)
        south_west = spot[0] < 121.728 or spot[1] < 31.235
        if south_west and inside(spot) and all(km(spot, other) > 1.1 for other in spots):
            spots.append(spot)
    return spots


def _venue(station: int) -> int:
    """Two venues carry two plaques each."""
    return {14: 1, 15: 2}.get(station, station)


def _station(town: Town, number: int) -> str:
    id = f"ST-{number:02}"
    kind = "red_station" if number <= 6 else "worker_service" if number <= 12 else "outdoor_worker"
    tier = {1: "flagship", 2: "fusion", 3: "fusion"}.get(number, "village")
    hours = _LONG if number in (2, 3) else _DAILY if number in (4, 7, 8) else _OFFICE
    word = {"red_station": "红色加油站", "worker_service": "职工服务站"}.get(kind, "户外职工驿站")
    town.add(
        "ServiceStation",
        id=id,
        name=f"{_NAMES[number - 1]}{word}",
        stationType=kind,
        tier=tier if kind == "red_station" else None,
        openFrom=time(0) if number == 1 else hours[0],
        openTo=time(23, 59) if number == 1 else hours[1],
        openDays="1234567" if number == 1 else hours[2],
        is24h=number == 1,
        head="站长",
    )
    town.tie("Hosts", f"VEN-{100 + _venue(number)}", id)
    manager = "ORG-0003" if kind != "red_station" else "ORG-0002" if number == 1 else None
    town.tie("Manages", manager or f"ORG-3{number:03}", id, role="lead")
    _facilities(town, id, kind)
    for item, (_, _, par) in enumerate(_SUPPLIES, 1):
        stock = {"qty": town.dice.randint(par // 3, par * 3 // 2), "par": par}
        town.tie("Stocks", id, f"ITEM-{item:02}", updatedAt=at(LAST_DAY, 8), **stock)
    return id


def _facilities(town: Town, id: str, kind: str) -> None:
    for number in range(1, 9):
        swap = number == 7
        if swap and kind != "red_station":
            continue
        states = ("working",) if swap else ("working",) * 17 + ("broken", "absent", "unknown")
        state = town.dice.choice(states)
        checked = None if state == "unknown" else at(date(2025, 8, town.dice.randint(1, 28)))
        qty = 0 if state in ("absent", "unknown") else 1
        town.tie("HasFacility", id, f"FAC-{number:02}", from_=FIRST_DAY, state=state, qty=qty)
        town.rows["HasFacility"][-1]["checkedAt"] = checked


def reaches(town: Town, stations: dict[str, Spot], sites: dict[str, Spot]) -> None:
    """Add how long it takes from each site to each station: straight × 1.3, at a set speed."""

    for site, here in sites.items():
        for station, there in stations.items():
            path = km(here, there) * DETOUR
            for mode, speed in KMH.items():
                town.tie(
                    "Reaches",
                    site,
                    station,
                    mode=mode,
                    minutes=round(path / speed * 60, 1),
                    metres=round(path * 1000),
                    method=f"straight × {DETOUR}, {speed} km/h",
                    computedAt=at(LAST_DAY, 6),
                    provenance="derived",
                )

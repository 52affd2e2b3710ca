"""Thirteen venues with fifteen stations: six worker, six red, three outdoor; and their hours."""

from datetime import date, time
from typing import NamedTuple

from seed.clock import STATED, moment
from seed.town.places.geography import Place, around, drawn, nearest
from seed.town.places.organisations import BRANCH, UNION
from seed.town.plan import Station, Town

OFFICE = {"openFrom": time(8, 30), "openTo": time(17, 0), "openDays": "12345"}
DAILY = {"openFrom": time(8, 30), "openTo": time(18, 0), "openDays": "1234567"}
LATE = {"openFrom": time(6, 0), "openTo": time(22, 0), "openDays": "1234567"}
ALWAYS = {"openFrom": time(0, 0), "openTo": time(23, 59), "openDays": "1234567", "is24h": True}


class Plaque(NamedTuple):
    """One station at a venue."""

    kind: str
    tier: str | None
    hours: dict[str, object]


_RED, _WORKER, _OUTDOOR = "red_station", "worker_service", "outdoor_worker"
_CENTRE, _PARTY, _UNION, _OTHER = "centre", "party_masses_station", "union_office", "other"
_FUSION = Plaque(_RED, "fusion", DAILY)
_VILLAGE = Plaque(_RED, "village", OFFICE)
_WORKERS = Plaque(_WORKER, None, OFFICE)

VENUES: tuple[tuple[Place, str, tuple[Plaque, ...]], ...] = (
    (Place(121.719, 31.239), _CENTRE, (Plaque(_RED, "flagship", LATE), _WORKERS)),
    (Place(121.731, 31.229), _PARTY, (_FUSION,)),
    (Place(121.727, 31.208), _PARTY, (_FUSION, Plaque(_OUTDOOR, None, OFFICE))),
    (Place(121.700, 31.240), _PARTY, (_VILLAGE,)),
    (Place(121.741, 31.243), _PARTY, (_VILLAGE,)),
    (Place(121.711, 31.213), _PARTY, (_VILLAGE,)),
    (Place(121.724, 31.236), _UNION, (Plaque(_WORKER, None, DAILY),)),
    (Place(121.737, 31.213), _OTHER, (_WORKERS,)),
    (Place(121.707, 31.229), _OTHER, (_WORKERS,)),
    (Place(121.747, 31.221), _OTHER, (_WORKERS,)),
    (Place(121.727, 31.249), _OTHER, (_WORKERS,)),
    (Place(121.732, 31.206), _OTHER, (Plaque(_OUTDOOR, None, ALWAYS),)),
    (Place(121.738, 31.227), _OTHER, (Plaque(_OUTDOOR, None, LATE),)),
)
"""About where, what kind of venue, and the plaques on its door: two venues carry two."""

OPENED = STATED
"""The day each one opened is not known; all were there by the day of the article."""

MOVED = (9, date(2024, 11, 4))
"""One venue (its place in the list) that has moved, and when."""

_NAMES = {
    "flagship": "旗舰加油站",
    "fusion": "融合加油站",
    "village": "村居加油站",
    _WORKER: "职工服务站点",
    _OUTDOOR: "户外职工驿站",
}
_VENUE_NAMES = {
    _CENTRE: "{}社区服务中心",
    _PARTY: "{}党群服务站",
    _UNION: "{}工会服务点",
    _OTHER: "{}便民服务点",
}
_HEADS = ("站长（社区工作者）", "站长（党群专干）", "站长（工会干事）")


def add_stations(town: Town) -> None:
    """Every venue with the stations it hosts and who manages them."""
    rng = town.stream("stations")
    for n, (about, kind, plaques) in enumerate(VENUES):
        place = drawn(rng, around(about, 0.06), lambda _: True)
        area = nearest(place, town.areas)
        short = town.area_names[area].removesuffix("村").removesuffix("居民区")
        venue = town.sheet.node(
            "Venue",
            name=_free_name(town, _VENUE_NAMES[kind].format(short)),
            kind=kind,
            address=f"{short}路{rng.randrange(8, 420)}号",
            movedAt=moment(MOVED[1], 9) if n == MOVED[0] else None,
            areaSqm=float(rng.randrange(18, 120) if kind != _CENTRE else 860),
            **place.fields(),
        )
        town.venues.append((venue, place))
        town.sheet.relationship("InArea", venue, area, from_=OPENED)
        if kind == _CENTRE:
            town.sheet.relationship("LocatedAt", BRANCH, venue, from_=OPENED, assumed=True)
        for plaque in plaques:
            name = _free_name(town, f"{short}{_NAMES[plaque.tier or plaque.kind]}")
            _add_station(town, plaque, venue, place, area, name, rng.choice(_HEADS))


def _free_name(town: Town, name: str) -> str:
    """The name, with a number where it is taken."""
    taken = {
        str(row["name"]) for kind in ("Venue", "ServiceStation") for row in town.sheet.of(kind)
    }
    return next(
        one for one in (name, *(f"{name}（第{n}处）" for n in "二三四五")) if one not in taken
    )


def _add_station(
    town: Town, plaque: Plaque, venue: str, place: Place, area: str, name: str, head: str
) -> None:
    station = town.sheet.node(
        "ServiceStation",
        name=name,
        stationType=plaque.kind,
        tier=plaque.tier,
        head=head,
        status="OPEN",
        **plaque.hours,
    )
    town.sheet.relationship("Hosts", venue, station)
    late = plaque.hours in (LATE, ALWAYS)
    town.stations.append(Station(station, plaque.kind, plaque.tier, venue, place, late))
    _add_managers(town, plaque, station, area)


def _add_managers(town: Town, plaque: Plaque, station: str, area: str) -> None:
    local = next(
        org.id
        for org in town.organisations
        if org.group == "village_neighbourhood" and org.area == area
    )
    lead = UNION if plaque.kind != _RED else local if plaque.tier == "village" else BRANCH
    town.sheet.relationship("Manages", lead, station, role="lead")
    if lead != local and plaque.tier != "flagship":
        town.sheet.relationship("Manages", local, station, role="co")

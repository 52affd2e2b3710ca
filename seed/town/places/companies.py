"""Twelve invented companies and nineteen delivery sites, with two sites out of late reach."""

from collections.abc import Callable
from datetime import date
from random import Random

from graph.reach import straight_metres
from seed.chance import gamma, share_out, spread
from seed.clock import moment
from seed.town.places import names
from seed.town.places.geography import (
    NORTH_CENTRE,
    SOUTH_CENTRE,
    Place,
    along_roads,
    around,
    drawn,
    minutes,
    nearest,
)
from seed.town.plan import Site, Town

HEADS = {"takeaway": (8, 280), "express": (10, 190), "logistics": (1, 30)}
"""Kind to number of sites and of people: 56, 38 and 6 per cent of 500."""

SMALLEST, LARGEST = 6, 70
BASE = date(2022, 1, 1)
_EDGE = 0.15
"""Minutes kept free on either side of a 15-minute limit, so that no rounding moves a site."""

NORTH_TIP, WEST_TIP = Place(121.7395, 31.2585), Place(121.6865, 31.2325)


def add_companies(town: Town) -> None:
    """Two platforms; four takeaway contractors, five express firms, one of logistics."""
    platforms = [
        town.sheet.node("Company", name=name, kind="takeaway", role="platform")
        for name in names.PLATFORMS
    ]
    firms = {
        "takeaway": names.TAKEAWAY_FIRMS,
        "express": names.EXPRESS_FIRMS,
        "logistics": names.LOGISTICS_FIRMS,
    }
    for kind, them in firms.items():
        town.companies[kind] = [
            town.sheet.node("Company", name=name, kind=kind, role="contractor") for name in them
        ]
    for n, firm in enumerate(town.companies["takeaway"]):
        town.sheet.relationship("ContractsFor", firm, platforms[n % 2], from_=BASE)


def headcounts(rng: Random, kind: str) -> list[int]:
    """People at each site of a kind: gamma-mixed (over-dispersed), within bounds, sum fixed."""
    sites, total = HEADS[kind]
    if sites == 1:
        return [total]
    counts = share_out(total, [gamma(u, 3, 1.0) for u in spread(rng, sites)])
    while min(counts) < SMALLEST or max(counts) > LARGEST:
        low, high = counts.index(min(counts)), counts.index(max(counts))
        counts[low] += 1
        counts[high] -= 1
    return counts


def add_sites(town: Town) -> None:
    """Takeaway sites at the two old centres, the others along the main roads."""
    rng = town.stream("sites")
    for kind in HEADS:
        heads = headcounts(rng, kind)
        if kind == "express":
            heads.sort(reverse=True)
        for n, count in enumerate(heads):
            place = drawn(rng, *_where(town, kind, n))
            company = town.companies[kind][n % len(town.companies[kind])]
            _add_site(town, kind, place, count, company)
    express = [site for site in town.sites if site.kind == "express"]
    logistics = [site.id for site in town.sites if site.kind == "logistics"]
    town.unsupported = (express[-1].id, *logistics)
    _change_operator(town)


Draw = Callable[[Random], Place]
Fits = Callable[[Place], bool]


def _where(town: Town, kind: str, n: int) -> tuple[Draw, Fits]:
    """How the n-th site of a kind is drawn, and what it must be near to or far from."""
    if kind == "takeaway":
        draw: Draw = around(SOUTH_CENTRE if n % 2 else NORTH_CENTRE, 0.8)
        return draw, lambda place: _apart(town, place) and _near(town, place)
    if kind == "express" and n in (4, 7):
        draw = around(NORTH_TIP if n == 4 else WEST_TIP, 0.35)
        return draw, lambda place: _apart(town, place) and _far(town, place, late=False)
    if kind == "logistics" or n in (1, 5, 8):
        return along_roads, lambda place: _apart(town, place) and _far(town, place, late=True)
    return along_roads, lambda place: _apart(town, place) and _near(town, place)


def _apart(town: Town, place: Place) -> bool:
    return all(straight_metres(place, site.place) > 180 for site in town.sites)


def _near(town: Town, place: Place) -> bool:
    """A station within walking range, and one open at 20:00 within reach by e-bike."""
    return _best(town, place, "walk") < 15 - _EDGE and _late_reach(town, place)


def _far(town: Town, place: Place, *, late: bool) -> bool:
    """No station within walking range; ``late``: whether one open at 20:00 is in e-bike reach."""
    beyond = _best(town, place, "ebike", late=True) > 15 + _EDGE
    return _best(town, place, "walk") > 15 + _EDGE and (
        _late_reach(town, place) if late else beyond
    )


def _late_reach(town: Town, place: Place) -> bool:
    return _best(town, place, "ebike", late=True) < 15 - _EDGE


def _best(town: Town, place: Place, mode: str, late: bool = False) -> float:
    return min(minutes(place, st.place, mode) for st in town.stations if st.late or not late)


def _add_site(town: Town, kind: str, place: Place, count: int, company: str) -> None:
    n = len(town.sites)
    short = next(row["name"] for row in town.sheet.of("Company") if row["id"] == company)
    site = town.sheet.node(
        "DeliverySite",
        name=f"{short}{names.SITE_PLACES[n]}站",
        kind=kind,
        movedAt=moment(date(2024, 5, 13), 10) if n == 3 else None,
        headcountStated=count,
        headcountAsOf=date(2025, 6, 30),
        status="OPEN",
        **place.fields(),
    )
    town.sites.append(Site(site, kind, place, count, company))
    town.sheet.relationship("InArea", site, nearest(place, town.areas), from_=BASE)


def _change_operator(town: Town) -> None:
    """Who operates each site; one was taken over from another contractor on a day."""
    taken_over, day = town.sites[2], date(2024, 9, 1)
    for site in town.sites:
        if site is taken_over:
            before = next(one for one in town.companies["takeaway"] if one != site.company)
            town.sheet.relationship("Operates", before, site.id, from_=BASE, to=day)
            town.sheet.relationship("Operates", site.company, site.id, from_=day)
        else:
            town.sheet.relationship("Operates", site.company, site.id, from_=BASE)

"""Areas, and the 76 invented Party organisations of the three groups."""

from datetime import date
from random import Random

from seed.chance import lognormal, spread
from seed.town.places import names
from seed.town.places.geography import (
    NORTH_CENTRE,
    SOUTH_CENTRE,
    Place,
    anywhere,
    around,
    drawn,
    nearest,
    well_spread,
)
from seed.town.plan import Organisation, Town

BRANCH, UNION = "ORG-0002", "ORG-0003"
"""The article's own: the Party branch of the Centre, and the town union."""

GROUPS = {"regional": "GRP-01", "two_new": "GRP-02", "village_neighbourhood": "GRP-03"}


def add_areas(town: Town) -> None:
    """26 villages spread over the land, 7 neighbourhoods close to the two old centres."""
    rng = town.stream("areas")
    places = well_spread(rng, len(names.VILLAGES))
    for name, place in zip(names.VILLAGES, places, strict=True):
        _add_area(town, name, "village", place)
    for n, name in enumerate(names.NEIGHBOURHOODS):
        centre = around(SOUTH_CENTRE if n % 2 else NORTH_CENTRE, 0.9)
        _add_area(town, name, "neighbourhood", drawn(rng, centre, lambda _: True))


def _add_area(town: Town, name: str, kind: str, place: Place) -> None:
    area = town.sheet.node("Area", name=name, kind=kind, **place.fields())
    town.areas.append((area, place))
    town.area_names[area] = name


def add_organisations(town: Town) -> None:
    """20 regional, 23 two-new and 33 village and neighbourhood organisations."""
    rng = town.stream("organisations")
    members = spread(rng, 76)
    for name in names.REGIONAL:
        place = drawn(rng, around(rng.choice((NORTH_CENTRE, SOUTH_CENTRE)), 1.6), lambda _: True)
        area = nearest(place, town.areas)
        _add(town, rng, "regional", name, place, area, lognormal(members.pop(), 24, 0.6))
    for name in names.TWO_NEW:
        place = drawn(rng, anywhere, lambda _: True)
        area = nearest(place, town.areas)
        _add(town, rng, "two_new", name, place, area, lognormal(members.pop(), 7, 0.5))
    for area, place in town.areas:
        name = town.area_names[area]
        size = lognormal(members.pop(), 60, 0.4)
        _add(town, rng, "village_neighbourhood", name, place, area, size)


def _add(
    town: Town, rng: Random, group: str, name: str, place: Place, area: str, size: float
) -> None:
    count = max(3, round(size))
    form = "党委" if count >= 100 else "党总支" if count >= 50 else "党支部"
    if group == "two_new" and count < 5:
        form = "联合党支部"
    since = date(rng.randint(2012, 2022), rng.randint(1, 12), 1)
    org = town.sheet.node(
        "Organization",
        name=f"{name}{form}",
        kind="party",
        form=form,
        memberCount=count,
        active=True,
        from_=since,
        **place.fields(),
    )
    town.sheet.relationship("InGroup", org, GROUPS[group], from_=max(since, date(2019, 1, 1)))
    town.sheet.relationship("InArea", org, area, from_=since)
    if group == "village_neighbourhood":
        town.sheet.relationship("ServesArea", org, area, from_=since)
    town.organisations.append(Organisation(org, group, name, place, area))

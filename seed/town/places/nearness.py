"""What follows from where things are: who is paired with whom."""

from datetime import date

from graph.reach import straight_metres
from seed.clock import FIRST_DAY
from seed.town.plan import Station, Town

CHAT_GROUP = "CHAT-0001"
"""The article's work chat group."""

UNPAIRED = 4
"""Sites that no station is paired with, and whose company is not paired either."""

PAIRED_COMPANIES = 3


def add_liaison(town: Town) -> None:
    """Fusion and village stations are paired with sites nearby; one of them with none."""
    sites = {site.id: site for site in town.sites}
    able = [one for one in town.stations if one.tier in ("fusion", "village")]
    idle, able = able[-1], able[:-1]
    lonely = _lonely(town, able)
    for site in town.sites:
        if site.id in lonely:
            continue
        station = _nearest(able, site.id, town)
        town.sheet.relationship(
            "LiaisesWith", station.id, site.id, from_=FIRST_DAY, contactRole="站点联络员"
        )
    firms = sorted({sites[id].company for id in sites} - {sites[id].company for id in lonely})
    for n, firm in enumerate(firms[:PAIRED_COMPANIES]):
        start = date(2024, 3, 1)
        partner = able[n % len(able)].id
        town.sheet.relationship("LiaisesWith", partner, firm, from_=start, contactRole="企业联系人")
    town.sheet.relationship(
        "LiaisesWith",
        idle.id,
        next(iter(sites)),
        from_=FIRST_DAY,
        to=date(2024, 6, 30),
        contactRole="站点联络员",
    )
    town.sheet.relationship(
        "LookedAfterBy", CHAT_GROUP, town.stations[0].id, from_=FIRST_DAY, assumed=True
    )


def _nearest(able: list[Station], site: str, town: Town) -> Station:
    place = next(one.place for one in town.sites if one.id == site)
    return min(able, key=lambda one: (straight_metres(one.place, place), one.id))


def _lonely(town: Town, able: list[Station]) -> set[str]:
    """The sites farthest from any station that could be paired with them."""
    far = sorted(
        town.sites,
        key=lambda site: (-min(straight_metres(one.place, site.place) for one in able), site.id),
    )
    return {site.id for site in far[:UNPAIRED]}

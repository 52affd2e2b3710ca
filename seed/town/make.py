"""Makes the whole invented town, part after part, from one number."""

from seed.sheet import Rows, Sheet
from seed.town.book_drive.children import add_children
from seed.town.book_drive.giving import add_giving
from seed.town.book_drive.spending import add_spending
from seed.town.consents import add_consents
from seed.town.people.activities import add_activities
from seed.town.people.riders import add_riders
from seed.town.places.companies import add_companies, add_sites
from seed.town.places.facilities import add_facilities
from seed.town.places.nearness import add_liaison
from seed.town.places.organisations import add_areas, add_organisations
from seed.town.places.stations import add_stations
from seed.town.plan import Town
from seed.town.wishes import askers, claimants, records
from seed.town.wishes.lives import all_lives

ARTICLE_LAST = {
    "Organization": 4,
    "Company": 1,
    "Venue": 1,
    "Project": 2,
    "Activity": 4,
    "Team": 1,
    "Facility": 8,
}
"""The last number that the article's own things use, by kind."""


def rows(number: int) -> Rows:
    """All synthetic rows."""
    town = Town(number, Sheet())
    for kind, last in ARTICLE_LAST.items():
        town.sheet.start_after(kind, last)
    _add_places(town)
    add_riders(town)
    add_children(town)
    lives = all_lives(town.stream("wishes"))
    for_child = askers.assign(town, lives)
    claimants.assign(town, lives)
    records.write_down(town, lives, for_child)
    add_spending(town, *add_giving(town))
    add_activities(town)
    add_consents(town, lives, for_child)
    return town.sheet.rows()


def _add_places(town: Town) -> None:
    add_areas(town)
    add_organisations(town)
    add_stations(town)
    add_companies(town)
    add_sites(town)
    add_facilities(town)
    add_liaison(town)

"""What people have agreed to: that a wish be handled, shown, that a child's data be used."""

from datetime import datetime, timedelta
from random import Random

from seed.clock import minutes_after, moment
from seed.town.book_drive.giving import STARTED
from seed.town.plan import Town
from seed.town.wishes.life import Life

UNNAMED = 9
"""Organisations that have not agreed to be named, besides the anonymous givers."""

WITHDRAWN = 3


def add_consents(town: Town, lives: list[Life], for_child: dict[str, str]) -> None:
    """Consents of riders for their wishes, of guardians for children, of organisations."""
    rng = town.stream("consents")
    withdrawn = {
        life.id for life in rng.sample([one for one in lives if one.status == "CLOSED"], WITHDRAWN)
    }
    for life in lives:
        start = life.slot.submitted
        end = minutes_after(life.steps[-1].at, 30) if life.id in withdrawn else None
        _consent(town, "wish_processing", start, life.rider, life.id, end)
        claims = [one.accepted for one in life.promises if one.accepted]
        if claims:
            _consent(town, "show_to_claimant", start, life.rider, life.id, end)
        if life.published and rng.random() < 0.3:
            _consent(town, "publish", start, life.rider, life.id, end)
    _add_guardians(town, rng, lives, for_child)
    _add_organisations(town, rng)


def _consent(
    town: Town,
    scope: str,
    granted: datetime,
    giver: str,
    about: str,
    withdrawn: datetime | None = None,
    by: str = "self",
) -> None:
    consent = town.sheet.node(
        "Consent", scope=scope, grantedAt=granted, withdrawnAt=withdrawn, by=by
    )
    town.sheet.relationship("GivenBy", consent, giver)
    town.sheet.relationship("Covers", consent, about)


def _add_guardians(town: Town, rng: Random, lives: list[Life], for_child: dict[str, str]) -> None:
    """Before the first use of the child's data, whether by a wish or at the distribution."""
    submitted = {life.id: life.slot.submitted for life in lives}
    for rider, child, day in town.guardians:
        uses = [submitted[wish] for wish, one in for_child.items() if one == child]
        first = min([moment(day, 9), *uses])
        granted = first - timedelta(days=rng.randint(1, 9), minutes=rng.randint(0, 240))
        _consent(town, "child_data", granted, rider, child, by="guardian")


def _add_organisations(town: Town, rng: Random) -> None:
    hidden = {row["id"] for row in town.sheet.of("Donation") if row["publicity"] == "anonymous"}
    unnamed = {str(row["start"]) for row in town.sheet.of("Gave") if row["end"] in hidden}
    others = [org.id for org in town.organisations if org.id not in unnamed]
    unnamed |= set(rng.sample(others, UNNAMED))
    for org in town.organisations:
        if org.id not in unnamed:
            granted = moment(STARTED + timedelta(days=rng.randint(0, 20)), 11)
            _consent(town, "be_named", granted, org.id, org.id)

"""Writes the lives of wishes down as rows: wishes, events, claims, handovers, visits."""

from random import Random

from graph.model import FAR_TIME
from graph.reach import straight_metres
from seed.chance import mix
from seed.sheet import Sheet
from seed.town.plan import Town
from seed.town.wishes.life import Handing, Life, Promise

CHANNELS = {"station": 0.45, "chat_group": 0.30, "visit": 0.15, "box": 0.10}
CHAT_GROUP = "CHAT-0001"
ENDS = ("CLOSED", "REJECTED", "REFERRED", "WITHDRAWN")
NEAREST = 3
"""A wish comes in at one of so many nearest stations."""


def write_down(town: Town, lives: list[Life], for_child: dict[str, str]) -> None:
    """All rows of all wishes, in the order of their ids."""
    rng = town.stream("records")
    channels = mix(rng, len(lives), CHANNELS)
    for life, channel in zip(lives, channels, strict=True):
        _wish(town.sheet, life, channel)
        town.sheet.relationship("Raised", life.rider, life.id)
        town.sheet.relationship("Via", life.id, _through(town, rng, life, channel))
        if life.id in for_child:
            town.sheet.relationship("ForPerson", life.id, for_child[life.id])
        _events(town.sheet, life)
        for promise in life.promises:
            _claim(town.sheet, rng, life, promise)


def _wish(sheet: Sheet, life: Life, channel: str) -> None:
    published = life.published
    sheet.node(
        "Wish",
        life.id,
        title=life.asked.item.title,
        category=life.asked.sort,
        kind=life.asked.item.kind,
        estCostFen=life.asked.yuan * 100,
        needReason=life.asked.reason,
        urgency=life.asked.urgency,
        channel=channel,
        status=life.status,
        submittedAt=life.slot.submitted,
        publishedAt=published,
        closedAt=life.steps[-1].at if life.status in ENDS else FAR_TIME,
        dueAt=published and Promise("", published).due,
    )


def _through(town: Town, rng: Random, life: Life, channel: str) -> str:
    if channel == "chat_group":
        return CHAT_GROUP
    site = next(site.place for site in town.sites if site.id == life.site)
    near = sorted(town.stations, key=lambda one: (straight_metres(one.place, site), one.id))
    return rng.choices(near[:NEAREST], (5, 3, 2))[0].id


def _events(sheet: Sheet, life: Life) -> None:
    for n, step in enumerate(life.steps):
        last = n == len(life.steps) - 1
        event = sheet.node(
            "WishEvent",
            fromStatus=life.steps[n - 1].to if n else None,
            toStatus=step.to,
            seq=n + 1,
            at=step.at,
            until=FAR_TIME if last else life.steps[n + 1].at,
            actorRole=step.actor,
            reason=step.reason,
            department=step.department,
        )
        sheet.relationship("HasEvent", life.id, event)


def _claim(sheet: Sheet, rng: Random, life: Life, one: Promise) -> None:
    cost = round(life.asked.yuan * rng.uniform(0.85, 1.1)) * 100 if one.handing else None
    claim = sheet.node(
        "Claim",
        status=one.status,
        claimedAt=one.claimed,
        acceptedAt=one.accepted,
        contactedAt=one.contacted,
        dueAt=one.due,
        endedAt=one.ended or FAR_TIME,
        endReason=one.why,
        backstop=one.backstop,
        plan="联系本人后上门" if life.asked.item.kind == "goods" else "约定时间办理",
        actualCostFen=cost,
    )
    sheet.relationship("Made", one.maker, claim)
    sheet.relationship("For", claim, life.id)
    if one.handing:
        _handing(sheet, claim, one.handing, cost)


def _handing(sheet: Sheet, claim: str, handing: Handing, cost: int | None) -> None:
    id = sheet.next_id("Handover")
    sheet.node(
        "Handover", id, at=handing.at, costFen=cost, evidenceRef=f"DX-{id.removeprefix('HO-')}"
    )
    sheet.relationship("ResultedIn", claim, id)
    if handing.visited:
        visit = sheet.node("Visit", at=handing.visited, grade=handing.grade)
        sheet.relationship("FollowedBy", id, visit)

"""What tests work out from the seed's rows in plain Python, beside what the reports say."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from cypher.library.catalogue import Catalogue
from cypher.nothing import is_nothing
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph
from graph.load.write.coordinates import to_wgs84
from graph.model import NODES, RELATIONSHIPS, SHANGHAI

Rows = dict[str, list[Any]]


class Way(NamedTuple):
    """How many minutes it takes from a site to a station by a mode."""

    start: str
    end: str
    mode: str
    minutes: float


CATALOGUE = Catalogue.load()
OPEN = ("PUBLISHED", "CARRIED_OVER")
DONE = ("FULFILLED", "CLOSED")
GROUPS = ("regional", "two_new", "village_neighbourhood", "town", "centre", "mass_org")


def typed(seed_rows: dict[str, list[dict[str, object]]]) -> Rows:
    """The rows as the model's objects; a kind without rows is empty."""
    made: Rows = defaultdict(list)
    for kind, some in seed_rows.items():
        made[kind] = [(NODES.get(kind) or RELATIONSHIPS[kind]).model_validate(row) for row in some]
    made["Reaches"] = list(_ways(made))
    return made


def _ways(rows: Rows) -> Iterator[Way]:
    """How long every way takes: the great circle on a sphere of 6,371.0088 km, times 1.3."""
    venues = ids(rows, "Venue")
    for site in rows["DeliverySite"]:
        for host in rows["Hosts"]:
            metres = metres_between(site, venues[host.start]) / 6378140.0 * 6371008.8 * 1.3
            for mode, metres_a_minute in (("walk", 80), ("ebike", 250)):
                yield Way(site.id, host.end, mode, round(metres / metres_a_minute, 2))


@cache
def runner_of(graph: Graph) -> Runner:
    return Runner(graph, CATALOGUE)


def ask(graph: Graph, id: str, **values: object) -> list[dict[str, Any]]:
    """A report's whole answer; a cell without a value is None, of whichever kind of nothing."""
    table = runner_of(graph).run(CATALOGUE.find(id), values, reader=LOCAL)
    assert not table.truncated
    return [
        {name: None if is_nothing(value) else value for name, value in row.items()}
        for row in table.dicts()
    ]


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, SHANGHAI)


def day_of(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def holds(relationship: Any, day: date) -> bool:
    return bool(relationship.from_ <= day < relationship.to)


def ids(rows: Rows, *kinds: str) -> dict[str, Any]:
    """The things of some kinds by id."""
    return {node.id: node for kind in kinds for node in rows[kind]}


def names(rows: Rows, *kinds: str) -> dict[str, str]:
    return {node.id: node.name for kind in kinds for node in rows[kind]}


def ends_of(rows: Rows, kind: str) -> dict[str, list[str]]:
    """The ends of a kind of relationship by start, and of a dated one whatever the day."""
    found: dict[str, list[str]] = defaultdict(list)
    for relationship in rows[kind]:
        found[relationship.start].append(relationship.end)
    return found


def lives(rows: Rows, day: date) -> dict[str, list[Any]]:
    """The events of each wish up to a day, in their order."""
    events = ids(rows, "WishEvent")
    found: dict[str, list[Any]] = defaultdict(list)
    for relationship in rows["HasEvent"]:
        if events[relationship.end].at <= end_of(day):
            found[relationship.start].append(events[relationship.end])
    return {wish: sorted(life, key=lambda e: e.seq) for wish, life in found.items()}


def first_at(life: list[Any], status: str) -> datetime | None:
    """When a life first came to a status."""
    return min((event.at for event in life if event.toStatus == status), default=None)


def first_published(life: list[Any]) -> date | None:
    moment = first_at(life, "PUBLISHED")
    return None if moment is None else day_of(moment)


def waiting(rows: Rows, day: date) -> dict[str, int]:
    """The wishes nobody has taken up on a day, with the days since they were first published."""
    found = {}
    for wish, life in lives(rows, day).items():
        first = first_published(life)
        if life[-1].toStatus in OPEN and first is not None:
            found[wish] = (day - first).days
    return found


def accepted(rows: Rows, day: date) -> dict[str, list[Any]]:
    """The claims on each wish that had been accepted by a day."""
    claims = ids(rows, "Claim")
    found: dict[str, list[Any]] = defaultdict(list)
    for relationship in rows["For"]:
        claim = claims[relationship.start]
        if claim.acceptedAt and claim.acceptedAt <= end_of(day):
            found[relationship.end].append(claim)
    return found


def live(rows: Rows, day: date) -> dict[str, Any]:
    """The claim on each wish that is live at the end of a day."""
    return {
        wish: claim
        for wish, claims in accepted(rows, day).items()
        for claim in claims
        if claim.endedAt > end_of(day)
    }


def makers(rows: Rows) -> dict[str, str]:
    """Who made each claim."""
    return {relationship.end: relationship.start for relationship in rows["Made"]}


def handovers(rows: Rows, day: date) -> list[tuple[Any, str, str]]:
    """Each handover made by a day, with its claim and its wish."""
    known = ids(rows, "Handover")
    wish = {relationship.start: relationship.end for relationship in rows["For"]}
    return [
        (known[relationship.end], relationship.start, wish[relationship.start])
        for relationship in rows["ResultedIn"]
        if known[relationship.end].at <= end_of(day)
    ]


def visits(rows: Rows, day: date) -> dict[str, Any]:
    """The latest visit by a day after each handover that had one."""
    known = ids(rows, "Visit")
    found: dict[str, Any] = {}
    for relationship in rows["FollowedBy"]:
        visit, before = known[relationship.end], found.get(relationship.start)
        if visit.at <= end_of(day) and (before is None or before.at < visit.at):
            found[relationship.start] = visit
    return found


def support(rows: Rows, day: date) -> list[tuple[str, Any, str, bool]]:
    """Supporter, claim, wish, and whether it was handed over by the day."""
    done = {claim for _, claim, _ in handovers(rows, day)}
    made_by = makers(rows)
    return [
        (made_by[claim.id], claim, wish, claim.id in done)
        for wish, claims in accepted(rows, day).items()
        for claim in claims
        if claim.id in made_by and (claim.id in done or claim.endedAt > end_of(day))
    ]


def groups_of(rows: Rows, day: date) -> dict[str, set[str]]:
    codes = {group.id: group.code for group in rows["OrgGroup"]}
    found: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["InGroup"]:
        if holds(relationship, day):
            found[relationship.start].add(codes[relationship.end])
    return found


def party_on(rows: Rows, day: date) -> dict[str, Any]:
    """The Party organisations that exist on a day."""
    return {
        org.id: org
        for org in rows["Organization"]
        if org.kind == "party" and (org.from_ or day) <= day < org.to
    }


def workplaces(rows: Rows) -> dict[str, list[Any]]:
    """Each rider's relationships of work."""
    found: dict[str, list[Any]] = defaultdict(list)
    for relationship in rows["WorksAt"]:
        found[relationship.start].append(relationship)
    return found


def sites_when_raised(rows: Rows) -> dict[str, str]:
    """The site at which the rider of each wish worked when raising it."""
    rider = {relationship.end: relationship.start for relationship in rows["Raised"]}
    jobs, found = workplaces(rows), {}
    for wish in rows["Wish"]:
        if wish.submittedAt is not None:
            for relationship in jobs[rider[wish.id]]:
                if holds(relationship, day_of(wish.submittedAt)):
                    found[wish.id] = str(relationship.end)
    return found


def at_work(rows: Rows, day: date) -> dict[str, set[str]]:
    """The riders who work at each site on a day."""
    return _starts_by_end(rows["WorksAt"], day)


def operators(rows: Rows, day: date) -> dict[str, set[str]]:
    """The companies that operate each site on a day."""
    return _starts_by_end(rows["Operates"], day)


def _starts_by_end(relationships: list[Any], day: date) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for relationship in relationships:
        if holds(relationship, day):
            found[relationship.end].add(relationship.start)
    return found


def station_of(rows: Rows, wish: str, day: date) -> str | None:
    """The station that received a wish, or that looks after the chat group it came through."""
    for relationship in rows["Via"]:
        if relationship.start == wish and relationship.end.startswith("ST-"):
            return str(relationship.end)
        if relationship.start == wish:
            for after in rows["LookedAfterBy"]:
                if after.start == relationship.end and holds(after, day):
                    return str(after.end)
    return None


def metres_between(a: Any, b: Any) -> float:
    """Along the great circle of the sphere that Neo4j takes for WGS-84."""
    (x1, y1), (x2, y2) = (
        (radians(v) for v in to_wgs84(p.longitude, p.latitude, p.datum)) for p in (a, b)
    )
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6378140.0 * asin(sqrt(h))


def seats(rows: Rows, org: Any, day: date) -> list[Any]:
    """Where an organisation sits: its own place and the venues it sits at on a day."""
    venues = ids(rows, "Venue")
    sits = [venues[t.end] for t in rows["LocatedAt"] if t.start == org.id and holds(t, day)]
    return [place for place in (org, *sits) if place.longitude is not None]


def gifts(rows: Rows, at: datetime) -> list[Any]:
    """The money donations into funds that had come in and not gone back at a moment."""
    into = {relationship.start for relationship in rows["Into"]}
    return [
        gift
        for gift in rows["Donation"]
        if gift.id in into
        and gift.kind == "money"
        and gift.receivedAt <= at
        and not (gift.refundedAt and gift.refundedAt <= at)
    ]


def percentile(values: list[float], share: float) -> float:
    """With straight lines between the values, as percentileCont has it."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

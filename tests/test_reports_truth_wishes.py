"""What the reports on wishes say, against the same worked out from the seed's rows in plain Python."""

from collections import Counter, defaultdict
from datetime import date, datetime, time
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest

from cypher.catalogue import Catalogue
from cypher.running import Runner
from graph.client import Graph
from graph.model import NODES, SHANGHAI, TIES
from graph.places import to_wgs84

Rows = dict[str, list[Any]]
CATALOGUE = Catalogue.load()
DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2023, 8, 31)]
OPEN = ("PUBLISHED", "CARRIED_OVER")
DONE = ("FULFILLED", "CLOSED")

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


@pytest.fixture(scope="module")
def rows(seed_rows: dict[str, list[dict[str, object]]]) -> Rows:
    made: Rows = defaultdict(list)
    for kind, some in seed_rows.items():
        made[kind] = [(NODES.get(kind) or TIES[kind]).model_validate(row) for row in some]
    return made


@cache
def runner_of(graph: Graph) -> Runner:
    return Runner(graph, CATALOGUE)


def ask(graph: Graph, id: str, **values: object) -> list[dict[str, Any]]:
    table = runner_of(graph).run(CATALOGUE.find(id), values)
    assert not table.truncated
    return table.dicts()


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, SHANGHAI)


def day_of(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def holds(tie: Any, day: date) -> bool:
    return bool(tie.from_ <= day < tie.to)


def lives(rows: Rows, day: date) -> dict[str, list[Any]]:
    """The events of each wish up to a day, in their order."""
    events = {event.id: event for event in rows["WishEvent"]}
    found: dict[str, list[Any]] = defaultdict(list)
    for tie in rows["HasEvent"]:
        if events[tie.end].at <= end_of(day):
            found[tie.start].append(events[tie.end])
    return {wish: sorted(life, key=lambda e: e.seq) for wish, life in found.items()}


def first_published(life: list[Any]) -> date | None:
    days = [day_of(event.at) for event in life if event.toStatus == "PUBLISHED"]
    return min(days) if days else None


def accepted(rows: Rows, day: date) -> dict[str, list[Any]]:
    """The claims on each wish that had been accepted by a day."""
    claims = {claim.id: claim for claim in rows["Claim"]}
    found: dict[str, list[Any]] = defaultdict(list)
    for tie in rows["For"]:
        claim = claims[tie.start]
        if claim.acceptedAt and claim.acceptedAt <= end_of(day):
            found[tie.end].append(claim)
    return found


def site_when_raised(rows: Rows, wish: Any) -> str | None:
    (rider,) = (tie.start for tie in rows["Raised"] if tie.end == wish.id)
    sites = {site.id: site.name for site in rows["DeliverySite"]}
    for tie in rows["WorksAt"]:
        if tie.start == rider and holds(tie, day_of(wish.submittedAt)):
            return str(sites[tie.end])
    return None


def station_of(rows: Rows, wish: str, day: date) -> str | None:
    for tie in rows["Via"]:
        if tie.start == wish and tie.end.startswith("ST-"):
            return str(tie.end)
        if tie.start == wish:
            for after in rows["LookedAfterBy"]:
                if after.start == tie.end and holds(after, day):
                    return str(after.end)
    return None


def waiting(rows: Rows, day: date) -> dict[str, int]:
    """The wishes nobody has taken up on a day, with the days since they were first published."""
    found = {}
    for wish, life in lives(rows, day).items():
        first = first_published(life)
        if life[-1].toStatus in OPEN and first is not None:
            found[wish] = (day - first).days
    return found


def metres_between(a: Any, b: Any) -> float:
    """Along the great circle of the sphere that Neo4j takes for WGS-84."""
    (x1, y1), (x2, y2) = (
        (radians(v) for v in to_wgs84(p.longitude, p.latitude, p.datum)) for p in (a, b)
    )
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6378140.0 * asin(sqrt(h))


def near(rows: Rows, station: str, day: date, reach: float) -> int:
    """The Party organisations that manage a station, serve its area, or sit within a path of it."""
    venues = {venue.id: venue for venue in rows["Venue"]}
    venue = next((venues[tie.start] for tie in rows["Hosts"] if tie.end == station), None)
    managing = {tie.start for tie in rows["Manages"] if tie.end == station}
    areas = {t.end for t in rows["InArea"] if venue and t.start == venue.id and holds(t, day)}
    serving = {t.start for t in rows["ServesArea"] if t.end in areas and holds(t, day)}
    count = 0
    for org in rows["Organization"]:
        if org.kind != "party" or not (org.from_ or day) <= day < org.to:
            continue
        seats = [venues[t.end] for t in rows["LocatedAt"] if t.start == org.id and holds(t, day)]
        places = [p for p in (org, *seats) if p.longitude is not None]
        close = venue is not None and any(metres_between(p, venue) * 1.3 <= reach for p in places)
        count += org.id in managing or org.id in serving or close
    return count


@pytest.mark.parametrize(("days", "mode", "a_minute"), [(30, "ebike", 250.0), (3, "walk", 80.0)])
def test_r01_wishes_long_unclaimed(
    town: Graph, rows: Rows, day: date, days: int, mode: str, a_minute: float
) -> None:
    wishes = {wish.id: wish for wish in rows["Wish"]}
    names = {station.id: station.name for station in rows["ServiceStation"]}
    live = {
        wish
        for wish, claims in accepted(rows, day).items()
        if any(claim.endedAt > end_of(day) for claim in claims)
    }
    expected = {}
    for wish, waited in waiting(rows, day).items():
        if waited > days and wish not in live:
            station = station_of(rows, wish, day)
            helpers = near(rows, station, day, 15 * a_minute) if station else None
            site = site_when_raised(rows, wishes[wish])
            expected[wish] = (names.get(station or ""), waited, site, helpers)
    answer = ask(town, "reports/wishes/unclaimed", as_of=day, days=days, mode=mode)
    given = {
        r["wish_id"]: (r["station"], r["days_open"], r["site"], r["organisations_near"])
        for r in answer
    }
    assert given == expected
    asked = {"as_of": day, "days": days, "mode": mode, "only_without": True}
    alone = ask(town, "reports/wishes/unclaimed", **asked)
    assert {r["wish_id"] for r in alone} == {w for w, facts in expected.items() if facts[3] == 0}


def test_r02_each_wish_once_a_step_in_its_first_month(town: Graph, rows: Rows, day: date) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for life in lives(rows, day).values():
        firsts: dict[str, str] = {}
        for event in life:
            firsts.setdefault(event.toStatus, f"{day_of(event.at):%Y-%m}")
        expected.update((month, step) for step, month in firsts.items())
    answer = ask(town, "reports/wishes/funnel", as_of=day, months=36)
    assert len(answer) == 36 * 7
    steps = {row["step"] for row in answer}
    assert len(steps) == 7
    given = {(r["month"], r["step"]): r["wishes"] for r in answer if r["wishes"]}
    assert given == {key: n for key, n in expected.items() if key[1] in steps}


def rates(rows: Rows, day: date) -> dict[str, tuple[int, int, int]]:
    """Published, claimed and fulfilled by category, and in all."""
    category = {wish.id: wish.category for wish in rows["Wish"]}
    claims = accepted(rows, day)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for wish, life in lives(rows, day).items():
        if first_published(life) is not None:
            done = life[-1].toStatus in DONE
            for name in (category[wish], "total"):
                for n, one in enumerate((True, wish in claims, done)):
                    found[name][n] += one
    found["total"] = found["total"]
    return {name: (p, c, f) for name, (p, c, f) in found.items()}


def test_r03_rates_by_category(town: Graph, rows: Rows, day: date) -> None:
    answer = ask(town, "reports/wishes/rates", as_of=day)
    given = {r["category"]: (r["published"], r["claimed"], r["fulfilled"]) for r in answer}
    assert given == rates(rows, day)
    for r in answer:
        if r["published"]:
            assert r["claim_rate"] == pytest.approx(r["claimed"] / r["published"])
            assert r["fulfilled_of_published"] == pytest.approx(r["fulfilled"] / r["published"])
        if r["claimed"]:
            assert r["fulfilled_of_claimed"] == pytest.approx(r["fulfilled"] / r["claimed"])


def test_r03_by_group_knows_no_claim_rate(town: Graph, rows: Rows, day: date) -> None:
    handed = {h.id for h in rows["Handover"] if h.at <= end_of(day)}
    ended_well = {tie.start for tie in rows["ResultedIn"] if tie.end in handed}
    makers: dict[str, list[str]] = defaultdict(list)
    for tie in rows["Made"]:
        makers[tie.end].append(tie.start)
    codes = {group.id: group.code for group in rows["OrgGroup"]}
    groups: dict[str, set[str]] = defaultdict(set)
    for tie in rows["InGroup"]:
        if holds(tie, day):
            groups[tie.start].add(codes[tie.end])
    claimed: dict[str, set[str]] = defaultdict(set)
    fulfilled: dict[str, set[str]] = defaultdict(set)
    who: dict[str, set[str]] = defaultdict(set)
    life = lives(rows, day)
    for wish, claims in accepted(rows, day).items():
        for claim in claims:
            for maker in makers[claim.id]:
                own = {"company"} if maker.startswith("CO-") else groups[maker] or {"no_group"}
                for group in {"total"} | own:
                    who[group].add(maker)
                    claimed[group].add(wish)
                    if claim.id in ended_well and life[wish][-1].toStatus in DONE:
                        fulfilled[group].add(wish)
    answer = ask(town, "reports/wishes/rates_by_group", as_of=day)
    given = {r["group"]: (r["supporters"], r["claimed"], r["fulfilled"]) for r in answer}
    assert given == {g: (len(who[g]), len(claimed[g]), len(fulfilled[g])) for g in claimed}


def test_r05_claims_past_their_due_day(town: Graph, rows: Rows, day: date) -> None:
    names = {thing.id: thing.name for kind in ("Organization", "Company") for thing in rows[kind]}
    claimant = {tie.end: names[tie.start] for tie in rows["Made"]}
    expected = {
        claim.id: (wish, (day - day_of(claim.dueAt)).days, claimant.get(claim.id))
        for wish, claims in accepted(rows, day).items()
        for claim in claims
        if claim.endedAt > end_of(day) and claim.dueAt and day_of(claim.dueAt) < day
    }
    answer = ask(town, "reports/wishes/overdue", as_of=day)
    given = {r["claim_id"]: (r["wish_id"], r["days_late"], r["claimant"]) for r in answer}
    assert given == expected
    late = [r["days_late"] for r in answer]
    assert late == sorted(late, reverse=True)


def test_open_wishes_and_their_denominator(town: Graph, rows: Rows, day: date) -> None:
    days = waiting(rows, day).values()
    published = rates(rows, day)["total"][0]
    (answer,) = ask(town, "reports/overview/open_wishes", as_of=day)
    assert answer["recorded"] == len(days)
    assert answer["older"] == sum(n > 30 for n in days)
    assert answer["published"] == published
    assert answer["open_share"] == (pytest.approx(len(days) / published) if published else None)


def test_claim_rate_says_both_fulfilment_rates(town: Graph, rows: Rows, day: date) -> None:
    published, claimed, fulfilled = rates(rows, day)["total"]
    (answer,) = ask(town, "reports/overview/claim_rate", as_of=day)
    given = (answer["published"], answer["claimed"], answer["fulfilled"])
    assert given == (published, claimed, fulfilled)
    if claimed:
        assert answer["claim_rate"] == pytest.approx(claimed / published)
        assert answer["fulfilled_of_published"] == pytest.approx(fulfilled / published)
        assert answer["fulfilled_of_claimed"] == pytest.approx(fulfilled / claimed)


def test_open_by_age(town: Graph, rows: Rows, day: date) -> None:
    category = {wish.id: wish.category for wish in rows["Wish"]}
    lasts = {"0–7": 7, "8–15": 15, "16–30": 30, "31–60": 60, "61+": 10**6}
    expected = Counter(
        (next(band for band, last in lasts.items() if days <= last), category[wish])
        for wish, days in waiting(rows, day).items()
    )
    answer = ask(town, "reports/overview/open_by_age", as_of=day)
    assert {(r["age"], r["category"]): r["wishes"] for r in answer if r["wishes"]} == expected
    bands = list(dict.fromkeys(r["age"] for r in answer))
    assert bands == (list(lasts) if expected else [])


def test_oldest_open(town: Graph, rows: Rows, day: date) -> None:
    days = waiting(rows, day)
    wishes = {wish.id: wish for wish in rows["Wish"]}
    names = {station.id: station.name for station in rows["ServiceStation"]}
    answer = ask(town, "reports/overview/oldest_open", as_of=day)
    assert [r["days_open"] for r in answer] == sorted(days.values(), reverse=True)[:10]
    for r in answer:
        assert r["of_all"] == len(days)
        assert r["days_open"] == days[r["wish_id"]]
        assert r["site"] == site_when_raised(rows, wishes[r["wish_id"]])
        assert r["station"] == names.get(station_of(rows, r["wish_id"], day) or "")

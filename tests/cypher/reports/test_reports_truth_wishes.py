"""What the reports on wishes say, against the same worked out from the seed's rows in plain Python."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from truth import (
    DONE,
    Rows,
    accepted,
    ask,
    day_of,
    end_of,
    first_published,
    holds,
    lives,
    metres_between,
    names,
    seats,
    sites_when_raised,
    station_of,
    waiting,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2023, 8, 31)]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def near(rows: Rows, station: str, day: date, reach: float) -> int:
    """The Party organisations that manage a station, serve its area, or sit within a path of it."""
    venues = {venue.id: venue for venue in rows["Venue"]}
    venue = next(
        (
            venues[relationship.start]
            for relationship in rows["Hosts"]
            if relationship.end == station
        ),
        None,
    )
    managing = {
        relationship.start for relationship in rows["Manages"] if relationship.end == station
    }
    areas = {t.end for t in rows["InArea"] if venue and t.start == venue.id and holds(t, day)}
    serving = {t.start for t in rows["ServesArea"] if t.end in areas and holds(t, day)}
    count = 0
    for org in rows["Organization"]:
        if org.kind != "party" or not (org.from_ or day) <= day < org.to:
            continue
        close = venue is not None and any(
            metres_between(place, venue) * 1.3 <= reach for place in seats(rows, org, day)
        )
        count += org.id in managing or org.id in serving or close
    return count


@pytest.mark.parametrize(("days", "mode", "a_minute"), [(30, "ebike", 250.0), (3, "walk", 80.0)])
def test_r01_wishes_long_unclaimed(
    town: Graph, rows: Rows, day: date, days: int, mode: str, a_minute: float
) -> None:
    site, place = sites_when_raised(rows), names(rows, "DeliverySite")
    called = names(rows, "ServiceStation")
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
            at = place.get(site.get(wish, ""))
            expected[wish] = (called.get(station or ""), waited, at, helpers)
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
    ended_well = {
        relationship.start for relationship in rows["ResultedIn"] if relationship.end in handed
    }
    makers: dict[str, list[str]] = defaultdict(list)
    for relationship in rows["Made"]:
        makers[relationship.end].append(relationship.start)
    codes = {group.id: group.code for group in rows["OrgGroup"]}
    groups: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["InGroup"]:
        if holds(relationship, day):
            groups[relationship.start].add(codes[relationship.end])
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
    called = names(rows, "Organization", "Company")
    claimant = {relationship.end: called[relationship.start] for relationship in rows["Made"]}
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
    days, sites = waiting(rows, day), sites_when_raised(rows)
    place, called = names(rows, "DeliverySite"), names(rows, "ServiceStation")
    answer = ask(town, "reports/overview/oldest_open", as_of=day)
    assert [r["days_open"] for r in answer] == sorted(days.values(), reverse=True)[:10]
    for r in answer:
        assert r["of_all"] == len(days)
        assert r["days_open"] == days[r["wish_id"]]
        assert r["site"] == place.get(sites.get(r["wish_id"], ""))
        assert r["station"] == called.get(station_of(rows, r["wish_id"], day) or "")

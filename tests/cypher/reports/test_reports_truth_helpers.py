"""Who responded, took part and could help, and the three lists, against plain Python."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest
from truth import (
    Rows,
    accepted,
    ask,
    day_of,
    end_of,
    ends_of,
    gifts,
    groups_of,
    handovers,
    holds,
    ids,
    makers,
    metres_between,
    names,
    operators,
    party_on,
    seats,
    sites_when_raised,
    station_of,
    waiting,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2024, 4, 10), date(2023, 8, 31)]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def givers(rows: Rows, day: date) -> set[str]:
    """Who has given something that the house still has."""
    kept = {
        gift.id
        for gift in rows["Donation"]
        if gift.receivedAt <= end_of(day)
        and not (gift.refundedAt and gift.refundedAt <= end_of(day))
    }
    return {relationship.start for relationship in rows["Gave"] if relationship.end in kept}


def responses(rows: Rows, day: date) -> list[Any]:
    return [
        relationship
        for relationship in rows["RespondedTo"]
        if relationship.at is None or relationship.at <= end_of(day)
    ]


def test_r10_responders_with_nothing_on_record(town: Graph, rows: Rows, day: date) -> None:
    claims = ids(rows, "Claim")
    claimed = {
        relationship.start
        for relationship in rows["Made"]
        if claims[relationship.end].claimedAt <= end_of(day)
    }
    pledges, to = ids(rows, "Pledge"), ends_of(rows, "PledgeTo")
    promised: Counter[tuple[str, str]] = Counter()
    for relationship in rows["Pledged"]:
        pledge = pledges[relationship.end]
        if pledge.pledgedAt <= end_of(day) < pledge.endedAt:
            for project in to[pledge.id]:
                promised[relationship.start, project] += pledge.amountFen
    expected = {
        (relationship.start, relationship.end): promised[relationship.start, relationship.end]
        for relationship in responses(rows, day)
        if relationship.start not in claimed | givers(rows, day)
    }
    answer = ask(town, "reports/support/no_record", as_of=day)
    given = {(r["organisation_id"], r["project_id"]): r["pledged"] for r in answer}
    assert given == expected
    assert [r["organisation"] for r in answer] == sorted(r["organisation"] for r in answer)


def test_r29_participation(town: Graph, rows: Rows, day: date) -> None:
    party, groups = party_on(rows, day), groups_of(rows, day)
    fulfilled = {makers(rows)[claim] for _, claim, _ in handovers(rows, day)}
    gave, said = givers(rows, day), {relationship.start for relationship in responses(rows, day)}
    expected: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for org in party:
        for group in {*groups[org], "total"} if groups[org] else ():
            facts = (True, org in fulfilled | gave, org in fulfilled, org in gave, org in said)
            expected[group] = [n + fact for n, fact in zip(expected[group], facts, strict=True)]
    answer = {r["group"]: r for r in ask(town, "reports/support/participation", as_of=day)}
    columns = ("known", "took_part", "by_wish", "by_gift", "responded")
    assert {g: [r[name] for name in columns] for g, r in answer.items()} == expected
    for r in answer.values():
        assert r["rate"] == pytest.approx(r["took_part"] / r["known"])


def could(
    rows: Rows, day: date, reach: float, fewer_than: int
) -> dict[str, dict[str, tuple[float, int, int, set[str]]]]:
    """For each open wish who could take it: metres, same kind fulfilled, live claims, reasons."""
    wishes, sites, places = ids(rows, "Wish"), sites_when_raised(rows), ids(rows, "DeliverySite")
    made_by, claims = makers(rows), ids(rows, "Claim")
    tried = {
        (made_by[relationship.start], relationship.end)
        for relationship in rows["For"]
        if claims[relationship.start].claimedAt <= end_of(day)
    }
    busy = Counter(
        made_by[claim.id]
        for some in accepted(rows, day).values()
        for claim in some
        if claim.endedAt > end_of(day)
    )
    done: dict[str, set[str]] = defaultdict(set)
    for _, claim, wish in handovers(rows, day):
        done[made_by[claim]].add(wish)
    serves: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["ServesArea"]:
        if holds(relationship, day):
            serves[relationship.start].add(relationship.end)
    lies = {
        relationship.start: relationship.end
        for relationship in rows["InArea"]
        if holds(relationship, day)
    }
    manages, via = ends_of(rows, "Manages"), ends_of(rows, "Via")
    found: dict[str, dict[str, tuple[float, int, int, set[str]]]] = {}
    party = party_on(rows, day)
    for wish in waiting(rows, day):
        able = found.setdefault(wish, {})
        site = sites.get(wish)
        for org in party.values() if site else ():
            same = sum(wishes[one].category == wishes[wish].category for one in done[org.id])
            away = min(
                (metres_between(p, places[site]) * 1.3 for p in seats(rows, org, day)),
                default=None,
            )
            if not same or away is None or away > reach or busy[org.id] >= fewer_than:
                continue
            if (org.id, wish) in tried:
                continue
            facts = {
                "same_kind": True,
                "near": True,
                "has_room": True,
                "same_site": any(sites.get(one) == site for one in done[org.id]),
                "own_area": lies.get(site) in serves[org.id],
                "own_station": bool(set(manages[org.id]) & set(via[wish])),
                "idle": not busy[org.id],
            }
            reasons = {name for name, fact in facts.items() if fact}
            able[org.id] = (away, same, busy[org.id], reasons)
    return found


@pytest.mark.parametrize(("mode", "a_minute", "fewer"), [("ebike", 250.0, 3), ("walk", 80.0, 1)])
def test_r26_who_could_take_what(
    town: Graph, rows: Rows, day: date, mode: str, a_minute: float, fewer: int
) -> None:
    expected = could(rows, day, 15 * a_minute, fewer)
    asked = {"as_of": day, "mode": mode, "fewer_than": fewer, "top": 50}
    answer = ask(town, "reports/support/could_claim", **asked)
    pairs = {(r["wish_id"], r["organisation_id"]): r for r in answer}
    assert set(pairs) == {
        (wish, org) for wish, able in expected.items() for org in (able or {None: None})
    }
    for (wish, org), r in pairs.items():
        assert r["could"] == len(expected[wish])
        assert r["days_open"] == waiting(rows, day)[wish]
        if org is None:
            assert r["reasons"] == []
            continue
        metres, same, busy, reasons = expected[wish][org]
        assert r["minutes"] == pytest.approx(metres / a_minute, rel=0.01)
        assert (r["same_kind"], r["live"], set(r["reasons"])) == (same, busy, reasons)


def test_r26_lists_the_nearest_and_says_how_many_there_are(
    town: Graph, rows: Rows, day: date
) -> None:
    expected = could(rows, day, 15 * 250.0, 3)
    answer = ask(town, "reports/support/could_claim", as_of=day, top=1)
    assert Counter(r["wish_id"] for r in answer) == Counter(list(expected))
    for r in answer:
        able = expected[r["wish_id"]]
        first = min(((m, busy, org) for org, (m, _, busy, _) in able.items()), default=None)
        assert (r["minutes"] is None) == (first is None)
        if first is not None:
            assert r["organisation_id"] == first[2]
            assert r["minutes"] == pytest.approx(first[0] / 250.0, rel=0.01)


def test_r26_for_one_station_or_one_company(town: Graph, rows: Rows, day: date) -> None:
    days, sites, runs = waiting(rows, day), sites_when_raised(rows), operators(rows, day)
    for station in ("ST-0001", "ST-0008"):
        answer = ask(town, "reports/support/could_claim", as_of=day, top=1, station=station)
        assert {r["wish_id"] for r in answer} == {
            wish for wish in days if station_of(rows, wish, day) == station
        }
    answer = ask(town, "reports/support/could_claim", as_of=day, top=1, company="CO-0004")
    assert {r["wish_id"] for r in answer} == {
        wish for wish in days if "CO-0004" in runs[sites.get(wish, "")]
    }


def test_r34_needs(town: Graph, rows: Rows, day: date) -> None:
    wishes, sites = ids(rows, "Wish"), sites_when_raised(rows)
    by_kind: dict[str, list[str]] = defaultdict(list)
    days = waiting(rows, day)
    for wish in days:
        by_kind[wishes[wish].category].append(wish)
    answer = {r["category"]: r for r in ask(town, "reports/lists/needs", as_of=day)}
    assert set(answer) == set(by_kind)
    for category, r in answer.items():
        some = by_kind[category]
        assert r["open"] == len(some)
        assert r["long_open"] == sum(days[wish] > 30 for wish in some)
        assert r["urgent"] == sum(wishes[wish].urgency == "urgent" for wish in some)
        assert r["oldest"] == max(days[wish] for wish in some)
        assert r["est_cost"] == sum(wishes[wish].estCostFen or 0 for wish in some)
        assert r["no_estimate"] == sum(wishes[wish].estCostFen is None for wish in some)
        assert r["sites"] == len({sites[wish] for wish in some if wish in sites})


def test_r34_resources(town: Graph, rows: Rows, day: date) -> None:
    wishes, groups, made_by = ids(rows, "Wish"), groups_of(rows, day), makers(rows)
    known = {o.id for o in rows["Organization"] if (o.from_ or day) <= day < o.to}
    known |= {company.id for company in rows["Company"]}
    done: dict[str, set[str]] = defaultdict(set)
    last: dict[str, date] = {}
    for handover, claim, wish in handovers(rows, day):
        who = made_by[claim]
        done[who].add(wish)
        last[who] = max(last.get(who, date.min), day_of(handover.at))
    stations = {s.id: s.name for s in rows["ServiceStation"] if s.status == "OPEN"}
    manages: dict[str, list[str]] = defaultdict(list)
    for relationship in rows["Manages"]:
        if relationship.end in stations:
            manages[relationship.start].append(stations[relationship.end])
    busy = Counter(
        made_by[claim.id]
        for some in accepted(rows, day).values()
        for claim in some
        if claim.endedAt > end_of(day)
    )
    answer = {r["supporter_id"]: r for r in ask(town, "reports/lists/resources", as_of=day)}
    assert set(answer) == (set(done) | set(manages)) & known
    for who, r in answer.items():
        assert r["categories"] == sorted({wishes[wish].category for wish in done[who]})
        assert (r["fulfilled"], r["live"]) == (len(done[who]), busy[who])
        assert r["could_take"] == max(0, 3 - busy[who])
        assert sorted(r["stations"]) == sorted(manages[who])
        assert r["last_handed"] == last.get(who)
        own = ["company"] if who.startswith("CO-") else sorted(groups[who]) or ["no_group"]
        assert r["groups"] == own


def test_r34_projects(town: Graph, rows: Rows, day: date) -> None:
    end, called = end_of(day), names(rows, "Organization")
    known = {p.id: p for p in rows["Project"] if p.startAt is None or p.startAt <= end}
    began = {t.end: called[t.start] for t in rows["Initiated"] if t.at is None or t.at <= end}
    of = {relationship.start: relationship.end for relationship in rows["Of"]}
    funds = {fund.id for fund in rows["Fund"] if fund.openedAt <= end}
    into = {relationship.start: relationship.end for relationship in rows["Into"]}
    bought, pledges = ids(rows, "Purchase"), ids(rows, "Pledge")
    answer = {r["project_id"]: r for r in ask(town, "reports/lists/projects", as_of=day)}
    assert set(answer) == set(known)
    for id, r in answer.items():
        assert r["initiator"] == began.get(id)
        assert r["responded"] == sum(
            relationship.end == id for relationship in responses(rows, day)
        )
        promised = [
            pledges[relationship.start].amountFen
            for relationship in rows["PledgeTo"]
            if relationship.end == id and pledges[relationship.start].pledgedAt <= end
        ]
        assert r["pledged"] == (sum(promised) if promised else None)
        if not any(of[fund] == id for fund in funds):
            assert (r["received"], r["spent"], r["balance"]) == (None, None, None)
            continue
        received = sum(gift.amountFen for gift in gifts(rows, end) if of[into[gift.id]] == id)
        spent = sum(t.fen for t in rows["Paid"] if of[t.start] == id and bought[t.end].at <= end)
        assert (r["received"], r["spent"], r["balance"]) == (received, spent, received - spent)

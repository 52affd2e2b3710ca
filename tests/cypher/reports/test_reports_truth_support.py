"""Who supports whom, reach and pairing, against the same worked out in plain Python."""

from collections import Counter, defaultdict
from datetime import date, datetime

import pytest
from truth import (
    GROUPS,
    Rows,
    ask,
    end_of,
    groups_of,
    holds,
    names,
    sites_when_raised,
    support,
)

from graph.client import Graph
from graph.model import SHANGHAI

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2023, 11, 30), date(2023, 8, 31)]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


@pytest.mark.parametrize("group", [None, "two_new"])
def test_r11_organisation_to_site(town: Graph, rows: Rows, day: date, group: str | None) -> None:
    sites, groups = sites_when_raised(rows), groups_of(rows, day)
    wishes: dict[tuple[str, str], set[str]] = defaultdict(set)
    handed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for who, _, wish, done in support(rows, day):
        if wish in sites and (group is None or group in groups[who]):
            wishes[who, sites[wish]].add(wish)
            if done:
                handed[who, sites[wish]].add(wish)
    answer = ask(town, "reports/support/matrix", as_of=day, group=group)
    given = {(r["supporter_id"], r["site_id"]): (r["wishes"], r["fulfilled"]) for r in answer}
    assert given == {pair: (len(some), len(handed[pair])) for pair, some in wishes.items()}


@pytest.mark.parametrize("group", [None, "regional"])
def test_r12_sites_nobody_has_supported(
    town: Graph, rows: Rows, day: date, group: str | None
) -> None:
    sites, groups = sites_when_raised(rows), groups_of(rows, day)
    helped = {
        sites[wish]
        for who, _, wish, _ in support(rows, day)
        if wish in sites and (group is None or group in groups[who])
    }
    working = Counter(
        relationship.end for relationship in rows["WorksAt"] if holds(relationship, day)
    )
    events = {e.id: e for e in rows["WishEvent"] if e.at <= end_of(day)}
    published, is_open = set(), set()
    for relationship in rows["HasEvent"]:
        event = events.get(relationship.end)
        if event and event.toStatus in ("PUBLISHED", "CARRIED_OVER"):
            published.add(relationship.start)
            if event.until > end_of(day):
                is_open.add(relationship.start)
    expected = {
        site.id: (
            working[site.id],
            sum(sites.get(wish) == site.id for wish in published),
            sum(sites.get(wish) == site.id for wish in is_open),
        )
        for site in rows["DeliverySite"]
        if site.status == "OPEN" and site.id not in helped
    }
    answer = ask(town, "reports/support/never_supported", as_of=day, group=group)
    given = {r["site_id"]: (r["riders"], r["wishes"], r["open_wishes"]) for r in answer}
    assert given == expected


def test_r13_who_carries_most(town: Graph, rows: Rows, day: date) -> None:
    carried: dict[str, set[str]] = defaultdict(set)
    for who, _, wish, _ in support(rows, day):
        carried[who].add(wish)
    sizes = sorted((len(wishes) for wishes in carried.values()), reverse=True)
    answer = ask(town, "reports/support/most_claims", as_of=day, top=10)
    assert [r["wishes"] for r in answer] == sizes[:10]
    assert [r["rank"] for r in answer] == list(range(1, len(answer) + 1))
    for n, r in enumerate(answer, 1):
        assert r["wishes"] == len(carried[r["supporter_id"]])
        assert r["running_share"] == pytest.approx(sum(sizes[:n]) / sum(sizes))
        assert r["of_supporters"] == len(sizes)


def test_what_supports_most_and_what_has_none_yet(town: Graph, rows: Rows, day: date) -> None:
    sites = sites_when_raised(rows)
    given: dict[str, set[str]] = defaultdict(set)
    received: dict[str, set[str]] = defaultdict(set)
    for who, _, wish, _ in support(rows, day):
        given[who].add(wish)
        if wish in sites:
            received[sites[wish]].add(wish)
    alone = {s.id for s in rows["DeliverySite"] if s.status == "OPEN"} - received.keys()
    answer = ask(town, "reports/support/first_look", as_of=day, first=4)
    for what, truth in (("gives", given), ("receives", received)):
        listed = [(r["id"], r["wishes"]) for r in answer if r["what"] == what]
        sizes = sorted((len(wishes) for wishes in truth.values()), reverse=True)
        assert [n for _, n in listed] == sizes[:4]
        assert all(n == len(truth[id]) for id, n in listed)
    waiting = {
        r["site_id"]: r["open_wishes"]
        for r in ask(town, "reports/support/never_supported", as_of=day)
    }
    none_yet = {r["id"]: r["wishes"] for r in answer if r["what"] == "nothing_yet"}
    assert len(none_yet) == min(4, len(alone)) and none_yet.items() <= waiting.items()
    assert sorted(none_yet.values()) == sorted(waiting.values())[::-1][:4][::-1]


@pytest.mark.parametrize("minutes", [15, 8])
def test_r14_out_of_reach(town: Graph, rows: Rows, day: date, minutes: int) -> None:
    stations = {s.id: s.name for s in rows["ServiceStation"] if s.status == "OPEN"}
    working = Counter(
        relationship.end for relationship in rows["WorksAt"] if holds(relationship, day)
    )
    expected = {}
    for mode in ("walk", "ebike"):
        for site in rows["DeliverySite"]:
            ways = [
                way
                for way in rows["Reaches"]
                if way.start == site.id and way.mode == mode and way.end in stations
            ]
            shortest = min((way.minutes for way in ways), default=None)
            if shortest is None or shortest > minutes:
                expected[mode, site.id] = (shortest, working[site.id])
    answer = ask(town, "reports/reach/out_of_reach", as_of=day, minutes=minutes)
    assert {(r["mode"], r["site_id"]): (r["minutes"], r["riders"]) for r in answer} == expected


def test_r20_without_a_liaison(town: Graph, rows: Rows, day: date) -> None:
    pairs = [
        (relationship.start, relationship.end)
        for relationship in rows["LiaisesWith"]
        if holds(relationship, day)
    ]
    runs = [
        (relationship.start, relationship.end)
        for relationship in rows["Operates"]
        if holds(relationship, day)
    ]
    paired = {other for _, other in pairs}
    through = {site for company, site in runs if company in paired} | {
        company for company, site in runs if site in paired
    }
    through |= {
        relationship.end
        for relationship in rows["ContractsFor"]
        if holds(relationship, day) and relationship.start in paired | through
    }
    expected = {
        node.id
        for kind in ("DeliverySite", "Company")
        for node in rows[kind]
        if node.id not in paired | through
    }
    expected |= {
        station.id
        for station in rows["ServiceStation"]
        if station.tier in ("fusion", "village") and station.id not in {s for s, _ in pairs}
    }
    answer = ask(town, "reports/support/unpaired", as_of=day)
    assert {r["id"] for r in answer} == expected


def test_flow_carries_each_supported_wish_once(town: Graph, rows: Rows, day: date) -> None:
    called = names(rows, "ServiceStation", "DeliverySite")
    sites, groups = sites_when_raised(rows), groups_of(rows, day)
    behind = {
        relationship.start: relationship.end
        for relationship in rows["LookedAfterBy"]
        if holds(relationship, day)
    }
    station = {
        relationship.start: behind.get(relationship.end, relationship.end)
        for relationship in rows["Via"]
    }
    last: dict[str, tuple[datetime, str, str]] = {}
    for who, claim, wish, _ in support(rows, day):
        if wish in sites:
            last[wish] = max(
                last.get(wish, (datetime.min.replace(tzinfo=SHANGHAI), "", "")),
                (claim.acceptedAt, claim.id, who),
            )
    expected: Counter[tuple[int, str, str]] = Counter()
    for wish, (_, _, who) in last.items():
        own = next((code for code in GROUPS if code in groups[who]), "no_group")
        helper = "company" if who.startswith("CO-") else own
        middle = called.get(station.get(wish, ""), "no_station")
        expected[1, helper, middle] += 1
        expected[2, middle, called[sites[wish]]] += 1
    answer = ask(town, "reports/overview/support_flow", as_of=day)
    assert {(r["level"], r["source"], r["target"]): r["value"] for r in answer} == expected
    for level in (1, 2):
        assert sum(r["value"] for r in answer if r["level"] == level) == len(last)

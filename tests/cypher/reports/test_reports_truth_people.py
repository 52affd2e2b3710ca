"""Companies, riders who serve, consents and the basic situation, against plain Python."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from truth import (
    DONE,
    OPEN,
    Rows,
    ask,
    at_work,
    day_of,
    end_of,
    first_published,
    groups_of,
    holds,
    ids,
    live,
    lives,
    names,
    party_on,
    sites_when_raised,
    support,
    waiting,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2024, 9, 1), date(2023, 8, 31)]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def firms(rows: Rows, day: date) -> dict[str, set[str]]:
    """The sites of each company on a day, a platform's being those of its contractors too."""
    sites: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["Operates"]:
        if holds(relationship, day):
            sites[relationship.start].add(relationship.end)
    for relationship in rows["ContractsFor"]:
        if holds(relationship, day):
            sites[relationship.end] |= {
                t.end for t in rows["Operates"] if t.start == relationship.start and holds(t, day)
            }
    return {firm: some for firm, some in sites.items() if some}


@pytest.mark.parametrize("least", [10, 40])
def test_r18_open_wishes_per_head(town: Graph, rows: Rows, day: date, least: int) -> None:
    working, sites, days = at_work(rows, day), sites_when_raised(rows), waiting(rows, day)
    expected, small = {}, 0
    for firm, some in firms(rows, day).items():
        people = sum(len(working[site]) for site in some)
        waited = [days[wish] for wish in days if sites.get(wish) in some]
        if people >= least:
            expected[firm] = (len(some), people, len(waited), sum(n > 30 for n in waited))
        elif people:
            small += 1
    answer = ask(town, "reports/people/open_per_head", as_of=day, min_riders=least)
    columns = ("sites", "riders", "open", "long_open")
    assert {r["company_id"]: tuple(r[name] for name in columns) for r in answer} == expected
    for r in answer:
        assert r["per_hundred"] == pytest.approx(100 * r["open"] / r["riders"], abs=0.051)
        assert r["not_listed"] == small
    rates = [r["open"] / r["riders"] for r in answer]
    assert rates == sorted(rates, reverse=True)


def test_r19_sheet_by_site(town: Graph, rows: Rows, day: date) -> None:
    working, sites, life = at_work(rows, day), sites_when_raised(rows), lives(rows, day)
    category = {wish.id: wish.category for wish in rows["Wish"]}
    late = {wish for wish, claim in live(rows, day).items() if day_of(claim.dueAt) < day}
    paired: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["LiaisesWith"]:
        if holds(relationship, day):
            paired[relationship.end].add(relationship.start)
    runs = {
        relationship.end: relationship.start
        for relationship in rows["Operates"]
        if holds(relationship, day)
    }
    answer = {
        (r["company_id"], r["site_id"]): r
        for r in ask(town, "reports/people/company_sheet", as_of=day)
    }
    pairs = {(firm, site) for firm, some in firms(rows, day).items() for site in some}
    assert set(answer) == pairs
    for (_, site), r in answer.items():
        mine = [w for w, one in life.items() if sites.get(w) == site and first_published(one)]
        status = {wish: life[wish][-1].toStatus for wish in mine}
        assert r["riders"] == len(working[site])
        assert r["withheld"] == (len(working[site]) < 5)
        stations = paired[site] or paired[runs[site]]
        assert (r["station_id"] in stations) if stations else r["station_id"] is None
        if not r["withheld"]:
            assert r["published"] == len(mine)
            assert r["open"] == sum(one in OPEN for one in status.values())
            assert r["live"] == sum(one == "CLAIMED" for one in status.values())
            assert r["fulfilled"] == sum(one in DONE for one in status.values())
            assert r["overdue"] == len(late & set(mine))
            assert r["needs"] == sorted({category[w] for w in mine if status[w] in OPEN})


def test_r19_sheet_by_need(town: Graph, rows: Rows, day: date) -> None:
    working, sites, life = at_work(rows, day), sites_when_raised(rows), lives(rows, day)
    category = {wish.id: wish.category for wish in rows["Wish"]}
    helping: dict[str, set[str]] = defaultdict(set)
    for who, _, wish, _ in support(rows, day):
        helping[wish].add(who)
    expected = {}
    for firm, some in firms(rows, day).items():
        if sum(len(working[site]) for site in some) < 5:
            continue
        mine = [w for w, one in life.items() if sites.get(w) in some and first_published(one)]
        for name in {*(category[wish] for wish in mine), "total"} if mine else ():
            part = [wish for wish in mine if name in ("total", category[wish])]
            status = Counter(life[wish][-1].toStatus for wish in part)
            expected[firm, name] = (
                len(part),
                sum(status[one] for one in OPEN),
                status["CLAIMED"],
                sum(status[one] for one in DONE),
                len(set().union(*(helping[wish] for wish in part))),
            )
    columns = ("published", "open", "live", "fulfilled", "helpers")
    answer = ask(town, "reports/people/company_needs", as_of=day)
    given = {(r["company_id"], r["category"]): tuple(r[name] for name in columns) for r in answer}
    assert given == expected


@pytest.mark.parametrize("only", [False, True], ids=["all", "at work"])
def test_r24_helped_and_serving(town: Graph, rows: Rows, day: date, only: bool) -> None:
    rider = {relationship.end: relationship.start for relationship in rows["Raised"]}
    helped = {rider[w] for w, life in lives(rows, day).items() if life[-1].toStatus in DONE}
    team = {relationship.start for relationship in rows["MemberOf"] if relationship.from_ <= day}
    kinds = {a.id: a.kind for a in rows["Activity"] if a.at and a.at <= end_of(day)}
    came: dict[bool, set[str]] = {True: set(), False: set()}
    for relationship in rows["TookPartIn"]:
        if relationship.end in kinds and relationship.start.startswith("R-"):
            came[kinds[relationship.end] == "volunteering"].add(relationship.start)
    if only:
        now = set().union(*at_work(rows, day).values())
        helped, team = helped & now, team & now
        came = {kind: some & now for kind, some in came.items()}
    ways = {"either": team | came[True], "team": team, "activity": came[False]}
    answer = {r["serving"]: r for r in ask(town, "reports/people/two_way", as_of=day, at_work=only)}
    assert set(answer) == set(ways)
    small = range(1, 5)
    for name, r in answer.items():
        some = ways[name]
        both = len(some & helped)
        beside = [both, len(helped) - both, len(some) - both]
        if name == "team":
            beside += [len(ways["either"]) - len(some), len(ways["either"] & helped) - both]
        hide = any(n in small for n in beside)
        assert r["helped"] == (None if len(helped) in small else len(helped))
        assert r["both"] == (None if hide else both)
        assert r["riders"] in (None, len(some))
        assert not (r["riders"] is None and len(some) >= 5 and not hide)
        shown = None if hide or not helped else pytest.approx(both / len(helped))
        assert r["share"] == shown
        assert all(r[column] not in small for column in ("helped", "riders", "both"))


def test_r28_consent_withdrawn(town: Graph, rows: Rows, day: date) -> None:
    covers: dict[str, list[str]] = defaultdict(list)
    for relationship in rows["Covers"]:
        covers[relationship.start].append(relationship.end)
    end, held = end_of(day), defaultdict(set)
    for consent in rows["Consent"]:
        if consent.grantedAt <= end < consent.withdrawnAt:
            held[consent.scope].update(covers[consent.id])
    expected = {
        (consent.id, node): (consent.scope, (day - day_of(consent.withdrawnAt)).days)
        for consent in rows["Consent"]
        if consent.withdrawnAt <= end
        for node in covers[consent.id]
        if node not in held[consent.scope]
    }
    answer = ask(town, "reports/people/consent_withdrawn", as_of=day)
    given = {(r["consent_id"], r["thing_id"]): (r["scope"], r["days_since"]) for r in answer}
    assert given == expected
    assert all(r["what"] == "Wish" for r in answer)


def test_r33_basic_situation(town: Graph, rows: Rows, day: date) -> None:
    working, groups, party = at_work(rows, day), groups_of(rows, day), party_on(rows, day)
    stations = [s for s in rows["ServiceStation"] if s.status == "OPEN"]
    three = {"regional", "two_new", "village_neighbourhood"}
    places = {
        relationship.start
        for relationship in rows["Hosts"]
        if relationship.end in {s.id for s in stations}
    }
    recorded = {
        "sites": sum(site.status == "OPEN" for site in rows["DeliverySite"]),
        "workers": len(set().union(*working.values())),
        "companies": len(firms(rows, day)),
        "stations_worker": sum(s.stationType == "worker_service" for s in stations),
        "stations_red": sum(s.stationType == "red_station" for s in stations),
        "stations_outdoor": sum(s.stationType == "outdoor_worker" for s in stations),
        "places": len(places),
        "organisations": sum(bool(groups[org] & three) for org in party),
    }
    answer = {r["item"]: r for r in ask(town, "reports/people/base_situation", as_of=day)}
    assert {item: r["recorded"] for item, r in answer.items()} == recorded
    reports = [s for s in rows["DeliverySite"] if s.headcountAsOf and s.headcountAsOf <= day]
    workers = answer["workers"]
    assert workers["reported"] == (sum(s.headcountStated for s in reports) if reports else None)
    assert workers["reported_last"] == max((s.headcountAsOf for s in reports), default=None)
    claims = {claim.countedBy: claim for claim in rows["SourceClaim"] if claim.countedBy}
    for item, report in (
        ("workers", "riders"),
        ("sites", "sites"),
        ("stations_red", "stations_red"),
    ):
        claim = claims[f"reports/overview/{report}"]
        assert (answer[item]["claim_id"], answer[item]["claimed"]) == (claim.id, claim.textZh)
        assert answer[item]["stated_by"] == claim.asOf
        # What the article says and what is counted are of different provenance, and stay apart.
        assert "article" not in answer[item]["counted_from"]


def test_r33_sites(town: Graph, rows: Rows, day: date) -> None:
    working, firm = at_work(rows, day), names(rows, "Company")
    runs = {
        relationship.end: relationship.start
        for relationship in rows["Operates"]
        if holds(relationship, day)
    }
    areas = names(rows, "Area")
    lies = {
        relationship.start: areas[relationship.end]
        for relationship in rows["InArea"]
        if holds(relationship, day)
    }
    expected = {
        site.id: (
            len(working[site.id]),
            firm.get(runs.get(site.id, "")),
            lies.get(site.id),
            site.headcountStated if site.headcountAsOf <= day else None,
        )
        for site in ids(rows, "DeliverySite").values()
    }
    answer = ask(town, "reports/people/sites", as_of=day)
    given = {r["site_id"]: (r["riders"], r["company"], r["area"], r["stated"]) for r in answer}
    assert given == expected

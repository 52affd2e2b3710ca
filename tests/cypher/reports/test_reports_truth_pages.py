"""The reports that stand behind the committee's pages, against the same worked out in plain Python."""

from collections import Counter, defaultdict
from datetime import date, time
from typing import Any

import pytest
from truth import (
    GROUPS,
    Rows,
    ask,
    at_work,
    day_of,
    end_of,
    gifts,
    groups_of,
    holds,
    ids,
    live,
    lives,
    makers,
    names,
    operators,
    sites_when_raised,
    station_of,
    support,
    typed,
    waiting,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20)]
pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


@pytest.fixture(scope="module")
def rows(seed_rows: dict[str, list[dict[str, object]]]) -> Rows:
    return typed(seed_rows)


def group_of(groups: dict[str, set[str]], who: str) -> str:
    own = next((code for code in GROUPS if code in groups[who]), "no_group")
    return "company" if who.startswith("CO-") else own


def last_claims(rows: Rows, day: date) -> dict[str, tuple[Any, str, bool]]:
    """Each supported wish that was raised at a site: its claim accepted last, by whom, whether done."""
    sites = sites_when_raised(rows)
    found: dict[str, tuple[Any, str, bool]] = {}
    for who, claim, wish, done in support(rows, day):
        before = found.get(wish)
        if wish in sites and (
            before is None or (claim.acceptedAt, claim.id) > (before[0].acceptedAt, before[0].id)
        ):
            found[wish] = (claim, who, done)
    return found


def cost_of(rows: Rows, claim: str, day: date) -> int:
    made = ids(rows, "Handover")
    there = [
        made[relationship.end] for relationship in rows["ResultedIn"] if relationship.start == claim
    ]
    return sum(one.costFen or 0 for one in there if one.at <= end_of(day))


Step = tuple[int, str, str | None]


def steps_of(rows: Rows, day: date, group: str | None) -> tuple[dict[Step, list[int]], set[str]]:
    """Each step's wishes, those handed over and their cost; and the sites that were supported."""
    sites, groups, runs = sites_when_raised(rows), groups_of(rows, day), operators(rows, day)
    found: dict[Step, list[int]] = defaultdict(lambda: [0, 0, 0])
    supported: set[str] = set()
    for wish, (claim, who, handed) in last_claims(rows, day).items():
        if group is not None and group not in groups[who]:
            continue
        station, site = station_of(rows, wish, day) or "no_station", sites[wish]
        supported.add(site)
        steps: list[Step] = [(1, who, station), (2, station, site)]
        for step in [*steps, *((3, site, run) for run in runs[site] or {None})]:
            for at, more in enumerate((1, int(handed), cost_of(rows, claim.id, day))):
                found[step][at] += more
    return found, supported


@pytest.mark.parametrize("group", [None, "two_new"])
def test_layers_carry_each_supported_wish_once_at_every_step(
    town: Graph, rows: Rows, day: date, group: str | None
) -> None:
    expected, supported = steps_of(rows, day, group)
    for site in rows["DeliverySite"]:
        if site.status == "OPEN" and site.id not in supported:
            for run in operators(rows, day)[site.id] or {None}:
                expected[3, site.id, run] = [0, 0, 0]
    answer = ask(town, "reports/support/map", as_of=day, group=group)
    told: dict[Step, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in answer:
        for at, name in enumerate(("wishes", "fulfilled", "cost")):
            told[row["level"], row["source_id"], row["target_id"]][at] += row[name]
    assert told == expected
    groups = groups_of(rows, day)
    for row in answer:
        if row["level"] == 1:
            assert row["group"] == group_of(groups, row["source_id"])


def test_what_came_through_a_chat_group_whose_station_is_assumed_is_assumed(
    town: Graph, rows: Rows, day: date
) -> None:
    assumed = {
        relationship.start
        for relationship in rows["LookedAfterBy"]
        if relationship.assumed and holds(relationship, day)
    }
    through = {relationship.start for relationship in rows["Via"] if relationship.end in assumed}
    expected = sum(wish in through for wish in last_claims(rows, day))
    answer = ask(town, "reports/support/map", as_of=day)
    assert (
        sum(r["wishes"] for r in answer if r["level"] == 1 and r["basis"] == "assumed") == expected
    )
    kinds = {r["basis"] for r in answer if r["level"] < 3} - {"assumed"}
    assert kinds <= {"synthetic"}  # the town's wishes are invented, and said to be


@pytest.mark.parametrize("of", ["ORG-0005", "ST-0001", "SITE-0001", "CO-0004"])
def test_the_relationships_of_one_are_those_of_the_map(
    town: Graph, rows: Rows, day: date, of: str
) -> None:
    sites, runs = sites_when_raised(rows), operators(rows, day)
    wishes: Counter[tuple[str, str]] = Counter()
    done: Counter[tuple[str, str]] = Counter()
    for wish, (_, who, handed) in last_claims(rows, day).items():
        ends = {"helper": who, "station": station_of(rows, wish, day), "site": sites[wish]}
        if of in ends.values() or of in runs[sites[wish]]:
            for what, id in ends.items():
                if id is not None and id != of:
                    wishes[what, id] += 1
                    done[what, id] += handed
    answer = ask(town, "reports/support/ties_of", as_of=day, of=of)
    assert {(r["what"], r["id"]): (r["wishes"], r["fulfilled"]) for r in answer} == {
        key: (n, done[key]) for key, n in wishes.items()
    }
    known = names(rows, "Organization", "Company", "ServiceStation", "DeliverySite")
    assert {r["of_name"] for r in answer} <= {known.get(of)}


@pytest.mark.parametrize("category", [None, "riding_gear"])
def test_the_board_holds_every_wish_that_is_not_done(
    town: Graph, rows: Rows, day: date, category: str | None
) -> None:
    steps = {"SUBMITTED", "IN_REVIEW", "RETURNED", "PUBLISHED", "CARRIED_OVER", "CLAIMED"}
    known, claims, by = ids(rows, "Wish"), live(rows, day), makers(rows)
    called = names(rows, "Organization", "Company")
    unclaimed, expected = waiting(rows, day), {}
    for wish, life in lives(rows, day).items():
        stage = life[-1].toStatus
        if stage not in steps or (category and known[wish].category != category):
            continue
        claim = claims.get(wish)
        due = day_of(claim.dueAt) if claim is not None and claim.dueAt else None
        late = (day - due).days if due is not None and due < day else None
        mark = "overdue" if late else "long_wait" if unclaimed.get(wish, 0) > 30 else None
        claimant = [called[by[claim.id]]] if claim is not None and claim.id in by else None
        expected[wish] = (stage, mark, late, claimant)
    answer = ask(town, "reports/wishes/board", as_of=day, category=category)
    assert {
        r["wish_id"]: (r["stage"], r["mark"], r["late"], r["claimant"]) for r in answer
    } == expected
    for row in answer:
        if row["stage"] in ("PUBLISHED", "CARRIED_OVER"):
            assert row["days"] == unclaimed[row["wish_id"]]


def test_the_board_of_a_station_and_of_a_company(town: Graph, rows: Rows, day: date) -> None:
    sites, runs = sites_when_raised(rows), operators(rows, day)
    whole = [r["wish_id"] for r in ask(town, "reports/wishes/board", as_of=day)]
    for station in ("ST-0001", "ST-0008"):
        there = ask(town, "reports/wishes/board", as_of=day, station=station)
        assert {r["wish_id"] for r in there} == {
            wish for wish in whole if station_of(rows, wish, day) == station
        }
    there = ask(town, "reports/wishes/board", as_of=day, company="CO-0004")
    assert {r["wish_id"] for r in there} == {
        wish for wish in whole if "CO-0004" in runs[sites.get(wish, "")]
    }


def open_at(station: Any, weekday: int, hour: int) -> bool:
    """Whether a station that does not stay open past midnight is open at the full hour."""
    if station.is24h:
        return True
    now = time(hour)
    return str(weekday) in station.openDays and station.openFrom <= now < station.openTo


@pytest.mark.parametrize(("weekday", "hour"), [(7, 20), (3, 10), (6, 6), (2, 17)])
@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_the_map_knows_what_is_open_and_in_reach(
    town: Graph, rows: Rows, day: date, weekday: int, hour: int, mode: str
) -> None:
    stations = {s.id: s for s in rows["ServiceStation"] if s.status == "OPEN"}
    is_open = {id for id, station in stations.items() if open_at(station, weekday, hour)}
    takes: dict[str, float] = {}
    for way in rows["Reaches"]:
        if way.mode == mode and way.end in is_open:
            takes[way.start] = min(takes.get(way.start, 9999.0), way.minutes)
    people = at_work(rows, day)
    expected = {id: ("open" if id in is_open else "shut", None) for id in stations}
    expected |= {
        site.id: (
            "reached" if takes.get(site.id, 9999.0) <= 15 else "beyond",
            len(people[site.id]),
        )
        for site in rows["DeliverySite"]
        if site.status == "OPEN"
    }
    answer = ask(town, "reports/reach/map", as_of=day, mode=mode, weekday=str(weekday), hour=hour)
    assert {r["id"]: (r["state"], r["riders"]) for r in answer} == expected
    for row in answer:
        if row["id"] in stations:
            one = stations[row["id"]]
            hours = (
                ("00:00", "24:00")
                if one.is24h
                else (f"{one.openFrom:%H:%M}", f"{one.openTo:%H:%M}")
            )
            assert (str(row["opens"])[:5], str(row["closes"])[:5]) == hours
    speed = {"walk": 80.0, "ebike": 250.0}[mode]
    for row in answer:
        assert row["metres"] == round(15 * speed / 1.3)
        assert (row["radius"] is not None) == (row["state"] == "open")
        assert row["stations_open"] == len(is_open)
        assert row["beyond"] == sum(state == "beyond" for state, _ in expected.values())
    venue = ids(rows, "Venue")
    place = {relationship.end: venue[relationship.start] for relationship in rows["Hosts"]} | ids(
        rows, "DeliverySite"
    )
    for row in answer:
        assert row["longitude"] == pytest.approx(place[row["id"]].longitude)
        assert row["latitude"] == pytest.approx(place[row["id"]].latitude)


def test_the_map_shows_working_cabinets_of_the_day(town: Graph, rows: Rows, day: date) -> None:
    cabinet = next(one.id for one in rows["Facility"] if one.code == "swap_cabinet")
    working = {
        relationship.start
        for relationship in rows["HasFacility"]
        if relationship.end == cabinet
        and relationship.state == "working"
        and holds(relationship, day)
    }
    answer = ask(town, "reports/reach/map", as_of=day, only="station")
    assert {r["id"] for r in answer if r["swap"]} == working & {r["id"] for r in answer}
    assert {r["what"] for r in answer} == {"station"}


def test_the_totals_are_the_sums_of_the_account(town: Graph, rows: Rows, day: date) -> None:
    (total,) = ask(town, "reports/money/totals", as_of=day)
    kept = gifts(rows, end_of(day))
    spent = {one.id for one in rows["Purchase"] if one.at <= end_of(day)}
    paid = sum(relationship.fen for relationship in rows["Paid"] if relationship.end in spent)
    promised = [
        one
        for one in rows["Pledge"]
        if one.pledgedAt <= end_of(day)
        and not (one.status in ("WAIVED", "LAPSED") and one.endedAt <= end_of(day))
    ]
    given = {one.id for one in kept}
    settled = sum(
        relationship.fen
        for relationship in rows["Settles"]
        if relationship.start in given and relationship.end in {one.id for one in promised}
    )
    told = [day_of(one.publishedAt) for one in rows["Disclosure"] if one.publishedAt <= end_of(day)]
    assert total["received"] == sum(one.amountFen for one in kept)
    assert (total["spent"], total["purchases"]) == (paid, len(spent))
    assert total["balance"] == total["received"] - paid
    assert (total["pledged"], total["pledges"]) == (
        sum(one.amountFen for one in promised),
        len(promised),
    )
    assert total["paid_of_pledged"] == settled
    assert (total["donations"], total["disclosures"]) == (len(kept), len(told))
    assert total["last_disclosed"] == max(told, default=None)
    assert total["days_since"] == (None if not told else (day - max(told)).days)
    account = ask(town, "reports/money/account", as_of=day)
    for name in ("received", "pledged", "spent", "balance", "disclosures", "refunded"):
        assert total[name] == sum(row[name] for row in account)


def test_what_was_given_out_adds_up_to_what_was_bought(town: Graph, rows: Rows, day: date) -> None:
    batches, handed = ids(rows, "ItemBatch"), ids(rows, "Distribution")
    bought_at = {one.id: one.at for one in rows["Purchase"]}
    there = {
        relationship.end
        for relationship in rows["Bought"]
        if bought_at[relationship.start] <= end_of(day)
    }
    expected: Counter[tuple[str, str]] = Counter()
    left = Counter({id: batches[id].qty for id in there})
    for relationship in rows["GivenIn"]:
        given = handed[relationship.end]
        if relationship.start in there and given.at <= end_of(day):
            place = f"{day_of(given.at)} {given.place}"
            expected[batches[relationship.start].item, place] += (
                relationship.qty * batches[relationship.start].unitFen
            )
            left[relationship.start] -= relationship.qty
    for id, qty in left.items():
        expected[batches[id].item, "in_stock"] += qty * batches[id].unitFen
    answer = ask(town, "reports/money/flow", as_of=day, distributions=True)
    told = {(r["source"], r["target"]): r["value"] for r in answer if r["level"] == 3}
    assert told == {key: fen for key, fen in expected.items() if fen}
    plain = ask(town, "reports/money/flow", as_of=day)
    assert [r for r in answer if r["level"] < 3] == plain


def test_teams_tell_numbers_of_five_and_more(town: Graph, rows: Rows, day: date) -> None:
    acts = {one.id: one for one in rows["Activity"] if one.at and one.at <= end_of(day)}
    took: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["TookPartIn"]:
        if relationship.end in acts:
            took[relationship.start].add(relationship.end)
    answer = {r["team_id"]: r for r in ask(town, "reports/people/teams", as_of=day)}
    assert set(answer) == {team.id for team in rows["Team"]}
    for team, row in answer.items():
        relationships = [
            relationship
            for relationship in rows["MemberOf"]
            if relationship.end == team and relationship.from_ <= day
        ]
        now, ever = (
            {t.start for t in relationships if holds(t, day)},
            {t.start for t in relationships},
        )
        assert row["members"] == (None if 0 < len(now) < 5 else len(now))
        small = 0 < len(ever) < 5 or 0 < len(ever - now) < 5
        assert row["ever"] == (None if small else len(ever))
        part = {
            act for t in relationships for act in took[t.start] if holds(t, day_of(acts[act].at))
        }
        assert row["activities"] == len(took[team] | part)

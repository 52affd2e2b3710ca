"""Stations open at an hour, coverage, swap cabinets, equipment and activities, in plain Python."""

from collections import Counter, defaultdict
from datetime import date, time, timedelta
from typing import Any

import pytest
from truth import Rows, ask, at_work, day_of, end_of, holds, ids, names

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2024, 1, 20), date(2023, 8, 31)]
STEPS = ("working", "unchecked", "no_check", "broken", "unknown")

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def is_open(station: Any, weekday: int, hour: int) -> bool:
    """Whether a station is open at the full hour of a weekday (Monday is 1)."""
    if station.status != "OPEN":
        return False
    if station.is24h:
        return True
    if None in (station.openFrom, station.openTo, station.openDays):
        return False
    now, today = time(hour), str(weekday)
    yesterday = str(7 if weekday == 1 else weekday - 1)
    if station.openFrom < station.openTo:
        return today in station.openDays and station.openFrom <= now < station.openTo
    late = today in station.openDays and now >= station.openFrom
    return late or (yesterday in station.openDays and now < station.openTo)


def nearest(rows: Rows, site: str, mode: str, stations: set[str]) -> float | None:
    """The shortest way from a site to one of some stations."""
    ways = (w for w in rows["Reaches"] if w.start == site and w.mode == mode and w.end in stations)
    return min((way.minutes for way in ways), default=None)


@pytest.mark.parametrize(("weekday", "hour"), [(7, 20), (3, 12), (1, 3), (6, 17)])
def test_r15_no_open_station_in_reach(
    town: Graph, rows: Rows, day: date, weekday: int, hour: int
) -> None:
    working = at_work(rows, day)
    stations = rows["ServiceStation"]
    some = {s.id for s in stations if is_open(s, weekday, hour)}
    every = {s.id for s in stations if s.status == "OPEN"}
    expected = {}
    for site in rows["DeliverySite"]:
        for mode in ("walk", "ebike"):
            best = nearest(rows, site.id, mode, some)
            if best is None or best > 15:
                facts = (best, nearest(rows, site.id, mode, every), len(working[site.id]))
                expected[mode, site.id] = facts
    asked = {"as_of": day, "weekday": str(weekday), "hour": hour}
    answer = ask(town, "reports/reach/out_of_reach_at", **asked)
    given = {
        (r["mode"], r["site_id"]): (r["minutes_open"], r["minutes_any"], r["riders"])
        for r in answer
    }
    assert given == expected
    if (weekday, hour) == (7, 20):  # most stations are shut then
        assert sum(mode == "ebike" for mode, _ in expected) == 2


@pytest.mark.parametrize(("weekday", "minutes"), [(3, 15), (7, 8)])
def test_coverage_by_the_hour(
    town: Graph, rows: Rows, day: date, weekday: int, minutes: int
) -> None:
    working, sites = at_work(rows, day), [s.id for s in rows["DeliverySite"] if s.status == "OPEN"]
    asked = {"as_of": day, "weekday": str(weekday), "minutes": minutes}
    answer = ask(town, "reports/reach/coverage", **asked)
    assert [(r["hour"], r["mode"]) for r in answer] == [
        (f"{hour:02d}:00", mode) for hour in range(24) for mode in ("walk", "ebike")
    ]
    people = sum(len(working[site]) for site in sites)
    for r in answer:
        hour = int(r["hour"][:2])
        some = {s.id for s in rows["ServiceStation"] if is_open(s, weekday, hour)}
        covered = [
            site
            for site in sites
            if (best := nearest(rows, site, r["mode"], some)) is not None and best <= minutes
        ]
        reached = sum(len(working[site]) for site in covered)
        assert r["stations_open"] == len(some)
        assert (r["sites_covered"], r["sites"]) == (len(covered), len(sites))
        assert (r["riders_covered"], r["riders"]) == (reached, people)
        assert (r["sites_unknown"], r["riders_unknown"]) == (0, 0)
        assert r["site_share"] == pytest.approx(len(covered) / len(sites))
        assert r["rider_share"] == (pytest.approx(reached / people) if people else None)


def equipment(rows: Rows, day: date, code: str) -> dict[str, list[Any]]:
    """The relationships that hold on a day between each station and a facility."""
    (facility,) = (f.id for f in rows["Facility"] if f.code == code)
    found: dict[str, list[Any]] = defaultdict(list)
    for relationship in rows["HasFacility"]:
        if relationship.end == facility and holds(relationship, day):
            found[relationship.start].append(relationship)
    return found


def test_r16_nearest_working_cabinet(town: Graph, rows: Rows, day: date) -> None:
    has = equipment(rows, day, "swap_cabinet")
    able = {
        st
        for st, relationships in has.items()
        if any(t.state == "working" and t.qty for t in relationships)
    }
    working = at_work(rows, day)
    expected = {
        (mode, site.id): (nearest(rows, site.id, mode, able), len(working[site.id]))
        for site in rows["DeliverySite"]
        for mode in ("ebike", "walk")
    }
    given = {
        (r["mode"], r["site_id"]): (r["minutes"], r["riders"])
        for mode in ("ebike", "walk")
        for r in ask(town, "reports/reach/nearest_swap", as_of=day, mode=mode)
    }
    assert given == expected
    far = ask(town, "reports/reach/nearest_swap", as_of=day, over=6)
    wanted = [m for (mode, _), (m, _) in expected.items() if mode == "ebike" and m and m > 6]
    assert sorted(r["minutes"] for r in far) == sorted(wanted)


def test_r16_red_stations_without_a_cabinet(town: Graph, rows: Rows, day: date) -> None:
    has = equipment(rows, day, "swap_cabinet")
    expected = {}
    for station in rows["ServiceStation"]:
        relationships = has[station.id]
        if station.stationType == "red_station" and not any(
            t.state == "working" for t in relationships
        ):
            expected[station.id] = (
                (relationships[0].state, relationships[0].from_)
                if relationships
                else ("unknown", None)
            )
    answer = ask(town, "reports/service/red_without_swap", as_of=day)
    assert {r["station_id"]: (r["state"], r["since"]) for r in answer} == expected
    if day == date(2024, 1, 20):  # the winter in which cabinets broke
        assert expected


@pytest.mark.parametrize("unknown", [True, False])
def test_r17_shortages(town: Graph, rows: Rows, day: date, unknown: bool) -> None:
    expected: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for facility in rows["Facility"]:
        if not facility.basic:
            continue
        has = equipment(rows, day, facility.code)
        for station in rows["ServiceStation"]:
            states = [relationship.state for relationship in has[station.id]] or ["unknown"]
            if "working" not in states and (unknown or states != ["unknown"]):
                expected[station.id, "facility", facility.name] = (states[0], None, None)
    items = names(rows, "SupplyItem")
    for relationship in rows["Stocks"]:
        if relationship.qty < relationship.par:
            state = "low" if relationship.qty else "none_left"
            expected[relationship.start, "supply", items[relationship.end]] = (
                state,
                relationship.qty,
                relationship.par,
            )
    answer = ask(town, "reports/service/shortages", as_of=day, with_unknown=unknown)
    given = {
        (r["station_id"], r["what"], r["item"]): (r["state"], r["in_stock"], r["should_be"])
        for r in answer
    }
    assert given == expected


@pytest.mark.parametrize("days", [30, 90])
def test_r30_unknown_is_not_working(town: Graph, rows: Rows, day: date, days: int) -> None:
    facilities = ids(rows, "Facility")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for relationship in rows["HasFacility"]:
        if holds(relationship, day) and relationship.state != "absent":
            checked = (
                relationship.checkedAt
                if relationship.checkedAt and relationship.checkedAt <= end_of(day)
                else None
            )
            state = relationship.state
            if state == "working" and checked is None:
                state = "no_check"
            elif state == "working" and (day - day_of(checked)).days > days:
                state = "unchecked"
            found[facilities[relationship.end].name][state] += 1
    answer = {
        r["facility"]: r
        for r in ask(town, "reports/service/facilities_working", as_of=day, days=days)
    }
    assert set(answer) == set(found)
    for name, r in answer.items():
        assert {state: r[state] for state in STEPS} == {
            state: found[name][state] for state in STEPS
        }
        assert r["installed"] == found[name].total()
        if found[name]["no_check"]:  # whether it had been checked by then is not known
            assert r["rate"] is None
        else:
            assert r["rate"] == pytest.approx(found[name]["working"] / found[name].total())
    if day < date(2025, 6, 1):  # each has been checked since, and only the last check is kept
        assert {r["rate"] for r in answer.values()} == {None}


def season_start(activity: Any) -> str:
    held = day_of(activity.at)
    year = held.year - (activity.season == "winter" and held.month < 6)
    month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[activity.season]
    return f"{year}-{month:02d}"


def test_r32_activities_by_season(town: Graph, rows: Rows, day: date) -> None:
    held = [a for a in rows["Activity"] if a.at and a.at <= end_of(day)]
    came: dict[str, set[str]] = defaultdict(set)
    for relationship in rows["TookPartIn"]:
        came[relationship.end].add(relationship.start)
    expected: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for activity in held:
        expected[season_start(activity), activity.season, activity.kind].append(activity)
    answer = ask(town, "reports/service/activities", as_of=day)
    given = {(r["starts"], r["season"], r["kind"]): r for r in answer}
    assert set(given) == set(expected)
    for key, some in expected.items():
        who = set().union(*(came[a.id] for a in some))
        r = given[key]
        assert r["activities"] == len(some)
        noted = [a.attendance for a in some if a.attendance is not None]
        assert r["attendance"] == (sum(noted) if noted else None)
        assert r["unnoted"] == len(some) - len(noted)
        assert r["riders"] == sum(one.startswith("R-") for one in who)
        assert r["teams"] == sum(one.startswith("TEAM-") for one in who)
    listed = ask(town, "reports/service/activity_list", as_of=day)
    venue, called = {t.start: t.end for t in rows["HeldAt"]}, names(rows, "Venue")
    assert {r["activity_id"]: (r["held"], r["venue"], r["riders"]) for r in listed} == {
        a.id: (
            day_of(a.at),
            called[venue[a.id]],
            sum(one.startswith("R-") for one in came[a.id]),
        )
        for a in held
    }
    lately = ask(town, "reports/service/activity_list", as_of=day, since=day - timedelta(days=60))
    assert {r["activity_id"] for r in lately} == {
        a.id for a in held if day_of(a.at) >= day - timedelta(days=60)
    }

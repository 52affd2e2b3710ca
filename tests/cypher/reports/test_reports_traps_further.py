"""More traps: an hour, a share, a rider who left, few people, words that should not get out."""

from datetime import date, time
from math import radians
from typing import Any

import pytest
from few import Rows, at, claim, day, handover, load, people, wish
from truth import CATALOGUE, ask, runner_of

from cypher.nothing import Nothing
from cypher.reader import LOCAL
from cypher.run.audience import visible
from graph.client import Graph
from graph.reach import refresh_reach

FUND: Rows = {
    "Project": [{"id": "PRJ-1", "name": "倡议", "kind": "appeal"}],
    "Fund": [
        {"id": "FUND-1", "name": "专款", "purpose": "助学", "status": "OPEN", "openedAt": at(0)}
    ],
    "Of": [{"start": "FUND-1", "end": "PRJ-1"}],
}


def gift(id: str, by: str, fen: int, received: int, **more: object) -> Rows:
    row = {"id": id, "kind": "money", "purpose": "助学", "amountFen": fen, "status": "RECEIVED"}
    return {
        "Donation": [row | {"receivedAt": at(received)} | more],
        "Gave": [{"start": by, "end": id}],
        "Into": [{"start": id, "end": "FUND-1"}],
    }


def kit(n: int, when: int) -> Rows:
    """A purchase of two books, both given to children on a day."""
    return {
        "Purchase": [{"id": f"PUR-{n}", "at": at(when - 1), "supplier": "书店", "totalFen": 200}],
        "Paid": [{"start": "FUND-1", "end": f"PUR-{n}", "fen": 200}],
        "ItemBatch": [{"id": f"BAT-{n}", "item": "图书", "qty": 2, "unitFen": 100}],
        "Bought": [{"start": f"PUR-{n}", "end": f"BAT-{n}"}],
        "Distribution": [{"id": f"DIS-{n}", "at": at(when), "place": "中心"}],
        "GivenIn": [{"start": f"BAT-{n}", "end": f"DIS-{n}", "qty": 2}],
        "Child": [
            {"id": f"CH-{n}{m}", "ageBand": "14-17", "guardianConsent": True} for m in (1, 2)
        ],
        "DistributionTo": [{"start": f"DIS-{n}", "end": f"CH-{n}{m}", "qty": 1} for m in (1, 2)],
    }


def test_the_trail_tells_a_share_on_the_day_and_never_ownership(graph: Graph) -> None:
    later = {"status": "REFUNDED", "refundedAt": at(8)}
    load(
        graph,
        people(),
        FUND,
        gift("DON-1", "ORG-1", 3000, 1),
        gift("DON-2", "ORG-2", 1000, 2, **later),
        gift("DON-3", "ORG-2", 6000, 9),
        kit(1, 5),
        kit(2, 10),
    )
    told = {
        (r["distribution_id"], r["organisation_id"]): (
            r["given"],
            r["share"],
            r["qty"],
            r["children"],
        )
        for r in ask(graph, "reports/money/trail", as_of=day(20))
    }
    assert told == {
        # what came later, or had not gone back yet, is judged on the day of the distribution
        ("DIS-1", "ORG-1"): (3000, 0.75, 2, 2),
        ("DIS-1", "ORG-2"): (1000, 0.25, 2, 2),
        ("DIS-2", "ORG-1"): (3000, pytest.approx(1 / 3), 2, 2),
        ("DIS-2", "ORG-2"): (6000, pytest.approx(2 / 3), 2, 2),
    }
    columns = CATALOGUE.find("reports/money/trail").header.columns
    assert not {"child_id", "child"} & set(columns)
    assert ask(graph, "reports/money/trail", as_of=day(4)) == []


def test_goods_given_in_kind_have_no_share(graph: Graph) -> None:
    goods = gift("DON-2", "ORG-2", 9000, 1, kind="in_kind")
    load(graph, people(), FUND, gift("DON-1", "ORG-1", 3000, 1), goods, kit(1, 5))
    (row,) = ask(graph, "reports/money/trail", as_of=day(9))
    assert (row["organisation_id"], row["share"]) == ("ORG-1", 1.0)


MINUTES = {"ST-1": 3.0, "ST-2": 9.0, "ST-3": 1.0, "ST-4": 2.0}
"""By e-bike from SITE-2: at 250 metres a minute, the way being 1.3 times the straight line."""


def stations(minutes: dict[str, float] = MINUTES) -> Rows:
    """Open by day, over midnight on Saturday, round the clock, and with no hours on record."""
    hours: dict[str, dict[str, object]] = {
        "ST-1": {"openFrom": time(8, 30), "openTo": time(17), "openDays": "12345"},
        "ST-2": {"openFrom": time(18), "openTo": time(2), "openDays": "6"},
        "ST-3": {"is24h": True, "status": "CLOSED"},
        "ST-4": {},
    }
    degrees = {id: m * 250 / 1.3 / radians(6371008.8) for id, m in minutes.items()}
    return {
        "ServiceStation": [
            {"id": id, "name": id, "stationType": "outdoor_worker"} | more
            for id, more in hours.items()
        ],
        "Venue": [
            {"id": f"VEN-{id}", "name": id, "kind": "other"}
            | {"longitude": 121.7, "latitude": 31.2 + degrees[id]}
            for id in minutes
        ],
        "Hosts": [{"start": f"VEN-{id}", "end": id} for id in minutes],
    }


def load_stations(graph: Graph, minutes: dict[str, float] = MINUTES) -> None:
    """The stations, and SITE-2 at its place; nobody has said where SITE-1 is."""
    load(graph, people(), stations(minutes))
    place = {"longitude": 121.7, "latitude": 31.2}
    graph.write("MATCH (s {id: 'SITE-2'}) SET s.location = point($place)", {"place": place})
    refresh_reach(graph)


@pytest.mark.parametrize(
    ("weekday", "hour", "minutes"),
    [
        ("3", 12, 3.0),
        ("3", 8, None),  # the door opens at half past
        ("3", 17, None),  # the closing hour is shut
        ("6", 20, 9.0),
        ("7", 1, 9.0),  # Sunday's small hours belong to Saturday's evening
        ("7", 2, None),
        ("6", 1, None),
        ("7", 20, None),
    ],
)
def test_coverage_has_an_hour_and_a_weekday(
    graph: Graph, weekday: str, hour: int, minutes: float | None
) -> None:
    load_stations(graph)
    asked = {"as_of": day(5), "weekday": weekday, "mode": "ebike"}
    answer = ask(graph, "reports/reach/out_of_reach_at", hour=hour, minutes=1, **asked)
    found = {r["site_id"]: (r["minutes_open"], r["minutes_any"]) for r in answer}
    # a station that is closed for good is near at no hour; one with no hours is never taken to be open
    assert found == {"SITE-1": (None, None), "SITE-2": (minutes, 2.0)}
    # nothing was computed for one site; the other has a station in reach whose hours nobody knows
    within = ask(graph, "reports/reach/out_of_reach_at", hour=hour, minutes=10, **asked)
    told = {r["site_id"]: r["reach"] for r in within}
    assert told == {"SITE-1": "not_computed"} | ({} if minutes else {"SITE-2": "unknown"})
    by_hour = ask(graph, "reports/reach/coverage", as_of=day(5), weekday=weekday, minutes=10)
    (row,) = (r for r in by_hour if (r["hour"], r["mode"]) == (f"{hour:02d}:00", "ebike"))
    assert (row["sites_covered"], row["sites"]) == (int(minutes is not None), 2)
    assert (row["riders_covered"], row["riders"]) == (int(minutes is not None), 1)
    unknown = int(minutes is None)
    assert (row["sites_unknown"], row["riders_unknown"]) == (1 + unknown, unknown)
    assert (row["site_share"], row["rider_share"]) == (None, None if unknown else 1.0)


def test_a_site_that_cannot_be_judged_is_not_called_out_of_reach(graph: Graph) -> None:
    load_stations(graph)
    answer = ask(graph, "reports/reach/out_of_reach", as_of=day(5), minutes=1, mode="ebike")
    assert {r["site_id"]: (r["minutes"], r["reach"]) for r in answer} == {
        "SITE-1": (None, "not_computed"),
        "SITE-2": (2.0, "beyond"),
    }
    asked = {"as_of": day(5), "mode": "ebike", "weekday": "7", "hour": 20, "minutes": 10}
    drawn = ask(graph, "reports/reach/map", **asked)
    assert {r["id"]: r["state"] for r in drawn} == {
        "ST-1": "shut",
        "ST-2": "shut",
        "ST-4": "no_hours",
        "SITE-1": "unknown",
        "SITE-2": "unknown",
    }
    assert {(r["beyond"], r["unjudged"], r["sites"]) for r in drawn} == {(0, 2, 2)}


def test_a_station_whose_place_nobody_knows_may_be_next_door(graph: Graph) -> None:
    known = {id: minutes for id, minutes in MINUTES.items() if id != "ST-1"}
    load_stations(graph, known)
    asked = {"as_of": day(5), "mode": "ebike", "weekday": "3", "minutes": 1}
    answer = ask(graph, "reports/reach/out_of_reach_at", hour=12, **asked)
    assert {r["site_id"]: r["reach"] for r in answer} == {
        "SITE-1": "not_computed",
        "SITE-2": "unknown",
    }
    # when it is shut it cannot be the one
    answer = ask(graph, "reports/reach/out_of_reach_at", hour=20, **asked)
    assert {r["site_id"]: r["reach"] for r in answer}["SITE-2"] == "beyond"
    drawn = ask(graph, "reports/reach/map", hour=12, **asked)
    assert {(r["beyond"], r["unjudged"]) for r in drawn} == {(0, 2)}
    by_hour = ask(graph, "reports/reach/coverage", as_of=day(5), weekday="3", minutes=1)
    told = {r["hour"]: r for r in by_hour if r["mode"] == "ebike"}
    assert [(told[h]["sites_unknown"], told[h]["riders_unknown"]) for h in ("12:00", "20:00")] == [
        (2, 1),
        (1, 0),
    ]
    assert (told["12:00"]["rider_share"], told["20:00"]["rider_share"]) == (None, 0)
    (row,) = (
        r
        for r in ask(graph, "reports/reach/out_of_reach", as_of=day(5), minutes=1, mode="ebike")
        if r["site_id"] == "SITE-2"
    )
    assert (row["minutes"], row["reach"]) == (2.0, "unknown")


def test_an_empty_time_says_why(graph: Graph) -> None:
    def empty(id: str, column: str, **asked: object) -> dict[str, object]:
        table = runner_of(graph).run(CATALOGUE.find(id), {"mode": "ebike", **asked}, reader=LOCAL)
        return {str(r["site_id"]): r[column] for r in table.dicts()}

    load_stations(graph, {"ST-1": 90.0, "ST-4": 70.0})
    nowhere, elsewhere = Nothing.NOT_APPLICABLE, Nothing.NOT_COMPUTED
    at_night = {"as_of": day(5), "weekday": "3", "hour": 3, "minutes": 60}
    report = "reports/reach/out_of_reach_at"
    assert empty(report, "minutes_open", **at_night) == {"SITE-1": nowhere, "SITE-2": nowhere}
    # the station that is open is farther than the one that is kept beyond the bound
    by_day = at_night | {"hour": 12}
    assert empty(report, "minutes_open", **by_day) == {"SITE-1": elsewhere, "SITE-2": elsewhere}
    assert empty(report, "minutes_any", **by_day) == {"SITE-1": elsewhere, "SITE-2": 70.0}
    swap = "reports/reach/nearest_swap"
    assert empty(swap, "minutes", as_of=day(5)) == {"SITE-1": nowhere, "SITE-2": nowhere}
    has = {"start": "ST-1", "end": "FAC-1", "from": day(0), "state": "working"}
    cabinet = {"id": "FAC-1", "code": "swap_cabinet", "name": "换电柜"}
    load(graph, {"Facility": [cabinet], "HasFacility": [has]})
    assert empty(swap, "minutes", as_of=day(5)) == {"SITE-1": elsewhere, "SITE-2": elsewhere}


def test_what_has_no_check_on_record_by_the_day_has_no_rate(graph: Graph) -> None:
    facilities = {"refrigerator": "冰箱", "air_conditioner": "空调", "table_chairs": "桌椅"}
    checks = {"refrigerator": at(9), "air_conditioner": at(2), "table_chairs": None}
    load(
        graph,
        {
            "ServiceStation": [{"id": "ST-1", "name": "站", "stationType": "outdoor_worker"}],
            "Facility": [
                {"id": f"FAC-{code}", "code": code, "name": name}
                for code, name in facilities.items()
            ],
            "HasFacility": [
                {
                    "start": "ST-1",
                    "end": f"FAC-{code}",
                    "from": day(0),
                    "state": "working",
                    "qty": 1,
                }
                | ({"checkedAt": checked} if checked else {})
                for code, checked in checks.items()
            ],
        },
    )
    saved = CATALOGUE.find("reports/service/facilities_working")

    def rates(n: int) -> dict[str, object]:
        table = runner_of(graph).run(saved, {"as_of": day(n), "days": 5}, reader=LOCAL)
        return {str(r["facility"]): r["rate"] for r in table.dicts()}

    # only the last check is kept: before it nobody knows, and what is not known is not 0 %
    unknown = Nothing.NOT_COMPUTED
    assert rates(1) == {"冰箱": unknown, "空调": unknown, "桌椅": unknown}
    assert rates(3) == {"冰箱": unknown, "空调": 1.0, "桌椅": unknown}
    assert rates(9) == {"冰箱": 1.0, "空调": 0.0, "桌椅": unknown}


def test_only_counts_about_people_are_kept_from_the_public() -> None:
    """How many stations are open is no secret; how many work at a site is."""

    def of(id: str, row: dict[str, object]) -> set[str]:
        columns = CATALOGUE.find(id).header.columns
        return {name for name, column in columns.items() if column.counts_people(row)}

    assert of("reports/reach/coverage", {}) == {"riders_covered", "riders_unknown", "riders"}
    assert of("reports/service/facilities_working", {}) == set()
    assert of("reports/people/base_situation", {"item": "workers"}) == {"recorded", "reported"}
    assert of("reports/people/base_situation", {"item": "stations_outdoor"}) == set()
    assert of("reports/edition/totals", {"item": "supporters"}) == set()
    assert of("reports/edition/totals", {"item": "claimed"}) == {"number"}


def test_attendance_that_nobody_noted_is_not_none(graph: Graph) -> None:
    held = {"name": "活动", "season": "spring", "kind": "health", "at": at(0)}
    other = held | {"season": "summer"}
    load(
        graph,
        {
            "Activity": [
                {"id": "ACT-1", "attendance": 7} | held,
                {"id": "ACT-2"} | held,
                {"id": "ACT-3"} | other,
            ]
        },
    )
    answer = ask(graph, "reports/service/activities", as_of=day(1))
    told = {r["season"]: (r["activities"], r["attendance"], r["unnoted"]) for r in answer}
    assert told == {"spring": (2, 7, 1), "summer": (1, None, 1)}


def test_a_claim_that_no_report_counts_is_not_counted_as_0(graph: Graph) -> None:
    claim = {"textZh": "一", "textEn": "one", "paragraph": 1, "asOf": day(0), "value": 4}
    load(
        graph,
        {
            "SourceClaim": [
                {"id": "F01", "countedBy": "reports/overview/sites"} | claim,
                {"id": "F02", "countedBy": "reports/own/bicycles"} | claim,
            ]
        },
    )
    answer = ask(graph, "reports/sources/claimed_vs_recorded", as_of=day(1))
    assert {r["claim_id"]: (r["recorded"], r["reading"]) for r in answer} == {
        "F01": (0, "differs"),
        "F02": (None, "not_counted"),
    }


def test_a_reopening_before_a_counted_handover_is_not_counted(graph: Graph) -> None:
    life = wish(
        "W-1",
        ("PUBLISHED", at(0)),
        ("CLAIMED", at(1)),
        ("FULFILLED", at(2)),
        ("CLAIMED", at(4)),
        ("FULFILLED", at(6)),
    )
    load(
        graph,
        people(),
        life,
        claim("CL-1", "ORG-1", "W-1", at(1), at(2), "FULFILLED"),
        handover("HO-1", "CL-1", at(2)),
        claim("CL-2", "ORG-2", "W-1", at(4), at(6), "FULFILLED"),
        handover("HO-2", "CL-2", at(6)),
    )

    def reopened(since: date | None) -> tuple[int, int]:
        total = ask(graph, "reports/wishes/satisfaction", as_of=day(9), since=since)[-1]
        return total["handovers"], total["reopened"]

    assert (reopened(None), reopened(day(2))) == ((2, 1), (2, 1))
    assert (reopened(day(3)), reopened(day(4)), reopened(day(6))) == ((1, 0), (1, 0), (1, 0))


def firm(*sites: str) -> Rows:
    return {
        "Company": [
            {"id": "CO-1", "name": "甲平台", "kind": "takeaway", "role": "platform"},
            {"id": "CO-2", "name": "乙配送", "kind": "takeaway", "role": "contractor"},
        ],
        "ContractsFor": [{"start": "CO-2", "end": "CO-1", "from": day(-99)}],
        "Operates": [{"start": "CO-2", "end": site, "from": day(-99)} for site in sites],
    }


def crowd(count: int, site: str) -> Rows:
    return {
        "Rider": [
            {"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in range(10, 10 + count)
        ],
        "WorksAt": [
            {"start": f"R-{n}", "end": site, "from": day(-50)} for n in range(10, 10 + count)
        ],
    }


def test_a_wish_stays_with_the_site_where_it_was_raised(graph: Graph) -> None:
    moved = wish("W-1", ("SUBMITTED", at(0)), ("PUBLISHED", at(2)))  # the rider moves on day 1
    load(graph, people(), moved, crowd(10, "SITE-1"), firm("SITE-1"))
    (row,) = ask(graph, "reports/wishes/ledger", as_of=day(5))
    assert (row["site_id"], row["company_id"]) == ("SITE-1", "CO-2")
    heads = {
        r["company_id"]: (r["riders"], r["open"], r["per_hundred"])
        for r in ask(graph, "reports/people/open_per_head", as_of=day(5))
    }
    # counted where it was raised, over those who work there now; a platform with its contractors
    assert heads == {"CO-1": (10, 1, 10.0), "CO-2": (10, 1, 10.0)}


def test_few_people_are_not_singled_out(graph: Graph) -> None:
    mine = wish("W-1", ("SUBMITTED", at(2)), ("PUBLISHED", at(3)))
    load(graph, people(), mine, crowd(3, "SITE-2"), firm("SITE-2"))
    assert ask(graph, "reports/people/open_per_head", as_of=day(5), min_riders=5) == []
    rows = ask(graph, "reports/people/company_sheet", as_of=day(5), company="CO-2")
    assert [(r["riders"], r["withheld"], r["published"], r["needs"]) for r in rows] == [
        (4, True, None, None)
    ]
    assert ask(graph, "reports/people/company_needs", as_of=day(5)) == []


def test_one_who_was_helped_and_serves_cannot_be_made_out(graph: Graph) -> None:
    team: Rows = {
        "Team": [{"id": "TEAM-1", "name": "先锋队", "kind": "anti_fraud"}],
        "MemberOf": [{"start": f"R-{n}", "end": "TEAM-1", "from": day(0)} for n in range(10, 18)],
    }
    done = [
        wish(
            f"W-{n}", ("PUBLISHED", at(1)), ("CLAIMED", at(2)), ("FULFILLED", at(3)), rider=f"R-{n}"
        )
        for n in range(16, 24)
    ]
    load(graph, people(), crowd(20, "SITE-2"), team, *done)
    both = {
        r["serving"]: (r["helped"], r["both"], r["share"])
        for r in ask(graph, "reports/people/two_way", as_of=day(9))
    }
    # two riders are in both: neither their number nor the share that would give it is told
    assert both["either"] == both["team"] == (8, None, None)
    assert both["activity"][1] == 0


def test_sheet_counts_are_not_multiplied_by_pairings_or_claims(graph: Graph) -> None:
    twice = [
        wish(
            "W-1",
            ("PUBLISHED", at(2)),
            ("CLAIMED", at(3)),
            ("PUBLISHED", at(4)),
            ("CLAIMED", at(5)),
        ),
        claim("CL-1", "ORG-1", "W-1", at(3), at(4), "CANCELLED"),
        claim("CL-2", "ORG-2", "W-1", at(5), None, "ACTIVE"),
        wish("W-2", ("PUBLISHED", at(2))),
    ]
    pairs: Rows = {
        "ServiceStation": [
            {"id": f"ST-{n}", "name": f"站{n}", "stationType": "red_station", "tier": "village"}
            for n in (1, 2)
        ],
        "LiaisesWith": [
            {"start": "ST-1", "end": "CO-2", "from": day(0)},
            {"start": "ST-2", "end": "SITE-2", "from": day(0)},
        ],
    }
    load(graph, people(), crowd(9, "SITE-2"), firm("SITE-2"), pairs, *twice)
    (row,) = ask(graph, "reports/people/company_sheet", as_of=day(12), company="CO-2")
    told = ("riders", "published", "open", "live", "overdue", "fulfilled", "station_id")
    assert tuple(row[name] for name in told) == (10, 2, 1, 1, 1, 0, "ST-2")
    total = ask(graph, "reports/people/company_needs", as_of=day(12), company="CO-1")[-1]
    assert (total["category"], total["published"], total["helpers"]) == ("total", 2, 1)


def test_a_cancelled_claim_still_ended_the_first_wait(graph: Graph) -> None:
    life = wish("W-1", ("PUBLISHED", at(0)), ("CLAIMED", at(4)), ("PUBLISHED", at(6)))
    gone = wish("W-2", ("PUBLISHED", at(0)), ("WITHDRAWN", at(2)))
    load(graph, people(), life, claim("CL-1", "ORG-1", "W-1", at(4), at(6), "CANCELLED"), gone)
    total = ask(graph, "reports/wishes/claim_days", as_of=day(9))[-1]
    told = ("published", "claimed", "median_days", "waiting", "ended_unclaimed")
    assert tuple(total[name] for name in told) == (2, 1, 4.0, 0, 1)


def test_a_responder_with_a_claim_of_any_end_has_a_record(graph: Graph) -> None:
    answers: Rows = {
        "Project": [{"id": "PRJ-1", "name": "倡议", "kind": "appeal"}],
        "RespondedTo": [
            {"start": "ORG-1", "end": "PRJ-1", "at": at(0)},
            {"start": "ORG-2", "end": "PRJ-1"},  # the article gives no time
        ],
    }
    life = wish("W-1", ("PUBLISHED", at(0)), ("CLAIMED", at(4)), ("PUBLISHED", at(6)))
    load(graph, people(), answers, life, claim("CL-1", "ORG-1", "W-1", at(4), at(6), "CANCELLED"))

    def silent(n: int) -> list[str]:
        return [r["organisation"] for r in ask(graph, "reports/support/no_record", as_of=day(n))]

    assert (silent(3), silent(5), silent(9)) == (["乙支部", "甲支部"], ["乙支部"], ["乙支部"])


def test_a_festival_moves_and_its_season_with_it(graph: Graph) -> None:
    works = {"start": "R-1", "end": "SITE-1", "from": date(2023, 1, 1), "to": day(-31)}
    submitted = {
        "W-1": date(2024, 2, 5),  # five days before the Spring Festival of 2024
        "W-2": date(2025, 1, 24),  # five days before that of 2025
        "W-3": date(2025, 1, 27),
    }
    wishes = [wish(id, ("SUBMITTED", at((when - day(0)).days))) for id, when in submitted.items()]
    load(graph, people(), {"WorksAt": [works]}, *wishes)

    def compared(before: date | None) -> tuple[int, int]:
        asked = {"festival": date(2025, 1, 29), "before": before, "days_before": 14}
        answer = ask(graph, "reports/wishes/season_around", as_of=day(0), days_after=0, **asked)
        (total,) = (r for r in answer if r["category"] == "total")
        return total["this_time"], total["time_before"]

    assert compared(date(2024, 2, 10)) == (2, 1)
    assert compared(None) == (2, 0)  # the same days a year before miss the festival
    months = ask(graph, "reports/wishes/season", as_of=date(2025, 1, 31))
    told = {r["period"]: r["wishes"] for r in months if r["month"] == "2025-01"}
    assert told == {"this_year": 2, "last_year": 0}


def test_free_text_does_not_get_out_to_the_public(graph: Graph) -> None:
    secret = "张某 13800000000"
    life = wish("W-1", ("PUBLISHED", at(2)), ("CLAIMED", at(3)), ("FULFILLED", at(5)), title=secret)
    life["WishEvent"][0]["reason"] = life["WishEvent"][2]["reason"] = secret
    made = claim("CL-1", "ORG-1", "W-1", at(3), at(5), "FULFILLED")
    made["Claim"][0] |= {"plan": secret, "endReason": secret}
    seen: Rows = {
        "Visit": [{"id": "VIS-1", "at": at(9), "grade": 1, "note": secret}],
        "FollowedBy": [{"start": "HO-1", "end": "VIS-1"}],
    }
    waits = wish("W-2", ("PUBLISHED", at(2)), title=secret)
    load(graph, people(), life, made, handover("HO-1", "CL-1", at(5)), seen, waits)
    runner = runner_of(graph)
    for saved in CATALOGUE.of("reports"):
        if "public" in saved.header.audience and not saved.id.startswith("reports/records/"):
            given: dict[str, Any] = {"as_of": day(20)} if "as_of" in saved.header.parameters else {}
            table = runner.run_whole(saved, given)
            assert secret not in repr(visible(saved, table.names, table.rows, "public")), saved.id


def test_records_that_do_not_say_what_they_are_based_on_have_a_column(graph: Graph) -> None:
    load(graph, people())
    graph.write("MATCH (o:Organization {id: 'ORG-1'}) REMOVE o.provenance")
    graph.write("MATCH (o:Organization {id: 'ORG-2'}) SET o.provenance = 'hearsay'")
    rows = ask(graph, "sources/kinds_of_data")
    [organisations] = [row for row in rows if row["kind"] == "Organization"]
    assert organisations["unstated"] == 2
    parts = ("article", "entered", "derived", "synthetic", "unstated")
    assert all(sum(row[part] for part in parts) == row["records"] for row in rows)

"""Waits, silent claims, visits, seasons and the register, against the same in plain Python."""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import median

import pytest
from truth import (
    DONE,
    OPEN,
    Rows,
    accepted,
    ask,
    day_of,
    end_of,
    first_at,
    first_published,
    handovers,
    holds,
    ids,
    live,
    lives,
    makers,
    names,
    percentile,
    sites_when_raised,
    visits,
)

from graph.client import Graph

DAYS = [date(2025, 8, 31), date(2024, 8, 20), date(2023, 8, 31)]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


@pytest.mark.parametrize("since", [None, date(2024, 3, 1)], ids=str)
def test_r04_days_to_the_first_claim(
    town: Graph, rows: Rows, day: date, since: date | None
) -> None:
    category = {wish.id: wish.category for wish in rows["Wish"]}
    claims = accepted(rows, day)
    taken: dict[str, list[float]] = defaultdict(list)
    open_for: dict[str, list[int]] = defaultdict(list)
    published: Counter[str] = Counter()
    for wish, life in lives(rows, day).items():
        first, begun = first_published(life), first_at(life, "PUBLISHED")
        if first is None or begun is None or (since and first < since):
            continue
        for name in (category[wish], "total"):
            published[name] += 1
            if wish in claims:
                claim = min(claims[wish], key=lambda c: (c.acceptedAt, c.id))
                taken[name].append((claim.claimedAt - begun) / timedelta(days=1))
            elif life[-1].toStatus in OPEN:
                open_for[name].append((day - first).days)
    answer = {
        r["category"]: r for r in ask(town, "reports/wishes/claim_days", as_of=day, since=since)
    }
    assert {name: r["published"] for name, r in answer.items()} == published
    for name, r in answer.items():
        assert (r["claimed"], r["waiting"]) == (len(taken[name]), len(open_for[name]))
        assert r["longest_wait"] == max(open_for[name], default=None)
        assert r["ended_unclaimed"] == r["published"] - r["claimed"] - r["waiting"] >= 0
        if taken[name]:
            assert r["median_days"] == pytest.approx(median(taken[name]), abs=0.006)
            assert r["p90_days"] == pytest.approx(percentile(taken[name], 0.9), abs=0.006)
        else:
            assert r["median_days"] is None


@pytest.mark.parametrize("days", [7, 0])
def test_r06_claims_without_contact(town: Graph, rows: Rows, day: date, days: int) -> None:
    called, made_by = names(rows, "Organization", "Company"), makers(rows)
    expected = {
        claim.id: (wish, called[made_by[claim.id]], (day - day_of(claim.claimedAt)).days)
        for wish, claim in live(rows, day).items()
        if not (claim.contactedAt and claim.contactedAt <= end_of(day))
        and (day - day_of(claim.claimedAt)).days > days
    }
    answer = ask(town, "reports/wishes/no_contact", as_of=day, days=days)
    given = {r["claim_id"]: (r["wish_id"], r["claimant"], r["days_since"]) for r in answer}
    assert given == expected


@pytest.mark.parametrize(("days", "closed"), [(15, False), (0, True)])
def test_r07_handed_over_and_not_visited(
    town: Graph, rows: Rows, day: date, days: int, closed: bool
) -> None:
    life, seen, made_by = lives(rows, day), visits(rows, day), makers(rows)
    meant = ("FULFILLED", "CLOSED") if closed else ("FULFILLED",)
    expected = {
        handover.id: (wish, made_by[claim], (day - day_of(handover.at)).days)
        for handover, claim, wish in handovers(rows, day)
        if handover.id not in seen
        and life[wish][-1].toStatus in meant
        and (day - day_of(handover.at)).days > days
    }
    answer = ask(town, "reports/wishes/not_visited", as_of=day, days=days, with_closed=closed)
    given = {r["handover_id"]: (r["wish_id"], r["claimant_id"], r["days_since"]) for r in answer}
    assert given == expected


def reopenings(rows: Rows, day: date) -> dict[str, tuple[str, date]]:
    """The events that took a wish from fulfilled back to claimed: wish and day by event."""
    return {
        event.id: (wish, day_of(event.at))
        for wish, life in lives(rows, day).items()
        for event in life
        if (event.fromStatus, event.toStatus) == ("FULFILLED", "CLAIMED")
    }


@pytest.mark.parametrize("since", [None, date(2025, 3, 14), date(2024, 3, 1)], ids=str)
def test_r08_visits_by_category(town: Graph, rows: Rows, day: date, since: date | None) -> None:
    category = {wish.id: wish.category for wish in rows["Wish"]}
    seen, events = visits(rows, day), ids(rows, "WishEvent")
    back: dict[str, list[datetime]] = defaultdict(list)
    for id, (wish, _) in reopenings(rows, day).items():
        back[wish].append(events[id].at)
    made: Counter[str] = Counter()
    grades: dict[str, Counter[int]] = defaultdict(Counter)
    again: dict[str, set[str]] = defaultdict(set)
    for handover, _, wish in handovers(rows, day):
        if since is not None and day_of(handover.at) < since:
            continue
        for name in (category[wish], "total"):
            made[name] += 1
            if handover.id in seen:
                grades[name][seen[handover.id].grade] += 1
            if any(moment >= handover.at for moment in back[wish]):
                again[name].add(wish)
    asked = {"as_of": day, "since": since}
    answer = {r["category"]: r for r in ask(town, "reports/wishes/satisfaction", **asked)}
    assert {name: r["handovers"] for name, r in answer.items()} == made
    for name, r in answer.items():
        told = [r[one] for one in ("very_satisfied", "satisfied", "so_so", "dissatisfied")]
        assert told == [grades[name][grade] for grade in (1, 2, 3, 4)]
        assert (r["visited"], r["not_visited"]) == (sum(told), made[name] - sum(told))
        assert r["visit_rate"] == pytest.approx(sum(told) / made[name])
        assert r["reopened"] == len(again[name])
        if r["visited"]:
            assert r["satisfied_rate"] == pytest.approx((told[0] + told[1]) / sum(told))


def test_r08_grades_are_shares_of_the_visited(town: Graph, rows: Rows, day: date) -> None:
    seen = visits(rows, day)
    counted = Counter(visit.grade for visit in seen.values())
    answer = ask(town, "reports/wishes/grades", as_of=day)
    assert [(r["grade"], r["visits"]) for r in answer] == [
        (f"grade_{grade}", counted[grade]) for grade in (1, 2, 3, 4)
    ]
    for r in answer:
        assert r["not_visited"] == len(handovers(rows, day)) - len(seen)
        assert r["share"] == (pytest.approx(r["visits"] / len(seen)) if seen else None)


def test_r08_reopened_wishes(town: Graph, rows: Rows, day: date) -> None:
    life, events = lives(rows, day), ids(rows, "WishEvent")
    visited, expected = ids(rows, "Visit"), {}
    follows = {relationship.start: visited[relationship.end] for relationship in rows["FollowedBy"]}
    for id, (wish, when) in reopenings(rows, day).items():
        before = [
            h for h, _, other in handovers(rows, day) if other == wish and h.at <= events[id].at
        ]
        last = max(before, key=lambda h: h.at)
        expected[id] = (wish, when, f"grade_{follows[last.id].grade}", life[wish][-1].toStatus)
    answer = ask(town, "reports/wishes/reopened", as_of=day)
    given = {r["event_id"]: (r["wish_id"], r["reopened"], r["grade"], r["status"]) for r in answer}
    assert given == expected


def submitted(rows: Rows, first: date, last: date, category: str | None = None) -> list[str]:
    """The categories of the wishes submitted from a day to a day, both included."""
    return [
        wish.category
        for wish in rows["Wish"]
        if wish.submittedAt
        and first <= day_of(wish.submittedAt) <= last
        and category in (None, wish.category)
    ]


@pytest.mark.parametrize("category", [None, "child_study"])
def test_r27_months_beside_the_year_before(
    town: Graph, rows: Rows, day: date, category: str | None
) -> None:
    expected = {}
    for back in range(12):
        at = day.year * 12 + day.month - 1 - back
        for period, years in (("this_year", 0), ("last_year", 1)):
            year, month = at // 12 - years, at % 12 + 1
            length = monthrange(year, month)[1]
            whole = back > 0 or day.day == monthrange(day.year, day.month)[1]
            last = date(year, month, length if whole else min(day.day, length))
            expected[f"{at // 12}-{month:02d}", period] = len(
                submitted(rows, date(year, month, 1), last, category)
            )
    answer = ask(town, "reports/wishes/season", as_of=day, category=category)
    assert {(r["month"], r["period"]): r["wishes"] for r in answer} == expected


@pytest.mark.parametrize(
    ("festival", "before"),
    [(date(2025, 1, 29), date(2024, 2, 10)), (date(2024, 9, 17), None)],
    ids=str,
)
def test_r27_around_a_festival(
    town: Graph, rows: Rows, day: date, festival: date, before: date | None
) -> None:
    after = min(15, (day - festival).days)
    other = before or date(festival.year - 1, festival.month, festival.day)

    def window(middle: date) -> Counter[str]:
        found = submitted(
            rows, middle - timedelta(days=30), min(day, middle + timedelta(days=after))
        )
        return Counter(found) + Counter({"total": len(found)})

    now, then = window(festival), window(other)
    asked = {"as_of": day, "festival": festival, "before": before}
    answer = ask(town, "reports/wishes/season_around", **asked)
    given = {r["category"]: (r["this_time"], r["time_before"], r["change"]) for r in answer}
    assert given == {name: (now[name], then[name], now[name] - then[name]) for name in now | then}


def test_the_register_has_every_wish_once(town: Graph, rows: Rows, day: date) -> None:
    life, claims, made_by = lives(rows, day), live(rows, day), makers(rows)
    sites, rider = (
        sites_when_raised(rows),
        {relationship.end: relationship.start for relationship in rows["Raised"]},
    )
    firm = {
        relationship.end: relationship.start
        for relationship in rows["Operates"]
        if holds(relationship, day)
    }
    expected = {}
    for wish in rows["Wish"]:
        if wish.submittedAt is None or wish.submittedAt > end_of(day):
            continue
        last, claim, site = life[wish.id][-1], claims.get(wish.id), sites.get(wish.id)
        expected[wish.id] = (
            last.toStatus,
            (day - day_of(last.at)).days,
            first_published(life[wish.id]),
            rider[wish.id],
            site,
            firm.get(site or ""),
            made_by[claim.id] if claim else None,
            day_of(claim.dueAt) if claim else None,
        )
    columns = ("status", "days_in_status", "published", "rider_id", "site_id", "company_id")
    columns += ("claimant_id", "due")
    answer = ask(town, "reports/wishes/ledger", as_of=day)
    assert {r["wish_id"]: tuple(r[name] for name in columns) for r in answer} == expected
    some = ask(town, "reports/wishes/ledger", as_of=day, status=["FULFILLED", "CLOSED"])
    assert {r["wish_id"] for r in some} == {w for w, facts in expected.items() if facts[0] in DONE}
    firms = {facts[5] for facts in expected.values() if facts[5]}
    for company in sorted(firms)[:2]:
        few = ask(town, "reports/wishes/ledger", as_of=day, company=company)
        assert {r["wish_id"] for r in few} == {w for w, f in expected.items() if f[5] == company}

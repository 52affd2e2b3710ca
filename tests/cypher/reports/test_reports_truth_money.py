"""Pledges, the trail, balances and disclosures, against plain Python."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from truth import GROUPS, Rows, ask, day_of, end_of, gifts, groups_of, ids

from graph.client import Graph

DAYS = [
    date(2025, 8, 31),
    date(2024, 12, 31),
    date(2024, 8, 20),
    date(2024, 4, 10),
    date(2023, 8, 31),
]

pytestmark = pytest.mark.parametrize("day", DAYS, ids=str)


def paid(rows: Rows, at: datetime) -> Counter[str]:
    """What each fund had paid by a moment."""
    when, spent = ids(rows, "Purchase"), Counter[str]()
    for relationship in rows["Paid"]:
        if when[relationship.end].at <= at:
            spent[relationship.start] += relationship.fen
    return spent


def received(rows: Rows, at: datetime) -> Counter[str]:
    """What each fund had received by a moment, refunds taken off."""
    into, found = (
        {relationship.start: relationship.end for relationship in rows["Into"]},
        Counter[str](),
    )
    for gift in gifts(rows, at):
        found[into[gift.id]] += gift.amountFen
    return found


@pytest.mark.parametrize("partly", [False, True])
def test_r09_pledges_not_received(town: Graph, rows: Rows, day: date, partly: bool) -> None:
    end, donations = end_of(day), ids(rows, "Donation")
    kept = {
        d.id
        for d in donations.values()
        if d.receivedAt <= end and not (d.refundedAt and d.refundedAt <= end)
    }
    settled: Counter[str] = Counter()
    for relationship in rows["Settles"]:
        if relationship.start in kept:
            settled[relationship.end] += relationship.fen
    who = {relationship.end: relationship.start for relationship in rows["Pledged"]}
    settling = {relationship.start for relationship in rows["Settles"]}
    beside: Counter[str] = Counter()
    for relationship in rows["Gave"]:
        if relationship.end in kept - settling:
            beside[relationship.start] += donations[relationship.end].amountFen
    expected = {
        pledge.id: (who[pledge.id], pledge.amountFen, settled[pledge.id], beside[who[pledge.id]])
        for pledge in rows["Pledge"]
        if pledge.pledgedAt <= end < pledge.endedAt
        and (not settled[pledge.id] or (partly and settled[pledge.id] < pledge.amountFen))
    }
    answer = ask(town, "reports/money/pledged_unpaid", as_of=day, partly=partly)
    columns = ("organisation_id", "amount", "received", "given_otherwise")
    assert {r["pledge_id"]: tuple(r[name] for name in columns) for r in answer} == expected
    called = [r["organisation"] for r in answer]
    assert called == sorted(called)  # in order of name, not of how much is owed


def test_r21_the_trail_tells_shares_on_the_day_of_the_distribution(
    town: Graph, rows: Rows, day: date
) -> None:
    batches, into = (
        ids(rows, "ItemBatch"),
        {relationship.start: relationship.end for relationship in rows["Into"]},
    )
    bought = {relationship.end: relationship.start for relationship in rows["Bought"]}
    fund = {relationship.end: relationship.start for relationship in rows["Paid"]}
    giver = {relationship.end: relationship.start for relationship in rows["Gave"]}
    children = Counter(relationship.start for relationship in rows["DistributionTo"])
    given_in: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for relationship in rows["GivenIn"]:
        given_in[relationship.end][
            fund[bought[relationship.start]], batches[relationship.start].item
        ] += relationship.qty
    expected = {}
    for distribution in rows["Distribution"]:
        if distribution.at > end_of(day):
            continue
        for (pool, item), qty in given_in[distribution.id].items():
            shares: Counter[str] = Counter()
            for gift in gifts(rows, distribution.at):
                if into[gift.id] == pool:
                    shares[giver[gift.id]] += gift.amountFen
            for who, fen in shares.items():
                expected[distribution.id, pool, who, item] = (
                    fen,
                    shares.total(),
                    qty,
                    children[distribution.id],
                )
    answer = ask(town, "reports/money/trail", as_of=day)
    given = {
        (r["distribution_id"], r["fund_id"], r["organisation_id"], r["item"]): (
            r["given"],
            r["fund_received"],
            r["qty"],
            r["children"],
        )
        for r in answer
    }
    assert given == expected
    whole: dict[tuple[str, str], float] = defaultdict(float)
    for r in answer:
        assert r["share"] == pytest.approx(r["given"] / r["fund_received"])
        whole[r["distribution_id"], r["item"]] += r["share"]
    assert all(share == pytest.approx(1) for share in whole.values())


def test_one_giver_has_a_share_of_the_funds_it_gave_to(town: Graph, rows: Rows, day: date) -> None:
    into = {relationship.start: relationship.end for relationship in rows["Into"]}
    giver = {relationship.end: relationship.start for relationship in rows["Gave"]}
    kept = gifts(rows, end_of(day))
    trail, groups = ask(town, "reports/money/trail", as_of=day), groups_of(rows, day)
    for who in sorted({giver[gift.id] for gift in kept if gift.id in into})[::7]:
        own = [gift for gift in kept if giver.get(gift.id) == who and gift.id in into]
        funds = {into[gift.id] for gift in own}
        (row,) = ask(town, "reports/money/giver", as_of=day, organisation=who)
        assert row["given"] == sum(gift.amountFen for gift in own)
        group = next((one for one in GROUPS if one in groups[who]), "no_group")
        assert row["giver_group"] == (group if row["given"] else None)
        assert row["received"] == sum(g.amountFen for g in kept if into.get(g.id) in funds)
        assert row["share"] == pytest.approx(row["given"] / row["received"])
        used = {r["distribution_id"] for r in trail if r["fund_id"] in funds}
        assert row["distributions"] == len(used)


def test_r21_one_givers_trail_and_no_names_that_must_stay(
    town: Graph, rows: Rows, day: date
) -> None:
    whole = ask(town, "reports/money/trail", as_of=day)
    hidden = {gift.id for gift in rows["Donation"] if gift.publicity == "anonymous"}
    unnamed = {relationship.start for relationship in rows["Gave"] if relationship.end in hidden}
    for r in whole:
        assert (r["publicity"] == "anonymous") == (r["organisation_id"] in unnamed)
    for who in sorted({r["organisation_id"] for r in whole})[:2]:
        own = ask(town, "reports/money/trail", as_of=day, organisation=who)
        assert own == [r for r in whole if r["organisation_id"] == who]


def test_the_flow_into_the_fund_is_the_flow_out_of_it(town: Graph, rows: Rows, day: date) -> None:
    end, groups = end_of(day), groups_of(rows, day)
    giver = {relationship.end: relationship.start for relationship in rows["Gave"]}
    left: Counter[str] = Counter()
    for gift in gifts(rows, end):
        own = groups[giver[gift.id]] if gift.id in giver else None
        code = next((one for one in GROUPS if own and one in own), "no_group")
        left["not_recorded" if own is None else code] += gift.amountFen
    batches = ids(rows, "ItemBatch")
    when, right = ids(rows, "Purchase"), Counter[str]()
    for relationship in rows["Bought"]:
        if when[relationship.start].at <= end:
            batch = batches[relationship.end]
            right[batch.item] += batch.qty * batch.unitFen
    spent = paid(rows, end).total()
    right["other_spending"] = spent - right.total()
    right["balance"] = left.total() - spent
    answer = ask(town, "reports/money/flow", as_of=day)
    assert {r["source"]: r["value"] for r in answer if r["level"] == 1} == +left
    assert {r["target"]: r["value"] for r in answer if r["level"] == 2} == +right
    assert +left == left
    assert left.total() == (+right).total()


@pytest.mark.parametrize("days", [90, 30])
def test_r23_balances_not_disclosed(town: Graph, rows: Rows, day: date, days: int) -> None:
    end, expected = end_of(day), {}
    for project, r in disclosed(rows, day).items():
        funds = [relationship.start for relationship in rows["Of"] if relationship.end == project]
        got, gone = received(rows, end), paid(rows, end)
        balance = sum(got[fund] - gone[fund] for fund in funds)
        since = (day - max(r["days"], default=r["opened"])).days
        if balance > 0 and since > days:
            expected[project] = (balance, len(r["days"]), since)
    answer = ask(town, "reports/money/undisclosed", as_of=day, days=days)
    given = {r["project_id"]: (r["balance"], r["disclosures"], r["days_since"]) for r in answer}
    assert given == expected


def disclosed(rows: Rows, day: date) -> dict[str, dict[str, Any]]:
    """For each project with a fund: its opening, end, and the days of its disclosures."""
    of, about = (
        defaultdict(list),
        {relationship.start: relationship.end for relationship in rows["AboutProject"]},
    )
    for relationship in rows["Of"]:
        of[relationship.end].append(relationship.start)
    funds, projects, found = ids(rows, "Fund"), ids(rows, "Project"), {}
    for project, some in of.items():
        opened = [day_of(funds[f].openedAt) for f in some if funds[f].openedAt <= end_of(day)]
        if not opened:
            continue
        told = [
            one
            for one in rows["Disclosure"]
            if about[one.id] == project and one.publishedAt <= end_of(day)
        ]
        ended = projects[project].endAt
        found[project] = {
            "opened": min(opened),
            "ended": day_of(ended) if ended and ended <= end_of(day) else None,
            "days": sorted(day_of(one.publishedAt) for one in told),
            "full": min(
                (day_of(d.publishedAt) for d in told if d.kind == "full_account"), default=None
            ),
            "corrections": sum(one.kind == "correction" for one in told),
        }
    return found


@pytest.mark.parametrize("days", [92, 400])
def test_r31_disclosures_on_time(town: Graph, rows: Rows, day: date, days: int) -> None:
    expected = {}
    for project, r in disclosed(rows, day).items():
        stops = [r["opened"], *r["days"], day]
        gap = max((b - a).days for a, b in pairwise(stops))
        limit = r["ended"] + timedelta(days=days) if r["ended"] else None
        full: bool | None = None
        if limit is not None and (r["full"] or limit < day):
            full = r["full"] is not None and r["full"] <= limit
        expected[project] = (
            gap,
            r["corrections"],
            gap <= days,
            full,
            gap <= days and full is not False,
        )
    answer = ask(town, "reports/money/disclosures", as_of=day, days=days)
    columns = ("longest_gap", "corrections", "regular", "full_in_time", "on_time")
    assert {r["project_id"]: tuple(r[name] for name in columns) for r in answer} == expected
    if days == 92:
        (rate,) = ask(town, "reports/money/disclosed_on_time", as_of=day)
        good = sum(facts[-1] for facts in expected.values())
        assert (rate["on_time"], rate["projects"]) == (good, len(expected))
        assert rate["rate"] == (pytest.approx(good / len(expected)) if expected else None)


def test_money_by_month(town: Graph, rows: Rows, day: date) -> None:
    into, moves = {relationship.start for relationship in rows["Into"]}, Counter[tuple[str, str]]()
    for gift in rows["Donation"]:
        if gift.id in into and gift.kind == "money":
            for at, sign in ((gift.receivedAt, 1), (gift.refundedAt, -1)):
                if at and at <= end_of(day):
                    moves[f"{day_of(at):%Y-%m}", "received"] += sign * gift.amountFen
    when = ids(rows, "Purchase")
    for relationship in rows["Paid"]:
        if when[relationship.end].at <= end_of(day):
            moves[f"{day_of(when[relationship.end].at):%Y-%m}", "spent"] += relationship.fen
    answer = ask(town, "reports/money/by_month", as_of=day, months=30)
    assert len(answer) == 90
    given = {(r["month"], r["move"]): r["fen"] for r in answer}
    assert {key: n for key, n in given.items() if n and key[1] != "balance"} == {
        key: n for key, n in moves.items() if n
    }
    last = max(month for month, _ in given)
    assert last == f"{day:%Y-%m}"
    for month in {month for month, _ in given}:
        sums = [
            sum(n for (at, move), n in moves.items() if at <= month and move == which)
            for which in ("received", "spent")
        ]
        assert given[month, "balance"] == sums[0] - sums[1]

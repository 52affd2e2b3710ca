"""The traps that numbers on wishes and money fall into, each in a graph of a few things."""

from few import Rows, at, claim, day, handover, load, people, wish
from truth import CATALOGUE, ask, runner_of

from cypher.check.expectations import expectations
from cypher.nothing import is_nothing
from graph.client import Graph


def claimed_twice() -> list[Rows]:
    """Claimed by one, cancelled, claimed by another who fulfils it."""
    return [
        wish(
            "W-1",
            ("SUBMITTED", at(0)),
            ("PUBLISHED", at(2)),
            ("CLAIMED", at(5)),
            ("PUBLISHED", at(10)),
            ("CLAIMED", at(12)),
            ("FULFILLED", at(15)),
        ),
        claim("CL-1", "ORG-1", "W-1", at(5), at(10), "CANCELLED"),
        claim("CL-2", "ORG-2", "W-1", at(12), at(15), "FULFILLED"),
        handover("HO-1", "CL-2", at(15)),
    ]


def test_a_wish_claimed_twice_is_one_claimed_wish(graph: Graph) -> None:
    load(graph, people(), *claimed_twice())
    (rate,) = ask(graph, "reports/overview/claim_rate", as_of=day(20))
    assert (rate["published"], rate["claimed"], rate["fulfilled"]) == (1, 1, 1)
    assert rate["claim_rate"] == 1.0
    steps = ask(graph, "reports/wishes/funnel", as_of=day(20), months=1)
    counted = {row["step"]: row["wishes"] for row in steps}
    assert counted == {
        "SUBMITTED": 1,
        "PUBLISHED": 1,
        "CLAIMED": 1,
        "FULFILLED": 1,
        "CLOSED": 0,
        "REJECTED": 0,
        "REFERRED": 0,
    }


def test_a_wish_given_back_is_open_again_and_as_old_as_before(graph: Graph) -> None:
    load(graph, people(), *claimed_twice())
    assert ask(graph, "reports/overview/oldest_open", as_of=day(9)) == []
    (row,) = ask(graph, "reports/overview/oldest_open", as_of=day(11))
    assert (row["wish_id"], row["days_open"], row["site"]) == ("W-1", 9, "旧站")
    (unclaimed,) = ask(graph, "reports/wishes/unclaimed", as_of=day(11), days=8)
    assert unclaimed["days_open"] == 9
    assert ask(graph, "reports/wishes/unclaimed", as_of=day(11), days=9) == []


def test_support_that_came_to_nothing_is_not_support(graph: Graph) -> None:
    load(graph, people(), *claimed_twice())
    by_day = {
        n: [
            (r["supporter_id"], r["site"], r["wishes"], r["fulfilled"])
            for r in ask(graph, "reports/support/matrix", as_of=day(n))
        ]
        for n in (4, 6, 11, 13, 20)
    }
    assert by_day == {
        4: [],
        6: [("ORG-1", "旧站", 1, 0)],
        11: [],
        13: [("ORG-2", "旧站", 1, 0)],
        20: [("ORG-2", "旧站", 1, 1)],
    }


def test_the_site_is_where_the_rider_was_when_raising(graph: Graph) -> None:
    load(graph, people(), *claimed_twice())
    never = ask(graph, "reports/support/never_supported", as_of=day(20))
    assert [(r["site"], r["riders"], r["wishes"]) for r in never] == [("新站", 1, 0)]
    flows = ask(graph, "reports/overview/support_flow", as_of=day(20))
    assert [(r["source"], r["target"]) for r in flows] == [
        ("two_new", "no_station"),
        ("no_station", "旧站"),
    ]


def test_an_organisation_in_two_groups_is_one_organisation(graph: Graph) -> None:
    load(graph, people(), *claimed_twice())
    (answer,) = ask(graph, "reports/overview/organisations", as_of=day(20))
    assert answer == {"recorded": 2, "regional": 1, "two_new": 2, "village_neighbourhood": 0}
    groups = {
        r["group"]: (r["supporters"], r["claimed"], r["fulfilled"])
        for r in ask(graph, "reports/wishes/rates_by_group", as_of=day(20))
    }
    assert groups == {"regional": (1, 1, 0), "two_new": (2, 1, 1), "total": (2, 1, 1)}


def test_a_day_ends_at_midnight_in_shanghai_and_the_last_day_of_a_relationship_does_not_count(
    graph: Graph,
) -> None:
    late = wish("W-1", ("PUBLISHED", at(0, 23, 59)))
    early = wish("W-2", ("PUBLISHED", at(1, 0, 0)))
    load(graph, people(), late, early)
    opened = [
        ask(graph, "reports/overview/open_wishes", as_of=day(n))[0]["recorded"] for n in (-1, 0, 1)
    ]
    assert opened == [0, 1, 2]
    ages = ask(graph, "reports/overview/oldest_open", as_of=day(1))
    assert [(r["wish_id"], r["days_open"]) for r in ages] == [("W-1", 1), ("W-2", 0)]
    (riders,) = ask(graph, "reports/overview/riders", as_of=day(1))
    assert riders["recorded"] == 1


def test_a_claim_is_late_from_the_day_after_its_due_day(graph: Graph) -> None:
    life = wish("W-1", ("PUBLISHED", at(0)), ("CLAIMED", at(1)))
    load(graph, people(), life, claim("CL-1", "ORG-1", "W-1", at(1), None, "ACTIVE"))
    assert ask(graph, "reports/wishes/overdue", as_of=day(6)) == []
    (row,) = ask(graph, "reports/wishes/overdue", as_of=day(7))
    assert (row["claim_id"], row["days_late"], row["claimant"]) == ("CL-1", 1, "甲支部")


def test_the_articles_wish_is_outside_every_rate(graph: Graph) -> None:
    article = {"id": "W-0", "title": "冰箱", "category": "home_appliance", "kind": "goods"} | {
        "status": "FULFILLED",
        "provenance": "article",
    }
    load(graph, people(), {"Wish": [article]}, wish("W-1", ("PUBLISHED", at(0))))
    (rate,) = ask(graph, "reports/overview/claim_rate", as_of=day(9))
    assert (rate["published"], rate["claimed"], rate["fulfilled"]) == (1, 0, 0)
    assert rate["claim_rate"] == 0.0
    assert rate["fulfilled_of_claimed"] is None


def test_pledges_and_gifts_do_not_multiply_one_another(graph: Graph) -> None:
    pledges = [
        {"id": f"PL-{n}", "amountFen": 1000 * n, "pledgedAt": at(0), "status": "PAID"}
        for n in (1, 2)
    ]
    waived = {"id": "PL-3", "amountFen": 9000, "pledgedAt": at(0), "status": "WAIVED"}
    gift = {"kind": "money", "purpose": "助学", "status": "RECEIVED", "receivedAt": at(2)}
    fund = {"name": "专款", "purpose": "助学", "status": "OPEN", "openedAt": at(0)}
    load(
        graph,
        people(),
        {
            "Project": [{"id": "PRJ-1", "name": "倡议", "kind": "appeal"}],
            "Fund": [{"id": "FUND-1", **fund}],
            "Of": [{"start": "FUND-1", "end": "PRJ-1"}],
            "Pledge": [*pledges, waived | {"endedAt": at(5)}],
            "PledgeTo": [{"start": f"PL-{n}", "end": "PRJ-1"} for n in (1, 2, 3)],
            "Donation": [
                {"id": "DON-1", "amountFen": 1000, **gift},
                {"id": "DON-2", "amountFen": 1500, **gift},
                {"id": "DON-3", "amountFen": 400, **gift}
                | {"status": "REFUNDED", "refundedAt": at(6)},
            ],
            "Into": [{"start": f"DON-{n}", "end": "FUND-1"} for n in (1, 2, 3)],
            "Gave": [{"start": f"ORG-{min(n, 2)}", "end": f"DON-{n}"} for n in (1, 2, 3)],
            "Settles": [
                {"start": "DON-1", "end": "PL-1", "fen": 1000},
                {"start": "DON-2", "end": "PL-2", "fen": 1500},
            ],
            "Purchase": [
                {"id": f"PUR-{n}", "at": at(7 + n), "supplier": "书店", "totalFen": 300}
                for n in (1, 2)
            ],
            "Paid": [{"start": "FUND-1", "end": f"PUR-{n}", "fen": 300} for n in (1, 2)],
        },
    )
    wanted = ("pledged", "paid_of_pledged", "received", "refunded", "spent", "balance", "givers")
    by_day = {
        n: tuple(ask(graph, "reports/money/account", as_of=day(n))[0][name] for name in wanted)
        for n in (1, 3, 6, 8, 9)
    }
    assert by_day == {
        1: (12000, 0, 0, 0, 0, 0, 0),
        3: (12000, 2500, 2900, 0, 0, 2900, 2),
        6: (3000, 2500, 2500, 400, 0, 2500, 2),
        8: (3000, 2500, 2500, 400, 300, 2200, 2),
        9: (3000, 2500, 2500, 400, 600, 1900, 2),
    }


def test_an_empty_graph_has_zeros_and_no_rates(graph: Graph) -> None:
    runner = runner_of(graph)
    for saved in CATALOGUE.of("reports"):
        if saved.id.startswith("reports/records/"):
            continue  # of one thing, and there is none
        table = runner.run_whole(saved)
        assert expectations(saved, table) == [], saved.id
        if saved.header.view.kind == "number":
            (row,) = table.dicts()
            assert all(value == 0 or is_nothing(value) for value in row.values()), saved.id
            assert row.get("recorded", 0) == 0
            assert is_nothing(row.get("claim_rate"))

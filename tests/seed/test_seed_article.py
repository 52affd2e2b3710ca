"""The article's 71 facts: all there, with their hedges and ranges, and nothing personal."""

import pytest

from graph.model import NODES, RELATIONSHIPS
from seed import article

PERSONAL = [f"F{n}" for n in range(45, 51)]
COUNTED = {
    "F02": ("reports/overview/sites", 19, "exact"),
    "F03": ("reports/overview/riders", 500, "约"),
    "F19": ("reports/overview/stations_worker", 6, "exact"),
    "F20": ("reports/overview/stations_red", 6, "exact"),
    "F21": ("reports/overview/stations_outdoor", 3, "exact"),
    "F58": ("reports/overview/responders_regional", 20, "exact"),
    "F59": ("reports/overview/responders_two_new", 23, "exact"),
    "F60": ("reports/overview/responders_village", 33, "exact"),
    "F62": ("reports/overview/donations_received", 80_000, "余"),
}


@pytest.fixture(scope="module")
def rows():
    return article.rows()


@pytest.fixture(scope="module")
def facts(rows):
    return {row["id"]: row for row in rows["SourceClaim"]}


def test_every_row_is_what_the_model_takes(rows):
    for kind, them in rows.items():
        for row in them:
            (NODES | RELATIONSHIPS)[kind].model_validate(row)
            assert row["provenance"] == "article"


def test_all_facts_are_there_once_from_one_document(rows, facts):
    assert sorted(facts) == [f"F{n:02d}" for n in range(1, 72)]
    assert [row["id"] for row in rows["SourceDocument"]] == ["DOC-0001"]
    assert sorted(row["start"] for row in rows["FromDocument"]) == sorted(facts)


def test_every_fact_describes_something_of_the_article(rows, facts):
    own = {row["id"] for kind in NODES for row in rows.get(kind, ())}
    assert {row["start"] for row in rows["Describes"]} == set(facts)
    assert {row["end"] for row in rows["Describes"]} <= own


@pytest.mark.parametrize("fact", sorted(COUNTED))
def test_a_count_names_the_report_that_counts_the_same(facts, fact):
    row = facts[fact]
    assert (row["countedBy"], row["value"], row["qualifier"]) == COUNTED[fact]


def test_hedges_and_ranges(facts):
    assert "min" not in facts["F03"]
    assert "max" not in facts["F03"]
    assert (facts["F62"]["min"], facts["F62"]["max"]) == (80_000, 90_000)
    assert facts["F62"]["maxExclusive"]
    assert "value" not in facts["F17"]  # several: neither 0 nor 3
    assert (facts["F17"]["qualifier"], facts["F21"]["measureWord"]) == ("若干", "家")


def test_personal_facts_hold_no_text_and_no_number(facts):
    words = ("父", "妹", "病", "岁", "糖尿", "心脏", "费用", "小孙", "租")
    for fact in facts.values():
        assert not [word for word in words if word in fact["textZh"]], fact
    for id in PERSONAL:
        assert not {"value", "min", "max"} & set(facts[id])


def test_the_articles_wish_is_fulfilled_by_nobody_known_at_no_known_time(rows):
    (wish,) = rows["Wish"]
    assert (wish["status"], wish["needReason"]) == ("FULFILLED", "family_medical_burden")
    assert not {"submittedAt", "publishedAt", "closedAt"} & set(wish)
    assert not {"Claim", "WishEvent", "Handover", "WorksAt"} & set(rows)

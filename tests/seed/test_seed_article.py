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

PARAGRAPHS = {
    1: ("F05", "F12"),
    2: ("F01-F04", "F08-F11", "F13-F17"),
    3: ("F18-F31",),
    4: ("F06", "F34-F37"),
    5: ("F32-F33", "F38-F41"),
    6: ("F42-F44",),
    7: ("F07", "F45-F54"),
    8: ("F55-F65",),
    10: ("F66-F68",),
    11: ("F69-F71",),
}
"""Which facts stand in which paragraph, counted in the article's text; the ninth holds none."""


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


def test_each_fact_names_the_paragraph_that_it_stands_in(facts):
    counted = {}
    for paragraph, spans in PARAGRAPHS.items():
        for span in spans:
            first, _, last = span.partition("-")
            for n in range(int(first[1:]), int((last or first)[1:]) + 1):
                counted[f"F{n:02d}"] = paragraph
    assert {id: row["paragraph"] for id, row in facts.items()} == counted


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

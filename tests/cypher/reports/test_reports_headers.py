"""What every saved report must say of itself: its question, its words, its past, its readers."""

import re
from datetime import date

import pytest
from truth import CATALOGUE, ask, runner_of

from cypher.file.parse import SavedStatement
from cypher.words import words
from graph.client import Graph

REPORTS = [
    saved for saved in CATALOGUE.of("reports") if not saved.id.startswith("reports/records/")
]
FILES = [*REPORTS, *CATALOGUE.of("choices"), *CATALOGUE.of("checks")]
HALF_WIDTH = re.compile(r"[一-鿿”’][,;:?!()]|[,;:?!()][一-鿿“‘]|[一-鿿]\.(?![\w])")
NOT_PUBLIC = {"R09", "R10", "R18", "R19", "R20", "R26", "R28", "R29"}
"""Questions whose answers name who gave nothing, or few people: never for the public."""


def test_every_question_of_the_domain_has_its_report():
    asked = {saved.header.question for saved in REPORTS}
    assert {f"R{n:02d}" for n in range(1, 35)} <= asked


@pytest.mark.parametrize("saved", FILES, ids=lambda saved: saved.id)
def test_words_are_in_both_languages_and_punctuated_as_each_is_written(saved: SavedStatement):
    header = saved.header
    told = [header.title, header.about, header.definition, header.no_past, header.message]
    told += [column.label for column in header.columns.values()]
    told += [parameter.label for parameter in header.parameters.values()]
    for text in (one for one in told if one is not None):
        assert re.search(r"[一-鿿]", text.zh), text.zh
        assert not HALF_WIDTH.search(text.zh), text.zh
        assert not re.search(r"[一-鿿，。；：（）]", text.en), text.en
        if text is header.about or text is header.definition or text is header.no_past:
            assert text.zh.endswith("。")
            assert text.en.endswith(".")


@pytest.mark.parametrize("saved", REPORTS, ids=lambda saved: saved.id)
def test_a_report_says_what_it_counts_and_as_of_when(saved: SavedStatement):
    header = saved.header
    assert header.definition is not None
    # One report says of everything what it rests on, and so rests on nothing of its own.
    assert header.rests_on or saved.id == "reports/sources/kinds_of_data"
    assert header.expect.columns == tuple(header.columns)
    # A number that takes no day says that what it counts keeps no past.
    assert "as_of" in header.parameters or header.no_past is not None


@pytest.mark.parametrize("saved", REPORTS, ids=lambda saved: saved.id)
def test_what_could_shame_or_single_out_is_not_public(saved: SavedStatement):
    header = saved.header
    if header.question in NOT_PUBLIC:
        assert "public" not in header.audience
    if "public" in header.audience:
        people = [name for name, column in header.columns.items() if column.unit == "person"]
        assert not people or header.privacy.small_cell == 5 or header.view.kind == "number"


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2024, 2, 15)], ids=str)
def test_every_code_that_is_shown_has_its_words(town: Graph, day: date):
    known = words()
    for saved in REPORTS:
        header = saved.header
        given = {"as_of": day} if "as_of" in header.parameters else {}
        rows = ask(town, saved.id, **given)
        for name, column in header.columns.items():
            if column.words is None or header.view.kind in ("sankey", "layers"):
                continue
            codes = {
                str(one)
                for row in rows
                for one in (row[name] if isinstance(row[name], list) else [row[name]])
                if one is not None
            }
            assert codes <= known[column.words].keys() | (column.values or {}).keys(), saved.id


def test_every_choice_of_a_parameter_has_its_words():
    known = words()
    for saved in REPORTS:
        for name, parameter in saved.header.parameters.items():
            if parameter.values is not None:
                assert parameter.words is not None, (saved.id, name)
                assert set(parameter.values) <= known[parameter.words].keys(), (saved.id, name)


def test_no_report_scans_everything_or_multiplies_without_a_reason(town: Graph):
    runner = runner_of(town)
    for saved in REPORTS:
        operators, accepts = runner.plan(saved).operators, saved.header.accepts
        assert "AllNodesScan" not in operators or accepts.all_nodes_scan, saved.id
        assert "CartesianProduct" not in operators or accepts.cartesian_product, saved.id

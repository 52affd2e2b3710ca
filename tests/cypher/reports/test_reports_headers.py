"""What every saved report must say of itself: its question, its words, its past, its readers."""

import re
from datetime import date

import pytest
from truth import CATALOGUE, ask, runner_of

from cypher.file.parse import SavedStatement
from cypher.header import Words
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


def texts(saved: SavedStatement) -> list[Words]:
    """Every text of a header, in both languages."""
    header = saved.header
    found = [header.title, header.about, header.definition, header.no_past, header.message]
    found += [column.label for column in header.columns.values()]
    found += [parameter.label for parameter in header.parameters.values()]
    return [text for text in found if text is not None]


def test_words_are_in_both_languages_and_punctuated_as_each_is_written():
    wrong = []
    for saved in FILES:
        header = saved.header
        sentences = (header.about, header.definition, header.no_past)
        for text in texts(saved):
            chinese = re.search(r"[一-鿿]", text.zh) and not HALF_WIDTH.search(text.zh)
            english = not re.search(r"[一-鿿，。；：（）]", text.en)
            whole = text not in sentences or (text.zh.endswith("。") and text.en.endswith("."))
            if not (chinese and english and whole):
                wrong.append(f"{saved.id}: {text.zh} / {text.en}")
    assert wrong == []


def test_a_report_says_what_it_counts_and_as_of_when():
    wrong = []
    for saved in REPORTS:
        header = saved.header
        if header.definition is None:
            wrong.append(f"{saved.id}: no definition")
        # One report says of everything what it rests on, and so rests on nothing of its own.
        if not header.rests_on and saved.id != "reports/sources/kinds_of_data":
            wrong.append(f"{saved.id}: rests on nothing")
        if header.expect.columns != tuple(header.columns):
            wrong.append(f"{saved.id}: expects other columns")
        # A number that takes no day says that what it counts keeps no past.
        if "as_of" not in header.parameters and header.no_past is None:
            wrong.append(f"{saved.id}: neither as_of nor no_past")
    assert wrong == []


def test_what_could_shame_or_single_out_is_not_public():
    wrong = []
    for saved in REPORTS:
        header = saved.header
        if "public" not in header.audience:
            continue
        if header.question in NOT_PUBLIC:
            wrong.append(f"{saved.id}: {header.question} is never for the public")
        people = [name for name, column in header.columns.items() if column.unit == "person"]
        if people and header.privacy.small_cell != 5:
            wrong.append(f"{saved.id}: {people} without small_cell")
    assert wrong == []


NAMES = "actor"
"""Who did something: a code for what is no account, else the account's name."""


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2024, 2, 15)], ids=str)
def test_every_code_that_is_shown_has_its_words(town: Graph, day: date):
    known = words()
    for saved in REPORTS:
        header = saved.header
        given = {"as_of": day} if "as_of" in header.parameters else {}
        rows = ask(town, saved.id, **given)
        for name, column in header.columns.items():
            if column.words in (None, NAMES) or header.view.kind in ("sankey", "layers"):
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

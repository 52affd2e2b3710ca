"""A file's own test on the live graph: what it expects, and what it finds."""

import pytest

from cypher.check.runner import CheckResult, check, check_one
from cypher.errors import BrokenFile
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from graph.client import Graph

ROWS = (
    "UNWIND [['a', 1, 2], ['b', 2, 3], ['b', 2, null]] AS r RETURN r[0] AS k, r[1] AS n, r[2] AS m"
)


def saved(statement: str, header: str = "", *, id: str = "reports/x") -> SavedStatement:
    lines = ["title: {zh: 甲, en: A}", "about: {zh: 甲, en: A}", *header.splitlines()]
    text = "".join(["// ---\n", *(f"// {line}\n" for line in lines), "// ---\n", statement])
    return parse(text.encode(), id, f"own/{id}.cypher", "own")


def results(graph: Graph, one: SavedStatement) -> list[CheckResult]:
    return check_one(Runner(graph, Catalogue({one.id: one})), one)


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("{columns: [k, n]}", "the columns should be k, n; they are k, n, m"),
        ("{unique: [k]}", "k repeats in 1 cases, such as 'b'"),
        ("{unique: [k, n]}", "k, n repeats in 1 cases"),
        ("{not_null: [k, m]}", "m is empty in 1 rows"),
        ("{min_rows: 4}", "at least 4 rows are expected; there are 3"),
        ("{max_rows: 2}", "at most 2 rows are expected"),
        ("{sum_equals: {n: 6}}", "the sum of n should be 6; it is 5"),
        ("{sum_equals: {n: k}}", "the sum of n should be 0 (k); it is 5"),
        ("{not_null: [kk]}", "it returns no column kk. Did you mean k?"),
    ],
)
def test_an_expectation_that_fails_is_told_with_its_line(graph: Graph, expect: str, said: str):
    [result] = results(graph, saved(ROWS, f"expect: {expect}"))
    assert (result.kind, result.ok) == ("expectation", False)
    assert result.en.startswith("own/reports/x.cypher:4: ")
    assert said in result.en
    assert result.zh.startswith("own/reports/x.cypher:4：")


@pytest.mark.parametrize(
    "expect",
    [
        "{columns: [k, n, m], not_null: [k, n], min_rows: 3, max_rows: 3}",
        "{sum_equals: {n: 5}}",
        "{sum_equals: {m: n}}",
        "{}",
    ],
)
def test_an_expectation_that_holds(graph: Graph, expect: str):
    assert results(graph, saved(ROWS, f"expect: {expect}")) == [
        CheckResult("reports/x", "expectation", True)
    ]


def test_a_declared_column_that_is_not_returned(graph: Graph):
    [result] = results(
        graph, saved("RETURN 1 AS wishes", "columns: {wish: {label: {zh: 愿, en: W}}}")
    )
    assert "it returns no column wish. Did you mean wishes?" in result.en


def counting(rows: str) -> SavedStatement:
    column = (
        f"columns:\n  n: {{label: {{zh: 件, en: N}}, unit: count, rows: {{report: listed{rows}}}}}"
    )
    return saved("RETURN 3 AS n", column, id="reports/counting")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "own/reports/counting.cypher:5: n of row 1 is 3, but reports/listed has 2."),
        (", adds: size", None),
    ],
)
def test_a_number_of_ones_own_whose_rows_are_others(graph: Graph, rows: str, said: str | None):
    listed = saved("UNWIND [1, 2] AS size RETURN size", id="reports/listed")
    one = counting(rows)
    found = check_one(Runner(graph, Catalogue({it.id: it for it in (one, listed)})), one)
    assert [result.en for result in found if not result.ok] == ([said] if said else [])


def test_a_check_with_rows_says_its_sentence_and_names_the_first(graph: Graph):
    header = "message: {zh: 只能有一个。, en: Only one may be.}"
    one = saved("UNWIND range(1, 7) AS n RETURN 'W-' + n AS id", header, id="checks/x")
    [result] = results(graph, one)
    assert (result.ok, result.kind, result.rows) == (False, "check", 7)
    assert result.en == "Only one may be. (7: W-1, W-2, W-3, W-4, W-5…)"
    assert "W-1" in result.zh
    [sound] = results(graph, saved("UNWIND [] AS n RETURN n", header, id="checks/x"))
    assert sound.ok


def test_a_test_sees_what_audiences_do_not(graph: Graph):
    one = saved(
        "RETURN 1 AS n, 2 AS m",
        "audience: [public]\ncolumns: {n: {label: {zh: 数, en: N}}, m: {label: {zh: 数, en: M}}}\n"
        "privacy: {hide: {public: [m]}}\nexpect: {columns: [n, m]}",
    )
    assert [result.ok for result in results(graph, one)] == [True]


def test_what_is_not_admitted_and_what_fails_are_results_and_no_exceptions(graph: Graph):
    [refused] = results(graph, saved("MATCH (n:Wish) DETACH DELETE n"))
    assert (refused.kind, refused.ok) == ("admission", False)
    [failed] = results(graph, saved("RETURN 1 / 0 AS n"))
    assert (failed.kind, failed.ok) == ("expectation", False)
    [doubted] = results(graph, saved("MATCH (n:Wihs) RETURN n.id AS id"))
    assert (doubted.kind, doubted.ok) == ("warning", False)
    assert "Did you mean Wish?" in doubted.en


def test_a_parameter_without_a_default_is_admitted_only(graph: Graph):
    one = saved("RETURN $n AS n", "parameters: {n: {type: integer, label: {zh: 数, en: N}}}")
    assert results(graph, one) == [CheckResult("reports/x", "admission", True)]


def test_broken_files_come_first_and_take_nothing_with_them(graph: Graph):
    broken = BrokenFile("own/reports/y.cypher", 3, "坏了。", "it is broken.")
    one = saved("RETURN 1 AS n")
    found = check(Runner(graph, Catalogue({one.id: one}, (broken,))))
    assert [(result.kind, result.ok) for result in found] == [
        ("file", False),
        ("expectation", True),
    ]
    assert found[0].en == "own/reports/y.cypher:3: it is broken."

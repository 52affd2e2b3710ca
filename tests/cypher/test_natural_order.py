"""第2号 before 第10号: what a statement sorts by its own ORDER BY, and what a reader sorts by a column."""

import pytest

from cypher.file.parse import parse
from cypher.library.catalogue import Catalogue
from cypher.natural_order import in_natural_order, natural_key
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph

HEAD = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\n"
ROWS = """UNWIND [['第10号', 2], ['第2号', 1], ['第2号', 3], [null, 9], ['第1号', 0]] AS r
RETURN r[0] AS name, r[1] AS n """


def shown(graph: Graph, statement: str) -> list[tuple[object, ...]]:
    saved = parse((HEAD + statement).encode(), "reports/x", "own/x.cypher", "own")
    table = Runner(graph, Catalogue({saved.id: saved})).run(saved, reader=LOCAL)
    return list(table.rows)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("ORDER BY name, n", [0, 1, 3, 2, 9]),
        ("ORDER BY name, n DESC", [0, 3, 1, 2, 9]),
        ("ORDER BY name DESC, n", [9, 2, 1, 3, 0]),
        ("ORDER BY name ASCENDING, n SKIP 0 LIMIT 5", [0, 1, 3, 2, 9]),
        ("ORDER BY n, name", [0, 1, 2, 3, 9]),
        ("ORDER BY `name`, n // by name", [0, 1, 3, 2, 9]),
        ("ORDER BY toUpper(name), n", [2, 0, 1, 3, 9]),  # an expression: as the server does
    ],
)
def test_names_are_sorted_by_their_numbers(graph: Graph, order: str, numbers: list[int]):
    assert [row[1] for row in shown(graph, ROWS + order)] == numbers


def test_what_is_sorted_inside_and_not_at_the_end_keeps_its_order(graph: Graph):
    inside = "CALL () { UNWIND ['第10号', '第2号'] AS name RETURN name ORDER BY name DESC }"
    assert [row[0] for row in shown(graph, f"{inside} RETURN name")] == ["第2号", "第10号"]


def test_rows_that_are_not_told_apart_stay_as_they_came():
    rows = [("b", 2.5), ("b", "x"), ("a10", None), ("a9", True)]
    by = "RETURN 1 AS t, 2 AS v ORDER BY t, v"
    assert in_natural_order(by, ["t", "v"], rows) == [rows[3], rows[2], rows[0], rows[1]]


def test_numbers_within_texts_count_as_numbers():
    names = ["第10号", "第2号", "第２号", "3", "03", "站", "第2号楼10层", "第2号楼9层"]
    assert sorted(names, key=natural_key) == [
        "03", "3", "站", "第2号", "第２号", "第2号楼9层", "第2号楼10层", "第10号"
    ]  # fmt: skip

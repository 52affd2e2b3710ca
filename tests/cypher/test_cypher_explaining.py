"""A plan in plain words: from the server's own plans, on both lines."""

import pytest

from cypher.admission.admit import admit, replanned
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.run.plan_words import explained
from cypher.run.runner import Runner
from graph.client import Graph


def saved(statement: str, header: str = "") -> SavedStatement:
    lines = ["title: {zh: 甲, en: A}", "about: {zh: 甲, en: A}", *header.splitlines()]
    text = "".join(["// ---\n", *(f"// {line}\n" for line in lines), "// ---\n", statement])
    return parse(text.encode(), "reports/x", "own/reports/x.cypher", "own")


def said(graph: Graph, one: SavedStatement, lang: str) -> list[str]:
    admit(graph, one)
    return [words.get(lang) for words in explained(one, replanned(graph, one)).sentences]


@pytest.mark.parametrize(
    ("statement", "zh", "en"),
    [
        ("MATCH (w:Wish) RETURN w.id AS id", "读出全部微心愿（Wish）", "it reads every Wish"),
        (
            "MATCH (w:Wish {id: 'W-000001'}) RETURN w.title AS title",
            "按 id 直接找到微心愿（Wish）",
            "it finds Wish by its id",
        ),
        (
            "MATCH (e:WishEvent) USING INDEX e:WishEvent(toStatus, until)"
            " WHERE e.toStatus = 'CLAIMED' AND e.until > datetime() RETURN e.id AS id",
            "用流转记录（WishEvent）的 toStatus、until 索引查找",
            "it looks up WishEvent in the index on toStatus, until",
        ),
        ("MATCH (w:Wish) RETURN count(*) AS n", "已有的计数", "a count that the server keeps"),
        ("CALL db.labels() YIELD label RETURN label", "调用 db.labels", "it calls db.labels"),
        ("RETURN 1 AS n", "不从图中读取", "reads nothing from the graph"),
    ],
)
def test_where_a_statement_begins(town: Graph, statement: str, zh: str, en: str):
    assert zh in said(town, saved(statement), "zh")[0]
    assert en in said(town, saved(statement), "en")[0]


def test_each_node_that_is_read_is_named_once_with_what_is_expected(
    town: Graph, seed_rows: dict[str, list[dict[str, object]]]
):
    one = saved("MATCH (w:Wish) RETURN w.id AS id UNION ALL MATCH (w:Wish) RETURN w.id AS id")
    found = said(town, one, "en")
    wishes = len(seed_rows["Wish"])
    assert found == [
        f"First, it reads every Wish: about {wishes}.",
        f"Rows expected in the answer: {2 * wishes}.",
        "Its limits: 1,000 rows, 5 seconds.",
    ]


def test_scans_and_products_are_warned_of_and_a_reason_is_told(town: Graph):
    scan = saved("MATCH (n) RETURN count(n.id) AS n")
    assert "It reads every node of the graph. On much data this is slow." in said(town, scan, "en")
    pairs = "MATCH (a:Wish), (b:Rider) RETURN a.id AS a, b.id AS b"
    [warned] = explained(saved(pairs), replanned(town, saved(pairs))).warnings
    assert warned.zh == "把两边逐一配对（笛卡尔积）。数据多时会慢。"
    known = saved(pairs, "accepts: {cartesian_product: 逐一比较}")
    [warned] = explained(known, replanned(town, known)).warnings
    assert warned.zh.endswith("理由：逐一比较")


def test_the_time_taken_is_set_against_the_limit(town: Graph):
    one = saved("RETURN 1 AS n", "limits: {rows: 10, seconds: 2}")
    plan = replanned(town, one)
    assert explained(one, plan, 500.0).sentences[-1].en == "This run took 500 ms, 25% of the limit."
    assert explained(one, plan, 1.0).sentences[-1].zh == "这次用了 1 毫秒，是时限的 <1%。"
    assert explained(one, plan).took is None


def test_every_shipped_report_is_explained_without_a_warning_or_with_its_reason(town: Graph):
    for one in Catalogue.load().of("reports"):
        words = explained(one, admit(town, one))  # a plan made for the town, as replanned() would
        assert words.steps
        for warning in words.warnings:
            assert "The reason: " in warning.en


def test_a_report_is_explained_by_the_plan_of_the_data_as_they_are(town: Graph):
    runner = Runner(town, Catalogue.load())
    assert runner.explained(runner.catalogue.find("reports/wishes/rates")).steps

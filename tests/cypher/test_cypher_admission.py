"""What the server's plan does not allow is refused, and where it stands in the file is told."""

import pytest
from read_mode import NOT_READING, ROUND_ABOUT, RUNS_IN_READ_MODE

from cypher.admission.admit import admit, doubts, unknown_names
from cypher.admission.operators import READING, forbidden
from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement, parse
from cypher.file.tokens import parameters_in
from cypher.library.catalogue import Catalogue
from graph.client import Graph
from graph.errors import GraphError, NotReadOnly
from graph.plan import Plan, PlanNode

CATALOGUE = Catalogue.load()


def saved(statement: str, header: str = "", *, kind: str = "reports") -> SavedStatement:
    lines = ["title: {zh: 甲, en: A}", "about: {zh: 甲, en: A}", *header.splitlines()]
    text = "".join(["// ---\n", *(f"// {line}\n" for line in lines), "// ---\n", statement])
    return parse(text.encode(), f"{kind}/x", f"own/{kind}/x.cypher", "own")


@pytest.mark.parametrize("statement", [*NOT_READING, *RUNS_IN_READ_MODE, *ROUND_ABOUT])
def test_only_reading_is_admitted(graph: Graph, statement: str):
    with pytest.raises(NotAdmitted) as caught:
        admit(graph, saved(statement))
    assert caught.value.en.startswith("own/reports/x.cypher:5: ")
    assert caught.value.zh.startswith("own/reports/x.cypher:5：")
    assert "\n" not in caught.value.en + caught.value.zh


@pytest.mark.parametrize("statement", NOT_READING)
def test_the_door_refuses_writing_by_itself(graph: Graph, statement: str):
    with pytest.raises(GraphError) as caught:
        graph.read(statement)
    assert isinstance(caught.value, NotReadOnly)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (w:Wish) RETURN w.id AS id",
        "MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish) RETURN DISTINCT o.id AS id, count(*) AS n",
        "MATCH p = SHORTEST 1 (a:Rider)-[:RAISED|WORKS_AT]-+(b:Rider) RETURN length(p) AS n",
        "MATCH (a:Area)((x)-[:PART_OF]->(y)){1,3}(b:Area) RETURN count(*) AS n",
        "MATCH p = shortestPath((a:Rider)-[*..4]-(b:Wish)) RETURN length(p) AS n",
        "MATCH (a:Area)-[*1..3]->(b) RETURN DISTINCT b.id AS id",
        "MATCH (w:Wish) WHERE NOT EXISTS { (w)<-[:FOR]-(:Claim) } OR w.id = 'x' RETURN w.id AS id",
        "MATCH (w:Wish) RETURN w.id AS id, [(w)<-[:FOR]-(c) | c.id] AS claims ORDER BY id LIMIT 3",
        "MATCH (w:Wish {id: 'W-1'}) OPTIONAL MATCH (w)-[:VIA]->(s) RETURN s.id AS id",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.schema.visualization()",
        "UNWIND [1, 2] AS n RETURN n UNION ALL RETURN 3 AS n",
        "MATCH (w:$any(['Wish'])) RETURN count(w) AS n",
        "RETURN COLLECT { MATCH (w:Wish) RETURN w.id } AS ids",
    ],
)
def test_reading_is_admitted(graph: Graph, statement: str):
    assert admit(graph, saved(statement)).query_type == "r"


def test_full_text_search_is_admitted(graph: Graph):
    names = graph.read("SHOW FULLTEXT INDEXES YIELD name RETURN name LIMIT 1").rows
    text = f"CALL db.index.fulltext.queryNodes('{names[0][0]}', $q) YIELD node RETURN node.id AS id"
    one = saved(text, "parameters: {q: {type: text, label: {zh: 词, en: Word}}}")
    assert admit(graph, one).procedures == ("db.index.fulltext.queryNodes",)


def test_every_shipped_file_is_admitted_without_a_doubt(town: Graph):
    for one in CATALOGUE.saved.values():
        if one.kind != "actions":
            assert [doubt.en for doubt in doubts(one, admit(town, one))] == []


DAYS = "parameters: {days: {type: integer, default: 1, label: {zh: 天, en: Days}}}"

WHEN = "parameters: {when: {type: period, default: this_year, label: {zh: 时段, en: Period}}}"


@pytest.mark.parametrize("part", ["from", "to", "begin", "end"])
def test_a_period_is_used_by_any_of_its_names(graph: Graph, part: str):
    assert admit(graph, saved(f"RETURN $when_{part} AS n", WHEN)).query_type == "r"


@pytest.mark.parametrize(
    ("statement", "header", "line", "said"),
    [
        (
            "RETURN 1 AS n,\n$dais AS d, $days AS e",
            DAYS,
            7,
            "$dais, which is not declared. Did you mean days?",
        ),
        ("RETURN $as_of_end AS n", "", 5, "$as_of_end comes with as_of"),
        ("RETURN 1 AS n", DAYS, 4, "declares days and never uses it"),
        ("RETURN '$days' AS n // $days", DAYS, 4, "never uses it"),
        (
            "RETURN $when AS n, $when_from AS f",
            WHEN,
            6,
            "bound as $when_from, $when_to, $when_begin",
        ),
        ("RETURN $when_form AS n, $when_to AS t", WHEN, 6, "Did you mean when_from?"),
        ("RETURN 1 AS n", WHEN, 4, "declares when and never uses it"),
        ("MATCH (n:Wish)\nRETURN m.id AS id", "", 6, "`m` not defined"),
        ("RETURN 1 AS n\n\nRETRUN 2", "", 7, "RETRUN"),
        ("RETURN 1 AS n, 2 AS n", "", 5, "same name"),
        ("EXPLAIN RETURN 1 AS n", "", 5, "EXPLAIN gives no rows"),
        ("// a note\n/* and */ profile RETURN 1 AS n", "", 5, "PROFILE gives no rows"),
        ("CYPHER runtime=slotted explain RETURN 1 AS n", "", 5, "EXPLAIN gives no rows"),
    ],
)
def test_parameters_and_slips_are_told_with_their_line(
    graph: Graph, statement: str, header: str, line: int, said: str
):
    with pytest.raises(NotAdmitted) as caught:
        admit(graph, saved(statement, header))
    assert caught.value.line == line
    assert said in caught.value.en


@pytest.mark.parametrize(
    ("statement", "line", "said"),
    [
        ("MATCH (w:Wihs)\nRETURN w.id AS id", 5, "no label Wihs. Did you mean Wish?"),
        ("MATCH (:Claim)-[:FOUR]->(w:Wish)\nRETURN w.id AS id", 5, "type FOUR. Did you mean FOR?"),
        ("MATCH (w:Wish)\nRETURN w.titel AS id", 6, "no property titel. Did you mean title?"),
        ("MATCH (n) RETURN count(n.id) AS n", 5, "AllNodesScan"),
        ("MATCH (a:Wish), (b:Rider) RETURN a.id AS a, b.id AS b", 5, "CartesianProduct"),
    ],
)
def test_what_is_doubtful(graph: Graph, statement: str, line: int, said: str):
    one = saved(statement)
    [doubt] = doubts(one, admit(graph, one))
    assert doubt.line == line
    assert said in doubt.en


def test_a_reason_in_the_header_accepts_a_costly_plan(graph: Graph):
    one = saved(
        "MATCH (a:Wish), (b:Rider) RETURN a.id AS a, b.id AS b",
        "accepts: {cartesian_product: every wish is compared with every rider}",
    )
    assert doubts(one, admit(graph, one)) == []


def test_names_of_the_model_are_no_doubt_in_an_empty_graph(graph: Graph):
    one = saved("MATCH (w:Wish)-[:VIA]->(s:ServiceStation) RETURN w.publishedAt AS at, s.tier AS t")
    assert doubts(one, admit(graph, one)) == []


def test_unknown_operators_and_procedures_are_refused():
    assert forbidden(("Expand(Into)", "Repeat(x, Trail)"), ("db.labels",)) == ()
    found = forbidden(("ProduceResults", "Foreach", "BrandNew", "LoadCSV"), ("db.info",))
    assert found == ("Foreach", "BrandNew", "LoadCSV", "CALL db.info")


def test_no_operator_that_writes_or_looks_at_the_server_is_on_the_list():
    words = (
        "Create Delete Detach Set Remove Merge Foreach Drop Load Show Terminate Admin Lock Alter"
    )
    assert [name for name in READING if name.startswith(tuple(words.split()))] == []


def test_parameters_are_read_by_token():
    text = "RETURN $a, '$b', \"$c\", `$d`, $`e f` // $g\n/* $h\n */, $a, $i, '\\'$j', 1"
    assert parameters_in(text) == {"a": 0, "e f": 0, "i": 2}


def test_what_only_loads_write_is_no_misspelt_name_in_a_graph_that_knows_no_load():
    history = CATALOGUE.find("reports/records/history")
    plan = Plan("r", PlanNode("ProduceResults", "", 0, ()), unknown_properties=("rev", "reev"))
    [doubt] = unknown_names(history, plan)
    assert "no property reev" in doubt.en

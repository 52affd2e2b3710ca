"""The first wall by tokens: every clause and procedure, at every place where one may be nested."""

import itertools

import pytest

from cypher.admission.admit import admit
from cypher.admission.by_tokens import refused_tokens
from cypher.admission.clock import asks_clock_or_chance
from cypher.admission.language import FUNCTIONS
from cypher.admission.operators import PROCEDURES
from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from graph.client import Graph
from graph.errors import GraphError

EXPRESSIONS = (
    "RETURN {0} AS x",
    "RETURN [i IN [1] | {0}] AS x",
    "RETURN [i IN [1] WHERE {0} IS NULL] AS x",
    "RETURN [i IN [1] WHERE {0} IS NULL | i] AS x",
    "RETURN {{a: {0}}} AS x",
    "RETURN CASE WHEN true THEN {0} ELSE 1 END AS x",
    "RETURN CASE {0} WHEN 1 THEN 2 END AS x",
    "RETURN reduce(a = {0}, i IN [1] | a) AS x",
    "RETURN reduce(a = 1, i IN [1] | {0}) AS x",
    "RETURN all(i IN [1] WHERE {0} IS NULL) AS x",
    "RETURN any(i IN [{0}] WHERE i IS NULL) AS x",
    "RETURN none(i IN [1] WHERE {0} IS NULL) AS x",
    "RETURN single(i IN [1] WHERE {0} IS NULL) AS x",
    "RETURN toString({0}) AS x",
    "RETURN coalesce(1, {0}) AS x",
    "RETURN [{0}][0] AS x",
    "RETURN [1, 2][{0}] AS x",
    "RETURN [1, 2][0..{0}] AS x",
    "RETURN -{0} AS x",
    "RETURN NOT ({0} IS NULL) AS x",
    "RETURN 1 = {0} OR true AS x",
    "RETURN 1 IN [{0}] AS x",
    "RETURN 'a' STARTS WITH toString({0}) AS x",
    "UNWIND [{0}] AS i RETURN i AS x",
    "WITH {0} AS y RETURN y AS x",
    "WITH 1 AS y WHERE {0} IS NULL RETURN y AS x",
    "MATCH (n) WHERE {0} IS NULL RETURN 1 AS x",
    "MATCH (n {{name: {0}}}) RETURN 1 AS x",
    "MATCH (n)-[r {{name: {0}}}]->() RETURN 1 AS x",
    "MATCH (n) RETURN n {{.name, y: {0}}} AS x",
    "MATCH (n) RETURN [(n)-->(m) WHERE {0} IS NULL | {0}] AS x",
    "MATCH (n) WHERE EXISTS {{ (n)-->(m) WHERE {0} IS NULL }} RETURN 1 AS x",
    "MATCH (n) RETURN COUNT {{ (n)-->(m) WHERE {0} IS NULL }} AS x",
    "RETURN 1 AS x ORDER BY {0}",
    "RETURN 1 AS x SKIP 0 UNION RETURN {0} AS x",
    "CALL () {{ RETURN {0} AS x }} RETURN x",
    "CALL () {{ CALL () {{ RETURN {0} AS x }} RETURN x }} RETURN x",
    "RETURN sum(size([{0}])) AS x",
    "CALL db.index.fulltext.queryNodes('x', toString({0})) YIELD node RETURN 1 AS x",
)
"""Where an expression may stand."""

SUBQUERIES = (
    "head(COLLECT {{ {0} }})",
    "COUNT {{ {0} }}",
    "EXISTS {{ {0} }}",
    "COUNT {{ MATCH (q) WHERE EXISTS {{ {0} }} RETURN q }}",
    "head(COLLECT {{ CALL () {{ {0} }} RETURN 1 AS one }})",
    "COUNT {{ UNWIND [1] AS z {0} }}",
    "COUNT {{ RETURN 1 AS v UNION {0} }}",
    "head(collect {{\n/* a */ {0} // b\n }})",
)
"""How a clause may stand in an expression."""

HARMLESS = "UNWIND [1] AS v RETURN v"

CLAUSES = (
    "LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN 1 AS v",
    "load/**/csv WITH HEADERS FROM 'file:///x' AS l RETURN 1 AS v",
    r"L\u004FAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN 1 AS v",
    "WITH 1 AS AS1 LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN 1 AS v",
    "CREATE (n) RETURN 1 AS v",
    "CREATE p = (n) RETURN 1 AS v",
    "INSERT (n) RETURN 1 AS v",
    "MERGE (n) RETURN 1 AS v",
    "MERGE (n:A {id: 1}) ON CREATE SET n.x = 1 RETURN 1 AS v",
    "MATCH (n) SET n.x = 1 RETURN 1 AS v",
    "MATCH (n) SET n:A RETURN 1 AS v",
    "MATCH (n) SET (n).x = 1 RETURN 1 AS v",
    "MATCH (n) REMOVE n.x RETURN 1 AS v",
    "MATCH (n) DELETE n RETURN 1 AS v",
    "MATCH (n) DELETE [n][0] RETURN 1 AS v",
    "MATCH (n) WITH * DELETE {a: n}.a RETURN 1 AS v",
    "MATCH (n) WITH * DELETE CASE WHEN true THEN n END RETURN 1 AS v",
    "MATCH (n) DETACH DELETE n RETURN 1 AS v",
    "MATCH (n) NODETACH DELETE n RETURN 1 AS v",
    "FOREACH (i IN [1] | CREATE (n)) RETURN 1 AS v",
    "CALL { WITH 1 AS y CREATE (n) } IN TRANSACTIONS RETURN 1 AS v",
    "CALL { RETURN 1 AS y } IN TRANSACTIONS RETURN 1 AS v",
    "CALL { RETURN 1 AS y } IN 3 CONCURRENT TRANSACTIONS OF 9 ROWS RETURN 1 AS v",
    "USE neo4j MATCH (n) RETURN 1 AS v",
    "USE graph.byName('x') RETURN 1 AS v",
    "SHOW TRANSACTIONS YIELD username RETURN 1 AS v",
    "SHOW ALL FUNCTIONS YIELD name RETURN 1 AS v",
    "SHOW SETTINGS",
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW INDEXES",
    "SHOW PROCEDURES",
    "SHOW DATABASES",
    "SHOW CONSTRAINTS",
    "TERMINATE TRANSACTIONS 'a'",
    "CREATE INDEX i FOR (n:A) ON (n.x)",
    "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS UNIQUE",
    "DROP INDEX i",
    "CREATE USER u SET PASSWORD 'x'",
    "CREATE OR REPLACE USER u SET PASSWORD 'x'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "ALTER USER u SET PASSWORD 'x'",
    "DROP USER u",
    "RENAME USER a TO b",
    "CREATE DATABASE d",
    "STOP DATABASE d",
    "START DATABASE d",
    "GRANT ROLE a TO b",
    "REVOKE ROLE a FROM b",
    "DENY MATCH {*} ON GRAPH g TO r",
    "ENABLE SERVER 'a'",
    "EXPLAIN RETURN 1 AS v",
    "PROFILE RETURN 1 AS v",
    "NEWCLAUSE x RETURN 1 AS v",
    "UNWIND [1] AS a NEWCLAUSE [a] RETURN 1 AS v",
)
"""Every clause that writes, administers or reads more than the graph, and some that there is not."""


def saved(statement: str) -> SavedStatement:
    head = "// ---\n// title: {zh: a, en: A}\n// about: {zh: a, en: A}\n// ---\n"
    return parse((head + statement).encode(), "reports/x", "own/x.cypher", "own")


def nested(clause: str) -> list[str]:
    """A clause at every place: alone, and in each kind of subquery in each expression."""
    return [
        clause,
        *(
            expression.format(subquery.format(clause))
            for expression, subquery in itertools.product(EXPRESSIONS, SUBQUERIES)
        ),
    ]


def test_what_only_reads_passes_at_every_place():
    assert [text for text in nested(HARMLESS) if refused_tokens(text)] == []


def test_each_place_is_one_that_the_server_takes(graph: Graph):
    """Else what is refused there would say nothing."""
    refused = []
    places = [
        *((expression, SUBQUERIES[0]) for expression in EXPRESSIONS),
        *((EXPRESSIONS[0], subquery) for subquery in SUBQUERIES),
    ]
    for expression, subquery in places:
        text = expression.format(subquery.format(HARMLESS))
        try:
            graph.explain(text)
        except GraphError as error:
            refused.append((text, error.en))
    assert refused == []


@pytest.mark.parametrize("clause", CLAUSES)
def test_no_other_clause_passes_at_any_place(clause: str):
    assert [text for text in nested(clause) if not refused_tokens(text)] == []


def test_no_procedure_but_those_listed_passes_at_any_place(graph: Graph):
    rows = graph.read("SHOW PROCEDURES YIELD name RETURN DISTINCT name", rows=None).rows
    names = [str(name) for (name,) in rows]
    assert len(names) > 40 and set(names) >= PROCEDURES
    passed = [
        text
        for name in names
        if name not in PROCEDURES
        for call in (f"CALL {name}() RETURN 1 AS v", f"CALL {name} YIELD * RETURN 1 AS v")
        for text in nested(call)
        if not refused_tokens(text)
    ]
    assert passed == []
    quoted = "CALL `dbms`.`listConfig`() YIELD name RETURN name AS v"
    assert all(refused_tokens(text) for text in nested(quoted))


def test_every_function_of_the_server_is_listed_or_refused(graph: Graph):
    rows = graph.read("SHOW FUNCTIONS YIELD name RETURN DISTINCT toLower(name)", rows=None).rows
    names = {str(name) for (name,) in rows}
    assert names - FUNCTIONS == {"file", "linenumber", "graph.byname", "graph.byelementid"}
    for name in names - FUNCTIONS:
        for expression in EXPRESSIONS:
            assert refused_tokens(expression.format(f"{name}()")), (name, expression)
            assert refused_tokens(expression.format(f"`{name.replace('.', '`.`')}`()"))


def test_what_the_plan_hides_is_not_admitted(graph: Graph):
    text = "RETURN [i IN [1] | COLLECT { LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN l }] AS x"
    plan = graph.explain(text)
    assert plan.query_type == "r" and "LoadCSV" not in plan.operators  # the plan alone is blind
    with pytest.raises(NotAdmitted, match="LOAD CSV") as refused:
        admit(graph, saved(text))
    assert refused.value.line == 5


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a) RETURN a.set AS `set`, a.create AS show, a.load, a.call AS use",
        "MATCH (n:Show)-[:SET|CREATE*1..3]->(m:Call|Delete) RETURN n, m",
        "WITH 1 AS set RETURN set, set + 1 AS load ORDER BY set DESC",
        "RETURN {set: 1, create: {merge: 2}, call: 3} AS x",
        "RETURN 'CREATE (n)' AS a, \"LOAD CSV FROM 'x' AS l\" AS b // DELETE n\n",
        "RETURN 1 /* CALL dbms.listConfig() */ AS x;",
        r"RETURN 'a\'CREATE (n)' AS x, 'a\\' AS y",
        "MATCH (`CREATE (n)`) RETURN `CREATE (n)`.`x y` AS x",
        "CYPHER 5 runtime=slotted RETURN 1 AS x",
        "MATCH p = ALL SHORTEST (a)-[:X]->+(b) RETURN p",
        "MATCH p = SHORTEST 2 PATHS (a)((x)-->(y)){1,3}(b) RETURN p",
        "MATCH p = shortestPath((a)-[*..5]->(b)) RETURN length(p) AS n",
        "MATCH (n:A) USING INDEX n:A(id) WHERE n.id = 1 RETURN n",
        "MATCH (n:A) USING SCAN n:A WHERE n.id > 1 RETURN n",
        "RETURN 1 IS NOT NULL AS a, 1 IS :: INTEGER NOT NULL AS b",
        "RETURN trim(BOTH 'x' FROM 'xax') AS a",
        "UNWIND range(1, 3) AS i WITH i ORDER BY i DESC SKIP 1 LIMIT 2 RETURN i UNION ALL RETURN 1 AS i",
        "MATCH (n) WHERE NOT (n)-->(:A) AND n.x =~ '(?i)a.*' RETURN count(*) AS n, collect(n.x)[0] AS y",
        "RETURN 1.5e-3 + .5 - 0x1F % 2 ^ 3 AS x, [1, 2][0..1] AS y, $a AS z, $`b c` AS q",
        "MATCH (n) WITH n, 1 AS one RETURN n {.*, count: one} AS x",
        "MATCH (end), (start) RETURN end, start, end.from AS `from`",
        "RETURN all(x IN [1] WHERE x > 0) AND any(x IN [1] WHERE x > 0) AS x",
    ],
)
def test_harmless_words_pass(graph: Graph, text: str):
    assert refused_tokens(text) == []
    try:
        graph.explain(text)
    except GraphError as error:
        assert "parameter" in error.en.lower(), error.en


def test_every_shipped_file_passes():
    catalogue = Catalogue.load()
    kinds = ("reports", "choices", "checks")
    statements = {one.id: one.statement for kind in kinds for one in catalogue.of(kind)}
    assert len(statements) >= 129
    assert {id: found for id, text in statements.items() if (found := refused_tokens(text))} == {}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("RETURN datetime() AS now", True),
        ("RETURN datetime({timezone: '+08:00'}) AS now", True),
        ("RETURN date() AS d", True),
        ("RETURN `date`() AS d", True),
        ("RETURN localtime.transaction() AS d", True),
        ("RETURN date.truncate('month') AS d", True),
        ("RETURN rand() AS r", True),
        ("RETURN randomUUID() AS r", True),
        ("RETURN timestamp() AS r", True),
        ("RETURN COLLECT { RETURN rand() AS r } AS x", True),
        ("RETURN date('2025-01-01') AS d, date.truncate('month', $as_of) AS e", False),
        ("RETURN date({year: 2025}) AS d", False),
        ("RETURN datetime({year: 2025, timezone: '+08:00'}) AS d", False),
        ("RETURN datetime({timezone: '+08:00', year: 2025}) AS d", False),
        ("RETURN 'rand()' AS a, n.date AS b // datetime()", False),
    ],
)
def test_what_asks_for_the_clock_or_chance_is_found(text: str, asks: bool):
    assert asks_clock_or_chance(text) is asks

"""Which wall holds each kind of statement: our admission, READ mode, the private server's configuration."""

import re

import pytest

from cypher.admission.admit import admit
from cypher.errors import NotAdmitted
from cypher.file.parse import parse
from graph.client import Graph
from graph.errors import NotReadOnly, StatementFailed

OURS, READ_MODE, CONFIGURATION = "our admission", "READ mode", "the server's configuration"
CLOSED = "is blocked|allow_csv_import_from_file_urls|no procedure with the name"
WALLS = [
    ("CREATE (n:X) RETURN n", {OURS, READ_MODE}),
    ("MATCH (n) SET n.x = 1", {OURS, READ_MODE}),
    ("MATCH (n) DETACH DELETE n", {OURS, READ_MODE}),
    ("CREATE INDEX i FOR (n:X) ON (n.y)", {OURS, READ_MODE}),
    ("CREATE USER eve SET PASSWORD 'password1'", {OURS, READ_MODE}),
    ("CALL db.createLabel('X')", {OURS, READ_MODE}),
    ("UNWIND [1] AS i CALL (i) { CREATE (:X) } IN TRANSACTIONS", {OURS, READ_MODE}),
    ("LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN l", {OURS, CONFIGURATION}),
    ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", {OURS, CONFIGURATION}),
    (
        "RETURN [i IN [1] | COLLECT { LOAD CSV FROM 'http://127.0.0.1:9/x' AS l RETURN l }] AS x",
        {OURS, CONFIGURATION},
    ),
    ("CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value", {OURS, CONFIGURATION}),
    ("SHOW SETTINGS YIELD name RETURN name", {OURS}),
    ("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery", {OURS}),
    ("SHOW USERS", {OURS}),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-999999'", {OURS}),
    ("CALL dbms.listConfig() YIELD name RETURN name", {OURS}),
    ("RETURN COUNT { CALL dbms.listConfig() YIELD name RETURN name } AS x", {OURS}),
    ("RETURN [i IN [1] | COLLECT { CALL db.ping() YIELD success RETURN success }] AS x", {OURS}),
    ("RETURN file() AS f, linenumber() AS n", {OURS}),
]


@pytest.mark.parametrize(("statement", "walls"), WALLS, ids=[text[:40] for text, _ in WALLS])
def test_each_kind_of_statement_is_held_by_these_walls(
    graph: Graph, statement: str, walls: set[str]
):
    held = set()
    head = "// ---\n// title: {zh: a, en: A}\n// about: {zh: a, en: A}\n// ---\n"
    try:
        admit(graph, parse((head + statement).encode(), "reports/x", "own/x.cypher", "own"))
    except NotAdmitted:
        held.add(OURS)
    try:
        graph.read(statement)
    except NotReadOnly:
        held.add(READ_MODE)
    except StatementFailed as error:
        assert re.search(CLOSED, error.en), error.en
        held.add(CONFIGURATION)
    assert held == walls

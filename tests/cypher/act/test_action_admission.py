"""An action's guard only reads, and its change writes what the header declares and nothing else."""

import pytest

from cypher.act.action_file import SavedAction, parse_action
from cypher.act.action_library import ActionLibrary
from cypher.act.admitting import admit_action
from cypher.errors import BrokenFile, NotAdmitted
from graph.client import Graph

SHIPPED = ActionLibrary().all()
HEADER = """\
// ---
// title: {zh: 试, en: Try}
// about: {zh: 试一试。, en: A trial.}
// on: Wish
// from: [PUBLISHED]
// parameters:
//   plan: {type: text, optional: true, label: {zh: 打算, en: Plan}}
// writes: {nodes: [Claim], relationships: [FOR, WORKS_AT], changes: {Wish: [title], WORKS_AT: [to]}}
// ---
"""
GUARD = "MATCH (w:Wish {id: $id})\nRETURN null AS refusal, {} AS details"
CHANGE = "MATCH (w:Wish {id: $id})\nSET w.title = $plan"
CLAIM = "(c:Claim {id: $new_Claim, status: 'PENDING', claimedAt: $at, plan: $plan})"


def saved(guard: str, change: str, header: str = HEADER, source: str = "own") -> SavedAction:
    text = f"{header}{guard}\n;\n{change}\n"
    return parse_action(text.encode(), "own/try", "own/actions/own/try.cypher", source)  # type: ignore[arg-type]


def test_every_shipped_file_can_be_read():
    assert SHIPPED.broken == ()
    assert "wish/claim" in SHIPPED.saved


@pytest.mark.parametrize("id", sorted(SHIPPED.saved))
def test_every_shipped_action_is_admitted(_door: Graph, id: str):
    admit_action(_door, SHIPPED.saved[id])


ALLOWED = (
    CHANGE,
    f"MATCH (w:Wish {{id: $id}})\nCREATE {CLAIM}-[:FOR]->(w)",
    f"MATCH (w:Wish {{id: $id}})\nFOREACH (one IN [1] | CREATE {CLAIM}-[:FOR]->(w))",
    "MATCH (w:Wish {id: $id})<-[:RAISED]-(r:Rider)-[x:WORKS_AT]->(:DeliverySite)\n"
    "SET w.title = trim($plan)",
    "MATCH (w:Wish {id: $id})\nWITH w, $plan AS text WHERE text IS NOT NULL\nSET w.title = text",
    "MATCH (w:Wish {id: $id})\nSET w.`title` = $plan",
)


@pytest.mark.parametrize("change", ALLOWED)
def test_what_is_declared_may_be_written(_door: Graph, change: str):
    admit_action(_door, saved(GUARD.replace("null AS", "$plan AS"), change))


HOSTILE = (
    "DELETE w",
    "DETACH DELETE w",
    "NODETACH DELETE w",
    "REMOVE w.title",
    "REMOVE w:Wish",
    "SET w:Rider",
    "SET w IS Rider",
    "SET w:$($plan)",
    "SET w = {title: 'x'}",
    "SET w += {title: 'x'}",
    "SET w = $plan",
    "SET w[$plan] = 'x'",
    "SET w.status = 'CLOSED'",
    "SET w.provenance = 'article'",
    "SET w.importId = 'x'",
    "SET w.title = $plan, w.category = 'service'",
    "SET (w).title = 'x'",
    "SET (CASE WHEN true THEN w END).title = 'x'",
    "SET w.title = 'x' SET w.urgency = 'urgent'",
    "MERGE (x:Claim {id: 'x'})",
    "MERGE (w)-[:FOR]->(w)",
    "MERGE (c:Claim {id: $new_Claim}) ON CREATE SET c.plan = $plan",
    "CREATE (:Rider {id: 'R-1'})",
    "CREATE (:Claim:Rider {id: $new_Claim})",
    "CREATE (:Claim&Rider {id: $new_Claim})",
    "CREATE (:Claim {plan: 'no id'})",
    "CREATE (:Claim {id: $new_Claim, secret: 1})",
    "CREATE (:Claim {id: $new_Claim, provenance: 'article'})",
    "CREATE (:Claim $plan)",
    "CREATE (:$($plan) {id: $new_Claim})",
    "CREATE (:$all(['Rider']) {id: $new_Claim})",
    "CREATE ()",
    "CREATE (x)",
    "CREATE (x {id: 'x'})-[:FOR]->(w)",
    "CREATE (w)-[:MADE]->(w)",
    "CREATE (w)-[:$($plan)]->(w)",
    "CREATE (w)-[:FOR {secret: 1}]->(w)",
    "CREATE (w)-[x:FOR|MADE]->(w)",
    "INSERT (:Claim {id: $new_Claim})",
    "CREATE (w)-[:FOR]->(:Rider {id: 'x'})",
    "FOREACH (x IN [1] | CREATE (:Rider {id: 'x'}))",
    "FOREACH (x IN [w] | SET x.title = 'x')",
    "FOREACH (x IN [w] | DELETE x)",
    "FOREACH (x IN [w] | SET x:Rider)",
    "FOREACH (x IN [w] | REMOVE x.title)",
    "FOREACH (x IN [1] | MERGE (:Rider {id: 'x'}))",
    "FOREACH (x IN [1] | FOREACH (y IN [1] | CREATE (:Rider {id: 'x'})))",
    "CALL (w) { CREATE (:Rider {id: 'x'}) }",
    "CALL { CREATE (:Rider {id: 'x'}) }",
    "CALL (w) { SET w.title = 'x' }",
    "CALL { MATCH (x:Rider) DETACH DELETE x } IN TRANSACTIONS OF 10 ROWS",
    "CALL db.createLabel('x')",
    "CALL dbms.listConfig() YIELD name SET w.title = name",
    "CALL apoc.create.node(['Rider'], {})",
    "LOAD CSV FROM 'file:///x.csv' AS row SET w.title = row[0]",
    "WITH w, [x IN [1] | COLLECT { LOAD CSV FROM 'http://x/' AS row RETURN row }] AS rows SET w.title = 'x'",
    "CREATE INDEX x FOR (n:Wish) ON (n.title)",
    "CREATE CONSTRAINT x FOR (n:Wish) REQUIRE n.title IS UNIQUE",
    "WITH w AS x SET x.title = 'x'",
    "WITH 1 AS one MATCH (w) SET w.title = 'x'",
    "MATCH (x) WHERE EXISTS { (x:Wish) } SET x.title = 'x'",
    "MATCH (x) WHERE x:Wish OR true SET x.title = 'x'",
    "MATCH (x:Wish) SET x.title = 'x'",
    "MATCH (x:Wish {category: 'service'}) SET x.title = 'x'",
    "MATCH (x:Wish {id: $plan}) SET x.title = 'x'",
    "MATCH (x:Wish {id: 'W-000002'}) SET x.title = 'x'",
    "MATCH (w)<-[:RAISED]-()-[:RAISED]->(x:Wish) SET x.title = 'x'",
    "MATCH (:Rider)-[x:WORKS_AT]->() SET x.to = date($at)",
    "MATCH (x:Wish|Rider) SET x.title = 'x'",
    "MATCH (x:!Rider) SET x.title = 'x'",
    "MATCH (x:Rider) SET x.alias = 'x'",
    "MATCH (x:Wish:Rider), (x:Rider) SET x.title = 'x'",
    "UNWIND [w] AS x SET x.title = 'x'",
    "SET w.title = $secret",
    "SET w.title = toString(datetime())",
    "SET w.title = randomUUID()",
    "SET w.title = 'x' RETURN w",
    "SET w.title = 'x' UNION MATCH (x:Rider) SET x.alias = 'x'",
    "/* */ DELETE /* w */ w",
    "S\\u0045T w.status = 'CLOSED'",
    "WITH w, 1 AS AS SET w.status = 'CLOSED'",
    "USE system SET w.title = 'x'",
    "LET x = 1 SET w.urgency = 'urgent'",
    "SET w.title = file()",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_not_declared_is_refused_with_its_line(_door: Graph, hostile: str):
    action = saved(GUARD, f"MATCH (w:Wish {{id: $id}})\nWHERE $plan IS NOT NULL\n{hostile}")
    with pytest.raises(NotAdmitted) as refused:
        admit_action(_door, action)
    assert refused.value.path == action.path
    assert action.change_line <= refused.value.line <= action.change_line + 2


@pytest.mark.parametrize(
    "whole",
    [
        "CYPHER 25 MATCH (w:Wish {id: $id}) SET w.title = $plan",
        "EXPLAIN MATCH (w:Wish {id: $id}) SET w.title = $plan",
        "DROP DATABASE neo4j",
        "MATCH (w:Wish {id: $id}) RETURN $plan",
    ],
)
def test_a_change_that_is_not_a_plain_one(_door: Graph, whole: str):
    with pytest.raises(NotAdmitted):
        admit_action(_door, saved(GUARD, whole))


@pytest.mark.parametrize(
    "guard",
    [
        "MATCH (w:Wish {id: $id}) SET w.title = 'x' RETURN null AS refusal, {} AS details",
        "MATCH (w:Wish {id: $id}) DETACH DELETE w",
        "CREATE (:Rider) RETURN null AS refusal",
        "LOAD CSV FROM 'http://x/' AS row RETURN row[0] AS refusal",
        "CALL dbms.listConfig() YIELD name RETURN name AS refusal",
        "RETURN $new_Claim AS refusal",
        "RETURN toString(datetime()) AS refusal",
    ],
)
def test_a_guard_that_does_not_only_read(_door: Graph, guard: str):
    with pytest.raises(NotAdmitted) as refused:
        admit_action(_door, saved(guard, CHANGE))
    assert refused.value.line == 10


def test_a_parameter_that_is_never_used(_door: Graph):
    with pytest.raises(NotAdmitted, match="never uses") as refused:
        admit_action(_door, saved(GUARD, "MATCH (w:Wish {id: $id}) SET w.title = 'x'"))
    assert refused.value.line == 7


def test_deleting_is_for_shipped_files_that_say_so(_door: Graph):
    header = HEADER.replace("// writes", "// deletes: true\n// writes").replace(
        "WORKS_AT: [to]", ""
    )
    header = header.replace(", }", "}")
    change = "MATCH (w:Wish {id: $id})-[x:FOR]->() WHERE $plan IS NULL\nDELETE x"
    admit_action(_door, saved(GUARD, change, header, "shipped"))
    with pytest.raises(BrokenFile, match="cannot delete"):
        saved(GUARD, change, header, "own")

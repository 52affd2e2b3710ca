"""Wishes that wait to be taken up, organisations that could, and what must hold of a graph of them."""

from cypher.reader import Reader
from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

STAFF = Reader("小王", "staff", "staff")
ORPHANS = (
    "MATCH (n) WHERE (n:Claim AND NOT (:Organization)-[:MADE]->(n)-[:FOR]->(:Wish)) "
    "OR (n:WishEvent AND NOT (:Wish)-[:HAS_EVENT]->(n)) RETURN n.id"
)
BROKEN = (
    "MATCH (w:Wish) OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent) "
    "WITH w, collect(e) AS events, COUNT { (w)<-[:FOR]-(:Claim {status: 'ACTIVE'}) } AS claims "
    "WITH w, claims, events, [e IN events WHERE e.until.year = 9999] AS open "
    "WHERE size(open) <> 1 OR open[0].toStatus <> w.status "
    "OR size(events) <> reduce(n = 0, e IN events | CASE WHEN e.seq > n THEN e.seq ELSE n END) "
    "OR claims <> CASE WHEN w.status = 'CLAIMED' THEN 1 ELSE 0 END RETURN w.id"
)
WITHOUT_NOTES = (
    "MATCH (n:Claim) WHERE NOT EXISTS { MATCH (:ChangeRun {id: n.importId}) } "
    "OR NOT EXISTS { MATCH (:AuditRecord {subject: n.id, importId: n.importId}) } RETURN n.id"
)


def town(wishes: int, organisations: int) -> dict[str, list[dict[str, object]]]:
    """So many published wishes and so many Party organisations."""
    numbers = range(1, wishes + 1)
    return {
        "Organization": [
            {"id": f"ORG-{n}", "name": f"第{n}党支部", "kind": "party"}
            for n in range(1, organisations + 1)
        ],
        "Wish": [
            {
                "id": f"W-{n:06d}", "title": f"头盔{n}", "category": "riding_gear", "kind": "goods",
                "status": "PUBLISHED", "submittedAt": "2025-03-01 09:00",
                "publishedAt": "2025-03-02 09:00",
            }
            for n in numbers
        ],
        "WishEvent": [
            {
                "id": f"EV-{n:06d}", "toStatus": "PUBLISHED", "seq": 1, "at": "2025-03-02 09:00",
                "actorRole": "reviewer",
            }
            for n in numbers
        ],
        "HasEvent": [{"start": f"W-{n:06d}", "end": f"EV-{n:06d}"} for n in numbers],
    }  # fmt: skip


def prepare(graph: Graph, wishes: int, organisations: int) -> None:
    """Put them into an empty graph."""
    ensure_model_version(graph)
    load_rows(graph, town(wishes, organisations), name="册", by="老张")


def faults(graph: Graph) -> list[str]:
    """The ids of all that is not whole: a wish whose state, events and claims differ, ends that hang."""
    texts = (ORPHANS, BROKEN, WITHOUT_NOTES)
    return [str(id) for text in texts for (id,) in graph.read(text, rows=None).rows]

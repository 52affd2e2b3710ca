"""Who is named, and what waits, rests on the consent that stands now."""

from few import Rows, at, day, load, people, wish
from truth import ask

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from cypher.reader import Reader
from graph.client import Graph
from graph.schema import ensure_model_version

STAFF = Reader("小博", "staff", "staff")


def consent(id: str, scope: str, giver: str, about: str, **more: object) -> Rows:
    return {
        "Consent": [{"id": id, "scope": scope, "grantedAt": at(0), **more}],
        "GivenBy": [{"start": id, "end": giver}],
        "Covers": [{"start": id, "end": about}],
    }


def gift(id: str, by: str) -> Rows:
    row = {"id": id, "kind": "money", "purpose": "助学", "amountFen": 100, "status": "RECEIVED"}
    return {"Donation": [row | {"receivedAt": at(1)}], "Gave": [{"start": by, "end": id}]}


def test_who_has_withdrawn_since_is_not_named_for_any_day(graph: Graph) -> None:
    load(
        graph,
        people(),
        gift("DON-1", "ORG-1"),
        gift("DON-2", "ORG-2"),
        consent("CON-1", "be_named", "ORG-1", "ORG-1", withdrawnAt=at(30)),
        consent("CON-2", "be_named", "ORG-2", "ORG-2", grantedAt=at(5)),
    )
    names = dict(graph.read("MATCH (o:Organization) RETURN o.id, o.name").rows)

    def named(on: int) -> list[object]:
        return [row["name"] for row in ask(graph, "reports/edition/named", as_of=day(on))]

    def unnamed(on: int) -> set[object]:
        return {row["id"] for row in ask(graph, "reports/edition/unnamed", as_of=day(on))}

    # the first agreed on the tenth day, and has withdrawn that since
    assert named(10) == named(40) == [names["ORG-2"]]
    assert "ORG-1" in unnamed(10) and "ORG-2" not in unnamed(10)
    # the second agreed on the fifth day
    assert named(3) == [] and "ORG-2" in unnamed(3)


def test_a_consent_that_is_withdrawn_waits_at_once(graph: Graph) -> None:
    ensure_model_version(graph)
    load(
        graph,
        people(),
        wish("W-1", ("SUBMITTED", at(0)), ("PUBLISHED", at(1))),
        consent("CON-1", "wish_processing", "R-1", "W-1"),
        consent("CON-2", "publish", "R-1", "W-1"),
    )
    actions = ActionRunner(graph, ActionLibrary())

    def waits() -> tuple[object, list[object]]:
        counted = {row["matter"]: row["number"] for row in ask(graph, "reports/todo/counts")}
        listed = ask(graph, "reports/people/consent_withdrawn")
        return counted["withdrawn"], [row["consent_id"] for row in listed]

    assert waits() == (0, [])
    actions.run(STAFF, "consent/withdraw", "CON-2", {})
    assert waits() == (1, ["CON-2"])
    actions.run(STAFF, "consent/give", "W-1", {"scope": "publish"})
    assert waits() == (0, [])

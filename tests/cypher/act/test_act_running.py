"""An action carried out: what it writes, what it refuses, and that the same form does it once."""

import json

import pytest

from cypher.act.action_library import ActionLibrary
from cypher.act.errors import ActionRefused, RecordChanged, RecordMissing
from cypher.act.runner import ActionRunner
from cypher.reader import Reader
from graph.change import changes_of, history_of
from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

STAFF = Reader("小王", "staff", "staff")
TOWN = {
    "Organization": [
        {"id": f"ORG-{n}", "name": f"第{n}党支部", "kind": "party"} for n in range(1, 4)
    ],
    "Wish": [
        {
            "id": f"W-{n:06d}", "title": "头盔", "category": "riding_gear", "kind": "goods",
            "status": "PUBLISHED", "publishedAt": "2025-03-02 09:00", "submittedAt": "2025-03-01 09:00",
        }
        for n in range(1, 4)
    ],
    "WishEvent": [
        {
            "id": f"EV-{n:06d}", "toStatus": "PUBLISHED", "seq": 1, "at": "2025-03-02 09:00",
            "actorRole": "reviewer",
        }
        for n in range(1, 4)
    ],
    "HasEvent": [{"start": f"W-{n:06d}", "end": f"EV-{n:06d}"} for n in range(1, 4)],
}  # fmt: skip


@pytest.fixture
def runner(graph: Graph) -> ActionRunner:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    return ActionRunner(graph, ActionLibrary())


def test_a_claim_is_there_with_its_event_its_stamps_and_its_notes(
    runner: ActionRunner, graph: Graph
):
    done = runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    ((status, rev, load, was, now, reason, claim),) = graph.read(
        "MATCH (w:Wish {id: 'W-000001'})-[:HAS_EVENT]->(e:WishEvent {seq: 2}) "
        "MATCH (w)-[:HAS_EVENT]->(f:WishEvent {seq: 1}) "
        "MATCH (o:Organization {id: 'ORG-1'})-[m:MADE]->(c:Claim)-[:FOR]->(w) "
        "WHERE f.until = e.at AND c.importId = m.importId AND c.rev = 1 AND c.createdAt = e.createdAt "
        "RETURN w.status, w.rev, w.importId, e.fromStatus, e.toStatus, e.reason, c.status"
    ).rows
    assert (status, was, now, reason, claim) == ("CLAIMED", "PUBLISHED", "CLAIMED", None, "ACTIVE")
    assert (rev, load) == (done.rev, done.change_id) and done.rev == 2
    notes = graph.read(
        "MATCH (a:AuditRecord {importId: $id}) RETURN a.kind, a.before, a.after, a.actor",
        {"id": done.change_id},
    ).rows
    assert sorted(kind for kind, *_ in notes) == [
        "Claim", "FOR", "HAS_EVENT", "MADE", "Wish", "WishEvent", "WishEvent",
    ]  # fmt: skip
    ((before, after),) = [(b, a) for kind, b, a, _ in notes if kind == "Wish"]
    assert json.loads(before) == {"status": "PUBLISHED"} and json.loads(after) == {
        "status": "CLAIMED"
    }
    assert {actor for *_, actor in notes} == {"小王"}


def test_the_notes_say_the_whole_of_the_change_again(runner: ActionRunner, graph: Graph):
    done = runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    read = {one.identity: (one.before, one.after) for one in changes_of(graph, done.change_id)}
    for one in done.changes:
        before, after = read[one.identity]
        unsaid = {"searchText"}
        assert before == _without(one.before, unsaid) and after == _without(one.after, unsaid)


def _without(values, names):
    return None if values is None else {n: v for n, v in values.items() if n not in names}


def test_who_comes_second_is_refused_in_words(runner: ActionRunner, graph: Graph):
    runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    with pytest.raises(ActionRefused) as refused:
        runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-2"})
    assert refused.value.code == "taken" and "第1党支部" in refused.value.zh
    assert graph.read("MATCH (c:Claim) RETURN count(c)").value() == 1
    assert graph.read("MATCH (c:ChangeRun) RETURN count(c)").value() == 1


def test_the_same_form_again_gives_what_it_gave_the_first_time(runner: ActionRunner, graph: Graph):
    first = runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"}, request="k1")
    again = runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"}, request="k1")
    assert again.repeated and not first.repeated
    assert (again.change_id, again.id, again.rev) == (first.change_id, first.id, first.rev)
    assert {one.identity for one in again.changes} == {one.identity for one in first.changes}
    assert graph.read("MATCH (c:Claim) RETURN count(c)").value() == 1


def test_a_record_that_was_changed_meanwhile_is_named_with_who_and_what(
    runner: ActionRunner, graph: Graph
):
    load_rows(graph, {"Wish": [{**TOWN["Wish"][0], "title": "新头盔"}]}, name="册", by="老李")
    with pytest.raises(RecordChanged) as changed:
        runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"}, rev=1)
    assert changed.value.by == "老李" and "title" in changed.value.fields
    assert runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"}, rev=2).rev == 3


def test_a_record_that_is_not_there_is_named(runner: ActionRunner):
    with pytest.raises(RecordMissing) as refused:
        runner.run(STAFF, "wish/claim", "W-999999", {"organisation": "ORG-1"})
    with pytest.raises(RecordMissing) as looked_at:
        runner.possible(STAFF, "W-999999")
    assert "没有作任何改动" in refused.value.zh and "没有作任何改动" not in looked_at.value.zh
    with pytest.raises(RecordMissing):
        runner.run(STAFF, "wish/claim", "ORG-1", {"organisation": "ORG-1"})


def test_what_is_possible_says_why_not(runner: ActionRunner):
    def claim(id: str):
        return next(one for one in runner.possible(STAFF, id) if one.action.id == "wish/claim")

    assert claim("W-000001").refusal is None
    runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    refusal = claim("W-000001").refusal
    assert refusal is not None and "第1党支部" in refusal.zh and "第1党支部" in refusal.en


def test_the_history_of_a_wish_has_loads_and_acts_the_latest_first(
    runner: ActionRunner, graph: Graph
):
    load_rows(graph, {"Wish": [{**TOWN["Wish"][0], "title": "新头盔"}]}, name="册二", by="老李")
    done = runner.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    act, load = history_of(graph, "W-000001")
    assert (act.id, act.title, act.by) == (done.change_id, ("认领", "Take up"), "小王")
    assert act.can_be_undone and len(act.records) == 7
    assert load.is_load and load.by == "老李" and not load.can_be_undone

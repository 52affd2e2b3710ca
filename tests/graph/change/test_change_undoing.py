"""An act taken back: everything is as it was, and where something rests on it that is named."""

from pathlib import Path

import pytest
from wishes_to_act_on import STAFF, faults, prepare, town

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from graph.change import ChangeRefused, history_of, undo_change
from graph.client import Graph
from graph.load import LoadStore, UndoRefused, load_rows, undo
from graph.schema import ensure_model_version

CONTENT = (
    "MATCH (n) WHERE NOT n:ChangeRun AND NOT n:AuditRecord AND NOT n:ModelVersion "
    "RETURN labels(n), n {.*, rev: 0, importId: '', updatedAt: 0} AS p, "
    "[(n)-[r]->(m) | [type(r), m.id]] AS r ORDER BY n.id"
)


@pytest.fixture
def runner(graph: Graph) -> ActionRunner:
    prepare(graph, 2, 2)
    return ActionRunner(graph, ActionLibrary())


def content(graph: Graph) -> list[object]:
    return [
        [labels, {k: v for k, v in p.items() if k != "rev"}, sorted(r)]
        for labels, p, r in graph.read(CONTENT, rows=None).rows
    ]


def claimed(runner: ActionRunner, wish: str = "W-000001", who: str = "ORG-1") -> str:
    return runner.run(STAFF, "wish/claim", wish, {"organisation": who}).change_id


def test_taking_back_leaves_what_was_before_and_can_be_taken_back_too(
    runner: ActionRunner, graph: Graph
):
    before = content(graph)
    change = claimed(runner)
    after = content(graph)
    back = undo_change(graph, change, by="小李")
    assert content(graph) == before and before != after
    with pytest.raises(ChangeRefused) as refused:
        undo_change(graph, change, by="小李")
    assert back in refused.value.zh
    undo_change(graph, back, by="小李")
    assert content(graph) == after and faults(graph) == []
    entries = {one.id: one for one in history_of(graph, "W-000001")}
    assert not entries[change].undone and entries[back].undone


def test_what_rests_on_an_act_is_named_and_nothing_is_changed(runner: ActionRunner, graph: Graph):
    change = claimed(runner)
    contacted = runner.run(STAFF, "claim/contact", "W-000001", {"by": "staff"}).change_id
    now = content(graph)
    with pytest.raises(ChangeRefused) as refused:
        undo_change(graph, change, by="小李")
    assert contacted in refused.value.zh and contacted in refused.value.en
    assert content(graph) == now
    undo_change(graph, contacted, by="小李")
    undo_change(graph, change, by="小李")
    assert faults(graph) == []


def test_a_load_beneath_an_act_names_it(graph: Graph, tmp_path: Path):
    ensure_model_version(graph)
    store = LoadStore(tmp_path / "loads")
    load = load_rows(graph, town(1, 1), name="册", by="老张", store=store).import_id
    change = claimed(ActionRunner(graph, ActionLibrary()))
    with pytest.raises(UndoRefused) as refused:
        undo(graph, load, by="老张", store=store)
    assert change in refused.value.zh and "认领" in refused.value.zh
    assert change in refused.value.en and "Take up" in refused.value.en
    undo_change(graph, change, by="小李")
    undo(graph, load, by="老张", store=store)
    assert graph.read("MATCH (n:Wish) RETURN count(n)").value() == 0

"""An act taken back: everything is as it was, and where something rests on it that is named."""

from pathlib import Path

import pytest
from wishes_to_act_on import STAFF, faults, prepare, town

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from graph.change import (
    ChangeRefused,
    RecordChanged,
    history_of,
    undo_change,
    write_changes,
)
from graph.client import Graph
from graph.load import LoadStore, UndoRefused, load_rows, undo
from graph.load.record import RecordChange
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


def edit(id: str, title: str, rev: int = 1) -> list[RecordChange]:
    text = {"title": "头盔1", "searchText": None}, {"title": title, "searchText": title}
    return [RecordChange("Wish", "changed", *text, rev, id=id)]


def test_an_edit_is_written_with_its_notes_and_once_for_one_form(
    runner: ActionRunner, graph: Graph
):
    more = {"action": "edit", "subject": "W-000001", "by": "小李", "request": "f"}
    change = write_changes(graph, edit("W-000001", "新头盔"), **more)
    assert write_changes(graph, edit("W-000001", "新头盔"), **more) == change
    text = "MATCH (w:Wish {id: 'W-000001'}) RETURN w.title, w.rev, w.importId"
    assert graph.read(text).rows == [("新头盔", 2, change)]
    with pytest.raises(RecordChanged) as changed:
        write_changes(graph, edit("W-000001", "旧"), action="edit", subject="W-000001", by="小张")
    assert changed.value.by == "小李" and changed.value.fields == ("title",)
    undo_change(graph, change, by="小李")
    assert graph.read(text).rows[0][:2] == ("头盔1", 3)


def test_an_end_that_was_written_meanwhile_stops_an_edit(runner: ActionRunner, graph: Graph):
    more = {"action": "edit", "subject": "W-000001", "by": "小李"}
    write_changes(graph, edit("W-000001", "甲"), ends={"ORG-1": 1}, **more)
    assert graph.read("MATCH (o:Organization {id: 'ORG-1'}) RETURN o.rev").value() == 2
    with pytest.raises(RecordChanged):
        write_changes(graph, edit("W-000002", "乙"), ends={"ORG-1": 1}, **more)
    text = "MATCH (w:Wish {id: 'W-000002'}) RETURN w.title"
    assert graph.read(text).value() == "头盔2"


def test_a_new_node_gets_the_next_number_and_what_hangs_on_it_keeps_it(
    runner: ActionRunner, graph: Graph
):
    new = [
        RecordChange("Rider", "new", None, {"alias": "阿明", "role": "rider"}, id="R-new"),
        RecordChange("Raised", "new", None, {}, start="R-new", end="W-000001"),
    ]
    write_changes(graph, new, action="edit", subject="R-new", by="小李")
    rows = graph.read("MATCH (r:Rider)-[:RAISED]->(w:Wish) RETURN r.id, w.id").rows
    assert rows == [("R-0001", "W-000001")]
    gone = [RecordChange("Rider", "removed", {"alias": "阿明"}, None, 1, id="R-0001")]
    with pytest.raises(ChangeRefused) as refused:
        write_changes(graph, gone, action="delete", subject="R-0001", by="小李")
    assert refused.value.records == ("R-0001 -> W-000001",)

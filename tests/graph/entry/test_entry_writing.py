"""Records written as a form is: as they were seen or not at all, new ones under a free number, once for one form."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from graph.change import ChangeRefused, RecordChanged, RecordMissing, undo_change
from graph.client import Graph
from graph.entry.held import held_record
from graph.entry.planning import EntryPlan, plan_entry
from graph.entry.saving import Entry, WholeFormNeeded, save_entry
from graph.entry.writing import Written, write_entry, written_before
from graph.load import load_rows
from graph.load.record import RecordChange
from graph.schema import ensure_model_version

TITLE = "MATCH (w:Wish {id: $id}) RETURN w.title, w.rev, w.importId"
WISH = {"category": "riding_gear", "kind": "goods", "status": "PUBLISHED"}
TOWN = {
    "Organization": [{"id": "ORG-1", "name": "老街党支部", "kind": "party"}],
    "Wish": [
        {**WISH, "id": f"W-00000{n}", "title": f"头盔{n}", "submittedAt": "2025-03-01 09:00"}
        for n in (1, 2)
    ],
}


@pytest.fixture
def small(graph: Graph) -> Graph:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    return graph


def edit(id: str, title: str, rev: int = 1) -> list[RecordChange]:
    text = {"title": "头盔1", "searchText": None}, {"title": title, "searchText": title}
    return [RecordChange("Wish", "changed", *text, rev, id=id)]


def rider(id: str, alias: str) -> list[RecordChange]:
    values = {"alias": alias, "role": "rider", "searchText": f"{alias} {id}"}
    return [
        RecordChange("Rider", "new", None, values, id=id),
        RecordChange("Raised", "new", None, {}, start=id, end="W-000001"),
    ]


def test_an_edit_is_written_with_its_notes_and_once_for_one_form(small: Graph):
    first = write_entry(
        small, "edit", "W-000001", edit("W-000001", "新头盔"), by="小李", request="f"
    )
    again = write_entry(
        small, "edit", "W-000001", edit("W-000001", "新头盔"), by="小李", request="f"
    )
    assert again == Written(first.id, "W-000001", repeated=True) == written_before(small, "f")
    assert written_before(small, "") is None and written_before(small, "another") is None
    assert small.read(TITLE, {"id": "W-000001"}).rows == [("新头盔", 2, first.id)]
    with pytest.raises(RecordChanged) as changed:
        write_entry(small, "edit", "W-000001", edit("W-000001", "旧"), by="小张")
    assert changed.value.by == "小李" and changed.value.fields == ("title",)
    undo_change(small, first.id, by="小李")
    assert small.read(TITLE, {"id": "W-000001"}).rows[0][:2] == ("头盔1", 3)


def test_an_end_that_was_written_meanwhile_stops_an_edit(small: Graph):
    write_entry(small, "edit", "W-000001", edit("W-000001", "甲"), by="小李", ends={"ORG-1": 1})
    assert small.read("MATCH (o:Organization {id: 'ORG-1'}) RETURN o.rev").value() == 2
    with pytest.raises(RecordChanged):
        write_entry(small, "edit", "W-000002", edit("W-000002", "乙"), by="小李", ends={"ORG-1": 1})
    assert small.read(TITLE, {"id": "W-000002"}).rows[0][0] == "头盔2"


def test_what_is_not_there_any_more_is_named(small: Graph):
    with pytest.raises(RecordMissing) as missing:
        write_entry(small, "edit", "W-000009", edit("W-000009", "无"), by="小李")
    assert "W-000009" in missing.value.zh


def test_a_new_id_that_is_taken_gives_way_to_the_next_one_everywhere(small: Graph):
    first = write_entry(small, "new", "R-0001", rider("R-0001", "阿明"), by="小李")
    other = write_entry(small, "new", "R-0001", rider("R-0001", "阿强"), by="小张", request="f")
    assert (first.subject, other.subject) == ("R-0001", "R-0002")
    assert written_before(small, "f") == Written(other.id, "R-0002", repeated=True)
    rows = small.read(
        "MATCH (r:Rider)-[:RAISED]->(w:Wish) RETURN r.id, r.alias, r.searchText, w.id ORDER BY r.id"
    ).rows
    assert [(id, alias, wish) for id, alias, _, wish in rows] == [
        ("R-0001", "阿明", "W-000001"),
        ("R-0002", "阿强", "W-000001"),
    ]
    assert "R-0002" in str(rows[1][2]) and "R-0001" not in str(rows[1][2])
    undo_change(small, other.id, by="小李")
    assert small.read("MATCH (r:Rider) RETURN collect(r.id)").value() == ["R-0001"]


def test_what_hangs_on_a_record_that_is_deleted_is_named(small: Graph):
    write_entry(small, "new", "R-0001", rider("R-0001", "阿明"), by="小李")
    gone = [RecordChange("Rider", "removed", {"alias": "阿明"}, None, 1, id="R-0001")]
    with pytest.raises(ChangeRefused) as refused:
        write_entry(small, "delete", "R-0001", gone, by="小李")
    assert refused.value.records == ("R-0001 -> W-000001",)


def test_many_who_enter_new_records_at_once_each_have_their_own(small: Graph):
    count = 20
    ready = Barrier(count)

    def enter(n: int) -> str:
        entry = Entry("Rider", "", {}, {"alias": f"骑手{n}", "role": "rider"})
        ready.wait(60)
        return save_entry(
            small,
            entry,
            lambda records, ends: write_entry(
                small, "new", records[0].id, records, by="小李", ends=ends
            ),
        ).id

    with ThreadPoolExecutor(count) as pool:
        ids = list(pool.map(enter, range(count)))
    rows = small.read("MATCH (r:Rider) RETURN r.id, r.alias ORDER BY r.id").rows
    assert dict(rows) == {id: f"骑手{n}" for n, id in enumerate(ids)}


def test_a_new_record_takes_the_next_number_however_often_another_is_first(
    small: Graph, monkeypatch: pytest.MonkeyPatch
):
    others: list[str] = []

    def planned(graph: Graph, kind: str, id: str, *given: Any, **named: Any) -> EntryPlan:
        """Another takes the number after it was found free, and before it is planned with."""
        if len(others) < 10:
            others.append(id)
            load_rows(
                small, {kind: [{"id": id, "alias": "阿强", "role": "rider"}]}, name="册", by="老张"
            )
        return plan_entry(graph, kind, id, *given, **named)

    monkeypatch.setattr("graph.entry.saving.plan_entry", planned)
    entry = Entry("Rider", "", {}, {"alias": "阿明", "role": "rider"})
    mine = save_entry(
        small,
        entry,
        lambda records, ends: write_entry(
            small, "new", records[0].id, records, by="小李", ends=ends
        ),
    ).id
    named = small.read("MATCH (r:Rider) RETURN r.id, r.alias ORDER BY r.id").rows
    assert named == [*((id, "阿强") for id in others), (mine, "阿明")] and len(others) == 10


def test_a_form_of_a_new_record_sent_twice_is_one_record(small: Graph):
    entry = Entry("Rider", "", {}, {"alias": "阿明", "role": "rider"})

    def send():  # type: ignore[no-untyped-def]
        return save_entry(
            small,
            entry,
            lambda records, ends: write_entry(
                small, "new", records[0].id, records, by="小李", ends=ends, request="f"
            ),
            request="f",
        )

    first, again = send(), send()
    assert (again.id, again.change, again.repeated) == (first.id, first.change, True)
    assert not first.repeated and again.held is not None
    assert small.read("MATCH (r:Rider) RETURN count(r)").value() == 1


def test_changed_texts_alone_sent_twice_are_written_once(small: Graph):
    before = held_record(small, "W-000001")
    assert before is not None
    slot, was = "title", before.texts()["title"]
    entry = Entry("Wish", "W-000001", {slot: was}, {slot: "雨衣"}, mark=before.mark("zh"))

    def send(request: str):  # type: ignore[no-untyped-def]
        return save_entry(
            small,
            entry,
            lambda records, ends: write_entry(
                small, "edit", "W-000001", records, by="小李", ends=ends, request=request
            ),
            request=request,
        )

    first, again = send("f"), send("f")
    assert (again.change, again.repeated, first.repeated) == (first.change, True, False)
    with pytest.raises(WholeFormNeeded):
        send("another form")
    assert small.read("MATCH (c:ChangeRun) RETURN count(c)").value() == 1

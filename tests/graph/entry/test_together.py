"""Many records changed as one act: what the plan says of each, what is written, what others keep."""

from collections.abc import Mapping
from datetime import date

import pytest

from graph.change import history_of, undo_change
from graph.client import Graph
from graph.entry.held import held_record
from graph.entry.together import (
    END,
    Together,
    TogetherPlan,
    fields_together,
    patterns_together,
    plan_together,
    write_together,
)
from graph.entry.writing import Written, write_entry, written_before
from graph.load import load_rows
from graph.load.record import RecordChange
from graph.model import FAR_DAY

BEGAN = date(2024, 3, 1)
TOWN = {
    "Company": [{"id": "CO-1", "name": "迅达速递", "kind": "express", "role": "platform"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "老街站", "kind": "express"},
        {"id": "SITE-2", "name": "海塘站", "kind": "express"},
    ],
    "Rider": [
        {"id": f"R-{n}", "alias": f"骑手{n}", "role": "courier" if n == 3 else "rider"}
        for n in range(1, 5)
    ],
    "WorksAt": [
        {"start": f"R-{n}", "end": "SITE-2" if n == 4 else "SITE-1", "from": BEGAN}
        for n in range(1, 5)
    ],
}
JOBS = (
    "MATCH (r:Rider)-[w:WORKS_AT]->(s) RETURN r.id, s.id, w.from, w.to ORDER BY r.id, w.from, s.id"
)
ALL = tuple(f"R-{n}" for n in range(1, 5))


@pytest.fixture
def small(graph: Graph) -> Graph:
    load_rows(graph, TOWN, name="a town", by="test")
    return graph


def write(graph: Graph, request: str = ""):  # type: ignore[no-untyped-def]
    def landed(records: list[RecordChange], ends: Mapping[str, int], subject: str) -> Written:
        return write_entry(graph, "together", subject, records, by="甲", ends=ends, request=request)

    return landed


def seen(plan: TogetherPlan) -> dict[str, str]:
    return {line.id: line.was for line in plan.lines.values()}


def roles(graph: Graph) -> list[object]:
    return [row[0] for row in graph.read("MATCH (r:Rider) RETURN r.role ORDER BY r.id").rows]


def what(plan: TogetherPlan) -> dict[str, str]:
    return {line.id: line.what for line in plan.lines.values()}


def test_a_field_of_many_is_planned_written_once_and_taken_back_as_one(small: Graph):
    asked = Together("Rider", (*ALL, "R-9"), "role", "快递员")
    plan = plan_together(small, asked)
    assert what(plan) == {
        "R-1": "changes", "R-2": "changes", "R-3": "same", "R-4": "changes", "R-9": "gone",
    }  # fmt: skip
    assert (plan.lines["R-1"].before, plan.lines["R-1"].after) == ("rider", "courier")
    assert roles(small) == ["rider", "rider", "courier", "rider"]  # nothing yet
    chosen = Together("Rider", ("R-1", "R-4"), "role", "快递员", seen=seen(plan))
    change = write_together(small, chosen, write(small, "form-1")).change
    assert roles(small) == ["courier", "rider", "courier", "courier"]
    former = written_before(small, "form-1")
    assert former is not None and former.id == change
    for id in ("R-1", "R-4"):
        (entry,) = [one for one in history_of(small, id) if one.id == change]
        assert [record.id for record in entry.records] == [id]  # its own, not its companions'
    undo_change(small, change, by="甲")
    assert roles(small) == ["rider", "rider", "courier", "rider"]


def test_what_somebody_else_has_changed_since_is_named_and_not_overwritten(small: Graph):
    asked = Together("Rider", ALL, "role", "courier")
    before = seen(plan_together(small, asked))
    small.write("MATCH (r:Rider {id: 'R-2'}) SET r.role = 'logistics', r.rev = r.rev + 1")
    small.write("MATCH (r:Rider {id: 'R-4'}) SET r.ageBand = '30-39', r.rev = r.rev + 1")
    result = write_together(
        small, Together("Rider", ALL, "role", "courier", seen=before), write(small)
    )
    assert what(result)["R-2"] == "met"
    # a change of another field is nothing to choose between
    assert roles(small) == ["courier", "logistics", "courier", "courier"]


def test_what_cannot_be_of_one_record_is_refused_with_its_reason_and_the_others_are_written(
    small: Graph,
):
    asked = Together("Rider", ALL, "WorksAt|out", "SITE-2", "2024-06-01")
    later = "MATCH (:Rider {id: 'R-3'})-[w:WORKS_AT]->() SET w.from = date('2024-09-01')"
    small.write(later)
    plan = plan_together(small, asked)
    assert what(plan) == {"R-1": "changes", "R-2": "changes", "R-3": "refused", "R-4": "same"}
    assert "不早于这一天" in plan.lines["R-3"].problems[0].zh
    write_together(small, asked, write(small))
    sites = "MATCH (r:Rider)-[:WORKS_AT {to: date('9999-12-31')}]->(s) RETURN s.id ORDER BY r.id"
    assert [row[0] for row in small.read(sites).rows] == ["SITE-2", "SITE-2", "SITE-1", "SITE-2"]


@pytest.mark.parametrize(
    ("slot", "text", "day"),
    [("role", "飞行员", ""), ("WorksAt|out", "没有的站", "2025-01-01"),
     ("WorksAt|out", "SITE-2", "哪天"), (END, "", "明天的明天的")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_said_and_changes_nothing(
    small: Graph, slot: str, text: str, day: str
):
    plan = plan_together(small, Together("Rider", ALL, slot, text, day))
    assert plan.records == []
    assert plan.faults or all(line.problems for line in plan.of("refused"))
    assert plan.faults or len(plan.of("refused")) == len(ALL)


def test_riders_go_over_to_another_site_on_a_day(small: Graph):
    moved = date(2025, 5, 1)
    asked = Together("Rider", ALL, "WorksAt|out", "海塘站 SITE-2", "2025-5-1")
    plan = plan_together(small, asked)
    assert what(plan) == {"R-1": "changes", "R-2": "changes", "R-3": "changes", "R-4": "same"}
    assert (plan.lines["R-1"].before, plan.lines["R-1"].after) == ("老街站", "海塘站")
    change = write_together(small, asked, write(small)).change
    assert small.read(JOBS).rows == [
        row
        for n in range(1, 4)
        for row in ((f"R-{n}", "SITE-1", BEGAN, moved), (f"R-{n}", "SITE-2", moved, FAR_DAY))
    ] + [("R-4", "SITE-2", BEGAN, FAR_DAY)]
    undo_change(small, change, by="甲")
    assert {row[3] for row in small.read(JOBS).rows} == {FAR_DAY}
    early = plan_together(small, Together("Rider", ALL, "WorksAt|out", "SITE-2", "2024-01-01"))
    assert len(early.of("refused")) == 3 and not early.records


def test_many_end_on_a_day_with_what_hangs_on_them(small: Graph):
    plan = plan_together(
        small, Together("DeliverySite", ("SITE-1", "SITE-2"), END, "", "2025-05-01")
    )
    assert len(plan.of("changes")) == 2 and len(plan.lines["SITE-1"].records) == 4
    asked = Together("DeliverySite", ("SITE-1",), END, "", "2025-05-01", seen=seen(plan))
    write_together(small, asked, write(small))
    site = held_record(small, "SITE-1")
    assert site is not None and site.properties["status"] == "CLOSED"
    assert [row[3] for row in small.read(JOBS).rows] == [*[date(2025, 5, 1)] * 3, FAR_DAY]


def test_what_ends_by_a_step_of_its_own_does_not_end_in_a_row(small: Graph):
    plan = plan_together(small, Together("ServiceStation", ("ST-1",), END, "", "2025-05-01"))
    assert plan.faults


def test_names_and_places_are_nothing_to_give_to_many():
    assert "alias" not in fields_together("Rider") and "role" in fields_together("Rider")
    assert {"longitude", "name"}.isdisjoint(fields_together("DeliverySite"))
    assert "kind" not in fields_together("Organization")  # it brings a label with it
    assert [one.name for one in patterns_together("Rider")] == ["WorksAt"]

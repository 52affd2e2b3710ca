"""A small town as staff write it: planned, landed, written out again, brought in again: no change."""

from pathlib import Path

import pytest
from staff_town import sheets, write

from graph.client import Graph
from graph.load import LoadStore, land, plan_load
from graph.load.plan import Plan
from graph.load.registers import load_registers, source_from_file, write_register_workbook
from seed import heqing


@pytest.fixture
def store(tmp_path: Path) -> LoadStore:
    return LoadStore(tmp_path / "loads")


def plan_of(graph: Graph, path: Path) -> Plan:
    source = source_from_file(path, graph, load_registers(), heqing())
    return plan_load(graph, source, sha256=path.name, town=heqing())


def actions(plan: Plan) -> set[tuple[str, str]]:
    return {(change.sheet, change.action) for change in plan.changes}


def test_the_town_takes_few_rows_and_comes_back_without_a_change(
    graph: Graph, tmp_path: Path, store: LoadStore
):
    assert len(sheets()) == 10
    assert sum(len(rows) - 1 for rows in sheets().values()) <= 260
    path = write(tmp_path / "本镇.xlsx")
    plan = plan_of(graph, path)
    assert ([fault.wrong[0] for fault in plan.problems], plan.needs) == ([], [])
    report = land(graph, plan, by="王", store=store)
    assert report.by_kind["Wish"] == 40 and report.by_kind["WishEvent"] == 210

    again = plan_of(graph, path)  # the clerk's own file, without ids
    assert actions(again) == set()

    out = tmp_path / "导出.xlsx"
    assert write_register_workbook(out, graph, load_registers(), heqing()) == []
    exported = plan_of(graph, out)
    assert (exported.problems, actions(exported)) == ([], set())

"""A small town as staff write it: planned, landed, written out again, brought in again: no change."""

from pathlib import Path

import pytest
from staff_town import WISH_HEADER, sheets, write

from graph.client import Graph
from graph.load import LoadStore, land, plan_load
from graph.load.plan import Choices, Plan, SheetChoice
from graph.load.registers import load_registers, source_from_file, write_register_workbook
from seed import heqing

NOTHING_CHOSEN = Choices()


def test_what_a_file_does_not_speak_of_stays_as_it_is(
    graph: Graph, tmp_path: Path, store: LoadStore
):
    wishes, stations = WISH_HEADER[:7], ["名称", "站点类型", "场所", "设施", "检查日期"]
    wish = ["一顶头盔", "骑行装备", None, None, 100, None, "2025-03-01（站点人员：代为填写）"]
    station = ["甲站", "红色加油站", "甲服务站", "换电柜×2", "2025-03-01"]
    first = {"心愿": [wishes, wish], "服务站点": [stations, station]}
    land(graph, plan_of(graph, write(tmp_path / "一.xlsx", first)), by="王", store=store)
    plain = {
        "心愿": [wishes, [*wish[:6], "2025-03-01"]],
        "服务站点": [stations, [*station[:3], "换电柜", "2025-03-01"]],
    }
    plan = plan_of(graph, write(tmp_path / "二.xlsx", plain))
    assert ([one.wrong[0] for one in plan.problems], actions(plan)) == ([], set())


@pytest.fixture
def store(tmp_path: Path) -> LoadStore:
    return LoadStore(tmp_path / "loads")


def plan_of(graph: Graph, path: Path, choices: Choices = NOTHING_CHOSEN) -> Plan:
    source = source_from_file(path, graph, load_registers(), heqing())
    return plan_load(graph, source, sha256=path.name, town=heqing(), choices=choices)


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
    whole = {sheet: SheetChoice(whole=True) for sheet in sheets()}
    exported = plan_of(graph, out, Choices(sheets=whole))
    assert [(one.kind, one.id, one.action) for one in exported.changes] == []
    assert (exported.problems, exported.needs) == ([], [])

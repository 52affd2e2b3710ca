"""The invented town in a real graph: written as registers, planned again: nothing new, nothing changed."""

from pathlib import Path

from graph.client import Graph
from graph.load import plan_load
from graph.load.registers import load_registers, source_from_file, write_register_workbook
from seed import heqing


def test_the_town_in_the_graph_is_exported_and_planned_without_a_change(
    town: Graph, tmp_path: Path
):
    path = tmp_path / "台账.xlsx"
    assert write_register_workbook(path, town, load_registers(), heqing()) == []
    source = source_from_file(path, town, load_registers(), heqing())
    plan = plan_load(town, source, sha256="sum", town=heqing())
    assert [(one.place, one.wrong) for one in plan.problems] == []
    assert [(one.ref, one.action, one.fields) for one in plan.changes] == []
    counted = {sheet: sum(by.values()) for sheet, by in plan.counts().items()}
    assert counted["骑手"] > 3000 and counted["心愿"] > 5000

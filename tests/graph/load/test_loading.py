from pathlib import Path

import openpyxl
import pytest

from graph.client import Graph
from graph.errors import LoadError
from graph.load import FaultyRows, import_file, load_rows, remove_synthetic, write_workbook

TOWN = {
    "DeliverySite": [
        {"id": "SITE-1", "name": "东站", "kind": "express", "longitude": 121.7, "latitude": 31.2}
    ],
    "Rider": [
        {"id": "R-1", "alias": "甲师傅", "role": "courier"},
        {"id": "R-2", "alias": "乙师傅", "role": "courier"},
    ],
    "WorksAt": [
        {"start": "R-1", "end": "SITE-1", "from": "2024-01-01", "to": "2024-06-01"},
        {"start": "R-1", "end": "SITE-1", "from": "2025-01-01"},
    ],
    "Pledge": [{"id": "PL-1", "amountFen": 123456, "pledgedAt": "2024-01-01", "status": "OPEN"}],
}
COUNTS = "MATCH (n) WHERE NOT n:ImportRun AND NOT n:ModelVersion RETURN count(n)"


def test_a_load_can_be_run_again_without_making_anything_twice(graph: Graph):
    for _ in range(2):
        load_rows(graph, TOWN, name="town", by="test")
    assert graph.read(COUNTS).value() == 4
    assert graph.read("MATCH ()-[r:WORKS_AT]->() RETURN count(r)").value() == 2


def test_search_text_holds_pinyin_and_initials(graph: Graph):
    load_rows(graph, TOWN, name="town", by="test")
    text = graph.read("MATCH (s:DeliverySite) RETURN s.searchText").value()
    assert "东站" in text and "dongzhan" in text and "dz" in text.split()


def test_every_fault_is_told_and_nothing_written(graph: Graph):
    rows = {
        "Rider": [
            {"id": "R-1", "alias": "甲", "role": "ridr"},
            {"id": "W-9", "alias": "乙", "role": "rider"},
            {"id": "R-3", "role": "rider"},
        ],
        "WorksAt": [{"start": "R-1", "end": "SITE-9", "from": "2024-01-01"}],
    }
    with pytest.raises(FaultyRows) as told:
        load_rows(graph, rows, name="town", by="test")
    columns = [(fault.place.row, fault.column) for fault in told.value.faults]
    assert {(1, "role"), (2, "id"), (3, "alias"), (1, "end")} <= set(columns)
    assert graph.read(COUNTS).value() == 0


def test_the_workbook_comes_back_as_it_went(graph: Graph, sheet: Path):
    write_workbook(sheet, TOWN)
    report = import_file(graph, sheet, by="test")
    assert report.rows == 6
    assert graph.read("MATCH (p:Pledge) RETURN p.amountFen").value() == 123456
    site = graph.read("MATCH (s:DeliverySite) RETURN s.location").value()
    assert site == {"longitude": 121.7, "latitude": 31.2}


def test_a_dry_run_writes_nothing(graph: Graph, sheet: Path):
    write_workbook(sheet, TOWN)
    assert import_file(graph, sheet, by="test", dry_run=True).rows == 6
    assert graph.read("MATCH (n:ImportRun) RETURN count(n)").value() == 0


def test_a_column_of_personal_data_is_refused(graph: Graph, sheet: Path):
    write_workbook(sheet, TOWN)
    book = openpyxl.load_workbook(sheet)
    riders = book["骑手 Rider"]
    riders.cell(1, riders.max_column + 1, "手机号 phone")
    book.save(sheet)
    with pytest.raises(FaultyRows) as told:
        import_file(graph, sheet, by="test")
    assert "个人信息" in told.value.faults[0].wrong[0]


def test_a_file_of_another_kind_is_refused_with_a_sentence(graph: Graph, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"not a workbook")
    with pytest.raises(LoadError):
        import_file(graph, file, by="test")


def test_only_what_is_synthetic_is_taken_out(graph: Graph):
    load_rows(graph, TOWN, name="town", by="test")
    more = {"Rider": [{"id": "R-9", "alias": "丙", "role": "rider", "provenance": "synthetic"}]}
    load_rows(graph, more, name="more", by="test")
    assert remove_synthetic(graph)["things"] == 1
    assert graph.read(COUNTS).value() == 4


def test_synthetic_nodes_that_entered_ones_hang_on_are_named(graph: Graph):
    synthetic = {
        kind: [{**row, "provenance": "synthetic"} for row in rows] for kind, rows in TOWN.items()
    }
    load_rows(graph, synthetic, name="town", by="test")
    entered = {"WorksAt": [{"start": "R-2", "end": "SITE-1", "from": "2024-01-01"}]}
    load_rows(graph, entered, name="more", by="test")
    with pytest.raises(LoadError, match="SITE-1"):
        remove_synthetic(graph)

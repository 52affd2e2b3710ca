"""A township that is not Heqing: other groups, kinds of station, land and signs, and no line of Python."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from cypher.words import words
from dashboard.figures import figure
from dashboard.figures.drawing import colours
from dashboard.figures.maps import town_map
from dashboard.figures.relations import sankey
from dashboard.pages import load_pages
from dashboard.pages.location import Location
from dashboard.render.report_list import topics
from graph.client import Graph
from graph.load import FaultyRows, import_file, write_workbook
from seed import heqing

TOWN = """\
name: {zh: 桥南镇, en: Qiaonan}
short_name: 桥南
land: [[120.10, 30.20], [120.30, 30.20], [120.20, 30.40]]
groups:
  shops: {zh: 沿街商户, en: Shops}
  schools: {zh: 学校, en: Schools}
station_types:
  rest_stop: {zh: 歇脚点, en: Rest stop}
signs:
  open: {colour: "#112233", shape: square}
  no_hours: {colour: "#445566", shape: square}
topics: [reach, wishes]
"""
_DAY = "2024-01-01"
ROWS: dict[str, list[dict[str, object]]] = {
    "OrgGroup": [
        {"id": "GRP-1", "code": "schools", "name": "学校"},
        {"id": "GRP-2", "code": "shops", "name": "沿街商户"},
    ],
    "Organization": [
        {"id": "ORG-1", "name": "一小", "kind": "party"},
        {"id": "ORG-2", "name": "老王面馆", "kind": "party"},
    ],
    "InGroup": [
        {"start": "ORG-1", "end": "GRP-1", "from": _DAY},
        {"start": "ORG-2", "end": "GRP-2", "from": _DAY},
    ],
    "Venue": [
        {"id": "VEN-1", "name": "桥头", "kind": "other", "longitude": 120.2, "latitude": 30.3}
    ],
    "ServiceStation": [{"id": "ST-1", "name": "桥头歇脚点", "stationType": "rest_stop"}],
    "Hosts": [{"start": "VEN-1", "end": "ST-1"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "南站", "kind": "express", "longitude": 120.22, "latitude": 30.28}
    ],
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "town.yaml").write_text(TOWN, "utf-8")
    return Catalogue.load(tmp_path, town=heqing())


def imported(graph: Graph, catalogue: Catalogue, folder: Path, rows: dict[str, Any]) -> None:
    write_workbook(folder / "town.xlsx", rows, catalogue.town)
    import_file(graph, folder / "town.xlsx", by="test", town=catalogue.town)


def test_its_rows_are_imported_and_its_map_shows_its_land_signs_and_words(
    graph: Graph, catalogue: Catalogue, tmp_path: Path
):
    imported(graph, catalogue, tmp_path, ROWS)
    runner = Runner(graph, catalogue)
    table = runner.run(catalogue.find("reach/map"), reader=LOCAL)
    drawn = town_map.scene(table, "zh", town_map.WIDE)
    assert len(drawn.areas[0].points) == 3  # its outline, not Heqing's
    assert "#445566" in {dot.colour for dot in drawn.dots}
    assert "歇脚点" in figure(table, "zh")
    assert "Rest stop" in figure(table, "en")
    record = runner.run(catalogue.find("records/thing"), {"id": "ST-1"}, reader=LOCAL)
    assert "歇脚点" in figure(record, "zh")
    assert "rest_stop" not in figure(record, "zh")


def test_its_groups_have_its_words_and_one_colour_each(
    graph: Graph, catalogue: Catalogue, tmp_path: Path
):
    imported(graph, catalogue, tmp_path, ROWS)
    table = Runner(graph, catalogue).run(catalogue.find("choices/groups"), reader=LOCAL)
    labels = [table.decode("label", row["label"], "zh") for row in table.dicts()]
    assert labels == ["学校", "沿街商户"]
    flow = catalogue.find("overview/support_flow")
    names = ("level", "source_id", "source", "target_id", "target", "value")
    rows = [(1, None, "schools", "ST-1", "歇脚点", 5), (1, None, "shops", "ST-1", "歇脚点", 3)]
    answer = Runner(graph, catalogue).run(flow, reader=LOCAL)
    drawn = sankey.scene(replace(answer, names=names, rows=rows), "zh", sankey.WIDE)
    wanted = {"0|shops": colours.PALETTE[0], "0|schools": colours.PALETTE[1]}
    assert {bar.key: bar.colour for bar in drawn.bars if bar.key in wanted} == wanted
    assert {"学校 5", "沿街商户 3"} <= {word.text for word in drawn.words}


@pytest.mark.parametrize(
    ("kind", "row", "near"),
    [
        ("OrgGroup", {"id": "GRP-3", "code": "school", "name": "x"}, "schools"),
        ("ServiceStation", {"id": "ST-2", "name": "x", "stationType": "red_station"}, ""),
    ],
)
def test_a_code_that_is_none_of_its_own_is_refused(
    graph: Graph, catalogue: Catalogue, tmp_path: Path, kind: str, row: dict[str, object], near: str
):
    with pytest.raises(FaultyRows) as refused:
        imported(graph, catalogue, tmp_path, {kind: [row]})
    (fault,) = refused.value.faults
    wrong, expected = fault.words("zh")
    assert "不在允许的值中" in wrong and near in wrong
    assert expected in ("沿街商户 shops、学校 schools", "歇脚点 rest_stop")


def test_its_topics_come_in_its_order(catalogue: Catalogue):
    pages = load_pages(catalogue)
    listed = topics(catalogue, "staff", Location("reports", "zh"), pages)
    first = [one["reports"][0]["id"].split("/")[0] for one in listed[:2]]
    assert first == ["reach", "wishes"]


def test_every_state_of_a_place_has_a_sign_that_reads_without_colour():
    assert heqing().signs.keys() == words()["place_state"].keys()
    assert len({(one.hollow, one.shape) for one in heqing().signs.values()}) == 6


def test_heqings_map_is_as_it_was():
    assert len(heqing().land) == 7
    assert {code: (one.colour, one.hollow, one.shape) for code, one in heqing().signs.items()} == {
        "open": ("#4c7a5f", False, "square"),
        "shut": ("#7d756a", True, "square"),
        "no_hours": ("#7d756a", True, "diamond"),
        "reached": ("#3f6a86", False, "circle"),
        "beyond": (colours.ACCENT, False, "crossed"),
        "unknown": ("#3f6a86", True, "circle"),
    }

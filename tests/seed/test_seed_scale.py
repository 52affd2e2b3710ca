"""Many towns to measure with: each by itself, all of it there or nothing."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from as_user import typed
from few import part_of

from graph.address import Address
from graph.client import Graph
from graph.errors import LoadError
from graph.load import FaultyRows, load_parts, load_rows, remove_synthetic
from graph.reach import straight_metres
from seed import scale
from seed.town.places.geography import Place

COUNT = 3
RIDER = {"id": "R-1", "alias": "甲", "role": "rider"}
SITE = {"id": "SITE-1", "name": "东站", "kind": "express"}
WORKS = {"start": "R-1", "end": "SITE-1", "from": "2024-03-01"}
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def towns() -> list[Rows]:
    return list(scale.towns(COUNT))


def ids(town: Rows) -> list[object]:
    return [row["id"] for rows in town.values() for row in rows if "id" in row]


def test_no_two_nodes_of_any_towns_share_an_id(towns: list[Rows]):
    assert max(Counter(id for town in towns for id in ids(town)).values()) == 1


def test_relationships_stay_in_their_town_but_for_words_that_all_share(towns: list[Rows]):
    common = {row["id"] for kind in scale.COMMON for row in towns[0][kind]}
    for town in towns:
        ends = {
            row[end]
            for rows in town.values()
            for row in rows
            for end in ("start", "end")
            if end in row
        }
        assert ends <= {*ids(town), *common}


def test_each_is_a_town_of_its_own_name_with_five_hundred_at_work(towns: list[Rows]):
    day = date(2025, 8, 31)
    areas = [row["name"] for town in towns for row in town["Area"] if row["kind"] == "town"]
    assert len(set(areas)) == len(areas) == COUNT
    for town in towns:
        assert sum(row["from"] <= day < row["to"] for row in town["WorksAt"]) == 500
        provenances = {row["provenance"] for rows in town.values() for row in rows}
        assert provenances <= {"synthetic", "derived"} or town is towns[0]
    names = [{row["name"] for row in town["Organization"]} for town in towns]
    assert not names[0] & names[1] and not names[1] & names[2]


def test_four_hundred_short_names_are_four_hundred():
    assert len({scale.short_name(n) for n in range(1, scale.MOST_TOWNS + 1)}) == scale.MOST_TOWNS


def test_no_station_of_one_town_is_near_a_site_of_another(towns: list[Rows]):
    def places(town: Rows, kind: str) -> list[Place]:
        return [
            Place(row["longitude"], row["latitude"]) for row in town[kind] if row.get("longitude")
        ]

    for one, other in (towns[:2], towns[1:]):
        apart = [
            straight_metres(site, venue)
            for site in places(one, "DeliverySite")
            for venue in places(other, "Venue")
        ]
        assert min(apart) > 3750  # a quarter of an hour by e-bike in a straight line


def test_the_towns_are_loaded_as_one_import_and_only_into_an_empty_graph(
    graph: Graph, towns: list[Rows], monkeypatch: pytest.MonkeyPatch
):
    parts = [part_of(town) for town in towns[:2]]
    monkeypatch.setattr(scale, "TOGETHER", 1)
    monkeypatch.setattr(scale, "towns", lambda *_: iter(parts))
    report = scale.load_towns(graph, 2)
    total = sum(len(rows) for town in parts for rows in town.values())
    assert report.rows == total
    nodes = sum(len(ids(town)) for town in parts)
    assert graph.read("MATCH (n) RETURN count(n)").value() == nodes + 1
    assert (
        graph.read("MATCH ()-[r]->() WHERE type(r) <> 'REACHES' RETURN count(r)").value()
        == total - nodes
    )
    assert graph.read("MATCH (r:ImportRun) RETURN r.state, r.rows").rows == [("done", total)]
    assert graph.read("MATCH (a:Area {kind: 'town'}) RETURN count(a)").value() == 2
    with pytest.raises(LoadError, match="empty graph only"):
        scale.load_towns(graph, 2)


def test_a_part_with_a_fault_undoes_the_parts_before_it(graph: Graph):
    parts: list[Rows] = [
        {"Rider": [RIDER], "DeliverySite": [SITE]},
        {"WorksAt": [WORKS]},
        {"Rider": [{"id": "R-2", "alias": "乙", "role": "nobody"}]},
    ]
    with pytest.raises(FaultyRows, match="nobody"):
        load_parts(graph, parts, name="parts", by="test", about=4)
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0
    assert load_parts(graph, parts[:2], name="parts", by="test", about=3).rows == 3
    assert graph.read("MATCH (:Rider)-[w:WORKS_AT]->() RETURN count(w)").value() == 1


def test_a_large_graph_of_invented_nodes_is_taken_out_in_parts(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.load.write.removing._ONE_TRANSACTION", 5)
    monkeypatch.setattr("graph.load.write.removing._PART", 4)
    riders = [
        {"id": f"R-{n}", "alias": "甲", "role": "rider", "provenance": "synthetic"}
        for n in range(10)
    ]
    relationships = [WORKS | {"start": one["id"], "provenance": "synthetic"} for one in riders]
    site, kept = SITE | {"provenance": "synthetic"}, RIDER | {"id": "R-99"}
    rows = {"Rider": [*riders, kept], "DeliverySite": [site], "WorksAt": relationships}
    load_rows(graph, rows, name="rows", by="test")
    assert remove_synthetic(graph) == {"derived": 0, "ties": 10, "things": 11}
    assert graph.read("MATCH (n) WHERE NOT n:ImportRun RETURN n.id").rows == [("R-99",)]


def test_a_server_of_ones_own_is_not_filled_with_towns(address: Address, tmp_path: Path):
    given = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    done = typed(tmp_path, "seed", "--scale", "3", **given)
    assert (done.exit_code, "an empty private server only" in done.output) == (4, True)
    assert typed(tmp_path, "seed", "--scale", "401").exit_code == 2

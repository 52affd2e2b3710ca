"""Reach is worked out for whatever is in the graph, again for what moved, and for nothing else."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from math import acos, cos, radians, sin
from pathlib import Path
from random import Random

import pytest

from graph.client import Graph
from graph.errors import ReadCancelled
from graph.load import LoadStore, load_rows, undo
from graph.progress import Silent, Task
from graph.reach import recompute_reach, refresh_reach
from graph.schema import ensure_model_version

WEST, EAST = {"longitude": 121.70, "latitude": 31.23}, {"longitude": 121.72, "latitude": 31.23}
NORTH = {"longitude": 121.70, "latitude": 31.60}
"""Some 41 km from the others: more than an hour by e-bike, the detour counted."""

WAYS = (
    "MATCH (s:DeliverySite)-[w:REACHES]->(t:ServiceStation) RETURN s.id AS site, t.id AS station, "
    "w.mode AS mode, w.minutes AS minutes, w.metres AS metres, w.computedAt AS at ORDER BY s.id, t.id, mode"
)


def town(**stations: dict[str, float] | None) -> dict[str, list[dict[str, object]]]:
    """Sites west and east, and a station at each place given, each at a venue of its own."""
    return {
        "DeliverySite": [
            {"id": "SITE-1", "name": "西站", "kind": "express", **WEST},
            {"id": "SITE-2", "name": "东站", "kind": "express", **EAST},
            {"id": "SITE-3", "name": "无址站", "kind": "express"},
        ],
        "Venue": [
            {"id": f"VEN-{n}", "name": n, "kind": "other"} | (place or {})
            for n, place in stations.items()
        ],
        "ServiceStation": [
            {"id": f"ST-{n}", "name": n, "stationType": "outdoor_worker"} for n in stations
        ],
        "Hosts": [{"start": f"VEN-{n}", "end": f"ST-{n}"} for n in stations],
    }


def load(graph: Graph, rows: dict[str, list[dict[str, object]]]) -> None:
    load_rows(graph, rows, name="own", by="甲")
    refresh_reach(graph)


def ways(graph: Graph) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Minutes and metres by site, station and mode; each pair and mode stands once."""
    rows = graph.read(WAYS, rows=None).rows
    found = {row[:3]: row[3:5] for row in rows}
    assert len(found) == len(rows)
    return found


def computed(graph: Graph) -> dict[tuple[object, ...], datetime]:
    return {row[:2]: row[5] for row in graph.read(WAYS, rows=None).rows}


def move(graph: Graph, label: str, id: str, place: dict[str, float]) -> None:
    text = f"MATCH (n:{label} {{id: $id}}) SET n.location = point($place)"
    graph.write(text, {"id": id, "place": place})


def test_own_data_gets_reach_on_foot_and_by_e_bike(graph: Graph) -> None:
    load(graph, town(a=WEST))
    # 0.02 degrees of longitude at 31.23 N, by the spherical law of cosines
    lat = radians(31.23)
    metres = 6371008.8 * acos(sin(lat) ** 2 + cos(lat) ** 2 * cos(radians(0.02))) * 1.3
    walk, ebike = metres / 1000 / 4.8 * 60, metres / 1000 / 15 * 60
    found = ways(graph)
    assert set(found) == {(s, "ST-a", m) for s in ("SITE-1", "SITE-2") for m in ("walk", "ebike")}
    assert found["SITE-1", "ST-a", "walk"] == (0, 0)
    assert found["SITE-2", "ST-a", "walk"] == pytest.approx((walk, metres), abs=0.6)
    assert found["SITE-2", "ST-a", "ebike"] == pytest.approx((ebike, metres), abs=0.6)
    methods = graph.read("MATCH ()-[w:REACHES]->() RETURN DISTINCT w.mode, w.method, w.provenance")
    assert sorted(methods.rows) == [
        ("ebike", "直线距离×1.3，15 km/h", "derived"),
        ("walk", "直线距离×1.3，4.8 km/h", "derived"),
    ]


def test_what_has_no_place_has_no_reach_and_says_why(graph: Graph) -> None:
    rows = town(a=WEST, b=None, c=EAST)
    rows["Hosts"] = rows["Hosts"][:2]
    report = load_rows(graph, rows, name="own", by="甲").reach
    assert report.unplaced_words and report.unplaced_words[0] == (
        "可达用时未计算：无址站（没有经纬度）、b（所在场所没有经纬度）、c（没有所在场所）。"
    )
    assert {(one.id, one.en) for one in report.unplaced} == {
        ("SITE-3", "it has no coordinates"),
        ("ST-b", "its venue has no coordinates"),
        ("ST-c", "no venue hosts it"),
    }
    assert {key[1] for key in ways(graph)} == {"ST-a"}


def test_only_the_pairs_of_a_venue_that_moved_are_computed_again(graph: Graph) -> None:
    load(graph, town(a=WEST, b=EAST))
    first = computed(graph)
    version = graph.data_version(at_most_every=0)
    report = refresh_reach(graph)
    assert (report.sites, report.stations, report.pairs) == (0, 0, 0)
    assert graph.data_version(at_most_every=0) == version  # nothing was written
    move(graph, "Venue", "VEN-b", WEST)
    report = refresh_reach(graph)
    assert (report.sites, report.stations, report.pairs) == (0, 1, 2)
    second = computed(graph)
    assert {pair for pair in second if second[pair] > first[pair]} == {
        ("SITE-1", "ST-b"),
        ("SITE-2", "ST-b"),
    }
    assert ways(graph)["SITE-1", "ST-b", "walk"] == (0, 0)


def test_a_station_that_closes_moves_house_or_goes_is_not_reached_there(graph: Graph) -> None:
    load(graph, town(a=WEST, b=EAST))
    graph.write("MATCH (t {id: 'ST-a'}) SET t.status = 'CLOSED'")
    refresh_reach(graph)
    assert {key[1] for key in ways(graph)} == {"ST-b"}
    graph.write("MATCH (t {id: 'ST-a'}) SET t.status = 'OPEN'")
    graph.write(
        "MATCH (:Venue)-[h:HOSTS]->(t {id: 'ST-a'}), (v {id: 'VEN-b'}) DELETE h CREATE (v)-[:HOSTS]->(t)"
    )
    refresh_reach(graph)
    assert ways(graph)["SITE-2", "ST-a", "walk"] == (0, 0)
    graph.write("MATCH (n:DeliverySite {id: 'SITE-2'}) SET n.location = null")
    refresh_reach(graph)
    assert {key[0] for key in ways(graph)} == {"SITE-1"}


def test_a_load_that_moves_a_site_is_followed_and_so_is_its_undo(
    graph: Graph, tmp_path: Path
) -> None:
    ensure_model_version(graph)
    store = LoadStore(tmp_path)
    load_rows(graph, town(a=WEST, b=EAST), name="own", by="甲", store=store)
    before = ways(graph)
    moved = {"id": "SITE-1", "name": "西站", "kind": "express", **EAST}
    opened = {"id": "SITE-4", "name": "新站", "kind": "express", **EAST}
    run = load_rows(graph, {"DeliverySite": [moved, opened]}, name="own", by="甲", store=store)
    assert ways(graph)["SITE-1", "ST-b", "walk"] == ways(graph)["SITE-4", "ST-b", "walk"] == (0, 0)
    undo(graph, run.import_id, by="甲", store=store)
    assert ways(graph) == before


class _CutOff(Silent):
    """Whoever waits asks to stop, once the load has landed."""

    def task(self, zh: str, en: str, total: int | None) -> Task:
        if en == "Computing reach":
            raise ReadCancelled("已取消", "Cancelled")
        return super().task(zh, en, total)


def test_what_is_cut_off_after_a_load_makes_no_failure_of_it(graph: Graph) -> None:
    report = load_rows(graph, town(a=WEST), name="own", by="甲", progress=_CutOff())
    assert report.reach.is_cut_off and report.reach.unplaced_words
    assert ways(graph) == {}
    refresh_reach(graph)
    assert len(ways(graph)) == 4


def test_beyond_an_hour_by_e_bike_only_the_nearest_is_kept(graph: Graph) -> None:
    far, farther = {**NORTH, "latitude": 31.50}, NORTH
    load(graph, town(far=far, farther=farther))
    assert {key[1] for key in ways(graph)} == {"ST-far"}
    # the one that was kept goes, in three ways, and the next one takes its place
    for change in (
        "MATCH (t {id: 'ST-far'}) SET t.status = 'SUSPENDED'",
        "MATCH (t {id: 'ST-far'}) DETACH DELETE t",
    ):
        graph.write(change)
        refresh_reach(graph)
        assert {key[:2] for key in ways(graph)} == {
            ("SITE-1", "ST-farther"),
            ("SITE-2", "ST-farther"),
        }
        if "SUSPENDED" in change:
            graph.write("MATCH (t {id: 'ST-far'}) SET t.status = 'OPEN'")
            refresh_reach(graph)
            assert {key[1] for key in ways(graph)} == {"ST-far"}
    load(graph, town(near=EAST, farther=farther))
    graph.write("MATCH (t {id: 'ST-near'}) DETACH DELETE t")
    refresh_reach(graph)
    assert {key[1] for key in ways(graph)} == {"ST-farther"}


def test_what_is_kept_after_many_changes_is_what_would_be_computed_anew(graph: Graph) -> None:
    chance = Random(7)

    def anywhere() -> dict[str, float]:
        return {
            "longitude": round(chance.uniform(121.5, 121.9), 4),
            "latitude": round(chance.uniform(31.1, 31.5), 4),
        }

    rows = town(**{f"s{n}": anywhere() for n in range(12)})
    rows["DeliverySite"] += [
        {"id": f"SITE-1{n}", "name": f"站{n}", "kind": "express", **anywhere()} for n in range(12)
    ]
    load(graph, rows)
    for _ in range(12):
        n = chance.randrange(12)
        move(graph, "Venue", f"VEN-s{n}", anywhere())
        move(graph, "DeliverySite", f"SITE-1{chance.randrange(12)}", anywhere())
        status = chance.choice(["OPEN", "CLOSED"])
        graph.write(f"MATCH (t {{id: 'ST-s{chance.randrange(12)}'}}) SET t.status = '{status}'")
        refresh_reach(graph)
    kept = ways(graph)
    recompute_reach(graph)
    assert kept == ways(graph)
    assert len({key[:2] for key in kept}) < 14 * 12  # some pairs are beyond the bound


def test_two_at_once_write_each_pair_once(graph: Graph) -> None:
    rows = town(**{f"s{n}": EAST for n in range(10)})
    load_rows(graph, rows, name="own", by="甲")
    graph.write("MATCH (n:DeliverySite|ServiceStation) REMOVE n.reachPlace")
    with ThreadPoolExecutor(4) as pool:
        for one in [pool.submit(refresh_reach, graph) for _ in range(4)]:
            one.result()
    assert len(ways(graph)) == 2 * 10 * 2


_KILLED = """
import os, sys
from graph.address import Address
from graph.client import Graph
from graph.reach import refresh, refresh_reach

write, left = refresh.replace_ways, [int(sys.argv[3])]

def replace_ways(*given):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    return write(*given)

refresh.replace_ways, refresh._PAIRS = replace_ways, 5
with Graph(Address(sys.argv[1], 'neo4j', sys.argv[2])) as graph:
    refresh_reach(graph)
"""


@pytest.mark.parametrize("batches", [1, 2])
def test_a_run_that_is_killed_is_finished_by_the_next(graph: Graph, batches: int) -> None:
    load(graph, town(a=WEST, b=EAST, c=WEST, d=EAST))
    whole = ways(graph)
    graph.write("MATCH (n:DeliverySite|ServiceStation) REMOVE n.reachPlace")
    graph.write("MATCH ()-[w:REACHES]->() DELETE w")
    command = [sys.executable, "-c", _KILLED, graph.address.uri, graph.address.password]
    assert subprocess.run([*command, str(batches)]).returncode == -9
    report = refresh_reach(graph)
    assert 0 < report.sites + report.stations < 6
    assert ways(graph) == whole

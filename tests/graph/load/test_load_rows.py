"""Rows from Python land in the graph as the model says: whole, once, and stamped."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from graph.errors import GraphError, LoadError
from graph.load import FaultyRows, load_rows
from graph.load.write.statements import statement
from graph.model import FAR_DAY, FAR_TIME, MODEL_VERSION, NODES, RELATIONSHIPS, SHANGHAI

RIDER = {"id": "R-0001", "alias": "小王", "role": "rider"}
SITE = {"id": "SITE-01", "name": "老街配送站", "kind": "takeaway"}
WORKS = {"start": "R-0001", "end": "SITE-01", "from": date(2024, 3, 1)}
TOWN = {"Rider": [RIDER], "DeliverySite": [SITE], "WorksAt": [WORKS]}
ORG = {"id": "ORG-01", "name": "机关党支部", "kind": "party"}


def load(graph, rows, name="test"):
    return load_rows(graph, rows, name=name, by="tester")


def props(graph, label):
    (row,) = graph.read(f"MATCH (n:{label}) RETURN properties(n)").rows
    return row[0]


def relationship(graph, type):
    (row,) = graph.read(f"MATCH ()-[r:{type}]->() RETURN properties(r)").rows
    return row[0]


def counts(graph):
    nodes = graph.read("MATCH (n) WHERE NOT n:ImportRun RETURN count(n)").value()
    return nodes, graph.read("MATCH ()-[r]->() RETURN count(r)").value()


def test_nodes_and_relationships_land_with_their_stamps(graph):
    before = datetime.now(SHANGHAI)
    report = load(graph, TOWN)
    after = datetime.now(SHANGHAI)
    assert (report.rows, report.by_kind) == (3, {"Rider": 1, "DeliverySite": 1, "WorksAt": 1})
    for stored in (
        props(graph, "Rider"),
        props(graph, "DeliverySite"),
        relationship(graph, "WORKS_AT"),
    ):
        assert before <= stored["createdAt"] <= after
        assert stored["updatedAt"] == stored["createdAt"]
        assert stored["importId"] == report.import_id
        assert stored["provenance"] == "entered"
    assert relationship(graph, "WORKS_AT")["from"] == date(2024, 3, 1)
    assert relationship(graph, "WORKS_AT")["to"] == FAR_DAY
    assert "start" not in relationship(graph, "WORKS_AT")


def test_a_load_leaves_one_record(graph):
    report = load(graph, TOWN, "三月台账")
    run = props(graph, "ImportRun")
    assert run["id"] == report.import_id
    assert (run["file"], run["by"], run["rows"], run["state"]) == ("三月台账", "tester", 3, "done")
    assert run["modelVersion"] == MODEL_VERSION
    assert len(run["sha256"]) == 64


def test_running_again_is_a_load_of_its_own_that_changes_nothing(graph):
    first = load(graph, TOWN)
    stored, counted = props(graph, "Rider"), counts(graph)
    again = load(graph, TOWN)
    assert counts(graph) == counted == (2, 1)
    assert props(graph, "Rider") == stored
    assert (first.actions, again.actions) == ({"new": 3}, {"unchanged": 3})
    runs = graph.read("MATCH (r:ImportRun) RETURN r.id, r.added ORDER BY r.at").rows
    assert runs == [(first.import_id, 3), (again.import_id, 0)]


def test_a_relationship_has_its_keys_in_its_identity(graph):
    load(graph, TOWN)
    load(graph, {"WorksAt": [WORKS | {"from": date(2025, 1, 1)}]})
    load(graph, {"WorksAt": [WORKS | {"to": date(2024, 6, 1)}]})
    found = graph.read("MATCH ()-[r:WORKS_AT]->() RETURN r.from, r.to ORDER BY r.from").rows
    assert found == [(date(2024, 3, 1), date(2024, 6, 1)), (date(2025, 1, 1), FAR_DAY)]


def test_what_a_row_does_not_speak_of_is_left_alone(graph):
    load(graph, {"Rider": [RIDER | {"ageBand": "20-29", "provenance": "synthetic"}]})
    load(graph, {"Rider": [RIDER | {"alias": "老王"}]})
    rider = props(graph, "Rider")
    assert (rider["alias"], rider["ageBand"]) == ("老王", "20-29")
    assert rider["provenance"] == "synthetic"
    load(graph, {"Rider": [RIDER | {"ageBand": None}]})
    assert "ageBand" not in props(graph, "Rider")


def test_an_ended_relationship_stays_ended(graph):
    load(graph, TOWN | {"WorksAt": [WORKS | {"to": date(2024, 6, 1)}]})
    load(graph, {"WorksAt": [WORKS]})
    assert relationship(graph, "WORKS_AT")["to"] == date(2024, 6, 1)


def test_organisations_carry_the_label_of_their_kind(graph):
    load(graph, {"Organization": [ORG, ORG | {"id": "ORG-02", "kind": "agency"}]})
    text = "MATCH (n:Organization) RETURN labels(n) ORDER BY n.id"
    assert [set(row[0]) for row in graph.read(text).rows] == [
        {"Organization", "PartyOrganization"},
        {"Organization", "Agency"},
    ]


def test_values_are_of_the_servers_types(graph):
    load(
        graph,
        {
            "ServiceStation": [
                {"id": "ST-01", "name": "驿站", "stationType": "red_station", "openFrom": "08:30"}
            ],
            "Donation": [
                {"id": "DON-1", "kind": "money", "purpose": "助学", "amountFen": 1250}
                | {"status": "RECEIVED", "receivedAt": "2024-03-01"}
            ],
        },
    )
    text = "MATCH (s:ServiceStation), (d:Donation) RETURN s.openFrom IS :: LOCAL TIME, s.openFrom, "
    text += "d.amountFen IS :: INTEGER, d.receivedAt IS :: ZONED DATETIME, d.receivedAt"
    assert graph.read(text).rows == [
        (True, time(8, 30), True, True, datetime(2024, 3, 1, tzinfo=SHANGHAI))
    ]


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Paris")])
def test_every_time_is_stored_at_plus_eight(graph, zone):
    at = datetime(2024, 3, 1, 23, 30, tzinfo=zone)
    claim = {"id": "CL-1", "status": "ACTIVE", "claimedAt": at}
    load(graph, {"Claim": [claim]})
    text = "MATCH (c:Claim) RETURN c.claimedAt.offset, c.claimedAt, c.endedAt"
    assert graph.read(text).rows == [("+08:00", at, FAR_TIME)]


def test_a_place_is_stored_in_wgs84_with_the_datum_it_came_in(graph):
    # published pair: GCJ-02 121.531541859215, 31.17530398364597 is WGS-84 121.5272106, 31.1774276
    gcj = {"longitude": 121.531541859215, "latitude": 31.17530398364597, "datum": "GCJ-02"}
    load(graph, {"DeliverySite": [SITE | gcj]})
    site = props(graph, "DeliverySite")
    assert site["location"]["longitude"] == pytest.approx(121.5272106, abs=2e-7)
    assert site["location"]["latitude"] == pytest.approx(31.1774276, abs=2e-7)
    assert site["sourceDatum"] == "GCJ-02"
    assert not {"longitude", "latitude", "datum"} & site.keys()
    assert graph.read("MATCH (s:DeliverySite) RETURN s.location.crs").value() == "wgs-84"
    load(graph, {"DeliverySite": [SITE]})
    assert "location" in props(graph, "DeliverySite")


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        ("老街", True),
        ("laojiepeisongzhan", True),
        ("laojie*", True),
        ("lao AND jie", True),
        ("ljpsz", True),
        ("ljp*", True),
        ("SITE-01", True),
        ("新街口", False),
        ("xinjie*", False),
    ],
)
def test_a_node_is_found_by_name_code_pinyin_and_initials(graph, said, hit):
    load(graph, TOWN)
    graph.write_schema("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    text = "CALL db.index.fulltext.queryNodes('lianxin_search', $q) YIELD node RETURN node.id"
    assert (graph.read(text, {"q": said}).rows == [("SITE-01",)]) == hit


def test_stocks_keep_the_time_they_were_counted(graph):
    counted = datetime(2024, 5, 1, 9, tzinfo=SHANGHAI)
    load(
        graph,
        {
            "ServiceStation": [{"id": "ST-01", "name": "驿站", "stationType": "red_station"}],
            "SupplyItem": [{"id": "ITEM-1", "name": "水", "unit": "瓶"}],
            "Stocks": [
                {"start": "ST-01", "end": "ITEM-1", "qty": 3, "par": 5, "updatedAt": counted}
            ],
        },
    )
    assert relationship(graph, "STOCKS")["updatedAt"] == counted


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        *((kind, "create") for kind in RELATIONSHIPS),
        *((kind, step) for kind in ("WorksAt", "Raised") for step in ("change", "remove")),
    ],
)
def test_relationships_are_written_from_their_two_ends_also_in_an_empty_graph(graph, kind, step):
    # an index on a relationship's day, or all relationships of a type, would be read through for each row
    relationship = RELATIONSHIPS[kind]
    start, end = (
        next(label for label in (ends[0], "Organization") if label in NODES)
        for ends in (relationship.starts, relationship.ends)
    )
    plan = graph.explain(
        statement(step, relationship, start, end), {"rows": [], "now": None, "import": ""}
    )
    assert sum(name.startswith("NodeUniqueIndexSeek") for name in plan.operators) == 2
    through = ("Directed", "Undirected", "Partitioned")
    assert not [name for name in plan.operators if "Scan" in name or name.startswith(through)]


def test_ends_may_be_in_the_graph_already(graph):
    load(graph, {"Rider": [RIDER], "DeliverySite": [SITE]})
    load(graph, {"WorksAt": [WORKS]})
    assert counts(graph) == (2, 1)


def test_one_bad_row_and_nothing_is_written(graph):
    with pytest.raises(FaultyRows):
        load(graph, TOWN | {"Child": [{"id": "CH-1"}]})
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0


def test_more_rows_than_a_batch(graph):
    riders = [RIDER | {"id": f"R-{n}"} for n in range(5001)]
    relationships = [WORKS | {"start": rider["id"]} for rider in riders]
    load(graph, {"Rider": riders, "DeliverySite": [SITE], "WorksAt": relationships})
    assert counts(graph) == (5002, 5001)


def test_an_end_that_goes_away_meanwhile_undoes_the_load(graph):
    load(graph, {"DeliverySite": [SITE]})

    class Vanishing:
        """The last moment between the checks and the writing."""

        def task(self, zh, en, total):
            if en == "Loading":
                graph.write("MATCH (s:DeliverySite) DELETE s")
            return self

        def advance(self, steps=1):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    with pytest.raises(LoadError, match="changed after this plan"):
        load_rows(
            graph,
            {"Rider": [RIDER], "WorksAt": [WORKS]},
            name="test",
            by="tester",
            progress=Vanishing(),
        )
    assert graph.read("MATCH (r:Rider) RETURN count(r)").value() == 0


def test_a_kind_that_is_not_ours(graph):
    with pytest.raises(GraphError, match="Ridr"):
        load(graph, {"Ridr": [RIDER]})


def test_progress_counts_every_row(graph):
    seen = {}

    class Counting:
        def task(self, zh, en, total):
            seen[en] = [total, 0]
            self.now = en
            return self

        def advance(self, steps=1):
            seen[self.now][1] += steps

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    rows = {"Rider": [RIDER | {"id": f"R-{n}"} for n in range(2345)], "DeliverySite": [SITE]}
    load_rows(graph, rows, name="test", by="tester", progress=Counting())
    assert seen["Checking"] == seen["Loading"] == [2346, 2346]


def test_times_next_to_each_other_are_kept_to_the_microsecond(graph):
    at = datetime(2024, 3, 1, 9, 0, 0, 1, tzinfo=SHANGHAI)
    claims = [
        {"id": f"CL-{n}", "status": "ACTIVE", "claimedAt": at + timedelta(microseconds=n)}
        for n in range(3)
    ]
    load(graph, {"Claim": claims})
    found = graph.read("MATCH (c:Claim) RETURN c.claimedAt ORDER BY c.id").rows
    assert [row[0] for row in found] == [claim["claimedAt"] for claim in claims]


def test_words_are_taken_for_codes(graph):
    load(graph, {"Rider": [RIDER | {"role": "外卖骑手", "provenance": "录入"}]})
    assert (props(graph, "Rider")["role"], props(graph, "Rider")["provenance"]) == (
        "rider",
        "entered",
    )
    load(
        graph,
        {
            "ServiceStation": [
                {
                    "id": "ST-1",
                    "name": "站",
                    "stationType": "red_station",
                    "openDays": "周一至周五",
                    "is24h": "否",
                }
            ]
        },
    )
    assert (
        props(graph, "ServiceStation")["openDays"],
        props(graph, "ServiceStation")["is24h"],
    ) == (
        "12345",
        False,
    )

"""An organisation that is merged into another: what passes, what ends, what is told, and back again."""

from datetime import date

import pytest

from graph.load import LoadStore, land, load_rows, plan_load, undo
from graph.load.registers import load_registers, source_of
from graph.load.registers.records import GraphRecords
from graph.load.table.sheets import RawSheet
from graph.model import FAR_DAY

DAY, MERGED = date(2024, 1, 1), date(2025, 6, 1)
TOWN = {
    "Organization": [
        {"id": "ORG-1", "name": "东村党支部", "kind": "party", "from": DAY},
        {"id": "ORG-2", "name": "西村党支部", "kind": "party", "from": DAY},
    ],
    "Area": [{"id": f"AREA-{n}", "name": f"{n}村", "kind": "village"} for n in (1, 2)],
    "ServiceStation": [
        {"id": "ST-1", "name": "东站", "stationType": "red_station", "status": "OPEN"}
    ],
    "Wish": [
        {"id": "W-1", "title": "一顶头盔", "category": "riding_gear", "kind": "goods"}
        | {"status": "CLAIMED", "submittedAt": DAY}
    ],
    "Claim": [{"id": "CL-1", "status": "ACTIVE", "claimedAt": DAY}],
    "Made": [{"start": "ORG-1", "end": "CL-1"}],
    "For": [{"start": "CL-1", "end": "W-1"}],
    "Manages": [{"start": "ORG-1", "end": "ST-1", "role": "lead"}],
    "InArea": [{"start": "ORG-1", "end": "AREA-1", "from": DAY}],
    "ServesArea": [
        {"start": "ORG-1", "end": "AREA-1", "from": DAY},
        {"start": "ORG-1", "end": "AREA-2", "from": DAY},
        {"start": "ORG-2", "end": "AREA-2", "from": DAY},
    ],
}
ROW = {"名称": "东村党支部", "种类": "党组织", "至": "2025-06-01", "并入": "西村党支部"}
HELD = (
    "MATCH (o:Organization)-[r:SERVES_AREA|IN_AREA|MANAGES]->(x) "
    "RETURN o.id, type(r), x.id, r.from, r.to ORDER BY o.id, type(r), x.id"
)


def plan_of(graph, title, row):
    sheet = RawSheet("台账.xlsx", title, tuple(row), 1, [(2, tuple(row.values()))])
    source = source_of([sheet], GraphRecords(graph), load_registers())
    return plan_load(graph, source, sha256="")


@pytest.fixture
def two(graph):
    load_rows(graph, TOWN, name="town", by="test")
    return graph


def test_what_passes_what_ends_and_all_of_it_is_undone_as_one(two, tmp_path):
    before = two.read(HELD).rows
    plan = plan_of(two, "组织", ROW)
    assert plan.problems == []
    assert not any(change.replaces for change in plan.changes)  # no correction to be asked about
    (told,) = [one for one in plan.notes if one.code == "merged.open"]
    assert "一顶头盔" in told.wrong[0]
    store = LoadStore(tmp_path)
    report = land(two, plan, by="test", store=store)
    assert two.read(HELD).rows == [
        ("ORG-1", "IN_AREA", "AREA-1", DAY, MERGED),
        ("ORG-1", "SERVES_AREA", "AREA-1", DAY, MERGED),
        ("ORG-1", "SERVES_AREA", "AREA-2", DAY, MERGED),
        ("ORG-2", "MANAGES", "ST-1", None, None),
        ("ORG-2", "SERVES_AREA", "AREA-1", MERGED, FAR_DAY),
        ("ORG-2", "SERVES_AREA", "AREA-2", DAY, FAR_DAY),
    ]
    old = "MATCH (o {id: 'ORG-1'})-[:MERGED_INTO]->(n) RETURN o.active, o.to, n.id"
    assert two.read(old).rows == [(False, MERGED, "ORG-2")]
    undo(two, report.import_id, by="test", store=store)
    assert two.read(HELD).rows == before
    assert two.read(old).rows == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [({"至": None}, "没有写哪天起不再存在"), ({"并入": "东村党支部"}, "并入的是它自己")],
)
def test_a_merger_without_its_day_or_into_itself_is_refused(two, row, wrong):
    (problem,) = plan_of(two, "组织", ROW | row).problems
    assert (problem.place.row, problem.column) == (2, "并入")
    assert wrong in problem.wrong[0]


def test_what_has_gone_up_in_another_gets_no_station(two):
    land(two, plan_of(two, "组织", ROW), by="test", store=None)
    row = {"编号": "ST-1", "名称": "东站", "管理组织": "东村党支部"}
    (problem,) = plan_of(two, "服务站点", row).problems
    assert problem.column == "管理组织"
    assert problem.wrong[0] == "“东村党支部”已并入“西村党支部”"
    assert problem.expected[0] == "写“西村党支部”"

"""Two records that become one: what is shown before, what is written, and all of it taken back as one."""

from datetime import date

import pytest

from graph.change import undo_change
from graph.client import Graph
from graph.entry.merger import Merger, MergerPlan, can_merge, merged_into, plan_merger
from graph.entry.writing import write_entry
from graph.load import load_rows
from graph.model import FAR_DAY, NODES

BEGAN, DAY = date(2024, 1, 1), date(2025, 6, 1)
TOWN = {
    "Organization": [
        {"id": "ORG-1", "name": "东村党支部", "kind": "party", "from": BEGAN, "memberCount": 12,
         "form": "党支部"},
        {"id": "ORG-2", "name": "西村党支部", "kind": "party", "from": BEGAN, "memberCount": 20},
        {"id": "ORG-3", "name": "老党支部", "kind": "party", "active": False, "from": BEGAN, "to": DAY},
    ],
    "Area": [{"id": f"AREA-{n}", "name": f"{n}村", "kind": "village"} for n in (1, 2)],
    "ServiceStation": [{"id": "ST-1", "name": "东站", "stationType": "red_station"}],
    "Company": [
        {"id": "CO-1", "name": "迅达速递", "kind": "express", "role": "contractor"},
        {"id": "CO-2", "name": "通捷物流", "kind": "express", "role": "contractor"},
    ],
    "DeliverySite": [
        {"id": "SITE-1", "name": "老街站", "kind": "express"},
        {"id": "SITE-2", "name": "海塘站", "kind": "express"},
    ],
    "Rider": [{"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in (1, 2)],
    "Claim": [{"id": "CL-1", "status": "FULFILLED", "claimedAt": BEGAN}],
    "Made": [{"start": "ORG-1", "end": "CL-1"}],
    "Manages": [{"start": "ORG-1", "end": "ST-1", "role": "lead"}],
    "ServesArea": [
        {"start": "ORG-1", "end": "AREA-1", "from": BEGAN},
        {"start": "ORG-1", "end": "AREA-2", "from": BEGAN},
        {"start": "ORG-2", "end": "AREA-2", "from": BEGAN},
    ],
    "Operates": [
        {"start": "CO-1", "end": "SITE-1", "from": BEGAN},
        {"start": "CO-2", "end": "SITE-2", "from": BEGAN},
    ],
    "WorksAt": [
        {"start": "R-1", "end": "SITE-1", "from": BEGAN},
        {"start": "R-2", "end": "SITE-1", "from": BEGAN, "to": "2024-06-01"},
    ],
    "LiaisesWith": [{"start": "ST-1", "end": "SITE-1", "from": BEGAN, "contactRole": "站长"}],
}  # fmt: skip
EVERYTHING = (
    "MATCH (n)-[r]->(m) WHERE NOT n:AuditRecord AND NOT n:ChangeRun AND NOT n:ImportRun "
    "RETURN n.id, type(r), m.id, r.from, r.to ORDER BY n.id, type(r), m.id, r.from"
)
RECORDS = (
    "MATCH (n:Organization|DeliverySite|Company) "
    "RETURN n.id, n.name, n.active, n.to, n.status, n.memberCount, n.form ORDER BY n.id"
)


@pytest.fixture
def small(graph: Graph) -> Graph:
    load_rows(graph, TOWN, name="a town", by="test")
    return graph


def written(graph: Graph, plan: MergerPlan) -> str:
    return write_entry(graph, "merge", plan.into.id, plan.records, by="甲", ends=plan.revs).id


def rows_of(graph: Graph, *ids: str) -> list[tuple[object, ...]]:
    return [row for row in graph.read(EVERYTHING, rows=None).rows if {*ids} & {row[0], row[2]}]


def test_an_organisation_goes_up_in_another_with_the_fields_that_were_chosen(small: Graph):
    before = small.read(EVERYTHING, rows=None).rows, small.read(RECORDS).rows
    plan = plan_merger(small, Merger("ORG-1", "ORG-2", DAY, frozenset({"form"})))
    assert plan.problems == [] and set(plan.differing) >= {"name", "memberCount", "form"}
    assert plan.kept == {"Made": 1}  # what it claimed stays its own
    assert {plan.names[one.end] for one in plan.records if one.end} >= {"1村", "2村", "东站"}
    change = written(small, plan)
    assert rows_of(small, "ORG-1", "ORG-2") == [
        ("ORG-1", "MADE", "CL-1", None, None),
        ("ORG-1", "MERGED_INTO", "ORG-2", None, None),
        ("ORG-1", "SERVES_AREA", "AREA-1", BEGAN, DAY),
        ("ORG-1", "SERVES_AREA", "AREA-2", BEGAN, DAY),
        ("ORG-2", "MANAGES", "ST-1", None, None),
        ("ORG-2", "SERVES_AREA", "AREA-1", DAY, FAR_DAY),
        ("ORG-2", "SERVES_AREA", "AREA-2", BEGAN, FAR_DAY),
    ]
    by_id = {row[0]: row[1:] for row in small.read(RECORDS).rows}
    assert by_id["ORG-1"][1:3] == (False, DAY)
    assert (by_id["ORG-2"][0], *by_id["ORG-2"][4:]) == ("西村党支部", 20, "党支部")
    assert merged_into(small, "ORG-1") == "ORG-2" and merged_into(small, "ORG-2") == ""
    undo_change(small, change, by="甲")
    assert (small.read(EVERYTHING, rows=None).rows, small.read(RECORDS).rows) == before


def test_a_site_closes_and_who_works_there_goes_over(small: Graph):
    before = small.read(EVERYTHING, rows=None).rows, small.read(RECORDS).rows
    plan = plan_merger(small, Merger("SITE-1", "SITE-2", DAY))
    change = written(small, plan)
    assert rows_of(small, "SITE-1", "SITE-2") == [
        ("CO-1", "OPERATES", "SITE-1", BEGAN, DAY),
        ("CO-2", "OPERATES", "SITE-2", BEGAN, FAR_DAY),
        ("R-1", "WORKS_AT", "SITE-1", BEGAN, DAY),
        ("R-1", "WORKS_AT", "SITE-2", DAY, FAR_DAY),
        ("R-2", "WORKS_AT", "SITE-1", BEGAN, date(2024, 6, 1)),  # had left before
        ("SITE-1", "MERGED_INTO", "SITE-2", None, None),
        ("ST-1", "LIAISES_WITH", "SITE-1", BEGAN, DAY),
        ("ST-1", "LIAISES_WITH", "SITE-2", DAY, FAR_DAY),
    ]
    pairs = "MATCH (:ServiceStation)-[r:LIAISES_WITH {to: $to}]->() RETURN r.contactRole"
    assert small.read(pairs, {"to": FAR_DAY}).value() == "站长"
    undo_change(small, change, by="甲")
    assert (small.read(EVERYTHING, rows=None).rows, small.read(RECORDS).rows) == before


def test_the_sites_of_a_company_go_over(small: Graph):
    change = written(small, plan_merger(small, Merger("CO-1", "CO-2", DAY)))
    assert ("CO-2", "OPERATES", "SITE-1", DAY, FAR_DAY) in rows_of(small, "CO-2")
    again = plan_merger(small, Merger("CO-1", "CO-2", DAY))
    assert [one.zh for one in again.problems] == ["“迅达速递”已并入 CO-2。"]
    undo_change(small, change, by="甲")
    assert merged_into(small, "CO-1") == ""


@pytest.mark.parametrize(
    ("old", "into", "why"),
    [("ORG-1", "ORG-1", "它自己"), ("ORG-1", "CO-1", "不是同一种"), ("ORG-1", "ORG-3", "停用或关闭")],
)  # fmt: skip
def test_what_cannot_become_one_is_refused_in_words(small: Graph, old: str, into: str, why: str):
    plan = plan_merger(small, Merger(old, into, DAY))
    assert plan.records == [] and why in plan.problems[0].zh


def test_which_kinds_can_be_merged():
    assert [kind for kind in NODES if can_merge(kind)] == [
        "Organization",
        "Company",
        "DeliverySite",
    ]

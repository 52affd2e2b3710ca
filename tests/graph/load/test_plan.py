"""What a load would do is known before it is done: corrected, ended, missing, refused, or as it is."""

from datetime import date, datetime, timedelta

import pytest

from graph.errors import LoadError
from graph.load import FaultyRows, land, load_rows, plan_load
from graph.load.plan import Choices, Plan, PlanOutdated, SheetChoice
from graph.load.plan.describing import field_changes
from graph.load.record import Properties, RecordChange
from graph.load.table.reading import Source, Table, from_python
from graph.model import FAR_DAY, SHANGHAI

NONE = Choices()
DAY = date(2024, 1, 1)
TOWN = {
    "Organization": [
        {"id": "ORG-1", "name": "东村党支部", "kind": "party"},
        {"id": "ORG-2", "name": "西村党支部", "kind": "party"},
    ],
    "Area": [{"id": "AREA-1", "name": "东村", "kind": "village"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "东站", "kind": "express"},
        {"id": "SITE-2", "name": "西站", "kind": "express"},
    ],
    "Rider": [{"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in range(1, 4)],
    "Wish": [
        {"id": "W-1", "title": "头盔", "category": "riding_gear", "kind": "goods"}
        | {"status": "PUBLISHED"}
    ],
    "WishEvent": [
        {"id": "EV-1", "toStatus": "PUBLISHED", "seq": 1, "at": DAY, "actorRole": "staff"}
    ],
    "Claim": [{"id": "CL-1", "status": "ACTIVE", "claimedAt": DAY}],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": DAY} for n in range(1, 4)],
    "ServesArea": [{"start": "ORG-1", "end": "AREA-1", "from": DAY}],
    "Raised": [{"start": "R-1", "end": "W-1"}],
    "HasEvent": [{"start": "W-1", "end": "EV-1"}],
    "Made": [{"start": "ORG-1", "end": "CL-1"}],
}
JOBS = "MATCH (a)-[r:WORKS_AT]->(b) RETURN a.id, b.id, r.from, r.to ORDER BY a.id, r.from"


def plan_of(graph, rows, choices=NONE):
    return plan_load(graph, from_python("again", rows), sha256="", choices=choices)


def put(graph, rows, choices=NONE):
    return land(graph, plan_of(graph, rows, choices), by="test", store=None)


@pytest.fixture
def small_town(graph):
    load_rows(graph, TOWN, name="town", by="test")
    return graph


def test_a_correction_takes_the_place_of_what_was_wrong(small_town):
    report = put(
        small_town,
        {
            "Raised": [{"start": "R-2", "end": "W-1"}],
            "Made": [{"start": "ORG-2", "end": "CL-1"}],
            "WorksAt": [
                {"start": "R-1", "end": "SITE-2", "from": DAY},
                {"start": "R-2", "end": "SITE-2", "from": date(2024, 6, 1)},
                {"start": "R-3", "end": "SITE-1", "from": date(2024, 2, 1)},
            ],
        },
    )
    assert report.actions == {"new": 5, "removed": 4, "ended": 1}
    both = "MATCH (a)-[r:RAISED|MADE]->(b) RETURN a.id, b.id ORDER BY b.id"
    assert small_town.read(both).rows == [("ORG-2", "CL-1"), ("R-2", "W-1")]
    assert small_town.read(JOBS).rows == [
        ("R-1", "SITE-2", DAY, FAR_DAY),
        ("R-2", "SITE-1", DAY, date(2024, 6, 1)),
        ("R-2", "SITE-2", date(2024, 6, 1), FAR_DAY),
        ("R-3", "SITE-1", date(2024, 2, 1), FAR_DAY),
    ]


def test_what_becomes_of_the_former_relationship_can_be_chosen(small_town):
    rows = {"WorksAt": [{"start": "R-2", "end": "SITE-2", "from": date(2024, 6, 1)}]}
    new = next(change for change in plan_of(small_town, rows).changes if change.action == "new")
    former = next(c for c in plan_of(small_town, rows).changes if c.ref == new.replaces)
    assert (former.action, former.name, new.name) == ("ended", "骑手2 → 东站", "骑手2 → 西站")
    put(small_town, rows, Choices(corrections={new.ref: "replace"}))
    assert [row for row in small_town.read(JOBS).rows if row[0] == "R-2"] == [
        ("R-2", "SITE-2", date(2024, 6, 1), FAR_DAY)
    ]


def test_a_file_that_says_two_where_there_is_one_is_refused_with_both_rows(small_town):
    jobs = [{"start": "R-1", "end": f"SITE-{n}", "from": DAY + timedelta(n)} for n in (1, 2)]
    plan = plan_of(small_town, {"WorksAt": jobs})
    ((place, wrong),) = [(fault.place, fault.wrong[0]) for fault in plan.problems]
    assert place.row == 2 and "WorksAt · 1" in wrong and "R-1" in wrong
    with pytest.raises(FaultyRows):
        land(small_town, plan, by="test", store=None)


def test_a_used_id_never_changes_its_kind_unseen(small_town):
    mass = {"id": "ORG-2", "name": "妇女联合会", "kind": "mass"}
    with pytest.raises(
        LoadError, match="of the kind 'Party organisation', and 'Mass organisation' in the file"
    ):
        put(small_town, {"Organization": [mass]})
    ask = plan_of(small_town, {"Organization": [mass]})
    (need,) = ask.needs
    put(small_town, {"Organization": [mass]}, Choices(corrections={need.ref: "replace"}))
    labels = "MATCH (o:Organization {id: 'ORG-2'}) RETURN labels(o)"
    assert set(small_town.read(labels).value()) == {"Organization", "MassOrganization"}
    serves = plan_of(small_town, {"Organization": [mass | {"id": "ORG-1"}]})
    assert [fault.expected[0] for fault in serves.problems] == [
        "另用一个编号；这个编号有新种类不能有的关系：作出认领、服务村居"
    ]


@pytest.mark.parametrize(
    ("row", "other", "why"),
    [
        ({"id": "ORG-9", "name": "东村 党​支部", "kind": "party"}, "ORG-1", "writing"),
        ({"id": "ORG-9", "name": "東村黨支部", "kind": "party"}, "ORG-1", "sound"),
        ({"id": "SITE-9", "name": "老街站", "kind": "express"}, "SITE-3", "place"),
        ({"id": "ORG-9", "name": "南村党支部", "kind": "party"}, None, None),
        ({"id": "SITE-9", "name": "老街站", "kind": "takeaway"}, None, None),
    ],
)
def test_a_likely_double_is_asked_about(small_town, row, other, why):
    place = {"longitude": 121.7, "latitude": 31.2}
    kind = "Organization" if row["id"].startswith("ORG") else "DeliverySite"
    site = {"id": "SITE-3", "name": "南站", "kind": "express"} | place
    load_rows(small_town, {"DeliverySite": [site]}, name="site", by="test")
    if kind == "DeliverySite":
        row = row | {"longitude": 121.7002, "latitude": 31.2001}
    plan = plan_of(small_town, {kind: [row]})
    found = [(double.other_id, double.why) for double in plan.doubles]
    assert found == ([(other, why)] if other else [])
    assert [need.code for need in plan.needs] == ["same"] * len(found)
    answered = plan_of(small_town, {kind: [row]}, Choices(same={f"{kind}!1": ""}))
    assert answered.needs == [] and len(answered.doubles) == len(found)
    if other:  # it has an id of its own, and would be a second record all the same
        said = plan_of(small_town, {kind: [row]}, Choices(same={f"{kind}!1": other}))
        ((column, expected),) = [(one.column, one.expected[0]) for one in said.problems]
        assert (column, expected) == ("id", other)


def test_two_new_rows_of_one_file_that_are_likely_one_are_asked_about(small_town):
    rows = [
        {"id": "ORG-7", "name": "东风村党总支", "kind": "party"},
        {"id": "ORG-8", "name": "东风村 黨总支", "kind": "party"},
        {"id": "ORG-9", "name": "潮头村党总支", "kind": "party"},
    ]
    plan = plan_of(small_town, {"Organization": rows})
    found = [(one.id, one.other_id, one.other_row, one.why) for one in plan.doubles]
    assert found == [("ORG-8", "ORG-7", 1, "sound")]
    assert [need.ref for need in plan.needs] == ["Organization!2!Organization"]


def test_two_loads_at_once_the_second_is_planned_anew(small_town):
    first = plan_of(small_town, {"Rider": [{"id": "R-1", "alias": "甲", "role": "rider"}]})
    second = plan_of(small_town, {"Rider": [{"id": "R-1", "alias": "乙", "role": "rider"}]})
    land(small_town, first, by="甲", store=None)
    with pytest.raises(PlanOutdated):
        land(small_town, second, by="乙", store=None)
    again = plan_of(small_town, {"Rider": [{"id": "R-1", "alias": "乙", "role": "rider"}]})
    ((field,),) = [change.fields for change in again.changes]
    assert (field.field, field.before, field.after) == ("alias", "甲", "乙")
    land(small_town, again, by="乙", store=None)
    known = "MATCH (r:Rider {id: 'R-1'}) RETURN r.alias, r.rev"
    assert small_town.read(known).rows == [("乙", 3)]
    audits = (
        "MATCH (a:AuditRecord {subject: 'R-1'}) RETURN a.actor, a.before, a.after ORDER BY a.at"
    )
    assert small_town.read(audits).rows == [
        ("甲", '{"alias": "骑手1"}', '{"alias": "甲"}'),
        ("乙", '{"alias": "甲"}', '{"alias": "乙"}'),
    ]


def whole(**choice):
    return SheetChoice(whole=True, ended_on=date(2025, 3, 1), **choice)


def test_what_a_whole_file_lacks_ends_on_a_day_as_its_kind_can(small_town):
    rows = {"Rider": TOWN["Rider"][:1], "DeliverySite": TOWN["DeliverySite"][:1], "Wish": []}
    sheets = {"Rider": whole(), "DeliverySite": whole(), "Wish": whole()}
    asked = plan_of(small_town, rows, Choices(sheets))
    assert {need.sheet: need.number for need in asked.needs} == {
        "Rider": 2,
        "DeliverySite": 1,
        "Wish": 1,
    }
    confirmed = {need.sheet: whole(confirmed_missing=need.number) for need in asked.needs}
    report = put(small_town, rows, Choices(confirmed))
    assert report.actions == {"new": 2, "changed": 1, "ended": 4, "unchanged": 2}
    assert [row[3] for row in small_town.read(JOBS).rows] == [
        FAR_DAY,
        date(2025, 3, 1),
        date(2025, 3, 1),
    ]
    assert (
        small_town.read("MATCH (s:DeliverySite {id: 'SITE-2'}) RETURN s.status").value() == "CLOSED"
    )
    life = (
        "MATCH (w:Wish)-[:HAS_EVENT]->(e) RETURN w.status, e.toStatus, date(e.at), date(e.until), "
        "e.reason ORDER BY e.seq"
    )
    assert small_town.read(life).rows == [
        ("WITHDRAWN", "PUBLISHED", DAY, date(2025, 3, 1), None),
        ("WITHDRAWN", "WITHDRAWN", date(2025, 3, 1), FAR_DAY, "名册中已没有"),
    ]
    assert plan_of(small_town, rows, Choices(sheets)).records == []


def organisation(**days):
    """A row of the register 组织: an organisation with its days."""
    words = {"from": "自", "to": "至", "id": "编号"}
    table = Table("Organization", "f", "组织", {name: words[name] for name in ("id", *days)})
    named = {"name": "东村党支部", "kind": "party"}
    table.rows = [(3, {"id": "ORG-1", **named, **days})]
    return Source("f", [table])


@pytest.mark.parametrize(
    ("there", "row", "column", "right"),
    [
        ({"to": DAY}, {"from": date(2024, 1, 2)}, "自", "不晚于 2024-01-01 的日期"),
        ({"from": DAY}, {"to": date(2023, 12, 31)}, "至", "不早于 2024-01-01 的日期"),
        ({}, {"from": DAY, "to": date(2023, 12, 31)}, "至", "不早于 2024-01-01 的日期"),
        ({"from": DAY}, {"to": DAY}, None, None),
    ],
)
def test_what_ends_before_it_begins_is_refused_with_its_cell(small_town, there, row, column, right):
    load_rows(
        small_town, {"Organization": [TOWN["Organization"][0] | there]}, name="before", by="test"
    )
    plan = plan_load(small_town, organisation(**row), sha256="")
    found = [(one.place.sheet, one.place.row, one.column, one.expected[0]) for one in plan.problems]
    assert found == ([("组织", 3, column, right)] if column else [])
    if column:
        with pytest.raises(FaultyRows):
            land(small_town, plan, by="test", store=None)


def test_what_has_not_begun_by_the_day_is_not_ended_but_listed(small_town):
    later = {"id": "ORG-3", "name": "南村党支部", "kind": "party", "from": date(2025, 6, 1)}
    load_rows(small_town, {"Organization": [later]}, name="later", by="test")
    choices = Choices({"Organization": whole(confirmed_missing=1)})
    plan = plan_of(small_town, {"Organization": TOWN["Organization"]}, choices)
    assert [(one.id, one.action) for one in plan.missing] == [("ORG-3", "missing")]
    assert plan.records == [] and plan.problems == []


def test_what_cannot_end_is_listed_and_left(small_town):
    choices = Choices({"Made": whole(confirmed_missing=1), "Claim": whole(confirmed_missing=1)})
    plan = plan_of(small_town, {"Made": [], "Claim": []}, choices)
    listed = {(change.kind, change.id, change.action) for change in plan.missing}
    assert listed == {("Made", "ORG-1 -> CL-1", "missing"), ("Claim", "CL-1", "missing")}
    assert plan.records == []


def test_a_sheet_says_nothing_of_kinds_that_it_does_not_speak_of(small_town):
    riders = Table("Rider", "f", "骑手", {"id": "编号", "alias": "代称", "role": "岗位"})
    riders.rows = [(2, row) for row in TOWN["Rider"]]
    jobs = Table("WorksAt", "f", "骑手", {"end": "站点", "from": "自"})
    jobs.rows = [(2, {"start": "R-1", "end": "SITE-2", "from": date(2024, 6, 1)})]
    plan = plan_load(
        small_town, Source("f", [riders, jobs]), sha256="", choices=Choices({"骑手": whole()})
    )
    assert (plan.needs, plan.missing) == ([], [])
    assert {(c.action, c.id) for c in plan.changes} == {
        ("new", "R-1 -> SITE-2 2024-06-01"),
        ("ended", "R-1 -> SITE-1 2024-01-01"),
    }


def test_what_a_plan_counts_stands_in_the_order_of_the_file():
    plan = Plan("台账.xlsx", "", "", sheets=["基本情况", "组织"])
    plan.unchanged.update({"组织": 2, "基本情况": 1})
    assert list(plan.counts()) == ["基本情况", "组织"]


def test_an_event_of_a_wish_is_called_by_its_word_in_both_languages(small_town):
    event = {"id": "EV-2", "toStatus": "CLAIMED", "seq": 2, "at": DAY, "actorRole": "staff"}
    (change,) = plan_of(small_town, {"WishEvent": [event]}).changes
    assert (change.name, change.name_en) == ("已认领", "Claimed")


def test_a_step_that_changes_is_called_by_its_state_and_not_by_its_id(small_town):
    event = TOWN["WishEvent"][0]
    (change,) = plan_of(small_town, {"WishEvent": [{**event, "until": date(2024, 2, 1)}]}).changes
    assert (change.name, change.name_en) == ("待认领", "Published")


def test_a_column_from_which_several_fields_follow_names_none_of_them():
    at = datetime(2025, 8, 20, 9, 30, tzinfo=SHANGHAI)
    after: Properties = {"toStatus": "SUBMITTED", "seq": 1, "at": at, "reason": "补交"}
    step = RecordChange("WishEvent", "new", None, after, id="EV-1")
    headers = {**dict.fromkeys(("toStatus", "seq", "at"), "提交时间"), "reason": "原因"}
    found = {one.field: one.header for one in field_changes(step, headers)}
    assert found["reason"] == "原因"
    assert [name for name, header in found.items() if header == "提交时间"] == []

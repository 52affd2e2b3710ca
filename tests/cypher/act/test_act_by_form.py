"""What a form of an action sends: choices that are none, and what others changed since it was opened."""

import pytest

from cypher.act.action_library import ActionLibrary
from cypher.act.errors import RecordChanged
from cypher.act.runner import ActionRunner, Possible
from cypher.errors import BadValue
from cypher.library.catalogue import Catalogue
from cypher.reader import Reader
from cypher.run.runner import Runner
from graph.change import undo_change
from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

STAFF = Reader("小王", "staff", "staff")
TOWN = {
    "Organization": [{"id": "ORG-1", "name": "东村党支部", "kind": "party", "memberCount": 9}],
    "Area": [{"id": "AREA-1", "name": "东村", "kind": "village"}],
    "ServesArea": [{"start": "ORG-1", "end": "AREA-1", "from": "2024-01-01"}],
    "ServiceStation": [{"id": "ST-1", "name": "东站", "stationType": "red_station"}],
    "Facility": [{"id": "FAC-01", "code": "water", "name": "饮水机"}],
    "HasFacility": [{"start": "ST-1", "end": "FAC-01", "from": "2024-01-01", "state": "working"}],
    "ChatGroup": [{"id": "CHAT-1", "name": "骑手群"}],
    "LookedAfterBy": [{"start": "CHAT-1", "end": "ST-1", "from": "2024-01-01"}],
    "DeliverySite": [{"id": "SITE-1", "name": "老街站", "kind": "express"}],
    "LiaisesWith": [{"start": "ST-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Rider": [{"id": "R-1", "alias": "小蓝", "role": "rider"}],
    "Wish": [{"id": "W-000001", "title": "头盔", "category": "riding_gear", "kind": "goods",
              "status": "IN_REVIEW", "submittedAt": "2025-03-01 09:00"}],
    "WishEvent": [{"id": "EV-000001", "toStatus": "IN_REVIEW", "seq": 1, "at": "2025-03-01 09:00",
                   "actorRole": "staff"}],
    "HasEvent": [{"start": "W-000001", "end": "EV-000001"}],
}  # fmt: skip
ENDED = "MATCH (o:Organization {id: 'ORG-1'}) RETURN o.active"


@pytest.fixture
def act(graph: Graph) -> ActionRunner:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    return ActionRunner(graph, ActionLibrary(), Runner(graph, Catalogue.load()))


def step(act: ActionRunner, id: str, action: str) -> Possible:
    return next(one for one in act.possible(STAFF, id) if one.action.id == action)


def test_a_form_opened_long_ago_is_refused_where_what_it_changes_was_changed_since(
    act: ActionRunner, graph: Graph
):
    seen = step(act, "ORG-1", "organisation/end").seen
    act.run(STAFF, "organisation/end", "ORG-1", {"day": "2025-01-01"})
    act.run(STAFF, "organisation/resume", "ORG-1", {})
    graph.write(
        "MATCH (o:Organization {id: 'ORG-1'}) SET o.to = date('2025-12-31'), o.rev = o.rev + 1"
    )
    with pytest.raises(RecordChanged, match="ORG-1 was changed by"):
        act.run(STAFF, "organisation/end", "ORG-1", {"day": "2025-02-01"}, seen=seen)
    assert graph.read(ENDED).value() is True
    with pytest.raises(RecordChanged):
        act.run(STAFF, "organisation/end", "ORG-1", {"day": "2025-02-01"}, seen="not a number.x")


def test_what_is_nothing_to_the_step_may_have_changed(act: ActionRunner, graph: Graph):
    seen = step(act, "ORG-1", "organisation/end").seen
    graph.write("MATCH (o:Organization {id: 'ORG-1'}) SET o.memberCount = 12, o.rev = o.rev + 1")
    act.run(STAFF, "organisation/end", "ORG-1", {"day": "2025-02-01"}, seen=seen)
    assert graph.read(ENDED).value() is False


def test_a_value_that_is_no_choice_is_refused_before_anything_is_written(
    act: ActionRunner, graph: Graph
):
    with pytest.raises(BadValue, match="SITE-9"):
        act.run(STAFF, "rider/start", "R-1", {"site": "SITE-9", "day": "2025-01-01"})
    assert graph.read("MATCH (:ChangeRun) RETURN count(*)").value() == 0
    graph.write("CREATE (:DeliverySite {id: 'SITE-9', name: '新站', kind: 'express', rev: 1})")
    # one that was made this very moment is a choice, however lately the choices were read
    act.run(STAFF, "rider/start", "R-1", {"site": "SITE-9", "day": "2025-01-01"}, request="f")
    graph.write("MATCH (s:DeliverySite {id: 'SITE-9'}) DETACH DELETE s")
    again = act.run(
        STAFF, "rider/start", "R-1", {"site": "SITE-9", "day": "2025-01-01"}, request="f"
    )
    assert again.repeated


def test_what_is_still_open_is_said_before_an_end_and_the_end_closes_what_is_dated(
    act: ActionRunner, graph: Graph
):
    note = step(act, "ORG-1", "organisation/end").note
    assert note is not None and "服务 1 个村居" in note.zh
    closing = step(act, "ST-1", "station/close").note
    assert closing is not None
    assert "结对联系 1 条、维护的工作群 1 个、设施配备 1 项" in closing.zh
    act.run(STAFF, "station/close", "ST-1", {})
    open_ones = (
        "MATCH (:ServiceStation {id: 'ST-1'})-[r:LIAISES_WITH|LOOKED_AFTER_BY|HAS_FACILITY]-() "
        "WHERE r.to > date({timezone: '+08:00'}) RETURN count(r)"
    )
    assert graph.read(open_ones).value() == 0


def test_a_referral_keeps_its_department_beside_its_matter(act: ActionRunner, graph: Graph):
    values = {"department": "民政条线", "reason": "临时救助"}
    act.run(Reader("老李", "steward", "staff"), "wish/refer", "W-000001", values)
    text = "MATCH (e:WishEvent {toStatus: 'REFERRED'}) RETURN e.department, e.reason"
    assert graph.read(text).rows == [("民政条线", "临时救助")]
    reports = Runner(graph, Catalogue.load())
    find = reports.catalogue.find
    (row,) = reports.run(find("reports/wishes/referred"), {}, reader=STAFF).dicts()
    assert (row["wish"], row["department"], row["reason"]) == ("头盔", "民政条线", "临时救助")
    story = reports.run(find("reports/records/story"), {"id": "W-000001"}, reader=STAFF).dicts()
    assert "民政条线 · 临时救助" in [one["note"] for one in story]


def test_an_opening_that_is_taken_back_is_near_nobody_any_more(graph: Graph):
    ensure_model_version(graph)
    place = {"longitude": 121.7, "latitude": 31.2}
    rows = {
        "Venue": [{"id": "VEN-1", "name": "党群服务站", "kind": "centre", **place}],
        "ServiceStation": [
            {"id": "ST-1", "name": "东站", "stationType": "red_station", "status": "PLANNED"}
        ],
        "Hosts": [{"start": "VEN-1", "end": "ST-1"}],
        "DeliverySite": [{"id": "SITE-1", "name": "老街站", "kind": "express", **place}],
    }
    load_rows(graph, rows, name="册", by="老张")
    ways = "MATCH (:DeliverySite)-[r:REACHES]->(:ServiceStation) RETURN count(r)"
    assert graph.read(ways).value() == 0
    opened = ActionRunner(graph, ActionLibrary()).run(STAFF, "station/open", "ST-1", {})
    assert graph.read(ways).value() == 2  # on foot and by e-bike
    undo_change(graph, opened.change_id, by="小王")
    assert graph.read(ways).value() == 0

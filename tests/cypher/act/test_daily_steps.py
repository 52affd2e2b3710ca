"""Money, stations, jobs, teams, consents and organisations by their actions: what is done and what is refused."""

import pytest

from cypher.act.action_library import ActionLibrary
from cypher.act.errors import ActionRefused
from cypher.act.runner import ActionRunner
from cypher.library.catalogue import Catalogue
from cypher.reader import Reader
from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

STAFF = Reader("小博", "staff", "staff")
CHECKS = Catalogue.load().checks
HELMET = {
    "title": "头盔",
    "category": "riding_gear",
    "station": "ST-1",
    "rider": "R-1",
    "consent": True,
}
TOWN = {
    "Organization": [
        {"id": "ORG-1", "name": "第一党支部", "kind": "party", "form": "党支部"},
        {"id": "ORG-2", "name": "第二党支部", "kind": "party", "form": "党支部"},
    ],
    "Company": [{"id": "CO-1", "name": "闪送", "kind": "takeaway", "role": "platform"}],
    "DeliverySite": [
        {"id": f"SITE-{n}", "name": f"{n}站", "kind": "takeaway", "longitude": 121.7, "latitude": 31.2}
        for n in (1, 2)
    ],
    "Operates": [
        {"start": "CO-1", "end": f"SITE-{n}", "from": "2024-01-01"} for n in (1, 2)
    ],
    "Rider": [{"id": "R-1", "alias": "小孙", "role": "rider"}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Venue": [
        {"id": "VEN-1", "name": "中心", "kind": "centre", "longitude": 121.7, "latitude": 31.2}
    ],
    "ServiceStation": [
        {"id": "ST-1", "name": "驿站", "stationType": "red_station", "status": "PLANNED"}
    ],
    "Hosts": [{"start": "VEN-1", "end": "ST-1"}],
    "LiaisesWith": [{"start": "ST-1", "end": "CO-1", "from": "2024-01-01"}],
    "Facility": [{"id": "FAC-1", "code": "fridge", "name": "冰箱"}],
    "SupplyItem": [{"id": "ITEM-1", "name": "口罩", "unit": "盒"}],
    "Team": [{"id": "TEAM-1", "name": "先锋队", "kind": "anti_fraud"}],
    "Project": [{"id": "PRJ-1", "name": "一本书的旅行", "kind": "appeal"}],
}  # fmt: skip


class Office:
    """The town's staff at work on one graph; after every step the checks find nothing new."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.runner = graph, ActionRunner(graph, ActionLibrary())
        self.before = self.faults()

    def faults(self) -> list[tuple[str, tuple[object, ...]]]:
        return [
            (id, row)
            for id, check in CHECKS.items()
            for row in self.graph.read(check.statement).rows
        ]

    def do(self, action: str, id: str = "", **values: object) -> str:
        done = self.runner.run(STAFF, action, id, values).id
        assert self.faults() == self.before, action
        return done

    def refused(self, action: str, id: str = "", **values: object) -> str:
        with pytest.raises(ActionRefused) as refused:
            self.runner.run(STAFF, action, id, values)
        assert refused.value.zh.endswith("。") and "{" not in refused.value.zh + refused.value.en
        return refused.value.code

    def rows(self, text: str, **values: object) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.graph.read(text, values).rows]


@pytest.fixture
def office(graph: Graph) -> Office:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    return Office(graph)


def test_money_from_the_pledge_to_the_books(office: Office):
    fund = office.do("fund/open", name="购书款", purpose="购书", project="PRJ-1")
    assert office.refused("fund/open", name="购书款", purpose="x", project="PRJ-1") == "same_name"
    pledge = office.do("pledge/make", organisation="ORG-1", project="PRJ-1", amount=1000)
    gift = {"organisation": "ORG-1", "fund": fund, "pledge": pledge}
    assert (
        office.refused("donation/receive", **{**gift, "organisation": "ORG-2"}, amount=1)
        == "not_theirs"
    )
    first = office.do("donation/receive", **gift, amount=400)
    status = "MATCH (p:Pledge {id: $id}) RETURN p.status"
    assert office.rows(status, id=pledge) == [("PARTLY_PAID",)]
    assert office.refused("donation/receive", **gift, amount=600.01) == "too_much"
    office.do("donation/receive", **gift, amount=600)
    assert office.rows(status, id=pledge) == [("PAID",)]
    assert office.refused("donation/receive", **gift, amount=1) == "pledge_over"
    books = {"fund": fund, "supplier": "书店", "item": "名著", "unit": 50}
    assert office.refused("purchase/buy", **books, qty=21) == "overspent"
    office.do("purchase/buy", **books, qty=14)
    assert office.refused("donation/refund", first) == "spent"
    ((batch,),) = office.rows("MATCH (b:ItemBatch) RETURN b.id")
    assert office.refused("distribution/give", batch=batch, qty=15, place="中心") == "too_many"
    office.do("distribution/give", batch=batch, qty=14, place="中心", children=14)
    assert office.refused("fund/close", fund) == "balance"
    former = office.do("disclosure/publish", project="PRJ-1", kind="full_account")
    office.do("fund/close", fund)
    assert (
        office.refused("donation/receive", organisation="ORG-1", fund=fund, amount=1)
        == "fund_closed"
    )
    correct = {"project": "PRJ-1", "kind": "correction"}
    assert office.refused("disclosure/publish", **correct) == "no_former"
    office.do("disclosure/publish", **correct, corrects=former)


def test_a_refund_opens_its_pledge_again(office: Office):
    fund = office.do("fund/open", name="购书款", purpose="购书", project="PRJ-1")
    pledge = office.do("pledge/make", organisation="ORG-1", project="PRJ-1", amount=100)
    gift = office.do("donation/receive", organisation="ORG-1", fund=fund, pledge=pledge, amount=100)
    office.do("donation/refund", gift)
    assert office.rows("MATCH (p:Pledge) RETURN p.status, p.endedAt.year") == [("OPEN", 9999)]
    office.do("pledge/waive", pledge)
    office.refused("pledge/lapse", pledge)


def test_a_station_through_its_life(office: Office):
    office.do("station/open", "ST-1")
    office.do("station/check_facility", "ST-1", facility="FAC-1")
    office.do("station/check_facility", "ST-1", facility="FAC-1", state="broken")
    has = "MATCH (:ServiceStation)-[h:HAS_FACILITY]->(:Facility) RETURN h.state, h.to.year"
    assert office.rows(has) == [("broken", 9999)]
    assert office.refused("station/stock", "ST-1", item="ITEM-1", qty=3) == "no_par"
    office.do("station/stock", "ST-1", item="ITEM-1", qty=3, par=10)
    office.do("station/stock", "ST-1", item="ITEM-1", qty=7)
    stock = "MATCH (:ServiceStation)-[s:STOCKS]->() RETURN s.qty, s.par"
    assert office.rows(stock) == [(7, 10)]
    office.do("station/suspend", "ST-1")
    office.do("station/resume", "ST-1")
    office.do("station/close", "ST-1")
    pair = "MATCH (:ServiceStation)-[p:LIAISES_WITH]->() RETURN p.to.year < 9999"
    assert office.rows(pair) == [(True,)]
    for action in ("station/open", "station/suspend", "station/resume", "station/close"):
        office.refused(action, "ST-1")


def test_a_facility_that_was_checked_before_today_has_a_new_dated_state(office: Office):
    rows = {
        "HasFacility": [{"start": "ST-1", "end": "FAC-1", "from": "2024-01-01", "state": "working"}]
    }
    load_rows(office.graph, rows, name="册", by="老张")
    office.do("station/check_facility", "ST-1", facility="FAC-1", state="working")
    has = (
        "MATCH (:ServiceStation)-[h:HAS_FACILITY]->(:Facility) "
        "RETURN h.state, h.to.year = 9999, h.checkedAt IS NULL ORDER BY h.from"
    )
    assert office.rows(has) == [("working", True, False)]
    office.do("station/check_facility", "ST-1", facility="FAC-1", state="broken")
    assert [row[:2] for row in office.rows(has)] == [("working", False), ("broken", True)]


def test_jobs_and_teams_begin_and_end(office: Office):
    assert office.refused("rider/start", "R-1", site="SITE-1") == "there"
    office.do("rider/start", "R-1", site="SITE-2")
    jobs = "MATCH (:Rider)-[j:WORKS_AT]->(s) RETURN s.id, j.to.year = 9999 ORDER BY s.id"
    assert office.rows(jobs) == [("SITE-1", False), ("SITE-2", True)]
    assert office.refused("rider/leave", "R-1") == "early"
    office.do("team/join", "R-1", team="TEAM-1", day="2025-01-01")
    assert office.refused("team/join", "R-1", team="TEAM-1") == "member"
    office.do("team/leave", "R-1", team="TEAM-1")
    assert office.refused("team/leave", "R-1", team="TEAM-1") == "no_team"


def test_a_job_ends_and_another_begins_later(office: Office):
    assert office.refused("rider/leave", "R-1", day="2024-01-01") == "early"
    office.do("rider/leave", "R-1", day="2025-06-01")
    assert office.refused("rider/leave", "R-1") == "no_job"
    assert office.refused("rider/start", "R-1", site="SITE-2", day="2025-05-31") == "early"
    office.do("rider/start", "R-1", site="SITE-2", day="2025-06-01")


def test_an_activity_with_its_team_and_its_season(office: Office):
    office.do(
        "activity/hold",
        name="送清凉",
        kind="heat_relief",
        day="2025-07-05",
        venue="VEN-1",
        team="TEAM-1",
    )
    found = "MATCH (:Team)-[:TOOK_PART_IN]->(a:Activity)-[:HELD_AT]->(:Venue) RETURN a.season"
    assert office.rows(found) == [("summer",)]


def test_an_organisation_ends_when_nothing_is_under_way_and_comes_back(office: Office):
    wish = office.do("wish/submit", **HELMET)
    local = Reader("local", "staff", "staff")
    for action, more in (
        ("wish/review", {}),
        ("wish/publish", {"title": "头盔", "cost": 1}),
        ("wish/claim", {"organisation": "ORG-1"}),
    ):
        office.runner.run(local, action, wish, more)
    assert office.refused("organisation/end", "ORG-1") == "live"
    office.do("claim/cancel", wish, reason="预算不够")
    office.do("organisation/end", "ORG-1")
    assert office.refused("organisation/end", "ORG-1") == "ended"
    assert office.refused("wish/claim", wish, organisation="ORG-1") == "ended"
    office.do("organisation/resume", "ORG-1")
    assert office.refused("organisation/resume", "ORG-1") == "active"


def test_every_button_of_every_kind_can_be_asked_for(office: Office):
    fund = office.do("fund/open", name="购书款", purpose="购书", project="PRJ-1")
    pledge = office.do("pledge/make", organisation="ORG-1", project="PRJ-1", amount=100)
    gift = office.do("donation/receive", organisation="ORG-1", fund=fund, pledge=pledge, amount=50)
    other = office.do("pledge/make", organisation="ORG-2", project="PRJ-1", amount=100)
    for id in (other, gift, "ORG-1", "R-1", "ST-1"):
        assert any(one.refusal is None for one in office.runner.possible(STAFF, id)), id
    (close,) = office.runner.possible(STAFF, fund)
    assert close.refusal is not None and "50" in close.refusal.zh


def test_a_consent_is_given_once_and_withdrawn_once(office: Office):
    wish = office.do("wish/submit", **HELMET)
    assert office.refused("consent/give", wish, scope="wish_processing") == "given"
    office.do("consent/give", wish, scope="publish")
    ((consent,),) = office.rows("MATCH (k:Consent {scope: 'publish'}) RETURN k.id")
    office.do("consent/withdraw", str(consent))
    assert office.refused("consent/withdraw", str(consent)) == "withdrawn"

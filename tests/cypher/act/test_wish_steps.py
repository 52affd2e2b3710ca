"""A wish's life by its actions: each step that the headers allow is taken, each other is refused in words."""

from collections.abc import Iterator

import pytest

from cypher.act.action_library import ActionLibrary
from cypher.act.errors import ActionRefused
from cypher.act.runner import ActionRunner
from cypher.library.catalogue import Catalogue
from cypher.reader import Reader
from graph.client import Graph
from graph.load import load_rows
from graph.model.wishes import WISH_STATUSES
from graph.removal.names import placeholder
from graph.schema import ensure_model_version

ANNA, BO = Reader("安娜", "staff", "staff"), Reader("小博", "staff", "staff")
ACTIONS = {
    id: one
    for id, one in ActionLibrary().actions().items()
    if one.header.on == "Wish" and not one.header.new
}
TOWN = {
    "Organization": [
        {"id": "ORG-1", "name": "第一党支部", "kind": "party", "form": "党支部"},
        {"id": "ORG-2", "name": "第二党支部", "kind": "party", "form": "党支部"},
    ],
    "Company": [{"id": "CO-1", "name": "闪送", "kind": "takeaway", "role": "platform"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "东站", "kind": "takeaway", "longitude": 121.72, "latitude": 31.23}
    ],
    "Operates": [{"start": "CO-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Rider": [{"id": "R-1", "alias": "小孙", "role": "rider"}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Venue": [
        {"id": "VEN-1", "name": "中心", "kind": "centre", "longitude": 121.72, "latitude": 31.23}
    ],
    "ServiceStation": [{"id": "ST-1", "name": "驿站", "stationType": "red_station"}],
    "Hosts": [{"start": "VEN-1", "end": "ST-1"}],
}  # fmt: skip
VALUES: dict[str, dict[str, object]] = {
    "wish/submit": {
        "title": "头盔", "category": "riding_gear", "station": "ST-1", "rider": "R-1", "consent": True,
    },
    "wish/return": {"reason": "缺尺码"},
    "wish/reject": {"reason": "不属于微心愿"},
    "wish/refer": {"department": "民政条线", "reason": "临时救助"},
    "wish/approve_cost": {"cost": 800},
    "wish/publish": {"title": "一顶头盔", "cost": 120},
    "wish/claim": {"organisation": "ORG-1"},
    "wish/offer": {"organisation": "ORG-2"},
    "claim/refuse": {"reason": "另有安排"},
    "claim/cancel": {"reason": "预算不够"},
    "claim/revoke": {"reason": "联系不上"},
    "claim/expire": {"reason": "没有对接"},
    "wish/reopen": {"reason": "尺码不对"},
    "consent/give": {"scope": "show_to_claimant"},
    "claim/contact": {"by": "staff"},
}  # fmt: skip
PATHS = {
    "SUBMITTED": (),
    "IN_REVIEW": ("wish/review",),
    "RETURNED": ("wish/review", "wish/return"),
    "REJECTED": ("wish/review", "wish/reject"),
    "REFERRED": ("wish/review", "wish/refer"),
    "PUBLISHED": ("wish/review", "wish/publish"),
    "CARRIED_OVER": ("wish/review", "wish/publish", "wish/carry_over"),
    "CLAIMED": ("wish/review", "wish/publish", "wish/claim"),
    "FULFILLED": ("wish/review", "wish/publish", "wish/claim", "wish/hand_over"),
    "CLOSED": ("wish/review", "wish/publish", "wish/claim", "wish/hand_over", "wish/visit"),
    "WITHDRAWN": ("wish/withdraw",),
}
"""How each state is reached from a new wish."""
RESTS_ON_CONSENT = {
    "SUBMITTED": ["wish/review"],
    "IN_REVIEW": ["wish/refer", "wish/approve_cost", "wish/publish"],
    "PUBLISHED": ["wish/claim", "wish/offer", "wish/carry_over"],
    "CLAIMED": ["claim/contact"],
    "FULFILLED": ["wish/reopen"],
}
"""Steps that are not taken once the consent to handle the wish does not stand any more."""
_EARLIER = (
    "MATCH (w:Wish {id: $id}) "
    "OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent) "
    "SET e.at = e.at - duration({days: 40}), w.publishedAt = w.publishedAt - duration({days: 40}), "
    "e.until = CASE WHEN e.until.year < 9999 THEN e.until - duration({days: 40}) ELSE e.until END "
    "WITH DISTINCT w OPTIONAL MATCH (w)<-[:FOR]-(c:Claim) "
    "SET c.claimedAt = c.claimedAt - duration({days: 40}), "
    "c.acceptedAt = c.acceptedAt - duration({days: 40}), c.dueAt = c.dueAt - duration({days: 40}) "
    "WITH DISTINCT c OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover) "
    "SET h.at = h.at - duration({days: 40})"
)
CHECKS = Catalogue.load().checks


class Office:
    """The town's staff at work on one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.runner = graph, ActionRunner(graph, ActionLibrary())

    def do(self, action: str, id: str, by: Reader = BO, **values: object) -> str:
        given = {**VALUES.get(action, {}), **values}
        if "claim" in ACTIONS.get(action, ACTIONS["wish/claim"]).header.parameters:
            find = "MATCH (:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'PENDING'}) RETURN c.id"
            given.setdefault("claim", self.graph.read(find, {"id": id}).value())
        return self.runner.run(by, action, id, given).id

    def wish_in(self, state: str) -> str:
        id = self.do("wish/submit", "", ANNA)
        for action in PATHS[state]:
            if action == "wish/carry_over":
                self.earlier(id)
            self.do(action, id)
        return id

    def earlier(self, id: str) -> None:
        """Let a wish have come 40 days before."""
        with self.graph.driver.session(database=self.graph.address.database) as session:
            session.run(_EARLIER, id=id).consume()

    def faults(self) -> list[tuple[str, tuple[object, ...]]]:
        return [
            (id, row)
            for id, check in CHECKS.items()
            for row in self.graph.read(check.statement).rows
        ]

    def status(self, id: str) -> object:
        return self.graph.read("MATCH (w:Wish {id: $id}) RETURN w.status", {"id": id}).value()


@pytest.fixture
def office(graph: Graph) -> Office:
    ensure_model_version(graph)
    load_rows(graph, TOWN, name="册", by="老张")
    return Office(graph)


def prepared(office: Office, action: str, state: str) -> str:
    """A wish in a state, for which the action's guard has nothing against it."""
    id = office.wish_in(state)
    if action in ("claim/accept", "claim/refuse") and state in ("PUBLISHED", "CARRIED_OVER"):
        office.do("wish/offer", id)
    if action in ("wish/carry_over", "wish/close", "claim/expire"):
        office.earlier(id)
    return id


def allowed() -> Iterator[tuple[str, str]]:
    for id, one in ACTIONS.items():
        for state in one.header.before or ("PUBLISHED",):
            yield id, state


def test_every_step_that_the_headers_allow_is_taken_and_no_check_finds_anything(office: Office):
    office.wish_in("SUBMITTED")
    before = office.faults()
    for action, state in allowed():
        id = prepared(office, action, state)
        office.do(action, id)
        assert office.status(id) == (ACTIONS[action].header.to or state), (action, state)
        if state == (ACTIONS[action].header.before or ("PUBLISHED",))[-1]:
            assert office.faults() == before, action


def test_every_other_step_is_refused_in_words_and_writes_nothing(office: Office):
    wishes = {state: office.wish_in(state) for state in WISH_STATUSES}
    was = office.graph.data_version(at_most_every=0)
    for action, one in ACTIONS.items():
        for state, id in wishes.items():
            if not one.header.before or state in one.header.before:
                continue
            with pytest.raises(ActionRefused) as refused:
                values = {"claim": "CL-none"} if "claim" in one.header.parameters else {}
                office.do(action, id, **values)
            assert refused.value.zh.endswith("。"), (action, state)
            assert "{" not in refused.value.zh + refused.value.en, (action, state)
            assert office.status(id) == state
    assert office.graph.data_version(at_most_every=0) == was


def test_the_guard_that_is_asked_for_a_button_agrees_with_what_happens(office: Office):
    for state in WISH_STATUSES:
        id = office.wish_in(state)
        for possible in office.runner.possible(BO, id):
            states = possible.action.header.before
            if states and state not in states:
                assert possible.refusal is not None, (possible.action.id, state)


def refusal(
    office: Office, action: str, id: str, by: Reader = BO, **values: object
) -> ActionRefused:
    with pytest.raises(ActionRefused) as refused:
        office.do(action, id, by, **values)
    return refused.value


def test_nobody_publishes_what_they_entered(office: Office):
    id = office.wish_in("IN_REVIEW")
    assert refusal(office, "wish/publish", id, ANNA).code == "own"
    assert refusal(office, "wish/approve_cost", id, ANNA).code == "own"
    office.do("wish/publish", id, BO)


def test_who_handed_it_in_again_does_not_publish_it(office: Office):
    id = office.wish_in("RETURNED")
    office.do("wish/resubmit", id, BO, title="头盔，大号")
    office.do("wish/review", id, BO)
    assert refusal(office, "wish/publish", id, BO).code == "own"


def test_a_wish_that_a_file_brought_is_not_published_by_who_brought_it(office: Office):
    rows = {
        "Wish": [
            {
                "id": "W-9", "title": "伞", "category": "riding_gear", "kind": "goods",
                "status": "IN_REVIEW", "submittedAt": "2025-03-01", "channel": "box",
            }
        ],
        "WishEvent": [
            {"id": "EV-9", "toStatus": "IN_REVIEW", "seq": 1, "at": "2025-03-01", "actorRole": "staff"}
        ],
        "HasEvent": [{"start": "W-9", "end": "EV-9"}],
        "Raised": [{"start": "R-1", "end": "W-9"}],
    }  # fmt: skip
    load_rows(office.graph, rows, name="册", by=BO.name)
    assert refusal(office, "wish/publish", "W-9", BO).code == "own"
    office.do("wish/publish", "W-9", ANNA)


def test_above_500_yuan_another_approves_the_cost_first(office: Office):
    id = office.wish_in("IN_REVIEW")
    chen = Reader("小陈", "staff", "staff")
    assert refusal(office, "wish/publish", id, BO, cost=500.01).code == "second"
    office.do("wish/approve_cost", id, BO, cost=800)
    assert refusal(office, "wish/publish", id, BO, cost=800).code == "second"
    assert refusal(office, "wish/publish", id, chen, cost=801).code == "second"
    office.do("wish/publish", id, chen, cost=800)
    assert (
        office.graph.read("MATCH (w:Wish {id: $i}) RETURN w.estCostFen", {"i": id}).value() == 80000
    )


def test_who_has_no_account_may_do_both(office: Office):
    local = Reader("local", "staff", "staff")
    id = office.do("wish/submit", "", local)
    for action in ("wish/review", "wish/publish"):
        office.do(action, id, local)
    assert office.status(id) == "PUBLISHED"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("给小孙一顶头盔", "personal"),
        ("头盔，电话 13812345678", "number"),
        ("头盔，31011519900101123X", "number"),
    ],
)
def test_what_is_published_names_nobody(office: Office, title: str, code: str):
    assert refusal(office, "wish/publish", office.wish_in("IN_REVIEW"), title=title).code == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"consent": False}, "no_consent"),
        ({"station": None}, "no_station"),
        ({"rider": None}, "no_rider"),
        ({"rider": None, "rider_alias": "阿明"}, "no_rider"),
        ({"rider_alias": "阿明"}, "two_riders"),
        ({"rider": None, "rider_alias": "小孙", "site": "SITE-1"}, "alias_taken"),
        ({"title": "打 13812345678"}, "number"),
    ],
)
def test_what_a_new_wish_needs(office: Office, values: dict[str, object], code: str):
    assert refusal(office, "wish/submit", "", ANNA, **values).code == code


def test_a_new_wish_of_a_new_rider(office: Office):
    before = office.faults()
    id = office.do("wish/submit", "", ANNA, rider=None, rider_alias=" 阿明 ", site="SITE-1")
    row = office.graph.read(
        "MATCH (s:DeliverySite)<-[j:WORKS_AT]-(r:Rider)-[:RAISED]->(w:Wish {id: $id})<-[:COVERS]-(k) "
        "WHERE (k)-[:GIVEN_BY]->(r) "
        "RETURN r.alias, s.id, j.to.year, k.scope, w.status, w.submittedAt IS NOT NULL",
        {"id": id},
    ).rows
    assert list(map(tuple, row)) == [("阿明", "SITE-1", 9999, "wish_processing", "SUBMITTED", True)]
    assert office.faults() == before


@pytest.mark.parametrize("way", ["withdrawn", "removed"])
def test_without_a_standing_consent_nothing_goes_on_at_once(office: Office, way: str):
    wishes = {state: office.wish_in(state) for state in RESTS_ON_CONSENT}
    if way == "removed":
        text = "MATCH (r:Rider {id: 'R-1'}) SET r.alias = $alias"
        office.graph.write(text, {"alias": placeholder("R-1")})
    for state, actions in RESTS_ON_CONSENT.items():
        id = wishes[state]
        if way == "withdrawn":
            find = "MATCH (:Wish {id: $id})<-[:COVERS]-(k:Consent) RETURN k.id"
            office.do("consent/withdraw", str(office.graph.read(find, {"id": id}).value()))
        for action in actions:
            error = refusal(office, action, id)
            assert error.code == "consent_withdrawn" and "同意" in error.zh, action
        possible = {one.action.id: one.refusal for one in office.runner.possible(ANNA, id)}
        assert all(possible[action] for action in actions), state
        if state != "FULFILLED":
            office.do("wish/withdraw", id)


def test_a_rider_is_shown_to_the_claimant_by_a_consent_of_its_own(office: Office):
    id = office.wish_in("CLAIMED")

    def contact(by: str) -> str:
        """By whom the form offers it, and what it says where ``by`` was in touch."""
        (one,) = [x for x in office.runner.possible(ANNA, id) if x.action.id == "claim/contact"]
        assert one.refusal is None  # by staff it can be done
        with pytest.raises(ActionRefused) as refused:
            office.runner.run(BO, "claim/contact", id, {"by": by})
        return f"{one.values['by']} {refused.value.code}"

    assert contact("claimant") == "staff not_shown"
    office.do("consent/give", id, scope="show_to_claimant")
    find = "MATCH (:Wish {id: $id})<-[:COVERS]-(k:Consent {scope: 'show_to_claimant'}) RETURN k.id"
    consent = str(office.graph.read(find, {"id": id}).value())
    (offered,) = [x for x in office.runner.possible(ANNA, id) if x.action.id == "claim/contact"]
    assert offered.values["by"] == "claimant"
    office.do("consent/withdraw", consent)
    assert contact("claimant") == "staff not_shown"
    office.runner.run(BO, "claim/contact", id, {"by": "staff"})


def test_what_may_not_be_published_any_more_is_not(office: Office):
    id = office.wish_in("IN_REVIEW")
    office.do("consent/give", id, scope="publish")
    find = "MATCH (:Wish {id: $id})<-[:COVERS]-(k:Consent {scope: 'publish'}) RETURN k.id"
    office.do("consent/withdraw", str(office.graph.read(find, {"id": id}).value()))
    assert refusal(office, "wish/publish", id).code == "publish_withdrawn"
    office.do("consent/give", id, scope="publish")
    office.do("wish/publish", id)


def test_a_claim_lapses_only_when_it_is_due(office: Office):
    id = office.wish_in("CLAIMED")
    error = refusal(office, "claim/expire", id)
    assert error.code == "not_due" and "第一党支部" in error.zh
    office.earlier(id)
    office.do("claim/expire", id)
    claims = "MATCH (:Wish {id: $id})<-[:FOR]-(c:Claim) RETURN c.status, c.endReason"
    assert [tuple(row) for row in office.graph.read(claims, {"id": id}).rows] == [
        ("EXPIRED", "没有对接")
    ]


def test_a_wish_carried_over_is_urgent_and_not_before_its_30_days(office: Office):
    id = office.wish_in("PUBLISHED")
    assert refusal(office, "wish/carry_over", id).code == "early"
    office.earlier(id)
    office.do("wish/carry_over", id)
    assert (
        office.graph.read("MATCH (w:Wish {id: $id}) RETURN w.urgency", {"id": id}).value()
        == "urgent"
    )


def test_a_withdrawn_wish_ends_its_claim_and_its_offers(office: Office):
    id = office.wish_in("PUBLISHED")
    office.do("wish/offer", id)
    office.do("wish/claim", id)
    office.do("wish/withdraw", id, reason="自己买了")
    claims = (
        "MATCH (:Wish {id: $id})<-[:FOR]-(c:Claim) RETURN c.status, c.endReason ORDER BY c.status"
    )
    assert [tuple(row) for row in office.graph.read(claims, {"id": id}).rows] == [
        ("REJECTED", "自己买了"), ("REVOKED", "自己买了"),
    ]  # fmt: skip


def test_what_was_not_solved_goes_back_to_its_claimant(office: Office):
    id = office.wish_in("FULFILLED")
    office.do("wish/reopen", id)
    office.do("wish/hand_over", id, cost=99.5)
    office.do("wish/visit", id, grade="grade_1")
    found = office.graph.read(
        "MATCH (:Wish {id: $id})<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h)-[:FOLLOWED_BY]->(v) "
        "RETURN c.actualCostFen, v.grade ORDER BY v.grade", {"id": id},
    ).rows  # fmt: skip
    assert [tuple(row) for row in found] == [(9950, 1), (9950, 4)]

"""Each saved check finds its own fault in an otherwise sound graph, and no other check does."""

import re
from datetime import date, datetime, timedelta

import pytest
from truth import ask

from cypher.library.catalogue import Catalogue
from cypher.words import word
from graph.client import Graph, Tx
from graph.load import load_rows
from graph.load.table.fields import fields_of
from graph.model import NODES, RELATIONSHIPS, SHANGHAI, DatedRelationship, about_fields
from graph.model.completeness import MENDERS, RULES

CATALOGUE = Catalogue.load()
START = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)


def _at(days: float) -> datetime:
    return START + timedelta(days=days)


def _life(wish: str, *steps: tuple[str, float]) -> dict[str, list[dict[str, object]]]:
    """The events of a wish: each status with the day on which it begins."""
    events: list[dict[str, object]] = []
    for n, (status, day) in enumerate(steps):
        event: dict[str, object] = {
            "id": f"EV-{wish[2:]}{n}",
            "toStatus": status,
            "seq": n + 1,
            "at": _at(day),
            "actorRole": "staff",
        }
        if n + 1 < len(steps):
            event["until"] = _at(steps[n + 1][1])
        events.append(event)
    relationships: list[dict[str, object]] = [
        {"start": wish, "end": event["id"]} for event in events
    ]
    return {"WishEvent": events, "HasEvent": relationships}


def _wish(id: str, status: str, **more: object) -> dict[str, object]:
    return {"id": id, "title": "雨衣", "category": "riding_gear", "kind": "goods"} | {
        "status": status,
        "submittedAt": _at(0),
        "publishedAt": _at(2),
        **more,
    }


def _people_and_places() -> dict[str, list[dict[str, object]]]:
    day = date(2025, 1, 1)
    place = {"longitude": 121.71, "latitude": 31.23}
    return {
        "Organization": [{"id": "ORG-1", "name": "示例党支部", "kind": "party"}],
        "Rider": [{"id": "R-1", "alias": "骑手甲", "role": "rider"}],
        "Child": [
            {"id": "CH-1", "ageBand": "9-11", "guardianConsent": True},
            {"id": "CH-2", "ageBand": "14-17", "guardianConsent": False},
        ],
        "DeliverySite": [
            {"id": "SITE-1", "name": "甲站", "kind": "takeaway", "movedAt": _at(-9), **place},
            {"id": "SITE-2", "name": "乙站", "kind": "express", **place},
        ],
        "Venue": [{"id": "VEN-1", "name": "某场所", "kind": "other", "movedAt": _at(-9), **place}],
        "ServiceStation": [
            {"id": "ST-1", "name": "红站", "stationType": "red_station", "tier": "fusion"},
            {"id": "ST-2", "name": "职工站", "stationType": "worker_service"},
        ],
        "Company": [{"id": "CO-1", "name": "某公司", "kind": "express", "role": "contractor"}],
        "Operates": [{"start": "CO-1", "end": f"SITE-{n}", "from": day} for n in (1, 2)],
        "Headcount": [{"id": "HC-1", "asOf": day, "count": 30}],
        "CountedAt": [{"start": "HC-1", "end": "SITE-1"}],
        "Hosts": [{"start": "VEN-1", "end": "ST-1"}, {"start": "VEN-1", "end": "ST-2"}],
        "WorksAt": [
            {"start": "R-1", "end": "SITE-1", "from": day, "to": date(2025, 2, 1)},
            {"start": "R-1", "end": "SITE-2", "from": date(2025, 2, 1)},
        ],
        "SourceDocument": [{"id": "DOC-1", "title": "报道", "statedBefore": day}],
        "SourceClaim": [
            {"id": "F01", "textZh": "站点2个", "paragraph": 1, "asOf": day, "provenance": "article"}
        ],
        "Area": [{"id": "AREA-1", "name": "某镇", "kind": "town", "provenance": "article"}],
        "Describes": [{"start": "F01", "end": "AREA-1"}],
    }


def _wishes() -> dict[str, list[dict[str, object]]]:
    lives = [
        _life("W-1", ("SUBMITTED", 0), ("PUBLISHED", 2), ("CLAIMED", 5)),
        _life("W-2", ("SUBMITTED", 0), ("PUBLISHED", 2)),
        _life("W-3", ("PUBLISHED", 2), ("CLAIMED", 4), ("FULFILLED", 9), ("CLOSED", 12)),
    ]
    accepted = {"claimedAt": _at(4), "acceptedAt": _at(4)}
    return {
        "Wish": [
            _wish("W-1", "CLAIMED"),
            _wish("W-2", "PUBLISHED"),
            _wish("W-3", "CLOSED", closedAt=_at(12)),
            {"id": "W-0", "title": "冰箱", "category": "home_appliance", "kind": "goods"}
            | {"status": "FULFILLED", "provenance": "article"},
        ],
        "WishEvent": [event for life in lives for event in life["WishEvent"]],
        "HasEvent": [relationship for life in lives for relationship in life["HasEvent"]],
        "Raised": [{"start": "R-1", "end": f"W-{n}"} for n in (1, 2, 3)],
        "Via": [{"start": f"W-{n}", "end": "ST-1"} for n in (1, 2, 3)],
        "Claim": [
            {"id": "CL-1", "status": "ACTIVE", "claimedAt": _at(5), "acceptedAt": _at(5)},
            {"id": "CL-2", "status": "CANCELLED", "endedAt": _at(5), **accepted},
            {"id": "CL-3", "status": "FULFILLED", "endedAt": _at(9), **accepted},
            {"id": "CL-4", "status": "PENDING", "claimedAt": _at(6)},
        ],
        "Made": [{"start": "ORG-1", "end": f"CL-{n}"} for n in (1, 2, 3, 4)],
        "For": [
            {"start": f"CL-{n}", "end": f"W-{wish}"} for n, wish in ((1, 1), (2, 1), (3, 3), (4, 2))
        ],
        "Handover": [{"id": "HO-1", "at": _at(9)}],
        "ResultedIn": [{"start": "CL-3", "end": "HO-1"}],
        "Visit": [{"id": "VIS-1", "at": _at(11), "grade": 1}],
        "FollowedBy": [{"start": "HO-1", "end": "VIS-1"}],
    }


def _money() -> dict[str, list[dict[str, object]]]:
    gift = {"kind": "money", "purpose": "助学", "receivedAt": _at(0), "amountFen": 5000}
    return {
        "Fund": [
            {"id": "FUND-1", "name": "专款", "purpose": "助学", "status": "OPEN"}
            | {"openedAt": _at(-5)}
        ],
        "Donation": [
            {"id": "DON-1", "status": "RECEIVED", **gift},
            {"id": "DON-2", "status": "REFUNDED", "refundedAt": _at(3), **gift},
        ],
        "Project": [{"id": "PRJ-1", "name": "倡议", "kind": "appeal"}],
        "Of": [{"start": "FUND-1", "end": "PRJ-1"}],
        "Pledge": [{"id": "PL-1", "amountFen": 1, "pledgedAt": _at(0), "status": "OPEN"}],
        "Pledged": [{"start": "ORG-1", "end": "PL-1"}],
        "PledgeTo": [{"start": "PL-1", "end": "PRJ-1"}],
        "Gave": [{"start": "ORG-1", "end": f"DON-{n}"} for n in (1, 2)],
        "Into": [{"start": f"DON-{n}", "end": "FUND-1"} for n in (1, 2)],
        "Purchase": [{"id": "PUR-1", "at": _at(5), "supplier": "某店", "totalFen": 5000}],
        "Paid": [{"start": "FUND-1", "end": "PUR-1", "fen": 5000}],
        "ItemBatch": [{"id": "BAT-1", "item": "书包", "qty": 10, "unitFen": 500}],
        "Bought": [{"start": "PUR-1", "end": "BAT-1"}],
        "Distribution": [
            {"id": "DIS-1", "at": _at(8), "place": "中心"},
            {"id": "DIS-2", "at": _at(9), "place": "中心"},
        ],
        "GivenIn": [
            {"start": "BAT-1", "end": "DIS-1", "qty": 6},
            {"start": "BAT-1", "end": "DIS-2", "qty": 4},
        ],
    }


# Check, what is wrong, and the one change to the sound graph that brings it about.
FAULTS = [
    (
        "v01",
        "two claims live in the same days, though both have ended",
        "MATCH (w:Wish {id: 'W-3'}), (o:Organization) CREATE (o)-[:MADE]->(:Claim {id: 'CL-9', status: 'EXPIRED', "
        "acceptedAt: datetime('2025-03-08T09:00+08:00'), "
        "endedAt: datetime('2025-03-09T09:00+08:00')})-[:FOR]->(w)",
    ),
    (
        "v02",
        "claimed, but its claim has ended",
        "MATCH (c:Claim {id: 'CL-1'}) SET c.status = 'EXPIRED', "
        "c.endedAt = datetime('2025-03-20T09:00+08:00')",
    ),
    (
        "v02",
        "published, but a claim on it is live",
        "MATCH (c:Claim {id: 'CL-4'}) SET c.acceptedAt = datetime('2025-03-20T09:00+08:00')",
    ),
    ("v03", "closed, nothing handed over", "MATCH (h:Handover|Visit) DETACH DELETE h"),
    (
        "v04",
        "an event begins before the last one",
        "MATCH (e:WishEvent {id: 'EV-11'}) SET e.at = datetime('2025-03-01T09:00+08:00')",
    ),
    (
        "v04",
        "a gap between two events",
        "MATCH (e:WishEvent {id: 'EV-10'}) SET e.until = datetime('2025-03-04T09:00+08:00')",
    ),
    (
        "v04",
        "closed before published",
        "MATCH (w:Wish {id: 'W-3'}) SET w.closedAt = datetime('2025-03-04T09:00+08:00')",
    ),
    (
        "v04",
        "the status is not that of the latest event",
        "MATCH (w:Wish {id: 'W-2'}) SET w.status = 'IN_REVIEW'",
    ),
    ("v05", "another purpose", "MATCH (d:Donation {id: 'DON-1'}) SET d.purpose = '防暑'"),
    (
        "v06",
        "as much spent as came, but part of it went back",
        "MATCH (:Fund)-[p:PAID]->() SET p.fen = 10000",
    ),
    ("v07", "eleven of ten given", "MATCH (:ItemBatch)-[g:GIVEN_IN {qty: 4}]->() SET g.qty = 5"),
    ("v08", "no consent", "MATCH (c:Child {id: 'CH-1'}) SET c.guardianConsent = false"),
    ("v08", "consent not said", "MATCH (c:Child {id: 'CH-1'}) REMOVE c.guardianConsent"),
    (
        "v09",
        "one day at two sites",
        "MATCH (:Rider)-[w:WORKS_AT]->(:DeliverySite {id: 'SITE-1'}) SET w.to = date('2025-02-02')",
    ),
    (
        "v09",
        "twice at the same site",
        "MATCH (r:Rider), (s:DeliverySite {id: 'SITE-2'}) CREATE (r)-[:WORKS_AT "
        "{from: date('2025-05-01'), to: date('9999-12-31')}]->(s)",
    ),
    (
        "v10",
        "both kinds",
        "MATCH (s:DeliverySite {id: 'SITE-2'}), (v:Venue) SET s:ServiceStation CREATE (v)-[:HOSTS]->(s)",
    ),
    (
        "v11",
        "the site moved",
        "MATCH (s:DeliverySite {id: 'SITE-1'}) SET s.location = point({longitude: 121.7, latitude: 31.2})",
    ),
    (
        "v11",
        "the station's place moved",
        "MATCH (v:Venue) SET v.location = point({longitude: 121.7, latitude: 31.2})",
    ),
    ("v11", "a station closed", "MATCH (t {id: 'ST-1'}) SET t.status = 'CLOSED'"),
    ("v11", "a site never computed", "MATCH (s {id: 'SITE-1'}) REMOVE s.reachPlace"),
    (
        "v12",
        "the article describes an invented site",
        "MATCH (f:SourceClaim), (s:DeliverySite {id: 'SITE-1'}) "
        "SET s.provenance = 'synthetic' CREATE (f)-[:DESCRIBES]->(s)",
    ),
    ("v13", "a telephone", "MATCH (r:Rider) SET r.phone = '1'"),
    ("v13", "a child's school", "MATCH (c:Child {id: 'CH-2'}) SET c.schoolName = '某校'"),
    ("v14", "a worker point with a tier", "MATCH (s {id: 'ST-2'}) SET s.tier = 'village'"),
]


def _firing(graph: Graph) -> dict[str, int]:
    """The checks that find something, by the first letters of their names, and how many rows."""
    found = {
        saved.id.rpartition("/")[2][:3]: len(graph.read(saved.text, seconds=60).rows)
        for saved in CATALOGUE.of("checks")
    }
    assert sorted(found) == [f"v{n:02d}" for n in range(1, 23)]
    return {id: rows for id, rows in found.items() if rows}


def _sound(graph: Graph) -> None:
    rows = {**_people_and_places(), **_wishes(), **_money()}
    load_rows(graph, rows, name="sound", by="test")


def test_a_sound_graph_has_no_fault(graph: Graph) -> None:
    _sound(graph)
    assert _firing(graph) == {}


def test_an_empty_graph_has_no_fault(graph: Graph) -> None:
    assert _firing(graph) == {}


@pytest.mark.parametrize(
    ("check", "wrong", "change"), FAULTS, ids=[f"{f[0]} {f[1]}" for f in FAULTS]
)
def test_a_fault_is_found_by_its_own_check_only(
    graph: Graph, check: str, wrong: str, change: str
) -> None:
    _sound(graph)
    graph.write(change)
    assert list(_firing(graph)) == [check], wrong


CONTRADICTIONS = {
    "site_without_place": "MATCH (s {id: 'SITE-1'}) REMOVE s.location, s.reachPlace",
    "venue_without_place": "MATCH (v:Venue), (t:ServiceStation) REMOVE v.location, t.reachPlace",
    "same_name": "CREATE (:Venue {id: 'VEN-2', name: '某 Ａ场所'}) "
    "WITH 1 AS one MATCH (v {id: 'VEN-1'}) SET v.name = '某a场所'",
    "kind_unfit": "MATCH (o:Organization) SET o.kind = 'mass', o:MassOrganization "
    "REMOVE o:PartyOrganization",
    "day_ahead": "MATCH (h:Handover) SET h.at = datetime() + duration('P2D')",
    "day_ancient": "MATCH (c:Company)-[runs:OPERATES]->({id: 'SITE-1'}) SET runs.from = date('1948-12-31')",
    "claim_state": "MATCH (c {id: 'CL-3'}) SET c.status = 'ACTIVE'",
    "pledge_state": "MATCH (p:Pledge) SET p.endedAt = p.pledgedAt + duration('P1D')",
    "pledge_settled": "MATCH (p:Pledge), (d {id: 'DON-1'}) CREATE (d)-[:SETTLES {fen: 1}]->(p)",
    "gift_state": "MATCH (d {id: 'DON-2'}) REMOVE d.refundedAt",
    "fund_state": "MATCH (f:Fund) SET f.status = 'CLOSED'",
    "organisation_state": "MATCH (o:Organization) SET o.to = date('2025-01-01')",
}
"""By rule: the change to the sound graph that breaks it."""


class _Back(Exception):
    """Ends a transaction without its changes."""


def _faults(tx: Tx, change: str) -> set[tuple[str, str, str]]:
    """The check, the id and the rule of every fault after a change."""
    tx.run(change)
    return {
        (saved.id.rpartition("/")[2][:3], str(row["id"]), str(row["fault"]))
        for saved in CATALOGUE.of("checks")
        if "mender" in saved.header.columns
        for row in tx.run(saved.text)
    }


def test_every_contradiction_has_its_check(graph: Graph) -> None:
    assert set(CONTRADICTIONS) == {id for id, rule in RULES.items() if not rule.relationships}
    _sound(graph)
    for id, change in CONTRADICTIONS.items():
        found: list[set[tuple[str, str, str]]] = []

        def work(
            tx: Tx, change: str = change, found: list[set[tuple[str, str, str]]] = found
        ) -> None:
            found.append(_faults(tx, change))
            raise _Back

        with pytest.raises(_Back):
            graph.write_all(work)
        assert {(check, rule) for check, _, rule in found[0]} == {(RULES[id].check, id)}, id


def test_every_record_without_what_makes_it_whole_is_found(graph: Graph) -> None:
    _sound(graph)
    needed = {id: rule for id, rule in RULES.items() if rule.relationships}
    types = {RELATIONSHIPS[name].type for rule in needed.values() for name in rule.relationships}
    found = graph.write_all(lambda tx: _faults(tx, f"MATCH ()-[r:{'|'.join(types)}]->() DELETE r"))
    rows = {**_people_and_places(), **_wishes(), **_money()}
    assert found == {
        (rule.check, row["id"], id)
        for id, rule in needed.items()
        for row in rows[rule.kind]
        if row.get("provenance") != "article"
    }


def test_a_fault_says_who_could_mend_it_and_who_entered_it(graph: Graph) -> None:
    _sound(graph)
    graph.write("MATCH (:Wish {id: 'W-1'})-[r:VIA]->() DELETE r")
    (row,) = ask(graph, "checks/v15_wish_incomplete")
    assert (row["id"], row["mender"], row["entered_by"]) == ("W-1", "station", "test")
    assert word("mender", "station", "zh") == "受理心愿的站点"
    for rule in RULES.values():
        assert rule.mender in MENDERS


def test_every_day_of_the_model_is_looked_at() -> None:
    text = CATALOGUE.find("checks/v21_day_implausible").text
    looked_at = {
        (label, name)
        for labels, names in re.findall(r"MATCH \(n:(\S+)\)\s+UNWIND \[(.*?)\]", text, re.DOTALL)
        for label in labels.split("|")
        for name in re.findall(r"\w+", names)
    }
    for label in NODES.keys() - {"ImportRun", "AuditRecord", "ChangeRun"}:
        about = about_fields(NODES[label])
        for name, field in fields_of(NODES[label]).items():
            if field.base in (date, datetime) and name != "to":
                assert ((label, name) in looked_at) is not about[name].ahead, (label, name)
    for relationship in RELATIONSHIPS.values():
        if issubclass(relationship, DatedRelationship):
            assert relationship.type in text


def test_what_only_a_party_organisation_has_is_looked_at() -> None:
    text = CATALOGUE.find("checks/v20_kind_unfit").text
    further = set(NODES["Organization"].also.values())
    for relationship in RELATIONSHIPS.values():
        for ends in (relationship.starts, relationship.ends):
            if further & set(ends) and "Organization" not in ends:
                assert relationship.type in text


def test_the_seeded_town_has_no_fault(town: Graph) -> None:
    assert _firing(town) == {}

"""The invented town has exactly the counts that the domain paper states, whatever its number."""

from collections import Counter
from datetime import date

import pytest

from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS
from seed import article, town

AS_OF = date(2025, 8, 31)


@pytest.fixture(scope="module", params=[20230816, 1, 7])
def rows(request):
    return town.rows(request.param)


def by_id(rows, kind):
    return {row["id"]: row for row in rows[kind]}


def ends(rows, kind):
    return {row["start"]: row["end"] for row in rows[kind]}


def test_every_row_is_what_the_model_takes(rows):
    kinds = {**NODES, **RELATIONSHIPS}
    for kind, them in rows.items():
        for row in them:
            kinds[kind].model_validate(row)


def test_ids_are_unique_and_named_by_their_prefix(rows):
    stated = article.rows()
    for kind in NODES:
        ids = [row["id"] for row in (*stated.get(kind, ()), *rows.get(kind, ()))]
        assert len(ids) == len(set(ids)), kind
        assert all(id.startswith(NODES[kind].prefix) for id in ids), kind


def test_every_relationship_has_ends_of_the_right_kind(rows):
    stated = article.rows()
    labels = {}
    for kind, cls in NODES.items():
        for row in (*stated.get(kind, ()), *rows.get(kind, ())):
            labels[row["id"]] = {kind, cls.also.get(row.get("kind"), kind)}
    for kind, cls in RELATIONSHIPS.items():
        for row in rows.get(kind, ()):
            assert labels[row["start"]] & set(cls.starts), (kind, row)
            assert labels[row["end"]] & set(cls.ends), (kind, row)


def test_no_relationship_is_there_twice(rows):
    for kind, cls in RELATIONSHIPS.items():
        keys = [
            (row["start"], row["end"], *(row[key] for key in cls.keys))
            for row in rows.get(kind, ())
        ]
        assert len(keys) == len(set(keys)), kind


def test_provenance_is_synthetic(rows):
    for kind, them in rows.items():
        assert {row["provenance"] for row in them} == {"synthetic"}, kind


def test_organisations_by_group(rows):
    groups = ends(rows, "InGroup")
    assert len(rows["Organization"]) == 76
    assert Counter(groups.values()) == {"GRP-01": 20, "GRP-02": 23, "GRP-03": 33}
    appeal = {row["id"] for row in rows["Project"] if row["kind"] == "appeal"}
    assert {row["start"] for row in rows["RespondedTo"]} == set(groups)
    assert {row["end"] for row in rows["RespondedTo"]} == appeal
    assert len(rows["RespondedTo"]) == 76


def test_companies_sites_and_headcounts(rows):
    assert Counter(row["role"] for row in rows["Company"]) == {"platform": 2, "contractor": 10}
    kinds = Counter(row["kind"] for row in rows["DeliverySite"])
    assert kinds == {"takeaway": 8, "express": 10, "logistics": 1}
    heads = [row["headcountStated"] for row in rows["DeliverySite"]]
    assert sum(heads) == 500
    assert min(heads) >= 6
    assert max(heads) <= 70


def test_riders_now_and_gone(rows):
    now = [row for row in rows["WorksAt"] if row["from"] <= AS_OF < row["to"]]
    assert len({row["start"] for row in now}) == len(now) == 500
    assert len(rows["Rider"]) == 500 + 1040
    roles = Counter(by_id(rows, "Rider")[row["start"]]["role"] for row in now)
    assert roles == {"rider": 280, "courier": 190, "logistics": 30}  # 56, 38 and 6 %
    stated = {row["id"]: row["headcountStated"] for row in rows["DeliverySite"]}
    assert Counter(row["end"] for row in now) == stated


def test_stations_venues_and_hours(rows):
    kinds = Counter(row["stationType"] for row in rows["ServiceStation"])
    assert kinds == {"worker_service": 6, "red_station": 6, "outdoor_worker": 3}
    tiers = Counter(row.get("tier") for row in rows["ServiceStation"])
    assert tiers == {"flagship": 1, "fusion": 2, "village": 3, None: 9}
    plaques = Counter(Counter(row["start"] for row in rows["Hosts"]).values())
    assert plaques == {1: 11, 2: 2}
    hours = Counter(
        "24h"
        if row.get("is24h")
        else f"{row['openFrom']:%H:%M}-{row['openTo']:%H:%M} {row['openDays']}"
        for row in rows["ServiceStation"]
    )
    assert hours == {
        "08:30-17:00 12345": 9,
        "08:30-18:00 1234567": 3,
        "06:00-22:00 1234567": 2,
        "24h": 1,
    }


def test_end_state_of_the_wishes(rows):
    assert Counter(row["status"] for row in rows["Wish"]) == {
        "CLOSED": 208,
        "FULFILLED": 22,
        "CLAIMED": 26,
        "PUBLISHED": 28,
        "CARRIED_OVER": 2,
        "SUBMITTED": 4,
        "IN_REVIEW": 6,
        "REJECTED": 8,
        "REFERRED": 9,
        "WITHDRAWN": 7,
    }
    published = [row for row in rows["Wish"] if row.get("publishedAt")]
    assert len(published) == 286
    withdrawn = [row for row in rows["Wish"] if row["status"] == "WITHDRAWN"]
    assert not any(row.get("publishedAt") for row in withdrawn)
    open_for = [
        (AS_OF - row["publishedAt"].date()).days
        for row in rows["Wish"]
        if row["status"] == "PUBLISHED"
    ]
    assert sum(days > 30 for days in open_for) == 12


def test_claims(rows):
    status = Counter(row["status"] for row in rows["Claim"])
    wishes = ends(rows, "For")
    done = {wishes[row["id"]] for row in rows["Claim"] if row["status"] in ("FULFILLED", "ACTIVE")}
    assert len(done) == 256
    assert status["ACTIVE"] == 26
    late = [
        row for row in rows["Claim"] if row["status"] == "ACTIVE" and row["dueAt"].date() < AS_OF
    ]
    assert len(late) == 6
    assert 18 <= status["PENDING"] + status["REJECTED"] <= 22  # "about 20"
    assert 20 <= len(rows["Claim"]) - 256 - status["PENDING"] - status["REJECTED"] <= 25
    assert len(rows["Made"]) == len(rows["For"]) == len(rows["Claim"])


def test_last_drive_brings_eighty(rows):
    drive = [row for row in rows["Wish"] if row["submittedAt"].date() >= date(2025, 7, 15)]
    assert len(drive) == 80


def test_fund_ledger(rows):
    donations = by_id(rows, "Donation")
    giver = {row["end"]: row["start"] for row in rows["Gave"]}
    group = ends(rows, "InGroup")
    kept = [row for row in donations.values() if row["status"] == "RECEIVED"]
    assert sum(row["amountFen"] for row in kept) == 84_600_00
    assert len({giver[row["id"]] for row in kept}) == 70
    by_group = Counter()
    for row in kept:
        by_group[group[giver[row["id"]]]] += row["amountFen"] // 100
    assert by_group == {"GRP-03": 30 * 650, "GRP-02": 21 * 1200, "GRP-01": 19 * 2100}
    assert sum(row["status"] == "REFUNDED" for row in donations.values()) == 1
    assert sum(row["publicity"] == "anonymous" for row in kept) == 3
    assert len(rows["Purchase"]) == 8
    assert sum(row["totalFen"] for row in rows["Purchase"]) == 69_300_00
    assert sum(row["fen"] for row in rows["Paid"]) == 69_300_00


def test_who_pledged_and_did_not_pay(rows):
    settled = {row["end"]: row["fen"] for row in rows["Settles"]}
    who = {row["end"]: row["start"] for row in rows["Pledged"]}
    unpaid = {who[row["id"]] for row in rows["Pledge"] if row["id"] not in settled}
    givers = {row["start"] for row in rows["Gave"]}
    assert len(unpaid) == 4
    assert not unpaid & givers
    assert {row["status"] for row in rows["Pledge"] if row["id"] not in settled} == {"OPEN"}
    part = [row for row in rows["Pledge"] if 0 < settled.get(row["id"], 0) < row["amountFen"]]
    assert [row["status"] for row in part] == ["PARTLY_PAID"] * 2
    everyone = {row["id"] for row in rows["Organization"]}
    assert len(everyone - givers - unpaid) == 2


def test_children_and_their_kits(rows):
    assert len(rows["Child"]) == 210
    assert Counter(row["end"] for row in rows["DistributionTo"]).most_common(1)[0][1] == 1
    assert {row["end"] for row in rows["DistributionTo"]} == set(by_id(rows, "Child"))
    served = Counter(row["start"] for row in rows["DistributionTo"])
    unit = {row["id"]: row["unitFen"] for row in rows["ItemBatch"]}
    kit = Counter()
    for row in rows["GivenIn"]:
        assert row["qty"] == served[row["end"]]
        kit[row["end"]] += unit[row["start"]]
    assert set(kit.values()) == {330_00}


def test_corrected_disclosure(rows):
    ids = by_id(rows, "Disclosure")
    corrected = [row for row in ids.values() if row["kind"] == "correction"]
    assert [ids[row["correctionOf"]]["kind"] for row in corrected] == ["spent"]
    last = max(row["publishedAt"].date() for row in ids.values())
    assert (AS_OF - last).days > 90  # a balance stands and has not been told of since


def test_activities_and_teams(rows):
    assert len(rows["Activity"]) == 26
    assert len(rows["Team"]) + len(article.rows()["Team"]) == 3


def test_names_are_invented(rows):
    real = [
        *("青三", "青四", "大星", "跃丰", "庆星", "向东", "勤俭", "营房", "华星", "向阳", "朝阳"),
        *("勤奋", "前哨", "奚泉", "共一", "胜利", "红星", "永红", "庆丰", "东风", "跃进", "合庆"),
        *("蔡路", "美团", "饿了么", "顺丰", "圆通", "中通", "申通", "韵达", "京东", "菜鸟", "极兔"),
        *("邮政速递", "达达", "闪送"),
    ]
    for kind in (
        "Organization",
        "Area",
        "Company",
        "DeliverySite",
        "Venue",
        "ServiceStation",
        "Purchase",
    ):
        for row in rows[kind]:
            name = row.get("name") or row["supplier"]
            assert not [word for word in real if word in name], name


def test_names_are_not_given_twice(rows):
    for kind in ("Organization", "Area", "Company", "DeliverySite", "Venue", "ServiceStation"):
        names = [row["name"] for row in rows[kind]]
        assert len(names) == len(set(names)), kind


def test_open_ends_are_the_far_day(rows):
    open_claims = [row for row in rows["Claim"] if row["status"] in ("ACTIVE", "PENDING")]
    assert {row["endedAt"] for row in open_claims} == {FAR_TIME}
    assert FAR_DAY in {row["to"] for row in rows["WorksAt"]}

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from graph.model import NODES, TIES
from seed.invented.base import LAND, inside, km

END = {
    "CLOSED": 208, "FULFILLED": 22, "CLAIMED": 26, "PUBLISHED": 28, "CARRIED_OVER": 2,
    "SUBMITTED": 4, "IN_REVIEW": 6, "REJECTED": 8, "REFERRED": 9, "WITHDRAWN": 7,
}  # fmt: skip


def test_every_row_fits_the_model(seed_rows):
    kinds = {**NODES, **TIES}
    for kind, rows in seed_rows.items():
        for row in rows:
            kinds[kind].model_validate(row)


def test_the_end_states_are_exact(seed_rows):
    synthetic = [w for w in seed_rows["Wish"] if w["provenance"] == "synthetic"]
    assert Counter(w["status"] for w in synthetic) == END
    assert len(seed_rows["Wish"]) == 321


def test_a_wishs_status_is_that_of_its_latest_event(seed_rows):
    wish_of = {tie["end"]: tie["start"] for tie in seed_rows["HasEvent"]}
    latest = {}
    for event in sorted(seed_rows["WishEvent"], key=lambda e: e["seq"]):
        latest[wish_of[event["id"]]] = event
    for wish in seed_rows["Wish"]:
        if wish["id"] in latest:
            assert latest[wish["id"]]["toStatus"] == wish["status"]


def test_events_follow_one_another(seed_rows):
    by_wish = {}
    wish_of = {tie["end"]: tie["start"] for tie in seed_rows["HasEvent"]}
    for event in seed_rows["WishEvent"]:
        by_wish.setdefault(wish_of[event["id"]], []).append(event)
    for events in by_wish.values():
        events.sort(key=lambda e: e["seq"])
        for one, two in pairwise(events):
            assert one["at"] <= two["at"] == one["until"]
            assert one["toStatus"] == two["fromStatus"]


def test_numbers_of_the_town(seed_rows):
    now = [t for t in seed_rows["WorksAt"] if t["to"] == date(9999, 12, 31)]
    assert len(now) == 500
    assert len(seed_rows["DeliverySite"]) == 19
    assert len(seed_rows["ServiceStation"]) == 15
    assert len({tie["start"] for tie in seed_rows["Hosts"]}) == 13
    groups = Counter(tie["end"] for tie in seed_rows["InGroup"])
    assert groups == {"GRP-01": 20, "GRP-02": 23, "GRP-03": 33}
    # leavers: 24 months over a mean tenure of 8 / ln 2 months, 500 places; ± 3 standard deviations
    assert len(seed_rows["WorksAt"]) - 500 == pytest.approx(500 * 24 / (8 / 0.6931), abs=100)


def test_the_ledger_is_exact_to_the_fen(seed_rows):
    received = sum(d["amountFen"] for d in seed_rows["Donation"] if d["status"] == "RECEIVED")
    spent = sum(p["totalFen"] for p in seed_rows["Purchase"])
    assert received == 8_460_000
    assert spent == 210 * 33_000 == sum(tie["fen"] for tie in seed_rows["Paid"])
    assert len({tie["start"] for tie in seed_rows["Gave"]}) == 70
    given = {tie["start"]: 0 for tie in seed_rows["GivenIn"]}
    for tie in seed_rows["GivenIn"]:
        given[tie["start"]] += tie["qty"]
    for batch in seed_rows["ItemBatch"]:
        assert given[batch["id"]] <= batch["qty"]


def test_places_lie_on_the_land_and_two_sites_are_out_of_reach_at_night(seed_rows):
    spots = {
        row["id"]: (row["longitude"], row["latitude"])
        for kind in ("DeliverySite", "Venue")
        for row in seed_rows[kind]
        if row.get("longitude")
    }
    assert all(inside(spot) for spot in spots.values())
    assert not inside(LAND[0]) or len(LAND) == 7
    venue = {tie["end"]: spots[tie["start"]] for tie in seed_rows["Hosts"]}
    late = [s["id"] for s in seed_rows["ServiceStation"] if s["openTo"].hour >= 20]
    far = [
        site["id"]
        for site in seed_rows["DeliverySite"]
        if min(km(spots[site["id"]], venue[st]) * 1.3 / 15 * 60 for st in late) > 15
    ]
    assert len(late) == 3
    assert len(far) == 2


def test_no_article_tie_touches_anything_synthetic(seed_rows):
    invented = {
        row["id"]
        for kind in NODES
        for row in seed_rows.get(kind, ())
        if row["provenance"] == "synthetic"
    }
    for kind in TIES:
        for tie in seed_rows.get(kind, ()):
            if tie["provenance"] == "article":
                assert not {tie["start"], tie["end"]} & invented


def test_all_claims_of_the_article_are_there_and_no_illness(seed_rows):
    assert [c["id"] for c in seed_rows["SourceClaim"]] == [f"F{n:02}" for n in range(1, 72)]
    told = " ".join(str(row) for rows in seed_rows.values() for row in rows)
    for word in ("心脏", "糖尿", "diabetes", "heart disease"):
        assert word not in told


def test_the_same_number_gives_the_same_rows_in_any_process():
    code = "import seed, hashlib; print(hashlib.sha256(repr(seed.rows()).encode()).hexdigest())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": number},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for number in ("1", "2")
    }
    assert len(found) == 1

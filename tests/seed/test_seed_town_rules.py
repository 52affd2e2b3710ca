"""The validation pack V1 to V14 in plain Python, and the order of times, on the seed's rows."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from graph.model import FAR_TIME, NODES, RELATIONSHIPS, SHANGHAI
from graph.reach import straight_metres
from seed import article, town
from seed.town.places.geography import Place, on_land

FIRST = datetime(2023, 9, 1, tzinfo=SHANGHAI)
LAST = datetime(2025, 8, 31, 23, 59, 59, tzinfo=SHANGHAI)

FOLLOWS = {
    None: {"SUBMITTED"},
    "SUBMITTED": {"IN_REVIEW", "WITHDRAWN"},
    "IN_REVIEW": {"RETURNED", "REJECTED", "REFERRED", "PUBLISHED", "WITHDRAWN"},
    "RETURNED": {"SUBMITTED", "WITHDRAWN"},
    "PUBLISHED": {"CLAIMED", "CARRIED_OVER", "WITHDRAWN"},
    "CARRIED_OVER": {"PUBLISHED", "WITHDRAWN"},
    "CLAIMED": {"PUBLISHED", "FULFILLED", "WITHDRAWN"},
    "FULFILLED": {"CLOSED", "CLAIMED"},
}
"""The lifecycle of a wish as the domain paper has it."""


@pytest.fixture(scope="module", params=[20230816, 1, 7])
def rows(request):
    stated, made = article.rows(), town.rows(request.param)
    return {
        kind: [*stated.get(kind, ()), *made.get(kind, ())]
        for kind in (*NODES, *RELATIONSHIPS)
        if kind in stated or kind in made
    }


@pytest.fixture(scope="module")
def events(rows):
    known = {row["id"]: row for row in rows["WishEvent"]}
    found = defaultdict(list)
    for relationship in rows["HasEvent"]:
        found[relationship["start"]].append(known[relationship["end"]])
    return {wish: sorted(them, key=lambda event: event["seq"]) for wish, them in found.items()}


@pytest.fixture(scope="module")
def claims(rows):
    known = {row["id"]: row for row in rows["Claim"]}
    found = defaultdict(list)
    for relationship in rows["For"]:
        found[relationship["end"]].append(known[relationship["start"]])
    return found


def live(claim, at):
    return bool(claim.get("acceptedAt")) and claim["acceptedAt"] <= at < claim["endedAt"]


def test_v1_at_most_one_live_claim_at_any_time(claims):
    for wish, them in claims.items():
        for claim in them:
            if claim.get("acceptedAt"):
                assert sum(live(other, claim["acceptedAt"]) for other in them) == 1, wish


def test_v2_claimed_means_one_live_claim_at_every_moment(events, claims):
    for wish, steps in events.items():
        for step in steps:
            alive = sum(live(claim, step["at"]) for claim in claims[wish])
            assert alive == (step["toStatus"] == "CLAIMED"), (wish, step)


def test_v3_fulfilled_has_a_handover_at_that_moment(rows, events, claims):
    handed = {row["id"]: row["at"] for row in rows["Handover"]}
    of_claim = {row["start"]: handed[row["end"]] for row in rows["ResultedIn"]}
    for wish, steps in events.items():
        moments = {of_claim[claim["id"]] for claim in claims[wish] if claim["id"] in of_claim}
        assert {step["at"] for step in steps if step["toStatus"] == "FULFILLED"} == moments, wish


def test_v4_steps_follow_the_lifecycle_in_order(rows, events):
    known = {row["id"]: row for row in rows["Wish"]}
    for wish, steps in events.items():
        assert [step["seq"] for step in steps] == list(range(1, len(steps) + 1))
        before = None
        for step, after in zip(steps, [*steps[1:], None], strict=True):
            assert step.get("fromStatus") == before
            assert step["toStatus"] in FOLLOWS[before], (wish, before, step["toStatus"])
            assert FIRST <= step["at"] <= LAST
            assert step["until"] == (after["at"] if after else FAR_TIME)
            assert step["at"] < step["until"]
            before = step["toStatus"]
        row = known[wish]
        assert row["status"] == before
        assert row["submittedAt"] == steps[0]["at"]
        first = [step["at"] for step in steps if step["toStatus"] == "PUBLISHED"][:1]
        assert [row["publishedAt"]] == first if first else "publishedAt" not in row
        over = before in ("CLOSED", "REJECTED", "REFERRED", "WITHDRAWN")
        assert row["closedAt"] == (steps[-1]["at"] if over else FAR_TIME)


def test_every_wish_but_the_articles_has_events_a_rider_and_a_channel(rows, events):
    ours = {row["id"] for row in rows["Wish"] if row["provenance"] == "synthetic"}
    assert set(events) == ours
    for kind, end in (("Raised", "end"), ("Via", "start")):
        assert Counter(row[end] for row in rows[kind] if row[end] in ours) == dict.fromkeys(ours, 1)


def test_claims_contact_handover_and_visit_come_in_order(rows):
    handed = {row["id"]: row["at"] for row in rows["Handover"]}
    seen = {row["id"]: row["at"] for row in rows["Visit"]}
    of_claim = {row["start"]: row["end"] for row in rows["ResultedIn"]}
    visit_of = {row["start"]: row["end"] for row in rows["FollowedBy"]}
    for claim in rows["Claim"]:
        times = [claim["claimedAt"], claim.get("acceptedAt"), claim.get("contactedAt")]
        ended = claim["endedAt"]
        times = [time for time in times if time] + ([ended] if ended != FAR_TIME else [])
        assert times == sorted(times), claim
        assert times[0] >= FIRST
        assert times[-1] <= LAST
        if claim["status"] in ("PENDING", "REJECTED"):
            assert "acceptedAt" not in claim
        if handover := of_claim.get(claim["id"]):
            assert handed[handover] == ended
            if handover in visit_of:
                assert ended < seen[visit_of[handover]] <= LAST
        assert (claim["id"] in of_claim) == (claim["status"] == "FULFILLED")


def test_claims_are_made_while_the_wish_is_published(events, claims):
    for wish, them in claims.items():
        for claim in them:
            held = next(e for e in events[wish] if e["at"] <= claim["claimedAt"] < e["until"])
            again = claim["claimedAt"] == claim.get("acceptedAt") and held["toStatus"] == "CLAIMED"
            assert held["toStatus"] == "PUBLISHED" or again, (wish, claim)


def test_v5_and_v6_money_keeps_its_purpose_and_lasts(rows):
    fund = rows["Fund"][0]
    donations = {row["id"]: row for row in rows["Donation"]}
    assert {donations[row["start"]]["purpose"] for row in rows["Into"]} == {fund["purpose"]}
    flow = [(row["receivedAt"], row["amountFen"]) for row in donations.values()]
    flow += [
        (row["refundedAt"], -row["amountFen"]) for row in donations.values() if "refundedAt" in row
    ]
    flow += [(row["at"], -row["totalFen"]) for row in rows["Purchase"]]
    balance = 0
    for _, fen in sorted(flow):
        balance += fen
        assert balance >= 0
    assert balance == 15_300_00
    assert all(FIRST <= time <= LAST for time, _ in flow)


def test_a_purchase_costs_what_its_batches_cost(rows):
    worth = {row["id"]: row["qty"] * row["unitFen"] for row in rows["ItemBatch"]}
    cost = Counter()
    for row in rows["Bought"]:
        cost[row["start"]] += worth[row["end"]]
    assert cost == {row["id"]: row["totalFen"] for row in rows["Purchase"]}


def test_v7_no_more_given_out_than_bought_and_not_before(rows):
    qty = {row["id"]: row["qty"] for row in rows["ItemBatch"]}
    bought = {row["id"]: row["at"] for row in rows["Purchase"]}
    came = {row["end"]: bought[row["start"]] for row in rows["Bought"]}
    given = {row["id"]: row["at"] for row in rows["Distribution"]}
    out = Counter()
    for row in rows["GivenIn"]:
        out[row["start"]] += row["qty"]
        assert came[row["start"]] < given[row["end"]]
    assert all(out[batch] <= qty[batch] for batch in qty)


def test_v8_every_child_has_a_guardians_consent_before_its_data_is_used(rows):
    consents = {row["id"]: row for row in rows["Consent"]}
    granted = {
        row["end"]: consents[row["start"]] for row in rows["Covers"] if row["end"].startswith("CH-")
    }
    giver = {row["start"]: row["end"] for row in rows["GivenBy"]}
    guardian = {row["end"]: row["start"] for row in rows["GuardianOf"]}
    submitted = {row["id"]: row.get("submittedAt") for row in rows["Wish"]}
    raised = {row["end"]: row["start"] for row in rows["Raised"]}
    assert set(granted) == {row["id"] for row in rows["Child"]} == set(guardian)
    assert all(row["guardianConsent"] for row in rows["Child"])
    for child, consent in granted.items():
        assert (consent["scope"], consent["by"]) == ("child_data", "guardian")
        assert giver[consent["id"]] == guardian[child]
    for row in rows["ForPerson"]:
        assert granted[row["end"]]["grantedAt"] < submitted[row["start"]]
        assert raised[row["start"]] == guardian[row["end"]]
    given = {row["id"]: row["at"] for row in rows["Distribution"]}
    for row in rows["DistributionTo"]:
        assert granted[row["end"]]["grantedAt"] < given[row["start"]]


def test_every_wish_is_handled_with_consent(rows):
    consents = {row["id"]: row for row in rows["Consent"]}
    covers = {
        row["end"]: consents[row["start"]]
        for row in rows["Covers"]
        if consents[row["start"]]["scope"] == "wish_processing"
    }
    for wish in rows["Wish"]:
        if wish["provenance"] == "synthetic":
            assert covers[wish["id"]]["grantedAt"] <= wish["submittedAt"]


def test_v9_nobody_is_at_two_sites_at_once(rows):
    jobs = defaultdict(list)
    for row in rows["WorksAt"]:
        assert row["from"] < row["to"]
        jobs[row["start"]].append((row["from"], row["to"]))
    for them in jobs.values():
        them.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(them))


def test_wishes_come_from_people_at_work_who_are_asked(rows):
    roles = {row["id"]: row["role"] for row in rows["Rider"]}
    jobs = defaultdict(list)
    for row in rows["WorksAt"]:
        jobs[row["start"]].append(row)
    wishes = {row["id"]: row for row in rows["Wish"] if row["provenance"] == "synthetic"}
    for row in rows["Raised"]:
        if row["end"] in wishes:
            day = wishes[row["end"]]["submittedAt"].date()
            assert sum(job["from"] <= day < job["to"] for job in jobs[row["start"]]) == 1
            assert roles[row["start"]] in ("courier", "rider")


def test_v10_no_id_is_of_both_kinds_of_site(rows):
    assert not {row["id"] for row in rows["DeliverySite"]} & {
        row["id"] for row in rows["ServiceStation"]
    }


def test_v12_the_article_describes_and_relationships_only_its_own(rows):
    made = {
        row["id"] for kind in NODES for row in rows.get(kind, ()) if row["provenance"] != "article"
    }
    for kind in RELATIONSHIPS:
        for row in rows.get(kind, ()):
            if row["provenance"] == "article":
                assert not {row["start"], row["end"]} & made, (kind, row)


def test_v13_nothing_personal_is_there(rows):
    refused = {"name", "phone", "idcard", "diagnosis", "gps", "telephone", "school", "longitude"}
    for kind in ("Rider", "Child"):
        assert not {field for row in rows[kind] for field in row} & refused
    words = ("心脏", "糖尿", "肿瘤", "先天", "诊断", "手机号", "身份证", "小孙", "患", "病")
    for them in rows.values():
        for row in them:
            for value in row.values():
                assert not [word for word in words if isinstance(value, str) and word in value], row


def test_v14_only_red_stations_have_a_tier(rows):
    for row in rows["ServiceStation"]:
        assert bool(row.get("tier")) == (row["stationType"] == "red_station")


def test_places_lie_on_the_land(rows):
    for kind in ("DeliverySite", "Venue", "Organization", "Area"):
        for row in rows[kind]:
            if row["provenance"] == "synthetic":
                assert on_land(Place(row["longitude"], row["latitude"])), row


def test_times_carry_the_towns_offset(rows):
    for them in rows.values():
        for row in them:
            for name, value in row.items():
                if isinstance(value, datetime) and name != "dueAt":
                    assert value.utcoffset() == SHANGHAI.utcoffset(None), row
                    assert value == FAR_TIME or value.astimezone(UTC) <= LAST


def test_red_stations_all_have_a_working_swap_cabinet(rows):
    today = date(2025, 8, 31)
    working = {
        row["start"]
        for row in rows["HasFacility"]
        if row["end"] == "FAC-07"
        and row["state"] == "working"
        and row["from"] <= today < row.get("to", date.max)
    }
    red = {row["id"] for row in rows["ServiceStation"] if row["stationType"] == "red_station"}
    assert working == red
    assert {row["state"] for row in rows["HasFacility"]} == {
        "working",
        "broken",
        "absent",
        "unknown",
    }


def test_facility_states_do_not_overlap(rows):
    spans = defaultdict(list)
    for row in rows["HasFacility"]:
        spans[row["start"], row["end"]].append((row["from"], row.get("to", date.max)))
    for them in spans.values():
        them.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(them))


def test_who_can_be_reached_when(rows):
    stations = {row["id"]: row for row in rows["ServiceStation"]}
    late = {id for id, row in stations.items() if f"{row['openTo']:%H:%M}" > "20:00"}
    place = {row["id"]: (row["longitude"], row["latitude"]) for row in rows["DeliverySite"]}
    venue = {
        row["id"]: (row["longitude"], row["latitude"])
        for row in rows["Venue"]
        if "longitude" in row
    }
    ways = {
        (site, row["end"]): straight_metres(Place(*place[site]), Place(*venue[row["start"]])) * 1.3
        for site in place
        for row in rows["Hosts"]
    }
    assert len(ways) == 19 * 15
    assert max(ways.values()) < 15_000  # all within an hour by e-bike: every pair is kept
    nearest = {site: min(ways[site, station] for station in stations) for site in place}
    nearest_late = {site: min(ways[site, station] for station in late) for site in place}
    assert sum(metres > 15 / 60 * 15_000 for metres in nearest_late.values()) == 2
    assert 5 <= sum(metres > 15 / 60 * 4_800 for metres in nearest.values()) <= 7


def test_two_sites_were_never_supported(rows):
    site_of = {}
    for row in rows["WorksAt"]:
        site_of.setdefault(row["start"], []).append(row)
    submitted = {row["id"]: row.get("submittedAt") for row in rows["Wish"]}
    raised = {row["end"]: row["start"] for row in rows["Raised"]}
    supported = set()
    for row in rows["For"]:
        day = submitted[row["end"]].date()
        supported |= {
            job["end"] for job in site_of[raised[row["end"]]] if job["from"] <= day < job["to"]
        }
    assert len({row["id"] for row in rows["DeliverySite"]} - supported) == 2


def test_only_fusion_and_village_stations_are_paired_and_some_sites_are_not(rows):
    today = date(2025, 8, 31)
    tiers = {row["id"]: row.get("tier") for row in rows["ServiceStation"]}
    pairs = [row for row in rows["LiaisesWith"] if row["from"] <= today < row.get("to", date.max)]
    assert {tiers[row["start"]] for row in rows["LiaisesWith"]} == {"fusion", "village"}
    paired = {row["end"] for row in pairs}
    company = {
        row["end"]: row["start"] for row in rows["Operates"] if today < row.get("to", date.max)
    }
    alone = [
        row["id"]
        for row in rows["DeliverySite"]
        if row["id"] not in paired and company[row["id"]] not in paired
    ]
    assert 1 <= len(alone) <= 6
    able = {id for id, tier in tiers.items() if tier in ("fusion", "village")}
    assert len(able - {row["start"] for row in pairs}) >= 1


def test_helped_riders_also_serve_in_a_group_large_enough_to_show(rows):
    status = {row["id"]: row["status"] for row in rows["Wish"]}
    helped = {
        row["start"] for row in rows["Raised"] if status[row["end"]] in ("FULFILLED", "CLOSED")
    }
    serving = {row["start"] for kind in ("MemberOf", "TookPartIn") for row in rows[kind]}
    assert len(helped & serving) >= 5


def test_members_and_participants_were_at_work(rows):
    jobs = defaultdict(list)
    for row in rows["WorksAt"]:
        jobs[row["start"]].append((row["from"], row["to"]))
    when = {row["id"]: row["at"].date() for row in rows["Activity"] if "at" in row}
    for row in rows["TookPartIn"]:
        if row["start"].startswith("R-"):
            day = when[row["end"]]
            assert any(start <= day < end for start, end in jobs[row["start"]])
    for row in rows["MemberOf"]:
        assert any(start <= row["from"] < end for start, end in jobs[row["start"]])
        assert row["to"] <= max(end for _, end in jobs[row["start"]])

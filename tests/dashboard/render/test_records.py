"""Records, their relationships and their story, the search, and the log of readings about persons."""

import asyncio
import itertools
import re
from pathlib import Path

import pytest
from run_async import run_async
from trail_lines import noted

from cypher.errors import NotForAudience
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL, Reader
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.cards.card_request import card_request
from dashboard.cards.service import Cards
from dashboard.concurrency.data_state import read_state
from dashboard.concurrency.executors import Executors
from dashboard.concurrency.shared_reading import SharedReading
from dashboard.errors import AuditFailed
from dashboard.figures import figure
from dashboard.pages.location import Location
from dashboard.pages.reload import FileReader
from dashboard.records.names import names_of
from dashboard.render.record_header import subject
from graph.client import Graph
from graph.load import load_rows
from graph.model import NODES

PERSONS = {"Rider", "Child", "Consent", "AuditRecord"}
DAY = {"Organization": {"from": "2020-01-01"}}


@pytest.fixture(scope="session")
def runner(town: Graph) -> Runner:
    return Runner(town, Catalogue.load())


def dicts(runner: Runner, name: str, **given):
    return runner.run(runner.catalogue.find(f"records/{name}"), given, reader=LOCAL).dicts()


@pytest.mark.parametrize("name", ["thing", "ties", "story", "people", "around", "title"])
def test_every_kind_of_the_model_is_looked_for(name: str):
    statement = Catalogue.load().find(f"records/{name}").statement
    wanted = set(NODES) if name == "people" else set(NODES) - PERSONS
    first = statement.split("(n:", 1)[1].split(")", 1)[0]
    assert set(first.split("|")) == wanted


def test_one_record_of_every_kind_shows_what_was_loaded(runner: Runner, seed_rows):
    for kind, rows in seed_rows.items():
        if kind not in NODES:
            continue
        told = dicts(runner, "person" if kind in PERSONS else "thing", id=rows[0]["id"])
        assert {row["kind"] for row in told} == {kind}, kind
        values = {row["property"]: row["value"] for row in told}
        for name, value in rows[0].items():
            if isinstance(value, str | int) and name not in ("longitude", "latitude", "datum"):
                assert str(values[name]) == str(value) or name in ("from", "to"), (kind, name)


def test_everything_but_persons_is_found_by_its_id(runner: Runner, seed_rows):
    for kind in seed_rows.keys() & NODES.keys() - PERSONS:
        for id in (seed_rows[kind][0]["id"], seed_rows[kind][-1]["id"]):
            assert next((row["id"] for row in dicts(runner, "search", q=id)), None) == id
    scans = [
        one
        for one in runner.plan(runner.catalogue.find("records/search")).operators
        if "Scan" in one
    ]
    assert not scans


@pytest.mark.parametrize("page", ["organisation", "company", "site", "station", "wish"])
def test_each_record_has_its_own_figures(runner: Runner, page: str):
    files = FileReader(lambda: runner.catalogue, None).read()
    pages, page = files.pages, f"record_{page}"
    (label,) = pages[page].of
    found = runner.graph.read(f"MATCH (n:{label}) RETURN n.id ORDER BY n.id LIMIT 2").rows
    state = read_state(runner)
    for card in pages[page].cards():
        one, other = (
            card_request(files, LOCAL, Location(page, "zh", None, {"id": str(id)}), card.id)
            for (id,) in found
        )
        assert one.key(state) != other.key(state), card.id
        assert one.address(state) != other.address(state), card.id
        assert set(other.written_values.values()) >= {other.location.values["id"]}, card.id


def test_a_record_is_found_by_seeks_and_never_by_a_scan(runner: Runner):
    for name in ("thing", "person", "ties", "story", "people", "ties_of_person", "around", "title"):
        plan = runner.plan(runner.catalogue.find(f"records/{name}"))
        assert "NodeUniqueIndexSeek" in plan.operators
        assert not [one for one in plan.operators if "Scan" in one], name


def test_what_has_no_name_goes_by_its_amount_its_party_and_its_day(runner: Runner, seed_rows):
    names = {row["id"]: row["name"] for row in seed_rows["Organization"]}
    givers = {row["end"]: names.get(row["start"], "") for row in seed_rows["Gave"]}
    for row in seed_rows["Donation"]:
        name = subject(runner, row["id"], LOCAL).name
        yuan = row["amountFen"] / 100
        assert name.startswith(f"¥{yuan:,.0f} · " if yuan.is_integer() else f"¥{yuan:,.2f} · "), row
        assert name.endswith(row["receivedAt"].date().isoformat()), row
        assert (givers[row["id"]] in name) is (row["publicity"] == "named"), row
    nameless = {"Claim", "Handover", "Visit", "Pledge", "Purchase", "Distribution", "Disclosure"}
    for kind in nameless:
        row = seed_rows[kind][0]
        name = subject(runner, row["id"], LOCAL).name
        assert row["id"] not in name and re.search(r" · \d{4}-\d\d-\d\d$", name), kind


def test_a_consent_goes_by_what_it_covers_and_its_day_for_staff_alone(runner: Runner, seed_rows):
    consent = seed_rows["Consent"][0]
    titles = {row["id"]: row["title"] for row in seed_rows["Wish"]}
    [covered] = [row["end"] for row in seed_rows["Covers"] if row["start"] == consent["id"]]
    name = f"{titles[covered]} · {consent['grantedAt'].date().isoformat()}"
    assert subject(runner, consent["id"], LOCAL).name == name
    committee = Reader("委员", "committee", "committee")
    assert subject(runner, consent["id"], committee).name == consent["id"]
    [giver] = [row["end"] for row in seed_rows["GivenBy"] if row["start"] == consent["id"]]
    for report in ("around_person", "ties_of_person", "people", "history"):
        rows = dicts(runner, report, id=giver)
        called = {row["other"] for row in rows if row["other_id"] == consent["id"]}
        assert called <= {name}, report
    assert names_of(runner, LOCAL, [consent["id"]])["zh"] == {consent["id"]: name}
    assert names_of(runner, committee, [consent["id"]])["zh"] == {}


def test_a_rider_goes_by_the_alias_for_staff_and_by_the_id_for_others(runner: Runner, seed_rows):
    rider = seed_rows["Rider"][0]
    assert subject(runner, rider["id"], LOCAL).name == rider["alias"]
    committee = Reader("委员", "committee", "committee")
    assert subject(runner, rider["id"], committee).name == rider["id"]


def test_a_sites_story_holds_the_wishes_raised_there(runner: Runner, seed_rows):
    site = seed_rows["DeliverySite"][0]["id"]
    spans = {}
    for relationship in seed_rows["WorksAt"]:
        if relationship["end"] == site:
            spans.setdefault(relationship["start"], []).append(
                (relationship["from"], relationship.get("to"))
            )
    raised = {relationship["end"]: relationship["start"] for relationship in seed_rows["Raised"]}
    wanted = set()
    for wish in seed_rows["Wish"]:
        for begin, end in spans.get(raised.get(wish["id"]), []):
            day = wish["submittedAt"].date()
            if begin <= day and (end is None or day < end):
                wanted.add(wish["id"])
    told = dicts(runner, "story", id=site)
    assert {row["other_id"] for row in told if row["what"] == "raised"} == wanted
    assert [row["at"] for row in told] == sorted((row["at"] for row in told), reverse=True)


def test_a_story_ends_on_its_day(runner: Runner, seed_rows):
    wish = next(row for row in seed_rows["Wish"] if row["provenance"] == "synthetic")
    own = {
        relationship["end"]
        for relationship in seed_rows["HasEvent"]
        if relationship["start"] == wish["id"]
    }
    events = [event for event in seed_rows["WishEvent"] if event["id"] in own]
    first = min(event["at"] for event in events)
    day = first.date().isoformat()
    steps = [
        row["what"]
        for row in dicts(runner, "story", id=wish["id"], as_of=day)
        if str(row["what"]).isupper()
    ]
    assert len(steps) == sum(event["at"].date() <= first.date() for event in events)


def test_ended_relationships_are_listed_where_they_are_asked_for(graph: Graph):
    rows = {
        "Company": [{"id": "CO-1", "name": "蓝鹊", "kind": "express", "role": "contractor"}],
        "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "express"}],
        "Operates": [
            {"start": "CO-1", "end": "SITE-1", "from": "2023-01-01", "to": "2024-01-01"},
            {"start": "CO-1", "end": "SITE-1", "from": "2025-01-01"},
        ],
    }
    load_rows(graph, rows, name="t", by="t")
    runner = Runner(graph, Catalogue.load())
    now = dicts(runner, "ties", id="CO-1", as_of="2025-06-01")
    assert [(row["tie"], row["way"], row["other"], row["ended_on"].year) for row in now] == [
        ("OPERATES", "out", "东站", 9999)
    ]
    assert [row["way"] for row in dicts(runner, "ties", id="SITE-1", as_of="2025-06-01")] == ["in"]
    assert len(dicts(runner, "ties", id="CO-1", as_of="2025-06-01", ended=True)) == 2
    assert dicts(runner, "ties", id="CO-1", as_of="2024-06-01") == []


def test_the_committee_sees_no_person(runner: Runner, seed_rows):
    for name in ("person", "people", "ties_of_person", "search_people"):
        saved = runner.catalogue.find(f"records/{name}")
        with pytest.raises(NotForAudience):
            runner.run(saved, {"id": "R-0001"}, reader=LOCAL.for_audience("committee"))
        assert saved.header.privacy.personal
    rider = seed_rows["Rider"][0]
    saved = runner.catalogue.find("records/search")
    found = runner.run(saved, {"q": rider["alias"]}, reader=LOCAL.for_audience("committee")).dicts()
    assert rider["id"] not in {row["id"] for row in found}


def test_a_reading_about_a_person_is_logged_before_it_is_shown(town: Graph, tmp_path: Path):
    runner = Runner(town, Catalogue.load(), readings=Trail(tmp_path).reading)
    saved = runner.catalogue.find("records/person")
    for _ in range(2):
        runner.run(saved, {"id": "R-0001"}, reader=LOCAL)
    runner.run(runner.catalogue.find("records/thing"), {"id": "ST-0001"}, reader=LOCAL)
    lines = noted(tmp_path, "person_read")
    assert [(one["more"]["report"], one["about"]) for one in lines] == [
        ("reports/records/person", "R-0001")
    ] * 2
    file = tmp_path / "a-file"
    file.touch()
    blocked = Runner(town, Catalogue.load(), readings=Trail(file).reading)
    with pytest.raises(AuditFailed):
        blocked.run(saved, {"id": "R-0001"}, reader=LOCAL)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("东方红", "ST-1"),
        ("dongfanghong", "ST-1"),
        ("dfh", "ST-1"),
        ("st-1", "ST-1"),
        ("东方 加油", "ST-1"),
        ("冰", "W-1"),
        ("箱", "W-1"),
        ("台", "W-1"),
    ],
)
def test_a_record_is_found_by_name_id_pinyin_and_initials(graph: Graph, typed: str, first: str):
    rows = {
        "ServiceStation": [
            {"id": "ST-1", "name": "东方红加油站", "stationType": "red_station"},
            {"id": "ST-2", "name": "西塘驿站", "stationType": "outdoor_worker"},
        ],
        "Wish": [
            {
                "id": "W-1",
                "title": "冰箱一台",
                "category": "home_appliance",
                "kind": "goods",
                "status": "PUBLISHED",
            }
        ],
    }
    load_rows(graph, rows, name="t", by="t")
    graph.write_schema("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = dicts(Runner(graph, Catalogue.load()), "search", q=typed)
    assert [row["id"] for row in found] == [first]


@pytest.mark.parametrize(
    "typed", ['a"b', "a\\", "*", "(", "x OR y", "name:z", "+-&&||!(){}[]^~*?:"]
)
def test_no_typed_sign_is_an_order_to_the_index(runner: Runner, typed: str):
    saved = runner.catalogue.find("records/search")
    assert runner.run(saved, {"q": typed}, reader=LOCAL).rows is not None


def test_a_record_is_drawn_in_the_models_words_and_escaped(graph: Graph):
    rows = {
        "ServiceStation": [
            {
                "id": "ST-1",
                "name": "<b>站</b>",
                "stationType": "red_station",
                "openDays": "12345",
                "openFrom": "08:30",
                "status": "SUSPENDED",
            }
        ]
    }
    load_rows(graph, rows, name="t", by="t")
    runner = Runner(graph, Catalogue.load())
    table = runner.run(runner.catalogue.find("records/thing"), {"id": "ST-1"}, reader=LOCAL)
    zh, en = figure(table, "zh"), figure(table, "en")
    assert "&lt;b&gt;站" in zh and "<b>站" not in zh
    for text in ("周一至周五", "08:30", "暂停", "红色加油站", "录入"):
        assert text in zh
    for text in ("Monday to Friday", "Suspended", "Red station", "Entered"):
        assert text in en
    nobody = runner.run(runner.catalogue.find("records/thing"), {"id": "ST-9"}, reader=LOCAL)
    assert "暂无记录" in figure(nobody, "zh")


def test_a_visit_of_the_desk_is_one_reading_and_the_next_visit_another(town: Graph, tmp_path: Path):
    runner = Runner(town, Catalogue.load(), readings=Trail(tmp_path).reading)
    files = FileReader(lambda: runner.catalogue, None).read()
    here = Location("reports", "zh", "records/person", {"id": "R-0001"})
    other = here.at(values={"id": "R-0002"})

    def lines() -> list[str]:
        return [one["about"] for one in noted(tmp_path, "person_read")]

    async def visits() -> None:
        cards, state = Cards(runner, Executors()), read_state(runner)

        async def part(place: Location, id: str) -> None:
            answer = await cards.answer(card_request(files, LOCAL, place, id), state)
            assert answer.table.rows

        await asyncio.gather(*(part(here, id) for id in ("figure", "rows", "made")))
        assert lines() == ["R-0001"]
        for id in ("made", "rows", "figure"):
            await part(here, id)
        assert lines() == ["R-0001"] * 2
        await part(other, "rows")
        assert lines() == ["R-0001", "R-0001", "R-0002"]

    run_async(visits())


def test_parts_asked_for_at_once_share_a_reading_and_what_fails_is_tried_again():
    numbers = itertools.count(1)

    async def work() -> int:
        return next(numbers)

    async def refused() -> int:
        raise AuditFailed("满了", "full")

    async def visits() -> None:
        shared = SharedReading[int]()
        parts = (shared.get("key", name, work) for name in ("figure", "rows", "made"))
        assert await asyncio.gather(*parts) == [1, 1, 1]
        assert await shared.get("key", "rows", work) == 2
        with pytest.raises(AuditFailed):
            await shared.get("other", "figure", refused)
        assert await shared.get("other", "figure", work) == 3

    run_async(visits())

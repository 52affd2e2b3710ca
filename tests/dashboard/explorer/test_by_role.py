"""What each role is told by the explorer over HTTP, what is refused with a sentence, what is taken away."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import openpyxl
import pytest
import requests
from access import Home
from in_process import served_here
from trail_lines import noted
from visitors import ROLES, Visitor, home_of_roles

from cypher.words import words
from dashboard.web.app import Server
from graph.client import Graph
from graph.model import NODES

AS_OF = date(2025, 8, 31)
PERSONS = {label for label, kind in NODES.items() if kind.about_person}
Visit = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explorer")


@pytest.fixture(scope="module")
def home(folder: Path) -> Home:
    return home_of_roles(folder)


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path, home: Home) -> Iterator[Server]:
    with served_here(town, folder) as server:
        yield server


@pytest.fixture
def visit(server: Server, home: Home) -> Visit:
    return lambda role: Visitor(server, f"http://127.0.0.1:{server.port}", home, role)


def ask(one: Visitor, question: str, lang: str = "zh", **body: object) -> Any:
    answer = one.post(f"explore/{question}?lang={lang}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def busiest(rows: dict[str, list[Any]]) -> str:
    """The site at which most riders have worked."""
    at = [one.end for one in rows["WorksAt"]]
    return max(set(at), key=lambda id: (at.count(id), id))


def test_persons_are_for_staff_and_to_others_not_even_a_number(visit, folder, rows, busiest):  # type: ignore[no-untyped-def]
    riders = sorted({one.start for one in rows["WorksAt"] if one.end == busiest})
    staff, committee = visit("staff"), visit("committee")
    kind = {"id": busiest, "tie": "WORKS_AT", "way": "in", "kind": "Rider", "all": True}

    seen = ask(staff, "around", ids=[busiest])["around"][busiest]
    [counted] = [one for one in seen if one["kind"] == "Rider"]
    assert counted["count"] == len(riders)
    now = {one.start for one in rows["WorksAt"] if one.end == busiest and one.to > AS_OF}
    assert counted["holding"] == len(now) < len(riders)  # the others have left
    given = ask(staff, "expand", **kind)
    assert sorted(node["id"] for node in given["nodes"]) == riders
    read = [line for line in noted(folder, "person_read") if line["by"] == "staff"]
    assert {line["about"] for line in read} >= {"explore/nodes_of_people"}

    hidden = ask(committee, "around", ids=[busiest, riders[0]])["around"]
    assert hidden[riders[0]] == []
    assert not PERSONS & {one["kind"] for one in hidden[busiest]}
    nothing = ask(committee, "expand", **kind)
    assert (nothing["nodes"], nothing["ties"], nothing["all"], nothing["groups"]) == ([], [], 0, [])
    known, made_up = (
        ask(committee, "add", ids=[id], shown=[busiest]) for id in (riders[0], "R-999999")
    )
    assert known["absent"] == [riders[0]] and made_up["absent"] == ["R-999999"]
    assert known["nodes"] == made_up["nodes"] == [] and known["ties"] == made_up["ties"] == []
    ways = [ask(committee, "path", **{"from": id, "to": busiest}) for id in (riders[0], "R-999999")]
    assert ways[0] == ways[1] and ways[0]["none"] is True
    text = json.dumps([hidden[busiest], nothing, ask(committee, "add", ids=[busiest, "W-000001"])])
    assert not any(f'"{rider}"' in text for rider in riders)
    assert not [line for line in noted(folder, "person_read") if line["by"] == "committee"]


def test_wishes_that_came_from_a_site_are_grouped_by_category_and_state(visit, town, busiest):  # type: ignore[no-untyped-def]
    kind = {"id": busiest, "tie": "derived/from_site", "way": "in", "kind": "Wish"}
    answer = ask(visit("committee"), "expand", **kind)
    assert answer["nodes"] == [] and answer["all"] > 50
    for by in ("category", "state"):
        groups = [one for one in answer["groups"] if one["by"] == by]
        assert len(groups) > 1 and sum(one["count"] for one in groups) == answer["all"]
        assert not any(one["label"] == one["value"] for one in groups)  # in words
        few = min(groups, key=lambda one: one["count"])
        given = ask(visit("committee"), "expand", **kind, part={"by": by, "value": few["value"]})[
            "nodes"
        ]
        field = {"category": "category", "state": "status"}[by]
        ids = [one["id"] for one in given]
        query = f"MATCH (w:Wish) WHERE w.id IN $ids AND w.{field} = $value RETURN count(*)"
        assert town.read(query, {"ids": ids, "value": few["value"]}).value() == few["count"]


def test_a_path_between_two_that_are_no_persons_is_the_same_for_all(visit, rows, busiest):  # type: ignore[no-untyped-def]
    start = rows["Made"][0].start
    ends = {"from": start, "to": busiest}
    by_role = [ask(visit(role), "path", **ends, by="strongest") for role in ROLES]
    assert by_role[0] == by_role[1] == by_role[2]
    assert by_role[0]["way"][0] == start and by_role[0]["way"][-1] == busiest


def test_a_card_says_what_relates_two_and_no_person_to_the_committee(visit, rows, busiest):  # type: ignore[no-untyped-def]
    start = rows["Made"][0].start
    found = ask(visit("committee"), "path", **{"from": start, "to": busiest})
    told = visit("committee").get(f"explore/told?from={start}&to={busiest}&lang=zh")
    text = unescape(re.sub("<[^>]+>", "", told.text))
    assert told.ok and all(one in text for one in found["sentences"]["zh"])
    assert re.findall(r'href="record\?id=([\w-]+)', told.text) == found["way"]
    rider = next(one.start for one in rows["WorksAt"] if one.end == busiest)
    way = f"explore/told?from={rider}&to={busiest}&lang=zh"
    assert "就职于" in visit("staff").get(way).text
    hidden, none = visit("committee").get(way), visit("committee").get(way.replace(rider, "R-9"))
    assert hidden.text == none.text and rider not in hidden.text
    assert visit("committee").get("explore/told?from=ORG-0001").status_code == 400


def test_a_walk_goes_on_while_one_presents_and_nothing_is_kept(visit):  # type: ignore[no-untyped-def]
    one = visit("staff")
    assert one.post("session/present").ok
    assert ask(one, "around", ids=["SITE-0001"])["around"]["SITE-0001"]
    kept = one.post("explore/views/keep", json={"title": "会上", "walk": {"nodes": []}})
    assert kept.status_code == 403 and "放映" in kept.text
    assert one.get("explore/views").json() == {"views": []}


REFUSED = {
    "too many": ("around", {"ids": [f"W-{n:06d}" for n in range(10_001)]}, "10,000"),
    "far too many": ("add", {"ids": [f"W-{n:06d}" for n in range(13_000)]}, "10,000"),
    "no list": ("around", {"ids": "W-000001"}, "ids"),
    "a long id": ("add", {"ids": ["W" * 65]}, "ids.0"),
    "a place that is none": ("add", {"ids": [], "positions": {"A": [1e99, 0]}}, "positions"),
    "something unknown": ("add", {"ids": [], "cypher": "MATCH (n) DETACH DELETE n"}, "cypher"),
    "a path by force": ("path", {"from": "A", "to": "B", "by": "force"}, "by"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_asked_is_refused_with_a_sentence(visit, what):  # type: ignore[no-untyped-def]
    question, body, named = REFUSED[what]
    answer = visit("staff").post(f"explore/{question}?lang=en", json=body)
    assert answer.status_code == 400
    assert named in answer.json()["wrong"] and answer.json()["wrong"].endswith(".")


def test_ids_that_nobody_has_are_absent_and_hurt_nothing(visit):  # type: ignore[no-untyped-def]
    odd = ["none such", "' OR 1=1", "<b>x</b>", "W-000001\u2028", "ORG-9999", "😀"]
    answer = ask(visit("committee"), "add", ids=odd)
    assert answer["absent"] == odd and answer["nodes"] == []
    assert ask(visit("committee"), "around", ids=odd)["around"] == {id: [] for id in odd}
    expanded = ask(
        visit("committee"), "expand", id=odd[1], tie="MADE]->() DELETE", way="out", kind="Claim"
    )
    assert expanded["nodes"] == [] and expanded["all"] == 0


BUSY = "蓝色，双横：组织 · 至少 1 条关系"


def take(one: Visitor, format: str, **body: object) -> requests.Response:
    answer = one.post(f"explore/take/{format}?lang=zh", json=body)
    assert answer.status_code == 200, answer.text
    return answer


def test_what_is_shown_is_taken_away_whole_in_each_format(visit, folder):  # type: ignore[no-untyped-def]
    staff = visit("staff")
    opened = ask(staff, "add", ids=["SITE-0001", "SITE-0002", "AREA-0001"])
    hub = opened["nodes"][0]
    around = ask(
        staff, "expand", id=hub["id"], tie="derived/supports", way="in", kind="Organization"
    )
    nodes, ties = [hub, *around["nodes"]], around["ties"]
    body = {
        "ids": [node["id"] for node in nodes],
        "ties": [tie["id"] for tie in ties],
        "positions": {node["id"]: [node["x"], node["y"]] for node in nodes},
    }
    lines = list(csv.reader(io.StringIO(take(staff, "csv", **body).content.decode("utf-8-sig"))))
    label = words()["kind"]["Organization"].zh
    assert len(lines) == 1 + len(ties) and lines[1][2] == label and lines[1][3] == "支持"
    book = openpyxl.load_workbook(io.BytesIO(take(staff, "xlsx", **body).content))
    counts = {sheet.max_row - 1 for sheet in book.worksheets[2:]}
    assert counts == {len(ties), len(nodes)}
    file = take(staff, "graphml", **body)
    graph = networkx.read_graphml(io.BytesIO(file.content))
    assert (len(graph.nodes), len(graph.edges)) == (len(nodes), len(ties))
    assert graph.nodes[hub["id"]]["label"] == hub["label"]
    assert graph.nodes[hub["id"]]["x"] == pytest.approx(hub["x"], abs=0.1)
    assert "explorer_" in file.headers["Content-Disposition"]
    assert {line["about"] for line in noted(folder, "download")} == {"explore"}
    busy = {"kind": "Organization", "ties": 1, "look": "blue"}  # each of them supports the hub
    body |= {"rules": [busy], "day": "2025-08-31"}
    lines = list(csv.reader(io.StringIO(take(staff, "csv", **body).content.decode("utf-8-sig"))))
    at = lines[0].index("起点标出")
    assert {(row[at], row[at + 1] != "") for row in lines[1:]} == {(BUSY, False)}
    marked = networkx.read_graphml(io.BytesIO(take(staff, "graphml", **body).content))
    given = {id: one["mark"] for id, one in marked.nodes(data=True)}
    assert {id for id, mark in given.items() if mark == BUSY} == given.keys() - {hub["id"]}
    drawn = take(staff, "svg", **body, title="<支持>")  # persons are never drawn
    picture = ElementTree.fromstring(drawn.content)
    texts = [one.text or "" for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "<支持>" and "2025年8月31日" in texts[1]
    signs = [one for one in picture.iter() if one.get("class") == "node"]
    assert len(signs) == len(nodes) + 2  # two kinds, said below
    assert drawn.text.count('class="flow"') == len(ties)
    with_rider = take(staff, "svg", ids=["SITE-0001", "R-0001"]).text
    assert "R-0001" not in with_rider and "1 条不画在图里" in with_rider
    assert take(staff, "png", **body).content.startswith(b"\x89PNG")
    refused = staff.post("explore/take/svg?lang=zh", json={"ids": ["R-0001"]})
    assert refused.status_code == 400 and "不画" in refused.json()["wrong"]
    rider = ask(
        staff, "around", ids=["SITE-0001"]
    )  # the committee's file of the same holds no rider
    assert rider and not any(
        "R-0" in row[0] for row in csv.reader(
            io.StringIO(take(visit("committee"), "csv", ids=["SITE-0001", "R-0001"]).text)
        )
    )  # fmt: skip

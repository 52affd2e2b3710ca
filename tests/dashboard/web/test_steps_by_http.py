"""Steps and records over HTTP: a double click, a form sent again, a second tab, presenting, whose rights."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import TypeVar

import pytest
import requests
from access import Clock, Home
from in_process import served_to_roles
from run_async import run_async
from visitors import PATIENCE, Visitor
from wishes_to_act_on import faults, prepare

from cypher.reader import OWNER
from dashboard.actions import Asked
from dashboard.render.page_data import PageData
from dashboard.web.app import Server
from dashboard.web.handlers.actions.page_part import steps_of_page
from graph.client import Graph

T = TypeVar("T")
CLAIMS = "MATCH (c:Claim {status: 'ACTIVE'}) RETURN count(c)"
CHANGES = "MATCH (c:ChangeRun) RETURN count(c)"


class Office:
    """A served home with an account for each role, and wishes to be taken up."""

    def __init__(self, server: Server, graph: Graph, folder: Path) -> None:
        self.server, self.graph = server, graph
        self.home = Home(folder, Clock())
        self.url = f"http://127.0.0.1:{server.port}"

    def tab(self, role: str) -> Visitor:
        return Visitor(self.server, self.url, self.home, role)

    def value(self, text: str) -> object:
        return self.graph.read(text).value()


@pytest.fixture
def office(graph: Graph, tmp_path: Path) -> Iterator[Office]:
    prepare(graph, 4, 5)
    with served_to_roles(graph, tmp_path) as server:
        yield Office(server, graph, tmp_path)


def at_once(calls: int, work: Callable[[int], T]) -> list[T]:
    ready = Barrier(calls)

    def one(n: int) -> T:
        ready.wait(60)
        return work(n)

    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(one, range(calls)))


def claim(tab: Visitor, request: str, organisation: str = "ORG-1") -> requests.Response:
    form = {"action": "wish/claim", "id": "W-000001", "organisation": organisation}
    return tab.post("act?lang=zh", data={**form, "request": request})


def test_a_double_click_takes_a_step_once_and_both_are_answered_so(office: Office):
    tab = office.tab("staff")
    answers = [one.json() for one in at_once(6, lambda _: claim(tab, "one form"))]
    assert len({one["change"] for one in answers}) == 1
    again = [one["text"] for one in answers if "没有重复办理" in one["text"]]
    assert len(again) == 5
    later = claim(tab, "one form").json()
    assert (later["change"], later["text"]) == (answers[0]["change"], again[0])
    assert (office.value(CLAIMS), office.value(CHANGES)) == (1, 1)
    assert faults(office.graph) == []


def test_a_second_tab_that_was_opened_before_is_told_where_it_stands(office: Office):
    first, second = office.tab("staff"), office.tab("steward")
    assert claim(first, "the first").ok
    late = claim(second, "the second", "ORG-2")
    assert late.status_code == 409 and "第1党支部 认领" in late.json()["wrong"]
    plain = requests.post(
        f"{office.url}/act?lang=en", cookies=second.cookies, timeout=PATIENCE,
        data={"token": second.token, "action": "wish/claim", "id": "W-000001",
              "organisation": "ORG-2", "request": "x"},
    )  # fmt: skip
    assert plain.status_code == 409 and "第1党支部 has taken it up already" in plain.text
    assert (office.value(CLAIMS), office.value(CHANGES)) == (1, 1)


def test_while_presenting_nothing_is_done(office: Office):
    tab = office.tab("steward")
    assert tab.post("session/present").ok
    refused = [
        claim(tab, "a form"),
        tab.post("records/save?lang=en", data={"kind": "Organization", "id": "ORG-1"}),
        tab.post("records/delete?id=ORG-1", data={"sure": "yes"}),
    ]
    assert [one.status_code for one in refused] == [403] * 3
    assert office.value(CHANGES) == 0
    assert tab.post("session/stop").ok and claim(tab, "a form").ok


def test_what_there_is_not_is_not_found_and_no_trouble_of_the_server(office: Office):
    tab = office.tab("steward")
    form = {"action": "wish/no_such_step", "id": "W-000001", "request": "x"}
    answers = [tab.post("act?lang=zh", data=form)]
    for path in ("records/leave", "records/merge", "records/together", "records/edit"):
        answers.append(tab.get(f"{path}?id=ORG-9999&lang=zh"))
    assert {
        one.url.rpartition("/")[2]: one.status_code for one in answers if one.status_code != 404
    } == {}


def undo_by(tab: Visitor, change: str, path: str) -> requests.Response:
    if path == "act":
        return tab.post("act?lang=zh", data={"id": "W-000001", "undo": change})
    return tab.post("records/undo?id=W-000001&lang=zh", data={"change": change})


@pytest.mark.parametrize("path", ["act", "records/undo"])
def test_taking_back_what_another_did_is_a_right_of_the_moment(office: Office, path: str):
    steward, staff = office.tab("steward"), office.tab("staff")
    change = claim(steward, "a form").json()["change"]
    refused = undo_by(staff, change, path)
    assert refused.status_code == 403 and "不能撤销别人的导入和办理" in refused.text
    offered = f'value="{change}"'
    pages = ("records/history?id=W-000001", "act/panel?id=W-000001")
    assert not any(offered in _html(staff.get(page)) for page in pages)
    assert all(offered in _html(steward.get(page)) for page in pages)
    own = claim_of(staff, "W-000002")
    [account] = [one for one in office.home.accounts.list() if one.name == "steward"]
    other = office.home.add("second", "steward")
    office.home.accounts.set_role(account.id, "staff", OWNER)
    assert undo_by(office.tab("steward"), own, path).status_code in (403, 404)
    assert office.value(CLAIMS) == 2
    done = undo_by(Visitor(office.server, office.url, office.home, other.name), change, path)
    assert done.status_code in (200, 303)
    assert office.value(CLAIMS) == 1


def claim_of(tab: Visitor, id: str) -> str:
    form = {"action": "wish/claim", "id": id, "organisation": "ORG-3", "request": id}
    return str(tab.post("act?lang=zh", data=form).json()["change"])


def _html(answer: requests.Response) -> str:
    is_json = "json" in answer.headers["Content-Type"]
    return str(answer.json()["html"]) if is_json else answer.text


def test_what_rests_on_a_change_is_led_to_where_it_is_not_taken_back(office: Office):
    tab = office.tab("steward")
    change = claim(tab, "a form").json()["change"]
    form = {"action": "claim/contact", "id": "W-000001", "by": "staff", "request": "next"}
    assert tab.post("act?lang=zh", data=form).ok
    refused = undo_by(tab, change, "records/undo")
    assert refused.status_code == 409 and "后来的改动以它为基础" in refused.text
    [resting] = re.findall(r'<p class="resting">.*', refused.text)
    ids = re.findall(r"records/history\?id=([\w-]+)&amp;lang=zh", resting)
    assert ids and "W-000001" not in ids
    assert all(tab.get(f"records/history?id={id}").ok for id in ids)


def test_a_change_is_taken_back_on_its_own_record_alone(office: Office):
    change = claim(office.tab("steward"), "a form").json()["change"]
    tab = office.tab("steward")
    elsewhere = tab.post("records/undo?id=W-000003&lang=zh", data={"change": change})
    assert elsewhere.status_code == 404 and office.value(CLAIMS) == 1


def saved(tab: Visitor, request: str, name: str, id: str = "") -> requests.Response:
    was = "第1党支部" if id else ""
    form = {
        "kind": "Organization", "id": id, "request": request, "f.name": name, "was.name": was,
        "f.kind": "party", "was.kind": "party" if id else "",
    }  # fmt: skip
    where = f"id={id}" if id else "kind=Organization"
    return tab.post(f"records/save?lang=zh&{where}", data=form)


def test_a_form_of_a_record_is_saved_once_however_often_it_is_sent(office: Office):
    tab = office.tab("staff")
    answers = at_once(4, lambda _: saved(tab, "one form", "老街党支部", "ORG-1"))
    assert {one.status_code for one in answers} == {200}
    said = [_notice(one.text) for one in [*answers, saved(tab, "one form", "老街党支部", "ORG-1")]]
    assert sum("已保存" in one for one in said) == 1
    assert office.value(CHANGES) == 1


def test_a_new_record_is_entered_once_and_a_form_sent_again_leads_to_it(office: Office):
    tab = office.tab("staff")
    before = office.value("MATCH (o:Organization) RETURN count(o)")
    answers = at_once(4, lambda _: saved(tab, "one form", "新桥党支部"))
    assert {one.status_code for one in answers} == {200}
    again = saved(tab, "one form", "新桥党支部")
    assert "没有重复保存" in _notice(again.text) and again.status_code == 200
    ids = {_id(one.text) for one in [*answers, again]}
    assert ids == {office.value("MATCH (o:Organization {name: '新桥党支部'}) RETURN o.id")}
    assert office.value("MATCH (o:Organization) RETURN count(o)") == int(str(before)) + 1


def _notice(html: str) -> str:
    found = re.search(r'id="saved"[^>]*>([^<]*)<', html)
    assert found, html
    return found[1]


def _id(html: str) -> str:
    found = re.search(r'name="id" value="([^"]*)"', html)
    assert found, html
    return found[1]


def test_a_deletion_sent_again_leads_to_the_trail_that_is_kept(office: Office):
    tab = office.tab("steward")
    form = {"sure": "yes", "request": "one form"}
    answers = [tab.post("records/delete?id=ORG-5&lang=zh", data=form) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert {one.headers["Location"] for one in answers} == {"/records/history?id=ORG-5&lang=zh"}
    assert office.value(CHANGES) == 1


def test_a_hundred_open_pages_that_ask_at_once_are_each_answered_whole(office: Office):
    tab = office.tab("staff")
    have = " ".join(f"{card}=" for card in ("to_review", "overdue", "counts"))

    def ask(_: int) -> tuple[str, ...]:
        headers = {"X-Lianxin-Have": have}
        answer = requests.get(
            f"{office.url}/fresh/todo?lang=zh", headers=headers, cookies=tab.cookies,
            timeout=PATIENCE,
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        _, *cards = map(json.loads, answer.text.splitlines())
        return tuple(sorted(f"{one['card']} {one['digest']}" for one in cards))

    [(first, *more)] = {*at_once(100, ask)}
    assert (len(more), first.split()[0]) == (2, "counts")


@pytest.mark.parametrize(("id", "late"), [("W-000001", True), ("CLAIM-1", False)])
def test_a_page_that_comes_before_the_database_answers_asks_for_the_steps_itself(
    id: str, late: bool
):
    """Before, it never had any: what came in the place of the record left them out."""
    library = SimpleNamespace(on=lambda kind: ["wish/review"] if kind == "Wish" else [])
    site = SimpleNamespace(actions=SimpleNamespace(library=library))
    request = SimpleNamespace(page=SimpleNamespace(kind="record", makes=()))
    shown = run_async(steps_of_page(site, request, PageData(), Asked("zh", "", id)))  # type: ignore[arg-type]
    assert bool(shown.get("steps_late")) is late

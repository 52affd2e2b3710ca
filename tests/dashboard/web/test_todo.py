"""The page of what is to be done: in whose menu it stands with which number, where it leads, what is
said where nothing waits."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from access import visitor_of
from bs4 import BeautifulSoup, Tag
from in_process import served_here, served_to_roles
from truth import ask

from dashboard.web.app import Server
from graph.client import Graph

OWN = """// ---
// title: {zh: 自编, en: Of our own}
// about: {zh: 数一数。, en: Counted.}
// columns: {n: {label: {zh: 数, en: N}}}
// ---
MATCH (w:Wish) RETURN count(w) AS n
"""
PATIENCE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("todo")
    report = folder / "own" / "reports" / "mine" / "count.cypher"
    report.parent.mkdir(parents=True)
    report.write_text(OWN, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path) -> Iterator[Server]:
    with served_to_roles(town, folder) as server:
        yield server


def opened(server: Server, role: str, path: str) -> BeautifulSoup:
    """A page as somebody of a role gets it, once everything on it is there."""
    accounts = server.site.access.accounts
    assert accounts is not None
    visitor, base = visitor_of(server, accounts.named(role)), f"http://127.0.0.1:{server.port}/"
    visitor.get(f"{base}state/todo", timeout=PATIENCE)  # counted
    return BeautifulSoup(visitor.get(base + path, timeout=PATIENCE).text, "html.parser")


def entry(page: BeautifulSoup) -> Tag | None:
    return page.select_one("header nav a:has([data-waiting])")


def counted(page: BeautifulSoup) -> int:
    link = entry(page)
    assert link is not None
    count = link.select_one("[data-waiting]:not([hidden])")
    return int(count.text) if count else 0


def in_graph(town: Graph) -> int:
    return sum(row["number"] for row in ask(town, "reports/todo/counts"))


def test_staff_have_it_after_the_overview_with_the_number(server: Server, town: Graph):
    for path in ("", "todo", "money"):
        page = opened(server, "staff", path)
        [_, second, *_] = page.select("header nav a")
        assert second is entry(page) and second["href"] == "todo?lang=zh"
        assert counted(page) == in_graph(town) > 0


def test_the_committee_has_it_not(server: Server):
    assert entry(opened(server, "committee", "")) is None
    page = opened(server, "committee", "todo")
    assert not page.select("[data-card]")
    assert "待办由工作人员办理" in page.select_one("main").text  # type: ignore[union-attr]


def test_each_number_leads_to_its_list_and_each_row_to_its_record(server: Server):
    accounts = server.site.access.accounts
    assert accounts is not None
    visitor, base = visitor_of(server, accounts.named("staff")), f"http://127.0.0.1:{server.port}/"
    page = opened(server, "staff", "todo")
    card = visitor.get(f"{base}card/todo/counts", timeout=PATIENCE).text
    links = [str(one["href"]) for one in BeautifulSoup(card, "html.parser").select(".points a")]
    ids = {str(one["id"]) for one in page.select("[data-card]")}
    assert links and {link.removeprefix("#") for link in links} <= ids
    listed = visitor.get(f"{base}card/todo/to_review", timeout=PATIENCE).text
    first = BeautifulSoup(listed, "html.parser").select_one("tbody a")
    assert first is not None and re.fullmatch(r"record\?id=W-\d+&lang=zh", str(first["href"]))


def test_who_waits_longest_for_a_claim_comes_first(server: Server):
    accounts = server.site.access.accounts
    assert accounts is not None
    visitor, base = visitor_of(server, accounts.named("staff")), f"http://127.0.0.1:{server.port}/"
    card = visitor.get(f"{base}card/todo/long_open", timeout=PATIENCE).text
    rows = BeautifulSoup(card, "html.parser").select("tbody tr")
    days = [int(re.sub(r"\D", "", row.select("td")[-1].text)) for row in rows]
    assert len(days) > 2 and days == sorted(days, reverse=True) and days[0] > days[-1]


def test_who_may_not_act_is_offered_no_step(server: Server):
    accounts = server.site.access.accounts
    assert accounts is not None
    base = f"http://127.0.0.1:{server.port}/"
    for role, offers in (("committee", False), ("staff", True)):
        visitor = visitor_of(server, accounts.named(role))
        card = visitor.get(f"{base}card/needs/could", timeout=PATIENCE).text
        assert ("data-offer" in card) is offers


def test_a_file_that_was_brought_and_a_report_not_approved_wait_for_who_may_act(
    server: Server, town: Graph
):
    accounts = server.site.access.accounts
    assert accounts is not None and server.site.imports is not None
    receiving = server.site.imports.uploads.begin("台账.csv")
    receiving.write("编号,名称\n".encode())
    server.site.imports.uploads.finish(receiving, "staff")
    page = opened(server, "staff", "todo")
    beside = page.select_one("#beside")
    assert beside is not None and "其中本人的 1 份" in beside.text
    assert counted(page) == in_graph(town) + 1
    page = opened(server, "steward", "todo")
    beside = page.select_one("#beside")
    assert beside is not None and "自编报表待批准" in beside.text
    assert counted(page) == in_graph(town) + 2


def test_that_nothing_waits_is_said(graph: Graph, tmp_path: Path):
    with served_here(graph, tmp_path) as server:
        base = f"http://127.0.0.1:{server.port}/"
        state = requests.get(f"{base}state/todo", timeout=PATIENCE).json()
        assert state["waiting"] == ""
        assert "没有待写入的文件" in state["beside"]
        card = requests.get(f"{base}card/todo/counts", timeout=PATIENCE).text
        assert "今天没有待办事项。" in card

"""Nothing waits behind anything slow, by the order of events: while one read is held in the middle,
a static file, health and another page are answered."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from as_user import until
from in_process import served_here
from transactions import alive, running

from cypher.writers import to_file
from dashboard.concurrency import shared_work
from dashboard.shell.assets import asset_url
from dashboard.web.handlers import downloads
from graph.address import Address
from graph.client import Graph, Rows

PATIENCE = 120


class HeldGraph(Graph):
    """A real graph whose reads of one statement wait, once they have begun, until they are let go."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.words: str | None = None
        self.begun, self.let_go = threading.Event(), threading.Event()

    def hold(self, words: str) -> None:
        """Hold every read whose statement contains some words."""
        self.begun.clear()
        self.let_go.clear()
        self.words = words

    def read(self, text: str, *args: object, **named: object) -> Rows:
        if self.words is not None and self.words in text:
            self.begun.set()
            assert self.let_go.wait(PATIENCE)
        return super().read(text, *args, **named)  # type: ignore[arg-type]

    def data_version(self, **named: object) -> str:
        if self.words == "data version":
            self.begun.set()
            assert self.let_go.wait(PATIENCE)
        return super().data_version(**named)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def held(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HeldGraph, str]]:
    home: Path = tmp_path_factory.mktemp("held")
    slow = home / "own/reports/own"
    slow.mkdir(parents=True)
    (slow / "slow.cypher").write_text(
        "// ---\n// title: {zh: 慢, en: Slow}\n// about: {zh: 说明, en: About}\n"
        "// parameters: {n: {type: integer, default: 1, label: {zh: 数, en: N}}}\n"
        "// ---\nRETURN $n AS n, 'held in the middle' AS what\n",
        "utf-8",
    )
    (slow / "long.cypher").write_text(
        "// ---\n// title: {zh: 久, en: Long}\n// about: {zh: 说明, en: About}\n"
        "// limits: {seconds: 100}\n// ---\n"
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n\n",
        "utf-8",
    )
    with HeldGraph(town.address) as graph, served_here(graph, home) as server:
        address = f"http://127.0.0.1:{server.port}"
        assert requests.get(f"{address}/", timeout=PATIENCE).status_code == 200
        yield graph, address


def answered_meanwhile(address: str) -> list[int]:
    """The status of a static file, of health, of another page and of a card of the first page."""
    paths = (asset_url("page.js"), "livez", "sources?lang=en", "search?lang=en", "editions?lang=en")
    return [requests.get(f"{address}/{path}", timeout=PATIENCE).status_code for path in paths]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("held in the middle", "card/reports/rows?report=own/slow&n={n}"),
        ("held in the middle", "download/own/slow.csv?n={n}"),
        ("held in the middle", "download/own/slow.xlsx?n={n}"),
        ("held in the middle", "count/own/slow?n={n}"),
        ("CALL db.index.fulltext", "find?q=x{n}"),
        ("'held in the middle'", "figure/reports/rows.svg?report=own/slow&n={n}"),
    ],
)
def test_what_waits_for_a_held_read_holds_up_nobody_else(
    held: tuple[HeldGraph, str], words: str, path: str
):
    graph, address = held
    graph.hold(words)
    number = abs(hash(path)) % 10_000
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(requests.get, f"{address}/{path.format(n=number + more)}", timeout=PATIENCE)
            for more in range(6)
        ]
        assert graph.begun.wait(PATIENCE)
        try:
            assert answered_meanwhile(address) == [200] * 5
            assert not any(one.done() for one in asked)
        finally:
            graph.let_go.set()
        assert {one.result().status_code for one in asked} <= {200, 404}


@pytest.mark.parametrize(
    ("words", "path", "late"),
    [
        ("held in the middle", "reports?report=own/slow&n=77", 'data-card="rows"'),
        ("data version", "?lang=en", 'data-card="open"'),
        ("UNWIND keys(n)", "record?id=ORG-0007&lang=en", "data-late"),
    ],
)
def test_a_page_is_sent_without_what_is_held(
    held: tuple[HeldGraph, str], words: str, path: str, late: str
):
    graph, address = held
    graph.hold(words)
    try:
        page = requests.get(f"{address}/{path}", timeout=PATIENCE)
        assert page.status_code == 200
        assert " pending waiting" in page.text
        assert late in page.text
        assert requests.get(f"{address}/livez", timeout=PATIENCE).json() == {"ok": True}
        assert requests.get(f"{address}/readyz", timeout=PATIENCE).status_code in (200, 503)
    finally:
        graph.let_go.set()


def test_no_card_waits_for_what_only_pages_ask(town: Graph, tmp_path: Path):
    with HeldGraph(town.address) as graph:
        graph.hold("'WishEvent' AS kind")
        try:
            with served_here(graph, tmp_path / "home") as server:
                address = f"http://127.0.0.1:{server.port}"
                card = requests.get(f"{address}/card/overview/open?lang=en", timeout=PATIENCE)
                assert card.status_code == 200
                page = requests.get(f"{address}/?lang=en", timeout=PATIENCE)
                assert page.status_code == 200 and "data-late" in page.text
                assert graph.begun.is_set()
                graph.let_go.set()
        finally:
            graph.let_go.set()


def test_a_file_that_many_ask_for_at_once_is_made_once(
    held: tuple[HeldGraph, str], monkeypatch: pytest.MonkeyPatch
):
    graph, address = held
    written: list[str] = []

    def counted(table, lang, format, picture):  # type: ignore[no-untyped-def]
        written.append(format)
        return to_file(table, lang, format, picture)

    monkeypatch.setattr(downloads, "to_file", counted)
    graph.hold("held in the middle")
    with ThreadPoolExecutor(40) as pool:
        path = f"{address}/download/own/slow.xlsx?n=4711"
        asked = [pool.submit(requests.get, path, timeout=PATIENCE) for _ in range(40)]
        assert graph.begun.wait(PATIENCE)
        graph.let_go.set()
        answers = [one.result() for one in asked]
    assert {one.status_code for one in answers} == {200}
    assert len({one.content for one in answers}) == 1
    assert written == ["xlsx"]


def test_what_runs_for_nobody_is_ended_on_the_server(
    held: tuple[HeldGraph, str], monkeypatch: pytest.MonkeyPatch
):
    graph, address = held
    monkeypatch.setattr(shared_work, "LINGER", 0.0)
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as reader:
        host = address.removeprefix("http://")
        path = "/card/reports/rows?report=own/long"
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        ids = until(lambda: running(graph, "range(1, 100000)"))
    until(lambda: not alive(graph, ids), 20)

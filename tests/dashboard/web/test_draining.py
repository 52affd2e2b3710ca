"""A process that is to stop takes nothing new and finishes what runs; a monitor sees how it stands."""

import asyncio
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from as_user import until
from bs4 import BeautifulSoup
from in_process import served_here

from dashboard.auth.signing_key import signing_key
from dashboard.errors import AccessBroken
from dashboard.web.app import Server
from dashboard.web.leader import Leader
from graph.client import Graph

PATIENCE = 60


@pytest.fixture
def server(town: Graph, tmp_path: Path) -> Iterator[Server]:
    with served_here(town, tmp_path) as server:
        yield server


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.port}/{path}"


def test_what_is_new_is_refused_and_what_runs_is_finished(server: Server):
    held = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    begun = (
        b"POST /editions/cancel HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Lianxin: 1\r\n"
        b"Content-Length: 2\r\n\r\na" % server.port
    )
    held.connect()
    assert isinstance(held.sock, socket.socket)
    held.sock.sendall(begun)
    until(lambda: server.requests_running == 1)
    loop = server.io_loop.asyncio_loop  # type: ignore[attr-defined]
    drained = asyncio.run_coroutine_threadsafe(server.drain(), loop)
    until(lambda: server.site.is_draining())

    process = requests.get(address(server, "readyz?of=process"), timeout=PATIENCE)
    assert process.status_code == 503
    new = requests.get(address(server, ""), timeout=PATIENCE)
    assert (new.status_code, new.headers["Retry-After"]) == (503, "1")
    assert new.headers["Connection"] == "close"
    assert "stopping" in new.text
    _forms_are_answered_by_a_page(server)
    ready = requests.get(address(server, "readyz"), timeout=PATIENCE)
    assert (ready.status_code, ready.json()) == (503, {"ok": False, "draining": True})
    assert requests.get(address(server, "livez"), timeout=PATIENCE).ok
    with pytest.raises(TimeoutError):
        drained.result(1.5)
    held.sock.sendall(b"b")
    answer = http.client.HTTPResponse(held.sock)
    answer.begin()
    assert answer.status < 500
    drained.result(10)
    held.close()


def _forms_are_answered_by_a_page(server: Server) -> None:
    """A browser that sends a form by itself shows what it is answered: a page in its language."""
    for path, lang, sentence, back in (
        ("accounts/add", "zh", "没有执行", "/accounts?lang=zh"),
        ("sign-in", "en", "did not do this", "/sign-in?lang=en"),
    ):
        answer = requests.post(
            address(server, f"{path}?lang={lang}"),
            headers={"Accept": "text/html,*/*;q=0.8"}, timeout=PATIENCE,
        )  # fmt: skip
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        page = BeautifulSoup(answer.text, "html.parser")
        assert sentence in page.select_one("[role=alert]").get_text()
        assert page.select_one("a.button")["href"] == back
        assert page.select("script, link") == []  # nothing of it has to be asked for
    script = requests.post(
        address(server, "sign-in?lang=en"),
        headers={"Accept": "application/json"}, timeout=PATIENCE,
    )  # fmt: skip
    assert "did not do this" in script.json()["wrong"]


def test_long_work_is_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch):
    jobs = [1]
    monkeypatch.setattr(type(server.site), "jobs_running", property(lambda site: jobs[0]))
    loop = server.io_loop.asyncio_loop  # type: ignore[attr-defined]
    drained = asyncio.run_coroutine_threadsafe(server.drain(), loop)
    with pytest.raises(TimeoutError):
        drained.result(2)
    jobs[0] = 0
    drained.result(10)


def test_a_monitor_counts_requests_and_sees_how_the_process_stands(server: Server):
    requests.get(address(server, "nothing/there"), timeout=PATIENCE)
    until(lambda: requests.get(address(server, "readyz"), timeout=PATIENCE).ok)
    text = requests.get(address(server, "metrics"), timeout=PATIENCE).text
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert lines['lianxin_requests_total{handler="Page",status="404"}'] == "1.0"
    assert lines["lianxin_graph_answers"] == "1.0"
    assert lines["lianxin_draining"] == "0.0"
    assert lines['lianxin_work{executor="cards"}'].replace(".", "").isdecimal()
    until(lambda: "lianxin_leads 1.0" in requests.get(address(server, "metrics"), timeout=9).text)


def test_one_process_leads_and_another_takes_over(tmp_path: Path):
    done: list[str] = []
    first = Leader(tmp_path, [lambda: done.append("1")])
    second = Leader(tmp_path, [lambda: done.append("2")])
    for leader in (first, second, first):
        leader.look()
    assert (first.leads, second.leads, done) == (True, False, ["1"])
    first.end()
    second.look()
    first.look()
    assert (first.leads, second.leads, done) == (False, True, ["1", "2"])
    second.end()


def test_all_processes_of_a_home_sign_with_one_key(tmp_path: Path):
    key = signing_key(tmp_path)
    assert len(key) == 32 and signing_key(tmp_path) == key
    [file] = (tmp_path / "access").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert signing_key(None) != signing_key(None)
    file.write_bytes(b"short")
    with pytest.raises(AccessBroken):
        signing_key(tmp_path)


LONG = """\
// ---
// title: {zh: 长, en: Long}
// about: {zh: 说明, en: About}
// limits: {rows: 200000, seconds: 60}
// ---
UNWIND range(1, 100000) AS n RETURN n, 'a row that is long enough to fill what a connection holds' AS said
"""


def test_a_download_under_way_is_finished_and_its_address_is_good_after_the_restart(
    town: Graph, tmp_path: Path
):
    report = tmp_path / "own" / "reports" / "own" / "long.cypher"
    report.parent.mkdir(parents=True)
    report.write_text(LONG, "utf-8")
    path = "/download/own/long.csv"
    with served_here(town, tmp_path) as first:
        slow = http.client.HTTPConnection("127.0.0.1", first.port, timeout=PATIENCE)
        slow.connect()
        assert isinstance(slow.sock, socket.socket)
        slow.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        slow.request("GET", path)
        answer = slow.getresponse()
        begun = answer.read(1000)
        loop = first.io_loop.asyncio_loop  # type: ignore[attr-defined]
        drained = asyncio.run_coroutine_threadsafe(first.drain(), loop)
        until(lambda: first.site.is_draining())
        with pytest.raises(TimeoutError):
            drained.result(1.5)  # it waits for who is still reading
        whole = begun + answer.read()
        drained.result(20)
        slow.close()
    assert (answer.status, whole.count(b"\r\n")) == (200, 100_001)
    with served_here(town, tmp_path) as second:  # the address that somebody has kept
        again = requests.get(address(second, path.lstrip("/")), timeout=PATIENCE)
    assert again.content == whole

"""What once ended the program or let something out, tried again from outside: by nobody and by each role."""

import os
import socket
import stat
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from as_user import typed, until
from in_process import served_here
from trail_lines import noted
from visitors import PATIENCE, ROLES, Visitor, home_of_roles

from dashboard.web.app import Server
from graph.client import Graph

EVERYBODY = (None, *ROLES)
HEAD = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n"
BAR = f"{HEAD}// columns:\n//   k: {{label: {{zh: 名, en: K}}}}\n//   v: {{label: {{zh: 数, en: V}}}}\n// view: {{kind: bar, x: k, y: v}}\n// ---\n"
ENDLESS = "RETURN reduce(a = 0, i IN range(1, 300000000) | a + i) AS x"
CSV = "LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS l RETURN l"
OWN = {
    "bell": f"{BAR}UNWIND [['a\\u0007b\\u000b\\u001b]0;x', 1]] AS r RETURN r[0] AS k, r[1] AS v",
    "csv": f"{HEAD}// ---\n{CSV}",
    "inner_csv": f"{HEAD}// ---\nRETURN [i IN [1] | COLLECT {{ {CSV} }}] AS x",
    "inner_call": f"{HEAD}// ---\nRETURN COUNT {{ CALL dbms.listConfig() YIELD name RETURN name }} AS x",
    "endless": f"{HEAD}// limits: {{seconds: 1}}\n// ---\n{ENDLESS}",
    "nasty": "// ---\n// ? [a]\n// ---\nRETURN 1 AS x",
    "year": f"{HEAD}// ---\nRETURN date({{year: 12000}}) AS d, datetime('9999-12-31T23:59:59Z') AS e",
}
"""Saved files of the home's own, by what is tried with them."""


@pytest.fixture(scope="module")
def place(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A dashboard with somebody of each role, attackers' files in its home, and an open port."""
    folder = tmp_path_factory.mktemp("attacks")
    home = home_of_roles(folder)
    with socket.create_server(("127.0.0.1", 0)) as heard:
        reports = folder / "own" / "reports" / "own"
        reports.mkdir(parents=True)
        for name, text in OWN.items():
            text = text.replace("{port}", str(heard.getsockname()[1]))
            (reports / f"{name}.cypher").write_text(text, "utf-8")
        _put_false_edition(folder)
        heard.settimeout(0)
        before = os.umask(0o022)
        try:
            with served_here(town, folder) as server:
                yield SimpleNamespace(folder=folder, home=home, server=server, heard=heard)
        finally:
            os.umask(before)


def _put_false_edition(folder: Path) -> None:
    place = folder / "editions" / "2024"
    place.mkdir(parents=True)
    names = ("/etc/passwd", "../../access/accounts.sqlite3", "link")
    files = ", ".join(f'"{name}": {{"sha256": "0", "bytes": 1}}' for name in names)
    (place / "link").symlink_to("/etc/passwd")
    (place / "manifest.json").write_text(
        '{"name": "2024", "as_of": "2024-08-31", "since": "2023-09-01", "audience": "public", '
        '"lang": "zh", "synthetic": false, "provenance": [], "content": "x", "after": null, '
        f'"versions": {{}}, "statements": [], "counts": {{}}, "left_out": [], "files": {{{files}}}}}'
    )


@pytest.fixture
def come(place: SimpleNamespace) -> Iterator[Callable[[str | None], Visitor]]:
    """Whoever comes; afterwards the dashboard must answer as before."""
    server: Server = place.server
    url = f"http://127.0.0.1:{server.port}"
    yield lambda role: Visitor(server, url, place.home, role)
    assert requests.get(f"{url}/livez", timeout=5).ok
    with pytest.raises(BlockingIOError):  # nobody was made to ask another machine
        place.heard.accept()


FILES = (
    "card/reports/rows?report=own/{}",
    "download/own/{}.csv",
    "download/own/{}.pdf",
    "count/own/{}",
)
ELSEWHERE = (
    "components/dashboard.__main__/a/b/c", "components/panel.io.state/x/_css/y", "live/autoload.js",
    "live/metadata", "editions/of/2024/..%2f..%2faccess%2faccounts.sqlite3", "editions/of/2024//etc/passwd",
    "editions/of/2024/link", "editions/of/..%2faccess/accounts.sqlite3", "assets/..%2f..%2fapp.py",
    "editions/zip/2024", "editions/zip/..", "editions/compared/..%2f../2024", "static/..%2f..%2fconftest.py",
)  # fmt: skip
FOREIGN = (
    {"Host": "evil.example"},
    {"Host": "evil.example", "Origin": "http://evil.example", "X-Forwarded-Host": "127.0.0.1"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
)
ABOUT_A_PERSON = ("record?id=R-0003", "count/records/person?id=R-0003", "live?page=overview&card=flow",
                  "card/record/person?id=R-0003", "download/records/person.csv?id=R-0003")  # fmt: skip


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("id", [one for one in OWN if one != "endless"])
def test_own_files_that_attack_end_nothing_and_ask_nobody(come, role, id):  # S1 S2 S6 S16
    one = come(role)
    for path in FILES:
        answer = one.get(path.format(id))
        if role is None:
            assert answer.status_code == 401
        elif id in ("csv", "inner_csv", "inner_call", "nasty") and not path.startswith("card"):
            assert answer.status_code in (403, 404, 422), (path, answer.text)
        else:
            assert answer.status_code in (200, 400, 403, 404, 422), (path, answer.text[:300])
        assert not set("\a\v\x1b") & set(answer.text), path
        assert "日志" not in answer.text  # nothing of ours has failed
    page = one.get("")
    assert page.status_code == (302 if role is None else 200)


@pytest.mark.parametrize("role", ROLES)
def test_a_question_that_never_ends_keeps_nobody_waiting(come, role):  # S4 S5
    one, other = come(role), come("steward")
    until(lambda: other.get("readyz").ok)
    with ThreadPoolExecutor(2) as tabs:
        asked = [
            tabs.submit(one.get, f"card/reports/rows?report=own/endless&lang={lang}")
            for lang in ("zh", "en")
        ]
        begun, waited = monotonic(), []
        for path in ("readyz", "card/overview/open", "find?q=x", "needs"):
            assert other.get(path).status_code == 200, path
            waited.append(monotonic() - begun)
        answers = [one.result(PATIENCE) for one in asked]
    assert waited[0] < 5.0, waited  # whether it runs was answered beside it
    for answer in answers:
        assert role == "committee" or "data-retry" in answer.text, answer.text


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_address_leads_out_of_what_is_meant(come, role, path):  # S3 S7
    answer = come(role).get(path)
    assert answer.status_code in (302, 401, 403, 404), answer.text[:300]
    assert "root:" not in answer.text and b"SQLite" not in answer.content


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("headers", FOREIGN)
def test_nothing_is_read_or_noted_for_another_site(come, place, role, headers):  # S9 S10 S11
    one, before = come(role), len(noted(place.folder, "person_read"))
    for path in ABOUT_A_PERSON:
        answer = one.get(path, headers=headers)
        assert answer.status_code == (421 if "Host" in headers else 403), path
        assert answer.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert len(noted(place.folder, "person_read")) == before


@pytest.mark.parametrize("role", ROLES)
def test_whatever_says_something_of_a_person_is_noted_or_refused(come, place, role):  # S10
    one = come(role)
    for path in ABOUT_A_PERSON[1:2] + ABOUT_A_PERSON[3:]:
        before = len(noted(place.folder, "person_read"))
        answer = one.get(path)
        more = len(noted(place.folder, "person_read")) - before
        assert (answer.status_code, more) in ((200, 1), (403, 0), (404, 0)), path


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_answer_closes_frames_and_sniffing(come, role):  # S12
    one = come(role)
    for path in (
        "",
        "account",
        "accounts",
        "nowhere",
        "card/overview/open",
        "editions/zip/x",
        "livez",
    ):
        headers = one.get(path).headers
        assert (
            headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
        )
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("role", ROLES)
def test_what_the_dashboard_writes_is_its_owners_alone(come, place, role):  # S13
    come(role).get("record?id=R-0003")
    kept = [
        path
        for name in ("access", "audit", "jobs", "log")
        for path in (place.folder / name).rglob("*")
    ]
    wrong = [path for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert kept and wrong == []


def _bomb() -> bytes:
    """A workbook whose sheet is 100 MB of nothing."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(100):
                sheet.write(bytes(1_000_000))
    return data.getvalue()


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_file_that_is_an_attack_is_a_sentence(come, role):  # S14 S15
    one, begun = come(role), monotonic()
    for name, data in (
        ("bomb.xlsx", _bomb()),
        ("Wish.csv", b"id,title,[/red]\x1b]0;x\x07\n[/red],1e999999,\x1b[2J\n"),
    ):
        answer = _upload(one, name, data)
        if role in (None, "committee"):
            assert answer.status_code == (401 if role is None else 403)
            continue
        job = answer.json()["job"]
        done = until(lambda job=job: _ended(one.get(f"imports/job/{job}").json()))
        text = f"{answer.text}{done}"
        assert done["state"] in ("done", "failed") and "程序出错" not in text, text
        page = one.get(f"imports?file={answer.json()['token']}").text
        assert not {"\x1b", "\a"} & {*text, *page} and "Traceback" not in text + page
    assert monotonic() - begun < 60


def _upload(one: Visitor, name: str, data: bytes) -> requests.Response:
    headers = {"X-Lianxin": one.token, "Origin": one.url, "X-File-Name": name}
    return requests.post(
        f"{one.url}/imports/upload", data, headers=headers, cookies=one.cookies, timeout=PATIENCE
    )


def _ended(job: dict[str, Any]) -> dict[str, Any] | None:
    return None if job["state"] == "running" else job


@pytest.mark.parametrize("role", [None, "committee", "staff", "steward"])
def test_nothing_is_approved_that_cannot_be_read_or_run(place, role):  # S18
    for id in ("own/nasty", "own/inner_csv"):
        words = () if role is None else ("--as", role)
        given = {"NEO4J_URI": place.server.site.runner.graph.address.uri,
                 "NEO4J_PASSWORD": place.server.site.runner.graph.address.password}  # fmt: skip
        result = typed(place.folder, "report", "approve", id, *words, **given)
        assert result.exit_code != 0 and "Traceback" not in result.output
    assert not list((place.folder / "approvals").rglob("*.json"))

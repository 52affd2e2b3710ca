"""What is let in, what every answer carries, and every address that the running server has."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup
from in_process import served_here
from trail_lines import noted

from dashboard.shell.assets import asset_url
from dashboard.texts import say
from dashboard.web.app import Server
from dashboard.web.http import connections
from dashboard.web.routes import ROUTES
from graph.client import Graph

PATIENCE = 120
EVERYWHERE = ("", "record?id=R-0003", "card/overview/open", "download/wishes/rates.csv", "find?q=x",
              "readyz", "livez", "nothing/there", "live?page=overview&card=flow", "static/js/bokeh.min.js",
              asset_url("page.js"), "editions/state", "count/records/person?id=R-0003")  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("front")


@pytest.fixture(scope="module")
def server(town: Graph, home: Path) -> Iterator[Server]:
    with served_here(town, home) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def readings(home: Path) -> int:
    return len(noted(home, "person_read"))


def test_every_address_of_the_running_server_is_one_that_is_meant(server: Server):
    def paths(application) -> list[str]:  # type: ignore[no-untyped-def]
        [everything] = application.default_router.rules
        return [rule.matcher.regex.pattern for rule in everything.target.rules]

    assert paths(server.own) == [f"{route.path}$" for route in ROUTES]
    assert sorted(paths(server.live)) == [
        "/favicon.ico$",
        "/live/?$",
        "/live/autoload.js$",
        "/live/metadata$",
        "/live/static/(.*)$",
        "/live/ws$",
        "/static/(.*)$",
        "/static/extensions/(.*)$",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "components/dashboard.__main__/a/b/c",
        "components/panel.io.state/x/_css/y",
        "live/autoload.js?bokeh-autoload-element=1",
        "live/metadata",
        "live/static/js/bokeh.min.js",
        "favicon.ico",
        "healthz",
    ],
)
def test_what_panel_and_bokeh_bring_beside_the_live_picture_is_not_there(url: str, path: str):
    assert requests.get(f"{url}/{path}", timeout=PATIENCE).status_code == 404


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_security_headers(url: str, path: str):
    headers = requests.get(f"{url}/{path}", timeout=PATIENCE).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if path.startswith("live?") else "DENY")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy if path.startswith("live?") else "'none'" in policy
    scripts = next((one for one in policy.split("; ") if one.startswith("script-src")), "")
    assert "unsafe" not in scripts
    assert "Server" not in headers


@pytest.mark.parametrize("path", [*EVERYWHERE, "live/ws"])
def test_a_foreign_name_is_answered_421_with_a_sentence(url: str, home: Path, path: str):
    before = readings(home)
    for host in ("evil.example", "127.0.0.1:1", "127.0.0.1"):
        given = {"Host": host, "Origin": f"http://{host}"}
        answer = requests.get(f"{url}/{path}", headers=given, timeout=PATIENCE)
        assert answer.status_code == 421
        assert "http://localhost:" in answer.text
        assert "端口" in answer.text
    assert readings(home) == before


@pytest.mark.parametrize("path", [*EVERYWHERE, "live/ws"])
def test_nothing_is_done_for_another_site(url: str, home: Path, path: str):
    before = readings(home)
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    frame = {**image, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    beside = {**image, "Sec-Fetch-Site": "same-site"}
    script = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for given in (image, frame, beside, script, {"Origin": "null"}):
        answer = requests.get(f"{url}/{path}", headers=given, timeout=PATIENCE)
        assert (answer.status_code, given) == (403, given)
    assert readings(home) == before


def test_a_link_on_another_site_opens_a_page_and_nothing_else(url: str):
    given = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert requests.get(f"{url}/support", headers=given, timeout=PATIENCE).status_code == 200
    for path in ("download/wishes/rates.csv", "live?page=overview&card=flow", "editions/zip/x"):
        answer = requests.get(f"{url}/{path}", headers=given, timeout=PATIENCE)
        assert answer.status_code == 403


def test_what_changes_something_asks_for_the_pages_own_header(url: str):
    assert requests.post(f"{url}/editions/cancel", timeout=PATIENCE).status_code == 403
    ours = {"X-Lianxin": "1", "Origin": url}
    answer = requests.post(f"{url}/editions/cancel", headers=ours, timeout=PATIENCE)
    assert answer.status_code == 200


def test_an_answer_about_a_person_is_logged_whichever_way_it_comes(url: str, home: Path):
    before = readings(home)
    answer = requests.get(f"{url}/count/records/person?id=R-0003", timeout=PATIENCE)
    assert answer.status_code == 200
    assert readings(home) == before + 1


def test_an_unknown_address_shows_the_shell_with_search_and_the_way_back(url: str):
    for path, lang, sentence in (("nowhere", "en", "no such page"), ("a/b/c", "zh", "没有这个")):
        answer = requests.get(f"{url}/{path}?lang={lang}", timeout=PATIENCE)
        assert answer.status_code == 404
        assert sentence in answer.text
        assert 'role="search"' in answer.text
        assert f'href="/?lang={lang}"' in answer.text


def test_a_search_for_nothing_says_what_to_type(url: str):
    for lang, words in (("zh", "在页首填写名称的一部分"), ("en", "Type part of a name")):
        answer = requests.get(f"{url}/card/search/found?lang={lang}", timeout=PATIENCE)
        assert words in answer.text and "q（" not in answer.text and "q (" not in answer.text


def test_head_is_get_without_a_body(url: str):
    for path in ("", "support", "livez", "card/overview/open", "nowhere", asset_url("page.js")):
        got = requests.get(f"{url}/{path}", timeout=PATIENCE)
        head = requests.head(f"{url}/{path}", timeout=PATIENCE)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_what_the_browser_has_is_not_sent_again(url: str):
    url = f"{url}/{asset_url('page.js')}"
    first = requests.get(url, timeout=PATIENCE)
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert first.headers["Content-Encoding"] == "gzip"
    again = requests.get(url, headers={"If-None-Match": first.headers["Etag"]}, timeout=PATIENCE)
    assert (again.status_code, again.content) == (304, b"")
    assert requests.get(f"{url}/", timeout=PATIENCE).headers["Content-Encoding"] == "gzip"


def test_silent_connections_are_bounded_in_number_and_keep_nobody_out(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
):
    http = server.http
    monkeypatch.setattr(http, "_most", 50)
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(120)]
    try:
        assert requests.get(f"{url}/livez", timeout=PATIENCE).status_code == 200
        assert http.open_connections <= 50
    finally:
        for one in silent:
            one.close()


def test_a_slow_sender_is_cut_off(town: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.3)
    with (
        served_here(town, tmp_path) as server,
        socket.create_connection(("127.0.0.1", server.port)) as slow,
    ):
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        slow.settimeout(PATIENCE)
        assert slow.recv(1) == b""


def test_signing_in_where_nobody_has_an_account_keeps_the_language(url: str):
    answer = requests.get(f"{url}/sign-in?lang=en", allow_redirects=False, timeout=PATIENCE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?lang=en")


def test_a_page_that_is_not_there_can_be_read_in_the_other_language(url: str):
    page = requests.get(f"{url}/nothing/there?of=x&lang=en", timeout=PATIENCE)
    assert page.status_code == 404
    assert 'href="?of=x&amp;lang=zh"' in page.text


def test_a_form_may_have_thousands_of_fields(url: str):
    session, path = requests.Session(), f"{url}/records/together?kind=Rider&lang=zh"
    page = BeautifulSoup(session.get(path, timeout=PATIENCE).text, "html.parser")
    token = page.select_one('form input[name="token"]')
    assert token is not None
    form: list[tuple[str, str]] = [("token", str(token["value"])), ("planned", "yes")]
    for n in range(1, 2001):
        form += [("id", f"R-{n:04}"), ("was", f"R-{n:04}"), (f"was.R-{n:04}", "rider")]
    answer = session.post(path, data=form, timeout=PATIENCE)
    assert answer.status_code == 422  # no field was chosen, so nothing is written
    assert say("together_no_field", "zh") in answer.text

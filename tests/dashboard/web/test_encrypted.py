"""TLS by our own certificate, read anew when it changes; plain HTTP is redirected; prefix and proxy."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from as_user import until
from browser_page import alive, settled
from certificates import issued, trusted
from in_process import served_here
from playwright.sync_api import Browser, expect
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.store import hash_of
from dashboard.network import CertificateUnusable, Network, peers_of
from dashboard.shell.assets import asset_url
from dashboard.web.app import Server
from dashboard.web.http import ports
from dashboard.web.http.ports import free_port
from graph.client import Graph

PATIENCE = 120
NAMES = ("localhost", "127.0.0.1", "lianxin.example.cn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encrypted")


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path) -> Iterator[Server]:
    """A dashboard by TLS under a prefix."""
    network = Network(
        0,
        names=("lianxin.example.cn",),
        prefix="/lx",
        certificate=issued(folder, *NAMES),
        redirect_port=free_port("127.0.0.1", 0),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ports, "_LOOK_MS", 200)
        with served_here(town, folder, network) as server:
            yield server


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return f"https://localhost:{server.port}/lx/"


@pytest.fixture(scope="module")
def authority(folder: Path) -> str:
    return trusted(folder)


def test_pages_come_encrypted_and_under_the_prefix_alone(url: str, authority: str):
    answer = requests.get(url, verify=authority, timeout=PATIENCE)
    assert answer.status_code == 200
    assert "<html" in answer.text
    outside = requests.get(url.removesuffix("lx/"), verify=authority, timeout=PATIENCE)
    assert outside.status_code == 404
    bare = requests.get(
        url.removesuffix("/") + "?lang=en",
        verify=authority,
        timeout=PATIENCE,
        allow_redirects=False,
    )
    assert (bare.status_code, bare.headers["Location"]) == (308, "/lx/?lang=en")


def test_plain_http_on_the_same_port_is_sent_to_the_encrypted_address(
    server: Server, url: str, authority: str
):
    plain = f"http://localhost:{server.port}/lx/overview?lang=en"
    answer = requests.get(plain, timeout=PATIENCE, allow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{url}overview?lang=en"
    foreign = requests.get(
        plain, headers={"Host": "evil.example"}, timeout=PATIENCE, allow_redirects=False
    )
    assert foreign.headers["Location"] == f"https://lianxin.example.cn:{server.port}/lx/"


def _raw(port: int, target: str, host: str) -> tuple[int, str, dict[str, str]]:
    """Status, Location and headers of the answer to a request as no browser would write it."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as plain:
        plain.sendall(
            f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = http.client.HTTPResponse(plain)
        answer.begin()
        headers = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, headers.get("location", ""), headers


@pytest.mark.parametrize(
    ("target", "host", "leads_to"),
    [
        ("/lx/wishes?lang=en", "lianxin.example.cn", "{name}/lx/wishes?lang=en"),
        ("/lx/wishes", "lianxin.example.cn:{redirect}", "{name}/lx/wishes"),
        ("//evil.example/x", "lianxin.example.cn", "{name}//evil.example/x"),
        ("/lx/wishes", "evil.example", "{name}/lx/"),
        ("/lx/wishes", "lianxin.example.cn.evil.example", "{name}/lx/"),
        ("/lx/wishes", "evil.example:443@lianxin.example.cn", ""),
        ("@evil.example/", "lianxin.example.cn", "{name}/lx/"),
        (".evil.example/", "lianxin.example.cn", "{name}/lx/"),
        ("http://evil.example/lx/", "lianxin.example.cn", "{name}/lx/"),
    ],
)
def test_plain_http_is_sent_to_the_name_and_never_where_the_request_says(
    server: Server, target: str, host: str, leads_to: str
):
    place = server.site.network
    name = f"https://lianxin.example.cn:{place.port}"
    assert place.redirect_port is not None
    status, location, headers = _raw(
        place.redirect_port, target, host.format(redirect=place.redirect_port)
    )
    assert (status, location) == (308 if leads_to else 400, leads_to.format(name=name))
    assert "strict-transport-security" not in headers


def test_browsers_are_held_to_tls_under_its_own_names_alone(
    server: Server, url: str, authority: str, folder: Path
):
    def strict(path: str, **headers: str) -> str | None:
        answer = requests.get(f"{url}{path}", verify=authority, headers=headers, timeout=PATIENCE)
        return answer.headers.get("Strict-Transport-Security")

    named = {"Host": f"lianxin.example.cn:{server.port}"}
    for path in ("", "nothing/there", "livez", asset_url("page.js"), "static/js/bokeh.min.js"):
        assert strict(path, **named) == "max-age=31536000", path
        assert strict(path) is None, path  # localhost has other ports, of other programs
    assert strict("", Host="evil.example") is None


def test_silent_and_broken_connections_hold_nobody_up(server: Server, url: str, authority: str):
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(250)]
    for one in silent[:20]:
        one.sendall(b"\x16\x03\x01nonsense" * 9)
    try:
        answer = requests.get(f"{url}livez", verify=authority, timeout=PATIENCE)
        assert answer.json() == {"ok": True}
    finally:
        for one in silent:
            one.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_versions_of_tls_are_refused(server: Server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", server.port)) as plain,
        pytest.raises((ssl.SSLError, ConnectionResetError)),
    ):
        context.wrap_socket(plain)


def _certificate(port: int) -> str:
    return ssl.get_server_certificate(("127.0.0.1", port), timeout=PATIENCE)


def test_a_new_certificate_counts_without_a_restart_and_a_broken_one_does_not(
    server: Server, folder: Path, url: str, authority: str, caplog: pytest.LogCaptureFixture
):
    before = _certificate(server.port)
    files = server.site.network.certificate
    assert files is not None
    files.key.write_bytes(b"no key at all")
    until(lambda: "the new certificate is not used" in caplog.text)
    assert _certificate(server.port) == before
    issued(folder, *NAMES)
    until(lambda: _certificate(server.port) != before)
    assert requests.get(f"{url}livez", verify=authority, timeout=PATIENCE).status_code == 200


@pytest.mark.browser
def test_under_the_prefix_a_browser_sees_pages_pictures_files_and_errors(
    server: Server, url: str, browser: Browser
):
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("request", lambda r: _note_foreign(wrong, r.url, url))
    page.on("websocket", lambda s: _note_foreign(wrong, s.url, url.replace("https", "wss")))
    page.on("pageerror", lambda e: wrong.append(str(e)))
    try:
        page.goto(url)
        alive(page)
        settled(page)
        for picture in page.locator("[data-live] svg.scene:visible").all()[:1]:
            picture.hover()
            expect(page.locator("[data-live].live")).to_have_count(1, timeout=60_000)
        for link in page.locator("header nav a").evaluate_all("all => all.map(one => one.href)"):
            page.goto(link)
            alive(page)
        page.goto(f"{url}reports?report=wishes/rates")
        alive(page)
        with page.expect_download() as download:
            page.locator("a[data-download]").first.click()
        assert Path(download.value.path()).stat().st_size > 0
        assert wrong == []
        page.goto(f"{url}nothing/there")
        page.locator(".way-back a").click()
        expect(page).to_have_url(f"{url}?lang=zh")
        assert [one for one in wrong if "nothing/there" not in one] == []
    finally:
        context.close()


def _note_foreign(wrong: list[str], asked: str, url: str) -> None:
    if not asked.startswith((url, "data:", f"blob:{url.partition('/lx')[0]}")):
        wrong.append(asked)


@pytest.fixture(scope="module")
def behind(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard behind a proxy on 127.0.0.1, opened as https://lianxin.example.cn/lx/."""
    home = tmp_path_factory.mktemp("behind")
    with AccessDatabase(home).write() as connection:
        connection.execute(
            "INSERT INTO account (key, name, role, password_at, added_at, added_by)"
            " VALUES ('li', 'Li', 'steward', 0, 0, 'owner')"
        )
    network = Network(
        0, names=("lianxin.example.cn",), prefix="/lx", behind=(peers_of("127.0.0.1"),)
    )
    with served_here(town, home, network) as server:
        yield server


def _asked(
    server: Server, path: str, source: str = "127.0.0.1", header: str = "Location", **headers: str
) -> tuple[int, str]:
    """Status and a header of an answer to a connection from an address of this machine."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", server.port, timeout=PATIENCE, source_address=(source, 0)
    )
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=given)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get(header, "")


OUTER = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "lianxin.example.cn"}


def test_behind_a_proxy_its_word_counts_and_nobody_else_s(behind: Server):
    path = f"/lx/{asset_url('page.js')}"
    assert _asked(behind, path, **OUTER)[0] == 200
    assert _asked(behind, path, source="127.0.0.2", **OUTER)[0] == 421
    assert _asked(behind, path, **{**OUTER, "X_Forwarded_Host": "evil.example"})[0] == 421
    assert (
        _asked(behind, path, **{**OUTER, "X_Forwarded_Host": "evil.example, lianxin.example.cn"})[0]
        == 200
    )


def test_what_was_asked_of_the_proxy_without_encryption_is_redirected(behind: Server):
    plain = {**OUTER, "X_Forwarded_Proto": "http"}
    wanted = (308, "https://lianxin.example.cn/lx/overview?lang=en")
    assert _asked(behind, "/lx/overview?lang=en", **plain) == wanted
    assert _asked(behind, "/lx/overview?lang=en", Host="lianxin.example.cn") == wanted
    assert _asked(behind, "/lx/x", **{**plain, "X_Forwarded_Host": "evil.example"}) == (
        308,
        "https://lianxin.example.cn/lx/",
    )


def test_behind_a_proxy_browsers_are_held_to_tls_where_it_was_spoken(behind: Server):
    strict = "Strict-Transport-Security"
    assert _asked(behind, "/lx/livez", header=strict, **OUTER) == (200, "max-age=31536000")
    plain = {**OUTER, "X_Forwarded_Proto": "http"}
    assert _asked(behind, "/lx/overview", header=strict, **plain) == (308, "")
    assert _asked(behind, "/lx/livez", header=strict, Host="upstream") == (200, "")


def _families(server: Server, **headers: str) -> dict[str, Metric]:
    """What a monitor reads, by Prometheus' own parser."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    text = requests.get(
        f"http://127.0.0.1:{server.port}/lx/metrics", headers=given, timeout=PATIENCE
    )
    assert text.status_code == 200
    assert text.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return {one.name: one for one in text_string_to_metric_families(text.text)}


def test_a_monitor_is_let_in_from_this_machine_or_with_the_token_and_sees_sessions(
    behind: Server, tmp_path: Path
):
    elsewhere = {**OUTER, "X_Forwarded_For": "10.1.2.3"}
    held = {"Authorization": "Bearer a-token-of-the-town"}
    assert _asked(behind, "/lx/metrics", **elsewhere, **held)[0] == 403
    file = tmp_path / "token"
    file.write_text("a-token-of-the-town\n")
    behind.site.metrics_token = file
    for wrong in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer a-token"}):
        assert _asked(behind, "/lx/metrics", **elsewhere, **wrong)[0] == 403
    before = _families(behind, **elsewhere, **held)
    sessions = behind.site.access.gate.sessions
    assert sessions is not None
    value = sessions.begin(1, "10.1.2.3", "a test")
    try:
        after = _families(behind)  # from this machine
    finally:
        sessions.end(hash_of(value))
    counts = [one["lianxin_sessions"].samples[0].value for one in (before, after)]
    assert counts[1] == counts[0] + 1
    assert after["lianxin_requests"].type == "counter"
    seconds = after["lianxin_request_seconds"]
    assert seconds.type == "histogram"
    answered = sum(one.value for one in seconds.samples if one.name.endswith("_count"))
    assert answered == sum(
        one.value for one in after["lianxin_requests"].samples if one.name.endswith("_total")
    )
    assert {one for one in after if not one.startswith("lianxin_")} == set()
    file.write_text("")
    assert _asked(behind, "/lx/metrics", **elsewhere, Authorization="Bearer ")[0] == 403
    for claimed in ("127.0.0.1", "::1", "localhost", "127.0.0.1, 127.0.0.1"):  # by a visitor
        assert _asked(behind, "/lx/metrics", **OUTER, X_Forwarded_For=claimed)[0] == 403


def test_the_proxy_asks_for_health_by_any_name(behind: Server):
    assert _asked(behind, "/lx/livez", Host="upstream")[0] == 200
    assert _asked(behind, "/lx/livez", source="127.0.0.2", Host="upstream")[0] == 421


def test_a_certificate_that_does_not_open_is_said_before_anything_starts(
    town: Graph, tmp_path: Path
):
    from cypher.library.catalogue import Catalogue
    from cypher.run.runner import Runner
    from dashboard.web import app

    files = issued(tmp_path, *NAMES)
    network = Network(0, certificate=replace(files, key=tmp_path / "none.pem"))
    with pytest.raises(CertificateUnusable, match=r"none\.pem"):
        app.build(Runner(town, Catalogue.load()), network=network)

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

from dashboard.auth.database import AccessDatabase
from dashboard.network import CertificateUnusable, Network, peers_of
from dashboard.shell.assets import asset_url
from dashboard.web.app import Server
from dashboard.web.http import ports
from graph.client import Graph

PATIENCE = 120
NAMES = ("localhost", "127.0.0.1", "lianxin.example.cn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encrypted")


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path) -> Iterator[Server]:
    """A dashboard by TLS under a prefix."""
    network = Network(0, prefix="/lx", certificate=issued(folder, *NAMES))
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
    assert foreign.headers["Location"] == f"https://127.0.0.1:{server.port}/lx/"


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


def _asked(server: Server, path: str, source: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    """Status and Location of an answer to a connection from an address of this machine."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", server.port, timeout=PATIENCE, source_address=(source, 0)
    )
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=given)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


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

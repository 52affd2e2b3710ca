"""A dashboard on one host of a network, used from another: TLS, names, three roles in three browsers."""

import http.client
import signal
import ssl
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from access import GOOD, Clock, Home
from as_user import LIANXIN, environment, typed, until
from browser_page import alive, settled
from certificates import issued, trusted
from find_chromium import ARGUMENTS, find
from namespaces import Host, two_hosts
from playwright.sync_api import Browser, Page, expect

from graph.client import Graph

pytestmark = [pytest.mark.browser, pytest.mark.namespaces, pytest.mark.xdist_group("two_hosts")]
NAME = "lianxin.example.cn"
PEOPLE = {"steward": "王主任", "staff": "小李", "committee": "党委老周"}
STATUS = "path => fetch(path).then(answer => answer.status)"
PATIENCE = 60


class Place:
    """The host that serves, the one that visits, and the folder of the dashboard's home."""

    def __init__(self, folder: Path, town: Graph, serving: Host, visiting: Host) -> None:
        self.serving, self.visiting = serving, visiting
        self.home, self.authority = folder / "home", trusted(folder)
        self.files = issued(folder, NAME)
        self.given = environment(
            self.home, NEO4J_URI=town.address.uri, NEO4J_PASSWORD=town.address.password
        )

    def command(self, *words: str) -> list[str]:
        return self.serving.command(
            *LIANXIN, "serve", "--address", "0.0.0.0", "--port", "443", "--name", NAME, *words
        )

    def asked(self, url: str, **headers: str) -> http.client.HTTPResponse:
        """What the second host is answered, whose certificate must be the name's."""
        scheme, host, path, *_ = urlsplit(url)
        context = ssl.create_default_context(cafile=self.authority)

        def ask() -> http.client.HTTPResponse:
            port = 443 if scheme == "https" else 80
            connection = http.client.HTTPConnection(self.serving.address, port, timeout=PATIENCE)
            connection.connect()
            if scheme == "https":
                connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
            connection.request("GET", path or "/", headers={"Host": host} | headers)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer

        return self.visiting.does(ask)

    def answers(self) -> bool:
        try:
            return self.asked(f"https://{NAME}/readyz").status == 200
        except OSError:
            return False


def port_of(town: Graph) -> int:
    port = urlsplit(town.address.uri).port
    assert port is not None
    return port


@pytest.fixture(scope="module")
def place(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("two_hosts")
    with two_hosts() as (serving, visiting), serving.reaching(port_of(town)):
        yield Place(folder, town, serving, visiting)


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[Place]:
    """A dashboard with TLS and three people, on port 443 and with a redirect on port 80."""
    people = Home(place.home, Clock())
    for role, name in PEOPLE.items():
        people.add(name, role)
    certificate = ("--cert", str(place.files.certificate), "--key", str(place.files.key))
    log = place.home / "served.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            place.command(*certificate, "--redirect-port", "80"),
            env=place.given, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        until(lambda: place.answers() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield place
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def chromium(browser: Browser, served: Place, tmp_path_factory: pytest.TempPathFactory):
    """A browser on the second host, which finds the first by its name."""
    program = find()
    assert program is not None
    there = tmp_path_factory.mktemp("chromium") / "chromium"
    there.write_text(f'#!/bin/sh\nexec {" ".join(served.visiting.command(program))} "$@"\n')
    there.chmod(0o755)
    known = f"--host-resolver-rules=MAP {NAME} {served.serving.address}"
    one = browser.browser_type.launch(executable_path=there, args=[*ARGUMENTS, known])
    yield one
    one.close()


def test_without_accounts_and_tls_it_does_not_begin_and_says_what_is_missing(place: Place):
    done = subprocess.run(
        place.command(), env=place.given, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode != 0
    for way in ("lianxin user add", "--cert", "--behind"):
        assert way in done.stderr
    assert "Traceback" not in done.stderr


def test_another_host_is_answered_by_tls_under_the_name_alone(served: Place):
    page = served.asked(f"https://{NAME}/needs")
    assert (page.status, page.headers["Location"]) == (302, "/sign-in?lang=en&next=needs")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert served.asked(f"https://{NAME}/", Host=served.serving.address).status == 421
    assert served.asked(f"https://{NAME}/metrics").status == 403  # not this machine
    plain = served.asked(f"http://{NAME}/needs")
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{NAME}/needs")
    foreign = served.asked(f"http://{NAME}/needs", Host="evil.example")
    assert (foreign.status, foreign.headers["Location"]) == (308, f"https://{NAME}/")


def _signed_in(chromium: Browser, role: str, width: int, wrong: list[str]) -> Page:
    """Somebody of a role, who came by plain HTTP and was led to the encrypted page."""
    page = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="zh-CN", ignore_https_errors=True
    ).new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"http://{NAME}/")
    page.locator("[name=name]").fill(PEOPLE[role])
    page.locator("[name=password]").fill(GOOD)
    page.locator("form button.main").click()
    expect(page).to_have_url(f"https://{NAME}/")
    alive(page)
    settled(page)
    return page


def test_three_roles_in_three_browsers_of_another_host(chromium: Browser, served: Place):
    wrong: list[str] = []
    sit = partial(_signed_in, chromium, wrong=wrong)
    committee, staff = sit("committee", 390), sit("staff", 1440)
    steward = sit("steward", 1440)
    status = {
        path: tuple(one.evaluate(STATUS, path) for one in (committee, staff, steward))
        for path in ("needs", "imports/workbook/blank", "accounts", "audit")
    }
    assert status == {
        "needs": (200, 200, 200),
        "imports/workbook/blank": (403, 200, 200),
        "accounts": (403, 403, 200),
        "audit": (403, 403, 200),
    }
    staff.locator("[data-live] svg.scene:visible").first.hover()
    expect(staff.locator("[data-live].live")).to_have_count(1, timeout=PATIENCE * 1000)
    assert typed(served.home, "user", "role", PEOPLE["committee"], "staff").exit_code == 0
    assert typed(served.home, "user", "disable", PEOPLE["staff"]).exit_code == 0
    expect(staff.locator("[data-live].live")).to_have_count(0, timeout=PATIENCE * 1000)
    for one in (committee, staff):
        one.goto(f"https://{NAME}/needs")
        expect(one.locator("[name=password]")).to_be_visible()
    steward.goto(f"https://{NAME}/accounts")
    expect(steward.get_by_text(PEOPLE["staff"]).first).to_be_visible()
    assert wrong == []
    for one in (committee, staff, steward):
        one.context.close()

"""A dashboard on one host of a network, used from another: TLS, names, three roles in three browsers
that come in by three ways."""

import http.client
import re
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
import pytest
from access import GOOD, Clock, Home
from as_user import LIANXIN, environment, until
from browser_page import alive, settled
from certificates import issued, trusted
from find_chromium import ARGUMENTS, find
from namespaces import Host, two_hosts
from oidc_provider import CLIENT, SECRET, OidcProvider, provider_here
from playwright.sync_api import Browser, Page, expect
from trail_lines import noted

from dashboard.auth.accounts.codes import STEP, Codes
from graph.client import Graph

pytestmark = [pytest.mark.browser, pytest.mark.namespaces]
NAME = "lianxin.example.cn"
OWNER, STAFF, COMMITTEE, STEWARD = "王主任", "小李", "党委老周", "赵书记"
"""The first steward, who has a password; a clerk with codes; the committee; who comes by the provider."""
WIDTHS = (390, 1440)
STATUS = "path => fetch(path).then(answer => answer.status)"
FIRST_PAGE = re.compile(rf"https://{re.escape(NAME)}/(\?lang=zh)?")
PATIENCE = 60
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"


class Place:
    """The host that serves, the one that visits, and the folder of the dashboard's home."""

    def __init__(
        self, folder: Path, town: Graph, serving: Host, visiting: Host, provider: OidcProvider
    ) -> None:
        self.serving, self.visiting = serving, visiting
        self.home, self.authority = folder / "home", trusted(folder)
        self.files = issued(folder, NAME)
        secret = folder / "secret"
        secret.write_text(SECRET)
        self.given = environment(
            self.home, NEO4J_URI=town.address.uri, NEO4J_PASSWORD=town.address.password,
            LIANXIN_LANG="zh", LIANXIN_OIDC_ISSUER=provider.issuer, LIANXIN_OIDC_CLIENT=CLIENT,
            LIANXIN_OIDC_SECRET_FILE=str(secret), LIANXIN_OIDC_STEWARD="/镇/党政办",
        )  # fmt: skip

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
    with ExitStack() as stack:
        provider = stack.enter_context(provider_here())
        provider.person = {"sub": "z1", "preferred_username": STEWARD, "groups": ["/镇/党政办"]}
        serving, visiting = stack.enter_context(two_hosts())
        stack.enter_context(serving.reaching(port_of(town)))
        for host in (serving, visiting):  # the provider answers on the loopback of either host
            stack.enter_context(host.reaching(provider.port))
        yield Place(folder, town, serving, visiting, provider)


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[Place]:
    """A dashboard with TLS and three people, on port 443 and with a redirect on port 80."""
    people = Home(place.home, Clock())
    for name, role in ((OWNER, "steward"), (STAFF, "staff"), (COMMITTEE, "committee")):
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
    assert (page.status, page.headers["Location"]) == (302, "/sign-in?lang=zh&next=needs")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert served.asked(f"https://{NAME}/", Host=served.serving.address).status == 421
    assert served.asked(f"https://{NAME}/metrics").status == 403  # not this machine
    plain = served.asked(f"http://{NAME}/needs")
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{NAME}/needs")
    foreign = served.asked(f"http://{NAME}/needs", Host="evil.example")
    assert (foreign.status, foreign.headers["Location"]) == (308, f"https://{NAME}/")


class Visitor:
    """Somebody's browser on the other host, in which nobody is signed in yet."""

    def __init__(self, chromium: Browser, width: int, wrong: list[str]) -> None:
        """Come by plain HTTP, to be led to the encrypted page."""
        self.page = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", ignore_https_errors=True
        ).new_page()
        self.page.on("pageerror", lambda error: wrong.append(str(error)))
        self.page.goto(f"http://{NAME}/")

    def by_password(self, name: str, code: str = "") -> Page:
        """Come in by name and password, and by a code where it is asked for then."""
        page, button = self.page, self.page.locator("form button.main")
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(GOOD)
        button.click()
        if code:
            page.locator("[name=code]").fill(code)  # hidden until it is asked for
            button.click()
        return self._is_in()

    def by_provider(self) -> Page:
        """Come in by the provider, to which the page leads."""
        self.page.get_by_role("link", name="统一登录").click()
        self.page.locator("#agree").click()
        return self._is_in()

    def _is_in(self) -> Page:
        page = self.page
        expect(page).to_have_url(FIRST_PAGE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            alive(page)
            settled(page)
            assert page.evaluate(FITS), width
        return page


def _code_of(home: Path, name: str) -> str:
    """Turn codes on for somebody; returns the next that a telephone shows, which nobody has used."""
    people = Home(home, Clock())
    account, codes = people.accounts.named(name).id, Codes(people.database)
    phone = pyotp.TOTP(codes.offer(account).secret)
    codes.confirm(account, phone.now())
    return phone.at(int(time.time()) + STEP)


def _may_look_at(person: Page) -> dict[str, int]:
    paths = ("needs", "imports/workbook/blank", "accounts", "audit")
    return {path: person.evaluate(STATUS, path) for path in paths}


def test_three_roles_come_by_three_ways_and_are_changed_while_they_look(
    chromium: Browser, served: Place
):
    wrong: list[str] = []
    committee = Visitor(chromium, 390, wrong).by_password(COMMITTEE)
    staff = Visitor(chromium, 1440, wrong).by_password(STAFF, _code_of(served.home, STAFF))
    steward = Visitor(chromium, 1440, wrong).by_provider()
    everything = dict.fromkeys(("needs", "imports/workbook/blank", "accounts", "audit"), 200)
    assert _may_look_at(steward) == everything
    assert _may_look_at(staff) == {**everything, "accounts": 403, "audit": 403}
    assert _may_look_at(committee) == {**dict.fromkeys(everything, 403), "needs": 200}
    came = {one["by"]: one["more"].get("way") for one in noted(served.home, "sign_in")}
    assert came == {COMMITTEE: None, STAFF: None, STEWARD: "OIDC"}

    staff.locator("[data-live] svg.scene:visible").first.hover()
    expect(staff.locator("[data-live].live")).to_have_count(1, timeout=PATIENCE * 1000)
    _changes(steward, COMMITTEE, "改角色", "staff")
    _changes(steward, STAFF, "停用")
    expect(staff.locator("[data-live].live")).to_have_count(0, timeout=PATIENCE * 1000)
    for one in (committee, staff):  # they are told once they look at the page again
        one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(one.locator("#signed-out")).to_be_visible()
    committee = Visitor(chromium, 390, wrong).by_password(COMMITTEE)
    assert _may_look_at(committee)["imports/workbook/blank"] == 200
    again = Visitor(chromium, 1440, wrong).page
    again.locator("[name=name]").fill(STAFF)
    again.locator("[name=password]").fill(GOOD)
    again.locator("form button.main").click()
    expect(again.locator("#wrong")).to_contain_text("停用")
    assert wrong == []


def _changes(steward: Page, name: str, button: str, role: str = "") -> None:
    """A steward changes somebody's account on the page of accounts."""
    steward.goto(f"https://{NAME}/accounts")
    person = steward.locator("details.person").filter(has=steward.get_by_text(name, exact=True))
    person.locator("summary").first.click()
    if role:
        person.locator("[name=role]").select_option(role)
    person.get_by_role("button", name=button).click()
    expect(steward.locator(".did-it")).to_contain_text(name)

"""The pages 账号 and 我的账号, as a browser without any script uses them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
import requests
from access import GOOD, Clock, Home
from as_user import entered
from bs4 import BeautifulSoup
from in_process import served_here
from playwright.sync_api import expect
from trail_lines import noted

from cypher.reader import OWNER
from dashboard.auth.accounts.account import MUST_ENROL
from dashboard.auth.accounts.one_time import OneTimeCodes
from dashboard.auth.accounts.passwords.rules import PasswordRules
from dashboard.auth.accounts.policy import policy_of
from dashboard.auth.sessions.cookie import token_of
from dashboard.web.app import Server
from graph.client import Graph

PATIENCE = 120
NEW = "lamp-river-tea"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="module")
def home(folder: Path) -> Home:
    home = Home(folder, Clock())
    home.add("王主任")
    return home


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path, home: Home) -> Iterator[Server]:
    with served_here(town, folder) as server:
        yield server


class Browser:
    """A browser in which somebody is signed in."""

    def __init__(self, server: Server, account: int, agent: str = "Firefox/1 Windows") -> None:
        self.url, self.gate = f"http://127.0.0.1:{server.port}/", server.site.access.gate
        self.session = requests.Session()
        assert self.gate.sessions is not None
        value = self.gate.sessions.begin(account, "127.0.0.1", agent)
        self.session.cookies.set(self.gate.cookie.name, value)

    def get(self, path: str) -> BeautifulSoup:
        answer = self.session.get(f"{self.url}{path}", timeout=PATIENCE)
        assert answer.status_code == 200, answer.text[-300:]
        return BeautifulSoup(answer.text, "html.parser")

    def send(self, path: str, status: int = 200, **fields: object) -> BeautifulSoup:
        """Send a form; ``status`` is that of the page to which it leads."""
        value = next(one.value for one in self.session.cookies if one.name == self.gate.cookie.name)
        answer = self.session.post(
            f"{self.url}{path}?lang=en",
            data={"token": token_of(value or ""), **fields}, timeout=PATIENCE,
        )  # fmt: skip
        assert answer.status_code == status, answer.text[-300:]
        return BeautifulSoup(answer.text, "html.parser")


@pytest.fixture
def sit(server: Server, home: Home) -> Callable[[str], Browser]:
    return lambda name: Browser(server, home.accounts.named(name).id)


def said(page: BeautifulSoup, kind: str = "did-it") -> str:
    found = page.find(class_=kind)
    assert found is not None
    return found.get_text()


def test_a_steward_adds_somebody_and_is_shown_the_password_this_once(sit, home):
    steward = sit("王主任")
    shown = steward.send("accounts/add", name="<b>李</b>", role="staff")
    password = re.findall(r"\w{4}-\w{4}-\w{4}", said(shown, "given"))
    assert home.attempt("<b>李</b>", password[0]).account.must_change
    again = steward.get("accounts?lang=en")
    assert password[0] not in str(again)
    assert again.find("b", string="<b>李</b>") is not None  # text from data is never markup
    assert "already" in said(
        steward.send("accounts/add", 400, name="<B>李</B>", role="staff"), "fault"
    )


def test_each_change_is_done_noted_and_told(sit, home, folder):
    steward, one = sit("王主任"), home.add("陈干事", "staff")
    of = {"of": one.id}
    assert "Committee" in said(steward.send("accounts/role", **of, role="committee"))
    assert home.accounts.get(one.id).role == "committee"
    assert "disabled" in said(steward.send("accounts/disable", **of))
    assert "again" in said(steward.send("accounts/enable", **of))
    home_before = home.accounts.get(one.id).generation
    assert len(said(steward.send("accounts/password", **of), "once").strip()) == 14
    assert home.accounts.get(one.id).generation == home_before + 1
    sit("陈干事")
    assert "ended" in said(steward.send("accounts/end", **of))
    assert "removed" in said(steward.send("accounts/remove", **of))
    assert "陈干事" not in [account.name for account in home.accounts.list()]
    lines = [line for line in noted(folder, "account") if line["about"] == "陈干事"]
    assert [line["more"]["act"] for line in lines] == [
        "role", "disable", "enable", "new_password", "remove",
    ]  # fmt: skip
    assert {line["by"] for line in lines} == {"王主任"}
    assert noted(folder, "session_ended")[-1]["about"] == "陈干事"


def test_the_last_steward_is_told_why_not(sit, home):
    steward, own = sit("王主任"), home.accounts.named("王主任").id
    for act in ("disable", "remove", "role"):
        page = steward.send(f"accounts/{act}", 400, of=own, role="staff")
        assert "last steward" in said(page, "fault")
    steward.send("accounts/disable", 400, of="none")
    steward.send("accounts/disable", 400, of=9**9)


def test_others_look_after_no_accounts(sit, home):
    home.add("周干事", "staff")
    staff = sit("周干事")
    for act in ("add", "role", "password", "disable", "enable", "end", "remove"):
        staff.send(f"accounts/{act}", 403, of=1, name="x", role="steward")
    assert staff.session.get(f"{staff.url}accounts", timeout=PATIENCE).status_code == 403
    assert home.accounts.get(1).role == "steward"


def test_ones_own_password_is_changed_and_the_other_sessions_end(sit, home):
    home.add("吴干事", "staff")
    here, elsewhere = sit("吴干事"), sit("吴干事")
    fields = {"old": GOOD, "new": NEW, "again": NEW}
    assert "differ" in said(here.send("account/password", 400, **{**fields, "again": "x"}), "fault")
    assert "present" in said(here.send("account/password", 400, **{**fields, "old": "x"}), "fault")
    bad = {**fields, "new": "zhongguo1949", "again": "zhongguo1949"}
    here.send("account/password", 400, **bad)
    assert "changed" in said(here.send("account/password", **fields))
    home.attempt("吴干事", NEW)
    assert elsewhere.session.get(f"{here.url}session", timeout=PATIENCE).status_code == 401
    here.get("account")


def test_who_has_the_first_password_gets_nowhere_else_before_it_is_changed(sit, home, server):
    account, first = home.accounts.add("郑干事", "staff", OWNER)
    one = Browser(server, account.id)
    assert one.get("?lang=en").find(id="p-old") is not None  # led to the page of the own account
    assert one.session.get(f"{one.url}state/overview", timeout=PATIENCE).status_code == 403
    one.send("account/password", old=first, new=NEW, again=NEW)
    assert one.get("?lang=en").find(id="p-old") is None


def test_codes_are_turned_on_with_the_password_and_a_code_and_off_with_the_password(sit, home):
    account = home.add("钱干事", "staff")
    one = sit("钱干事")
    one.send("account/totp", 400, password="x")
    assert "wrong" in said(one.send("account/totp-confirm", 403, code="123456"), "fault")
    page = one.send("account/totp", password=GOOD)
    secret = said(page, "secret-key").strip()
    assert page.select_one(".qr svg") is not None
    again = one.send("account/totp-confirm", 403, code="abc")
    assert said(again, "secret-key").strip() == secret
    kept = one.send("account/totp-confirm", code=pyotp.TOTP(secret).now())
    codes = [item.get_text().strip() for item in kept.select(".recovery li")]
    assert len(codes) == 8
    assert secret not in str(one.get("account?lang=en"))
    assert home.attempt("钱干事", code=codes[0]).account.has_totp
    one.send("account/totp-off", 400, password="x")
    assert "off" in said(one.send("account/totp-off", password=GOOD))
    assert not home.accounts.get(account.id).has_totp


def test_once_the_codes_are_on_nobody_is_told_to_turn_them_on(sit, home):
    account = home.add("吴主任")
    with home.database.write() as connection:
        connection.execute(
            "UPDATE account SET must_change = ? WHERE id = ?", (MUST_ENROL, account.id)
        )
    one = sit("吴主任")
    page = one.send("account/totp", password=GOOD)
    assert "Turn it on before anything else" in said(page, "fault")
    kept = one.send("account/totp-confirm", code=pyotp.TOTP(said(page, "secret-key").strip()).now())
    assert len(kept.select(".recovery li")) == 8 and kept.find(class_="fault") is None


def test_what_the_office_asks_of_passwords_is_said_beside_the_field(sit, server, monkeypatch):
    one = sit("王主任")
    assert "90 days" not in one.get("account?lang=en").get_text()
    strict = PasswordRules(policy_of("dengbao2"))
    monkeypatch.setattr(server.site.access.accounts, "rules", strict)
    assert "3 of capital letters, small letters" in one.get("account?lang=en").get_text()


def test_ones_own_sessions_are_listed_and_ended(sit, home, server):
    account = home.add("孙干事", "staff")
    here = sit("孙干事")
    there = Browser(server, account.id, "Mozilla (iPhone) MicroMessenger/8")
    third = Browser(server, account.id, "Edg/1 Windows")
    page = here.get("account?lang=en")
    assert {"WeChat · iPhone", "Edge · Windows"} <= {
        one.get_text() for one in page.select(".sessions b")
    }
    [row] = [row for row in page.select(".sessions li") if "WeChat" in row.get_text()]
    session = row.select_one("[name=session]")
    assert session is not None
    here.send("account/end", session=session["value"])
    assert there.session.get(f"{here.url}session", timeout=PATIENCE).status_code == 401
    assert third.session.get(f"{here.url}session", timeout=PATIENCE).status_code == 200
    here.send("account/end-others")
    assert third.session.get(f"{here.url}session", timeout=PATIENCE).status_code == 401
    here.get("account")


def test_an_act_that_is_opened_shows_its_page(sit):
    steward = sit("王主任")
    assert steward.get("accounts/add").find(id="a-name") is not None
    assert steward.get("account/password").find(id="p-old") is not None


def test_a_link_opens_the_first_page_once_and_its_code_is_kept_nowhere(
    home, server, folder, caplog
):
    account, _ = home.accounts.add("冯主任", "steward", OWNER)
    url = f"http://127.0.0.1:{server.port}"
    code = OneTimeCodes(home.database).issue(account.id)
    visitor = requests.Session()
    assert entered(visitor, f"{url}/sign-in/once#once={code}") == url
    page = visitor.get(f"{url}/?lang=en", timeout=PATIENCE)
    assert "冯主任" in page.text and "/account" not in page.url  # no password has to be changed
    with pytest.raises(AssertionError, match="used before"):
        entered(requests.Session(), f"{url}/sign-in/once#once={code}")
    taken, refused = noted(folder, "sign_in")[-1], noted(folder, "sign_in_refused")[-1]
    assert (taken["by"], taken["more"]["way"]) == ("冯主任", "link")
    assert refused["more"]["why"] == "CodeSpent"
    assert code not in caplog.text
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files and not any(code.encode() in path.read_bytes() for path in files)


def test_while_presenting_no_form_about_accounts_is_taken(sit, home, folder):
    steward = sit("王主任")
    gate = steward.gate
    value = next(one.value for one in steward.session.cookies if one.name == gate.cookie.name)
    gate.sessions.present(gate.sessions.get(value), True)
    before = home.accounts.get(1).generation
    for path in ("password", "totp", "totp-off", "end", "end-others"):
        page = steward.send(f"account/{path}", 403, old=GOOD, new=NEW, again=NEW, password=GOOD)
        assert "While presenting one can only look" in page.get_text()
        assert page.find("nav") is not None  # a page of ours, not a bare sentence
    page = steward.send("accounts/add", 403, name="赵干事", role="staff")
    assert "While presenting one can only look" in page.get_text()
    assert "赵干事" not in [account.name for account in home.accounts.list()]
    assert home.accounts.get(1).generation == before
    for path in ("account", "accounts"):
        assert steward.get(f"{path}?lang=en").select_one(".forms[inert]") is not None
    gate.sessions.present(gate.sessions.get(value), False)
    assert steward.get("account?lang=en").select_one(".forms[inert]") is None
    steward.send("account/end-others")


@pytest.mark.parametrize(
    "path", ["accounts", "accounts/add", "account/password", "audit", "imports", "overview"]
)
def test_whatever_page_is_opened_with_a_first_password_it_leads_to_the_own_account(
    home, server, path
):
    account, _ = home.accounts.add(f"何委员 {path}", "committee", OWNER)
    page = Browser(server, account.id).get(f"{path}?lang=en")
    assert page.find(id="p-old") is not None
    assert "Change your password" in said(page, "fault")


@pytest.mark.browser
def test_in_a_browser_the_link_opens_the_first_page_and_a_spent_one_says_what_to_do(
    home, server, browser
):
    account = home.add("许主任")
    code = OneTimeCodes(home.database).issue(account.id)
    link = f"http://127.0.0.1:{server.port}/sign-in/once?lang=en#once={code}"
    with browser.new_context() as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(link)
        expect(page.locator("header.top .who")).to_contain_text("许主任")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert asked and not [url for url in asked if code in url]
        assert code not in page.url
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(link)
        expect(page.get_by_role("alert")).to_contain_text("ask for another link in the terminal")
        expect(page.get_by_label("Name")).to_be_focused()
        assert code not in page.url


@pytest.mark.browser
def test_a_link_of_somebody_else_asks_before_it_signs_anybody_out(home, server, browser):
    here, other = home.add("钱主任"), home.add("孙主任")
    gate, url = server.site.access.gate, f"http://127.0.0.1:{server.port}/"
    value = gate.sessions.begin(here.id, "127.0.0.1", "")
    link = f"{url}sign-in/once#once={OneTimeCodes(home.database).issue(other.id)}"
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.add_cookies([{"name": gate.cookie.name, "value": value, "url": url}])
        page = context.new_page()
        page.goto(link)
        expect(page.get_by_role("alert")).to_contain_text("现在登录的是“钱主任”")
        expect(page.get_by_label("密码", exact=True)).to_be_hidden()
        page.get_by_role("link", name="不换").click()
        expect(page.locator("header.top .who")).to_contain_text("钱主任")
        page.goto(link)  # the code is good still: nobody has used it
        page.get_by_role("button", name="以“孙主任”登录").click()
        expect(page.locator("header.top .who")).to_contain_text("孙主任")
    assert gate.sessions.get(value) is None


@pytest.mark.browser
def test_in_a_browser_presenting_is_ended_where_a_form_was_refused_because_of_it(
    home, server, browser
):
    account = home.add("施主任")
    gate, url = server.site.access.gate, f"http://127.0.0.1:{server.port}/"
    value = gate.sessions.begin(account.id, "127.0.0.1", "")
    with browser.new_context() as context:
        context.add_cookies([{"name": gate.cookie.name, "value": value, "url": url}])
        page = context.new_page()
        page.goto(f"{url}account?lang=en")
        gate.sessions.present(gate.sessions.get(value), True)  # in another tab
        page.locator("#c-password").fill(GOOD)
        page.get_by_role("button", name="Turn on").click()
        expect(page.locator("main .about")).to_contain_text("While presenting")
        page.get_by_role("button", name="End presenting").last.click()
        expect(page.locator("#c-password")).to_be_editable()
        assert not gate.sessions.get(value).presenting
        page.locator("#c-password").fill("another")
        page.get_by_role("button", name="Turn on").click()
        expect(page.get_by_role("alert")).to_contain_text("wrong")
        page.locator(".who summary").click()
        page.get_by_role("button", name="Present").click()  # from the address of a form's answer
        expect(page.locator(".forms[inert]")).to_be_visible()

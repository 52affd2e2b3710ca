"""Signing in by a provider over HTTP: the way in, and every way that must not be one."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from access import GOOD, Clock, Home
from bs4 import BeautifulSoup
from certificates import issued
from in_process import served_here
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider import CLIENT, SECRET, OidcProvider, key, provider_here, signed
from playwright.sync_api import Browser, expect
from trail_lines import noted

from cypher.reader import OWNER
from dashboard.auth.access import AccessSettings
from dashboard.auth.provider.configuration import provider_of
from dashboard.errors import AccountError, WrongPassword
from dashboard.network import Network
from dashboard.web.app import Server
from graph.client import Graph
from graph.settings import OidcSettings

PATIENCE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("provided")


@pytest.fixture(scope="module")
def home(folder: Path) -> Home:
    home = Home(folder, Clock())
    home.add("王主任")
    return home


@pytest.fixture(scope="module")
def running() -> Iterator[OidcProvider]:
    with provider_here() as provider:
        yield provider


@pytest.fixture(scope="module")
def chosen(folder: Path, running: OidcProvider) -> AccessSettings:
    secret = folder / "secret"
    secret.write_text(f"{SECRET}\n")
    given = OidcSettings(
        issuer=running.issuer, client=CLIENT, secret_file=secret, name_zh="企业微信",
        name_en="WeCom", committee="/镇/党委", staff="/镇/党群办, /镇/综治办", steward="lianxin-admin",
    )  # fmt: skip
    return AccessSettings(provider=provider_of(given))


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path, home: Home, chosen: AccessSettings) -> Iterator[Server]:
    with served_here(town, folder, access=chosen) as server:
        yield server


@pytest.fixture
def provider(running: OidcProvider, server: Server, home: Home) -> OidcProvider:
    """The provider as it should be, and no account of its people here yet."""
    running.reset()
    by = server.site.access.provider
    assert by is not None
    by._directory.__init__(by.provider)  # what is kept for minutes is forgotten
    with home.database.write() as connection:
        connection.execute("DELETE FROM account WHERE subject IS NOT NULL")
        connection.execute("DELETE FROM budget")
    return running


class Visit:
    """A browser without any script, in which nobody is signed in."""

    def __init__(self, server: Server) -> None:
        self.url, self.name = (
            f"http://127.0.0.1:{server.port}/",
            server.site.access.gate.cookie.name,
        )
        self.session = requests.Session()

    def get(self, url: str) -> requests.Response:
        return self.session.get(url, timeout=PATIENCE, allow_redirects=False)

    def begin(self, **query: str) -> str:
        """Go to the provider and agree there; returns the address to which it leads back."""
        answer = self.session.get(
            f"{self.url}sign-in/provider", params=query, timeout=PATIENCE, allow_redirects=False
        )
        assert answer.status_code == 302, answer.text[-300:]
        there = self.get(answer.headers["Location"])
        return str(BeautifulSoup(there.text, "html.parser").select_one("#agree")["href"])

    def back(self, url: str) -> requests.Response:
        """Come back from the provider."""
        return self.get(url)

    @property
    def is_in(self) -> bool:
        return (
            self.get(f"{self.url}session").status_code == 200 and self.name in self.session.cookies
        )


@pytest.fixture
def visit(server: Server, provider: OidcProvider) -> Iterator[Callable[[], Visit]]:
    opened: list[Visit] = []

    def begin() -> Visit:
        opened.append(Visit(server))
        return opened[-1]

    yield begin
    for one in opened:
        one.session.close()


def refused(
    one: Visit, answer: requests.Response, folder: Path, why: str, status: int = 403
) -> str:
    """The sentence with which somebody was not let in, who is not, and of whom the trail knows."""
    assert answer.status_code == status, (answer.headers.get("Location"), answer.text[-300:])
    assert not one.is_in
    last = noted(folder, "sign_in_refused")[-1]["more"]
    assert last["why"] == why and last["way"] == "OIDC"
    wrong = BeautifulSoup(answer.text, "html.parser").select_one("#wrong")
    assert wrong is not None and wrong.get_text()
    return wrong.get_text()


def test_the_button_is_on_the_page_by_the_name_that_the_town_gave_it(visit):
    one = visit()
    page = BeautifulSoup(one.get(f"{one.url}sign-in?lang=zh&next=reports").text, "html.parser")
    button = page.select_one("a.by-provider")
    assert button is not None and button.get_text() == "用企业微信登录"
    assert parse_qs(urlsplit(str(button["href"])).query)["next"] == ["reports"]
    assert "Sign in with WeCom" in one.get(f"{one.url}sign-in?lang=en").text


def test_somebody_is_let_in_by_groups_and_led_to_where_they_wanted(visit, provider, home, folder):
    one = visit()
    answer = one.back(one.begin(next="reports?lang=en"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reports?lang=en")
    assert one.is_in
    account = home.accounts.named("王小明")
    assert (account.role, account.by_provider, account.must_change) == ("staff", True, False)
    line = noted(folder, "sign_in")[-1]
    assert (line["by"], line["role"], line["more"]["way"]) == ("王小明", "staff", "OIDC")
    added = noted(folder, "account")[-1]
    assert (added["by"], added["about"], added["more"]["act"]) == ("provider", "王小明", "add")


def test_nothing_secret_is_in_an_address_a_log_or_the_trail(visit, provider, folder, caplog):
    one = visit()
    answer = one.session.get(f"{one.url}sign-in/provider", timeout=PATIENCE, allow_redirects=False)
    [cookie] = [value for name, value in one.session.cookies.items() if "-flow-" in name]
    verifier = json.loads(base64.b64decode(cookie.split("|")[-2].split(":")[1]))["verifier"]
    assert verifier not in answer.headers["Location"] and SECRET not in answer.headers["Location"]
    provider.token = unsigned
    attributes = answer.headers["Set-Cookie"].lower()
    assert "httponly" in attributes and "samesite=lax" in attributes and "max-age=600" in attributes
    back = one.begin()
    code = parse_qs(urlsplit(back).query)["code"][0]
    one.back(back)
    kept = caplog.text + "".join(
        file.read_text("utf-8") for file in (folder / "audit").glob("*.jsonl")
    )
    for secret in (SECRET, verifier, code):
        assert secret not in kept


def test_an_account_is_known_by_its_subject_and_never_by_its_name(visit, provider, home, folder):
    first = visit()
    first.back(first.begin())
    account = home.accounts.named("王小明")
    provider.person |= {"preferred_username": "王晓明"}
    again = visit()
    again.back(again.begin())
    assert again.is_in and home.accounts.get(account.id).name == "王小明"
    provider.person = {**provider.person, "sub": "other", "preferred_username": "王小明"}
    stranger = visit()
    answer = stranger.back(stranger.begin(lang="en"))
    assert "王小明" in refused(stranger, answer, folder, "NameClash")
    assert len(home.accounts.list()) == 2


@pytest.mark.parametrize("name", ["王主任", " 王主任 ", "王\u200b主任", "", "owner"])
def test_a_local_account_is_never_taken_over_by_its_name(visit, provider, home, folder, name):
    provider.person |= {"preferred_username": name, "name": name, "groups": ["lianxin-admin"]}
    before = home.accounts.list()
    one = visit()
    answer = one.back(one.begin())
    assert answer.status_code in (400, 403) and not one.is_in
    assert noted(folder, "sign_in_refused")[-1]["more"]["way"] == "OIDC"
    assert home.accounts.list() == before
    home.attempt("王主任")


def test_the_role_follows_the_groups_and_another_one_ends_what_is_open(
    visit, provider, home, folder
):
    first = visit()
    first.back(first.begin())
    provider.person["groups"] = ["/镇/党委", "lianxin-admin", "x"]
    second = visit()
    second.back(second.begin())
    assert home.accounts.named("王小明").role == "steward"  # the highest of them
    assert second.is_in and not first.is_in
    assert noted(folder, "account")[-1]["more"]["act"] == "role"
    provider.person["groups"] = ["x"]
    third = visit()
    refused(third, third.back(third.begin()), folder, "NoRole")
    assert noted(folder, "sign_in_refused")[-1]["about"] == "王小明"
    assert not second.is_in  # who has no role any more is out wherever a page is open


@pytest.mark.parametrize("groups", [[], None, ["x"], "x", [{"name": 7}], {"/镇/党委": 1}])
def test_who_is_in_no_group_of_ours_is_refused(visit, provider, home, folder, groups):
    provider.person["groups"] = groups
    one = visit()
    refused(one, one.back(one.begin()), folder, "NoRole")
    assert len(home.accounts.list()) == 1


def test_who_is_disabled_here_stays_out(visit, provider, home, folder):
    one = visit()
    one.back(one.begin())
    home.accounts.disable(home.accounts.named("王小明").id, OWNER)
    again = visit()
    refused(again, again.back(again.begin()), folder, "AccountDisabled")
    assert not one.is_in


def test_an_answer_is_taken_once(visit, provider, folder):
    one = visit()
    back = one.begin()
    cookies = one.session.cookies.copy()
    assert one.back(back).status_code == 303
    thief = visit()
    thief.session.cookies.update(
        {name: value for name, value in cookies.items() if "-flow-" in name}
    )
    refused(thief, thief.back(back), folder, "FlowLost")
    assert provider.asked.count("/token") == 1  # the provider is not asked a second time
    before = one.session.cookies[one.name]
    one.session.cookies.update(cookies)
    again = one.back(back)  # by who is in already, as with a double click
    assert (again.status_code, again.headers["Location"]) == (302, "/")
    assert one.session.cookies[one.name] == before
    assert noted(folder, "sign_in_refused")[-1]["more"]["why"] == "FlowLost"


def test_a_code_that_was_used_elsewhere_lets_nobody_in(visit, provider, folder):
    first, second = visit(), visit()
    used = first.begin()
    first.back(used)
    own = urlsplit(second.begin())
    code, state = parse_qs(urlsplit(used).query)["code"][0], parse_qs(own.query)["state"][0]
    refused(
        second, second.back(f"{second.url}sign-in-back?code={code}&state={state}"),
        folder, "AnswerRefused: code",
    )  # fmt: skip


def test_an_answer_of_another_browser_lets_nobody_in(visit, folder):
    """Else somebody could be signed in to the account of who sends them the address."""
    attacker, victim = visit(), visit()
    back = attacker.begin()
    refused(victim, victim.back(back), folder, "FlowLost")
    victim.begin()
    refused(victim, victim.back(back), folder, "FlowLost")  # with a sign-in of its own on its way
    assert attacker.back(back).status_code == 303


def test_two_that_are_mixed_up_let_nobody_in_and_two_tabs_do(visit, provider, folder):
    one, other = visit(), visit()
    mine, foreign = (parse_qs(urlsplit(who.begin()).query) for who in (one, other))
    mixed = f"{one.url}sign-in-back?code={foreign['code'][0]}&state={mine['state'][0]}"
    refused(one, one.back(mixed), folder, "AnswerRefused: code")  # the verifier is not that code's
    first, second = one.begin(next="reports"), one.begin(next="needs")
    assert one.back(first).headers["Location"] == "/reports"
    assert one.back(second).headers["Location"] == "/needs"


def test_what_one_process_has_begun_another_finishes(
    town, visit, provider, folder, home, chosen, server
):
    """As behind a proxy: browsers hold cookies by the host, whatever the port."""
    one = visit()
    back, flow = one.begin(next="reports"), one.session.cookies.copy()
    with served_here(town, folder, access=chosen) as other:
        there = back.replace(f":{server.port}/", f":{other.port}/")
        assert there != back
        assert one.back(there).headers["Location"] == "/reports"
    assert one.is_in and home.accounts.named("王小明").by_provider
    again = visit()
    again.session.cookies.update(flow)
    refused(again, again.back(back), folder, "FlowLost")  # used up for both


@pytest.mark.parametrize(
    "state", ["", "x", "%00", "état", "x" * 5000], ids=["none", "x", "zero", "é", "long"]
)
def test_a_wrong_state_lets_nobody_in(visit, provider, folder, state):
    one = visit()
    one.begin()
    answer = one.back(f"{one.url}sign-in-back?code=x&state={state}")
    refused(one, answer, folder, "FlowLost")
    assert "/token" not in provider.asked


def test_a_cookie_that_was_written_by_hand_or_is_old_opens_nothing(
    visit, server, folder, monkeypatch
):
    one = visit()
    back = one.begin()
    [name] = [name for name, _ in one.session.cookies.items() if "-flow-" in name]
    whole = one.session.cookies[name]
    one.session.cookies.clear()
    one.session.cookies.set(name, whole[:-1] + ("0" if whole[-1] != "0" else "1"))
    refused(one, one.back(back), folder, "FlowLost")
    one.session.cookies.clear()
    one.session.cookies.set(name, whole)
    monkeypatch.setattr(server.site.access.provider.flows, "_now", lambda: time.time() + 601)
    refused(one, one.back(back), folder, "FlowLost")


def hmac_by_public_key(claims: dict[str, Any]) -> str:
    text = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "kid": "2026-1", "typ": "JWT"}, claims)
    ]
    pem = key("2026-1").as_pem(private=False)
    mac = hmac.new(pem, b".".join(text), hashlib.sha256).digest()
    return b".".join((*text, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()


def unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none", "kid": "2026-1"}, claims)
    text = (base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in parts)
    return b".".join((*text, b"")).decode()


def with_claims(**changed: Any) -> Callable[[dict[str, Any]], str]:
    """A token in which claims are others; None leaves one out."""

    def token(claims: dict[str, Any]) -> str:
        whole = {**claims, **changed}
        return signed({name: one for name, one in whole.items() if one is not None}, key("2026-1"))

    return token


def of_stranger(claims: dict[str, Any]) -> str:
    """Signed by a stranger's key under the id of the provider's."""
    foreign = RSAKey.import_key({**key("stranger").as_dict(private=True), "kid": "2026-1"})
    return signed(claims, foreign)


def altered(claims: dict[str, Any]) -> str:
    head, _, seal = signed(claims, key("2026-1")).split(".")
    body = json.dumps({**claims, "groups": ["lianxin-admin"]}).encode()
    return f"{head}.{base64.urlsafe_b64encode(body).rstrip(b'=').decode()}.{seal}"


LONG_AGO = int(time.time()) - 3600
ATTACKS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no algorithm": (unsigned, "algorithm"),
    "HMAC by the public key": (hmac_by_public_key, "algorithm"),
    "another algorithm than the key's": (
        lambda claims: jwt.encode(
            {"alg": "PS256", "kid": "2026-1"}, claims,
            RSAKey.import_key({**key("2026-1").as_dict(private=True), "alg": "PS256"}),
            algorithms=["PS256"],
        ),
        "algorithm",
    ),
    "a stranger's key": (of_stranger, "signature"),
    "claims altered": (altered, "signature"),
    "a key's id that is not published": (lambda claims: signed(claims, key("stranger")), "key"),
    "no key's id": (lambda claims: jwt.encode({"alg": "RS256"}, claims, key("2026-1")), "key"),
    "another nonce": (with_claims(nonce="x"), "nonce"),
    "no nonce": (with_claims(nonce=None), "nonce"),
    "another issuer": (with_claims(iss="https://evil.example"), "issuer"),
    "no issuer": (with_claims(iss=None), "issuer"),
    "another audience": (with_claims(aud="other"), "audience"),
    "several audiences and no party": (with_claims(aud=[CLIENT, "other"]), "audience"),
    "another party": (with_claims(azp="other"), "audience"),
    "no audience": (with_claims(aud=None), "audience"),
    "expired": (with_claims(exp=LONG_AGO), "expired"),
    "no end": (with_claims(exp=None), "expired"),
    "not yet": (with_claims(nbf=LONG_AGO + 7200), "expired"),
    "no subject": (with_claims(sub=None), "claims"),
    "an empty subject": (with_claims(sub=""), "claims"),
    "no token": (lambda _: None, "answer"),
    "a number": (lambda _: 7, "answer"),
    "not a token": (lambda _: "a.b.c", "answer"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_token_that_does_not_hold_lets_nobody_in(visit, provider, home, folder, attack):
    provider.token, why = ATTACKS[attack]
    provider.names_algorithms = attack == "another algorithm than the key's"
    one = visit()
    refused(one, one.back(one.begin()), folder, f"AnswerRefused: {why}")
    assert len(home.accounts.list()) == 1


def test_a_new_key_is_fetched_once_and_an_old_one_forgotten(visit, provider, folder):
    first = visit()
    first.back(first.begin())
    provider.keys = [key("2026-2")]
    second = visit()
    second.back(second.begin())
    assert second.is_in and provider.asked.count("/keys") == 2
    third = visit()
    third.back(third.begin())
    assert third.is_in and provider.asked.count("/keys") == 2
    provider.token = lambda claims: signed(claims, key("2026-1"))
    fourth = visit()
    refused(fourth, fourth.back(fourth.begin()), folder, "AnswerRefused: key")
    assert provider.asked.count("/keys") == 3


def test_another_provider_that_answers_in_its_place_is_refused(visit, folder):
    one = visit()
    back = one.begin()
    refused(one, one.back(f"{back}&iss=https://evil.example"), folder, "AnswerRefused: issuer")


def test_who_says_no_there_is_told_so(visit, provider, folder):
    one = visit()
    state = parse_qs(urlsplit(one.begin(lang="en")).query)["state"][0]
    answer = one.back(
        f"{one.url}sign-in-back?error=access_denied&error_description=<b>&state={state}"
    )
    assert "cancelled" in refused(one, answer, folder, "Declined")
    assert "<b>&" not in answer.text and "/token" not in provider.asked


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "sign-out", "a\r\nb: c"],
)
def test_one_is_never_led_to_another_site(visit, wanted):
    one = visit()
    back = one.begin(next=wanted, lang="zh")
    answer = one.back(f"{back}&next={wanted}")
    assert answer.headers["Location"] == "/?lang=zh"


WRONG_DISCOVERY = {
    "another issuer": {"issuer": "https://evil.example"},
    "token elsewhere": {"token_endpoint": "https://evil.example/token"},
    "keys elsewhere": {"jwks_uri": "https://evil.example/keys"},
    "no key address": {"jwks_uri": None},
    "not encrypted": {"authorization_endpoint": "http://evil.example/"},
    "no page": {"authorization_endpoint": "javascript:alert(1)"},
}


def test_only_its_page_may_lie_on_another_host(visit, provider):
    provider.published = {"authorization_endpoint": "https://login.example.cn/in?tenant=town"}
    one = visit()
    there = one.get(f"{one.url}sign-in/provider").headers["Location"]
    assert there.startswith("https://login.example.cn/in?tenant=town&response_type=code&")


@pytest.mark.parametrize("trouble", ["down", "error", *WRONG_DISCOVERY])
def test_while_the_provider_is_away_a_sentence_says_so_and_passwords_work(
    visit, server, provider, monkeypatch, trouble
):
    if trouble == "down":
        by = server.site.access.provider
        gone = by.provider.issuer.replace(str(urlsplit(by.provider.issuer).port), "9")
        monkeypatch.setattr(
            by._directory, "_provider", type(by.provider)(**{**vars(by.provider), "issuer": gone})
        )
    elif trouble == "error":
        provider.status = 503
    else:
        provider.published = WRONG_DISCOVERY[trouble]
    one = visit()
    answer = one.get(f"{one.url}sign-in/provider?lang=zh")
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 503 and "连不上" in page.select_one("#wrong").get_text()
    token = page.select_one("[name=token]")["value"]
    fields = {"token": token, "name": "王主任", "password": GOOD}
    sent = one.session.post(
        f"{one.url}sign-in", data=fields, timeout=PATIENCE, allow_redirects=False
    )
    assert sent.status_code == 303 and one.is_in


def test_an_address_that_fails_too_often_has_to_wait(visit, provider):
    provider.token = unsigned
    one = visit()
    statuses = [one.back(one.begin()).status_code for _ in range(22)]
    assert statuses[:20] == [403] * 20 and statuses[-1] == 429
    assert provider.asked.count("/token") <= 21


def test_what_the_provider_keeps_cannot_be_changed_here(visit, home):
    one = visit()
    one.back(one.begin())
    account = home.accounts.named("王小明")
    page = one.session.get(f"{one.url}account?lang=en", timeout=PATIENCE).text
    assert "by the provider" in page and "p-old" not in page
    with pytest.raises(AccountError, match="by the provider"):
        home.accounts.renew_password(account.id, OWNER)
    with pytest.raises(AccountError, match="by the provider"):
        home.accounts.set_role(account.id, "steward", OWNER)
    with pytest.raises(WrongPassword):
        home.attempt("王小明", "")


@pytest.mark.browser
def test_a_person_clicks_the_button_and_is_in(server, provider, browser: Browser):
    url = f"http://127.0.0.1:{server.port}"
    with browser.new_context(base_url=url, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto("/reports?lang=en")
        page.get_by_role("link", name="Sign in with WeCom").click()
        page.locator("#agree").click()  # at the provider
        expect(page).to_have_url(f"{url}/reports?lang=en")
        expect(page.locator(".who summary b")).to_have_text("王小明")


@pytest.mark.browser
def test_why_one_was_not_let_in_is_shown_without_the_answer_in_the_address(
    server, provider, browser: Browser
):
    url = f"http://127.0.0.1:{server.port}"
    provider.person["groups"] = []
    with browser.new_context(base_url=url) as context:
        page = context.new_page()
        page.goto("/sign-in?lang=en&next=reports")
        page.get_by_role("link", name="Sign in with WeCom").click()
        page.locator("#agree").click()
        expect(page.locator("#wrong")).to_contain_text("None of your groups")
        expect(page).to_have_url(f"{url}/sign-in?lang=en")
        page.get_by_role("link", name="中文").click()
        expect(page).to_have_url(f"{url}/sign-in?lang=zh&next=reports")


@pytest.mark.browser
def test_encrypted_and_under_a_prefix_one_gets_in_and_leaves_nothing_behind(
    town: Graph, home: Home, provider, chosen, tmp_path: Path, browser: Browser, folder: Path
):
    network = Network(0, prefix="/lx", certificate=issued(tmp_path, "localhost", "127.0.0.1"))
    with (
        served_here(town, folder, network, access=chosen) as server,
        browser.new_context(ignore_https_errors=True) as context,
    ):
        page, url = context.new_page(), f"https://localhost:{server.port}/lx/"
        page.goto(f"{url}sign-in?lang=en&next=reports%3Flang%3Den")
        page.get_by_role("link", name="Sign in with WeCom").click()
        page.locator("#agree").click()
        expect(page).to_have_url(f"{url}reports?lang=en")
        held = {one["name"].partition("lianxin-")[2][8:] for one in context.cookies()}
        assert held == {"", "-device"}  # neither the form's nor the sign-in's
        page.locator(".who summary").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("form input[name=name]")).to_be_visible()
        held = {one["name"].partition("lianxin-")[2][8:] for one in context.cookies()}
        assert held == {"-form", "-device"}

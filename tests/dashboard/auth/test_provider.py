"""What a town sets of its provider, and how the provider is asked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from access import Clock, Home
from click.testing import CliRunner
from oidc_provider import key
from run_async import run_async

from cypher.reader import OWNER
from dashboard.audit.entries import Entry
from dashboard.audit.in_words import details_words
from dashboard.auth.accounts.budgets import Budgets
from dashboard.auth.accounts.policy import policy_of
from dashboard.auth.database import AccessDatabase
from dashboard.auth.provider import asking
from dashboard.auth.provider.asking import MOST_BYTES, asked
from dashboard.auth.provider.configuration import groups_in, origin_of, provider_of
from dashboard.auth.provider.errors import FlowLost, ProviderAway, ProviderUnusable
from dashboard.auth.provider.flows import Flow, Flows
from dashboard.auth.provider.tokens import public_keys
from dashboard.cli.main import lianxin
from dashboard.errors import (
    AccessRefused,
    CodeNeeded,
    LastSteward,
    NameRefused,
    NotAllowed,
    PasswordExpired,
    SignInNeeded,
)
from graph.model import SHANGHAI
from graph.settings import OidcSettings

OTHERWISE = {CodeNeeded, SignInNeeded, PasswordExpired, NotAllowed}
"""What the trail notes otherwise, or not at all."""
REFUSALS = [one for one in (*AccessRefused.__subclasses__(), NameRefused) if one not in OTHERWISE]
ISSUER = "https://id.example.cn/realms/town"
KEY = b"k" * 32


def settings(**given: Any) -> OidcSettings:
    return OidcSettings(**{"issuer": ISSUER, "client": "lianxin", "staff": "a", **given})


def test_without_an_issuer_there_is_no_provider():
    assert provider_of(OidcSettings(issuer="")) is None


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"issuer": "http://id.example.cn"}, "https://"),
        ({"issuer": "id.example.cn"}, "https://"),
        ({"issuer": "https://"}, "https://"),
        ({"issuer": "https://[x"}, "https://"),
        ({"issuer": f"{ISSUER}?x=1"}, "no ?"),
        ({"issuer": "https://a:b@id.example.cn"}, "no ?"),
        ({"client": ""}, "LIANXIN_OIDC_CLIENT"),
        ({"staff": " , "}, "LIANXIN_OIDC_STAFF"),
        ({"steward": "x, a"}, "two roles"),
        ({"secret_file": Path("/none/secret")}, "cannot be read"),
        ({"secret_file": Path("/dev/null")}, "is empty"),
    ],
)
def test_what_is_missing_or_wrong_is_said(given, wrong):
    with pytest.raises(ProviderUnusable) as error:
        provider_of(settings(**given))
    assert wrong in error.value.en and error.value.zh


def test_an_extra_that_was_not_installed_is_asked_for(monkeypatch):
    monkeypatch.setattr("dashboard.auth.provider.configuration.find_spec", lambda name: None)
    with pytest.raises(ProviderUnusable, match=r"lianxin\[oidc\]"):
        provider_of(settings())


def test_the_command_says_so_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("LIANXIN_OIDC_ISSUER", "http://id.example.cn")
    environment = {"LIANXIN_HOME": str(tmp_path)}
    answer = CliRunner(env=environment).invoke(lianxin, ["--lang", "en", "serve", "--port", "0"])
    assert answer.exit_code == 6 and "begins with https://" in answer.stderr
    assert not (tmp_path / "neo4j").exists()


def test_on_this_machine_a_provider_needs_no_encryption():
    assert provider_of(settings(issuer="http://127.0.0.1:8080/realms/town"))


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([], None),
        (["other"], None),
        (["a"], "staff"),
        (["p", "a"], "staff"),
        (["p", "s", "a"], "steward"),
        (["A"], None),
    ],
)
def test_of_several_groups_the_highest_role_counts(groups, role):
    provider = provider_of(settings(committee="p", steward="s"))
    assert provider is not None and provider.role_of(groups) == role


def test_others_may_look_where_the_town_lets_them():
    provider = provider_of(settings(staff="", others="committee"))
    assert provider is not None and provider.role_of(["x"]) == "committee"


@pytest.mark.parametrize(
    ("claims", "claim", "groups"),
    [
        ({"groups": ["/镇/党委", "b"]}, "groups", ["/镇/党委", "b"]),
        ({"groups": "one"}, "groups", ["one"]),
        ({"roles": [{"name": "a"}, {"name": 7}, 3, None, ""]}, "roles", ["a"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"https://x.cn/groups": ["a"]}, "https://x.cn/groups", ["a"]),
        ({"realm_access": ["roles"]}, "realm_access.roles", []),
        ({}, "groups", []),
        ({"groups": {"a": 1}}, "groups", []),
    ],
)
def test_groups_are_read_as_the_providers_write_them(claims, claim, groups):
    assert groups_in(claims, claim) == groups


def test_only_keys_that_sign_and_are_long_enough_are_taken():
    good = key("2026-1").as_dict(private=False)
    listed = [
        good,
        {**good, "kid": "for encryption", "use": "enc"},
        {**good, "kid": "short", "n": good["n"][:170]},
        {"kty": "oct", "kid": "shared", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXM"},
        {"kty": "RSA", "kid": "broken", "n": 7, "e": "AQAB"},
        {**good, "kid": 3},
        {"kty": "EC", "kid": "no curve", "crv": "x", "x": "a", "y": "b"},
        "text",
    ]
    assert set(public_keys({"keys": listed})) == {"2026-1"}
    assert public_keys({"keys": "x"}) == {} == public_keys({})


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server of which each GET is answered by a function; its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def sent(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        sent(302, b"{}", Location="http://127.0.0.1:9/"),
        sent(200, b'{"a": "' + b"x" * MOST_BYTES + b'"}'),
        sent(200, b"<html>"),
        sent(200, b"[1]"),
        sent(200, b"[" * 100_000),
        sent(200, b"\xff"),
        sent(503, b"{}"),
    ],
    ids=["led away", "too long", "a page", "a list", "deep", "no text", "busy"],
)
def test_an_answer_that_cannot_be_used_is_as_none(answer):
    with answering(answer) as url, pytest.raises(ProviderAway):
        run_async(asked(origin_of(url), url))


def test_an_answer_is_an_object():
    with answering(sent(200, json.dumps({"a": 1}).encode())) as url:
        assert run_async(asked(origin_of(url), url)) == (200, {"a": 1})


def test_one_that_answers_slowly_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    ended = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        ended.wait(20)

    before = time.monotonic()
    with answering(drip) as url:
        try:
            with pytest.raises(ProviderAway):
                run_async(asked(origin_of(url), url))
            assert time.monotonic() - before < 10
        finally:
            ended.set()


def test_no_other_host_is_asked():
    asked_of: list[str] = []
    with answering(lambda handler: asked_of.append(handler.path)) as url:
        for origin in (("https", origin_of(url)[1]), ("http", "127.0.0.1"), ("", "")):
            with pytest.raises(ProviderAway):
                run_async(asked(origin, url))
    assert asked_of == []


def flows(home: Path, clock: Clock, secret: bytes = KEY) -> Flows:
    """As one of several processes has them."""
    database = AccessDatabase(home)
    return Flows(database, secret, Budgets(database, policy_of("asvs"), clock), clock)


def test_what_one_process_has_begun_another_finishes_once(tmp_path):
    clock = Clock()
    one, other = flows(tmp_path, clock), flows(tmp_path, clock)
    flow = Flow.begun("reports", "http://127.0.0.1/sign-in-back", "en")
    assert other.opened(flow.state, one.sealed(flow)) == flow
    other.spend(flow, "10.0.0.1")
    with pytest.raises(FlowLost):
        one.spend(flow, "10.0.0.1")
    clock.wait(599)
    with pytest.raises(FlowLost):  # as long as its cookie can be opened
        flows(tmp_path, clock).spend(flow, "10.0.0.1")


def test_a_cookie_opens_for_its_own_state_alone(tmp_path, monkeypatch):
    clock = Clock()
    one, flow = flows(tmp_path, clock), Flow.begun("", "http://127.0.0.1/sign-in-back", "zh")
    monkeypatch.setattr(one, "use", lambda state: "flow-same")
    assert one.opened(flow.state, one.sealed(flow)) == flow
    with pytest.raises(FlowLost):
        one.opened(flow.state[:-1], one.sealed(flow))


def test_another_home_s_sign_in_opens_nothing_here(tmp_path):
    clock = Clock()
    flow = Flow.begun("", "http://127.0.0.1/sign-in-back", "zh")
    foreign = flows(tmp_path, clock, b"x" * 32).sealed(flow)
    with pytest.raises(FlowLost):
        flows(tmp_path, clock).opened(flow.state, foreign)


def test_the_last_steward_with_a_password_stays_whoever_the_provider_names(tmp_path):
    home = Home(tmp_path, Clock())
    local = home.add("王主任")
    with home.database.write() as connection:
        connection.execute(
            "INSERT INTO account (key, name, role, subject, password_at, added_at, added_by) "
            "VALUES ('li', 'Li', 'steward', 'https://id.example.cn 1', 0, 0, 'provider')"
        )
    with pytest.raises(LastSteward):
        home.accounts.disable(local.id, OWNER)
    home.accounts.remove(home.accounts.named("Li").id, OWNER)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("refusal", REFUSALS)
def test_the_trail_says_in_words_why_somebody_was_refused(refusal, lang):
    more = {"way": "OIDC", "why": f"{refusal.__name__}: nonce"}
    entry = Entry(datetime.now(SHANGHAI), "sign_in_refused", "", "", "", more, "", 1)
    words = details_words(entry, lang)
    assert refusal.__name__ not in words and "nonce" in words

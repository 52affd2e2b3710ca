"""The gate: every address of the running server, by every role and by nobody, over HTTP and websocket."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from access import GOOD, Home
from bokeh.util.token import generate_jwt_token, generate_session_id
from in_process import served_here
from run_async import run_async
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect
from visitors import PATIENCE, ROLES, Visitor, home_of_roles

from cypher.reader import OWNER
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.cookie import token_of
from dashboard.embeds.embed import Embed, hash_of, new_id, new_token
from dashboard.web.app import Server
from dashboard.web.http.live_reader import READER
from dashboard.web.routes import ROUTES
from graph.client import Graph

LIVE = "live?page=overview&card=flow&width=900"
EXAMPLES = {
    r"/livez": "livez",
    r"/readyz": "readyz",
    r"/metrics": "metrics",
    r"/assets/([\w./-]+)": "assets/page.js",
    r"/sign-in": "sign-in",
    r"/sign-in/once": "sign-in/once",
    r"/sign-in/provider": "sign-in/provider",
    r"/sign-in-back": "sign-in-back?code=x&state=y",
    r"/session": "session",
    r"/card/([a-z0-9_]+)/([a-z0-9_]+)": "card/overview/open",
    r"/figure/([a-z0-9_]+)/([a-z0-9_]+)\.(svg|png)": "figure/overview/flow.svg",
    r"/find": "find?q=x",
    r"/download/(.+)\.([a-z]+)": "download/wishes/rates.csv",
    r"/state/([a-z0-9_]+)": "state/overview",
    r"/fresh": "fresh",
    r"/fresh/([a-z0-9_]+)": "fresh/overview",
    r"/choices/([a-z0-9_]+)/([^/]+)": "choices/support/group",
    r"/listed": "listed?typed=x",
    r"/count/(.+)": "count/wishes/rates",
    r"/plan/(.+)": "plan/wishes/rates",
    r"/editions/state": "editions/state",
    r"/editions/(of|compared)/([^/]+)/(.+)": "editions/of/none/poster.pdf",
    r"/editions/zip/([^/]+)": "editions/zip/none",
    r"/agendas/view/(\w+)": "agendas/view/nonenone",
    r"/agendas/list": "agendas/list",
    r"/agendas/handout/(\w+)\.pdf": "agendas/handout/none.pdf",
    r"/agendas/kept/(\w+)/([\d-]+)/([a-z.-]+)": "agendas/kept/none/2025-08-31/handout-zh.pdf",
    r"/(outtray)": "outtray",
    r"/outtray/(\w+)/([\d-]+)/([\w.-]+)": "outtray/none/2025-08-31/handout.pdf",
    r"/since": "since",
    r"/since/([a-z0-9_]+)": "since/overview?t.since=2025-07-31",
    r"/imports/job/([\w-]+)": "imports/job/none",
    r"/imports/changes/(file|load)/([\w-]+)": "imports/changes/file/none",
    r"/imports/(workbook)/([a-z_]+)": "imports/workbook/blank",
    r"/imports/(marked)/([\w-]+)": "imports/marked/none",
    r"/audit/entries\.(csv|xlsx)": "audit/entries.csv",
    r"/records/edit": "records/edit?id=R-0001",
    r"/records/new": "records/new?kind=Rider",
    r"/records/history": "records/history?id=R-0001",
    r"/records/leave": "records/leave?id=R-0001",
    r"/records/remove-person": "records/remove-person?id=R-0001",
    r"/records/together": "records/together?kind=Area",
    r"/records/merge": "records/merge?id=SITE-0001",
    r"/records/pick": "records/pick?kind=Rider&of=WorksAt|out&q=x",
    r"/explore/views": "explore/views",
    r"/explore/told": "explore/told?from=ORG-0001&to=ORG-0002",
    r"/embed/([\w-]+)": "embed/none",
    r"/embeds": "embeds",
    r"/own_reports": "own_reports",
    r"/(audit)": "audit",
    r"/act/panel": "act/panel?id=W-000001",
    r"/act/choices/([a-z_]+/[a-z_]+)/([a-z_]+)": "act/choices/wish/claim/organisation",
    r"/(new_[a-z_]+)": "new_wish",
    r"/account": "account",
    r"/accounts": "accounts",
    r"/(.*)": "",
}
"""An address of each route that is read."""
CHANGES = {
    r"/sign-in": "sign-in",
    r"/sign-in/once": "sign-in/once",
    r"/sign-out": "sign-out",
    r"/session/(present|stop)": "session/stop",
    r"/account/(password|totp|totp-confirm|totp-off|end|end-others)": "account/end",
    r"/accounts/(add|role|password|disable|enable|end|remove)": "accounts/enable",
    r"/records/save": "records/save",
    r"/records/undo": "records/undo",
    r"/records/end": "records/end",
    r"/records/delete": "records/delete",
    r"/records/remove-person": "records/remove-person",
    r"/records/check": "records/check",
    r"/editions/(make|cancel|compare|days)": "editions/cancel",
    r"/act": "act",
    r"/explore/(around|expand|add|path)": "explore/around",
    r"/explore/take/(csv|xlsx|graphml|svg|png)": "explore/take/csv",
    r"/explore/changes": "explore/changes",
    r"/explore/views/(keep|remove)": "explore/views/remove",
    r"/explore/views/(share)": "explore/views/share",
    r"/agendas/make": "agendas/make",
    r"/agendas/(add|move|drop|note|name)/(\w+)": "agendas/drop/none",
    r"/agendas/remove/(\w+)": "agendas/remove/none",
    r"/agendas/freeze/(\w+)": "agendas/freeze/none",
    r"/(outtray)": "outtray",
    r"/embeds/(issue|renew|revoke)": "embeds/revoke",
    r"/own_reports/(begin|try|save|remove|put_back)": "own_reports/remove",
    r"/imports/upload": "imports/upload",
    r"/imports/(plan|land|drop|undo|cancel)/([\w-]+)": "imports/cancel/none",
    r"/imports/(guess|register)/([\w-]+)": "imports/guess/none",
    r"/imports/registers/(remove|put_back)": "imports/registers/remove",
}
"""An address of each route that changes something, or is asked by POST."""
EVERYBODY = frozenset({"anyone", "embed_token"})
STAFF_ONLY = frozenset({"load", "make_edition", "edit", "act", "share_views", "agenda"})
STEWARDS_ONLY = frozenset(
    {"audit", "accounts", "delete", "remove_person", "outtray", "embed", "keep_reports"}
)
PAGES = (
    r"/(audit)",
    r"/(new_[a-z_]+)",
    r"/(outtray)",
    r"/account",
    r"/accounts",
    r"/embeds",
    r"/own_reports",
    r"/records/edit",
    r"/records/new",
    r"/records/history",
    r"/records/leave",
    r"/records/remove-person",
    r"/records/together",
    r"/records/merge",
    r"/(.*)",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="module")
def home(folder: Path) -> Home:
    return home_of_roles(folder)


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path, home: Home) -> Iterator[Server]:
    with served_here(town, folder) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def visitor(server: Server, url: str, home: Home):  # type: ignore[no-untyped-def]
    return lambda role=None: Visitor(server, url, home, role)


def test_every_route_stands_in_the_table():
    assert {route.path for route in ROUTES} == EXAMPLES.keys() | CHANGES.keys()


@pytest.mark.parametrize("route", [one for one in ROUTES if one.path in EXAMPLES])
def test_nobody_gets_what_is_not_for_anyone(visitor, route):  # type: ignore[no-untyped-def]
    answer = visitor().get(EXAMPLES[route.path])
    if route.needs in EVERYBODY:
        assert answer.status_code in (200, 404, 503)  # the graph may not have answered yet
    elif route.path in PAGES:
        assert answer.status_code == 302 and "/sign-in?" in answer.headers["Location"]
    else:
        assert answer.status_code == 401 and "请先登录" in answer.text
        assert answer.headers["X-Lianxin-Sign-In"] == "1"


@pytest.mark.parametrize("role", [pytest.param("committee", marks=pytest.mark.line), *ROLES[1:]])
@pytest.mark.parametrize("route", [one for one in ROUTES if one.path in EXAMPLES])
def test_a_role_gets_what_its_rights_say(visitor, route, role):  # type: ignore[no-untyped-def]
    answer = visitor(role).get(EXAMPLES[route.path])
    forbidden = route.needs in STAFF_ONLY and role == "committee"
    forbidden |= route.needs in STEWARDS_ONLY and role != "steward"
    assert (answer.status_code == 403) == forbidden, answer.text[:300]
    assert answer.status_code not in (401, 500)


@pytest.fixture(scope="module")
def embed_token(server: Server, home: Home) -> str:
    """What opens an embedded card of this home."""
    embeds, [issuer] = (
        server.site.embeds,
        [one for one in home.accounts.list() if one.name == "steward"],
    )
    assert embeds is not None
    id, now = new_id(), embeds.now()
    token = new_token(id)
    embed = Embed(
        id=id, token=hash_of(token), page="overview", card="open", hosts=("https://oa.example",),
        until=now.date(), issued_at=now, by=issuer.name, account=issuer.id,
    )  # fmt: skip
    embeds.issue(embed, issuer.reader)
    return token


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_the_token_of_an_embed_opens_its_card_and_nothing_else(visitor, embed_token, route):  # type: ignore[no-untyped-def]
    """The column of who has such a token and nothing more: in the address, as a cookie, as a header."""
    nobody = visitor()
    path = EXAMPLES.get(route.path) or CHANGES.get(route.path) or ""
    if route.needs == "embed_token":
        assert nobody.get(f"embed/{embed_token}").status_code == 200
        return
    method = nobody.post if route.path in CHANGES else nobody.get
    plain = method(path)
    nobody.cookies, nobody.token = {nobody.gate.cookie.name: embed_token}, embed_token
    mark = "&" if "?" in path else "?"
    asked = method(f"{path}{mark}token={embed_token}&embed={embed_token}")
    assert asked.status_code in (plain.status_code, 403), path
    if route.needs not in EVERYBODY:
        assert asked.status_code in (302, 401, 403)


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize("route", [one for one in ROUTES if one.path in CHANGES])
def test_changes_ask_for_a_session_its_token_and_a_right(visitor, route, role):  # type: ignore[no-untyped-def]
    path, one = CHANGES[route.path], visitor(role)
    without = requests.post(f"{one.url}/{path}", cookies=one.cookies, timeout=PATIENCE)
    assert without.status_code == (
        401
        if role is None
        and path.startswith(("account", "act", "embeds", "own_reports", "records", "outtray"))
        else 403
    )
    another = requests.post(
        f"{one.url}/{path}", cookies=one.cookies, timeout=PATIENCE,
        headers={"X-Lianxin": visitor("steward").token},
    )  # fmt: skip
    assert another.status_code == 403
    foreign = requests.post(
        f"{one.url}/{path}", cookies=one.cookies, timeout=PATIENCE,
        headers={"X-Lianxin": one.token, "Origin": "https://evil.example"},
    )  # fmt: skip
    assert foreign.status_code == 403
    answer = one.post(path)
    if path.startswith("sign-in"):
        assert answer.status_code == 403  # there the token is the form's own
    elif path == "sign-out":
        assert answer.status_code == 303
    elif role is None:
        assert answer.status_code == 401
    elif (route.needs in STEWARDS_ONLY and role != "steward") or (
        role == "committee" and route.needs in STAFF_ONLY
    ):
        assert answer.status_code == 403
    else:
        assert answer.status_code not in (401, 403, 500)


@pytest.mark.parametrize("path", [LIVE, "static/js/bokeh.min.js"])
def test_what_bokeh_answers_is_behind_the_gate(visitor, path):  # type: ignore[no-untyped-def]
    assert visitor().get(path).status_code == 401
    assert visitor("committee").get(path).status_code == 200


def socket_of(one: Visitor, token: str) -> int:
    """The status of a handshake with a token: 101 where it is taken."""

    async def ask() -> int:
        cookies = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
        address = one.url.replace("http", "ws") + "/live/ws"
        request = HTTPRequest(address, headers={"Cookie": cookies, "Origin": one.url})
        try:
            socket = await websocket_connect(request, subprotocols=["bokeh", token])
        except HTTPClientError as error:
            return error.code
        first = await asyncio.wait_for(socket.read_message(), PATIENCE)
        socket.close()
        if first is not None:
            while await socket.read_message() is not None:  # until the other side has closed too
                pass
        return 0 if first is None else 101

    return run_async(ask())


def page_token(one: Visitor) -> str:
    text = one.get(LIVE).text
    return text.split('"token":"')[1].split('"')[0]


def forged(reader: str) -> str:
    """A token that somebody has written without the server's key."""
    payload = {"headers": {READER: reader}}
    return generate_jwt_token(
        generate_session_id(signed=False), signed=False, extra_payload=payload
    )


def test_a_live_picture_is_drawn_for_whom_it_was_opened_and_nobody_else(visitor):  # type: ignore[no-untyped-def]
    staff, committee, nobody = visitor("staff"), visitor("committee"), visitor()
    token = page_token(staff)
    assert socket_of(staff, token) == 101
    assert socket_of(committee, token) == 403
    assert socket_of(nobody, token) == 401
    assert socket_of(staff, forged("0:steward")) == 403
    account = staff.gate.sessions.get(staff.value).reader.account
    own_name = forged(f"{account}:staff")
    assert socket_of(staff, own_name) == 0  # Bokeh looks at the signature and hangs up


def test_the_cookie_stands_in_no_body(visitor):  # type: ignore[no-untyped-def]
    one = visitor("steward")
    for path in (*EXAMPLES.values(), LIVE):
        assert one.value not in one.get(path).text, path


@pytest.mark.parametrize("way", ["sign out", "role", "password", "disabled", "ended", "old"])
def test_what_ends_a_session_ends_it_at_the_next_request(visitor, home, way):  # type: ignore[no-untyped-def]
    account = home.add(f"ends by {way}", "staff")
    one = visitor(account.name)
    assert one.get("session").status_code == 200
    sessions = one.gate.sessions
    if way == "sign out":
        assert one.post("sign-out").status_code == 303
    elif way == "role":
        home.accounts.set_role(account.id, "committee", OWNER)
    elif way == "password":
        home.accounts.change_password(account.id, GOOD, f"{GOOD}-neu")
    elif way == "disabled":
        home.accounts.disable(account.id, OWNER)
    elif way == "ended":
        assert sessions.end_all(account.id) == 1
    else:
        with home.database.write() as connection:
            connection.execute("UPDATE session SET active = active - ?", (sessions.limits.idle,))
    assert one.get("session").status_code == 401
    assert one.get("card/overview/open").status_code == 401
    if way == "role":
        assert visitor(account.name).get("imports/job/none").status_code == 403


def test_what_somebody_else_was_sent_is_not_said_to_be_unchanged(visitor):  # type: ignore[no-untyped-def]
    staff, committee, nobody = visitor("staff"), visitor("committee"), visitor()
    for path in (
        "card/overview/open",
        "state/overview",
        "needs",
        "imports/workbook/blank",
        "audit",
    ):
        tag = {"If-None-Match": visitor("steward").get(path).headers.get("Etag", "*")}
        for one in (staff, committee, nobody):
            plain, asked = one.get(path), one.get(path, headers=tag)
            same = asked.status_code == 304 and plain.headers.get("Etag") == tag["If-None-Match"]
            assert same or asked.status_code == plain.status_code, (path, asked.status_code)
            assert "public" not in plain.headers["Cache-Control"]


def test_a_session_that_somebody_put_into_a_browser_is_not_the_one_that_begins(visitor, home):  # type: ignore[no-untyped-def]
    attacker, victim = visitor("committee"), visitor()
    home.add("who is lured", "steward")
    victim.cookies = dict(attacker.cookies)  # fixed by the attacker
    gate = victim.gate
    assert (
        victim.post("sign-in", data={"name": "who is lured", "password": GOOD}).status_code == 403
    )
    form = "planted-by-the-attacker"
    victim.cookies[gate.cookie.named("form")] = form
    answer = requests.post(
        f"{victim.url}/sign-in", cookies=victim.cookies, timeout=PATIENCE, allow_redirects=False,
        data={"token": token_of(form, "form"), "name": "who is lured", "password": GOOD},
    )  # fmt: skip
    value = answer.cookies[gate.cookie.name]
    assert answer.status_code == 303 and value != attacker.value
    assert gate.sessions.get(attacker.value) is None  # it has ended
    assert gate.sessions.get(value).reader.name == "who is lured"


def test_a_request_asks_once_whether_there_are_accounts(visitor, monkeypatch):  # type: ignore[no-untyped-def]
    staff, asked, real = visitor("staff"), [], AccessDatabase.has_accounts.fget
    monkeypatch.setattr(
        AccessDatabase, "has_accounts", property(lambda self: asked.append(1) or real(self))
    )
    assert staff.get("account?lang=zh").status_code == 200
    assert len(asked) == 1

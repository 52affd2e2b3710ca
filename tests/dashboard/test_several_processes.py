"""Two processes of one home behind nginx and Caddy: round robin, a prefix, one restarted under load."""

import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests
from as_user import until
from browser_page import alive, settled
from certificates import issued
from playwright.sync_api import Browser, Page, Request, expect
from proxies import PROXIES, proxy
from several import ASKED, PATIENCE, Adding, Load, Pair, Visitor, visitor

from dashboard.cli.people.running import Running
from graph.client import Graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("processes")


@pytest.fixture(scope="module")
def pair(town: Graph, folder: Path) -> Iterator[Pair]:
    pair = Pair(folder, town)
    try:
        for one in pair.processes:
            until(lambda one=one: one.answers("readyz") == 200)
        yield pair
    finally:
        for one in pair.processes:
            one.process.send_signal(signal.SIGINT)
            one.process.wait(40)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def url(request: pytest.FixtureRequest, pair: Pair, folder: Path) -> Iterator[str]:
    """The address that visitors open, by each proxy in turn."""
    kind = request.param
    with proxy(kind, folder, pair.outer[kind], pair.ports, issued(folder, "localhost")) as url:
        until(lambda: _answers(url, pair))
        yield url


by_one_proxy = pytest.mark.parametrize(
    "url", ["caddy", pytest.param("nginx", marks=pytest.mark.soak)], indirect=True
)
"""What rests on the two processes more than on the proxy is tried behind the other by ``make soak``."""


def _answers(url: str, pair: Pair) -> bool:
    try:
        with visitor(pair) as session:
            return session.get(f"{url}readyz", timeout=10).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def page(browser: Browser, pair: Pair, url: str) -> Iterator[Page]:
    with browser.new_context(ignore_https_errors=True, accept_downloads=True) as context:
        for name, value in pair.cookie.items():
            context.add_cookies([{"name": name, "value": value, "url": url, "secure": True}])
        yield context.new_page()


def live(page: Page) -> None:
    page.locator("[data-live] svg.scene:visible").first.hover()
    expect(page.locator("[data-live].live")).to_have_count(1, timeout=60_000)


def test_every_address_answers_by_both_processes(url: str, pair: Pair):
    with visitor(pair) as session:
        found = {
            (path, n): session.get(f"{url}{path}", timeout=PATIENCE).status_code
            for path in ASKED
            for n in range(2)
        }
    assert {key: status for key, status in found.items() if status != 200} == {}
    running = Running(pair.home).all()  # so that `lianxin user link` finds them
    assert {one.process.pid for one in running} == {one.process.pid for one in pair.processes}


def test_pages_pictures_and_files_in_a_browser(url: str, page: Page):
    wrong: list[str] = []
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto(url)
    alive(page)
    settled(page)
    live(page)
    page.goto(f"{url}reports?report=wishes/rates")
    alive(page)
    with page.expect_download() as download:
        page.locator("a[data-download]").first.click()
    assert Path(download.value.path()).stat().st_size > 0
    assert wrong == []


@by_one_proxy
def test_who_signs_in_and_out_does_so_for_both(url: str, pair: Pair):
    with Visitor(url, pair) as one:
        before = pair.answered("Session")
        assert (one.sign_in().status_code, one.get("session").status_code) == (303, 200)
        value, token = one.session.cookies[pair.cookie_name], one.token
        assert [one.get("session").status_code for _ in range(3)] == [200] * 3
        assert all(now > then for now, then in zip(pair.answered("Session"), before, strict=True))
        out = one.session.post(
            f"{url}sign-out", {"token": token}, timeout=PATIENCE, allow_redirects=False
        )
        assert (out.status_code, out.headers["Location"]) == (303, "/lx/sign-in?lang=zh")
        one.session.cookies.clear()
        one.session.cookies.set(pair.cookie_name, value)  # as who had copied it before
        for process in (0, 1):
            one.turn(process)
            assert one.get("session").status_code == 401
            one.turn(process)
            assert one.get("card/overview/open").status_code == 401


HEAR = """
window.heard = [];
window.EventSource = class extends EventSource {
  constructor(...given) {
    super(...given);
    for (const kind of ["message", "beat"])
      this.addEventListener(kind, () => heard.push([kind, performance.now()]));
  }
};
"""


def under_way(page: Page, path: str) -> set[Request]:
    """The page's requests of a path that are not answered yet, from now on."""
    asking: set[Request] = set()
    page.on("request", lambda one: asking.add(one) if path in one.url else None)
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda one: asking.discard(one))
    return asking


SHOWN = """title => document.querySelector("[data-card=to_review]").textContent.includes(title)
  && performance.now()"""
TITLE = "MATCH (w:Wish {id: $id}) SET w.title = $title"


def test_a_change_is_told_through_the_proxy_and_shown_without_a_reload(
    url: str, page: Page, pair: Pair, town: Graph
):
    page.add_init_script(HEAR)
    asking = under_way(page, "/fresh/")
    page.route("**/readyz", lambda route: route.abort())  # by which the page asks by itself
    page.goto(f"{url}todo?lang=zh")
    alive(page)
    settled(page)
    page.wait_for_function("() => heard.length", timeout=20_000)
    page.evaluate("window.first = true")
    row = page.locator("[data-card=to_review] tbody tr").first
    id = re.findall(r"W-\d+", row.inner_html())[0]
    was = town.read("MATCH (w:Wish {id: $id}) RETURN w.title", {"id": id}).value()
    before, taken = pair.answered("Fresh"), []
    try:
        for n in range(4):  # told by one of the two, answered by each in turn
            until(lambda: page.evaluate("heard.length") and not asking)  # it would be shown untold
            count = page.evaluate("heard.length")
            begun = page.evaluate("performance.now()")
            town.write(TITLE, {"id": id, "title": f"雨衣第{n}件"})
            shown = page.wait_for_function(SHOWN, arg=f"雨衣第{n}件").json_value()
            heard = page.evaluate("count => heard.slice(count)", count)
            told = [at for kind, at in heard if kind == "message" and at < shown]
            assert told, f"{n} was shown at {shown} without having been told: {heard}"
            taken.append((round(told[0] - begun), round(shown - begun)))
    finally:
        town.write(TITLE, {"id": id, "title": was})
    print(f"{url}: told and shown after {taken} ms")
    assert page.evaluate("window.first === true")
    assert all(now > then for now, then in zip(pair.answered("Fresh"), before, strict=True))


CSV = "编号 id,名称 name,种类 kind\nORG-9901,浦江两岸骑手之家,party\n".encode()
NAMED = "MATCH (n {id: 'ORG-9901'}) RETURN n.name AS name"


@by_one_proxy
def test_a_file_brought_to_one_is_loaded_by_the_other_and_undone_by_the_first(
    url: str, pair: Pair, town: Graph
):
    with Visitor(url, pair) as one:
        name = {"X_File_Name": "%E7%BB%84%E7%BB%87.csv"}
        brought = one.post("imports/upload", CSV, by=0, **name)
        one.job(brought)
        landed = one.job(one.post(f"imports/land/{brought.json()['token']}", by=1))
        assert town.read(NAMED).rows == [("浦江两岸骑手之家",)]
        changed = [one.get(f"imports/changes/load/{landed['load']}").json() for _ in range(2)]
        assert changed[0] == changed[1] and "ORG-9901" in changed[0]["html"]
        one.job(one.post(f"imports/undo/{landed['load']}", by=0))
        assert town.read(NAMED).rows == []


ORDER = {"name": "2024", "as_of": "2024-08-31", "audience": "committee"}


@by_one_proxy
def test_an_edition_begun_by_one_is_seen_and_cancelled_by_the_other(url: str, pair: Pair):
    with Visitor(url, pair) as one:
        assert one.post("editions/make", ORDER, by=0).status_code == 200
        one.turn(1)
        assert one.get("editions/state").json()["state"] == "working"
        again = one.post("editions/make", ORDER, by=1)
        assert (again.status_code, "Traceback" in again.text) == (409, False)
        assert one.post("editions/cancel", by=1).status_code == 200
        until(lambda: one.get("editions/state").json()["state"] != "working")
        for process in (0, 1):
            one.turn(process)
            assert one.get("editions/state").json()["state"] == "cancelled"


@pytest.mark.soak
def test_an_edition_made_by_one_is_taken_away_from_both(url: str, pair: Pair):
    with Visitor(url, pair) as one:
        if not (pair.home / "editions" / "2024").exists():  # the other proxy's visitor made it
            assert one.post("editions/make", ORDER, by=0).status_code == 200
            one.turn(1)
            assert one.get("editions/state").json()["state"] == "working"
            until(lambda: one.get("editions/state").json()["state"] != "working")
        files = []
        for process in (0, 1):
            one.turn(process)
            files.append(one.get("editions/zip/2024"))
        assert [file.status_code for file in files] == [200, 200]
        assert files[0].content == files[1].content
        assert ZipFile(BytesIO(files[0].content)).testzip() is None


NOTE = """() => {
  window.noted = [];
  addEventListener("message", ({data}) => noted.push([data.lianxin, performance.now()]));
}"""
BACK = """() => {
  const last = what => noted.findLastIndex(one => one[0] === what);
  return last("drawn") > last("lost");
}"""
"""Says whether the picture was drawn anew since: the page may have taken it down before it was lost."""


def said(folder: Path) -> str:
    """The errors that the proxies have noted."""
    logs = [*folder.glob("*.out"), folder / "nginx.log"]
    lines = [line for log in logs if log.exists() for line in log.read_text().splitlines()]
    return "\n".join([line[:600] for line in lines if "error" in line][-20:])


@by_one_proxy
def test_one_is_restarted_under_load_and_no_visitor_sees_it(
    url: str, page: Page, pair: Pair, folder: Path
):
    page.goto(url)
    alive(page)
    settled(page)
    live(page)
    load, adding = Load(url, pair), Adding(url, pair)
    page.evaluate(NOTE)
    with ThreadPoolExecutor(5) as visitors:
        for first in range(4):
            visitors.submit(load.visit, first)
        visitors.submit(adding.add)
        try:
            until(lambda: load.seen.total() > 20)
            for one in pair.processes:  # the picture's socket is with one of the two
                one.restart()
                expect(page.locator("[data-live].live")).to_have_count(1, timeout=120_000)
            page.wait_for_function(BACK, timeout=120_000)
        finally:
            load.stop()
            adding.stop()
    _each_was_added_or_refused(adding, pair)
    told = page.evaluate("noted")
    lost = [at for what, at in told if what == "lost"]
    back = [min(at for what, at in told if what == "drawn" and at > one) - one for one in lost]
    print(f"{url}: {dict(load.seen)}, live again after {back} ms")  # machines are noisy
    assert set(load.seen) == {200}, said(folder)
    assert load.seen[200] > 100  # they went on asking while both were restarted


def _each_was_added_or_refused(adding: Adding, pair: Pair) -> None:
    """Nobody was added twice, and who was not added was refused by a sentence."""
    names = [one.name for one in pair.people.accounts.list()]
    statuses = {name: status for name, (status, _) in adding.added.items()}
    print({status: list(statuses.values()).count(status) for status in set(statuses.values())})
    assert set(statuses.values()) <= {200, 503}
    assert {name for name, status in statuses.items() if status == 200} == set(names) & set(
        statuses
    )
    refused = [text for status, text in adding.added.values() if status == 503]
    assert all("did not do this" in text for text in refused), refused[:1]

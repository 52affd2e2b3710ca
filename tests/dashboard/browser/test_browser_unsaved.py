"""What was typed when the session ended is kept for who typed it: given back to the same account, to no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from access import GOOD, Clock, Home
from browser_page import alive
from in_process import served_to_roles
from playwright.sync_api import Browser, BrowserContext, Page, expect
from visitors import Visitor
from wishes_to_act_on import prepare

from dashboard.auth.sessions.store import hash_of
from dashboard.web.app import Server
from graph.client import Graph

pytestmark = pytest.mark.browser
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"
KEPT = "JSON.stringify({...sessionStorage})"
RECORD, WISH = "records/edit?id=ORG-1&lang=zh", "record?id=W-000001&lang=zh"
OVER = "登录已过期，没有保存"
BACK = "登录过期前填的内容已放回表单，还没有保存。"


class Place:
    """A served home with an account for each role, and one browser."""

    def __init__(self, server: Server, context: BrowserContext, graph: Graph, folder: Path) -> None:
        self.server, self.context, self.graph = server, context, graph
        self.home = Home(folder, Clock())
        self.url = f"http://127.0.0.1:{server.port}"
        self.value = ""
        self.asked: list[str] = []

    def opened(self, path: str, role: str = "staff") -> Page:
        """A page as somebody of a role opens it who has signed in."""
        self.value = Visitor(self.server, self.url, self.home, role).value
        name = self.server.site.access.gate.cookie.name
        self.context.add_cookies([{"name": name, "value": self.value, "url": self.url}])
        page = self.context.new_page()
        page.on("dialog", lambda one: (self.asked.append(one.type), one.accept()))
        page.goto(f"{self.url}/{path}")
        alive(page)
        return page

    def end(self) -> None:
        """The session is ended elsewhere."""
        sessions = self.server.site.access.gate.sessions
        assert sessions is not None
        sessions.end(hash_of(self.value))

    def title(self, id: str = "ORG-1") -> object:
        text = "MATCH (n {id: $id}) RETURN coalesce(n.name, n.title)"
        return self.graph.read(text, {"id": id}).value()


@pytest.fixture
def place(graph: Graph, tmp_path: Path, browser: Browser) -> Iterator[Place]:
    prepare(graph, 2, 3)
    with (
        served_to_roles(graph, tmp_path) as server,
        browser.new_context(viewport={"width": 1440, "height": 900}) as context,
    ):
        yield Place(server, context, graph, tmp_path)


def sign_in(page: Page, name: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(GOOD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    alive(page)


def typed_and_refused(place: Place) -> Page:
    """The form of a record that could not be saved because the session had ended."""
    page = place.opened(RECORD)
    page.locator('[name="f.name"]').fill("老街骑手党支部")
    place.end()
    page.keyboard.press("Control+s")
    expect(page.locator("#unsaved")).to_contain_text(OVER)
    assert place.title() == "第1党支部"
    page.get_by_role("link", name="重新登录").last.click()
    return page


def test_the_form_of_a_record_is_given_back_to_the_same_account(place: Place):
    page = typed_and_refused(place)
    sign_in(page, "staff")
    expect(page.locator("#saved")).to_have_text(BACK)
    expect(page.locator('[name="f.name"]')).to_have_value("老街骑手党支部")
    assert place.title() == "第1党支部"
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_contain_text("第1党支部 → 老街骑手党支部")
    assert place.title() == "老街骑手党支部"
    page.reload()
    alive(page)
    expect(page.locator("#saved")).to_be_hidden()
    assert place.asked == [] and "lianxin.kept" not in page.evaluate(KEPT)


def test_another_account_is_given_nothing_and_nothing_is_left_for_it(place: Place):
    page = typed_and_refused(place)
    sign_in(page, "steward")
    expect(page.locator('[name="f.name"]')).to_have_value("第1党支部")
    assert "骑手党支部" not in page.evaluate(KEPT) and "骑手党支部" not in page.content()
    place.context.clear_cookies()
    page.goto(f"{place.url}/{RECORD}")
    sign_in(page, "staff")
    expect(page.locator('[name="f.name"]')).to_have_value("第1党支部")


def test_signing_in_by_the_strip_asks_nothing_and_gives_the_words_back(place: Place):
    page = place.opened(RECORD)
    page.locator('[name="f.name"]').fill("老街骑手党支部")
    place.end()
    page.evaluate(LOOK)
    expect(page.locator("#signed-out")).to_be_visible()
    page.locator("#signed-out a").click()
    sign_in(page, "staff")
    expect(page.locator('[name="f.name"]')).to_have_value("老街骑手党支部")
    assert place.asked == []


def claim_form(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".step-form[data-step-form='wish/claim']")


def write_claim(place: Place) -> Page:
    page = place.opened(WISH)
    expect(page.locator("[data-step='wish/claim']")).to_be_visible(timeout=60_000)
    page.locator("[data-step='wish/claim']").click()
    form = claim_form(page)
    form.locator("[name=plan]").fill("下周送到")
    form.locator("[name=organisation]").select_option("ORG-2")
    return page


def claim_is_back(page: Page) -> None:
    form = claim_form(page)
    expect(form.locator("[name=plan]")).to_have_value("下周送到", timeout=60_000)
    expect(form.locator("[name=organisation]")).to_have_value("ORG-2")
    expect(page.locator("#notice")).to_have_text(BACK)


def test_the_form_of_a_step_is_given_back_and_taken_once(place: Place):
    page = write_claim(place)
    place.end()
    claim_form(page).locator("button.main").click()
    wrong = claim_form(page).locator("[data-step-wrong]")
    expect(wrong).to_contain_text(OVER)
    wrong.get_by_role("link").click()
    sign_in(page, "staff")
    claim_is_back(page)
    claim_form(page).locator("button.main").click()
    expect(page.locator(".did")).to_contain_text("认领")
    claims = "MATCH (o)-[:MADE]->(c:Claim) RETURN o.id, c.plan"
    assert place.graph.read(claims).rows == [("ORG-2", "下周送到")]
    assert place.asked == []


def test_the_form_of_a_step_is_opened_again_after_the_strip(place: Place):
    page = write_claim(place)
    place.end()
    page.evaluate(LOOK)
    page.locator("#signed-out a").click()
    sign_in(page, "staff")
    claim_is_back(page)
    assert place.asked == []


def test_a_new_wish_is_given_back(place: Place):
    page = place.opened("new_wish?lang=zh")
    page.locator("[name=title]").fill("一把雨伞")
    place.end()
    page.evaluate(LOOK)
    page.locator("#signed-out a").click()
    sign_in(page, "staff")
    expect(page.locator("[name=title]")).to_have_value("一把雨伞")


def test_leaving_with_unsaved_words_asks_while_the_session_lasts(place: Place):
    page = write_claim(place)
    page.locator("header nav a").first.click(no_wait_after=True)
    page.wait_for_url(lambda url: "record?" not in url)
    assert place.asked == ["beforeunload"] and "下周送到" not in page.evaluate(KEPT)


def test_pages_on_a_wall_end_at_once_however_slow_the_server(place: Place):
    page = place.opened("?lang=zh")
    page.keyboard.press("f")
    page.locator(".slide").wait_for()
    page.route("**/session/stop", lambda route: None)  # no answer comes
    page.keyboard.press("Escape")
    expect(page.locator(".slide-head")).to_have_count(0)
    page.unroute_all(behavior="ignoreErrors")

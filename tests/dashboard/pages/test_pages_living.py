"""Pages of the user's own while the dashboard runs: new, changed, broken, gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from as_user import begun, until
from playwright.sync_api import Browser, expect

from cypher.library.reload import Library
from dashboard.pages.reload import LivingPages
from graph.client import Graph

PAGE = """\
title: {zh: 我的页面, en: Mine %s}
parameters: [as_of]
rows: [{cards: [{id: mine, report: %s}]}]
"""
REPORT = """\
// ---
// title: {zh: 我的报表, en: My report}
// about: {zh: 说明, en: About}
// parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}
// ---
RETURN $as_of AS day
"""
SERVED = "Lianxin is served at "


def put(home: Path, name: str, text: str) -> Path:
    path = home / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def pages(tmp_path: Path) -> LivingPages:
    own = tmp_path / "own"
    library = Library(own, every=0)
    return LivingPages(lambda: library.catalogue, own, every=0)


def test_pages_change_when_one_looks_and_not_before(pages: LivingPages, tmp_path: Path):
    added: list[str] = []
    pages.added = added.append
    before, version = dict(pages), pages.version
    put(tmp_path, "pages/mine.yaml", PAGE % ("1", "wishes/rates"))
    assert dict(pages) == before
    pages.look()
    assert (pages["mine"].title.en, added) == ("Mine 1", ["mine"])
    assert pages.version != version
    put(tmp_path, "pages/mine.yaml", PAGE % ("22", "wishes/rates"))
    pages.look()
    assert (pages["mine"].title.en, added) == ("Mine 22", ["mine"])


def test_a_page_breaks_and_mends_with_the_report_that_it_names(pages: LivingPages, tmp_path: Path):
    put(tmp_path, "pages/mine.yaml", PAGE % ("1", "own/mine"))
    pages.look()
    assert "mine" not in pages
    assert "own/mine" in pages["broken_mine"].broken.en
    report = put(tmp_path, "reports/own/mine.cypher", REPORT)
    pages.look()
    assert pages["mine"].card("mine").report == "own/mine"
    report.unlink()
    pages.look()
    assert "mine" not in pages


def test_a_page_that_leads_out_of_the_folder_is_refused(pages: LivingPages, tmp_path: Path):
    outside = put(tmp_path, "elsewhere.yaml", PAGE % ("1", "wishes/rates"))
    (tmp_path / "own/pages").mkdir(parents=True)
    (tmp_path / "own/pages/mine.yaml").symlink_to(outside)
    pages.look()
    assert "links are not followed" in pages["broken_mine"].broken.en


@pytest.fixture
def living(town: Graph, tmp_path: Path) -> Iterator[str]:
    more = {"NEO4J_URI": town.address.uri, "NEO4J_PASSWORD": town.address.password}
    with begun(tmp_path, "serve", "--port", "0", **more) as running:
        yield running.until(SERVED).split(SERVED)[1].split()[0].rstrip("/")
        running.interrupt()


def test_a_new_page_is_served_at_once_lives_and_goes(living: str, tmp_path: Path, browser: Browser):
    def menu() -> str:
        return requests.get(f"{living}/?lang=en", timeout=60).content.decode()

    assert requests.get(f"{living}/mine", timeout=60).status_code == 404
    put(tmp_path, "reports/own/mine.cypher", REPORT)
    path = put(tmp_path, "pages/mine.yaml", PAGE % ("1", "own/mine"))
    until(lambda: "Mine 1" in requests.get(f"{living}/mine?lang=en", timeout=60).text)
    assert "Mine 1" in menu()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{living}/mine?lang=en")
        page.wait_for_selector("html[data-live]", state="attached", timeout=60_000)
        expect(page.locator("[data-card=mine]")).to_contain_text("31 Aug 2025")
        day = page.locator("input[type=date]").first
        day.fill("2024-08-31")
        day.press("Enter")
        expect(page.locator("[data-card=mine]")).to_contain_text("31 Aug 2024")
        expect(page).to_have_url(re.compile("as_of=2024-08-31"))
    put(tmp_path, "pages/mine.yaml", PAGE % ("22", "own/mine"))
    until(lambda: "Mine 22" in requests.get(f"{living}/mine?lang=en", timeout=60).text)
    put(tmp_path, "pages/mine.yaml", "title: {zh: 页")
    until(lambda: "⚠ mine" in menu())
    path.unlink()
    until(lambda: "⚠ mine" not in menu())
    assert "Mine" not in menu()

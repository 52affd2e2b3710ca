"""Pages of the user's own while the dashboard runs: new, changed, broken, gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from as_user import begun, until
from playwright.sync_api import Browser, expect

from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from dashboard.pages.reload import FileReader
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
def files(tmp_path: Path) -> FileReader:
    own = tmp_path / "own"
    library = Library(own, every=0)
    return FileReader(lambda: library.catalogue, own, every=0)


def test_what_was_read_does_not_change_and_what_is_read_next_does(
    files: FileReader, tmp_path: Path
):
    before = files.read()
    put(tmp_path, "pages/mine.yaml", PAGE % ("1", "wishes/rates"))
    assert "mine" not in before.pages
    after = files.read()
    assert after.pages["mine"].title.en == "Mine 1"
    assert after.version != before.version
    put(tmp_path, "pages/mine.yaml", PAGE % ("22", "wishes/rates"))
    assert files.read().pages["mine"].title.en == "Mine 22"
    assert files.read() is files.read()


def test_nothing_is_opened_before_the_files_are_read(tmp_path: Path):
    def refused() -> Catalogue:
        raise AssertionError("opened")

    reader = FileReader(refused, tmp_path / "own")
    assert (reader.fresh, reader.held) == (None, None)


def test_a_page_breaks_and_mends_with_the_report_that_it_names(files: FileReader, tmp_path: Path):
    put(tmp_path, "pages/mine.yaml", PAGE % ("1", "own/mine"))
    pages = files.read().pages
    assert "mine" not in pages
    assert "own/mine" in pages["broken_mine"].broken.en
    report = put(tmp_path, "reports/own/mine.cypher", REPORT)
    assert files.read().pages["mine"].card("mine").report == "own/mine"
    report.unlink()
    assert "mine" not in files.read().pages


def test_a_page_that_leads_out_of_the_folder_is_refused(files: FileReader, tmp_path: Path):
    outside = put(tmp_path, "elsewhere.yaml", PAGE % ("1", "wishes/rates"))
    (tmp_path / "own/pages").mkdir(parents=True)
    (tmp_path / "own/pages/mine.yaml").symlink_to(outside)
    assert "links are not followed" in files.read().pages["broken_mine"].broken.en


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
        page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
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

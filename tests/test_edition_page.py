"""The page of the editions in a real Chromium: make, progress, cancel, preview, download, compare."""

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from cypher.catalogue import Catalogue
from cypher.running import Runner
from dashboard.edition.desk import Desk
from dashboard.edition.manifest import FILE, Manifest
from dashboard.errors import NoSuchEdition
from graph.client import Graph

LONG = 240_000


def opened(page: Page, lang: str = "zh") -> list[str]:
    wrong: list[str] = []
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(("http://127.0.0.1", "data:", "blob:"))
            else wrong.append(r.url)
        ),
    )
    page.goto(f"/editions?lang={lang}")
    return wrong


def begin(page: Page, name: str, day: str, after: str = "", audience: str = "committee") -> None:
    form = page.locator("[data-edition-make]")
    form.get_by_label("名字").fill(name)
    form.get_by_label("截至日").fill(day)
    form.locator("[name=audience]").select_option(audience)
    form.locator("[name=after]").select_option(after)
    form.get_by_role("button").click()


def test_an_edition_is_made_seen_taken_away_and_compared(page: Page, served: str, tmp_path: Path):
    wrong = opened(page)
    begin(page, "2024", "2024-08-31")
    expect(page.locator("#edition-work")).to_be_visible()
    expect(page.locator("#edition-said")).to_contain_text("2024")
    first = page.locator("[data-edition='2024']")
    expect(first).to_be_visible(timeout=LONG)
    expect(first).to_contain_text("截至 2024年8月31日")
    begin(page, "2025", "", "2024")
    second = page.locator("[data-edition='2025']")
    expect(second).to_be_visible(timeout=LONG)
    expect(second.locator("img")).to_have_count(4)
    picture = second.locator("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") == 2384
    report = page.request.get(
        f"{served}/{second.get_by_role('link', name='报告（PDF）').get_attribute('href')}"
    )
    assert pypdf.PdfReader(io.BytesIO(report.body())).metadata.title == "2025 年度工作报告"
    with page.expect_download() as taken:
        second.get_by_role("link", name="全部（ZIP）").click()
    taken.value.save_as(tmp_path / "2025.zip")
    with zipfile.ZipFile(tmp_path / "2025.zip") as whole:
        told = Manifest.model_validate_json(whole.read(f"2025/{FILE}"))
        assert {f"2025/{name}" for name in told.files} | {f"2025/{FILE}"} == set(whole.namelist())
        assert told.after is not None and told.after.name == "2024"
    compare = page.locator("[data-edition-compare]")
    compare.locator("[name=before]").select_option("2024")
    compare.locator("[name=after]").select_option("2025")
    compare.get_by_role("button").click()
    pair = page.locator("[data-pair='2024..2025']")
    expect(pair).to_be_visible(timeout=LONG)
    assert page.request.get(f"{served}/editions/compared/2024..2025/map.png").ok
    assert wrong == []


def test_what_cannot_be_made_is_said_and_what_is_cancelled_leaves_nothing(page: Page):
    opened(page)
    begin(page, "../x", "2024-08-31")
    expect(page.locator("#edition-wrong")).to_contain_text("只能用", timeout=LONG)
    begin(page, "2023", "2023-12-31")
    page.locator("[data-edition-cancel]").click()
    expect(page.locator("#edition-wrong")).to_contain_text("已取消", timeout=LONG)
    page.reload()
    expect(page.locator("h1")).to_have_text("年度版")
    expect(page.locator("[data-edition='2023']")).to_have_count(0)


def test_no_foreign_page_begins_work_and_no_path_leads_out(page: Page, served: str):
    ask = page.request
    assert ask.post(f"{served}/editions/make", form={"name": "2024-x"}).status == 403
    assert ask.get(f"{served}/editions/of/2024/..%2f..%2fetc%2fpasswd").status == 404
    assert ask.get(f"{served}/editions/of/..%2f..%2fetc/passwd").status == 404
    assert ask.get(f"{served}/editions/zip/nothing").status == 404
    assert ask.get(f"{served}/editions/compared/a..b/map.png").status == 404
    assert ask.get(f"{served}/editions/state", headers={"Host": "evil.example"}).status == 421


def test_the_page_speaks_english(page: Page):
    opened(page, "en")
    said = page.locator("main h1, main h2, main label > span, main button").all_inner_texts()
    assert len(said) > 5
    assert [text for text in said if re.search("[\u4e00-\u9fff]", text)] == []


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        ("staff", ["c-staff", "b-committee", "a-public"]),
        ("committee", ["b-committee", "a-public"]),
        ("public", ["a-public"]),
    ],
)
def test_each_audience_sees_its_own_editions(
    town: Graph, tmp_path: Path, audience, seen: list[str]
):
    whole = {
        "as_of": "2024-08-31", "since": "2023-09-01", "lang": "zh", "synthetic": False,
        "provenance": [], "content": "x", "after": None, "versions": {}, "statements": [],
        "counts": {}, "left_out": [], "files": {},
    }  # fmt: skip
    for name in ("a-public", "b-committee", "c-staff"):
        place = tmp_path / "editions" / name
        place.mkdir(parents=True)
        one = Manifest.model_validate({**whole, "name": name, "audience": name[2:]})
        (place / FILE).write_text(one.text(), "utf-8")
    desk = Desk(Runner(town, Catalogue.load()), tmp_path, audience, None)
    assert [one.name for one in desk.shown()] == seen
    assert desk.may_make is (audience == "staff")
    for name in {"a-public", "b-committee", "c-staff"} - set(seen):
        with pytest.raises(NoSuchEdition):
            desk.folder(name)

"""The page of the editions in a real Chromium: make, progress, cancel, preview, download, compare."""

import csv
import hashlib
import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pypdf
import pytest
from few import one_site
from playwright.sync_api import Browser, Locator, Page, expect

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.edition.content.order import Order
from dashboard.edition.jobs import EditionJobs
from dashboard.edition.manifest import FILE, Manifest
from dashboard.errors import JobUnderWay, NoSuchEdition
from graph.client import Graph
from graph.load import load_rows

LONG = 240_000


def whole(name: str, audience: str) -> Manifest:
    """The manifest of an edition that holds nothing."""
    told = {
        "as_of": "2024-08-31", "since": "2023-09-01", "lang": "zh", "synthetic": False,
        "provenance": [], "content": "x", "after": None, "versions": {}, "statements": [],
        "counts": {}, "left_out": [], "files": {},
    }  # fmt: skip
    return Manifest.model_validate({**told, "name": name, "audience": audience})


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


def begin(page: Page, name: str, day: str, after: str = "", close: bool = False) -> None:
    form = page.locator("[data-edition-do=make]")
    form.get_by_label("名称").fill(name)
    form.get_by_label("截至日").fill(day)
    form.locator("[name=audience]").select_option("committee")
    form.locator("[name=after]").select_option(after)
    form.get_by_label("收拢图上的空白").set_checked(close)
    form.get_by_role("button").click()


def test_an_edition_is_made_seen_taken_away_and_compared(
    page: Page, served: str, served_home: Path, years: tuple[Path, Path], tmp_path: Path
):
    shutil.copytree(years[0], served_home / "editions" / "2024")
    wrong = opened(page)
    helped_and_begun(page)
    expect(page.locator("[data-edition='2024']")).to_contain_text("截至 2024年8月31日")
    begin(page, "2025", "", "2024", close=True)
    said = page.locator("#edition-status")
    expect(said).to_contain_text("2025 · 读取数据 · ")
    expect(said).to_contain_text(re.compile(r"写成文件 · [1-9] / 6"), timeout=LONG)
    second = page.locator("[data-edition='2025']")
    expect(second).to_be_visible(timeout=LONG)
    expect(second).to_contain_text("截至 2025年8月31日")
    expect(second).to_contain_text("空白已收拢")
    seen_and_taken_away(page, served, second, tmp_path)
    opened_and_made_larger(page, second)
    compare = page.get_by_role("form", name="比较两版")
    compare.get_by_label("前一版").select_option("2024")
    compare.get_by_label("后一版").select_option("2025")
    compare.get_by_role("button").click()
    days = page.get_by_role("form", name="比较两天")
    for pair in ("2024..2025", "2024-08-31..2025-08-31"):
        found = page.locator(f"[data-pair='{pair}']")
        expect(found).to_be_visible(timeout=LONG)
        expect(found.locator("img")).to_have_js_property("complete", True)
        sides = [one.inner_text().partition("（")[0] for one in found.locator("th").all()][1:3]
        assert sides == pair.split("..")
        told = page.request.get(f"{served}/editions/compared/{pair}/changes.csv").body()
        rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig"), newline="")))
        cells = [
            row.locator("td").all_inner_texts() for row in found.locator("tbody tr").all()[:12]
        ]
        assert cells == rows[1:13]
        kinds = found.locator(".kinds button")
        for kind in kinds.all()[1:]:
            kind.click()
            word, _, count = kind.inner_text().rpartition(" ")
            shown = found.locator("tbody tr:visible td:last-child")
            expect(shown).to_have_text([re.compile(rf"^{word}( |$)")] * int(count))
            assert int(count) == sum(re.split(r"[\d¥]", row[-1])[0].strip() == word for row in rows)
        if pair == "2024..2025":
            usual = {"前一天": "2024-08-31", "后一天": "2025-08-31"}
            for label, day in usual.items():
                expect(days.get_by_label(label)).to_have_value(day)
            days.get_by_role("button").click()
    assert wrong == []


def helped_and_begun(page: Page) -> None:
    """What the form begins with, and that each field says what it is for."""
    form = page.locator("[data-edition-do=make]")
    day = form.locator(".day b")
    expect(form.get_by_label("名称")).to_have_value("2025")
    expect(day).to_have_text("自动：2025年8月31日")
    form.get_by_label("名称").fill("2023")
    expect(day).to_have_text("自动：2023年12月31日")
    form.get_by_label("截至日").fill("2023-05-06")
    expect(day).to_have_text("2023年5月6日")
    for field in page.locator(".annual .field :is(input, select)").all():
        help = page.locator(f"#{field.get_attribute('aria-describedby')}")
        assert len(help.inner_text()) > 5


def opened_and_made_larger(page: Page, edition: Locator) -> None:
    link = edition.locator("a[data-zoom]").first
    link.click()
    large = page.locator("dialog.zoom[open] img")
    expect(large).to_be_visible()
    expect(large).not_to_have_js_property("naturalWidth", 0)
    whole = page.locator(".zoom-room").evaluate("one => one.scrollHeight <= one.clientHeight")
    assert whole, "the whole picture is seen first"
    before = large.evaluate("one => one.offsetWidth")
    page.keyboard.press("+")
    assert large.evaluate("one => one.offsetWidth") > 1.4 * before
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(link).to_be_focused()


def seen_and_taken_away(page: Page, served: str, edition: Locator, place: Path) -> None:
    expect(edition.locator("img")).to_have_count(4)
    picture = edition.locator("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") == 2384
    report = edition.get_by_role("link", name="报告（PDF）").get_attribute("href")
    answer = page.request.get(f"{served}/{report}")
    assert pypdf.PdfReader(io.BytesIO(answer.body())).metadata.title == "2025 年度工作报告"
    assert "sandbox" not in answer.headers["content-security-policy"], "no browser would show it"
    with page.expect_download() as taken:
        edition.get_by_role("link", name="全部（ZIP）").click()
    taken.value.save_as(place / "2025.zip")
    with zipfile.ZipFile(place / "2025.zip") as whole:
        told = Manifest.model_validate_json(whole.read(f"2025/{FILE}"))
        assert {f"2025/{name}" for name in told.files} | {f"2025/{FILE}"} == set(whole.namelist())
    assert told.after is not None and told.after.name == "2024" and told.gaps_closed
    edition.get_by_text("逐个文件").click()
    links = [one.get_attribute("href") for one in edition.locator(".every a").all()]
    assert {link.removeprefix("editions/of/2025/") for link in links} == set(told.files)
    for link in links[::20]:
        data = page.request.get(f"{served}/{link}").body()
        known = told.files[link.removeprefix("editions/of/2025/")]
        assert hashlib.sha256(data).hexdigest() == known.sha256


def test_what_cannot_be_made_is_said_and_what_is_cancelled_leaves_nothing(
    page: Page, served_home: Path
):
    opened(page)
    wrong = page.locator("#edition-wrong")
    for name, day, words in (
        ("../x", "2024-08-31", "只能用"),
        ("2031", "", "2031"),
        ("2025-9", "2025-09-01", "还没有到"),
    ):
        begin(page, name, day)
        expect(wrong).to_contain_text(words, timeout=LONG)
    begin(page, "2023", "2023-12-31", close=True)
    expect(wrong).to_contain_text("接续哪一版", timeout=LONG)
    begin(page, "2023", "2023-12-31")
    expect(wrong).to_be_hidden()
    page.locator("[data-edition-cancel]").click()
    expect(wrong).to_contain_text("已取消", timeout=LONG)
    page.reload()
    expect(page.locator("h1")).to_have_text("年度版")
    expect(page.locator("[data-edition='2023']")).to_have_count(0)
    assert [one.name for one in (served_home / "editions").iterdir() if "2023" in one.name] == []


def test_a_name_that_is_there_already_is_refused(page: Page, served_home: Path):
    place = served_home / "editions" / "2022"
    place.mkdir(parents=True, exist_ok=True)
    (place / FILE).write_text(whole("2022", "committee").text(), "utf-8")
    opened(page)
    begin(page, "2022", "2024-08-31")
    expect(page.locator("#edition-wrong")).to_contain_text("已经做过", timeout=LONG)
    assert [one.name for one in place.iterdir()] == [FILE]


def test_the_page_is_read_without_a_session(browser: Browser, served: str, served_home: Path):
    place = served_home / "editions" / "2021"
    place.mkdir(parents=True, exist_ok=True)
    (place / FILE).write_text(whole("2021", "committee").text(), "utf-8")
    with browser.new_context(java_script_enabled=False, base_url=served) as context:
        page = context.new_page()
        page.goto("/editions?lang=zh")
        expect(page.locator("[data-edition='2021']")).to_contain_text("截至 2024年8月31日")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_leaves_the_page(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    opened(page)
    expect(page.locator("[data-editions]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_foreign_page_begins_work_and_no_path_leads_out(page: Page, served: str):
    ask, ours = page.request, {"X-Lianxin": "1"}
    form = {"name": "2024-x"}
    assert ask.post(f"{served}/editions/make", form=form).status == 403
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        headers = {**ours, "Origin": origin}
        assert ask.post(f"{served}/editions/make", form=form, headers=headers).status == 403
        assert ask.post(f"{served}/editions/cancel", headers=headers).status == 403
    headers = {**ours, "Origin": served}
    assert ask.post(f"{served}/editions/days", form={"first": "x"}, headers=headers).status == 400
    assert ask.get(f"{served}/editions/of/2024/..%2f..%2fetc%2fpasswd").status == 404
    assert ask.get(f"{served}/editions/of/..%2f..%2fetc/passwd").status == 404
    assert ask.get(f"{served}/editions/zip/nothing").status == 404
    assert ask.get(f"{served}/editions/compared/a..b/map.png").status == 404
    assert ask.get(f"{served}/editions/compared/..%2f../served.log").status == 404
    evil = {**ours, "Host": "evil.example"}
    assert ask.get(f"{served}/editions/state", headers=evil).status == 421
    assert ask.post(f"{served}/editions/make", form=form, headers=evil).status == 421


def test_the_page_speaks_english(page: Page):
    opened(page, "en")
    ours = "main h1, main h2, main label > span, main button:not(.kinds *)"  # those are the files' words
    said = page.locator(ours).all_inner_texts()
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
    for name in ("a-public", "b-committee", "c-staff"):
        place = tmp_path / "editions" / name
        place.mkdir(parents=True)
        (place / FILE).write_text(whole(name, name[2:]).text(), "utf-8")
    desk = EditionJobs(Runner(town, Catalogue.load()), tmp_path, None)
    reader = LOCAL.for_audience(audience)
    assert [one.name for one in desk.visible(reader)] == seen
    for name in {"a-public", "b-committee", "c-staff"} - set(seen):
        with pytest.raises(NoSuchEdition):
            desk.folder(name, reader)


def test_a_number_that_may_not_be_printed_fails_with_its_place(graph: Graph, tmp_path: Path):
    load_rows(graph, one_site("东站 13800138000"), name="few", by="test")
    desk = EditionJobs(Runner(graph, Catalogue.load()), tmp_path, None)
    noted: list[str] = []
    desk.make(Order("2024", date(2024, 5, 1)), lambda: noted.append("2024"))
    with pytest.raises(JobUnderWay, match="2024"):
        desk.make(Order("2024-2", date(2024, 5, 1)), lambda: noted.append("2024-2"))
    assert noted == ["2024"]  # of an order that is refused the trail has no line
    desk.wait()
    work = desk.job()
    assert work.state == "failed" and "SITE-1" in work.zh and "电话号码" in work.zh
    assert desk.visible(LOCAL) == []

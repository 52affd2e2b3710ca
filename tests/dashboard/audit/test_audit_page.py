"""The page 操作记录, its filters and its files; and what happens where the trail cannot be written."""

import csv
import io
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from as_user import until
from in_process import served_here
from trail_lines import noted

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.web.app import Server
from graph.client import Graph
from graph.model import SHANGHAI

PATIENCE = 120
WANG, LI = Reader("王芳", "staff", "staff"), Reader("李主任", "steward", "staff")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which things were done today and ten days ago."""
    home = tmp_path_factory.mktemp("audit")
    now = datetime.now(SHANGHAI)
    clock = [now - timedelta(days=10)]
    trail = Trail(home, now=lambda: clock[0])
    trail.record("approval", LI, "reports/old")
    clock[0] = now
    for number in range(120):
        trail.record("download", WANG, f"reports/a{number}", format="xlsx", rows=number)
    trail.record("person_read", WANG, "R-0003", report="reports/records/person")
    trail.record("refused", None, "<b>imports</b>")
    trail.close()
    return home


@pytest.fixture(scope="module")
def server(town: Graph, home: Path) -> Iterator[Server]:
    with served_here(town, home) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def shown(url: str, query: str) -> str:
    answer = requests.get(f"{url}/audit?{query}", timeout=PATIENCE)
    assert answer.status_code == 200
    return answer.text


@contextmanager
def disk_full(home: Path) -> Iterator[None]:
    """No file of this process may grow beyond the newest of the trail, as when the disk is full."""
    newest = max((home / "audit").glob("chain-*.jsonl"), key=lambda path: path.stat().st_mtime)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (newest.stat().st_size + 20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def answers_until_whole(address: str) -> list[requests.Response]:
    """The answers up to the first that does not wait for its record: of a page that a slow server sends
    without, nothing is to be noted yet."""
    answers: list[requests.Response] = []

    def is_whole() -> bool:
        answers.append(requests.get(address, timeout=PATIENCE))
        return " data-late" not in answers[-1].text

    until(is_whole)
    return answers


def test_the_newest_entries_of_the_last_days_come_first_a_hundred_a_page(url: str):
    first = shown(url, "lang=zh")
    assert "共 122 条" in first and "第 1 页，共 2 页" in first
    assert "&lt;b&gt;imports&lt;/b&gt;" in first and "<b>imports</b>" not in first
    assert "reports/a119" in first and "reports/a3<" not in first
    assert "reports/a3<" in shown(url, "lang=zh&p=2")
    assert "reports/old" not in first
    assert "122 entries" in shown(url, "lang=en")


def test_entries_are_found_by_day_person_kind_and_words(url: str):
    since = (datetime.now(SHANGHAI) - timedelta(days=11)).date()
    assert "共 123 条" in shown(url, f"lang=zh&since={since}")
    assert "共 1 条" in shown(url, f"lang=zh&since={since}&kind=approval")
    assert "共 121 条" in shown(url, "lang=zh&by=%E7%8E%8B%E8%8A%B3")
    assert "共 11 条" in shown(url, "lang=zh&has=reports/a10")
    assert "没有这样的记录" in shown(url, "lang=zh&kind=backup")
    assert "不是日期" in shown(url, "lang=zh&since=x")


def test_a_file_holds_every_page_of_what_is_shown_and_taking_it_away_is_noted(url: str, home: Path):
    before = len(noted(home, "export"))
    answer = requests.get(f"{url}/audit/entries.csv?lang=zh&kind=download", timeout=PATIENCE)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 120
    assert (rows[0]["对象"], rows[0]["谁"], rows[0]["操作"]) == ("reports/a119", "王芳", "下载")
    workbook = requests.get(f"{url}/audit/entries.xlsx?lang=en", timeout=PATIENCE)
    assert workbook.content.startswith(b"PK")
    exports = noted(home, "export")[before:]
    assert [(one["about"], one["more"]["rows"]) for one in exports] == [
        ("audit", 120),
        ("audit", 123),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "card/record_person/thing?id=R-0003",
        "record?id=R-0003",
        "count/records/person?id=R-0003",
        "download/records/person.csv?id=R-0003",
        "download/wishes/rates.csv",
        "audit/entries.csv",
    ],
)
def test_what_cannot_be_noted_is_a_sentence_and_503_and_nothing_is_shown(
    url: str, home: Path, path: str
):
    shown_before = requests.get(f"{url}/{path}", timeout=PATIENCE)
    assert shown_before.status_code == 200
    with disk_full(home):
        answers = answers_until_whole(f"{url}/{path}")
    assert answers[-1].status_code == 503
    assert "操作记录写不进去" in answers[-1].text
    for answer in answers:
        for text in ("代称", "alias", "wish_"):
            assert text not in answer.text
    assert requests.get(f"{url}/{path}", timeout=PATIENCE).status_code == 200


def test_an_open_page_reads_about_a_person_once_and_the_next_visit_again(url: str, home: Path):
    def readings() -> list[str]:
        return [one["about"] for one in noted(home, "person_read")]

    before = len(readings())
    card = f"{url}/card/record_person/thing?id=R-0007"
    for _ in range(2):
        page = requests.get(f"{url}/record?id=R-0007", timeout=PATIENCE).text
        [visit] = re.findall(r'data-visit="([\w-]+)"', page)
        for _ in range(2):
            answer = requests.get(card, headers={"X-Lianxin-Page": visit}, timeout=PATIENCE)
            assert answer.status_code == 200
    assert readings()[before:] == ["R-0007"] * 2
    requests.get(card, timeout=PATIENCE)
    assert readings()[before:] == ["R-0007"] * 3


def test_a_picture_that_is_taken_away_is_noted(url: str, home: Path):
    answer = requests.get(f"{url}/figure/overview/flow.svg", timeout=PATIENCE)
    assert answer.status_code == 200
    [line] = [one for one in noted(home, "download") if one.get("more", {}).get("format") == "svg"]
    assert (line["by"], line["role"]) == ("local", "staff")


def test_pages_that_are_about_nobody_are_shown_all_the_same(url: str, home: Path):
    with disk_full(home):
        assert requests.get(f"{url}/support", timeout=PATIENCE).status_code == 200

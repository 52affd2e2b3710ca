"""Days and times at the edge of what can be shown: shown as such, or refused by a sentence."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import requests
from in_process import served_here

from dashboard.texts import say
from graph.client import Graph

PATIENCE = 120
END = "// ---\n"
VALUES = {
    "far": "datetime('9999-12-31T23:59:59Z')",
    "year": "date({year: 12000})",
    "before": "date({year: -5})",
    "local": "localdatetime('0001-01-01T00:00:00')",
    "long": "duration('P999999999Y')",
}


@pytest.fixture(scope="module")
def url(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("strange")
    folder = home / "own/reports/own"
    folder.mkdir(parents=True)
    for id, value in VALUES.items():
        head = "// ---\n// title: {zh: 值, en: Value}\n// about: {zh: 说明, en: About}\n// ---\n"
        (folder / f"{id}.cypher").write_text(f"{head}RETURN {value} AS v", "utf-8")
    misspelt = "MATCH (w:Wsh) RETURN w.id AS id"
    (folder / "misspelt.cypher").write_text(f"{head}{misspelt}", "utf-8")
    asks = "// parameters:\n//   id: {type: text, label: {zh: 心愿编号, en: Wish}}\n// ---\n"
    asked = "MATCH (w:Wish {id: $id}) RETURN w.id AS id"
    (folder / "asks.cypher").write_text(f"{head.removesuffix(END)}{asks}{asked}", "utf-8")
    with served_here(town, home) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("id", VALUES)
def test_a_value_outside_the_calendar_is_shown_or_refused(url: str, id: str):
    for path in (
        f"card/reports/rows?report=own/{id}",
        f"download/own/{id}.csv",
        f"download/own/{id}.xlsx",
    ):
        answer = requests.get(f"{url}/{path}", timeout=PATIENCE)
        assert answer.status_code in (200, 400, 422), (path, answer.text)
        assert say("error_ours", "zh") not in answer.text
        assert "日志" not in answer.text, answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-12-31", "10000-01-01", "-1"])
def test_a_day_at_the_edge_is_answered_by_every_page_and_card(url: str, day: str):
    for page in ("", "support", "needs", "stations", "money", "reports?report=wishes/rates&x="):
        mark = "&" if "?" in page else "?"
        assert requests.get(f"{url}/{page}{mark}as_of={day}", timeout=PATIENCE).status_code == 200
    for card in ("open", "flow", "coverage"):
        answer = requests.get(f"{url}/card/overview/{card}?as_of={day}", timeout=PATIENCE)
        assert answer.status_code in (200, 404)
        assert "日志" not in answer.text, answer.text
    state = requests.get(f"{url}/state/overview?as_of={day}", timeout=PATIENCE)
    assert state.status_code in (200, 400)


def test_why_a_value_is_refused_is_said_once_on_a_page(url: str):
    for address, sentence, elsewhere in (
        ("?as_of=xyz", "不能是“xyz”", say("mend_above", "zh")),
        ("stations?mode=plane", "不能是“plane”", say("mend_above", "zh")),
        ("search?lang=zh", "按回车查找", "骑手按代称"),
    ):
        text = requests.get(f"{url}/{address}", timeout=PATIENCE).text
        cards = re.findall(r'data-url="(card/[^"]+)"', text)
        texts = [requests.get(f"{url}/{unescape(one)}", timeout=PATIENCE).text for one in cards]
        assert sum(sentence in one for one in texts) == (1 if "search" in address else 0), texts
        assert any(elsewhere in one for one in texts), texts
        assert not any('class="fault"' in one for one in texts), texts


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("report=own/asks", "心愿编号"),
        ("report=own/asks&id=W-0001&day=3", say("mend_above", "zh")),
        ("report=wishes/unclaimed&days=731", say("mend_above", "zh")),
    ],
    ids=["missing", "undeclared", "refused"],
)
def test_the_rows_of_a_report_say_what_its_form_does_not(url: str, query: str, sentence: str):
    rows = requests.get(f"{url}/card/reports/rows?{query}", timeout=PATIENCE).text
    assert sentence in rows
    assert (say("mend_above", "zh") in rows) == (sentence == say("mend_above", "zh"))


def test_a_report_that_asks_for_what_nothing_is_called_says_so(url: str):
    for path in ("card/reports/rows?report=own/misspelt", "download/own/misspelt.json"):
        answer = requests.get(f"{url}/{path}", timeout=PATIENCE)
        assert "没有标签 Wsh。是不是 Wish？" in answer.text, path
    assert (
        say("no_rows", "zh")
        not in requests.get(f"{url}/card/reports/rows?report=own/misspelt").text
    )

"""Parameters and columns of any name, and values with commas, from the address to the answer."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import requests
from in_process import served_here

from cypher.errors import BrokenFile
from cypher.file.parse import parse
from dashboard.pages.location import Location, read, written
from graph.client import Graph

REPORT = """\
// ---
// title: {zh: 名称, en: Names}
// about: {zh: 名称, en: Names}
// parameters:
//   minDays: {type: integer, default: 1, label: {zh: 天数, en: Days}}
//   年份: {type: integer, default: 2020, label: {zh: 年份, en: Year}}
//   most: {type: integer, default: 4, optional: true, label: {zh: 最多, en: At most}}
//   kinds: {type: multi_choice, values: ['a,b', 'c、d', 'e\\f', g], optional: true, label: {zh: 种类, en: Kinds}}
// ---
UNWIND ['甲', '乙'] AS 类别
RETURN 类别, $minDays * 1000 + 7 AS minDays, $年份 * 10 + 3 AS tenfold,
       coalesce(toString($most), 'no limit') AS most,
       reduce(all = '', one IN coalesce($kinds, []) | all + '<' + one + '>') AS kinds
"""
VALUES = ["a,b", "c、d", "e\\f", "g"]


@pytest.fixture(scope="module")
def url(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("names")
    folder = home / "own/reports/own"
    folder.mkdir(parents=True)
    (folder / "名称.cypher").write_text(REPORT, "utf-8")
    with served_here(town, home) as server:
        yield f"http://127.0.0.1:{server.port}"


def asked(url: str, path: str, **values: str) -> str:
    answer = requests.get(f"{url}/{path}?{urlencode(values)}", timeout=120)
    assert answer.status_code == 200, (path, answer.text)
    return answer.content.decode("utf-8")


def test_a_parameter_of_any_name_is_heeded(url: str):
    file = asked(url, f"download/{quote('own/名称')}.csv", minDays="5", 年份="2024")
    assert file.splitlines()[1].startswith("甲,5007,20243")
    card = asked(url, "card/reports/rows", report="own/名称", minDays="5", 年份="2024")
    assert "5,007" in card and "20,243" in card


def test_a_column_of_any_name_is_filtered(url: str):
    values = {"report": "own/名称", "t.is.类别": "=乙"}
    card = asked(url, "card/reports/rows", **values)
    assert card.count("20,203") == 1 and ">乙<" in card and ">甲<" not in card


def test_a_choice_that_holds_a_comma_is_one_choice(url: str):
    several = written(VALUES[:3])
    file = asked(url, f"download/{quote('own/名称')}.csv", kinds=several)
    assert "<a,b><c、d><e\\f>" in file


def test_an_optional_one_given_empty_has_no_value_and_a_needed_one_its_default(url: str):
    file = f"download/{quote('own/名称')}.csv"
    assert asked(url, file).splitlines()[1].split(",")[3] == "4"
    assert asked(url, file, most="", minDays="").splitlines()[1] == "甲,1007,20203,no limit,"
    card = asked(url, "card/reports/rows", report="own/名称", most="")
    assert ">no limit<" in card and "most=&" in card and "minDays=" not in card


def test_an_address_comes_back_as_it_was_written():
    here = Location("reports", values={"minDays": "5", "年份": "2024", "kinds": written(VALUES)})
    assert read("reports", here.query(), "zh").values == here.values


@pytest.mark.parametrize("name", ["lang", "report", "v", "part", "changed"])
def test_a_name_that_an_address_needs_is_refused_with_its_line(name: str):
    text = REPORT.replace("minDays: {type", f"{name}: {{type")
    with pytest.raises(BrokenFile, match=f"{name} means something else") as caught:
        parse(text.encode(), "reports/own/x", "own/x.cypher", "own")
    assert caught.value.line == 5

"""Files taken away over the network: every row of them, what is refused, what breaks off."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import docx
import openpyxl
import pytest
import requests
from as_user import begun, until
from read_mode import NOT_READING, ROUND_ABOUT, RUNS_IN_READ_MODE
from transactions import alive, running

from graph.client import Graph

HEAD = "// ---\n// title: {zh: 全部行, en: All rows}\n// about: {zh: 说明, en: About}\n"
MANY = (
    HEAD
    + """\
// parameters:
//   n: {type: integer, default: 3000, min: 0, max: 100000000, label: {zh: 几行, en: How many}}
// ---
UNWIND range(1, $n) AS i RETURN i, '=甲' + toString(i) AS name
"""
)
DRAWN = (
    HEAD
    + """\
// columns: {k: {label: {zh: 类, en: Kind}}, n: {label: {zh: 件, en: N}, unit: count}}
// view: {kind: bar, x: k, y: n}
// ---
UNWIND [['甲', 3], ['乙', 5]] AS r RETURN r[0] AS k, r[1] AS n
"""
)
STRANGE = (
    HEAD
    + """\
// ---
MATCH p = (w:Wish)-[r:HAS_EVENT]->(e:WishEvent)
WITH p, w, r ORDER BY w.id, e.seq LIMIT 1
RETURN w AS node, r AS relationship, p AS path, [[1, [2, null]], {a: [date('2025-01-01')]}] AS nested,
       0.0 / 0.0 AS nan, point({longitude: 121.7, latitude: 31.2}) AS place,
       duration('P1DT2H') AS took, 1.0 / 0.0 AS endless
"""
)
REFUSED = [*NOT_READING, *RUNS_IN_READ_MODE, *ROUND_ABOUT]
SERVED = "Lianxin is served at "


def put(home: Path, id: str, text: str) -> None:
    path = home / f"own/reports/own/{id}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def served_own(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard on the town with reports of staff's own, good and bad."""
    home = tmp_path_factory.mktemp("downloads")
    put(home, "many", MANY)
    put(home, "drawn", DRAWN)
    put(home, "strange", STRANGE)
    put(home, "staff", HEAD + "// audience: [committee]\n// ---\nRETURN 1 AS n")
    put(home, "torn", "RETURN 1")
    for number, statement in enumerate(REFUSED):
        put(home, f"bad{number}", f"{HEAD}// ---\n{statement}")
    more = {"NEO4J_URI": town.address.uri, "NEO4J_PASSWORD": town.address.password}
    with begun(home, "serve", "--port", "0", **more) as running:
        yield running.until(SERVED).split(SERVED)[1].split()[0].rstrip("/")
        running.interrupt()


def got(address: str, path: str, **values: object) -> requests.Response:
    return requests.get(f"{address}/download/{path}", params=values, timeout=120)  # type: ignore[arg-type]


def test_a_csv_file_holds_the_rows_beyond_the_reports_limit(served_own: str):
    answer = got(served_own, "own/many.csv", n=3000, lang="zh")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert unquote(answer.headers["Content-Disposition"]).endswith("''全部行.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines == [["i", "name"], *([str(i), f"'=甲{i}"] for i in range(1, 3001))]


def test_the_other_files_hold_them_or_say_which_are_not_in_them(served_own: str):
    sheets = openpyxl.load_workbook(
        io.BytesIO(got(served_own, "own/many.xlsx", n=2500, lang="zh").content)
    )
    assert [row[0].value for row in sheets.worksheets[1].rows][1:] == list(range(1, 2501))
    assert ("行数", "2500 行，全部") in [
        tuple(cell.value for cell in row) for row in sheets.worksheets[0].rows
    ]
    told = json.loads(got(served_own, "own/many.json", n=2500).content)
    assert ([row["i"] for row in told["rows"]], told["truncated"]) == ([*range(1, 2501)], False)
    document = docx.Document(
        io.BytesIO(got(served_own, "own/many.docx", n=2500, lang="zh").content)
    )
    assert len(document.tables[0].rows) == 1001
    assert any("前 1000 行，实际超过 1000 行" in one.text for one in document.paragraphs)


def test_a_word_file_holds_the_picture_of_what_is_seen_as_one(served_own: str):
    document = docx.Document(io.BytesIO(got(served_own, "own/drawn.docx").content))
    [picture] = document.inline_shapes
    assert picture.width > 0
    part = document.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob.startswith(b"\x89PNG")
    assert len(document.inline_shapes) == 1
    assert not docx.Document(
        io.BytesIO(got(served_own, "own/many.docx", n=1).content)
    ).inline_shapes


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "docx"])
def test_values_of_every_kind_find_a_place_in_every_file(served_own: str, format: str):
    answer = got(served_own, f"own/strange.{format}", lang="en")
    assert answer.status_code == 200
    if format == "json":
        [row] = json.loads(answer.content)["rows"]
        assert row["node"]["labels"] == ["Wish"]
        assert row["relationship"]["type"] == "HAS_EVENT"
        assert [part.get("labels", part.get("type")) for part in row["path"]] == [
            *(["Wish"], "HAS_EVENT", ["WishEvent"])
        ]
        assert row["nested"] == [[1, [2, None]], {"a": ["2025-01-01"]}]
        assert (row["nan"], row["endless"], row["took"]) == ("nan", "inf", "P1DT2H")
        assert row["place"] == {"longitude": 121.7, "latitude": 31.2}


def test_values_of_every_kind_are_shown_on_the_desk(served_own: str):
    card = requests.get(f"{served_own}/card/reports/rows?report=own/strange&lang=en", timeout=60)
    assert card.status_code == 200
    assert 'role="alert"' not in card.text
    assert "1 d 2 h" in card.text


@pytest.mark.parametrize(
    ("path", "values", "status", "said"),
    [
        ("own/many.csv", {"n": "-1"}, 400, "0–100000000"),
        ("own/many.csv", {"m": "1"}, 400, "没有参数 m"),
        ("own/staff.csv", {}, 403, "不对工作人员开放"),
        ("own/nothing.csv", {}, 404, "没有名为"),
        ("own/torn.csv", {}, 422, "torn.cypher:1"),
        ("own/many.exe", {}, 404, "404"),
        ("choices/stations.csv", {}, 404, "没有名为"),
    ],
)
def test_what_goes_wrong_has_its_sentence_and_status(
    served_own: str, path: str, values: dict[str, str], status: int, said: str
):
    answer = got(served_own, path, lang="zh", **values)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("path", ["../secret.csv", "..%2f..%2fsecret.csv", "own/../../x.csv"])
def test_a_path_that_climbs_finds_nothing(served_own: str, path: str):
    session = requests.Session()
    request = requests.Request("GET", f"{served_own}/download/{path}").prepare()
    request.url = f"{served_own}/download/{path}"
    assert session.send(request, timeout=60).status_code == 404


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=REFUSED)
def test_no_way_round_reading_is_open_to_staffs_own(served_own: str, town: Graph, number: int):
    before = town.data_version(at_most_every=0)
    file = got(served_own, f"own/bad{number}.csv", lang="en")
    assert file.status_code == 422
    assert f"bad{number}.cypher:" in file.text
    assert "root:" not in file.text
    card = requests.get(
        f"{served_own}/card/reports/rows?report=own/bad{number}&lang=en", timeout=60
    )
    assert f"bad{number}.cypher:" in card.text
    assert "root:" not in card.text
    assert town.data_version(at_most_every=0) == before


def test_a_reader_who_goes_away_leaves_nothing_running(served_own: str, town: Graph):
    address = f"{served_own}/download/own/many.csv?n=100000000"
    with requests.get(address, stream=True, timeout=120) as answer:
        parts = answer.iter_content(1000)  # held: requests hangs up when nobody holds it
        assert next(parts).startswith(b"\xef\xbb\xbf")
        streaming = until(lambda: running(town, "range(1, $n)"))
    until(lambda: not alive(town, streaming))

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cypher.catalogue import Catalogue
from cypher.checking import check
from cypher.errors import BadValue, BrokenFile, NotAdmitted, UnknownReport
from cypher.parameters import bound
from cypher.parsing import parse
from cypher.running import Runner
from cypher.writers import WRITERS
from graph.client import Graph
from graph.errors import GraphError

HEAD = "// ---\n// title: {zh: 题, en: T}\n// about: {zh: 说, en: A}\n"


def saved(statement: str, more: str = ""):
    return parse(f"{HEAD}{more}// ---\n{statement}".encode(), "reports/x", "x.cypher", "own")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (b"MATCH (n) RETURN n", 1, "header"),
        (HEAD.encode() + b"MATCH (n) RETURN n", 1, "header"),
        (HEAD.encode() + b"// limit: {rows: 1}\n// ---\nRETURN 1", 4, "limits"),
        (HEAD.encode() + b"//\tx: 1\n// ---\nRETURN 1", 4, "tabs"),
        (HEAD.encode() + b"// about: {zh: x, en: x}\n// ---\nRETURN 1", 4, "twice"),
        (HEAD.encode() + "// \xff".encode("latin-1") + b"\n// ---\nRETURN 1", 4, "UTF-8"),
        (HEAD.encode() + b"// ---\n\n", 5, "no Cypher"),
        (b"// ---\n// title: {zh: x, en: x}\n// ---\nRETURN 1", 2, "about is missing"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: bytes, line: int, words: str):
    with pytest.raises(BrokenFile) as told:
        parse(text, "reports/x", "x.cypher", "own")
    assert told.value.line == line
    assert words in told.value.en


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n) RETURN n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1/x' AS line RETURN line",
        "SHOW TRANSACTIONS",
        "TERMINATE TRANSACTIONS 'x-1'",
        "SHOW USERS",
        "SHOW SETTINGS",
        "SHOW PROCEDURES",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL db.clearQueryCaches()",
        "CALL tx.setMetaData({a: 1})",
        "CALL db.prepareForReplanning()",
        "CALL dbms.killConnection('x')",
        "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
        "CREATE INDEX FOR (n:X) ON (n.y)",
        "RETURN 1; CREATE (n)",
        "PROFILE RETURN 1",
    ],
)
def test_no_way_round_read_mode(graph: Graph, statement: str):
    with pytest.raises(GraphError):
        Runner(graph, Catalogue()).run(saved(statement))


def test_parameters_are_compared_both_ways(graph: Graph):
    runner = Runner(graph, Catalogue())
    with pytest.raises(NotAdmitted, match=r"\$days"):
        runner.run(saved("RETURN $days AS d"))
    unused = "// parameters: {days: {type: integer, default: 1, label: {zh: 天, en: D}}}\n"
    with pytest.raises(NotAdmitted, match="never uses"):
        runner.run(saved("RETURN 1 AS one", unused))


def test_a_value_out_of_bounds_is_refused_with_what_is_allowed():
    one = saved(
        "RETURN $days",
        "// parameters: {days: {type: integer, min: 1, max: 9, label: {zh: 天, en: D}}}\n",
    )
    for wrong in ("0", "10", "x", "1.5", ""):
        with pytest.raises(BadValue):
            bound(one, {"days": wrong}, date(2025, 1, 1))
    assert bound(one, {"days": "9"}, date(2025, 1, 1)) == {"days": 9}
    with pytest.raises(BadValue, match="no parameter"):
        bound(one, {"day": 1}, date(2025, 1, 1))


def test_the_end_of_the_day_is_bound_with_as_of():
    one = saved(
        "RETURN 1",
        "// parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}\n",
    )
    values = bound(one, {}, date(2025, 8, 31))
    assert values["as_of"] == date(2025, 8, 31)
    assert values["as_of_end"].isoformat() == "2025-08-31T23:59:59.999999+08:00"


def test_an_unknown_report_is_answered_with_near_ones():
    with pytest.raises(UnknownReport, match="wishes/unclaimed"):
        Catalogue.load().find("wishes/unclamed")


def test_a_broken_file_of_ones_own_takes_nothing_else_down(tmp_path: Path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "bad.cypher").write_text("RETURN 1")
    catalogue = Catalogue.load(tmp_path)
    assert len(catalogue.broken) == 1
    assert len(catalogue.of("reports")) == len(Catalogue.load().of("reports"))


def test_more_rows_than_the_limit_are_told(graph: Graph):
    table = Runner(graph, Catalogue()).run(
        saved("UNWIND range(1, 9) AS x RETURN x", "// limits: {rows: 4}\n")
    )
    assert table.truncated and len(table.rows) == 4
    assert "还有更多" in WRITERS["csv"](table, "zh").decode("utf-8-sig")


def test_files_hold_the_rows_and_no_formula(graph: Graph):
    table = Runner(graph, Catalogue()).run(saved("RETURN '=1+1' AS a, 12345 AS b, '中文' AS c"))
    assert WRITERS["csv"](table, "zh").startswith(b"\xef\xbb\xbf")
    assert "'=1+1,12345,中文" in WRITERS["csv"](table, "zh").decode("utf-8-sig")
    data = WRITERS["xlsx"](table, "zh")
    assert data == WRITERS["xlsx"](table, "zh")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [cell.value for cell in book["数据"][2]] == ["'=1+1", 12345, "中文"]


def test_an_answer_is_kept_until_the_data_changes(graph: Graph):
    runner = Runner(graph, Catalogue())
    one = saved("MATCH (n:Rider) RETURN count(n) AS n")
    assert runner.run(one) is runner.run(one)
    graph.write("CREATE (:Rider {id: 'R-1'})")
    assert runner.run(one).rows == [(1,)]


def test_every_shipped_file_passes_its_own_test_on_the_town(town: Graph):
    results = check(Runner(town, Catalogue.load()))
    assert len(results) >= 51
    assert [(r.id, r.en) for r in results if not r.ok] == []

"""The data files of an edition, opened again by other programs, and the graph built again from its script."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from graphs import emptied
from kept import kept_on
from truth import end_of

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order
from dashboard.edition.content.content import Content
from dashboard.edition.content.gathering import gather
from dashboard.edition.content.order import plan
from dashboard.edition.data.rebuild import write_script
from dashboard.edition.data.script import script, written
from graph.client import Graph
from graph.load import load_rows
from graph.progress import Silent
from graph.reach import refresh_reach

CATALOGUE = Catalogue.load()
HALF, WHOLE = date(2024, 8, 20), date(2025, 8, 31)
"""Days on which the register held half of the town and all of it."""
TRICKY = [
    "甲'乙\"丙`丁",
    "反\\斜\\u0041线",
    "换行\n回车\r制表\t",
    "分号;\n// 注释 /* */",
    "𠮷龘㐂",
    "{$x} \x07\x1f\u2028",
    "100%25%09",
    "",
]


@pytest.fixture
def edition(staff_edition: Path) -> Path:
    return staff_edition


def rows_of(file: Path) -> list[list[str]]:
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def run_script(graph: Graph, text: str) -> None:
    with graph.driver.session(database=graph.address.database) as session:
        for statement in text.split(";\n"):
            if statement.strip():
                session.run(statement).consume()
    graph.data_version(at_most_every=0)


def test_the_workbook_has_a_cover_and_a_sheet_a_report(edition: Path):
    told = Editions(edition.parents[1]).manifest(edition)
    book = openpyxl.load_workbook(edition / "data" / "reports.xlsx")
    cover, facts, *sheets = book.worksheets
    said = {row[0].value: row[1].value for row in cover.rows}
    assert said["年度版"] == "2025"
    assert said["截至日"] == "2025年8月31日"
    assert said["内容校验和"] == told.content
    assert "演示数据（虚构）" in said
    assert len(sheets) == len(told.counts["rows"])
    assert sorted(sheet.max_row - 1 for sheet in sheets) == sorted(told.counts["rows"].values())
    assert all(sheet.title in said for sheet in sheets)
    assert {sheet.title for sheet in sheets} <= {row[0].value for row in facts.rows}


def test_the_dictionary_knows_every_column_of_every_file(edition: Path):
    place = edition / "data" / "csv"
    head, *entries = rows_of(place / "dictionary.csv")
    assert head[:3] == ["文件", "列", "名称"]
    known = {(file, column): label for file, column, label, *_ in entries}
    for file in sorted(place.iterdir()):
        if file.name == "dictionary.csv":
            continue
        columns = rows_of(file)[0]
        if file.name.startswith(("thing_", "tie_")):
            assert all(known[file.name, column] for column in columns), file.name
        else:
            assert [known[key] for key in known if key[0] == file.name and key[1]] == columns
    coded = {(row[0], row[1]): row[4] for row in entries}
    assert "health=健康" in coded["wishes_rates.csv", "category"]


def test_csv_holds_every_node_and_relationship(
    edition: Path, seed_rows: dict[str, list[dict[str, object]]]
):
    place = edition / "data" / "csv"
    sites = rows_of(place / "thing_DeliverySite.csv")
    names = {row[sites[0].index("id")]: row[sites[0].index("name")] for row in sites[1:]}
    assert names == {row["id"]: row["name"] for row in seed_rows["DeliverySite"]}
    relationships = rows_of(place / "tie_WORKS_AT.csv")
    assert len(relationships) - 1 == len(seed_rows["WorksAt"])
    assert {(row[0], row[1]) for row in relationships[1:]} == {
        (row["start"], row["end"]) for row in seed_rows["WorksAt"]
    }
    for kind in ("thing_Wish", "tie_STOCKS"):
        assert {"createdAt", "importId"}.isdisjoint(rows_of(place / f"{kind}.csv")[0])


NODES = """MATCH (n) WHERE n.id <> 'MODEL' AND NOT n:ImportRun
    UNWIND labels(n) AS label UNWIND keys(n) AS key
    WITH n, label, key WHERE NOT key IN ['createdAt', 'updatedAt', 'importId', 'rev']
    RETURN n.id AS id, label, key, valueType(n[key]) AS sort, n[key] AS value
    ORDER BY id, label, key"""
RELATIONSHIPS = """MATCH (a)-[r]->(b) UNWIND keys(r) AS key
    WITH * WHERE NOT key IN ['createdAt', 'importId', 'rev', 'computedAt'] AND (key <> 'updatedAt' OR r:STOCKS)
    RETURN a.id AS one, type(r) AS type, b.id AS other, r.from AS since, r.mode AS mode, key,
           valueType(r[key]) AS sort, r[key] AS value
    ORDER BY one, type, other, since, mode, key"""


def whole(graph: Graph) -> list[list[tuple[object, ...]]]:
    """Every property of every thing and relationship with its type, but those of the entry and of when reach was computed."""
    return [graph.read(text, rows=None, seconds=60).rows for text in (NODES, RELATIONSHIPS)]


@pytest.mark.parametrize("day", [HALF, pytest.param(WHOLE, marks=pytest.mark.soak)], ids=str)
def test_the_script_builds_the_same_graph(
    graph: Graph, tmp_path: Path, seed_rows: dict[str, list[dict[str, object]]], day: date
):
    rows = kept_on(seed_rows, day)
    assert rows.keys() == seed_rows.keys()  # every kind of node and relationship
    for stock in rows["Stocks"]:
        stock["updatedAt"] = min(stock["updatedAt"], end_of(day))  # an edition holds nothing later
    load_rows(graph, rows, name="seed", by="test")

    def gathered() -> Content:
        runner = Runner(graph, CATALOGUE)
        planned = plan(runner, Editions(tmp_path), Order(str(day.year), audience="staff"))
        return gather(runner, planned, Silent().task("", "", None))

    before, content = whole(graph), gathered()
    write_script(content, tmp_path)
    emptied(graph)
    run_script(graph, (tmp_path / "data" / "graph.cypher").read_text("utf-8"))
    refresh_reach(graph)  # as every start does
    assert whole(graph) == before
    assert gathered().hash == content.hash


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_a_text_survives_the_script_as_it_is(graph: Graph, text: str):
    nodes = [(("DeliverySite",), "SITE-1", {"name": text, "tags": [text, "x"]})]
    run_script(graph, "\n".join(script(nodes, [], ["about"])) + "\n")
    read = "MATCH (s:DeliverySite) RETURN s.name, s.tags"
    with graph.driver.session(database=graph.address.database) as session:
        row = session.run(read).single(strict=True)  # as it is stored, not as it is shown
    assert tuple(row) == (text, [text, "x"])


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", [1, "x"], {"x": 1}])
def test_what_is_no_plain_value_is_refused(value: object):
    with pytest.raises(TypeError):
        written(value)

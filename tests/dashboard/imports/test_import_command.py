"""`lianxin import` as it is typed: what it prints, what it asks, what it lands and undoes."""

from pathlib import Path

import openpyxl
import pytest
from as_user import typed

from graph.address import Address
from graph.client import Graph

pytestmark = pytest.mark.server
MEMBERS = "MATCH (n:Organization) RETURN n.id, n.memberCount ORDER BY n.id"
HEADER = ["编号 id", "名称 name", "种类 kind", "党员人数 memberCount"]


def written(file: Path, *rows: list[object], more: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "组织 Organization"
    for row in ([*HEADER, *more], *rows):
        sheet.append(row)
    book.save(file)
    return file


def test_a_file_is_planned_landed_corrected_and_undone(
    graph: Graph, address: Address, tmp_path: Path
):
    server = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}

    def run(*words: str, code: int = 0) -> str:
        done = typed(tmp_path, *words, **server)
        assert done.exit_code == code, done.output
        return done.output

    run("init", "--database", "neo4j")
    file = tmp_path / "组织台账（2025年各村居和两新党组织基本情况汇总表）.xlsx"
    first = ["ORG-0001", "东风村党总支", "party", 44]
    second = ["ORG-0002", "海塘镇总工会", "mass", 12]
    run("import", str(written(file, first, second)), "--yes")
    assert graph.read(MEMBERS).rows == [("ORG-0001", 44), ("ORG-0002", 12)]

    written(file, [*first[:3], 45], second)
    run("user", "add", "李主任", "--role", "steward")
    run("user", "add", "李干事", "--role", "staff")
    told = run("import", str(file), "--yes", "--as", "李主任")
    assert "44 → 45" in told
    listed = run("load", "list")
    assert "李主任" in listed
    load = next(word for word in told.split() if word.startswith("IMP-")).rstrip(").")
    assert "44 → 45" in run("load", "show", load)
    run("import", "--undo", load, "--yes", "--as", "李干事", code=24)  # it is another's
    run("import", "--undo", load, "--yes")
    assert graph.read(MEMBERS).rows == [("ORG-0001", 44), ("ORG-0002", 12)]
    assert load in run("import", "--undo", load, "--yes", code=5)
    assert load in [line.split()[0] for line in run("load", "list").splitlines()]

    written(file, [*first, "x"], ["ORG-0003", "新组织", "街道", 1, "x"], more=("备注",))
    marked = tmp_path / "问题.xlsx"
    told = run("import", str(file), "--yes", "--faults", str(marked), code=5)
    assert "街道" in told and "备注" in told
    assert len(openpyxl.load_workbook(marked).sheetnames) == 2
    written(file, [*first, "x"], more=("备注",))
    assert "agree" in run("import", str(file), "--yes", "--leave-out", "组织!备注")
    assert "no sheet '骑手'" in run("import", str(file), "--whole", "骑手", code=43)
    assert graph.read(MEMBERS).rows == [("ORG-0001", 44), ("ORG-0002", 12)]

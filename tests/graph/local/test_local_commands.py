"""The command line on data: each command as it is typed, each mistake with its sentence and code."""

import csv
import socket
import sys
from pathlib import Path

import as_user
import openpyxl
import pytest
from as_user import begun, lianxin, typed, until
from few import part_of

from graph.address import Address
from graph.client import Graph
from graph.load import ONE_TRANSACTION
from graph.load.registers import load_registers
from graph.model import sheets
from seed import loading

pytestmark = pytest.mark.server
LOADING = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND $rows' RETURN q"
THINGS = "MATCH (n) WHERE NOT n:ModelVersion RETURN count(n)"
INIT = ["init", "--database", "neo4j"]
RIDERS = "MATCH (r:Rider) RETURN count(r)"
MANY = 6000
IN_PARTS = """
import sys
from dashboard.cli.main import lianxin
from graph.load.write import landing, statements
landing.ONE_TRANSACTION, statements.BATCH = 1000, 50
lianxin(sys.argv[1:])
"""
"""The command with smaller transactions: to it many rows are as a hundred thousand."""


def own_server(address: Address, **other: str) -> dict[str, str]:
    return {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password, **other}


def write_riders(folder: Path, count: int) -> Path:
    file = folder / "Rider.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "alias", "role"])
        rows.writerows([f"R-{n:06d}", f"骑手{n}", "rider"] for n in range(count))
    return file


@pytest.mark.parametrize(
    ("setting", "value", "code", "said"),
    [
        ("NEO4J_PASSWORD", "wrong", 12, "NEO4J_USERNAME and NEO4J_PASSWORD"),
        ("NEO4J_DATABASE", "nowhere", 13, "no database named 'nowhere'"),
        *(
            pytest.param(*one, marks=pytest.mark.one_line)
            for one in (
                ("NEO4J_URI", "bolt://127.0.0.1:1", 11, "does not answer at bolt://127.0.0.1:1"),
                ("NEO4J_URI", "http://127.0.0.1", 2, "This Neo4j address cannot be used"),
                ("LIANXIN_NEO4J_LINE", "4.4", 2, "LIANXIN_NEO4J_LINE"),
                ("LIANXIN_HEAP_MB", "much", 2, "LIANXIN_HEAP_MB"),
            )
        ),
    ],
)
def test_a_setting_that_leads_nowhere(
    address: Address, tmp_path: Path, setting: str, value: str, code: int, said: str
):
    name = value if setting == "NEO4J_DATABASE" else "neo4j"
    given = own_server(address) | {setting: value}
    if code == 11:  # one as a process of its own, as a user runs it
        process = lianxin(tmp_path, "init", "--database", name, **given)
        found, text = process.returncode, process.stderr
    else:
        typed_here = typed(tmp_path, "init", "--database", name, **given)
        found, text = typed_here.exit_code, typed_here.stderr
    assert found == code
    assert said in text
    assert len(text.splitlines()) == 1
    assert address.password not in text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} <= {"log"}  # what was refused is noted there


def test_an_own_graph_is_made_filled_and_refused_what_is_wrong(
    graph: Graph, address: Address, tmp_path: Path
):
    def run(*words: str, code: int = 0) -> str:
        done = typed(tmp_path, *words, **own_server(address))
        assert done.exit_code == code, done.output
        return done.output

    blank, riders = tmp_path / "town.xlsx", write_riders(tmp_path, 3)
    assert str(blank) in run(*INIT, "--workbook", str(blank))
    titles = [register.sheet.en for register in load_registers()]
    assert set(titles) <= set(openpyxl.load_workbook(blank).sheetnames)
    assert "No row is to be loaded" in run("import", str(blank))
    run(*INIT, "--workbook", str(blank), "--all-kinds")
    assert set(sheets()) <= set(openpyxl.load_workbook(blank).sheetnames)

    assert "Nothing was written" in run("import", str(riders), "--dry-run")
    assert "add --yes" in run("import", str(riders), code=2)
    assert graph.read(RIDERS).value() == 0
    run("import", str(riders), "--yes")
    assert graph.read("MATCH (r:ImportRun) WHERE r.rows = 3 RETURN r.by").value() == "owner"

    riders.write_text("id,alias,role\nR-000003,丙,ridr\nW-1,丁,rider\n", "utf-8")
    for words in (["--dry-run"], ["--yes"]):
        told = run("import", str(riders), *words, code=5)
        assert "did you mean 'rider'?" in told and "an id that begins with R-" in told
    assert "Invalid value" in run("import", str(tmp_path / "none.csv"), code=2)
    assert graph.read(RIDERS).value() == 3


@pytest.mark.one_line
def test_the_seed_is_loaded_taken_out_and_leaves_the_rest(
    graph: Graph,
    address: Address,
    tmp_path: Path,
    seed_rows: dict[str, list[dict[str, object]]],
    monkeypatch: pytest.MonkeyPatch,
):
    town = part_of(seed_rows)  # `lianxin demo` loads the whole of it
    monkeypatch.setattr(loading, "rows", lambda number: town)

    def run(*words: str) -> str:
        done = typed(tmp_path, *words, **own_server(address))
        assert done.exit_code == 0, done.output
        return done.output

    total = sum(map(len, town.values()))
    riders = [row["provenance"] for row in town["Rider"]]
    assert set(riders) == {"article", "synthetic"}
    run(*INIT)
    assert f"{total} rows loaded" in run("seed")
    graph.write(
        "CREATE (:Rider {id: 'R-900001', alias: '甲', role: 'rider', provenance: 'entered'})"
    )
    assert graph.read(RIDERS).value() == len(riders) + 1
    run("seed", "--remove")
    assert graph.read(RIDERS).value() == riders.count("article") + 1
    assert graph.read("MATCH (n) WHERE n.provenance = 'synthetic' RETURN count(n)").value() == 0
    assert "Workbook written" in run("seed", "--workbook", str(tmp_path / "seed.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "seed.xlsx", read_only=True)
    assert sum(1 for _ in book["骑手 Rider"].rows) == len(riders) + 1


def test_a_graph_that_holds_other_peoples_data_is_left_alone(
    graph: Graph, address: Address, tmp_path: Path
):
    graph.write("CREATE (:Movie)")
    for words in (INIT, ["seed"], ["import", str(write_riders(tmp_path, 1)), "--yes"]):
        done = typed(tmp_path, *words, **own_server(address))
        assert (done.exit_code, "Movie" in done.output) == (4, True)
    demo = typed(tmp_path, "demo", **own_server(address))
    assert (demo.exit_code, "--seed-database neo4j" in demo.output) == (4, True)
    named = typed(
        tmp_path, "demo", "--seed-database", "neo4j", "--port", "0", **own_server(address)
    )
    assert (named.exit_code, "Movie" in named.output) == (4, True)
    assert graph.read("MATCH (n) RETURN count(n)").value() == 1


@pytest.mark.parametrize(
    "count",
    [
        ONE_TRANSACTION // 3,
        pytest.param(MANY, marks=pytest.mark.one_line),
        pytest.param(ONE_TRANSACTION + 1, marks=pytest.mark.soak),
    ],
    ids=["one", "many", "more than one transaction takes"],
)
def test_kill_9_of_an_import_leaves_nothing_once_lianxin_has_been_started_again(
    graph: Graph, address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
):
    file, many = write_riders(tmp_path, count), count != ONE_TRANSACTION // 3
    if count == MANY:
        monkeypatch.setattr(as_user, "LIANXIN", [sys.executable, "-c", IN_PARTS])
    assert typed(tmp_path, *INIT, **own_server(address)).exit_code == 0
    with begun(tmp_path, "import", str(file), "--yes", **own_server(address)) as running:
        if many:
            until(lambda: graph.read(RIDERS).value())
        else:
            until(lambda: graph.read(LOADING).rows)
        running.kill()
    until(lambda: not graph.read(LOADING).rows)
    assert (graph.read(THINGS).value() > 0) == many
    if many:
        beside = typed(tmp_path, "report", "run", "overview/riders", **own_server(address))
        assert beside.exit_code == 0
    assert typed(tmp_path, *INIT, **own_server(address)).exit_code == 0
    assert graph.read(THINGS).value() == 0


@pytest.mark.one_line
def test_a_port_that_is_taken_is_said_before_anything_is_started(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = typed(tmp_path, "demo", "--port", port)
    assert done.exit_code == 6
    assert f"Port {port} is taken" in done.output
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} <= {"log"}  # what was refused is noted there


@pytest.mark.parametrize("words", [["demo", "--port", "0"], ["init"], ["neo4j", "start"]])
@pytest.mark.one_line
def test_a_home_that_cannot_be_written_is_said(tmp_path: Path, words: list[str]):
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    done = typed(home, *words)
    assert done.exit_code == 34
    assert "name another folder in LIANXIN_HOME" in done.output

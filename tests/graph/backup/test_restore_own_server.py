"""On a server of the town's own a restore is done or not done, whatever cuts it off."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from as_user import begun, typed, until
from backups import manifest_of, members, zipped
from trail_lines import noted

from graph.backup.archive import NODES, Archive
from graph.backup.lines import node_line
from graph.client import Graph
from graph.schema import ensure_model_version

pytestmark = pytest.mark.server
COUNT = "MATCH (n) WHERE NOT n:ModelVersion RETURN count(n)"
RIDERS = 6000
MARKER = "MATCH (m:LianxinRestore) RETURN count(m)"
Step = Callable[[], bool]


class Town:
    """A home whose graph is in a server of the town's own."""

    def __init__(self, graph: Graph, home: Path) -> None:
        self.graph = graph
        self.home = home
        self.server = {"NEO4J_URI": graph.address.uri, "NEO4J_PASSWORD": graph.address.password}
        ensure_model_version(graph)

    def run(self, *words: str, code: int = 0) -> str:
        done = typed(self.home, *words, **self.server)
        assert done.exit_code == code, done.output
        return done.output

    def write(self, name: str, text: str) -> None:
        file = self.home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def riders(self, count: int) -> None:
        self.graph.write(
            "UNWIND range(1, $n) AS n CREATE (:Rider {id: 'R-' + n})-[:WORKS_AT {from: date()}]->"
            "(:DeliverySite {id: 'SITE-' + n})",
            {"n": count},
        )


@pytest.fixture
def town(graph: Graph, tmp_path: Path) -> Town:
    return Town(graph, tmp_path / "home")


def rows(file: Path) -> list[str]:
    """The graph of a backup, but for when it was restored."""
    with Archive(file) as archive:
        nodes = [row for row in archive.nodes() if row["labels"] != ["ModelVersion"]]
        relationships = [(row["type"], row["properties"]) for row in archive.relationships()]
    return sorted(repr((row["labels"], row["properties"], row["typed"])) for row in nodes) + sorted(
        map(repr, relationships)
    )


def test_what_was_backed_up_is_back_and_what_there_was_is_kept(town: Town, tmp_path: Path):
    town.riders(3)
    town.write("own/reports/a.cypher", "first")
    town.write("views/abcdefgh.json", "first")
    town.write("log/readings.jsonl", "first")
    first, after = tmp_path / "first.zip", tmp_path / "after.zip"
    said = town.run("backup", str(first), "--logs")
    assert "7 nodes, 3 relationships" in said
    assert "its users" in said
    town.graph.write("MATCH (n) WHERE NOT n:ModelVersion DETACH DELETE n")
    town.riders(1)
    town.write("own/reports/a.cypher", "second")
    town.write("own/reports/b.cypher", "second")
    town.write("views/abcdefgh.json", "second")
    town.write("views/zyxwvuts.json", "second")
    town.write("log/readings.jsonl", "second")
    town.write("access/note", "second")
    version = town.graph.data_version(at_most_every=0)

    said = town.run("restore", str(first), "--yes")
    assert "7 nodes, 3 relationships, 3 files" in said
    assert "Now: 3 nodes, 1 relationships" in said
    assert town.graph.data_version(at_most_every=0) != version
    town.run("backup", str(after))
    assert rows(after) == rows(first)
    assert [path.name for path in (town.home / "own/reports").iterdir()] == ["a.cypher"]
    assert (town.home / "own/reports/a.cypher").read_text() == "first"
    views = {file.name: file.read_text() for file in (town.home / "views").iterdir()}
    assert views == {"abcdefgh.json": "first"}
    assert (town.home / "log/readings.jsonl").read_text() == "second"  # no log is replaced
    assert (town.home / "access/note").read_text() == "second"
    assert [one["about"] for one in noted(town.home, "backup")] == ["first.zip", "after.zip"]
    assert [one["about"] for one in noted(town.home, "restore")] == ["first.zip"]
    assert not (town.home / "restoring").exists()

    aside = next((town.home / "backups").glob("before-restore-*/own/reports/a.cypher"))
    assert aside.read_text() == "second"
    kept = next((town.home / "backups").glob("before-restore-*.zip"))
    town.run("restore", str(kept), "--yes")
    assert town.graph.read(COUNT).value() == 2
    assert (town.home / "own/reports/b.cypher").read_text() == "second"


@pytest.mark.one_line
def test_a_damaged_or_newer_file_changes_nothing(town: Town, tmp_path: Path):
    town.riders(2)
    version = town.graph.data_version(at_most_every=0)
    bad = zipped(tmp_path / "bad.zip", members() | {"home/own/../../x": b""})
    assert "cannot be restored" in town.run("restore", str(bad), "--yes", code=16)
    newer = manifest_of(members()) | {"model_version": 99}
    file = zipped(tmp_path / "newer.zip", members(), newer)
    assert "model 99" in town.run("restore", str(file), "--yes", code=14)
    good = zipped(tmp_path / "good.zip", members())
    refused = typed(town.home, "restore", str(good), **town.server)  # asked, and nobody answers
    assert (refused.exit_code, "nothing was written" in refused.output) == (130, True)
    assert town.graph.data_version(at_most_every=0) == version
    assert list((town.home).glob("backups/*")) == []


def test_what_the_server_does_not_take_is_taken_back(town: Town, tmp_path: Path):
    town.riders(2)
    town.write("own/a", "ours")
    found = members()
    found[NODES] += node_line([], [("at", {"datetime": [0, 0, "Nowhere/Land"]})])
    file = zipped(tmp_path / "odd.zip", found, manifest_of(found) | {"nodes": 3})
    assert "what there was is back" in town.run("restore", str(file), "--yes", code=17).replace(
        "the data that there was is back", "what there was is back"
    )
    assert town.graph.read(COUNT).value() == 4
    assert town.graph.read(MARKER).value() == 0
    assert (town.home / "own/a").read_text() == "ours"
    assert not (town.home / "restoring").exists()


def killed(town: Town, file: Path, step: Step) -> None:
    with begun(town.home, "restore", str(file), "--yes", **town.server) as running:
        until(lambda: step() or running.process.poll() is not None)
        running.process.kill()
        running.rest()


def large(town: Town, tmp_path: Path) -> Path:
    """A backup of many nodes, and a town with few that has come after it."""
    town.riders(RIDERS)
    town.write("own/a", "backed up")
    file = tmp_path / "large.zip"
    town.run("backup", str(file))
    town.graph.write("MATCH (n:Rider) WHERE n.id <> 'R-1' DETACH DELETE n")
    town.write("own/a", "later")
    return file


def steps(town: Town) -> dict[str, Step]:
    def count() -> int:
        return int(town.graph.read(COUNT).value())

    return {
        "verified": lambda: any((town.home / "backups").glob(".before-restore-*")),
        "the former is backed up": lambda: any(
            (town.home / "backups").glob("before-restore-*.zip")
        ),
        "made ready": lambda: (town.home / "restoring/journal.json").exists(),
        "marked": lambda: bool(town.graph.read(MARKER).value()),
        "emptied": lambda: bool(town.graph.read(MARKER).value()) and count() < 10,
        "half written": lambda: bool(town.graph.read(MARKER).value()) and count() > RIDERS,
        "written": lambda: not town.graph.read(MARKER).value() and count() == 2 * RIDERS,
        "a folder is moved": lambda: any((town.home / "backups").glob("before-restore-*/own")),
    }


def settled(town: Town) -> None:
    """The next start leaves either state, whole, and nothing half."""
    town.run("init", "--database", "neo4j")
    found = town.graph.read(COUNT).value(), (town.home / "own/a").read_text()
    assert found in [(2 * RIDERS, "backed up"), (RIDERS + 1, "later")]
    assert town.graph.read(MARKER).value() == 0
    names = {path.name for path in town.home.iterdir()}
    assert "restoring" not in names and "backup.draft" not in names
    assert not list((town.home / "backups").glob(".*"))
    for kept in (town.home / "backups").glob("*.zip"):
        with Archive(kept) as archive:
            archive.verify()


@pytest.mark.one_line
def test_a_restore_killed_half_way_is_completed_at_the_next_start(town: Town, tmp_path: Path):
    file = large(town, tmp_path)
    killed(town, file, steps(town)["half written"])
    assert town.graph.read(MARKER).value() == 1
    other = typed(tmp_path / "other", "backup", **town.server)
    assert (other.exit_code, str(town.home) in other.output) == (18, True)
    settled(town)
    assert town.graph.read(COUNT).value() == 2 * RIDERS


@pytest.mark.soak
@pytest.mark.parametrize("step", range(8))
def test_a_restore_killed_at_every_step(town: Town, tmp_path: Path, step: int):
    file = large(town, tmp_path)
    killed(town, file, list(steps(town).values())[step])
    settled(town)


@pytest.mark.soak
@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
def test_a_backup_killed_at_any_time(town: Town, tmp_path: Path, share: float):
    town.riders(RIDERS)
    whole = tmp_path / "whole.zip"
    town.run("backup", str(whole))
    size, folder = whole.stat().st_size, tmp_path / "to"
    with begun(town.home, "backup", str(folder / "a.zip"), **town.server) as running:

        def reached() -> bool:
            drafts = list(folder.glob(".a.zip.*"))
            return any(path.stat().st_size >= share * size for path in drafts if path.exists())

        until(lambda: reached() or running.process.poll() is not None)
        running.process.kill()
        running.rest()
    town.run("init", "--database", "neo4j")
    assert {path.name for path in folder.iterdir()} <= {"a.zip"}
    if (folder / "a.zip").exists():
        assert zipfile.is_zipfile(folder / "a.zip")
        assert rows(folder / "a.zip") == rows(whole)
    assert town.graph.read(COUNT).value() == 2 * RIDERS

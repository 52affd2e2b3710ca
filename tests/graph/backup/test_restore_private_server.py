"""A home of the private server is restored on another one: its graph and its files, or neither."""

import shutil
from pathlib import Path

import pytest
from as_user import PATIENCE, begun, none_left, typed, until
from backups import members, zipped

from graph.backup.archive import Archive
from graph.client import Graph
from graph.local import LocalServer
from graph.schema import ensure_model_version
from graph.settings import Settings

pytestmark = pytest.mark.server
COUNT = "MATCH (r:Wish) RETURN count(r)"
IN_BACKUP, THERE = 2, 5
STEPS = {
    "the former is backed up": "backups/before-restore-*.zip",
    "made ready": "restoring/journal.json",
    "the new folder is there": "neo4j/*/data-*",
    "a server is tried out": "neo4j/*/unfinished/trial.log",
    "it is decided": "neo4j/*/current.json",
    "a folder is moved": "backups/before-restore-*/own",
}


def server_of(home: Path) -> LocalServer:
    more = {"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
    return LocalServer(Settings().model_copy(update=more))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with other data and files than the backup has."""
    home = tmp_path_factory.mktemp("town") / "home"
    with server_of(home) as server, Graph(server.start()) as graph:
        ensure_model_version(graph)
        graph.write("UNWIND range(1, $n) AS n CREATE (:Wish {id: 'W-' + n})", {"n": THERE})
    (home / "own").mkdir()
    (home / "own/mine").write_text("later")
    return home


def restore_killed(town: Path, folder: Path, at: str) -> None:
    """Kill a restore at a step; the next start leaves one of the two states, whole."""
    home = folder / "home"
    shutil.copytree(town, home)
    file = zipped(folder / "a.zip", members())
    with begun(home, "restore", str(file), "--yes") as running:
        until(lambda: any(home.glob(STEPS[at])) or running.process.poll() is not None, PATIENCE)
        running.process.kill()
        running.rest()
    decided = any(home.glob("neo4j/*/current.json"))
    done = typed(home, "backup", str(folder / "after.zip"))
    assert done.exit_code == 0, done.output
    assert none_left(home)
    with Archive(folder / "after.zip") as archive:
        archive.verify()
        found = sum(row["labels"] == ["Wish"] for row in archive.nodes()), archive.manifest.files
    assert found == ((IN_BACKUP, ["own/reports/x.cypher"]) if decided else (THERE, ["own/mine"]))
    assert not (home / "restoring").exists()
    assert [path.name for path in home.glob("neo4j/*/data*")] == (
        [path.name for path in home.glob("neo4j/*/data-*")] if decided else ["data"]
    )
    if decided:
        (kept,) = (home / "backups").glob("before-restore-*.zip")
        with Archive(kept) as archive:
            archive.verify()
            assert sum(row["labels"] == ["Wish"] for row in archive.nodes()) == THERE
        (aside,) = (home / "backups").glob("before-restore-*/own/mine")
        assert aside.read_text() == "later"


def test_a_restore_killed_when_it_is_decided_is_completed(town: Path, tmp_path: Path):
    restore_killed(town, tmp_path, "it is decided")


@pytest.mark.soak
@pytest.mark.parametrize("step", STEPS)
def test_a_restore_killed_at_every_step(town: Path, tmp_path: Path, step: str):
    restore_killed(town, tmp_path, step)

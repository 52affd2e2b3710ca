"""Restore and backup, cut off in every step: nothing is lost, and nothing is left behind.

A moment of each here; every step, signal and reach by ``make soak``.
"""

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import psutil
import pytest
from as_user import PATIENCE, begun, none_left, of_home, until

from graph.client import Graph
from graph.local import LocalServer, backups
from graph.schema import ensure_model_version
from graph.settings import Settings

pytestmark = pytest.mark.server
COUNT = "MATCH (k:Kept) RETURN count(k)"
IN_BACKUP, ENTERED = 1, 3
KEPT = {"conf", "import", "plugins", "logs", "lock", "start.lock", "state.json", "run"}
KEPT |= {"current.json", "password", "port", "made_by"}
Step = Callable[[Path, Path], bool]
"""Whether a command on the server's folder ``root`` and the backup ``file`` has come to a step."""


def of_restore(name: str) -> Step:
    return lambda root, _: any(root.glob(name))


RESTORE: dict[str, Step] = {
    "the server is stopped": of_restore("unfinished"),
    "neo4j-admin dumps": of_restore("unfinished/admin.log"),
    "the data there was is backed up": of_restore("unfinished/former.dump"),
    "the new folder is there": of_restore("data-*"),
    "the backup is copied": of_restore("unfinished/neo4j.dump"),
    "neo4j-admin loads": of_restore("data-*/databases/neo4j"),
    "a server is tried out": of_restore("unfinished/trial.log"),
    "the trial answers": lambda root, _: "Started." in text(root / "unfinished" / "trial.log"),
    "it is decided": of_restore("current.json"),
}
BACKUP: dict[str, Step] = {
    "the folder is there": lambda _, file: any(file.parent.glob(f".{file.name}.*")),
    "neo4j-admin dumps": lambda _, file: any(file.parent.glob(f".{file.name}.*/admin.log")),
    "the dump is there": lambda _, file: any(file.parent.glob(f".{file.name}.*/*.dump")),
    "the file has its name": lambda _, file: file.exists(),
}
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP]
CASES = list(product(SIGNALS, [False, True]))


def text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def server_of(home: Path) -> LocalServer:
    more = {"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
    return LocalServer(Settings().model_copy(update=more))


@dataclass
class Town:
    """A home with data in it, and a backup of the day before."""

    home: Path
    backup: Path

    def copy(self, folder: Path) -> LocalServer:
        shutil.copytree(self.home, folder / "home")
        return server_of(folder / "home")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    server, file = server_of(folder / "home"), folder / "yesterday.dump"
    with server, Graph(server.start()) as graph:
        ensure_model_version(graph)
        enter(graph, IN_BACKUP)
        backups.backup(server, file)
        enter(graph, ENTERED - IN_BACKUP)
    return Town(folder / "home", file)


def enter(graph: Graph, nodes: int) -> None:
    graph.write("UNWIND range(1, $n) AS n CREATE (:Kept)", {"n": nodes})


def cut_off(home: Path, words: list[str], at: Callable[[], bool], number: int, tree: bool) -> None:
    """Run a command until a condition holds, and send it a signal, with its children or alone."""
    with begun(home, "neo4j", *words) as running:
        until(lambda: at() or running.process.poll() is not None, PATIENCE)
        process = psutil.Process(running.process.pid)
        targets = [process, *(process.children(recursive=True) if tree else ())]
        for one in targets:
            try:
                os.kill(one.pid, number)
            except ProcessLookupError:
                continue
        running.rest()


def restore_cut_off(
    server: LocalServer, town: Town, step: str, number: int, tree: bool
) -> list[Path]:
    """Cut a restore off and look at what is there then; gives the backup that it kept, if any."""
    root, home = server.folders.root, server.settings.home
    words = ["restore", str(town.backup), "--yes"]
    cut_off(home, words, lambda: RESTORE[step](root, town.backup), number, tree)
    done = (root / "current.json").exists()
    if step == "it is decided":
        assert done
    with server, Graph(server.start()) as graph:
        assert graph.read(COUNT).value() == (IN_BACKUP if done else ENTERED)
        enter(graph, 5)
        server.start()  # one that attaches changes nothing
        server.stop()
        server.start()
        assert graph.read(COUNT).value() == (IN_BACKUP if done else ENTERED) + 5
        nothing_left(server, done)
    kept = list(server.folders.backups.glob("*"))
    assert len(kept) == done
    return kept


def nothing_left(server: LocalServer, done: bool) -> None:
    root = server.folders.root
    names = {path.name for path in root.iterdir()}
    data = {name for name in names if name.startswith("data")}
    assert data == {server.folders.data.name} and (data != {"data"}) == done
    assert names - data <= KEPT
    state = server.folders.state()
    assert state is not None
    ours = {state.java.pid, state.supervisor.pid, os.getpid()}
    assert {process.pid for process in of_home(root)} <= ours


def backup_cut_off(town: Town, folder: Path, step: str, number: int, tree: bool) -> None:
    server = town.copy(folder)
    file = folder / "elsewhere" / "today.dump"
    home = server.settings.home
    with Graph(server.start(owner="none")) as graph:
        cut_off(
            home,
            ["backup", str(file)],
            lambda: BACKUP[step](server.folders.root, file),
            number,
            tree,
        )
        server.start()
        assert graph.read(COUNT).value() == ENTERED
        state = server.folders.state()
        assert state is not None and state.owner is None  # one that stays goes on staying
        nothing_left(server, False)
        assert set(file.parent.iterdir()) <= {file}
    server.stop()
    assert none_left(home)
    if file.exists():
        holds(server, file, ENTERED)


def holds(server: LocalServer, backup: Path, nodes: int) -> None:
    backups.restore(server, backup)
    with Graph(server.start()) as graph:
        assert graph.read(COUNT).value() == nodes
    server.stop()


def test_a_restore_cut_off_when_it_is_decided(town: Town, tmp_path: Path):
    restore_cut_off(town.copy(tmp_path), town, "it is decided", signal.SIGKILL, False)


def test_a_backup_cut_off_while_it_is_dumped(town: Town, tmp_path: Path):
    backup_cut_off(town, tmp_path, "neo4j-admin dumps", signal.SIGKILL, False)


@pytest.mark.soak
@pytest.mark.parametrize(("number", "tree"), CASES)
@pytest.mark.parametrize("step", RESTORE)
def test_a_restore_cut_off_at_every_step(
    town: Town, tmp_path: Path, step: str, number: int, tree: bool
):
    server = town.copy(tmp_path)
    for kept in restore_cut_off(server, town, step, number, tree):
        holds(server, kept, ENTERED)


@pytest.mark.soak
@pytest.mark.parametrize(("number", "tree"), CASES)
@pytest.mark.parametrize("step", BACKUP)
def test_a_backup_cut_off_at_every_step(
    town: Town, tmp_path: Path, step: str, number: int, tree: bool
):
    backup_cut_off(town, tmp_path, step, number, tree)

"""Restore and backup, cut off in every step: nothing is lost, and nothing is left behind.

A moment of each is in ``test_local_server``.
"""

import shutil
import signal
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from as_user import none_left
from cut_off import (
    BACKUP,
    COUNT,
    RESTORE,
    backup_cut_off,
    enter,
    holds,
    nothing_left,
    restore_cut_off,
)

from graph.client import Graph
from graph.local import LocalServer, backups
from graph.schema import ensure_model_version
from graph.settings import Settings

pytestmark = [pytest.mark.server, pytest.mark.soak]
IN_BACKUP, ENTERED = 1, 3
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP]
CASES = list(product(SIGNALS, [False, True]))


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


@pytest.mark.parametrize(("number", "tree"), CASES)
@pytest.mark.parametrize("step", RESTORE)
def test_a_restore_cut_off_at_every_step(
    town: Town, tmp_path: Path, step: str, number: int, tree: bool
):
    server = town.copy(tmp_path)
    done = restore_cut_off(
        server, town.backup, IN_BACKUP, ENTERED, step=step, number=number, tree=tree
    )
    server.stop()
    with Graph(server.start()) as graph:
        assert graph.read(COUNT).value() == (IN_BACKUP if done else ENTERED) + 5
        nothing_left(server, done)
    kept = list(server.folders.backups.glob("*"))
    assert len(kept) == done
    for one in kept:
        holds(server, one, ENTERED)
    server.stop()


@pytest.mark.parametrize(("number", "tree"), CASES)
@pytest.mark.parametrize("step", BACKUP)
def test_a_backup_cut_off_at_every_step(
    town: Town, tmp_path: Path, step: str, number: int, tree: bool
):
    server, file = town.copy(tmp_path), tmp_path / "elsewhere" / "today.dump"
    backup_cut_off(server, file, ENTERED, restored=False, step=step, number=number, tree=tree)
    server.stop()
    assert none_left(server.settings.home)

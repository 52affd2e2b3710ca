"""Restore and backup of a private server, cut off in a step, and what is looked at afterwards."""

import os
from collections.abc import Callable
from pathlib import Path

import psutil
from as_user import PATIENCE, begun, of_home, until

from graph.client import Graph
from graph.local import LocalServer, backups

COUNT = "MATCH (k:Kept) RETURN count(k)"
KEPT = {"conf", "import", "plugins", "logs", "lock", "start.lock", "state.json", "run"}
KEPT |= {"current.json", "password", "port", "made_by"}
Step = Callable[[Path, Path], bool]
"""Whether a command on the server's folder ``root`` and the backup ``file`` has come to a step."""


def _of_restore(name: str) -> Step:
    return lambda root, _: any(root.glob(name))


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


RESTORE: dict[str, Step] = {
    "the server is stopped": _of_restore("unfinished"),
    "the new folder is there": _of_restore("data-*"),
    "the backup is copied": _of_restore("unfinished/neo4j.dump"),
    "neo4j-admin runs": _of_restore("unfinished/admin.log"),
    "neo4j-admin loads": _of_restore("data-*/databases/neo4j"),
    "neo4j-admin dumps": _of_restore("unfinished/admin.1.log"),
    "the data there was is backed up": _of_restore("unfinished/former.dump"),
    "a server is tried out": _of_restore("unfinished/trial.log"),
    "the trial answers": lambda root, _: "Started." in _text(root / "unfinished" / "trial.log"),
    "it is decided": _of_restore("current.json"),
}
BACKUP: dict[str, Step] = {
    "the folder is there": lambda _, file: any(file.parent.glob(f".{file.name}.*")),
    "neo4j-admin dumps": lambda _, file: any(file.parent.glob(f".{file.name}.*/admin.log")),
    "the dump is there": lambda _, file: any(file.parent.glob(f".{file.name}.*/*.dump")),
    "the file has its name": lambda _, file: file.exists(),
}


def enter(graph: Graph, nodes: int) -> None:
    graph.write("UNWIND range(1, $n) AS n CREATE (:Kept)", {"n": nodes})


def _cut_off(home: Path, words: list[str], at: Callable[[], bool], number: int, tree: bool) -> None:
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
    server: LocalServer,
    file: Path,
    in_file: int,
    there: int,
    *,
    step: str,
    number: int,
    tree: bool = False,
) -> bool:
    """Cut off the first restore on a home whose server is stopped, and start it; gives whether it was
    done. The backup holds ``in_file`` nodes, the graph ``there``. Afterwards it holds five more, and
    the server runs for nobody.
    """
    root, words = server.folders.root, ["restore", str(file), "--yes"]
    _cut_off(server.settings.home, words, lambda: RESTORE[step](root, file), number, tree)
    done = (root / "current.json").exists()
    if step == "it is decided":
        assert done
    with Graph(server.start(owner="none")) as graph:
        assert graph.read(COUNT).value() == (in_file if done else there)
        enter(graph, 5)
        server.start()  # one that attaches changes nothing
    return done


def backup_cut_off(
    server: LocalServer,
    file: Path,
    there: int,
    *,
    restored: bool,
    step: str,
    number: int,
    tree: bool = False,
) -> None:
    """Cut off a backup of a server that runs for nobody and holds ``there`` nodes: so it does again."""
    words = ["backup", str(file)]
    with Graph(server.start(owner="none")) as graph:
        _cut_off(
            server.settings.home,
            words,
            lambda: BACKUP[step](server.folders.root, file),
            number,
            tree,
        )
        server.start()
        assert graph.read(COUNT).value() == there
        state = server.folders.state()
        assert state is not None and state.owner is None  # one that stays goes on staying
        nothing_left(server, restored)
        assert set(file.parent.iterdir()) <= {file}
    if file.exists():
        holds(server, file, there)


def nothing_left(server: LocalServer, restored: bool) -> None:
    """Of a running server's folder and processes there is nothing but what it needs."""
    root = server.folders.root
    names = {path.name for path in root.iterdir()}
    data = {name for name in names if name.startswith("data")}
    assert data == {server.folders.data.name} and (data != {"data"}) == restored
    assert names - data <= KEPT
    state = server.folders.state()
    assert state is not None
    ours = {state.java.pid, state.supervisor.pid, os.getpid()}
    assert {process.pid for process in of_home(root)} <= ours


def holds(server: LocalServer, backup: Path, nodes: int) -> None:
    """A backup is whole: it can be restored, and has so many nodes."""
    backups.restore(server, backup)
    with Graph(server.start()) as graph:
        assert graph.read(COUNT).value() == nodes

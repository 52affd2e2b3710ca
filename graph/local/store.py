"""Backup and restore of the private server's data, with neo4j-admin and the server stopped."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.client import Graph
from graph.local.command import admin_command, admin_environment, write_configuration
from graph.local.errors import StartFailed, StoreCommandFailed
from graph.local.places import State
from graph.schema import mark_restored

if TYPE_CHECKING:
    from graph.local.server import LocalServer

_DUMP = "neo4j.dump"
_ASIDE = "before-restore"
_STORES = ("databases/neo4j", "transactions/neo4j")
_WITHIN = 3600.0


def backup(server: "LocalServer", file: Path) -> None:
    """Write the data to ``file``, which is replaced only once the new one is whole."""
    file = file.absolute()
    server.places.make()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise _no_place(file) from error
    with folder, _stopped(server):
        _admin(server, "dump", f"--to-path={folder.name}")
        os.replace(Path(folder.name) / _DUMP, file)


def _no_place(file: Path) -> StoreCommandFailed:
    return StoreCommandFailed(
        f"无法在 {file.parent} 中写入备份，请另选一个位置。",
        f"The backup cannot be written in {file.parent}; choose another place.",
    )


def restore(server: "LocalServer", file: Path) -> None:
    """Put the data of ``file`` in place of what there is. The password stays as it is.

    What there was is kept aside until a server has come up on the new data, and put back where
    none does. A server that was not running is stopped again.
    """
    if not file.is_file():
        raise StoreCommandFailed(
            f"找不到备份文件 {file}，数据没有改动。",
            f"There is no backup file {file}; the data is as it was.",
        )
    server.places.make()
    with _stopped(server) as was, _kept_aside(server.places.data):
        with tempfile.TemporaryDirectory(dir=server.places.root) as folder:
            shutil.copyfile(file, Path(folder) / _DUMP)
            _admin(server, "load", f"--from-path={folder}", "--overwrite-destination=true")
        _try_out(server, was)


def _try_out(server: "LocalServer", was: State | None) -> None:
    """Start the server on the new data; stop it again where none was running before."""
    try:
        address = server.start_for(was.owner if was is not None and _wanted(was) else None)
    except StartFailed as error:
        raise StoreCommandFailed(
            f"Neo4j 打不开备份中的数据，已放回原有数据。{error.zh}",
            f"Neo4j cannot open the data of this backup; the former data is back. {error.en}",
        ) from error
    with Graph(address) as graph:
        mark_restored(graph)
    if was is None or not _wanted(was):
        server.end()


def _wanted(was: State) -> bool:
    """Whether somebody is left for whom the server should run again."""
    return was.owner is None or was.owner.alive


@contextmanager
def _stopped(server: "LocalServer") -> Iterator[State | None]:
    """Stop the server for a while; afterwards it runs again for the same owner, if it did before."""
    with server.one_at_a_time:
        state = server.places.state()
        was = state if server.end() else None
        try:
            yield was
        finally:
            if was is not None and _wanted(was) and not server.status().running:
                server.start_for(was.owner)


@contextmanager
def _kept_aside(data: Path) -> Iterator[None]:
    """Keep the store aside while the body replaces it; put it back if the body fails."""
    aside, outlived = data / _ASIDE, data / "outlived"
    for name in filter(lambda name: (data / name).exists(), _STORES):
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(data / name, aside / name)
    try:
        yield
    except BaseException:
        put_back(data)
        raise
    if aside.exists():
        os.replace(aside, outlived)  # in one step: from here on the new data counts
        shutil.rmtree(outlived, ignore_errors=True)


def put_back(data: Path) -> None:
    """Bring back the store that a restore kept aside and never came to the end of."""
    aside = data / _ASIDE
    for name in filter(lambda name: (aside / name).exists(), _STORES):
        shutil.rmtree(data / name, ignore_errors=True)
        os.replace(aside / name, data / name)
    shutil.rmtree(aside, ignore_errors=True)


def _admin(server: "LocalServer", verb: str, *arguments: str) -> None:
    """Run ``neo4j-admin database`` on our store. Raises StoreCommandFailed."""
    java, jars = server.tools()
    write_configuration(
        server.places, server.line, server.places.choose_port(), server.settings.heap_mb
    )
    done = subprocess.run(
        admin_command(java, jars, server.places, "database", verb, "neo4j", *arguments),
        env=admin_environment(server.places),
        cwd=server.places.root,
        capture_output=True,
        text=True,
        timeout=_WITHIN,
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-4:])
        raise StoreCommandFailed(
            f"neo4j-admin database {verb} 失败，数据没有改动：\n{last}",
            f"neo4j-admin database {verb} failed; the data is as it was:\n{last}",
        )

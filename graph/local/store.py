"""Backup and restore of the private server's data, with neo4j-admin and the server stopped."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.local.command import admin_command, admin_environment
from graph.local.errors import StoreCommandFailed

if TYPE_CHECKING:
    from graph.local.server import LocalServer

_DUMP = "neo4j.dump"
_WITHIN = 3600.0


def backup(server: "LocalServer", file: Path) -> None:
    """Write the data to ``file``, which is replaced only once the new one is whole."""
    file = file.absolute()
    file.parent.mkdir(parents=True, exist_ok=True)
    with _stopped(server), tempfile.TemporaryDirectory(dir=file.parent) as folder:
        _admin(server, "database", "dump", "neo4j", f"--to-path={folder}")
        os.replace(Path(folder) / _DUMP, file)


def restore(server: "LocalServer", file: Path) -> None:
    """Put the data of ``file`` in place of what there is. The password stays as it is."""
    server.places.make()
    with _stopped(server), tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(file, Path(folder) / _DUMP)
        _admin(
            server,
            "database",
            "load",
            "neo4j",
            f"--from-path={folder}",
            "--overwrite-destination=true",
        )


@contextmanager
def _stopped(server: "LocalServer") -> Iterator[None]:
    """Stop the server for a while and start it again for the same owner, if it was running."""
    state = server.places.state()
    was_running = server.stop()
    try:
        yield
    finally:
        if was_running and state is not None:
            server.start_for(state.owner)


def _admin(server: "LocalServer", *arguments: str) -> None:
    java, jars = server.tools()
    done = subprocess.run(
        admin_command(java, jars, server.places, *arguments),
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
            f"neo4j-admin {' '.join(arguments[:2])} 失败,数据没有改动:\n{last}",
            f"neo4j-admin {' '.join(arguments[:2])} failed; the data is as it was:\n{last}",
        )

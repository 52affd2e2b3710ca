"""neo4j-admin on a stopped store, under a supervisor: it ends with whoever asked for it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from graph.local.errors import StoreCommandFailed
from graph.local.install.lines import Line
from graph.local.process.command import admin_command, admin_environment
from graph.local.process.spawn import spawn
from graph.local.process.state import Order
from graph.local.store.configuration import write_configuration
from graph.local.store.folders import Folders

DUMP = "neo4j.dump"
"""The name that neo4j-admin gives a backup, and looks for one by."""
_LINES_SHOWN = 4
_WITHIN = 3600.0


@dataclass(frozen=True)
class Admin:
    """neo4j-admin for one store; what it needs beside the store lies in a folder of the caller's."""

    java: Path
    jars: Path
    folders: Folders
    line: Line

    def dump(self, data: Path, target: Path, scratch: Path) -> None:
        """Write the database in the folder ``data`` to ``target``, a file that is not there yet.

        ``scratch``: a folder on the target's disk. Raises StoreCommandFailed.
        """
        self._run("dump", data, scratch, f"--to-path={scratch}")
        (scratch / DUMP).rename(target)

    def load(self, source: Path, data: Path, scratch: Path) -> None:
        """Put the database that is in the backup ``source`` into the folder ``data``.

        Raises StoreCommandFailed.
        """
        shutil.copyfile(source, scratch / DUMP)
        self._run("load", data, scratch, f"--from-path={scratch}", "--overwrite-destination=true")
        (scratch / DUMP).unlink()

    def _run(self, verb: str, data: Path, scratch: Path, *arguments: str) -> None:
        conf, log = scratch / "conf", scratch / "admin.log"
        conf.mkdir(mode=0o700, exist_ok=True)
        write_configuration(conf, self.folders, self.line, data, 0, 0, False)
        words = ("database", verb, "neo4j", *arguments)
        supervisor = spawn(
            Order(
                command=admin_command(self.java, self.jars, self.folders.root, *words),
                folder=str(self.folders.root),
                environment=admin_environment(self.folders.root, conf),
                lock=str(self.folders.lock_file),
                log=str(log),
                listen=True,
            )
        )
        with supervisor:  # whose standard input is closed when the body is left, which ends it
            code = supervisor.wait(_WITHIN)
        if code:
            raise _failed(verb, log)


def _failed(verb: str, log: Path) -> StoreCommandFailed:
    text = log.read_text("utf-8", "replace") if log.exists() else ""
    last = "\n".join(text.strip().splitlines()[-_LINES_SHOWN:])
    return StoreCommandFailed(
        f"neo4j-admin database {verb} 失败，数据没有改动：\n{last}",
        f"neo4j-admin database {verb} failed; the data is as it was:\n{last}",
    )

"""Backups that are made by themselves, what they are called, and how many of them are kept."""

import re
from datetime import datetime
from pathlib import Path
from typing import Literal

from graph.backup.archive import Archive, Manifest
from graph.backup.errors import BackupDamaged, BackupFailed
from graph.backup.exporting import Backup, Exporter, contents
from graph.backup.home_files import HomeFiles
from graph.client import Graph
from graph.model import SHANGHAI
from graph.progress import Reporter, Silent

KEPT = 10
"""So many backups from before a day's first load are kept."""
_DAILY = re.compile(r"auto-\d{8}-\d{6}\.zip")
_ONLY_OURS = 1
"""Nodes of a graph into which nothing was loaded: the model's version."""
Server = Literal["private", "own"]


def backups_of(home: Path) -> Path:
    """The folder of a home for backups that were given no other place."""
    return home / "backups"


def dated(home: Path, name: str) -> Path:
    """A path for a backup of now in the home: ``backups/<name>-20261127-081500.zip``."""
    return backups_of(home) / f"{name}-{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}.zip"


def back_up(
    graph: Graph,
    file: Path,
    home: Path,
    server: Server,
    progress: Reporter,
    *,
    logs: bool = False,
    gate_closed: bool = False,
    seal: str = "",
) -> Backup:
    """Write a backup of a graph and its home, while the server runs.

    ``gate_closed``: the caller sees to it that nobody writes. ``seal``: of the home's trail, for the
    manifest. Raises BackupFailed, NoRoom or
    GateClosed; then there is no such file.
    """
    exporter = Exporter(graph, HomeFiles(home, logs), server, progress, seal)
    return exporter.write(file.absolute(), gate_closed=gate_closed)


def backup_before_first_load(
    graph: Graph,
    home: Path,
    server: Server,
    progress: Reporter | None = None,
    *,
    seal: str = "",
) -> Backup | None:
    """Back up before the first load of a day; the last ten of these are kept.

    None where there is one of today, be it that another load makes it just now, or nothing in the
    graph. Raises as ``back_up``.
    """
    today = f"auto-{datetime.now(SHANGHAI):%Y%m%d}-"
    if _has(home, today) or contents(graph).nodes <= _ONLY_OURS:
        return None
    try:
        file = dated(home, "auto")
        written = back_up(graph, file, home, server, progress or Silent(), seal=seal)
    except BackupFailed:
        if _has(home, today):
            return None
        raise
    for path in _daily(home)[:-KEPT]:
        path.unlink(missing_ok=True)
    return written


def listed(home: Path) -> list[tuple[Path, Manifest | None]]:
    """The backups in the home, oldest first; without a manifest those that cannot be read."""
    files = sorted(backups_of(home).glob("*.zip"), key=lambda path: path.stat().st_mtime)
    return [(path, _manifest(path)) for path in files]


def _daily(home: Path) -> list[Path]:
    found = backups_of(home).glob("auto-*.zip")
    return sorted(path for path in found if _DAILY.fullmatch(path.name))


def _has(home: Path, begins: str) -> bool:
    return any(path.name.startswith(begins) for path in _daily(home))


def _manifest(path: Path) -> Manifest | None:
    try:
        with Archive(path) as archive:
            return archive.manifest
    except BackupDamaged:
        return None

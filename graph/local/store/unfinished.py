"""What a backup or a restore that was cut off has left: finished, kept or cleaned at the next start.

While one is under way it holds the start lock; whoever calls this holds it too, and runs no
program of Neo4j on anything but the store that counts.
"""

import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from graph.files import private_folder, replace_text
from graph.local.store.current import FIRST, Current
from graph.local.store.folders import Folders

FORMER_DUMP = "former.dump"
"""In the work folder: the backup of the data that a restore is about to replace."""
_NOTE = "backup.json"
_STORES = ("databases/neo4j", "transactions/neo4j")
_TEMPORARY = re.compile(r"tmp[a-z0-9_]{8}|writable\.\d+|(?!password\.next$).*\.next")
_log = logging.getLogger(__name__)


def new_data_folder(folders: Folders) -> Path:
    """A data folder of a name that none had before, for a store that does not count yet."""
    taken = {path.stem.partition("-")[2] for path in folders.root.iterdir()}
    stamp = free = f"{datetime.now():%Y%m%d-%H%M%S}"
    while free in taken or backup_before(folders, f"{FIRST}-{free}").exists():
        free = f"{stamp}-{secrets.token_hex(2)}"
    return folders.root / f"{FIRST}-{free}"


def backup_before(folders: Folders, data: str) -> Path:
    """The file for the backup of what a restore into a data folder of that name replaces."""
    return folders.backups / f"before-restore-{data.removeprefix(f'{FIRST}-')}.dump"


@contextmanager
def backup_folder(folders: Folders, folder: Path) -> Iterator[Path]:
    """Make a folder for a backup under way, wherever it is; it is removed when the body is left.

    It is noted first, for the next start to clean; a disk without room for the note does without.
    """
    note = folders.work / _NOTE
    with suppress(OSError):
        private_folder(folders.work)
        replace_text(note, json.dumps(str(folder)))
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder)
        _remove(folders.work)


def settle(folders: Folders) -> None:
    """Bring the store's folders to where either the old data counts or the new, and nothing else is."""
    current = Current.read(folders.current)
    _settle_former(folders, current)
    _settle_older_version(folders.root / FIRST)
    _clean_backup_folder(folders.work / _NOTE)
    _remove(folders.work)
    for path in folders.root.iterdir():
        is_data = path.name == FIRST or path.name.startswith(f"{FIRST}-")
        if (is_data and path.name != current.data) or _TEMPORARY.fullmatch(path.name):
            _remove(path)


def _settle_former(folders: Folders, current: Current) -> None:
    """Keep the backup of what the last restore replaced, or the folder itself where there is none."""
    former = folders.root / current.former if current.former else None
    if former is None or not former.exists():
        return
    backup = folders.backups / current.backup if current.backup else None
    dump = folders.work / FORMER_DUMP
    if backup and dump.exists() and not backup.exists():
        private_folder(folders.backups)
        shutil.move(dump, backup)
    if backup and backup.exists():
        _remove(former)
    else:
        os.replace(former, former.with_name(f"kept-{current.data}"))


def _settle_older_version(data: Path) -> None:
    """What a restore by Lianxin 0.1.0 left: there, the stores were set aside one by one.

    Where a store is missing the former one is put back. Where both are there nobody can tell
    whether something was entered since: the one in its place stays, the other is kept.
    """
    aside = data / "before-restore"
    if aside.exists():
        if all((data / name).exists() for name in _STORES):
            kept = data.with_name(f"kept-before-restore-{datetime.now():%Y%m%d-%H%M%S}")
            os.replace(aside, kept)
            _log.warning("A restore had been cut off; the data before it is kept in %s", kept)
        else:
            _put_back(data, aside)
    _remove(data / "outlived")


def _put_back(data: Path, aside: Path) -> None:
    for name in filter(lambda name: (aside / name).exists(), _STORES):
        _remove(data / name)
        os.replace(aside / name, data / name)
    _remove(aside)


def _clean_backup_folder(note: Path) -> None:
    with suppress(OSError, ValueError):
        folder = Path(json.loads(note.read_text("utf-8")))
        if folder.name.startswith("."):
            _remove(folder)


def _remove(path: Path) -> None:
    """Remove a file or a folder that nobody needs; what cannot be removed is for the next start."""
    with suppress(FileNotFoundError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()

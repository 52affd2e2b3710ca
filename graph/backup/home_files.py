"""The files of a home that belong in a backup, and those that never do.

What is copied is a list of folders, so that whatever a home comes to hold beside them, such as
accounts, passwords and Neo4j's store, stays out. Logs are taken along where asked for, and are
never put in the place of others.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.removal.journal import FOLDER as REMOVALS

LOADS = "loads"
FOLDERS = ("own", "approvals", LOADS, "editions", "meetings", "views", "outtray")
ADDED = (REMOVALS, "embeds")
"""What of a backup is added to a home and never takes the place of what is there: who was removed, and
embedded cards, of which one that was revoked stays so."""
LOGS = "log"
_UNFINISHED = ".next"
_ODD = set("\\:\0")
"""What leads elsewhere in a path on some system."""


@dataclass
class HomeFiles:
    """Files of a home by their path in it, with ``/``; ``left_out`` names what is no plain file."""

    home: Path
    logs: bool = False
    left_out: list[str] = field(default_factory=list)

    def of(self, folder: str) -> Iterator[tuple[str, Path]]:
        """The files of one folder, in order."""
        for place, folders, names in os.walk(self.home / folder):
            folders.sort()
            paths = [Path(place, name) for name in folders]
            self.left_out += [self._name(path) for path in paths if path.is_symlink()]
            for name in sorted(names):
                path = Path(place, name)
                if name.endswith(_UNFINISHED) or (folder in ADDED and not name.endswith(".json")):
                    continue
                name = self._name(path)
                if is_plain(path) and is_safe(name):
                    yield name, path
                else:
                    self.left_out.append(name)

    def all(self, but: str = "") -> Iterator[tuple[str, Path]]:
        """The files of every folder that belongs in a backup, but one."""
        for folder in (*FOLDERS, *ADDED, *([LOGS] if self.logs else [])):
            if folder != but:
                yield from self.of(folder)

    def size(self) -> int:
        """Bytes of all of them."""
        return sum(path.stat().st_size for _, path in HomeFiles(self.home, self.logs).all())

    def _name(self, path: Path) -> str:
        return path.relative_to(self.home).as_posix()


def is_plain(path: Path) -> bool:
    """Whether there is a file of that name, and no link, device or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_safe(name: str) -> bool:
    """Whether a path is text, and stays within the folders that belong in a backup on any system."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    parts = name.split("/")
    inside = len(parts) > 1 and parts[0] in (*FOLDERS, *ADDED, LOGS)
    return inside and all(part not in ("", ".", "..") and not _ODD & {*part} for part in parts)

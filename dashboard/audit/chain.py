"""The file of one process: lines that are only ever added, each bound to the one before it."""

import errno
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from dashboard.audit.line import FIRST, NotALine, decoded, encoded
from graph.files import sync_folder
from graph.local.process.lock import StoreLock

FOLDER = "audit"
"""Where in a home the chains lie."""
MOST_BYTES = 32 * 2**20
"""A chain that has grown to this goes on in a new file."""
_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")


@dataclass(frozen=True)
class ChainState:
    """How far a chain has come: its lines, the hash of the last, its bytes; whether it has ended."""

    chain: str
    lines: int
    hash: str
    size: int
    closed: bool = False


class Chain:
    """A chain that this process writes; no other writes to it, and others see that it lives."""

    def __init__(self, folder: Path, at: datetime) -> None:
        """Begin a new file. Raises OSError."""
        self.name = f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self.day = at.date()
        self._lock = StoreLock(lock_of(folder, self.name))
        self._lock.acquire(0)
        self._folder = folder
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        try:
            self._file = os.open(file_of(folder, self.name), flags, 0o600)
        except OSError:
            self._lock.release()
            lock_of(folder, self.name).unlink(missing_ok=True)
            raise
        self._lines, self._hash, self._size = 0, FIRST, 0
        self._torn = False

    @property
    def state(self) -> ChainState:
        """How far it has come."""
        return ChainState(self.name, self._lines, self._hash, self._size)

    @property
    def is_there(self) -> bool:
        """Whether nobody has removed the file."""
        return os.fstat(self._file).st_nlink > 0

    def append(self, values: Mapping[str, object]) -> None:
        """Add a line whole, or nothing. Raises OSError.

        When this returns the system has the line: the end of this process loses nothing.
        """
        if self._torn:
            os.ftruncate(self._file, self._size)
            self._torn = False
        line, hash = encoded(self._lines + 1, self._hash, values)
        try:
            append_whole(self._file, line, self._size)
        except OSError:
            self._torn = os.fstat(self._file).st_size != self._size
            raise
        self._lines, self._hash, self._size = self._lines + 1, hash, self._size + len(line)

    def sync(self) -> None:
        """Have the disk hold what was added. Raises OSError."""
        os.fsync(self._file)
        if self._lines == 1:
            sync_folder(self._folder)

    def duplicate(self) -> int:
        """Another descriptor of the file, for whoever syncs it meanwhile and closes it then."""
        return os.dup(self._file)

    def close(self) -> ChainState:
        """Add no more; gives the last state. Raises OSError."""
        try:
            self.sync()
        finally:
            os.close(self._file)
        return replace(self.state, closed=True)

    def forget_lock(self) -> None:
        """Let others see that it is sealed for good."""
        lock_of(self._folder, self.name).unlink(missing_ok=True)

    def release(self) -> None:
        """Let others see that this process writes it no more."""
        self._lock.release()

    def discard(self) -> None:
        """Forget a chain that was not sealed."""
        os.close(self._file)
        file_of(self._folder, self.name).unlink(missing_ok=True)
        self.forget_lock()
        self.release()


def append_whole(file: int, line: bytes, size: int) -> None:
    """Add a line to an open file that holds ``size`` bytes. Raises OSError, and adds nothing then."""
    try:
        if os.write(file, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, size)
        raise


def file_of(folder: Path, name: str) -> Path:
    """The file of a chain."""
    return folder / f"chain-{name}.jsonl"


def day_of(name: str) -> date:
    """The day of a chain: all of its lines are of that day."""
    return datetime.strptime(name[:8], "%Y%m%d").date()


def lock_of(folder: Path, name: str) -> Path:
    """The file that is there until a chain is sealed for good, and locked while its process lives."""
    return folder / f"chain-{name}.lock"


def chains(folder: Path) -> list[str]:
    """The names of the chains whose files are there, the oldest first."""
    return _names(folder, ".jsonl")


def unsealed(folder: Path) -> list[str]:
    """The names of those that live, or whose process died before it sealed them."""
    return _names(folder, ".lock")


def last_state(folder: Path, name: str) -> ChainState:
    """How far a chain has come whose process died. Raises OSError.

    Half a line at its end is not counted. Where the last line cannot be read, its hash is "".
    """
    lines, last, size = 0, b"", 0
    with file_of(folder, name).open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                lines, last, size = lines + 1, line[:-1], size + len(line)
    try:
        hash = decoded(last).hash if lines else FIRST
    except NotALine:
        hash = ""
    return ChainState(name, lines, hash, size, closed=True)


def _names(folder: Path, ending: str) -> list[str]:
    found = (path.name for path in folder.glob(f"chain-*{ending}"))
    names = (name.removeprefix("chain-").removesuffix(ending) for name in found)
    return sorted(name for name in names if _NAME.fullmatch(name))

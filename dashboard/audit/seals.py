"""The common chain: how far each process's chain had come, sealed one after another under a lock.

Its own last line is small enough to be noted elsewhere: in the graph, in backups, in editions. So
what was cut off its end is found back to there.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock

from dashboard.audit.chain import ChainState, append_whole, last_state, lock_of, unsealed
from dashboard.audit.line import FIRST, Line, NotALine, decoded, encoded
from graph.files import private_folder, sync_folder
from graph.local.process.lock import StoreLock
from graph.model import SHANGHAI

FILE = "seals.jsonl"
LOCK_SECONDS = 10.0
_BACK = 2**16
Why = Literal["start", "hourly", "stop", "found", "load", "backup", "edition", "pruned", "asked"]


@dataclass(frozen=True)
class Seal:
    """A line of the common chain, as it is noted elsewhere: which trail, its number, its hash."""

    trail: str
    n: int
    hash: str

    def __str__(self) -> str:
        return f"{self.trail}:{self.n}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """A seal that was noted; None for what is none."""
        trail, _, rest = text.partition(":")
        n, _, hash = rest.partition(":")
        return cls(trail, int(n), hash) if n.isdecimal() and len(hash) == 64 else None


class Seals:
    """The common chain of one home."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._folder = folder

    def add(self, states: Sequence[ChainState], why: Why) -> Seal | None:
        """Seal how far some chains have come, and those whose processes have died.

        Gives the last seal; where there is nothing to seal, that is the one before. Raises OSError,
        and Timeout where another process does not give the lock back.
        """
        private_folder(self._folder)
        with self.lock():
            dead = list(self._dead({one.chain for one in states}))
            if not states and not dead:
                return self.head()
            seal = self._append([*states, *dead], why)
            for one in dead:
                lock_of(self._folder, one.chain).unlink(missing_ok=True)
        return seal

    def lock(self) -> FileLock:
        """Held while the folder is changed. Raises Timeout."""
        return FileLock(self._folder / "lock", timeout=LOCK_SECONDS, mode=0o600)

    def head(self) -> Seal | None:
        """The last seal; None before the first. Raises OSError."""
        last = self._last()
        return Seal(self.trail(), last.n, last.hash) if last else None

    def holds(self, seal: Seal) -> bool:
        """Whether a seal that was noted elsewhere is one of this trail's. Raises OSError."""
        lines = self.file.read_bytes().split(b"\n")
        if seal.trail != self.trail() or not 0 < seal.n < len(lines):
            return False
        try:
            return decoded(lines[seal.n - 1]).hash == seal.hash
        except NotALine:
            return False

    def trail(self) -> str:
        """The name of this trail: it begins with the hash of its first seal. "" before that."""
        try:
            with self.file.open("rb") as file:
                return decoded(file.readline().rstrip(b"\n")).hash[:12]
        except (OSError, NotALine):
            return ""

    def _append(self, states: Sequence[ChainState], why: Why) -> Seal:
        last = self._last()
        at = datetime.now(SHANGHAI).isoformat(timespec="milliseconds")
        values = {"at": at, "why": why, "chains": [asdict(one) for one in states]}
        n = last.n + 1 if last else 1
        line, hash = encoded(n, last.hash if last else FIRST, values)
        file = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            append_whole(file, line, os.fstat(file).st_size)
            os.fsync(file)
        finally:
            os.close(file)
        if n == 1:
            sync_folder(self._folder)
        return Seal(self.trail(), n, hash)

    def _last(self) -> Line | None:
        """The last line; half a line that a crash left behind it is taken away."""
        with suppress(FileNotFoundError), self.file.open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            back, whole = _BACK, b""
            while size:
                file.seek(max(size - back, 0))
                whole, _, torn = file.read().rpartition(b"\n")
                if torn:
                    file.truncate(size - len(torn))
                    size -= len(torn)
                if b"\n" in whole or back >= size:
                    break
                back *= 2
            if whole:
                return _read(whole.rpartition(b"\n")[2])
        return None

    def _dead(self, own: set[str]) -> Iterator[ChainState]:
        """Chains whose process is gone and that nobody has sealed for good."""
        for name in unsealed(self._folder):
            if name not in own and StoreLock(lock_of(self._folder, name)).free_within(0):
                with suppress(FileNotFoundError):
                    yield last_state(self._folder, name)


def _read(raw: bytes) -> Line:
    """The line that the next one is bound to, whatever was done to it: ``verify`` says what."""
    try:
        return decoded(raw)
    except NotALine:
        with suppress(ValueError, TypeError, KeyError):
            return Line(int(json.loads(raw)["n"]), "", FIRST, {}, is_intact=False)
        return Line(0, "", FIRST, {}, is_intact=False)

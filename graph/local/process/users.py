"""The processes that a server is to outlive its starter for: each writes down that it is there."""

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from graph.local.process.identity import ProcessIdentity


class Users:
    """The long-lived processes that use one server, a file each in a folder.

    The supervisor reads it, which is why the standard library has to be enough here.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def enter(self) -> None:
        """Write down that this process uses the server until it leaves, or dies."""
        me = ProcessIdentity.current()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        draft = self._folder / f".{me.pid}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(asdict(me), out)
        os.replace(draft, self._folder / str(me.pid))

    def leave(self) -> None:
        """This process needs the server no more."""
        (self._folder / str(os.getpid())).unlink(missing_ok=True)

    def heir(self, *, but: ProcessIdentity) -> ProcessIdentity | None:
        """The one that has been there for longest, ``but`` for one; those that died are removed."""
        found = []
        for file in self._files():
            user = _read(file)
            if user is None or not user.alive:
                file.unlink(missing_ok=True)
            elif user != but:
                with suppress(OSError):
                    found.append((file.stat().st_mtime_ns, user))
        return min(found, key=lambda one: one[0])[1] if found else None

    def _files(self) -> list[Path]:
        with suppress(OSError):
            return [file for file in self._folder.iterdir() if file.name.isdigit()]
        return []


def _read(file: Path) -> ProcessIdentity | None:
    try:
        return ProcessIdentity(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None

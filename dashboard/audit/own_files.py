"""Files of a home's own that were changed in the folder, past every command and page: noted in the trail.

Who did that is not known. What is known of each file is its sum, kept beside the trail and shared by
all processes of the home.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from dashboard.audit.chain import FOLDER
from dashboard.errors import Busy
from graph.errors import GraphError
from graph.files import private_folder, replace_text

if TYPE_CHECKING:  # it brings the driver with it, which a list of reports has no use for
    from dashboard.audit.trail import Trail

log = logging.getLogger(__name__)
FOLDERS = ("own", "approvals")
MOST_LINES = 20
"""So many changed files have a line each; of more there is one line with their number."""
_KNOWN, _LOCK = "own_files.json", "own_files.lock"
_WAIT = 10.0
Sums = Mapping[str, str]
"""The sum of each file by its path in the home, with ``/``."""


class OwnFiles:
    """What is known of the files of one home."""

    def __init__(self, home: Path) -> None:
        self._home, self._place = home, home / FOLDER

    def look(self, trail: Callable[[], "Trail"]) -> None:
        """Note what was changed since the last look, in a trail that is asked for only then.

        Whatever goes wrong is logged, and looked at again the next time; where another process
        looks just now nothing is done.
        """
        try:
            if not self._known() and not any((self._home / one).is_dir() for one in FOLDERS):
                return
            with self._locked(0):
                self._note_and_keep(trail())
        except Busy:
            pass
        except (GraphError, OSError):
            log.warning("changes in the folder of own files were not noted", exc_info=True)

    @contextmanager
    def changed_by_us(self, trail: "Trail") -> Iterator[None]:
        """While the body runs, what changes is of this program, which has noted whose it is.

        Raises AuditFailed, and Busy where another process holds the files for long.
        """
        with self._locked(_WAIT):
            self._note_and_keep(trail)
            try:
                yield
            finally:
                self._keep(self._sums())

    def _note_and_keep(self, trail: "Trail") -> None:
        before, now = self._known(), self._sums()
        changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
        if not changed:
            return
        if len(changed) > MOST_LINES:
            trail.record("own_file", None, files=len(changed))
        for path in changed if len(changed) <= MOST_LINES else ():
            act = "remove" if path not in now else "edit" if path in before else "add"
            trail.record("own_file", None, path, act=act, sha256=now.get(path, ""))
        self._keep(now)

    def _sums(self) -> Sums:
        return {path: hashlib.sha256(data).hexdigest() for path, data in self._files()}

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for name in FOLDERS:
            for place, _, files in os.walk(self._home / name):
                for file in map(Path(place).joinpath, files):
                    if file.is_file() and not file.is_symlink():
                        yield file.relative_to(self._home).as_posix(), file.read_bytes()

    def _known(self) -> Sums:
        try:
            found = json.loads((self._place / _KNOWN).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _keep(self, sums: Sums) -> None:
        if sums != self._known():
            replace_text(self._place / _KNOWN, json.dumps(sums, ensure_ascii=False, sort_keys=True))

    @contextmanager
    def _locked(self, seconds: float) -> Iterator[None]:
        private_folder(self._place)
        lock = FileLock(self._place / _LOCK, timeout=seconds, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise Busy(1) from None
        try:
            yield
        finally:
            lock.release()

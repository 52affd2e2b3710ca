"""Launches one server under a supervisor and waits until it answers."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.address import Address
from graph.files import free_bytes
from graph.local.bolt.sign_in import sign_in
from graph.local.errors import AlreadyRunning, NewerStore, NoRoom, StartCancelled, StartFailed
from graph.local.install.lines import Line
from graph.local.process.command import server_command
from graph.local.process.identity import ProcessIdentity
from graph.local.process.spawn import spawn
from graph.local.process.state import Order
from graph.local.process.supervisor import LOCK_TAKEN
from graph.local.store.configuration import write_configuration
from graph.local.store.folders import NEW_STORE, Folders
from graph.local.store.logs import log_names, log_tail
from graph.settings import Settings

_START_WITHIN, _START_ON_FULL_DISK_WITHIN = 300.0, 120.0
_LOOK_EVERY = 0.1
_GRACE = 30.0
_LINES_SHOWN = 12
_NEWER_STORE = "UnsupportedLogVersionException"
_NEARLY_FULL = 64 * 2**20
"""Bytes free below which a start that failed is taken to have failed for want of room."""


@dataclass(frozen=True)
class Launch:
    """A server to be launched on one data folder, with its configuration, port and log.

    ``shared``: the server that everybody finds and uses, and not one that is only tried out.
    """

    settings: Settings
    folders: Folders
    line: Line
    data: Path
    conf: Path
    port: int
    log: Path
    shared: bool

    def spawn(self, java: Path, jars: Path, owner: ProcessIdentity | None) -> subprocess.Popen[str]:
        """Start the supervisor and with it Java. Raises NoRoom where a new store has no room."""
        if not (self.data / "databases" / "system").exists():
            self.folders.refuse_without_room(self.folders.root, NEW_STORE)
            self.folders.password_of_new_store()
        heap, fast = self.settings.heap_mb, self.settings.test_speed
        write_configuration(self.conf, self.folders, self.line, self.data, self.port, heap, fast)
        root = self.folders.root
        return spawn(
            Order(
                command=server_command(java, jars, self.line, root, self.conf, heap, fast),
                folder=str(root),
                environment={},
                lock=str(self.folders.lock_file),
                log=str(self.log),
                listen=owner is not None and owner.pid == os.getpid(),
                grace=_GRACE,
                owner=owner,
                port=self.port,
                state=str(self.folders.state_file) if self.shared else None,
                stop=str(self.folders.stop_request) if self.shared else None,
                users=str(self.folders.users_folder) if self.shared else None,
            )
        )

    def address(
        self, supervisor: "subprocess.Popen[str]", cancelled: Callable[[], bool]
    ) -> Address:
        """Wait until the server answers.

        Raises StartFailed, NewerStore, NoRoom, PasswordLost, AlreadyRunning or StartCancelled.
        """
        begun = time.monotonic()
        while not self._too_late(begun) and supervisor.poll() is None:
            if cancelled():
                raise StartCancelled()
            if (address := sign_in(self.folders, self.port, self.log)) is not None:
                return address
            time.sleep(_LOOK_EVERY)
        if supervisor.returncode == LOCK_TAKEN:
            state = self.folders.state()
            raise AlreadyRunning(self.folders.root, state.supervisor.pid if state else None)
        raise self._reason()

    def _too_late(self, begun: float) -> bool:
        waited = time.monotonic() - begun
        full = waited > _START_ON_FULL_DISK_WITHIN and self._nearly_full
        return full or waited > _START_WITHIN

    @property
    def _nearly_full(self) -> bool:
        return free_bytes(self.folders.root) < _NEARLY_FULL

    def _reason(self) -> NewerStore | NoRoom | StartFailed:
        root, ours = self.folders.root, self.line.version
        if log_names(self.log, _NEWER_STORE):
            return NewerStore(root, f"> {ours}", ours)
        if self._nearly_full:
            return NoRoom(root, _NEARLY_FULL, free_bytes(root))
        return StartFailed(self.log, log_tail(self.log, _LINES_SHOWN))

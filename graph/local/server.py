"""The private server: start it or attach to it, stop it, say how it is."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock

from graph.address import Address
from graph.local import store
from graph.local.command import server_command, write_configuration
from graph.local.errors import AlreadyRunning, NewerStore, StartFailed
from graph.local.jars import Jars
from graph.local.java import find_java
from graph.local.lines import LINES
from graph.local.places import Places, State
from graph.local.processes import Owned
from graph.local.signing import sign_in, uri_of
from graph.local.supervisor import LOCK_TAKEN
from graph.progress import Reporter, Silent
from graph.settings import Settings

_START_WITHIN = 300.0
_STOP_WITHIN = 60.0
_LOOK_EVERY = 0.1
_LINES_SHOWN = 12
_NEWER_STORE = "UnsupportedLogVersionException"


@dataclass(frozen=True)
class Status:
    """How the private server is."""

    running: bool
    home: Path
    version: str
    uri: str | None = None
    pid: int | None = None
    owner: int | None = None


class LocalServer:
    """The private Neo4j of one home. Does nothing until it is told to.

    Who starts it owns it: it ends with that process, unless started with ``owner="none"``.
    """

    def __init__(self, settings: Settings, progress: Reporter | None = None) -> None:
        self.settings = settings
        self.line = LINES[settings.neo4j_line]
        self.places = Places(settings.home, self.line)
        self.owned = False
        self.one_at_a_time = FileLock(self.places.start_lock)
        self._progress = progress or Silent()
        self._supervisor: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_if_owned()

    def start(
        self, owner: Literal["process", "none"] = "process", *, exclusive: bool = False
    ) -> Address:
        """Start the server, or attach to the one that runs; gives its address once it answers.

        ``exclusive`` refuses another process's. Raises the errors of ``graph.local.errors``.
        """
        self.places.make()
        with self.one_at_a_time:
            state = self.places.state()
            if state is not None and (state.ends or self.places.stop_request.exists()):
                state.supervisor.gone_within(_STOP_WITHIN)
            if state is not None and state.running:
                if exclusive:
                    self.refuse_anothers()
                return self._attached(state)
            if state is not None:
                state.java.end()
            store.put_back(self.places.data)
            self.places.stopped_by_hand.unlink(missing_ok=True)
            return self.start_for(Owned.of(os.getpid()) if owner == "process" else None)

    def refuse_anothers(self) -> None:
        """Raise AlreadyRunning where the server is another process's, and not just standing."""
        state = self.places.state()
        if state is not None and state.running and not state.ends and state.owner is not None:
            raise AlreadyRunning(self.places.root, state.owner.pid)

    def start_for(self, owner: Owned | None) -> Address:
        """Start the stopped server so that it ends with ``owner`` (None: it stays until stopped)."""
        java, jars = self.tools()
        port = self.places.choose_port()
        write_configuration(self.places, self.line, port, self.settings.heap_mb)
        command = server_command(
            java, jars, self.line, self.places, self.settings.heap_mb, self.settings.test_speed
        )
        with self._progress.task("启动 Neo4j", "Starting Neo4j", None):
            try:
                supervisor = self._spawn(command, port, owner)
                address = self._answering(port, lambda: supervisor.poll() is None)
            except BaseException:
                self.end()
                raise
        if not self.owned:
            self._let_go()
        self.places.keep_made_by()
        return address

    def tools(self) -> tuple[Path, Path]:
        """The java program and the folder of jars, fetched first where they are missing."""
        jars = Jars(self.line, self.settings.cache, self.settings.jar_mirror, self._progress)
        return find_java(self.line, self.settings.java), jars.ready()

    def stop(self) -> bool:
        """Stop the server, whoever owns it, for good: no ``Keeper`` starts it again.

        Says whether it was running.
        """
        if self.places.root.exists():
            self.places.stopped_by_hand.touch()
        return self.end()

    def end(self) -> bool:
        """Stop the server for now; says whether it was running."""
        state = self.places.state()
        was_running = state is not None and state.running
        if state is not None:
            if state.supervisor.alive:
                self.places.stop_request.touch()
                if not state.supervisor.gone_within(_STOP_WITHIN):
                    state.supervisor.end()
            state.java.end()
            self.places.forget_state()
        self._end_supervisor()
        self.owned = False
        return was_running

    def stop_if_owned(self) -> None:
        """Stop the server where this object started it and this process owns it still."""
        state = self.places.state()
        if self.owned and state is not None and state.owner == Owned.of(os.getpid()):
            self.end()
        self._end_supervisor()
        self.owned = False

    def status(self) -> Status:
        """Whether it runs, where, as which process."""
        state, version, root = self.places.state(), self.line.version, self.places.root
        if state is None or not state.running:
            return Status(False, root, version)
        owner = state.owner.pid if state.owner else None
        return Status(True, root, version, uri_of(state.port), state.java.pid, owner)

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of its log."""
        return self.places.log_tail(lines)

    def backup(self, file: Path) -> None:
        """Write all data to one file; see ``graph.local.store``."""
        store.backup(self, file)

    def restore(self, file: Path) -> None:
        """Put the data of a backup in place of what there is; see ``graph.local.store``."""
        store.restore(self, file)

    def _spawn(self, command: list[str], port: int, owner: Owned | None) -> subprocess.Popen[str]:
        self._end_supervisor()  # of a server that ended by itself
        self.owned = owner is not None and owner.pid == os.getpid()
        order = {
            "home": str(self.settings.home.absolute()),
            "line": self.line.name,
            "port": port,
            "owner": asdict(owner) if owner else None,
            "listen": self.owned,
            "command": command,
        }
        supervisor = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.local.supervisor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            creationflags=_own_group(),
        )
        self._supervisor = supervisor
        assert supervisor.stdin is not None
        supervisor.stdin.write(json.dumps(order) + "\n")
        supervisor.stdin.flush()
        return supervisor

    def _answering(self, port: int, running: Callable[[], bool]) -> Address:
        """Wait until the server answers. Raises StartFailed, NewerStore or PasswordLost."""
        end = time.monotonic() + _START_WITHIN
        while time.monotonic() < end and running():
            address = sign_in(self.places, port)
            if address is not None:
                return address
            time.sleep(_LOOK_EVERY)
        state = self.places.state()
        if self._supervisor is not None and self._supervisor.returncode == LOCK_TAKEN:
            raise AlreadyRunning(self.places.root, state.supervisor.pid if state else 0)
        if self.places.log_names(_NEWER_STORE):
            raise NewerStore(self.places.root, f"> {self.line.version}", self.line.version)
        raise StartFailed(self.places.console, self.log_tail(_LINES_SHOWN))

    def _attached(self, state: State) -> Address:
        return self._answering(state.port, lambda: state.running)

    def _end_supervisor(self) -> None:
        """Close our end of the pipe, which ends the supervisor, and wait for it."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None and supervisor.stdin is not None:
            supervisor.stdin.close()
            if not self.owned:
                supervisor.terminate()
            supervisor.wait(_STOP_WITHIN)

    def _let_go(self) -> None:
        """The supervisor outlives this process; nobody here waits for it."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None and supervisor.stdin is not None:
            supervisor.stdin.close()
            supervisor.returncode = 0


def _own_group() -> int:
    """Windows: no console window, and no Ctrl-C from ours."""
    names = ("CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW")
    return sum(getattr(subprocess, name, 0) for name in names)

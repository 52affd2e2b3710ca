"""The private server: start it or attach to it, stop it, say how it is."""

import json
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.address import Address
from graph.local.command import server_command, write_configuration
from graph.local.errors import AlreadyRunning, NewerStore, StartFailed
from graph.local.jars import Jars
from graph.local.java import find_java
from graph.local.lines import LINES
from graph.local.places import Owned, Places, State
from graph.local.supervisor import LOCK_TAKEN
from graph.progress import Reporter, Silent
from graph.settings import Settings

_START_WITHIN = 120.0
_STOP_WITHIN = 60.0
_LOOK_EVERY = 0.1
_USER, _FIRST_PASSWORD = "neo4j", "neo4j"


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
        self._progress = progress or Silent()
        self._pipe: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_if_owned()

    def start(
        self, owner: Literal["process", "none"] = "process", *, exclusive: bool = False
    ) -> Address:
        """Start the server, or attach to the one that runs; gives its address once it answers.

        ``exclusive`` refuses to attach. Raises the errors of ``graph.local.errors``.
        """
        self.places.make()
        state = self.places.state()
        if state is not None and state.running:
            if exclusive:
                raise AlreadyRunning(self.places.root, (state.owner or state.supervisor).pid)
            return self._attached(state)
        if state is not None:
            _end_orphan(state)
        me = Owned.of(os.getpid()) if owner == "process" else None
        return self.start_for(me, exclusive=exclusive)

    def start_for(self, owner: Owned | None, *, exclusive: bool = False) -> Address:
        """Start the stopped server so that it ends with ``owner`` (None: it stays until stopped)."""
        self._refuse_newer_store()
        java, jars = self.tools()
        port = self.places.choose_port()
        write_configuration(self.places, port)
        mine = owner is not None and owner.pid == os.getpid()
        task = self._progress.task("启动 Neo4j", "Starting Neo4j", None)
        with task:
            supervisor = self._spawn(java, jars, port, owner, mine)
            address = self._answering(supervisor, port, exclusive)
        self.places.keep_made_by(self.line.version)
        return address

    def tools(self) -> tuple[Path, Path]:
        """The java program and the folder of jars, fetched first where they are missing."""
        jars = Jars(self.line, self.settings.cache, self.settings.jar_mirror, self._progress)
        return find_java(self.line, self.settings.java), jars.ready()

    def stop(self) -> bool:
        """Stop the server, whoever owns it; says whether it was running."""
        state = self.places.state()
        if state is None or not state.running:
            if state is not None:
                _end_orphan(state)
                self.places.forget_state()
            return False
        supervisor = state.supervisor.process()
        self.places.stop_request.touch()
        if supervisor is not None:
            _wait_gone(supervisor)
        _end_orphan(state)
        self.places.forget_state()
        if self._pipe is not None:
            self._close_pipe()
        return True

    def stop_if_owned(self) -> None:
        """Stop the server where this object started it for this process."""
        if self.owned:
            self.stop()
            self.owned = False

    def status(self) -> Status:
        """Whether it runs, where, as which process."""
        state, version, root = self.places.state(), self.line.version, self.places.root
        if state is None or not state.running:
            return Status(False, root, version)
        owner = state.owner.pid if state.owner else None
        return Status(True, root, version, _uri(state.port), state.java.pid, owner)

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of its log."""
        return self.places.log_tail(lines)

    def backup(self, file: Path) -> None:
        """Write all data to one file; see ``graph.local.store``."""
        from graph.local.store import backup

        backup(self, file)

    def restore(self, file: Path) -> None:
        """Put the data of a backup in place of what there is; see ``graph.local.store``."""
        from graph.local.store import restore

        restore(self, file)

    def _refuse_newer_store(self) -> None:
        made_by = self.places.made_by
        if made_by and _numbers(made_by) > _numbers(self.line.version):
            raise NewerStore(self.places.root, made_by, self.line.version)

    def _spawn(
        self, java: Path, jars: Path, port: int, owner: Owned | None, mine: bool
    ) -> subprocess.Popen[str]:
        settings, places = self.settings, self.places
        order = {
            "home": str(settings.home.absolute()),
            "line": self.line.name,
            "port": port,
            "owner": {"pid": owner.pid, "began": owner.began} if owner else None,
            "listen": mine,
            "command": server_command(
                java, jars, self.line, places, settings.heap_mb, settings.test_speed
            ),
        }
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "graph.local.supervisor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert supervisor.stdin is not None
        supervisor.stdin.write(json.dumps(order) + "\n")
        supervisor.stdin.flush()
        self._pipe = supervisor
        self.owned = mine
        return supervisor

    def _answering(self, supervisor: subprocess.Popen[str], port: int, exclusive: bool) -> Address:
        """Wait until the server answers; attach instead where another start was quicker."""
        end = time.monotonic() + _START_WITHIN
        while time.monotonic() < end:
            code = supervisor.poll()
            if code == LOCK_TAKEN:
                self.owned = False
                self._close_pipe()
                return self._after_another(exclusive)
            if code is not None:
                break
            address = self._sign_in(port)
            if address is not None:
                return address
            time.sleep(_LOOK_EVERY)
        self.stop()
        raise StartFailed(self.places.console, self.log_tail(12))

    def _after_another(self, exclusive: bool) -> Address:
        end = time.monotonic() + _START_WITHIN
        while time.monotonic() < end:
            state = self.places.state()
            if state is not None and state.running:
                if exclusive:
                    raise AlreadyRunning(self.places.root, (state.owner or state.supervisor).pid)
                return self._attached(state)
            time.sleep(_LOOK_EVERY)
        raise StartFailed(self.places.console, self.log_tail(12))

    def _attached(self, state: State) -> Address:
        end = time.monotonic() + _START_WITHIN
        while time.monotonic() < end and state.running:
            address = self._sign_in(state.port)
            if address is not None:
                return address
            time.sleep(_LOOK_EVERY)
        raise StartFailed(self.places.console, self.log_tail(12))

    def _sign_in(self, port: int) -> Address | None:
        """The address once the server takes our password; the first time it is given one."""
        uri, places = _uri(port), self.places
        if places.password is not None:
            return _tried(uri, places.password)
        if places.next_password is None:
            places.keep_next_password(secrets.token_urlsafe(24))
        fresh = places.next_password or ""
        if _set_first_password(uri, fresh):
            address = _tried(uri, fresh)
            if address is not None:
                places.next_password_is_in_force()
            return address
        return None

    def _close_pipe(self) -> None:
        if self._pipe is not None and self._pipe.stdin is not None:
            self._pipe.stdin.close()
            self._pipe.wait(_STOP_WITHIN)
        self._pipe = None


def _uri(port: int) -> str:
    return f"bolt://127.0.0.1:{port}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _tried(uri: str, password: str) -> Address | None:
    try:
        with GraphDatabase.driver(uri, auth=(_USER, password), connection_timeout=3) as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError):
        return None
    return Address(uri, _USER, password)


def _set_first_password(uri: str, fresh: str) -> bool:
    """Give a new server its password; True also where it has it already."""
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    try:
        with (
            GraphDatabase.driver(
                uri, auth=(_USER, _FIRST_PASSWORD), connection_timeout=3
            ) as driver,
            driver.session(database="system") as session,
        ):
            session.run(change, old=_FIRST_PASSWORD, new=fresh).consume()
    except AuthError:
        return True
    except (DriverError, Neo4jError):
        return False
    return True


def _wait_gone(process: psutil.Process) -> None:
    try:
        process.wait(_STOP_WITHIN)
    except psutil.TimeoutExpired:
        process.terminate()
    except psutil.NoSuchProcess:
        pass


def _end_orphan(state: State) -> None:
    """End a Java that its supervisor left behind."""
    java = state.java.process()
    if java is not None:
        java.terminate()
        _wait_gone(java)

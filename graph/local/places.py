"""Where one private server keeps what is its own, and what it remembers between runs."""

import json
import os
import shutil
import socket
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.local.errors import NewerStore, NoRoom, NotWritable
from graph.local.lines import Line
from graph.local.processes import Owned

ROOM = 200 * 2**20
"""Bytes wanted free before a start: Neo4j writes transaction logs ahead."""


@dataclass(frozen=True)
class State:
    """What runs now: the supervisor, Java, who owns them and on which port Java listens."""

    supervisor: Owned
    java: Owned
    owner: Owned | None
    port: int

    @property
    def running(self) -> bool:
        """Whether both the supervisor and Java are alive."""
        return self.supervisor.alive and self.java.alive

    @property
    def ends(self) -> bool:
        """Whether it runs, but its owner is gone, so that it will not for long."""
        return self.running and self.owner is not None and not self.owner.alive


class Places:
    """The folders and files of the private server of one home and one line."""

    def __init__(self, home: Path, line: Line) -> None:
        self.line = line
        self.root = home.absolute() / "neo4j" / line.name
        self.data = self.root / "data"
        self.conf = self.root / "conf"
        self.imports = self.root / "import"
        self.logs = self.root / "logs"
        self.console = self.logs / "console.log"
        self.lock = self.root / "lock"
        self.start_lock = self.root / "start.lock"
        self.stop_request = self.root / "stop"
        self.stopped_by_hand = self.root / "stopped"
        self.password_file = self.root / "password"
        self._next_password = self.root / "password.next"
        self._port = self.root / "port"
        self._state = self.root / "state.json"
        self._made_by = self.root / "made_by"

    def make(self) -> None:
        """Make the folders. Raises NotWritable, NoRoom, or NewerStore."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.data, self.conf, self.imports, self.logs):
                folder.mkdir(exist_ok=True)
            probe = self.root / f"writable.{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise NotWritable(self.root) from error
        free = shutil.disk_usage(self.root).free
        if free < ROOM:
            raise NoRoom(self.root, ROOM, free)
        made_by = _kept(self._made_by)
        if made_by and _numbers(made_by) > _numbers(self.line.version):
            raise NewerStore(self.root, made_by, self.line.version)

    @property
    def password(self) -> str | None:
        """The password in force, or None before the first start."""
        return _kept(self.password_file)

    @property
    def next_password(self) -> str | None:
        """A password that was made and may or may not be in force already."""
        return _kept(self._next_password)

    def keep_next_password(self, password: str) -> None:
        """Keep a new password before the server is told, so that no crash loses it."""
        _write_private(self._next_password, password)

    def next_password_is_in_force(self) -> None:
        """The server has taken the new password."""
        os.replace(self._next_password, self.password_file)

    def keep_made_by(self) -> None:
        """Remember which Neo4j writes the data."""
        self._made_by.write_text(self.line.version, "utf-8")

    def choose_port(self) -> int:
        """The remembered port, or another where that one is taken."""
        remembered = _kept(self._port) or ""
        usable = remembered.isdigit() and _is_free(int(remembered))
        port = int(remembered) if usable else _free_port()
        self._port.write_text(str(port), "utf-8")
        return port

    def state(self) -> State | None:
        """What was last known to run, or None."""
        try:
            found = json.loads(self._state.read_text("utf-8"))
            owner = Owned(**found["owner"]) if found["owner"] else None
            return State(Owned(**found["supervisor"]), Owned(**found["java"]), owner, found["port"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep_state(self, state: State) -> None:
        """Remember what runs."""
        draft = self._state.with_suffix(".next")
        draft.write_text(json.dumps(asdict(state)), "utf-8")
        os.replace(draft, self._state)

    def forget_state(self) -> None:
        """Nothing runs any more."""
        self._state.unlink(missing_ok=True)
        self.stop_request.unlink(missing_ok=True)

    def log_tail(self, lines: int) -> str:
        """The last lines of what the server printed."""
        try:
            with self.console.open(encoding="utf-8", errors="replace") as log:
                return "".join(deque(log, maxlen=lines)).rstrip()
        except OSError:
            return ""

    def log_names(self, word: str) -> bool:
        """Whether the server printed a word in its last run."""
        try:
            return word in self.console.read_text("utf-8", "replace")
        except OSError:
            return False


def _kept(file: Path) -> str | None:
    try:
        return file.read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotWritable(file) from error


def _write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            # a port whose last connections are still fading away is free for Java, too
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

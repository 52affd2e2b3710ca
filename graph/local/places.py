"""Where one private server keeps what is its own, and what it remembers between runs."""

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph.local.errors import NotWritable
from graph.local.lines import Line


@dataclass(frozen=True)
class Owned:
    """A process told apart from any later one of the same number by when it began."""

    pid: int
    began: float

    @classmethod
    def of(cls, pid: int) -> "Owned":
        """The process that has this number now."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The process, or None where it is gone."""
        try:
            found = psutil.Process(self.pid)
            same = abs(found.create_time() - self.began) < 1
            return found if same and found.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


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
        return self.supervisor.process() is not None and self.java.process() is not None


class Places:
    """The folders and files of the private server of one home and one line."""

    def __init__(self, home: Path, line: Line) -> None:
        self.root = home / "neo4j" / line.name
        self.conf = self.root / "conf"
        self.imports = self.root / "import"
        self.logs = self.root / "logs"
        self.console = self.logs / "console.log"
        self.lock = self.root / "lock"
        self.stop_request = self.root / "stop"
        self._password = self.root / "password"
        self._next_password = self.root / "password.next"
        self._port = self.root / "port"
        self._state = self.root / "state.json"
        self._made_by = self.root / "made_by"

    def make(self) -> None:
        """Make the folders. Raises NotWritable."""
        try:
            for folder in (self.root, self.conf, self.imports, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            if not os.access(self.root, os.W_OK):
                raise NotWritable(self.root)
        except OSError as error:
            raise NotWritable(self.root) from error

    @property
    def password(self) -> str | None:
        """The password in force, or None before the first start."""
        return self._password.read_text("utf-8") if self._password.exists() else None

    @property
    def next_password(self) -> str | None:
        """A password that was made and may or may not be in force already."""
        return self._next_password.read_text("utf-8") if self._next_password.exists() else None

    def keep_next_password(self, password: str) -> None:
        """Keep a new password before the server is told, so that no crash loses it."""
        _write_private(self._next_password, password)

    def next_password_is_in_force(self) -> None:
        """The server has taken the new password."""
        os.replace(self._next_password, self._password)

    @property
    def made_by(self) -> str | None:
        """The version of the last Neo4j that wrote the data."""
        return self._made_by.read_text("utf-8").strip() if self._made_by.exists() else None

    def keep_made_by(self, version: str) -> None:
        """Remember which Neo4j writes the data."""
        self._made_by.write_text(version, "utf-8")

    def choose_port(self) -> int:
        """The remembered port, or another where that one is taken."""
        remembered = int(self._port.read_text("utf-8")) if self._port.exists() else 0
        port = remembered if remembered and _is_free(remembered) else _free_port()
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
        if not self.console.exists():
            return ""
        return "\n".join(self.console.read_text("utf-8", "replace").splitlines()[-lines:])


def _write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
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

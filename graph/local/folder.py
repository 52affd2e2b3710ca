"""The data folder of a private server: where its files are, and the small ones we keep there."""

import json
import os
import secrets
import shutil
import socket
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.local.errors import NewerStore, NoRoom, NotWritable
from graph.local.lines import Line
from graph.local.processes import Identity

ROOM = 200 * 2**20
"""Bytes wanted free before a start: transaction logs are written ahead."""
_LOOPBACK = "127.0.0.1"
_CONF = """\
# Written anew at every start by graph/local/folder.py.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
db.transaction.timeout=120s
"""


@dataclass(frozen=True)
class State:
    """What the supervisor writes down about the server that it watches."""

    supervisor: Identity
    java: Identity
    owner: Identity | None
    port: int
    version: str
    ending: bool = False


class Folder:
    """The folder of one line's server below a home."""

    def __init__(self, home: Path, line: Line) -> None:
        self.root = home / "neo4j" / line.name
        self.line = line
        self.data = self.root / "data"
        self.logs = self.root / "logs"
        self.console = self.logs / "console.log"
        self.start_lock = self.root / "start.lock"
        self.server_lock = self.root / "server.lock"
        self._password = self.root / "password"
        self._port = self.root / "port"
        self._version = self.root / "version"
        self._state = self.root / "server.json"
        self._stop = self.root / "stop"

    def make(self) -> None:
        """Make what is missing. Raises NotWritable, NoRoom or NewerStore."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in ("data", "conf", "logs", "import", "plugins"):
                (self.root / name).mkdir(exist_ok=True)
            self._write("writable", "")
            (self.root / "writable").unlink()
        except OSError as error:
            raise NotWritable(self.root) from error
        free = shutil.disk_usage(self.root).free
        if free < ROOM:
            raise NoRoom(self.root, ROOM, free)
        self._refuse_newer()

    def _refuse_newer(self) -> None:
        made_by = _text(self._version)
        if made_by and _ordered(made_by) > _ordered(self.line.version):
            raise NewerStore(self.data, made_by, self.line.version)

    def configure(self, port: int) -> None:
        """Write the configuration for a port, and remember the port and our version."""
        self._write("conf/neo4j.conf", _CONF.format(port=port))
        self._write("port", str(port))
        self._write("version", self.line.version)

    def free_port(self) -> int:
        """The remembered port if nothing else has taken it, else a free one."""
        kept = _text(self._port)
        if kept.isdigit() and port_is_free(int(kept)):
            return int(kept)
        with socket.socket() as probe:
            probe.bind((_LOOPBACK, 0))
            return int(probe.getsockname()[1])

    @property
    def fresh(self) -> bool:
        """Whether no server has run here yet."""
        return not (self.data / "databases" / "system").exists()

    @property
    def password_file(self) -> Path:
        """Where the password is kept, readable by its owner only."""
        return self._password

    def password(self) -> str:
        """The password kept here; made and kept first where there is none."""
        if kept := _text(self._password):
            return kept
        made = secrets.token_urlsafe(24)
        part = self.root / "password.part"
        part.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(part, flags, 0o600), "w", encoding="ascii") as out:
            out.write(made)
        os.replace(part, self._password)
        return made

    def uri(self, port: int) -> str:
        """The Bolt address for a port."""
        return f"bolt://{_LOOPBACK}:{port}"

    def state(self) -> State | None:
        """What the last supervisor wrote, or None. It may be dead: see Identity.alive."""
        try:
            kept = json.loads(_text(self._state))
        except json.JSONDecodeError:
            return None
        people = {k: kept[k] and Identity(**kept[k]) for k in ("supervisor", "java", "owner")}
        return State(**(kept | people))

    def keep_state(self, state: State) -> None:
        """Write the state down (the supervisor's work)."""
        self._write("server.json", json.dumps(asdict(state)))

    def forget_state(self) -> None:
        """Take the state away once Java has ended."""
        self._state.unlink(missing_ok=True)
        self._stop.unlink(missing_ok=True)

    def ask_to_stop(self, supervisor: Identity) -> None:
        """Tell one supervisor, and no later one, to end its server."""
        self._write("stop", str(supervisor.pid))

    def asked_to_stop(self, pid: int) -> bool:
        """Whether the supervisor with this id was told to end its server."""
        return _text(self._stop) == str(pid)

    def log_tail(self, lines: int) -> str:
        """The last lines of what the server said."""
        try:
            with self.console.open(encoding="utf-8", errors="replace") as log:
                return "".join(deque(log, maxlen=lines)).rstrip()
        except OSError:
            return ""

    def _write(self, name: str, text: str) -> None:
        part = self.root / f"{name}.part"
        part.write_text(text, "utf-8")
        os.replace(part, self.root / name)


def port_is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address now."""
    with socket.socket() as probe:
        if os.name == "posix":
            # a port whose last connections are still fading away is free for Java, too
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
        return True


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (FileNotFoundError, PermissionError):
        return ""


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())

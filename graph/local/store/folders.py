"""Where one private server keeps what is its own, and what it remembers between runs."""

import json
import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from graph.files import free_bytes, private_folder, replace_text, take_from_others
from graph.local.errors import NewerStore, NoRoom, NotWritable
from graph.local.install.lines import Line
from graph.local.install.versions import version_numbers
from graph.local.process.lock import StoreLock
from graph.local.process.ports import free_port, is_free
from graph.local.process.state import State
from graph.local.process.users import Users
from graph.local.store.current import Current

NEW_STORE = 160 * 2**20
"""Bytes that a new store is given before it is made: measured 69 MB, most of it transaction logs."""

_LOOK_EVERY = 0.05


class Folders:
    """The folders and files of the private server of one home and one line of Neo4j."""

    def __init__(self, home: Path, line: Line) -> None:
        self.line = line
        self.home = home.absolute()
        self.root = self.home / "neo4j" / line.name
        self.conf = self.root / "conf"
        self.imports = self.root / "import"
        self.plugins = self.root / "plugins"
        self.logs = self.root / "logs"
        self.console = self.logs / "console.log"
        self.work = self.root / "unfinished"
        self.backups = self.home / "backups"
        self.current = self.root / "current.json"
        self.lock = StoreLock(self.root / "lock")
        self.lock_file = self.root / "lock"
        self.start_lock = self.root / "start.lock"
        self.stop_request = self.root / "stop"
        self.stopped_by_hand = self.root / "stopped"
        self.stays = self.root / "stays"
        self.users_folder = self.root / "users"
        self.users = Users(self.users_folder)
        self.state_file = self.root / "state.json"
        self.password_file = self.root / "password"
        self._next_password = self.root / "password.next"
        self._port = self.root / "port"
        self._made_by = self.root / "made_by"

    @property
    def data(self) -> Path:
        """The data folder that counts."""
        return self.root / Current.read(self.current).data

    def make(self) -> None:
        """Make the folders, for their owner alone. Raises NotWritable or NewerStore."""
        try:
            private_folder(self.root)
            for folder in (self.conf, self.imports, self.plugins, self.logs):
                private_folder(folder)
            take_from_others(self.home)
            probe = self.root / f"writable.{os.getpid()}"
            probe.touch(0o600)
            probe.unlink()
        except OSError as error:
            raise NotWritable(self.root) from error
        made_by = _kept(self._made_by)
        if made_by and version_numbers(made_by) > version_numbers(self.line.version):
            raise NewerStore(self.root, made_by, self.line.version)

    def refuse_without_room(self, folder: Path, needed: int) -> None:
        """Raise NoRoom where the disk of a folder has fewer bytes free than are needed."""
        free = free_bytes(folder)
        if free < needed:
            raise NoRoom(folder, needed, free)

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
        replace_text(self._next_password, password)

    def next_password_is_in_force(self) -> None:
        """The server has taken the new password; a try that was given up may have said so already."""
        with suppress(FileNotFoundError):
            os.replace(self._next_password, self.password_file)

    def password_of_new_store(self) -> None:
        """A store is made that knows no password yet: the one there is, if any, is to be set."""
        if self.password is not None:
            os.replace(self.password_file, self._next_password)

    @property
    def made_by(self) -> str | None:
        """Which Neo4j wrote the data last, or None where there are none."""
        return _kept(self._made_by)

    def keep_made_by(self) -> None:
        """Remember which Neo4j writes the data."""
        replace_text(self._made_by, self.line.version)

    def choose_port(self) -> int:
        """The remembered port, or another where that one is taken."""
        remembered = _kept(self._port) or ""
        usable = remembered.isdigit() and is_free(int(remembered))
        port = int(remembered) if usable else free_port()
        replace_text(self._port, str(port))
        return port

    def state(self) -> State | None:
        """What was last known to run, or None."""
        return State.read(self.state_file)

    def state_within(self, seconds: float) -> State | None:
        """The same once what is ending has ended; a server whose owner died may yet get another."""
        end = monotonic() + seconds
        while (state := self.state()) is not None and monotonic() < end:
            asked = self.stop_request.exists() and state.supervisor.alive
            if not state.ends and not asked:
                break
            sleep(_LOOK_EVERY)
        return state

    def forget_state(self) -> None:
        """Nothing runs any more."""
        self.state_file.unlink(missing_ok=True)
        self.stop_request.unlink(missing_ok=True)

    def supervisor_pid(self) -> int | None:
        """The number of the process that was last known to supervise a server, of any version."""
        try:
            return int(json.loads(self.state_file.read_text("utf-8"))["supervisor"]["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _kept(file: Path) -> str | None:
    try:
        return file.read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotWritable(file) from error

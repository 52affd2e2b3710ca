"""What runs now, as the supervisor writes it down and everybody else reads it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.local.process.identity import ProcessIdentity


@dataclass(frozen=True)
class State:
    """The supervisor, Java, the process that they end with (None: they stay) and Java's port."""

    supervisor: ProcessIdentity
    java: ProcessIdentity
    owner: ProcessIdentity | None
    port: int

    @property
    def running(self) -> bool:
        """Whether both the supervisor and Java are alive."""
        return self.supervisor.alive and self.java.alive

    @property
    def ends(self) -> bool:
        """Whether it runs, but its owner is gone, so that it will not for long."""
        return self.running and self.owner is not None and not self.owner.alive

    @property
    def wanted(self) -> bool:
        """Whether somebody is left for whom a server in this state should run."""
        return self.owner is None or self.owner.alive

    @classmethod
    def read(cls, file: Path) -> "State | None":
        """The state in a file, or None where it holds none that this version can read."""
        try:
            found = json.loads(file.read_text("utf-8"))
            owner = ProcessIdentity(**found["owner"]) if found["owner"] else None
            supervisor = ProcessIdentity(**found["supervisor"])
            return cls(supervisor, ProcessIdentity(**found["java"]), owner, found["port"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, file: Path) -> None:
        """Put the state in place of what the file held."""
        draft = file.with_suffix(".next")
        draft.write_text(json.dumps(asdict(self)), "utf-8")
        os.replace(draft, file)


@dataclass(frozen=True)
class Order:
    """What a supervisor is to run, as one line of JSON on its standard input.

    ``listen``: end when the other end of standard input closes. ``grace``: seconds between asking
    Java to end and killing it; without any it is killed at once. ``state`` and ``stop`` name the
    files of the server that everybody uses, ``users`` the folder of those that it may be handed on
    to; another program has none of them.
    """

    command: list[str]
    folder: str
    environment: dict[str, str]
    lock: str
    log: str
    listen: bool
    grace: float = 0
    owner: ProcessIdentity | None = None
    port: int = 0
    state: str | None = None
    stop: str | None = None
    users: str | None = None

    @classmethod
    def parse(cls, line: str) -> "Order":
        """An order from its line."""
        found = json.loads(line)
        owner = found.pop("owner")
        return cls(owner=ProcessIdentity(**owner) if owner else None, **found)

    def line(self) -> str:
        """The order as its line."""
        return json.dumps(asdict(self)) + "\n"

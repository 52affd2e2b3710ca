"""How the private server is, as commands say it."""

from dataclasses import dataclass
from pathlib import Path

from graph.local.bolt.sign_in import uri_of
from graph.local.store.folders import Folders


@dataclass(frozen=True)
class Status:
    """How the private server is: where its data lies and, while it runs, its address and process."""

    running: bool
    home: Path
    version: str
    uri: str | None = None
    pid: int | None = None
    owner: int | None = None


def status_of(folders: Folders) -> Status:
    """How the server of some folders is now."""
    state, version, root = folders.state(), folders.line.version, folders.root
    if state is None or not state.running:
        return Status(False, root, version)
    owner = state.owner.pid if state.owner else None
    return Status(True, root, version, uri_of(state.port), state.java.pid, owner)

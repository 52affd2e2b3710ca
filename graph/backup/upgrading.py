"""Which version of the program a home was last used by: an older home is backed up before it is
moved forward, and one that a newer version has used is refused.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from graph.backup.automatic import Server, back_up, dated, listed
from graph.backup.errors import NewerHome
from graph.backup.exporting import Backup
from graph.client import Graph
from graph.files import private_folder, replace_text
from graph.local.install.versions import program_version, version_numbers
from graph.model import MODEL_VERSION
from graph.progress import Reporter, Silent
from graph.schema import ensure_model_version, model_version

_FILE, _LOCK, _BEFORE = "used_by.json", "upgrade.lock", "auto-before-"


@dataclass(frozen=True)
class UsedBy:
    """The program that made a home ready last, and the model that it moved the graph to."""

    program: str
    model_version: int

    @classmethod
    def of(cls, home: Path) -> "UsedBy | None":
        """Of a home; None where none is noted, as in a new one."""
        try:
            found = json.loads((home / _FILE).read_text("utf-8"))
            return cls(str(found["program"]), int(found["model_version"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def now(cls) -> "UsedBy":
        """The program that runs."""
        return cls(program_version(), MODEL_VERSION)

    def is_older_than(self, other: "UsedBy") -> bool:
        """Whether the program is; of what is in the graph this says nothing."""
        return version_numbers(self.program) < version_numbers(other.program)


def refuse_newer_home(home: Path) -> None:
    """Raise NewerHome where a newer version of the program has used a home."""
    was, now = UsedBy.of(home), UsedBy.now()
    if was is not None and now.is_older_than(was):
        raise NewerHome(home, was.program, now.program, _backup_for(home, now))


def upgrade(
    graph: Graph, home: Path, server: Server, progress: Reporter | None = None, *, seal: str = ""
) -> Backup | None:
    """Move the graph to the program's model, after a backup where model or program are older.

    Gives that backup; None where there was nothing to move. Of two processes at once one does it.
    Raises as ``automatic.back_up`` and ``ensure_model_version``.
    """
    with _alone(home):
        written = _backed_up_before(graph, home, server, progress or Silent(), seal)
        ensure_model_version(graph)
        replace_text(home / _FILE, json.dumps(asdict(UsedBy.now())) + "\n")
    return written


def _backed_up_before(
    graph: Graph, home: Path, server: Server, progress: Reporter, seal: str
) -> Backup | None:
    model, was, now = model_version(graph), UsedBy.of(home), UsedBy.now()
    if model is None:
        return None
    if was is not None and was.is_older_than(now):
        name = f"{_BEFORE}{now.program}"
    elif model < now.model_version:
        name = f"{_BEFORE}model-{now.model_version}"
    else:
        return None
    return back_up(graph, dated(home, name), home, server, progress, seal=seal)


def _backup_for(home: Path, now: UsedBy) -> Path | None:
    """The newest of those before an upgrade that a program can restore."""
    for path, manifest in reversed(listed(home)):
        fits = manifest is not None and manifest.model_version <= now.model_version
        if fits and path.name.startswith(_BEFORE):
            return path
    return None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    private_folder(home)
    with FileLock(home / _LOCK, mode=0o600):
        yield

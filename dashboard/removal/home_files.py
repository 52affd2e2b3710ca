"""Where in the files of a home a person is named: what is removed, what is cleaned, what is only said."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.audit.chain import FOLDER as TRAIL
from dashboard.auth.database import FOLDER as ACCOUNTS
from dashboard.imports.uploads import Upload, Uploads
from graph.backup.home_files import is_plain
from graph.errors import GraphError
from graph.files import DRAFT, replace_text
from graph.removal.journal import FOLDER as REMOVALS
from graph.removal.names import REMOVED, Names, NamesInBytes
from graph.removal.searching import file_holds

_UPLOADS, _JOBS, _LOADS, _CACHE = "uploads", "jobs", "loads", "cache"
_KEPT_COPIES = ("backups", "editions", "meetings", "outtray")
_NOT_SEARCHED = frozenset(
    {_UPLOADS, _JOBS, _LOADS, _CACHE, REMOVALS, TRAIL, ACCOUNTS, *_KEPT_COPIES}
)
_OF_SERVER = "neo4j"
_LOGS = (".log", ".txt")


@dataclass
class HomeFindings:
    """What names a person in the files of a home, each by its path in it.

    ``uploads`` go whole, ``jobs`` and ``logs`` are cleaned; ``copies`` are backups and editions, which
    stay as they are, ``trail`` files of the audit trail, ``other`` what people wrote themselves.
    """

    uploads: list[Upload] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


class HomeSearch:
    """Looks through one home for one person. ``id`` is looked for in copies, which may know no name."""

    def __init__(self, home: Path, names: Names) -> None:
        self._home, self._names = home, names
        self._bytes = names.in_bytes()
        self._uploads = Uploads(home / _UPLOADS)

    def found(self) -> HomeFindings:
        """Everything, in the order of paths. What cannot be read is left out."""
        found = HomeFindings()
        if not self._names:
            return found
        found.uploads = [one for one in self._uploads.waiting() if self._holds_upload(one)]
        found.jobs = list(self._holding(_JOBS))
        found.copies = [one for folder in _KEPT_COPIES for one in self._copies(folder)]
        found.trail = [one for one in self._holding(TRAIL) if one.endswith(".jsonl")]
        for path in self._rest():
            (found.logs if _is_log(path) else found.other).append(path)
        return found

    def clean(self) -> None:
        """Take the person out of uploads, jobs, logs and what is only made for looking. Raises OSError."""
        for one in self._uploads.waiting():
            if self._holds_upload(one):
                self._uploads.remove(one.token)
        self._drop_half_uploads()
        for file in (self._home / _CACHE).glob("*"):
            file.unlink(missing_ok=True)
        for path in self._holding(_JOBS):
            self._clean_job(self._home / path)
        for path in filter(_is_log, self._rest()):
            _blot(self._home / path, self._bytes)

    def _clean_job(self, file: Path) -> None:
        """A draft that a killed process left goes; a record keeps all but the name."""
        if file.name.endswith(DRAFT):
            file.unlink(missing_ok=True)
            return
        replace_text(file, self._names.cleaned(file.read_text("utf-8")))

    def _drop_half_uploads(self) -> None:
        """What came and was never kept, as after a kill, has no record; it goes where it names the person."""
        for folder in (self._home / _UPLOADS).glob("*/"):
            if not (folder / "upload.json").exists() and self._any_in(folder):
                with suppress(GraphError):
                    self._uploads.remove(folder.name)

    def _holds_upload(self, one: Upload) -> bool:
        return self._names.in_text(one.name) or self._any_in(self._home / _UPLOADS / one.token)

    def _any_in(self, folder: Path) -> bool:
        return any(self._holds(path) for path in _files(folder))

    def _holding(self, folder: str) -> Iterator[str]:
        for path in _files(self._home / folder):
            if self._holds(path):
                yield path.relative_to(self._home).as_posix()

    def _copies(self, folder: str) -> Iterator[str]:
        """Backups and editions by name: a file, or a folder with any file that names the person."""
        place = self._home / folder
        for one in sorted(place.iterdir()) if place.is_dir() else ():
            if one.suffix == ".dump" or (self._any_in(one) if one.is_dir() else self._holds(one)):
                yield one.relative_to(self._home).as_posix()

    def _rest(self) -> Iterator[str]:
        """Every other file, but those of the private server's store."""
        for one in sorted(self._home.iterdir()):
            if one.name == _OF_SERVER:
                places = list(one.glob("*/logs"))
            else:
                places = [one] if one.name not in _NOT_SEARCHED else []
            for place in places:
                for path in _files(place) if place.is_dir() else [place]:
                    if self._holds(path):
                        yield path.relative_to(self._home).as_posix()

    def _holds(self, path: Path) -> bool:
        with suppress(OSError):
            return is_plain(path) and file_holds(path, self._bytes)
        return False


def _is_log(path: str) -> bool:
    return path.endswith(_LOGS) or ".log." in path


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _blot(file: Path, names: NamesInBytes) -> None:
    """Write over the names in a file that another process may be adding to: its length stays."""
    with file.open("r+b") as held:
        for at, form in list(names.places(held.read())):
            held.seek(at)
            held.write(blot(form))
        held.flush()
        os.fsync(held.fileno())


def blot(form: bytes) -> bytes:
    """What is written over a name, as long as it is."""
    mark = REMOVED.encode()
    return mark.ljust(len(form)) if len(mark) <= len(form) else b"*" * len(form)

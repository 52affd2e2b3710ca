"""What each load was and changed, kept in the home so that it can be taken back."""

import gzip
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from graph.errors import LoadError
from graph.files import DRAFT, private_folder, replace_bytes, replace_text, sync_folder
from graph.load.encoding import of_line, to_line
from graph.load.record import RecordChange

_RECORD, _CHANGES, _LOCK = "record.json", "changes.jsonl.gz", "lock"
_BLOCK, _GZIP = 2**18, 31


class LoadRecord(BaseModel):
    """One load: of what, by whom, when, and how many records of each action.

    ``state``: ``prepared`` until it has landed, ``undone`` once another load (``undone_by``) has
    taken it back, ``damaged`` where its folder cannot be read. ``undoes`` is the load that this one
    takes back. ``sheets`` has what was chosen for each sheet, ``accepted`` are the findings
    that a person let pass, each with the reason given.
    """

    model_config = ConfigDict(frozen=True)
    id: str
    file: str = ""
    sha256: str = ""
    at: datetime | None = None
    by: str = ""
    rows: int = 0
    counts: dict[str, dict[str, int]] = {}
    sheets: dict[str, dict[str, object]] = {}
    accepted: dict[str, str] = {}
    state: Literal["prepared", "landed", "undone", "damaged"] = "prepared"
    undoes: str = ""
    undone_by: str = ""


class LoadStore:
    """The folder of loads in the home: readable by its owner only, one folder a load."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list(self) -> list[LoadRecord]:
        """Every load that is kept, the latest first; one that cannot be read is ``damaged``."""
        found = [self._read(path.name) for path in self._folder.glob("*/") if path.is_dir()]
        return sorted(found, key=lambda load: (str(load.at or ""), load.id), reverse=True)

    def get(self, id: str) -> LoadRecord:
        """The record of a load. Raises LoadError where there is none."""
        record = self._read(id) if self._is_name(id) and (self._folder / id).is_dir() else None
        if record is None:
            raise LoadError(f"没有批次 {id} 的记录。", f"No record is kept of the load {id}.")
        return record

    def holds(self, id: str) -> bool:
        """Whether there are before-images of a load."""
        return self._is_name(id) and (self._folder / id / _CHANGES).is_file()

    def changes(self, id: str) -> Iterator[RecordChange]:
        """Every record that a load changed, with its values before and after."""
        self.get(id)
        try:
            yield from map(of_line, self.lines(id))
        except (ValueError, TypeError) as error:
            raise _damaged(id) from error

    def lines(self, id: str) -> Iterator[bytes]:
        """The same as they are kept, a line each. Raises LoadError."""
        try:
            with gzip.open(self._folder / id / _CHANGES) as lines:
                yield from lines
        except (OSError, EOFError) as error:
            raise _damaged(id) from error

    def rewrite(self, id: str, lines: Iterable[bytes]) -> None:
        """Keep other lines in place of those of a load, and nothing that was begun and not ended.

        Called while ``landing`` is held. Raises OSError.
        """
        folder = self._folder / id
        replace_bytes(folder / _CHANGES, _packed(lines))
        for draft in folder.glob(f"*{DRAFT}"):
            draft.unlink(missing_ok=True)

    def prepare(self, record: LoadRecord, changes: Iterable[RecordChange]) -> None:
        """Keep a load that is about to land; it is on the disk when this returns."""
        folder = self._folder / record.id
        private_folder(folder)
        replace_bytes(folder / _CHANGES, _packed(map(to_line, changes)))
        self._write(record)
        sync_folder(self._folder)

    def replace(self, record: LoadRecord) -> None:
        """Keep a record in place of what was kept of its load. Raises OSError."""
        self._write(record)

    def landed(self, id: str) -> None:
        """Note that a load has landed; one that it undoes is undone, and what that undid holds again.

        Its own state comes last: where this is cut off it is still ``prepared``, and is done again.
        """
        load = self.get(id)
        if load.undoes:
            undone = self._mark(load.undoes, state="undone", undone_by=id)
            if undone.undoes:
                self._mark(undone.undoes, state="landed", undone_by="")
        self._mark(id, state="landed")

    def _mark(self, id: str, **changes: str) -> LoadRecord:
        record = self.get(id).model_copy(update=changes)
        self._write(record)
        return record

    def discard(self, id: str) -> None:
        """Forget a load that did not land."""
        if self._is_name(id):
            shutil.rmtree(self._folder / id, ignore_errors=True)

    def landing(self, id: str) -> FileLock:
        """Held while a load lands, so that nobody takes it for one that was cut off."""
        private_folder(self._folder)
        return FileLock(self._folder / f"{id}.{_LOCK}", mode=0o600)

    def cut_off(self) -> Iterator[LoadRecord]:
        """The loads that are prepared and that nobody is landing any more, each while it is held."""
        for load in self.list():
            if load.state == "prepared" or self._is_half(load):
                with suppress(Timeout), self.landing(load.id).acquire(blocking=False):
                    yield load

    def _is_half(self, load: LoadRecord) -> bool:
        return load.state == "damaged" and not (self._folder / load.id / _RECORD).exists()

    def _read(self, id: str) -> LoadRecord:
        try:
            return LoadRecord.model_validate_json((self._folder / id / _RECORD).read_bytes())
        except (OSError, ValidationError):
            return LoadRecord(id=id, state="damaged")

    def _write(self, record: LoadRecord) -> None:
        replace_text(self._folder / record.id / _RECORD, record.model_dump_json(indent=1))

    @staticmethod
    def _is_name(id: str) -> bool:
        return bool(id) and Path(id).name == id and not id.startswith(".")


def _damaged(id: str) -> LoadError:
    return LoadError(
        f"批次 {id} 的改动记录已损坏，读不出来。",
        f"What the load {id} changed cannot be read: its file is damaged.",
    )


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as gzip, some at a time."""
    packer, block = zlib.compressobj(1, zlib.DEFLATED, _GZIP), bytearray()
    for line in lines:
        block += line
        if len(block) >= _BLOCK:
            yield packer.compress(block)
            block.clear()
    yield packer.compress(block)
    yield packer.flush()

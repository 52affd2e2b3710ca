"""The records of all jobs of one home, read by every process and after a restart."""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock
from pydantic import JsonValue, ValidationError

from dashboard.errors import NoSuchJob
from dashboard.jobs.record import JobRecord
from graph.files import private_folder, remove_dead_drafts, replace_text
from graph.local.process.lock import StoreLock
from graph.model import SHANGHAI

KEPT_DAYS = 7
_ID = re.compile(r"[0-9]{14}-[0-9a-f]{8}")
_BROKEN_OFF = (
    "程序中途停止，这项工作没有做完。",
    "The program ended before this work was finished.",
)


class JobStore:
    """Records below one folder, each with a lock that its process holds for as long as it works."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def beginning(self) -> Iterator[None]:
        """While the body runs, no other process begins a job of this home."""
        private_folder(self._folder)
        with FileLock(self._folder / "begin.lock", mode=0o600):
            yield

    def begin(
        self, kind: str, about: str, name: str = "", *, may_cancel: bool
    ) -> tuple[JobRecord, StoreLock]:
        """A new record, and the lock that must be held while the work runs."""
        private_folder(self._folder)
        now = datetime.now(SHANGHAI)
        id = f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        lock = StoreLock(self._folder / f"{id}.lock")
        lock.acquire(0)
        record = JobRecord(
            id=id, kind=kind, about=about, name=name, started=now, may_cancel=may_cancel
        )
        self.write(record)
        return record, lock

    def write(self, record: JobRecord) -> None:
        """Put a record in place of what was known of the job."""
        replace_text(self._file(record.id), record.model_dump_json())

    def get(self, id: str) -> JobRecord:
        """The record of a job; one whose process has died is broken off. Raises NoSuchJob."""
        record = self._read(id)
        if record.state != "running" or not self._lock(id).free_within(0):
            return record
        record = self._read(id)  # it may have ended between the two looks
        if record.state == "running":
            zh, en = _BROKEN_OFF
            record = record.model_copy(update={"state": "broken_off", "zh": zh, "en": en})
            self.write(record)
        return record

    def all(self) -> list[JobRecord]:
        """Every record, the newest first."""
        found = []
        for file in self._folder.glob("*.json"):
            with suppress(NoSuchJob):
                found.append(self.get(file.stem))
        return sorted(found, key=lambda one: one.started, reverse=True)

    def latest(self, about: str) -> JobRecord | None:
        """The newest job about something."""
        return next((one for one in self.all() if one.about == about), None)

    def ask_to_stop(self, id: str) -> None:
        """Ask a job to stop, whichever process does it. Raises NoSuchJob."""
        self._read(id)
        self._stop(id).touch(mode=0o600)

    def is_asked_to_stop(self, id: str) -> bool:
        """Whether somebody asked a job to stop."""
        return self._stop(id).exists()

    def finish(self, record: JobRecord, result: Mapping[str, JsonValue]) -> None:
        """Write how a job ended, with what it gave back."""
        self.write(record.model_copy(update={"result": dict(result)}))
        self._stop(record.id).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove the records of jobs that began more than seven days ago and run no more."""
        remove_dead_drafts(self._folder)
        before = datetime.now(SHANGHAI) - timedelta(days=KEPT_DAYS)
        for record in self.all():
            if record.state != "running" and record.started < before:
                for file in self._folder.glob(f"{record.id}.*"):
                    file.unlink(missing_ok=True)

    def _read(self, id: str) -> JobRecord:
        try:
            if not _ID.fullmatch(id):
                raise ValueError(id)
            return JobRecord.model_validate_json(self._file(id).read_bytes())
        except (OSError, ValueError, ValidationError):
            raise NoSuchJob("没有这项工作。", "There is no such job.") from None

    def _file(self, id: str) -> Path:
        return self._folder / f"{id}.json"

    def _lock(self, id: str) -> StoreLock:
        return StoreLock(self._folder / f"{id}.lock")

    def _stop(self, id: str) -> Path:
        return self._folder / f"{id}.stop"

"""What a process notes of sign-ins, readings, files taken away, writes and refusals, before it answers."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from filelock import Timeout

from cypher.file.parse import SavedStatement
from cypher.reader import Reader
from dashboard.audit.chain import FOLDER, MOST_BYTES, Chain
from dashboard.audit.cleaned import (
    LEFT_OUT,
    asked_values,
    cleaned,
    cleaned_values,
    hidden,
    record_of,
)
from dashboard.audit.seals import Seal, Seals, Why
from dashboard.audit.syncing import Syncing
from dashboard.errors import AuditFailed
from graph.files import private_folder, reason_of
from graph.model import SHANGHAI

log = logging.getLogger(__name__)
SEALED_EVERY = timedelta(hours=1)
ONE_LINE_FOR = timedelta(minutes=10)
"""For so long a record on the same open page is one reading by the same person."""
Kind = Literal[
    "begin", "sign_in", "sign_in_refused", "sign_out", "session_ended", "refused", "person_read",
    "download", "export", "edition", "approval", "rights", "account", "write_begun", "write_done",
    "load", "undo", "init", "register", "report", "own_file", "backup", "restore", "prune",
    "removal", "write_cleared", "redacted", "view", "agenda", "outtray", "embed",
]  # fmt: skip
AT_ONCE = frozenset({
    "write_begun", "write_done", "rights", "account", "approval", "restore", "prune",
    "removal", "write_cleared", "redacted", "embed",
})  # fmt: skip
"""Kinds that the disk holds when ``record`` returns; the others within ``syncing.WITHIN``."""


class Trail:
    """The trail of one home, as this process writes it. May be used from several threads.

    Without a home nothing is kept (for tests, and for a saved file's own test). A file is begun
    with the first line, and a new one each day. The end of the process, however it comes, loses no
    line that was recorded; a loss of power loses at most the last ``syncing.WITHIN`` seconds.
    """

    def __init__(
        self, home: Path | None, *, now: Callable[[], datetime] = lambda: datetime.now(SHANGHAI)
    ) -> None:
        self.folder = home / FOLDER if home else None
        self._now = now
        self._lock = threading.RLock()
        self._chain: Chain | None = None
        self._sealed_at = now()
        self._failed: OSError | None = None
        self._read: dict[object, datetime] = {}
        self._syncing = Syncing(self._sync, self.seal_if_due)

    @property
    def seals(self) -> Seals | None:
        """The common chain, where there is a home."""
        return Seals(self.folder) if self.folder else None

    def record(self, kind: Kind, reader: Reader | None, about: str = "", **details: object) -> None:
        """Note something: by whom (None: nobody has signed in), about what, and numbers or words.

        Texts are cleaned of what must not stand in the trail. Raises AuditFailed where the line
        cannot be written: then what was asked for is not done, and not shown.
        """
        if self.folder is None:
            return
        values: dict[str, object] = {"kind": kind}
        if reader is not None and reader.name:
            values |= {"by": cleaned(reader.name), "role": reader.role}
            if reader.audience != "staff":
                values["audience"] = reader.audience
        if about:
            values["about"] = cleaned(about)
        more = cleaned_values(details)
        if more:
            values["more"] = more
        with self._lock, _told():
            now = self._now()
            chain = self._current(self.folder, now)
            chain.append({"at": _stamp(now), **values})
            if kind in AT_ONCE:
                chain.sync()
            else:
                self._syncing.wanted()

    def record_once(self, kind: Kind, reader: Reader, about: str, **details: object) -> None:
        """As ``record``, for what a page shows many parts of: one line in ten minutes. Raises
        AuditFailed."""
        key = (kind, replace(reader, visit=""), about)
        with self._lock:
            if not self._was_read(key):
                self.record(kind, reader, about, **details)
                self._read[key] = self._now()

    def reading(
        self,
        saved: SavedStatement,
        values: Mapping[str, object],
        reader: Reader,
        rows: int | None = None,
    ) -> None:
        """Note a reading about persons: of one record, or of a list with the number of its rows.

        One line for what the same person looks at on the same open page within ten minutes. Raises
        AuditFailed.
        """
        if self.folder is None:
            return
        record, asked = record_of(values), asked_values(saved, values)
        key = (reader, record or (saved.id, *map(str, asked.items())))
        with self._lock:
            if reader.visit and self._was_read(key):
                return
            if record:
                self.record("person_read", reader, record, report=saved.id, version=saved.version)
            else:
                count = {} if rows is None else {"rows": rows}
                self.record(
                    "person_read", reader, saved.id, version=saved.version, **count, **asked
                )
            self._read[key] = self._now()

    def hidden(self, typed: str) -> str:
        """A short sign for a name that was typed at the sign-in and that nobody has.

        The same for the same text, in every process of the home: somebody may have typed a password
        there, so that the text itself is not kept. Raises AuditFailed.
        """
        if self.folder is None:
            return LEFT_OUT
        with _told():
            return hidden(self.folder, typed)

    def seal(self, why: Why) -> Seal | None:
        """Seal what was recorded into the common chain; gives its last seal, to be noted elsewhere.

        None where nothing was ever sealed. Raises AuditFailed.
        """
        if self.folder is None:
            return None
        with self._lock, _told():
            states = []
            if self._chain is not None:
                self._chain.sync()
                states = [self._chain.state]
            self._sealed_at = self._now()
            return Seals(self.folder).add(states, why)

    def seal_if_due(self) -> None:
        """Seal where this process has not done so for an hour; a failure is logged."""
        if self._chain is not None and self._now() - self._sealed_at >= SEALED_EVERY:
            with _logged():
                self.seal("hourly")

    def close(self) -> None:
        """Seal for good; what is recorded after that begins a new file. A failure is logged."""
        self._syncing.stop()
        with self._lock, _logged(), _told():
            self._end("stop")

    def _current(self, folder: Path, now: datetime) -> Chain:
        """The chain of a moment's day. Raises OSError or Timeout."""
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed
        chain = self._chain
        if chain and (
            chain.day != now.date() or chain.state.size > MOST_BYTES or not chain.is_there
        ):
            self._end("hourly")
        if self._chain is None:
            self._chain = self._begun(folder, now)
        return self._chain

    def _begun(self, folder: Path, now: datetime) -> Chain:
        private_folder(folder)
        seals, chain = Seals(folder), Chain(folder, now)
        try:
            more = {
                "version": version("lianxin"),
                "pid": os.getpid(),
                "seal": str(seals.head() or ""),
            }
            chain.append({"at": _stamp(now), "kind": "begin", "more": more})
            seals.add([chain.state], "start")
        except BaseException:
            chain.discard()
            raise
        self._sealed_at = now
        return chain

    def _end(self, why: Why) -> None:
        """Close the chain and seal it for good. Where that fails, another process will."""
        chain, self._chain = self._chain, None
        if chain is not None and self.folder is not None:
            try:
                Seals(self.folder).add([chain.close()], why)
                chain.forget_lock()
            finally:
                chain.release()

    def _sync(self) -> None:
        """Have the disk hold what was recorded; where it cannot, the next line says so."""
        with self._lock:
            file = self._chain.duplicate() if self._chain is not None else None
        if file is not None:
            try:
                os.fsync(file)
            except OSError as error:
                self._failed = error
            finally:
                os.close(file)

    def _was_read(self, key: object) -> bool:
        before = self._now() - ONE_LINE_FOR
        self._read = {one: at for one, at in self._read.items() if at > before}
        return key in self._read


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


@contextmanager
def _told() -> Iterator[None]:
    """An error of the disk as AuditFailed."""
    try:
        yield
    except (OSError, Timeout) as error:
        raise AuditFailed(*reason_of(error)) from error


@contextmanager
def _logged() -> Iterator[None]:
    with suppress(AuditFailed):
        try:
            yield
        except AuditFailed:
            log.exception("the trail could not be sealed")
            raise

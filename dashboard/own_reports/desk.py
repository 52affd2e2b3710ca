"""What a steward does with a report of the town's own in the browser: the same as the command line does.

A text is read, admitted by the server and tested as ``lianxin check`` tests it; what cannot be read or
is not admitted is not saved.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cypher.check.runner import check_one
from cypher.errors import BrokenFile, NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.library.new_report import begun, free_id
from cypher.library.own_reports import (
    OwnReport,
    examined,
    keep,
    own_report,
    own_reports,
    put_back,
    remove,
    removed,
)
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.audit.own_files import OwnFiles
from dashboard.audit.trail import Trail
from graph.errors import FileError, GraphError

_STOPS = ("file", "admission")


@dataclass(frozen=True)
class Draft:
    """A text that is written on: the id it goes by, and the digest of what was saved of it, "" where
    nothing was."""

    id: str
    text: str
    before: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, at a line of it; ``stops`` where it cannot be saved so."""

    line: int
    words: Words
    stops: bool


@dataclass(frozen=True)
class Trial:
    """What looking at a text and running it came to: the answer to its defaults, or why there is none."""

    faults: tuple[Fault, ...]
    table: Table | None = None
    unanswered: GraphError | None = None


class OwnReports:
    """The reports of one home. Its methods read files and ask the graph: not for the event loop."""

    def __init__(self, home: Path, runner: Runner, trail: Trail) -> None:
        self._home, self._own, self._runner, self._trail = home, home / "own", runner, trail

    @contextmanager
    def _changed_by_us(self) -> Iterator[None]:
        """While what is written to the folder is written by this program; it is read again then."""
        try:
            with OwnFiles(self._home).changed_by_us(self._trail):
                yield
        finally:
            self._runner.look_again()

    def listed(self) -> list[OwnReport]:
        """Those there are, the one changed last first."""
        return sorted(own_reports(self._own), key=lambda one: one.changed, reverse=True)

    def removed(self) -> list[str]:
        """The files that were taken away and are kept."""
        return removed(self._own)

    def draft(self, id: str) -> Draft:
        """A saved report to be written on. Raises UnknownReport."""
        one = own_report(self._own, id)
        return Draft(one.id, one.text, one.digest)

    def again(self, draft: Draft) -> Draft:
        """What was written, to be saved once more in place of what the file holds by now."""
        held = {one.id: one.digest for one in own_reports(self._own)}
        return replace(draft, before=held.get(draft.id, ""))

    def begun(self, typed: str, title: Words, about: Words, model: str) -> Draft:
        """A text to begin with: that of the report ``model``, or of the template. Raises NotStarted for
        an id that is taken or is none, UnknownReport."""
        catalogue = self._runner.catalogue
        id = free_id(typed, catalogue)
        return Draft(id, begun(title, catalogue.find(model) if model else None, about))

    def tried(self, draft: Draft, reader: Reader) -> Trial:
        """Look at a text and run it as it would answer ``reader``. Raises ConnectionFailed, AuditFailed."""
        try:
            saved = examined(draft.id, draft.text, self._runner.catalogue)
        except BrokenFile as error:
            return Trial((_fault(error, stops=True),))
        faults = []
        for one in check_one(self._runner, saved):
            if not one.ok:
                faults.append(_located(saved, one.zh, one.en, stops=one.kind in _STOPS))
        if any(one.stops for one in faults):
            return Trial(tuple(faults))
        try:
            return Trial(tuple(faults), self._runner.run(saved, {}, reader=reader, cached=False))
        except GraphError as error:
            return Trial(tuple(faults), unanswered=error)

    def save(self, draft: Draft, reader: Reader) -> SavedStatement:
        """Save a text. Raises BrokenFile and NotAdmitted for one that cannot be used,
        ChangedMeanwhile where the file was changed since, NotStarted where it cannot be written, AuditFailed."""
        catalogue, id = self._runner.catalogue, draft.id
        is_new = id not in {one.id for one in own_reports(self._own)}
        if is_new:
            id = free_id(id, catalogue)
        saved = examined(id, draft.text, catalogue)
        self._runner.plan(saved)
        note = partial(
            self._trail.record, "report", reader, id,
            act="new" if is_new else "edit", version=saved.version,
        )  # fmt: skip
        with self._changed_by_us():
            keep(self._own, id, draft.text, draft.before, note)
        return saved

    def remove(self, id: str, reader: Reader) -> None:
        """Take a report away; its file is kept. Raises UnknownReport, AuditFailed."""
        own_report(self._own, id)
        with self._changed_by_us():
            self._trail.record("report", reader, id, act="remove")
            remove(self._own, id)

    def put_back(self, name: str, reader: Reader) -> str:
        """Put back one that was taken away; returns its id. Raises UnknownReport, NotStarted, AuditFailed."""
        with self._changed_by_us():
            self._trail.record("report", reader, name.partition(".")[0], act="put_back")
            return put_back(self._own, name)


def fault_of(error: GraphError) -> Fault | None:
    """Why a text was not saved, as a fault of it; None where the text is not what is wrong."""
    return _fault(error, stops=True) if isinstance(error, BrokenFile | NotAdmitted) else None


def _fault(error: FileError, *, stops: bool) -> Fault:
    zh, en = (_without_place(error.path, text)[1] for text in (error.zh, error.en))
    return Fault(error.line, Words(zh=zh, en=en), stops)


def _located(saved: SavedStatement, zh: str, en: str, *, stops: bool) -> Fault:
    """A sentence of a file's test with the line that it begins with; that of the statement where none."""
    line, zh = _without_place(saved.path, zh)
    return Fault(line or saved.line, Words(zh=zh, en=_without_place(saved.path, en)[1]), stops)


def _without_place(path: str, text: str) -> tuple[int, str]:
    """The line that a sentence about a file begins with, 0 for none, and what it says."""
    found = re.match(rf"{re.escape(path)}(?::(\d+))?[:：]\s*", text)
    return (int(found[1] or 0), text[found.end() :]) if found else (0, text)

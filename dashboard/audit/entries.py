"""What the trail holds, as people look at it: the newest first, of some days, of a person, of a kind."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dashboard.audit.chain import chains, day_of, file_of
from dashboard.audit.line import Line, NotALine, decoded

FIRST_DAYS = 7
"""So many days are shown where none are named."""


@dataclass(frozen=True)
class Wanted:
    """Which entries: from a day to another (both within), of a person, of a kind, with a text."""

    since: date
    until: date
    by: str = ""
    kind: str = ""
    text: str = ""

    def fits(self, line: Line, at: datetime) -> bool:
        """Whether an entry is meant."""
        if not self.since <= at.date() <= self.until:
            return False
        if (self.kind and line.text("kind") != self.kind) or (
            self.by and line.text("by") != self.by
        ):
            return False
        return not self.text or self.text.casefold() in str(dict(line.values)).casefold()


@dataclass(frozen=True)
class Entry:
    """One entry. ``details`` is what it says beside, by name."""

    at: datetime
    kind: str
    by: str
    role: str
    about: str
    details: dict[str, object]
    chain: str
    n: int

    @property
    def details_text(self) -> str:
        """The details in one line."""
        return " ".join(f"{name}={value}" for name, value in self.details.items())


def entries(folder: Path, wanted: Wanted) -> Iterator[Entry]:
    """The entries that are meant, the newest first. What cannot be read is left out: see ``verify``."""
    names = [name for name in chains(folder) if wanted.since <= day_of(name) <= wanted.until]
    found = [list(_of_chain(folder, name, wanted)) for name in names]
    return heapq.merge(*(reversed(some) for some in found), key=lambda one: one.at, reverse=True)


def last_days(today: date) -> Wanted:
    """What is shown where nothing is asked for."""
    return Wanted(today - timedelta(days=FIRST_DAYS - 1), today)


def _of_chain(folder: Path, name: str, wanted: Wanted) -> Iterator[Entry]:
    try:
        raw = file_of(folder, name).read_bytes().split(b"\n")[:-1]
    except OSError:
        return
    for text in raw:
        try:
            line = decoded(text)
        except NotALine:
            continue
        at = line.at
        if at is not None and line.text("kind") != "begin" and wanted.fits(line, at):
            yield _entry(line, at, name)


def _entry(line: Line, at: datetime, chain: str) -> Entry:
    more = line.values.get("more")
    details = dict(more) if isinstance(more, dict) else {}
    if audience := line.text("audience"):
        details["audience"] = audience
    by, role, about = line.text("by"), line.text("role"), line.text("about")
    return Entry(at, line.text("kind"), by, role, about, details, chain, line.n)

"""How much waits to be done: what the graph says, and what waits outside it for a reader of some rights."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic

from cypher.library.catalogue import Catalogue
from cypher.reader import OWNER, Reader
from cypher.run.runner import Runner
from dashboard.auth.rights import Right
from dashboard.concurrency.executors import Executors
from dashboard.concurrency.shared_work import SharedWork
from dashboard.errors import Busy
from dashboard.imports.service import Imports
from dashboard.outtray import OutTray
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.texts import Lang, say
from graph.errors import GraphError

COUNTS = "reports/todo/counts"
"""The report that counts what waits in the graph, by kind."""
CHECKED_EVERY = 5.0
"""Seconds between two runs of the data's checks at least."""
_Key = tuple[str, str]
"""The version of the data, and that of the saved files."""


@dataclass(frozen=True)
class InGraph:
    """What waits by the graph: how much of all kinds, and how many checks of the data fail."""

    things: int = 0
    failing: int | None = None
    """None while the checks run for the first time."""


@dataclass(frozen=True)
class Matter:
    """One kind of what waits outside the graph: how much, in words, beside it, and where it is done."""

    number: int
    text: str
    beside: str
    link: str


class Waiting:
    """Counts what waits once for each state of the data and the files. For one event loop.

    The checks of the data take longer than everything else, so they are run beside, at most once in
    ``CHECKED_EVERY`` seconds, and what they found last is told until then.
    """

    def __init__(self, runner: Runner, executors: Executors) -> None:
        self._runner, self._executors = runner, executors
        self._counting = SharedWork[int]()
        self._things: tuple[_Key, int] | None = None
        self._failing: tuple[_Key, int] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._checked_at = float("-inf")

    @property
    def last(self) -> InGraph | None:
        """What waited when that was last counted, at once."""
        return InGraph(self._things[1], self.failing) if self._things is not None else None

    @property
    def failing(self) -> int | None:
        """How many checks failed when they last ran, at once."""
        return self._failing[1] if self._failing is not None else None

    async def in_graph(self, version: str, catalogue: Catalogue) -> InGraph:
        """What waits at a version of the data, by the graph. Raises GraphError."""
        key = (version, catalogue.version)
        if self._things is None or self._things[0] != key:
            count = partial(_counted, self._runner, catalogue)
            run = partial(self._executors.cards.run, count)
            self._things = (key, await self._counting.get(key, run))
        if self._checking is None and (self._failing is None or self._failing[0] != key):
            self._checking = asyncio.ensure_future(self._check(key, catalogue))
        return InGraph(self._things[1], self.failing)

    async def _check(self, key: _Key, catalogue: Catalogue) -> None:
        try:
            await asyncio.sleep(self._checked_at + CHECKED_EVERY - monotonic())
            look = partial(_failing, self._runner, catalogue)
            self._failing = (key, await self._executors.reports.run(look))
        except (Busy, GraphError):
            pass  # looked at again when somebody asks next
        finally:
            self._checked_at, self._checking = monotonic(), None


def _counted(runner: Runner, catalogue: Catalogue) -> int:
    """How much of all kinds waits now, asked as one who may see everything. Raises GraphError."""
    table = runner.run(catalogue.find(COUNTS), {}, reader=OWNER)
    return sum(int(str(row["number"])) for row in table.dicts())


def _failing(runner: Runner, catalogue: Catalogue) -> int:
    """How many checks find a fault; one of the user's own that cannot be run is none of the data."""
    found = 0
    for check in catalogue.of("checks"):
        with suppress(GraphError):
            found += bool(runner.run(check, {}, reader=OWNER).rows)
    return found


def beside_graph(
    found: InGraph,
    files: SiteFiles,
    imports: Imports | None,
    tray: OutTray | None,
    reader: Reader,
    may: Collection[Right],
    lang: Lang,
) -> list[Matter]:
    """What waits beside the records: checks that fail, what could not be made by the calendar, files not landed yet, reports to approve.

    Each only for who may do something about it. Reads folders of the home.
    """
    matters = []
    if found.failing:
        link = _link(files, "sources", lang)
        matters.append(
            Matter(found.failing, say("todo_checks", lang), say("todo_checks_by", lang), link)
        )
    if tray is not None and "outtray" in may and (kept_back := tray.kept_back()):
        link = _link(files, "outtray", lang)
        matters.append(Matter(kept_back, say("todo_tray", lang), "", link))
    if imports is not None and "load" in may:
        waiting = imports.uploads.waiting()
        mine = sum(one.by == reader.name for one in waiting)
        if waiting:
            by = say("todo_mine", lang, n=mine) if mine else ""
            link = _link(files, "imports", lang)
            matters.append(Matter(len(waiting), say("todo_loads", lang), by, link))
    if "approve" in may:
        reports = [one for one in files.catalogue.saved.values() if one.source == "own"]
        open_ones = sum(not files.catalogue.approval(one).holds for one in reports)
        if open_ones:
            link = _link(files, files.report_page, lang)
            matters.append(Matter(open_ones, say("todo_approve", lang), "", link))
    return matters


def _link(files: SiteFiles, page: str, lang: Lang) -> str:
    there = page if page in files.pages else next(iter(files.pages))
    return Location(there, lang, None, {}).link(files.pages)

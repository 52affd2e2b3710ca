"""What every page and address of one running dashboard shares."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cypher.run.runner import Runner
from dashboard.actions.service import Actions
from dashboard.agenda.desk import AgendaDesk
from dashboard.audit.trail import Trail
from dashboard.auth.access import Access
from dashboard.cards.service import Cards
from dashboard.concurrency.data_state import DataStates
from dashboard.concurrency.executors import Executors
from dashboard.concurrency.shared_work import SharedWork
from dashboard.concurrency.streams import Streams
from dashboard.edition.jobs import EditionJobs
from dashboard.embeds.bounds import Bounds as EmbedBounds
from dashboard.embeds.store import Embeds
from dashboard.explorer.views.store import Views
from dashboard.imports.service import Imports
from dashboard.network import Network
from dashboard.outtray import OutTray
from dashboard.own_reports import OwnReports
from dashboard.pages.reload import FileReader, SiteFiles
from dashboard.render.explorer.first_walks import FirstWalks
from dashboard.render.waiting import Waiting
from dashboard.texts import Lang
from graph.errors import GraphError

log = logging.getLogger(__name__)
PATIENCE = 0.5
"""How many seconds the first answer waits for what is not finished."""


@dataclass
class Site:
    """One running dashboard: its reports, its pages, its finished cards, the threads that work."""

    runner: Runner
    file_reader: FileReader
    lang: Lang
    editions: EditionJobs | None = None
    """The annual editions, where the dashboard has a home."""
    agendas: AgendaDesk | None = None
    """Agendas and records of meetings, where the dashboard has a home."""
    imports: Imports | None = None
    """Files that are brought in, where the dashboard has a home."""
    actions: Actions | None = None
    """The steps that may be taken with records."""
    views: Views | None = field(default=None, kw_only=True)
    """The saved views of the explorer, where the dashboard has a home."""
    tray: OutTray | None = field(default=None, kw_only=True)
    """What is made by the calendar, where the dashboard has a home."""
    embeds: Embeds | None = field(default=None, kw_only=True)
    """The cards that stand on pages of other sites, where the dashboard has a home."""
    own_reports: OwnReports | None = field(default=None, kw_only=True)
    """Reports of the town's own, where the dashboard has a home."""
    embed_bounds: EmbedBounds = field(default_factory=EmbedBounds, kw_only=True)
    """How often these are fetched."""
    trail: Trail = field(default_factory=lambda: Trail(None))
    """Where it is noted who signed in, read, took away and wrote; nothing is kept without a home."""
    network: Network = field(default_factory=Network)
    """Where it stands: its address, names, prefix."""
    prewarmed: bool = True
    """Whether cards and plans are made before anyone asks for them."""
    signing_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    """What the tokens of live pictures are signed with, by all processes of a home."""
    is_draining: Callable[[], bool] = lambda: False
    """Whether this process is to stop and takes nothing new."""
    access: Access = field(default_factory=Access)
    """Who is let in."""
    held: frozenset[str] | None = None
    """The kinds of the model of which there were any when that was last asked."""
    metrics: Callable[[float], bytes] = lambda sessions: b""
    """What a monitor is told, given how many sessions last."""
    metrics_token: Path | None = None
    """A file with the token by which a monitor of another machine may ask."""
    executors: Executors = field(default_factory=Executors)
    cards: Cards = field(init=False)
    states: DataStates = field(init=False)
    waiting: Waiting = field(init=False)
    first_walks: FirstWalks = field(init=False)
    streams: Streams = field(default_factory=Streams)
    _counting: SharedWork[frozenset[str]] = field(default_factory=SharedWork)
    _reading: SharedWork[SiteFiles] = field(default_factory=SharedWork)

    def __post_init__(self) -> None:
        self.cards = Cards(self.runner, self.executors)
        self.waiting = Waiting(self.runner, self.executors)
        self.first_walks = FirstWalks(self.runner, self.executors)
        self.states = DataStates(self.runner, self.executors.state)

    async def files(self) -> SiteFiles:
        """The saved files and pages as they are now.

        Where reading them takes longer than a page may wait, those that were read last.
        """
        fresh = self.file_reader.fresh
        if fresh is not None:
            return fresh
        reading = self._reading.get(
            "files", lambda: self.executors.files.run(self.file_reader.read)
        )
        held = self.file_reader.held
        if held is None:
            return await reading
        try:
            return await asyncio.wait_for(reading, PATIENCE)
        except TimeoutError:
            return held

    async def newest_files(self) -> SiteFiles:
        """The saved files and pages with what was written just now."""
        return await self.executors.files.run(self.file_reader.read_now)

    def files_word(self, files: SiteFiles | None) -> str:
        """A word that changes with what an open page shows beside the data: the files, and how
        many checks failed when they last ran, which is known a while after the data."""
        failing = self.waiting.failing
        known = "" if failing is None else f".{failing}"
        return f"{files.version if files else ''}{known}"

    async def follow_files(self) -> None:
        """Read again what was changed by hand, where pages are open, and tell them."""
        if len(self.streams) and self.file_reader.fresh is None:
            try:
                await self.files()
            except GraphError as error:
                log.warning("the files of the dashboard could not be read again: %s", error.en)
        self.tell_streams()

    def tell_streams(self) -> None:
        """Tell every open page which versions of the data and the files there are."""
        if self.states.last is not None:
            files = self.files_word(self.file_reader.held)
            self.streams.tell(f"{self.states.last.tag} {files}")

    async def held_kinds(self, version: str) -> frozenset[str]:
        """The kinds of the model of which there are any at a version of the data. Raises GraphError."""
        self.held = await self._counting.get(
            version, lambda: self.executors.quick.run(self.runner.held)
        )
        return self.held

    def close(self) -> None:
        """Start nothing more."""
        self.states.close()
        self.executors.close()

    @property
    def jobs_running(self) -> int:
        """How many pieces of long work this process does."""
        desks = (self.editions, self.imports)
        tray = self.tray.running if self.tray is not None else 0
        return tray + sum(desk.jobs.running for desk in desks if desk is not None)

    def look_in_tray(self) -> None:
        """Begin to make what the calendar asks for; short, for it is made beside."""
        if self.tray is not None and not self.is_draining():
            self.tray.look()

    def tidy(self) -> None:
        """Remove what was left half made, and what is kept for some days only; reads folders."""
        if self.editions is not None:
            self.editions.editions.tidy()
        if self.imports is not None:
            self.imports.tidy()

"""The dashboard's server: our own pages in front, Panel's live pictures behind, until it is stopped."""

import asyncio
import gc
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bokeh.server.server import BaseServer
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler

from cypher.act.action_library import ActionLibrary
from cypher.run.runner import Runner
from dashboard.actions import Actions
from dashboard.agenda.desk import AgendaDesk
from dashboard.audit.elsewhere import seal_for
from dashboard.audit.trail import Trail
from dashboard.auth.access import Access, AccessSettings
from dashboard.auth.accounts.noting import noted_in
from dashboard.auth.accounts.passwords.town_words import town_words
from dashboard.auth.signing_key import signing_key
from dashboard.edition.jobs import EditionJobs
from dashboard.embeds.store import Embeds
from dashboard.explorer.views.store import Views
from dashboard.figures.charts import warm
from dashboard.imports.service import Imports
from dashboard.network import Network, refuse_unready
from dashboard.outtray import OutTray
from dashboard.outtray.robot.key import RobotPlace
from dashboard.own_reports import OwnReports
from dashboard.pages.reload import FileReader
from dashboard.render.site import Site
from dashboard.texts import Lang
from dashboard.web.handlers.access.refused import gate_refused
from dashboard.web.handlers.access.stopping import stopping
from dashboard.web.handlers.base import log_request
from dashboard.web.http.compressed import CompressedAnswers
from dashboard.web.http.connections import BoundedServer
from dashboard.web.http.headers import SecurityHeaders
from dashboard.web.http.live_sockets import LiveSockets, note_activity, watch_sockets
from dashboard.web.http.ports import Ports, free_port
from dashboard.web.http.router import LIVE, FrontRouter, is_live
from dashboard.web.leader import Leader
from dashboard.web.live import live_application
from dashboard.web.metrics import Metrics
from dashboard.web.prewarm import prewarm
from dashboard.web.routes import is_page, needs_of, url_specs
from graph.backup.automatic import Server as GraphServer

log = logging.getLogger(__name__)


class Server(BaseServer):
    """A dashboard that answers once ``start`` was called and its loop runs."""

    def __init__(self, site: Site, home: Path | None = None) -> None:
        """Listen where the site's network says. One of the processes of a ``home`` does what is
        to be done once. Raises CertificateUnusable, PortTaken."""
        self.site = site
        self.own = Application(
            url_specs(site),
            transforms=[SecurityHeaders.of(site.network), CompressedAnswers],
            log_function=self._answered,
        )
        self.live = live_application(site, self._answered)
        self.sockets = LiveSockets()
        gate = site.access.gate
        router = FrontRouter(
            self.own,
            self.live,
            site.network,
            gate,
            needs_of,
            partial(gate_refused, site, self.own, lambda path: is_page(path) and not is_live(path)),
            partial(stopping, site, self.own),
        )
        router.let_in = partial(note_activity, site)
        router.socket_opened = lambda request: self.sockets.add(request, gate.session_of(request))
        self._draining = router.draining
        site.is_draining = lambda: router.draining.begun
        self.http = BoundedServer(router)
        router.heard = self.http.heard
        router.live_documents = lambda: self.live_documents
        self.metrics = Metrics(self)
        site.metrics = self.metrics.text
        self._ports = Ports(site.network, self.http, site.executors.files.submit)
        super().__init__(IOLoop.current(), self.live, self.http)
        self._ahead: asyncio.Task[None] | None = None
        self.made_ahead = threading.Event()
        """Set once what the first visitors would wait for is there, or nothing is made ahead."""
        self.leader = Leader(home, [site.tidy], site.look_in_tray) if home is not None else None
        self._watching: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self.site.network.port

    async def drain(self) -> None:
        """Take nothing new, finish what runs, within half a minute; to be stopped afterwards."""
        if self._ahead is not None:
            self._ahead.cancel()
        running, writing = lambda: self.site.jobs_running, lambda: self.http.is_writing
        self.site.streams.close()
        await self._draining.finish(running, writing)
        self._ports.close()  # whoever comes from now on goes elsewhere; who came is still answered
        await self._draining.answer_last(writing)

    def start(self) -> None:
        """Answer, and make ahead what the first visitor would wait for."""
        super().start()
        self.io_loop.add_callback(self._begin)

    def stop(self, wait: bool = True) -> None:
        """Answer no more; ask nothing more of a graph that may be about to stop."""
        for task in (self._ahead, self._watching):
            if task is not None:
                task.cancel()
        if self.leader is not None:
            self.leader.end()
        self._ports.close()
        self.site.close()
        super().stop(wait)
        self.site.trail.close()

    @property
    def leads(self) -> bool:
        """Whether this process does what one of those of a home does for all."""
        return self.leader is not None and self.leader.leads

    @property
    def requests_running(self) -> int:
        """How many requests are being answered."""
        return self._draining.running

    @property
    def live_documents(self) -> int:
        """How many live pictures are open."""
        return len(self.live.get_sessions(LIVE))

    def _answered(self, handler: RequestHandler) -> None:
        self._draining.finished(handler.request)
        self.metrics.answered(handler)
        log_request(handler)

    def _begin(self) -> None:
        self.site.states.on_return = self._warm_again
        self.site.states.on_look = self.site.tell_streams
        self.site.states.on_watch = self.site.follow_files
        self.site.states.is_watched = lambda: len(self.site.streams) > 0
        self.site.states.watch()
        self.site.executors.quick.submit(warm)
        if self.leader is not None:
            self.leader.begin(self.site.executors.files)
        self._warm()
        self._watching = asyncio.ensure_future(watch_sockets(self.site, self.sockets))

    def _warm_again(self) -> None:
        """The graph has come back and knows no plan any more."""
        self.site.runner.forget_plans()
        self._warm()

    def _warm(self) -> None:
        if self._ahead is not None:
            self._ahead.cancel()
        if self.site.prewarmed:
            self._ahead = asyncio.ensure_future(prewarm(self.site))
            self._ahead.add_done_callback(lambda _: self.made_ahead.set())
        else:
            self.made_ahead.set()


def serve(server: Server, ready: Callable[[], object]) -> None:
    """Serve the dashboard until interrupted. ``ready`` is called when it answers.

    Ctrl-C stops it at once; SIGTERM lets it finish what runs first, and a second one does not.
    """
    server.start()
    with _stopped_by_signals(server):
        ready()
        gc.freeze()  # what was imported and read lasts, and is not searched for garbage again
        try:
            server.io_loop.start()
        finally:
            server.stop()


@contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    loop = server.io_loop

    async def drain() -> None:
        await server.drain()
        loop.stop()

    def asked(number: int, _: object) -> None:
        again = server.site.is_draining()
        now = number == signal.SIGINT or again
        loop.add_callback_from_signal(loop.stop if now else drain)

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def build(
    runner: Runner,
    *,
    network: Network | None = None,
    lang: Lang = "zh",
    own: Path | None = None,
    editions: Path | None = None,
    font: Path | None = None,
    graph_server: GraphServer = "private",
    trail: Trail | None = None,
    prewarmed: bool = True,
    access: AccessSettings | None = None,
    metrics_token: Path | None = None,
    robots: RobotPlace | None = None,
) -> Server:
    """The server, not started yet. Port 0 takes a free one, and ``server.port`` tells which.

    ``prewarmed``: what its first visitors would wait for is made before they ask. Raises
    NetworkRefused, CertificateUnusable, PortTaken, BrokenFile.
    """
    network, trail = network or Network(), trail or Trail(editions)
    behind_gate = Access(
        editions, access, noted_in(trail), path=network.root, secure=network.scheme == "https",
        words=town_words(runner.catalogue.town),
    )  # fmt: skip
    refuse_unready(network, behind_gate.gate.open_accounts)
    network = replace(network, port=free_port(network.address, network.port))
    reader = FileReader(lambda: runner.catalogue, own)
    reader.read()  # a shipped page that is broken is said now
    seal = partial(seal_for, trail, "edition")
    desk = EditionJobs(runner, editions, font, seal) if editions else None
    site = Site(
        runner, reader, lang, desk, _agendas(runner, editions, font, trail, seal),
        _imports(runner, editions, graph_server, trail, behind_gate),
        _actions(runner, own, editions, trail, behind_gate), trail, network, prewarmed,
        signing_key(editions), access=behind_gate, metrics_token=metrics_token,
        views=Views(editions) if editions else None, embeds=Embeds(editions, trail) if editions else None,
        own_reports=_own_reports(runner, editions, trail), tray=_tray(runner, editions, font, trail, robots, network),
    )  # fmt: skip
    return Server(site, editions)


def _agendas(
    runner: Runner, home: Path | None, font: Path | None, trail: Trail, seal: Callable[[], str]
) -> AgendaDesk | None:
    """The agendas of a home; None without one to keep them in."""
    return AgendaDesk(runner, home, font, trail, seal) if home is not None else None


def _own_reports(runner: Runner, home: Path | None, trail: Trail) -> OwnReports | None:
    """The reports of a home's own; None without one to keep them in."""
    return OwnReports(home, runner, trail) if home is not None else None


def _tray(
    runner: Runner, home: Path | None, font: Path | None, trail: Trail,
    robots: RobotPlace | None, network: Network,
) -> OutTray | None:  # fmt: skip
    """What a home makes by the calendar; others are given no address that only this machine reaches."""
    if home is None:
        return None
    address = "" if network.is_local else network.url
    return OutTray(runner, home, font, trail, robots=robots, address=address)


def _imports(
    runner: Runner, home: Path | None, server: GraphServer, trail: Trail, access: Access
) -> Imports | None:
    """The files that are brought; None without a home to keep them in."""
    if home is None:
        return None
    return Imports(runner.graph, home, lambda: runner.catalogue.town, server, trail, access.require)


def _actions(
    runner: Runner, own: Path | None, home: Path | None, trail: Trail, access: Access
) -> Actions:
    """The saved actions of a home, carried out in the name of who asks."""
    library = ActionLibrary(own, home / "approvals" if home is not None else None)
    return Actions(runner, library, trail, access)

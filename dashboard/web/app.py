"""The dashboard's server: our own pages in front, Panel's live pictures behind, until it is stopped."""

import asyncio
import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from bokeh.server.server import BaseServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, GZipContentEncoding

from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.edition.jobs import EditionJobs
from dashboard.errors import NotLoopback, PortTaken
from dashboard.figures.charts import warm
from dashboard.imports.service import Imports
from dashboard.pages.reload import FileReader
from dashboard.render.site import Site
from dashboard.texts import Lang
from dashboard.web.handlers.base import log_request
from dashboard.web.http.connections import BoundedServer
from dashboard.web.http.headers import SecurityHeaders
from dashboard.web.http.router import LIVE, FrontRouter
from dashboard.web.live import live_application
from dashboard.web.prewarm import prewarm
from dashboard.web.routes import url_specs
from graph.backup.automatic import Server as GraphServer

log = logging.getLogger(__name__)


class Server(BaseServer):
    """A dashboard that answers once ``start`` was called and its loop runs."""

    def __init__(self, site: Site, port: int, address: str) -> None:
        self.site = site
        names = {address, "localhost", "127.0.0.1"}
        self.hosts = frozenset(
            f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names
        )
        self.own = Application(
            url_specs(site),
            transforms=[SecurityHeaders, GZipContentEncoding],
            log_function=log_request,
        )
        self.live = live_application(site, self.hosts)
        router = FrontRouter(self.own, self.live, self.hosts)
        self.http = BoundedServer(router)
        router.heard = self.http.heard
        router.live_documents = lambda: len(self.live.get_sessions(LIVE))
        self.http.add_sockets(bind_sockets(port, address))
        super().__init__(IOLoop.current(), self.live, self.http)
        self._ahead: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Answer, and make ahead what the first visitor would wait for."""
        super().start()
        self.io_loop.add_callback(self._begin)

    def stop(self, wait: bool = True) -> None:
        """Answer no more; ask nothing more of a graph that may be about to stop."""
        if self._ahead is not None:
            self._ahead.cancel()
        self.site.close()
        super().stop(wait)
        self.site.trail.close()

    def _begin(self) -> None:
        self.site.states.on_return = self._warm_again
        self.site.states.watch()
        self.site.executors.quick.submit(warm)
        self._warm()

    def _warm_again(self) -> None:
        """The graph has come back and knows no plan any more."""
        self.site.runner.forget_plans()
        self._warm()

    def _warm(self) -> None:
        if self._ahead is not None:
            self._ahead.cancel()
        self._ahead = asyncio.ensure_future(prewarm(self.site))


def serve(
    runner: Runner,
    *,
    port: int = 5006,
    address: str = "127.0.0.1",
    lang: Lang = "zh",
    own: Path | None = None,
    editions: Path | None = None,
    font: Path | None = None,
    graph_server: GraphServer = "private",
    trail: Trail | None = None,
    ready: Callable[[], object] | None = None,
) -> None:
    """Serve the dashboard until interrupted. ``ready`` is called when it answers.

    Raises NotLoopback for an address that other machines reach, PortTaken, BrokenFile.
    """
    server = build(
        runner, port=port, address=address, lang=lang, own=own,
        editions=editions, font=font, graph_server=graph_server, trail=trail,
    )  # fmt: skip
    server.start()
    loop = server.io_loop
    before = signal.signal(signal.SIGINT, lambda *_: loop.add_callback_from_signal(loop.stop))
    if ready is not None:
        ready()
    try:
        loop.start()
    finally:
        signal.signal(signal.SIGINT, before)
        server.stop()


def build(
    runner: Runner,
    *,
    port: int = 5006,
    address: str = "127.0.0.1",
    lang: Lang = "zh",
    own: Path | None = None,
    editions: Path | None = None,
    font: Path | None = None,
    graph_server: GraphServer = "private",
    trail: Trail | None = None,
) -> Server:
    """The server, not started yet. ``port`` 0 takes a free one; ``server.port`` tells which."""
    refuse_foreign(address)
    port = free_port(address, port)
    reader = FileReader(lambda: runner.catalogue, own)
    reader.read()  # a shipped page that is broken is said now
    desk = EditionJobs(runner, editions, font) if editions else None
    if desk is not None:
        desk.editions.tidy()
    imports = None
    if editions is not None:
        imports = Imports(runner.graph, editions, lambda: runner.catalogue.town, graph_server)
        imports.tidy()
    site = Site(runner, reader, lang, desk, imports, trail or Trail(editions))
    return Server(site, port, address)


def refuse_foreign(address: str) -> None:
    """Refuse an address that other machines could reach: there is no sign-in yet."""
    try:
        inside = address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NotLoopback(
            f"还没有登录功能，看板只在本机（127.0.0.1）打开，不会监听 {address}。",
            f"There is no sign-in yet: the dashboard listens on this machine only (127.0.0.1), not on {address}.",
        )


def free_port(address: str, port: int) -> int:
    """The port, or a free one for 0. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(
                f"端口 {port} 已被别的程序占用，请用 --port 换一个。",
                f"Port {port} is taken by another program; choose another with --port.",
            ) from None
        return int(probe.getsockname()[1])

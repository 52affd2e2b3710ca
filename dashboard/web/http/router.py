"""The router in front of everything: our own application, and Bokeh's for live pictures only."""

import secrets
from collections.abc import Callable
from typing import Any

from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.routing import Router
from tornado.web import Application, RequestHandler

from dashboard.auth.gate import Gate, Needs
from dashboard.network import Network
from dashboard.web.http.admission import SAFE, Refusal, refusal
from dashboard.web.http.draining import Draining
from dashboard.web.http.forwarded import take_forwarded
from dashboard.web.http.headers import NONCE
from dashboard.web.http.live_reader import READER, written_reader, written_reader_of_token
from dashboard.web.http.redirects import RedirectHandler, encrypted
from graph.errors import GraphError

LIVE = "/live"
SOCKET = f"{LIVE}/ws"
LIVE_PATHS = frozenset({LIVE, SOCKET})
"""The paths that Bokeh's application is asked for; its autoload and metadata are not."""
SCRIPTS = "/static/"
"""Below this Bokeh serves its own and Panel's scripts."""
STREAM = "/fresh"
"""The stream that tells open pages that the data have moved."""
HEALTH = frozenset({"/livez", "/readyz", "/metrics"})
"""What a proxy or a monitor asks for itself, by whatever name it calls us."""

MOST_LIVE = 100
_TOO_MANY = Refusal(
    503,
    "打开的动态图太多，请看静态图。",
    "Too many live pictures are open; the still one shows the same.",
)


_NOT_HERE = Refusal(
    404,
    "这里没有看板，地址的开头不对。",
    "There is no dashboard here: the address begins otherwise.",
)


_ANOTHERS = Refusal(
    403,
    "这张动态图是为别人打开的。",
    "This live picture was opened for somebody else.",
)


class RefusedHandler(RequestHandler):
    """Says in one sentence of each language why a request is not let in."""

    def initialize(self, refusal: Refusal) -> None:
        """The reason."""
        self._refusal = refusal

    def prepare(self) -> None:
        """Answer whatever the method."""
        self.set_status(self._refusal.status)
        if self._refusal.status == 503:
            self.set_header("Retry-After", "1")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{self._refusal.zh}\n{self._refusal.en}\n")


def is_live(path: str) -> bool:
    """Whether a path below the root is answered by Bokeh."""
    return path in LIVE_PATHS or path.startswith(SCRIPTS)


class FrontRouter(Router):
    """Checks each request, then hands it to the application that answers it.

    ``needs`` says what a path of ours asks of who comes; ``gate_refused`` makes the delegate that
    answers a request which the gate does not let through, ``stopping`` that of one which comes while
    the process is to stop.
    """

    def __init__(
        self,
        own: Application,
        live: Application,
        network: Network,
        gate: Gate,
        needs: Callable[[str], Needs],
        gate_refused: Callable[[HTTPServerRequest, GraphError], HTTPMessageDelegate],
        stopping: Callable[[HTTPServerRequest], HTTPMessageDelegate],
    ) -> None:
        self._own, self._live, self._network = own, live, network
        self._gate, self._needs, self._gate_refused = gate, needs, gate_refused
        self._stopping = stopping
        self.live_documents: Callable[[], int] = lambda: 0
        """How many live pictures are open."""
        self.heard: Callable[[HTTPServerRequest], object] = lambda request: None
        """Called with each request, let in or not."""
        self.draining = Draining()
        self.let_in: Callable[[HTTPServerRequest], object] = lambda request: None
        """Called with each request that the gate lets through."""
        self.socket_opened: Callable[[HTTPServerRequest], object] = lambda request: None
        """Called with each websocket and each stream that is let in: they end with the session."""

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> HTTPMessageDelegate | None:
        """The delegate that answers a request whose headers are there."""
        self.heard(request)
        network, whole = self._network, request.path
        by_proxy = take_forwarded(request, network)
        if whole == network.prefix:
            query = f"?{request.query}" if request.query else ""
            return self._redirected(request, f"{network.root}{query}")
        if not whole.startswith(network.root):
            return self._refused(request, _NOT_HERE)
        request.path = path = whole.removeprefix(network.prefix)
        if self.draining.begun and path not in HEALTH:
            return self._stopping(request)
        if by_proxy and path in HEALTH:
            return self._own.find_handler(request)
        if by_proxy and request.protocol != network.scheme:
            return self._redirected(request, encrypted(request, network))
        return self._admitted(request, path, whole)

    def _admitted(
        self, request: HTTPServerRequest, path: str, whole: str
    ) -> HTTPMessageDelegate | None:
        if path == LIVE and self.live_documents() >= MOST_LIVE:
            return self._refused(request, _TOO_MANY)
        for_bokeh = is_live(path)
        needs = "look" if for_bokeh else self._needs(path)
        try:
            refused = refusal(
                request,
                self._network,
                is_page=not for_bokeh and path.count("/") == 1,
                is_embed=needs == "embed_token",
                token=None if request.method in SAFE else self._gate.token(request),
            )
            if refused is not None:
                return self._refused(request, refused)
            self._gate.check(request, needs)
        except GraphError as error:
            return self._gate_refused(request, error)
        if needs != "embed_token":  # there is no session there, whatever cookies a frame brings
            self.let_in(request)
        if path != SOCKET:
            self.draining.started(request)
        if path == STREAM:
            self.socket_opened(request)
        if for_bokeh:
            return self._live_handler(request, path, whole)
        return self._own.find_handler(request)

    def _live_handler(
        self, request: HTTPServerRequest, path: str, whole: str
    ) -> HTTPMessageDelegate | None:
        """Bokeh's, told who reads: no cookie and no header of the reader's reaches its tokens."""
        reader = self._gate.reader_of(request)
        assert reader is not None, "the gate has let nobody through"
        if path == SOCKET:
            if written_reader_of_token(request) != written_reader(reader):
                return self._refused(request, _ANOTHERS)
            self.socket_opened(request)
        request.headers[NONCE] = secrets.token_urlsafe(12)
        request.headers[READER] = written_reader(reader)
        request.path = whole  # Bokeh knows the prefix
        return self._live.find_handler(request)

    def _redirected(self, request: HTTPServerRequest, to: str) -> HTTPMessageDelegate:
        return self._own.get_handler_delegate(request, RedirectHandler, {"to": to})

    def _refused(self, request: HTTPServerRequest, reason: Refusal) -> HTTPMessageDelegate:
        return self._own.get_handler_delegate(request, RefusedHandler, {"refusal": reason})

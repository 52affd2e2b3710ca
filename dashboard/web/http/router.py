"""The router in front of everything: our own application, and Bokeh's for live pictures only."""

import secrets
from collections.abc import Callable
from typing import Any

from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.routing import Router
from tornado.web import Application, RequestHandler

from dashboard.network import Network
from dashboard.web.http.admission import Refusal, refusal
from dashboard.web.http.draining import Draining
from dashboard.web.http.forwarded import take_forwarded
from dashboard.web.http.headers import NONCE
from dashboard.web.http.redirects import RedirectHandler, encrypted

LIVE = "/live"
SOCKET = f"{LIVE}/ws"
LIVE_PATHS = frozenset({LIVE, SOCKET})
"""The paths that Bokeh's application is asked for; its autoload and metadata are not."""
SCRIPTS = "/static/"
"""Below this Bokeh serves its own and Panel's scripts."""
HEALTH = frozenset({"/livez", "/readyz"})
"""What a proxy asks for itself, by whatever name it calls us."""

MOST_LIVE = 100
_TOO_MANY = Refusal(
    503,
    "打开的动态图太多，请看静态图。",
    "Too many live pictures are open; the still one shows the same.",
)


_DRAINING = Refusal(
    503,
    "这个进程正在停止，这件事没有做，请再试一次。",
    "This process is stopping and did not do this; try again.",
)
_NOT_HERE = Refusal(
    404,
    "这里没有看板，地址的开头不对。",
    "There is no dashboard here: the address begins otherwise.",
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
        if self._refusal is _DRAINING:
            self.set_header("Connection", "close")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{self._refusal.zh}\n{self._refusal.en}\n")


class FrontRouter(Router):
    """Checks each request, then hands it to the application that answers it."""

    def __init__(self, own: Application, live: Application, network: Network) -> None:
        self._own, self._live, self._network = own, live, network
        self.live_documents: Callable[[], int] = lambda: 0
        """How many live pictures are open."""
        self.heard: Callable[[HTTPServerRequest], object] = lambda request: None
        """Called with each request, let in or not."""
        self.draining = Draining()

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
            return self._refused(request, _DRAINING)
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
        is_live = path in LIVE_PATHS or path.startswith(SCRIPTS)
        refused = refusal(
            request,
            self._network,
            is_page=not is_live and path.count("/") == 1,
            changes=request.method not in ("GET", "HEAD"),
        )
        if refused is not None:
            return self._refused(request, refused)
        request.headers.pop(NONCE, None)
        if path != SOCKET:
            self.draining.started(request)
        if is_live:
            request.headers[NONCE] = secrets.token_urlsafe(12)
            request.path = whole  # Bokeh knows the prefix
            return self._live.find_handler(request)
        return self._own.find_handler(request)

    def _redirected(self, request: HTTPServerRequest, to: str) -> HTTPMessageDelegate:
        return self._own.get_handler_delegate(request, RedirectHandler, {"to": to})

    def _refused(self, request: HTTPServerRequest, reason: Refusal) -> HTTPMessageDelegate:
        return self._own.get_handler_delegate(request, RefusedHandler, {"refusal": reason})

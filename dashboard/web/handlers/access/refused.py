"""What somebody gets whom the gate does not let through: a way to sign in, or a sentence."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.web import Application

from dashboard.auth.gate import SAFE
from dashboard.errors import NotAllowed, PasswordExpired, SignInNeeded
from dashboard.render.site import Site
from dashboard.web.handlers.base import Handler
from dashboard.web.handlers.errors import failed_html
from graph.errors import GraphError

SIGN_IN = "X-Lianxin-Sign-In"
"""Header of an answer that is one because nobody is signed in."""


def gate_refused(
    site: Site,
    own: Application,
    is_page: Callable[[str], bool],
    request: HTTPServerRequest,
    error: GraphError,
) -> HTTPMessageDelegate:
    """The delegate that answers a request which the gate has refused.

    ``is_page``: whether a path is that of a page, from which one is led to where one signs in.
    """
    given = {"site": site, "error": error, "is_page": is_page(request.path)}
    return own.get_handler_delegate(request, GateRefusedHandler, given)


class GateRefusedHandler(Handler):
    """Leads whoever opens a page to where one signs in; says everybody else why in a sentence."""

    def initialize(self, site: Site, error: GraphError, is_page: bool) -> None:  # type: ignore[override]
        """The site, why the request was not let through, and whether it asked for a page."""
        super().initialize(site)
        self._error, self._is_page = error, is_page

    async def prepare(self) -> None:
        """Answer whatever the method."""
        error = self._error
        if isinstance(error, NotAllowed):
            path = self.request.path
            note = partial(self.site.trail.record, "refused", self.reader, path)
            try:
                await self.wait(self.site.executors.files.run(note))
            except GraphError as failed:
                error = failed
        if not (self._opens_page or self._is_form):
            if isinstance(error, SignInNeeded):
                self.set_header(SIGN_IN, "1")
            self.refuse(error)
            return
        root = self.site.network.root
        if isinstance(error, SignInNeeded):
            self.redirect(f"{root}sign-in?{self._query()}")
        elif isinstance(error, PasswordExpired) and not self._is_form:
            self.redirect(f"{root}account?lang={self.lang}")
        else:
            self.set_failed(error)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(failed_html(self, error))

    @property
    def _opens_page(self) -> bool:
        return self.request.method in SAFE and self._navigates and self._is_page

    @property
    def _is_form(self) -> bool:
        """Whether somebody who is signed in has sent a form, whose answer is a page."""
        signed_in = not isinstance(self._error, SignInNeeded)
        return signed_in and self.request.method == "POST" and self._navigates and self._is_page

    @property
    def _navigates(self) -> bool:
        mode: str = self.request.headers.get("Sec-Fetch-Mode", "navigate")
        return mode == "navigate"

    def _query(self) -> str:
        wanted = self.request.path.lstrip("/")
        if self.request.query:
            wanted += f"?{self.request.query}"
        return urlencode({"lang": self.lang, **({"next": wanted} if wanted else {})})

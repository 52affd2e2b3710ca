"""What a process answers that is to stop: to a browser a page, to a script its sentence."""

from markupsafe import Markup
from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.web import Application

from dashboard.auth.gate import SAFE
from dashboard.errors import Busy
from dashboard.render.site import Site
from dashboard.render.templates import environment
from dashboard.shell.assets import asset, asset_url
from dashboard.texts import either
from dashboard.web.handlers.base import Handler

_STYLES = (
    "colours.css", "frame.css", "cards.css", "screens.css", "editions.css", "access.css",
)  # fmt: skip
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
_FORMS = ("accounts", "account")
"""Where a form is sent below one of these, its page is that one."""


class Stopping(Busy):
    """The process is to stop and takes nothing new; another one, or its successor, does."""

    def __init__(self) -> None:
        super().__init__(1)
        self.zh = "看板正在重新启动，刚才的操作没有执行。请稍等几秒再试一次。"
        self.en = "The dashboard is stopping to start anew and did not do this. Try again in a few seconds."


def stopping(site: Site, own: Application, request: HTTPServerRequest) -> HTTPMessageDelegate:
    """The delegate that answers a request which comes while the process is to stop."""
    return own.get_handler_delegate(request, StoppingHandler, {"site": site})


class StoppingHandler(Handler):
    """Says that nothing was done, and when to try again. It asks no file and no account for that."""

    def prepare(self) -> None:
        """Answer whatever the method."""
        error, taken = Stopping(), self.request.headers.get("Accept", "")
        self.set_failed(error)
        self.set_header("Connection", "close")
        if "text/html" in taken:
            self._show_page(error)
        elif taken == "application/json":
            self.send_json({"wrong": either(error, self.lang)})
        else:
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{error.zh}\n{error.en}\n")

    def _show_page(self, error: Stopping) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", _POLICY)
        is_form = self.request.method not in SAFE
        html = environment().get_template("stopping.html").render(
            lang=self.lang, sentence=either(error, self.lang), is_form=is_form,
            styles=_styles(), again=self._form_page() if is_form else self.request.uri,
        )  # fmt: skip
        self.finish(html)

    def _form_page(self) -> str:
        """The page on which the form stood."""
        first = self.request.path.strip("/").partition("/")[0]
        page = first if first in _FORMS else "sign-in"
        return f"{self.site.network.root}{page}?lang={self.lang}"


def _styles() -> Markup:
    """The style sheets themselves: their addresses are not answered any more."""
    found = (asset(asset_url(name).partition("/")[2]) for name in _STYLES)
    return Markup("\n".join(one.content.decode() for one in found if one is not None))

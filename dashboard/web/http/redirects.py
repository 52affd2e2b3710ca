"""Plain HTTP is answered by the encrypted address of the same page."""

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from dashboard.network import Network
from dashboard.web.http.headers import SecurityHeaders


def encrypted(request: HTTPServerRequest, network: Network) -> str:
    """The encrypted address of what was asked: by its own name where it is one of ours.

    What is no path, as it may stand in a request that no browser sends, leads to the first page.
    """
    host = request.host.lower()
    if not (request.uri or "").startswith("/"):
        return network.url
    if host not in network.hosts:
        name = host.rpartition(":")[0] or host
        with_port = f"{name}:{network.port}"
        named = next((one for one in (name, with_port) if one in network.hosts), None)
        if named is None:
            return network.url
        host = named
    return f"https://{host}{request.uri}"


class RedirectHandler(RequestHandler):
    """Sends whoever asks to another address, for this time only."""

    def initialize(self, to: str | Network) -> None:
        """``to``: the address, or the network whose encrypted address it is."""
        self._to = to

    def prepare(self) -> None:
        """Answer whatever the method."""
        to = self._to if isinstance(self._to, str) else encrypted(self.request, self._to)
        self.set_status(308)
        self.set_header("Location", to)
        self.finish()


def redirecting(network: Network) -> Application:
    """An application that answers everything by its encrypted address."""
    return Application(
        [(r".*", RedirectHandler, {"to": network})],
        transforms=[SecurityHeaders.of(network)],
        log_function=_none,
    )


def _none(handler: RequestHandler) -> None:
    """A redirect is not worth a line of the log."""

"""The ports that a server listens on: its own, by TLS or plain, and one that only redirects."""

import errno
import socket
from collections.abc import Callable

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets

from dashboard.errors import PortTaken
from dashboard.network import Network, NetworkRefused
from dashboard.web.http.connections import BoundedServer
from dashboard.web.http.redirects import redirecting
from dashboard.web.http.tls import Certificate, TlsPort

_LOOK_MS = 5_000
"""How often the certificate's files are looked at."""
_MOST_REDIRECTED = 200


class Ports:
    """The listening sockets of one server. Must be made in the thread of its loop."""

    def __init__(
        self,
        network: Network,
        server: HTTPServer,
        beside: Callable[[Callable[[], object]], object],
    ) -> None:
        """Listen, and hand to ``server`` what comes. ``beside`` runs what waits for a disk.

        Raises CertificateUnusable, PortTaken.
        """
        self._server, self._tls, self._plain = server, None, None
        self._looking: PeriodicCallback | None = None
        if network.certificate is not None:
            certificate = Certificate(network.certificate)
            self._plain = BoundedServer(redirecting(network), most=_MOST_REDIRECTED)
            self._tls = TlsPort(certificate, server, self._plain)
            self._looking = PeriodicCallback(
                lambda: _none(beside(certificate.read_again)), _LOOK_MS
            )
            self._looking.start()
            self._tls.add_sockets(bind_sockets(network.port, network.address))
            if network.redirect_port is not None:
                free_port(network.address, network.redirect_port)
                self._plain.add_sockets(bind_sockets(network.redirect_port, network.address))
        else:
            server.add_sockets(bind_sockets(network.port, network.address))

    def close(self) -> None:
        """Listen no more; what is under way goes on."""
        if self._looking is not None:
            self._looking.stop()
        for one in (self._tls, self._plain, self._server):
            if one is not None:
                one.stop()


def _none(_: object) -> None:
    """What is not waited for."""


def free_port(address: str, port: int) -> int:
    """The port, or a free one for 0. Raises PortTaken, NetworkRefused."""
    try:
        family, _, _, _, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        raise _no_such_address(address) from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise _not_bound(error, address, port) from None
        return int(probe.getsockname()[1])


def _not_bound(error: OSError, address: str, port: int) -> Exception:
    if error.errno == errno.EADDRNOTAVAIL:
        return _no_such_address(address)
    if error.errno == errno.EACCES:
        return PortTaken(
            f"没有权限监听端口 {port}，请用 --port 换一个 1024 以上的，或由反向代理监听它。",
            f"No permission to listen on port {port}; choose one above 1023 with --port, or let a proxy take it.",
        )
    if error.errno == errno.EADDRINUSE:
        return PortTaken(
            f"端口 {port} 已被别的程序占用，请用 --port 换一个。",
            f"Port {port} is taken by another program; choose another with --port.",
        )
    return error


def _no_such_address(address: str) -> NetworkRefused:
    return NetworkRefused(
        f"这台机器没有地址 {address}。请用它自己的 IP 地址，或 0.0.0.0（全部）。",
        f"This machine has no address {address}. Give one of its own, or 0.0.0.0 for all.",
    )

"""The port on which TLS is spoken; plain HTTP on it is answered by the encrypted address."""

import logging
import socket
import ssl
from collections.abc import Iterable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream, SSLIOStream
from tornado.netutil import add_accept_handler, ssl_wrap_socket

from dashboard.network import CertificateFiles, CertificateUnusable

log = logging.getLogger(__name__)
_CLIENT_HELLO = b"\x16"
"""The first byte of every TLS connection; no method of HTTP begins with it."""
_FIRST_BYTE_SECONDS = 10.0
_MOST_SILENT = 200
"""So many connections may be open that have not sent a byte yet."""


class Certificate:
    """A certificate's files as they are now: a new pair counts from the next connection on."""

    def __init__(self, files: CertificateFiles) -> None:
        """Read the files. Raises CertificateUnusable."""
        self._files = files
        self._stamp = self._stamped()
        self.context = self._read()

    def read_again(self) -> bool:
        """Take the files if they are others than before and fit together; says whether they were taken.

        While they do not fit, as when only one of the two was written yet, the old pair stays.
        """
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self.context = self._read()
        except CertificateUnusable as error:
            log.warning("the new certificate is not used: %s", error.en)
            return False
        log.info("the certificate was read anew")
        return True

    def _read(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self._files.certificate, self._files.key, password=_refused)
        except (ssl.SSLError, OSError) as error:
            reason = (
                getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
            )
            raise CertificateUnusable(self._files.certificate, self._files.key, reason) from None
        return context

    def _stamped(self) -> tuple[tuple[int, int, int], ...]:
        stamps = []
        for file in (self._files.certificate, self._files.key):
            try:
                found = file.stat()
                stamps.append((found.st_mtime_ns, found.st_size, found.st_ino))
            except OSError:
                stamps.append((0, 0, 0))
        return tuple(stamps)


def _refused() -> str:
    """The passphrase of an encrypted key: none, so that no terminal is asked for one."""
    return ""


class TlsPort:
    """Takes connections and gives them to ``server`` by TLS; plain ones go to ``redirecting``."""

    def __init__(
        self, certificate: Certificate, server: HTTPServer, redirecting: HTTPServer
    ) -> None:
        self._certificate, self._server, self._redirecting = certificate, server, redirecting
        self._loop = IOLoop.current()
        self._accepting: list[tuple[socket.socket, Any]] = []
        self._silent: dict[socket.socket, object] = {}

    def add_sockets(self, sockets: Iterable[socket.socket]) -> None:
        """Begin to take connections on sockets that listen."""
        for one in sockets:
            self._accepting.append((one, add_accept_handler(one, self._accepted)))

    def stop(self) -> None:
        """Take no more connections."""
        for one, remove in self._accepting:
            remove()
            one.close()
        self._accepting.clear()
        for silent in list(self._silent):
            self._given_up(silent)

    def _accepted(self, connection: socket.socket, address: Any) -> None:
        """Wait for the first byte, which says what is spoken."""
        connection.setblocking(False)
        if len(self._silent) >= _MOST_SILENT:
            self._given_up(next(iter(self._silent)))
        self._silent[connection] = self._loop.call_later(
            _FIRST_BYTE_SECONDS, self._given_up, connection
        )
        self._loop.add_handler(
            connection, lambda *_: self._speaks(connection, address), IOLoop.READ
        )

    def _speaks(self, connection: socket.socket, address: Any) -> None:
        try:
            first = connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            first = b""
        if not first:
            self._given_up(connection)
            return
        self._heard(connection)
        try:
            if first != _CLIENT_HELLO:
                self._redirecting.handle_stream(IOStream(connection), address)
                return
            wrapped = ssl_wrap_socket(
                connection,
                self._certificate.context,
                server_side=True,
                do_handshake_on_connect=False,
            )
            self._server.handle_stream(SSLIOStream(wrapped), address)
        except OSError:  # the visitor has gone meanwhile
            connection.close()

    def _heard(self, connection: socket.socket) -> None:
        self._loop.remove_timeout(self._silent.pop(connection))
        self._loop.remove_handler(connection)

    def _given_up(self, connection: socket.socket) -> None:
        if connection in self._silent:
            self._heard(connection)
        connection.close()

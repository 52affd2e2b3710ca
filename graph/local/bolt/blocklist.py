"""Whether a server lets LOAD CSV reach addresses: the second wall before a statement that would."""

import logging
import socket
import threading
from contextlib import AbstractContextManager, suppress
from typing import Self

from neo4j import READ_ACCESS, Driver, GraphDatabase, Query
from neo4j.exceptions import Neo4jError

from graph.address import Address
from graph.errors import GraphError
from graph.translate import translated

_STATEMENTS = (
    "LOAD CSV FROM $url AS line RETURN line",
    "RETURN [i IN [1] | COLLECT { LOAD CSV FROM $url AS line RETURN line }] AS lines",
)
_WITHIN = 10.0
_REFUSED = ("Neo.ClientError.Security.Forbidden", "Neo.ClientError.Statement.AccessMode")
_NAMED = "blocklist"
_log = logging.getLogger(__name__)


def private_server_blocks_addresses(address: Address) -> bool:
    """Whether LOAD CSV, nested in an expression too, cannot reach a listener on this machine.

    Raises ConnectionFailed where the server cannot be asked.
    """
    with _door(address), _Listener() as listener, _driver(address) as driver:
        for text in _STATEMENTS:
            _error(driver, address.database, text, listener.url)
        return not listener.reached.is_set()


def server_blocks_addresses(address: Address) -> bool:
    """The same of a server somewhere else, told by its answer: nothing listens on port 0 anywhere.

    Raises ConnectionFailed where the server cannot be asked.
    """
    with _door(address), _driver(address) as driver:
        errors = [
            _error(driver, address.database, text, "http://127.0.0.1:0/") for text in _STATEMENTS
        ]
    return all(
        error is not None
        and ((error.code or "").startswith(_REFUSED) or _NAMED in (error.message or ""))
        for error in errors
    )


def warn_of_open_addresses(address: Address) -> None:
    """Write a warning to the log where a server somewhere else lets LOAD CSV reach addresses."""
    try:
        blocks = server_blocks_addresses(address)
    except GraphError as error:
        _log.warning("It is not known whether LOAD CSV can reach addresses: %s", error)
    else:
        if not blocks:
            _log.warning("On the server at %s LOAD CSV can reach addresses", address.uri)


class _Listener:
    """Listens on this machine, hangs up on everybody, and notes whether there was anybody."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._socket = socket.socket()
        self._thread = threading.Thread(target=self._hang_up, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def __enter__(self) -> Self:
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # which wakes the thread
        self._socket.close()
        self._thread.join()

    def _hang_up(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.reached.set()
                connection.close()


def _door(address: Address) -> AbstractContextManager[None]:
    return translated(address.uri, address.database)


def _driver(address: Address) -> Driver:
    auth = (address.username, address.password)
    return GraphDatabase.driver(address.uri, auth=auth, connection_timeout=5)


def _error(driver: Driver, database: str, text: str, url: str) -> Neo4jError | None:
    """What the server answers a statement with where it does not run it."""
    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        try:
            session.run(Query(text, timeout=_WITHIN), url=url).consume()
        except Neo4jError as error:
            return error
    return None

"""Transactions that write: the driver of one address, made once whoever asks first."""

import random
import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from neo4j import WRITE_ACCESS, Bookmarks, Driver, GraphDatabase, Session
from neo4j.exceptions import DriverError, Neo4jError

from graph.address import Address
from graph.door.reading import DRIVER
from graph.door.rows import Tx

T = TypeVar("T")
_AGAIN_WITHIN = 5.0
_FIRST_PAUSE, _LONGER = 0.2, 2.0
"""Seconds for which a transaction is tried again from its first failure on, and the pauses between."""


class WriteConnection:
    """The writing half of one address."""

    def __init__(self, address: Address, pool: int) -> None:
        self._address = address
        self._pool = pool
        self._lock = threading.Lock()
        self._driver: Driver | None = None

    @property
    def driver(self) -> Driver:
        """The driver; opened at the first call."""
        with self._lock:
            if self._driver is None:
                self._driver = GraphDatabase.driver(
                    self._address.uri,
                    auth=(self._address.username, self._address.password),
                    max_connection_pool_size=self._pool,
                    **DRIVER,
                )
            return self._driver

    def session(self, bookmarks: Bookmarks | None) -> Session:
        """A new session that may write."""
        return self.driver.session(
            database=self._address.database,
            default_access_mode=WRITE_ACCESS,
            bookmarks=bookmarks,
        )

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()


def written(
    open_session: Callable[[], Session], work: Callable[[Tx], T], seconds: float
) -> tuple[T, Bookmarks]:
    """What ``work`` gives, done in one transaction of ``seconds``, with the bookmarks after it.

    Tried again where the server asks for it. Not by the driver's own ``execute_write``: that looks at
    the connection of a transaction which the server has ended after giving it back, and sends a
    rollback on it, though another thread may have it by then; that thread then waits for ever, or
    what it writes is rolled back. Raises the driver's errors, and what ``work`` raises.
    """
    until, pause = float("inf"), _FIRST_PAUSE
    while True:
        try:
            with open_session() as session:
                return _once(session, work, seconds), session.last_bookmarks()
        except (DriverError, Neo4jError) as error:
            until = min(until, monotonic() + _AGAIN_WITHIN)
            if not error.is_retryable() or monotonic() + pause > until:
                raise
        threading.Event().wait(pause * random.uniform(0.5, 1))
        pause *= _LONGER


def _once(session: Session, work: Callable[[Tx], T], seconds: float) -> T:
    transaction = session.begin_transaction(timeout=seconds)
    try:
        done = work(Tx(transaction))
    except (DriverError, Neo4jError):
        raise  # its connection is not its own any more
    except BaseException:
        transaction.close()
        raise
    transaction.commit()
    return done

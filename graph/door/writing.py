"""Transactions that write: the driver of one address, made once whoever asks first."""

import threading

from neo4j import WRITE_ACCESS, Bookmarks, Driver, GraphDatabase, Session

from graph.address import Address
from graph.door.reading import DRIVER


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

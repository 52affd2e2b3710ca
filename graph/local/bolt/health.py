"""Asks a running server whether it is well: that its process lives says little."""

from contextlib import suppress
from enum import Enum

from neo4j import READ_ACCESS, Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.address import Address
from graph.local.bolt.deadline import within

_PANIC = "Neo.DatabaseError."
"""What every question is answered with by a database that has met an error it cannot go on after."""
_AWAY = ("Neo.TransientError.General.DatabaseUnavailable", "Neo.ClientError.Database.")
_CLOSED_WITHIN = 1.0
_ENDLESS = """
SHOW TRANSACTIONS YIELD transactionId, status
WHERE status STARTS WITH 'Terminated'
RETURN transactionId
"""
"""Statements that the server has been told to end, by their time limit or by hand, and that run on."""


class Health(Enum):
    """How a server is: it answers, it does not, or its database has stopped itself."""

    WELL = "well"
    SILENT = "silent"
    PANICKED = "panicked"


def health_of(address: Address, seconds: float = 10.0) -> Health:
    """How the server at an address is, asked once."""
    check = HealthCheck(address)
    try:
        return check.ask(seconds)
    finally:
        check.close()


class HealthCheck:
    """Asks one server again and again, over one connection."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._driver: Driver | None = None

    def ask(self, seconds: float) -> Health:
        """Ask once, and wait so many seconds for the answer."""
        try:
            within(seconds, lambda: self._run("RETURN 1"))
        except (DriverError, TimeoutError, OSError):
            self.close()
            return Health.SILENT
        except Neo4jError as error:
            code = error.code or ""
            if code.startswith(_PANIC):
                return Health.PANICKED
            return Health.SILENT if code.startswith(_AWAY) else Health.WELL
        return Health.WELL

    def endless(self, seconds: float) -> set[str]:
        """The statements that were to end and have not; none where the server does not tell."""
        try:
            return set(within(seconds, lambda: self._run(_ENDLESS)))
        except (DriverError, Neo4jError, TimeoutError, OSError):
            return set()

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        driver, self._driver = self._driver, None
        if driver is not None:
            with suppress(DriverError, TimeoutError, OSError):
                within(_CLOSED_WITHIN, driver.close)

    def _run(self, text: str) -> list[str]:
        if self._driver is None:
            address = self.address
            self._driver = GraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password),
                max_connection_pool_size=1,
                connection_timeout=3,
                connection_acquisition_timeout=3,
            )
        with self._driver.session(
            database=self.address.database, default_access_mode=READ_ACCESS
        ) as session:
            return [str(record[0]) for record in session.run(text)]

"""The one door to Neo4j: every read, write and question about a statement goes through it."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from time import monotonic
from typing import Any, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Bookmarks,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Query,
    Result,
    Session,
    unit_of_work,
)

from graph.address import Address
from graph.model.base import SHANGHAI
from graph.plan import Plan, plan_of
from graph.text import printable
from graph.translate import translated
from graph.values import plain

T = TypeVar("T")
_NOTHING: Mapping[str, object] = {}
_RESTORED = "OPTIONAL MATCH (v:ModelVersion {id: 'MODEL'}) RETURN toString(v.restoredAt)"
_TODAY = """
OPTIONAL MATCH (w:Wish) WHERE w.provenance = 'synthetic'
WITH w LIMIT 1
OPTIONAL MATCH (e:WishEvent)
WITH w IS NOT NULL AS invented, max(e.at) AS last
RETURN datetime({timezone: '+08:00'}) AS now, invented, last
"""


@dataclass(frozen=True)
class Rows:
    """An answer: its columns, its rows in plain Python values, and whether there were more."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool = False

    def dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def value(self) -> Any:
        """The first value of the first row, or None."""
        return self.rows[0][0] if self.rows else None


class Tx:
    """One open write transaction."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, text: str, **values: object) -> list[dict[str, object]]:
        """Run one statement and give its rows by column name."""
        return self.send(text, **values)()

    def send(self, text: str, **values: object) -> Callable[[], list[dict[str, object]]]:
        """Begin one statement; what is given back waits for its rows, by column name.

        More can be sent meanwhile: the server takes them in their order.
        """
        result = self._transaction.run(text, values)
        return lambda: _rows(result, None).dicts()


class Graph:
    """A Neo4j database. Opens nothing until it is first asked something.

    Every method raises a :class:`graph.errors.GraphError` whose sentence can be shown.
    A read after one's own write sees it, also on a cluster (bookmarks).
    """

    def __init__(self, address: Address, *, pool: int = 16) -> None:
        self.address = address
        self._pool = pool
        self._driver: Driver | None = None
        self._bookmarks = Bookmarks()
        self._version: tuple[float, str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> Self:
        """Connect and sign in now, so that a wrong address or password is told at once."""
        with self._door(), self._session(READ_ACCESS) as session:
            session.run("RETURN 1").consume()
        return self

    def close(self) -> None:
        """Close every connection; the next question opens them again."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def move(self, address: Address) -> None:
        """The server has come up again, perhaps at another address: ask there from now on."""
        if address != self.address:
            self.address = address
            self.close()

    @property
    def driver(self) -> Driver:
        """The driver behind the door, for what measures it."""
        if self._driver is None:
            # what the driver notes comes back as errors and plans, said in our own words
            logging.getLogger("neo4j").setLevel(logging.CRITICAL)
            address = self.address
            address.refuse_unusable()
            with self._door():
                self._driver = GraphDatabase.driver(
                    address.uri,
                    auth=(address.username, address.password),
                    max_connection_pool_size=self._pool,
                    connection_acquisition_timeout=15,
                    connection_timeout=5,
                    max_transaction_retry_time=5,
                    notifications_min_severity=NotificationMinimumSeverity.OFF,
                )
        return self._driver

    def read(
        self,
        text: str,
        values: Mapping[str, object] = _NOTHING,
        *,
        rows: int | None = 1000,
        seconds: float = 5.0,
    ) -> Rows:
        """Read at most ``rows`` rows (None: all) within ``seconds`` on the server."""

        @unit_of_work(timeout=seconds)
        def work(transaction: ManagedTransaction) -> Rows:
            return _rows(transaction.run(text, values), rows)  # type: ignore[arg-type]

        with self._door(), self._session(READ_ACCESS) as session:
            return session.execute_read(work)

    def stream(
        self, text: str, values: Mapping[str, object] = _NOTHING, *, seconds: float = 60.0
    ) -> Iterator[tuple[object, ...]]:
        """Read all rows one by one in bounded memory; the first tuple holds the column names."""
        with self._door(), self._session(READ_ACCESS, fetch_size=1000) as session:
            result = session.run(Query(text, timeout=seconds), values)  # type: ignore[arg-type]
            yield tuple(map(printable, result.keys()))
            for record in result:
                yield tuple(plain(value) for value in record.values())

    def write(
        self, text: str, values: Mapping[str, object] = _NOTHING, *, seconds: float = 60.0
    ) -> Rows:
        """Run one statement that may write."""

        def work(tx: Tx) -> Rows:
            return _rows(tx._transaction.run(text, values), None)  # type: ignore[arg-type]

        return self.write_all(work, seconds=seconds)

    def write_all(self, work: Callable[[Tx], T], *, seconds: float = 120.0) -> T:
        """Run several statements as one transaction: all of it lands, or none.

        ``work`` may be called again where the server asks for a retry.
        """

        @unit_of_work(timeout=seconds)
        def managed(transaction: ManagedTransaction) -> T:
            return work(Tx(transaction))

        with self._door(), self._session(WRITE_ACCESS) as session:
            done = session.execute_write(managed)
            self._bookmarks = session.last_bookmarks()
            self._version = None
            return done

    def write_schema(self, text: str) -> None:
        """Run one statement about constraints or indexes (they take a transaction of their own)."""
        with self._door(), self._session(WRITE_ACCESS) as session:
            session.run(text).consume()
            self._bookmarks = session.last_bookmarks()

    def explain(self, text: str, values: Mapping[str, object] = _NOTHING) -> Plan:
        """What the server would do with a statement, without running it, in READ mode."""
        with (
            self._door(),
            self._session(
                READ_ACCESS, notifications_min_severity=NotificationMinimumSeverity.INFORMATION
            ) as session,
        ):
            return plan_of(session.run("EXPLAIN " + text, dict(values)).consume())

    def data_version(self, *, at_most_every: float = 1.0) -> str:
        """A word that stays the same from read to read and changes with any write by anyone.

        Source: the bookmark of a small committed read; asked for at most once in
        ``at_most_every`` seconds, and always after one's own write. The server counts from the
        backup on again after a restore, so the day of the restore belongs to it.
        """
        now = monotonic()
        if self._version is None or now - self._version[0] >= at_most_every:
            with self._door(), self._session(READ_ACCESS) as session:
                restored = session.execute_read(lambda tx: tx.run(_RESTORED).single(strict=True)[0])
                marks = session.last_bookmarks().raw_values
            self._version = (now, "|".join((*sorted(marks), str(restored or ""))))
        return self._version[1]

    def today(self) -> date:
        """The day that it is, at +08:00, by the server's clock.

        While the graph holds any synthetic wish it is the last day of the data.
        """
        now, invented, last = self.read(_TODAY).rows[0]
        day = last if invented and last is not None else now
        assert isinstance(day, datetime)
        return day.astimezone(SHANGHAI).date()

    def server_version(self) -> str:
        """The server's version, such as ``5.26.30``."""
        with self._door():
            return self.driver.get_server_info().agent.rpartition("/")[2]

    def _session(self, mode: str, **more: Any) -> Session:
        return self.driver.session(
            database=self.address.database,
            default_access_mode=mode,
            # one server has no need of them, and would wait in vain for those from before a restore
            bookmarks=self._bookmarks if self.address.routed else None,
            **more,
        )

    def _door(self) -> Any:
        return translated(self.address.uri, self.address.database)


def _rows(result: Result, limit: int | None) -> Rows:
    """The rows of a result, one more than the limit being asked for to learn whether there are more."""
    columns = tuple(map(printable, result.keys()))
    records = list(islice(result, None if limit is None else limit + 1))
    truncated = limit is not None and len(records) > limit
    kept = records[:limit] if truncated else records
    return Rows(columns, [tuple(map(plain, record.values())) for record in kept], truncated)

"""The one door to Neo4j: every read, write and question about a statement goes through it."""

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncSession,
    Bookmarks,
    Driver,
    NotificationMinimumSeverity,
    Record,
)

from graph.address import Address
from graph.door.abandoned import Abandoned
from graph.door.away import Away
from graph.door.cancel import CancelToken
from graph.door.data_version import Asked, DataVersion
from graph.door.gate import WriteGate
from graph.door.loop import LoopClosed, closed
from graph.door.reading import ReadConnection, Work
from graph.door.room import refuse_without_room
from graph.door.rows import Rows, Tx, rows_of
from graph.door.streaming import RowStream
from graph.door.writing import WriteConnection, written
from graph.plan import Plan, plan_of
from graph.translate import translated
from graph.values import plain_row

T = TypeVar("T")
_NOTHING: Mapping[str, object] = {}
_MARK = "lianxin"
"""The key in a transaction's metadata under which the server shows whose question it is."""
_RESTORED = "OPTIONAL MATCH (v:ModelVersion {id: 'MODEL'}) RETURN toString(v.restoredAt)"
_ALIVE = (
    f"SHOW TRANSACTIONS YIELD metaData WHERE metaData.{_MARK} IN $marks "
    f"RETURN metaData.{_MARK} AS mark"
)
_SMALL = 5.0
"""Seconds that a question about the database itself may take."""

__all__ = ["CancelToken", "Graph", "Rows", "Tx"]


class Graph:
    """A Neo4j database. Opens nothing until it is first asked something.

    May be used from several threads. Every method raises a :class:`graph.errors.GraphError` whose
    sentence can be shown. A read after one's own write sees it, also on a cluster (bookmarks).
    While the server does not answer, every question is told so at once for a second or two.
    """

    def __init__(self, address: Address, *, pool: int = 32, gate: WriteGate | None = None) -> None:
        self.address = address
        self.gate = gate or WriteGate()
        """Held by a reader whom our own writers have disturbed too often; closed by a backup."""
        self._pool = pool
        self._lock = threading.Lock()
        self._writing: WriteConnection | None = None
        self._reading: ReadConnection | None = None
        self._bookmarks = Bookmarks()
        self._version = DataVersion(self._ask_version)
        self._abandoned = Abandoned(self._alive)
        self._away = Away()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> Self:
        """Connect and sign in now, so that a wrong address or password is reported at once."""
        self.read("RETURN 1")
        return self

    def close(self) -> None:
        """Close every connection; the next question opens them again."""
        self._go(self.address)

    def move(self, address: Address) -> None:
        """The server has come up again, perhaps at another address: ask there from now on."""
        self._abandoned.forget()
        if address != self.address:
            self._go(address)
        self._away.forget()

    def _go(self, address: Address) -> None:
        """Ask at an address from now on, and close what was open until now."""
        with self._lock:
            self.address, halves = address, (self._reading, self._writing)
            self._reading = self._writing = None
        for half in halves:
            if half is not None:
                half.close()
        self._away.forget()

    def on_stuck(self, callback: Callable[[], object]) -> None:
        """Call back, in a thread of its own, when the server cannot end what was given up."""
        self._abandoned.stuck = callback

    @property
    def abandoned(self) -> int:
        """How many queries were given up and may still be running on the server."""
        return len(self._abandoned)

    @property
    def driver(self) -> Driver:
        """The driver that writes, for what measures it."""
        return self._writer().driver

    def read(
        self,
        text: str,
        values: Mapping[str, object] = _NOTHING,
        *,
        rows: int | None = 1000,
        seconds: float = 60.0,
        cancel: CancelToken | None = None,
    ) -> Rows:
        """Read at most ``rows`` rows (None: all) within ``seconds``.

        A report says its own limit; the usual one is for the program's own small questions, which a
        server that has just started on a busy machine can take long to answer.
        The server is asked to end it then; the client waits two seconds more. Raises TimedOut,
        StillRunning where the server cannot end the same query from before, and ReadCancelled.
        """
        with self._abandoned.noted(text) as mark:
            writes = self._version.writes

            async def work(session: AsyncSession) -> Rows:
                begun = session.begin_transaction(timeout=seconds, metadata={_MARK: mark})
                async with await begun as transaction:
                    found = await rows_of(await transaction.run(text, dict(values)), rows)
                bookmarks = (await session.last_bookmarks()).raw_values
                return found.of(self._version.learn(writes, bookmarks))

            return self._ask(work, seconds, cancel)

    def stream(
        self,
        text: str,
        values: Mapping[str, object] = _NOTHING,
        *,
        seconds: float = 60.0,
        cancel: CancelToken | None = None,
        row: Callable[[Record], tuple[object, ...]] = plain_row,
        batch: int = 1000,
    ) -> Iterator[tuple[object, ...]]:
        """Read all rows one by one in bounded memory; the first tuple holds the column names.

        ``row`` makes a row of a record of the driver's; ``batch`` of them are fetched at a time.
        """
        with self._abandoned.noted(text) as mark, self._door():
            stream = RowStream(self._reader(), self._own_bookmarks(), seconds, {_MARK: mark}, batch)
            try:
                yield from stream.rows(text, dict(values), cancel, row)
            except LoopClosed as error:
                raise closed(self.address.uri) from error
            finally:
                stream.close()

    def write(
        self, text: str, values: Mapping[str, object] = _NOTHING, *, seconds: float = 60.0
    ) -> Rows:
        """Run one statement that may write."""
        return self.write_all(lambda tx: tx.rows(text, values), seconds=seconds)

    def write_all(self, work: Callable[[Tx], T], *, seconds: float = 120.0) -> T:
        """Run several statements as one transaction: all of it lands, or none.

        ``work`` may be called again where the server asks for a retry. It waits for at most two
        seconds where a reader holds the gate. Raises DiskFull.
        """
        refuse_without_room(self.address.store)
        with self.gate.writing(), self._door():
            open_session = partial(self._writer().session, self._own_bookmarks())
            done, bookmarks = written(open_session, work, seconds)
            self._wrote(bookmarks)
            return done

    def write_schema(self, text: str) -> None:
        """Run one statement about constraints or indexes (they take a transaction of their own)."""
        with self._door(), self._writer().session(self._own_bookmarks()) as session:
            session.run(text).consume()
            self._wrote(session.last_bookmarks())

    def explain(
        self, text: str, values: Mapping[str, object] = _NOTHING, *, writing: bool = False
    ) -> Plan:
        """What the server would do with a statement, without running it (READ mode, unless ``writing``)."""

        async def work(session: AsyncSession) -> Plan:
            result = await session.run("EXPLAIN " + text, dict(values))
            return plan_of(await result.consume())

        more = {"notifications_min_severity": NotificationMinimumSeverity.INFORMATION}
        mode = WRITE_ACCESS if writing else READ_ACCESS
        return self._ask(work, 30.0, None, default_access_mode=mode, **more)

    def data_version(self, *, at_most_every: float = 1.0) -> str:
        """A word that stays the same from read to read and changes with any write by anyone.

        Source: the bookmark of a small committed read; asked for at most once in
        ``at_most_every`` seconds, and always after one's own write. The server counts from the
        backup on again after a restore, so the day of the restore belongs to it.
        """
        return self._version.get(at_most_every)

    def server_version(self) -> str:
        """The server's version, such as ``5.26.30``."""
        with self._door():
            return self.driver.get_server_info().agent.rpartition("/")[2]

    def _ask(
        self,
        work: Work[T],
        seconds: float,
        cancel: CancelToken | None = None,
        **session: Any,
    ) -> T:
        while True:
            reading = self._reader()
            try:
                with self._door():
                    return reading.ask(
                        work,
                        seconds=seconds,
                        bookmarks=self._own_bookmarks(),
                        cancel=cancel,
                        **session,
                    )
            except LoopClosed as error:
                if reading.address == self.address:  # closed by us, and not moved away from
                    raise closed(self.address.uri) from error

    def _reader(self) -> ReadConnection:
        with self._lock:
            if self._reading is None:
                self._reading = ReadConnection(self._usable(), self._pool)
            return self._reading

    def _writer(self) -> WriteConnection:
        with self._lock:
            if self._writing is None:
                self._writing = WriteConnection(self._usable(), self._pool)
            return self._writing

    def _usable(self) -> Address:
        # what the driver notes comes back as errors and plans, in our own words
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)
        self.address.refuse_unusable()
        return self.address

    def _alive(self, marks: Collection[str]) -> Collection[str]:
        """Which of our questions the server is still working on."""

        async def work(session: AsyncSession) -> list[str]:
            result = await session.run(_ALIVE, marks=list(marks))
            return [str(record["mark"]) async for record in result]

        return self._ask(work, 1.0)

    def _ask_version(self) -> Asked:
        async def work(session: AsyncSession) -> Asked:
            async with await session.begin_transaction(timeout=_SMALL) as transaction:
                record = await (await transaction.run(_RESTORED)).single(strict=True)
            return (await session.last_bookmarks()).raw_values, str(record[0] or "")

        with self._away.timeout_means_away(self.address.uri):
            return self._ask(work, _SMALL)

    def _wrote(self, bookmarks: Bookmarks) -> None:
        with self._lock:
            self._bookmarks = bookmarks if not self.address.routed else self._bookmarks + bookmarks
        self._version.written()

    def _own_bookmarks(self) -> Bookmarks | None:
        """One server has no need of them, and would wait in vain for those from before a restore."""
        return self._bookmarks if self.address.routed else None

    @contextmanager
    def _door(self) -> Iterator[None]:
        """Raise the driver's errors as ours; remember for a while that the server is away."""
        with self._away.noted(), translated(self.address.uri, self.address.database):
            yield

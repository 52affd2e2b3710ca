"""Questions in READ mode with a deadline on both sides: the server's, and the client's two seconds later."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import CancelledError
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncSession,
    Bookmarks,
    NotificationMinimumSeverity,
)
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.address import Address
from graph.door.cancel import CancelToken
from graph.door.loop import LoopClosed, LoopThread
from graph.errors import ReadCancelled, TimedOut

T = TypeVar("T")
GRACE = 2.0
"""Seconds for which the client waits longer than the server was asked to work."""
DRIVER: Mapping[str, Any] = {
    "connection_acquisition_timeout": 15,
    "connection_timeout": 5,
    "max_transaction_retry_time": 5,
    "notifications_min_severity": NotificationMinimumSeverity.OFF,
}
_CLOSE_WITHIN = 10.0
_TURNS = 5
_NO_WAY_BACK = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.OutOfMemoryError",
    }
)
_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each new try where a server of a cluster is away or asks for it."""

Work = Callable[[AsyncSession], Awaitable[T]]


class ReadConnection:
    """The reading half of one address: its driver, and the loop that its questions run in."""

    def __init__(self, address: Address, pool: int) -> None:
        self.address = address
        self._pool = pool
        self._loop = LoopThread("graph-reading")
        self._driver: AsyncDriver | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close every connection and end the thread."""
        self._loop.close(self._close_driver)

    async def _close_driver(self) -> None:
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            await asyncio.wait_for(driver.close(), _CLOSE_WITHIN)
        for _ in range(_TURNS):  # what was closed lets go of its socket in a later turn of the loop
            await asyncio.sleep(0)

    def ask(
        self,
        work: "Work[T]",
        *,
        seconds: float,
        bookmarks: Bookmarks | None = None,
        cancel: CancelToken | None = None,
        **session: Any,
    ) -> T:
        """What ``work`` answers, within ``seconds`` and two more.

        Raises TimedOut at the deadline and ReadCancelled when ``cancel`` says so, having closed the
        connection, so that the server ends the statement as soon as it looks; LoopClosed; and the
        driver's errors.
        """

        async def attempt() -> T:
            async with self.session(bookmarks, **session) as opened:
                return await work(opened)

        return self.wait(lambda: self._retried(attempt), seconds, cancel)

    def wait(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        seconds: float,
        cancel: CancelToken | None = None,
    ) -> T:
        """Run a coroutine in the loop with the deadline of a question of so many seconds.

        ``work`` makes it there, so that none is made where the loop has ended.
        """
        future = self._loop.submit(_limited(work, seconds + GRACE))
        end = future.cancel
        if cancel is not None:
            cancel.attach(end)
        try:
            return future.result()
        except TimeoutError as error:
            raise given_up() from error
        except CancelledError as error:
            self._raise_if_closed(error)
            raise ReadCancelled(
                "这次查询已取消：没有人再等它了。",
                "The query was cancelled: nobody waits for it any more.",
            ) from error
        except (Neo4jError, DriverError) as error:
            self._raise_if_closed(error)
            raise
        finally:
            if cancel is not None:
                cancel.detach(end)
            future.cancel()

    def _raise_if_closed(self, cause: BaseException) -> None:
        if self._loop.closed:
            raise LoopClosed from cause

    def session(self, bookmarks: Bookmarks | None = None, **more: Any) -> AsyncSession:
        """A new session, in READ mode unless ``more`` says otherwise; called in the loop."""
        with self._lock:
            if self._loop.closed:
                raise LoopClosed
            if self._driver is None:
                self._driver = AsyncGraphDatabase.driver(
                    self.address.uri,
                    auth=(self.address.username, self.address.password),
                    max_connection_pool_size=self._pool,
                    **DRIVER,
                )
            driver = self._driver
        return driver.session(
            database=self.address.database,
            bookmarks=bookmarks,
            **{"default_access_mode": READ_ACCESS, **more},
        )

    async def _retried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try again where it may help: a pooled connection had died, a cluster elects a leader."""
        for number, pause in enumerate((*_PAUSES, None)):
            try:
                return await attempt()
            except (Neo4jError, DriverError) as error:
                lost = isinstance(error, ServiceUnavailable | SessionExpired)
                code = getattr(error, "code", None)
                if pause is None or not error.is_retryable() or code in _NO_WAY_BACK:
                    raise
                if lost and not self.address.routed:
                    if number:
                        raise
                    continue
            await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")


async def _limited(work: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T:
    return await asyncio.wait_for(work(), seconds)


def given_up() -> TimedOut:
    """Why the client waits no longer."""
    return TimedOut(
        "查询超过了时限，已不再等待；数据库可能还要过一会儿才能停下它。请缩小范围后再试。",
        "The query took longer than its limit and is no longer waited for; the database may take "
        "a while longer to end it. Narrow it down and try again.",
    )

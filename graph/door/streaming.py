"""All rows of a long answer, a batch at a time, each batch fetched in the loop."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from time import monotonic

from neo4j import AsyncResult, AsyncSession, Bookmarks, Record

from graph.door.cancel import CancelToken
from graph.door.loop import LoopClosed
from graph.door.reading import GRACE, ReadConnection
from graph.text import printable


class RowStream:
    """One statement being read. ``close`` ends it on the server, wherever it is."""

    def __init__(
        self,
        reading: ReadConnection,
        bookmarks: Bookmarks | None,
        seconds: float,
        metadata: Mapping[str, object],
        batch: int,
    ) -> None:
        self._reading = reading
        self._bookmarks = bookmarks
        self._seconds = seconds
        self._until = monotonic() + seconds
        self._metadata = dict(metadata)
        self._batch = batch
        self._session: AsyncSession | None = None
        self._whole = False

    def rows(
        self,
        text: str,
        values: Mapping[str, object],
        cancel: CancelToken | None,
        row: Callable[[Record], tuple[object, ...]],
    ) -> Iterator[tuple[object, ...]]:
        """The names of the columns, then each row, within the seconds in all."""
        result = self._reading.wait(lambda: self._begin(text, values), self._left(), cancel)
        yield tuple(map(printable, result.keys()))
        fetch = partial(result.fetch, self._batch)
        while records := self._reading.wait(fetch, self._left(), cancel):
            for record in records:
                yield row(record)
        self._whole = True

    def close(self) -> None:
        """End the statement on the server where it has not come to its end, and let go."""
        if self._session is not None:
            with suppress(LoopClosed):
                self._reading.wait(self._end, GRACE)

    def _left(self) -> float:
        return max(0.0, self._until - monotonic())

    async def _begin(self, text: str, values: Mapping[str, object]) -> AsyncResult:
        self._session = self._reading.session(self._bookmarks, fetch_size=self._batch)
        transaction = await self._session.begin_transaction(
            timeout=self._seconds, metadata=self._metadata
        )
        return await transaction.run(text, dict(values))

    async def _end(self) -> None:
        session, self._session = self._session, None
        assert session is not None
        if not self._whole:
            session.cancel()
        await session.close()

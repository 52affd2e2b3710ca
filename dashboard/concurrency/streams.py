"""Open pages that are told when the data have moved: a bounded number of streams, each holding one word."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from dashboard.errors import Busy

MOST = 400
"""So many streams are open at once in a process: a browser has one, however many tabs it shows."""
MOST_OF_ONE = 8
"""So many of one session: a window of its own profile, a phone, a projector."""
BEAT_SECONDS = 15.0
"""So often a silent stream shows that it is alive, before a proxy takes it for dead."""
RETRY_AFTER = 15


class Stream:
    """One open stream. What it was not quick enough to take is replaced by the newest word."""

    def __init__(self, owner: bytes, word: str) -> None:
        self.owner = owner
        self.is_open = True
        self._word = word
        self._moved = asyncio.Event()
        if word:
            self._moved.set()

    def put(self, word: str) -> None:
        """The newest word."""
        self._word = word
        self._moved.set()

    def end(self) -> None:
        """Let its reader go."""
        self.is_open = False
        self._moved.set()

    async def words(self) -> AsyncGenerator[str, None]:
        """Each new word; an empty one after a silence. Ends where the stream was ended."""
        while self.is_open:
            try:
                await asyncio.wait_for(self._moved.wait(), BEAT_SECONDS)
            except TimeoutError:
                yield ""
                continue
            self._moved.clear()
            if self.is_open:
                yield self._word


class Streams:
    """The open streams of one process. For one event loop."""

    def __init__(self, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._open: set[Stream] = set()
        self._word = ""
        self._closed = False

    def __len__(self) -> int:
        return len(self._open)

    @contextmanager
    def joined(self, owner: bytes = b"") -> Iterator[Stream]:
        """A stream for as long as it is held; ``owner`` is the hash of a session, empty for the
        local reader. Raises Busy where there are too many, or the process is to stop."""
        of_one = Counter(one.owner for one in self._open)[owner] if owner else 0
        if self._closed or len(self._open) >= self._most or of_one >= self._most_of_one:
            raise Busy(RETRY_AFTER)
        stream = Stream(owner, self._word)
        self._open.add(stream)
        try:
            yield stream
        finally:
            self._open.discard(stream)

    def tell(self, word: str) -> None:
        """Hand a word to every stream, if it is another than the last."""
        if word == self._word:
            return
        self._word = word
        for stream in self._open:
            stream.put(word)

    def close(self) -> None:
        """End every stream and take no more."""
        self._closed = True
        for stream in self._open:
            stream.end()

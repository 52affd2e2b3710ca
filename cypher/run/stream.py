"""An answer whose rows come a few at a time: all of them, in bounded memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from cypher.table import Table

Rows = list[tuple[object, ...]]
BATCH = 1000


class Stream:
    """``head`` is the answer without its rows. Iterating gives these in lists, at most ``most``.

    Once they are through, ``shown`` says how many there were and ``head`` whether there were more.
    ``visible`` makes of some rows what the audience may see of them;
    ``moved`` says at the end whether the data changed meanwhile.
    """

    def __init__(
        self,
        head: Table,
        source: Iterator[tuple[object, ...]],
        most: int,
        visible: Callable[[Rows], Rows],
        moved: Callable[[], bool] = lambda: False,
    ) -> None:
        self.head = head
        self.shown = 0
        self._source = source
        self._most = most
        self._visible = visible
        self._moved = moved

    def __iter__(self) -> Iterator[Rows]:
        try:
            while rows := list(islice(self._source, BATCH)):
                room = self._most - self.shown
                kept = self._visible(rows[:room])
                self.shown += len(kept)
                self.head = replace(self.head, truncated=len(rows) > room)
                yield kept
                if self.head.truncated:
                    break
            self.head = replace(self.head, moved=self._moved())
        finally:
            self.close()

    def close(self) -> None:
        """Ask for no more: the statement is ended on the server."""
        close = getattr(self._source, "close", None)
        if close is not None:
            close()

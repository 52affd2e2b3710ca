"""What a statement answers: its columns and rows in plain Python values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from neo4j import AsyncResult, Transaction

from graph.text import printable
from graph.values import plain_row


@dataclass(frozen=True)
class Rows:
    """An answer: its columns, its rows in plain Python values, and whether there were more.

    ``version`` is the data's version once the read had ended: where it is the one from before, the
    rows are of one state of the data.
    """

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool = False
    version: str = field(default="", compare=False)

    def of(self, version: str) -> "Rows":
        """The same rows with the version of their data."""
        return replace(self, version=version)

    def dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def value(self) -> Any:
        """The first value of the first row, or None."""
        return self.rows[0][0] if self.rows else None


@dataclass(frozen=True)
class Counts:
    """How many nodes and relationships a statement has made and deleted, as the server counts them."""

    nodes_made: int
    nodes_deleted: int
    relationships_made: int
    relationships_deleted: int


class Tx:
    """One open write transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def run(self, text: str, **values: object) -> list[dict[str, object]]:
        """Run one statement and give its rows by column name."""
        return self.send(text, **values)()

    def rows(self, text: str, values: Mapping[str, object]) -> Rows:
        """Run one statement and give its rows."""
        return self._sent(text, values)()

    def counted(self, text: str, values: Mapping[str, object]) -> Counts:
        """Run one statement whose rows nobody needs, and give what the server counts of it."""
        counters = self._transaction.run(text, dict(values)).consume().counters
        return Counts(
            counters.nodes_created,
            counters.nodes_deleted,
            counters.relationships_created,
            counters.relationships_deleted,
        )

    def send(self, text: str, **values: object) -> Callable[[], list[dict[str, object]]]:
        """Begin one statement; what is given back waits for its rows, by column name.

        More can be sent meanwhile: the server takes them in their order.
        """
        wait = self._sent(text, values)
        return lambda: wait().dicts()

    def _sent(self, text: str, values: Mapping[str, object]) -> Callable[[], Rows]:
        result = self._transaction.run(text, dict(values))
        return lambda: Rows(
            tuple(map(printable, result.keys())), [plain_row(record) for record in result]
        )


async def rows_of(result: AsyncResult, limit: int | None) -> Rows:
    """The rows of a result, one more than the limit being read to learn whether there are more."""
    columns, found = tuple(map(printable, result.keys())), list[tuple[object, ...]]()
    if limit is None:
        async for record in result:
            found.append(plain_row(record))
        return Rows(columns, found)
    for record in await result.fetch(limit + 1):
        found.append(plain_row(record))
    return Rows(columns, found[:limit], len(found) > limit)

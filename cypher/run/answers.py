"""From a statement and its values to a table: read, checked, cut to what its reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from time import perf_counter

from cypher.admission.admit import Doubt
from cypher.admission.clock import asks_clock_or_chance
from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.natural_order import in_natural_order
from cypher.reader import Reader
from cypher.record_cells import put_records_in_words
from cypher.run.audience import unnamed, visible
from cypher.run.choices import Arguments
from cypher.run.promises import broken_promises, refuse_broken
from cypher.run.provenance import DataFacts, summary
from cypher.run.steady import read_steady
from cypher.run.stream import Stream
from cypher.table import Table
from cypher.values.parameters import to_bind
from graph.client import CancelToken, Graph, Rows
from graph.model import SHANGHAI
from graph.model.town import NO_TOWN, Town

WHOLE_SECONDS = 600.0
"""For how long a statement may run whose every row is asked for."""

depends_on_the_moment = lru_cache(2000)(asks_clock_or_chance)
"""Whether a statement's answer holds for a moment only, whatever the data."""


@dataclass(frozen=True)
class Request:
    """One question: a statement, its values, who asks (None: a file's own test, shown everything).

    ``version`` is the data's version before it is read; ``most`` the rows of a file with all rows;
    ``unknown`` says which names in the statement nothing has.
    """

    saved: SavedStatement
    given: Arguments
    reader: Reader | None
    version: str
    most: int | None = None
    cancel: CancelToken | None = None
    town: Town = NO_TOWN
    unknown: tuple[Doubt, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows are asked for."""
        return self.saved.header.limits.rows if self.most is None else max(self.most, 1)

    @property
    def seconds(self) -> float:
        """How long it may take."""
        seconds = self.saved.header.limits.seconds
        return seconds if self.most is None else max(seconds, WHOLE_SECONDS)

    @property
    def values(self) -> dict[str, object]:
        """The values as they are bound."""
        return to_bind(self.saved, self.given.values)


def read_table(graph: Graph, facts: DataFacts, request: Request) -> Table:
    """The answer, of one state of the data where that can be had. Raises GraphError."""
    saved, reader = request.saved, request.reader
    begin, at = perf_counter(), datetime.now(SHANGHAI)

    def read() -> Rows:
        found = graph.read(
            saved.statement,
            request.values | unnamed(saved, reader, facts.unnamed),
            rows=request.rows,
            seconds=request.seconds,
            cancel=request.cancel,
        )
        ordered = in_natural_order(saved.statement, found.columns, found.rows)
        filled = saved.header.fill_empty(found.columns, ordered)
        filled = put_records_in_words(saved.header, found.columns, filled, request.town)
        return Rows(found.columns, filled, found.truncated, found.version)

    def is_whole(rows: Rows) -> bool:
        return reader is None or not broken_promises(saved, rows.columns, rows.rows)

    rows, steady = read_steady(graph, request.version, read, is_whole)
    elapsed_ms = (perf_counter() - begin) * 1000
    if reader is not None:
        refuse_broken(saved, rows.columns, rows.rows, moved=not steady)
        names, shown = visible(saved, rows.columns, rows.rows, reader.audience)
        rows = Rows(names, shown, rows.truncated, rows.version)
    return _table(facts, request, rows, elapsed_ms=elapsed_ms, moved=not steady, at=at)


def stream_table(graph: Graph, facts: DataFacts, request: Request, reader: Reader) -> Stream:
    """The answer whose rows come a few at a time, at most ``request.most`` of them."""
    saved = request.saved
    values = request.values | unnamed(saved, reader, facts.unnamed)
    source = graph.stream(saved.statement, values, seconds=request.seconds, cancel=request.cancel)
    columns = tuple(map(str, next(source)))
    names, _ = visible(saved, columns, [], reader.audience)
    head = _table(
        facts, request, Rows(names, [], version=request.version), at=datetime.now(SHANGHAI)
    )

    def shown(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
        filled = saved.header.fill_empty(columns, rows)
        filled = put_records_in_words(saved.header, columns, filled, request.town)
        return visible(saved, columns, filled, reader.audience)[1]

    def moved() -> bool:
        return graph.data_version(at_most_every=0) != request.version

    return Stream(head, source, request.rows, shown, moved)


def with_meanings(table: Table, meanings: Mapping[str, Words]) -> Table:
    """The same answer with what its values mean in words to the one who asks."""
    return table if table.meanings == meanings else replace(table, meanings=meanings)


def _table(
    facts: DataFacts,
    request: Request,
    rows: Rows,
    *,
    at: datetime,
    elapsed_ms: float = 0.0,
    moved: bool = False,
) -> Table:
    """An answer with its facts."""
    saved = request.saved
    counts = {label: facts.kinds(label, rows.version) for label in saved.header.rests_on}
    return Table(
        id=saved.id,
        version=saved.version,
        definition=saved.definition,
        header=saved.header,
        names=rows.columns,
        rows=rows.rows,
        truncated=rows.truncated,
        parameters=request.given.values,
        meanings=request.given.meanings,
        provenance=summary(counts.values()),
        data_version=rows.version,
        elapsed_ms=elapsed_ms,
        provenance_counts=counts,
        town=request.town,
        moved=moved,
        unknown=tuple(Words(zh=one.zh, en=one.en) for one in request.unknown),
        read_at=at if depends_on_the_moment(saved.statement) else None,
    )

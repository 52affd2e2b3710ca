"""Run a saved statement: admit, bind, read, and say what the answer rests on."""

from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from time import time

from cypher.admission.admit import admit, prepare_plan, replanned, unknown_names
from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from cypher.reader import LOCAL, Reader
from cypher.run.answers import (
    Request,
    depends_on_the_moment,
    read_table,
    stream_table,
    with_meanings,
)
from cypher.run.audience import refuse_others, unnamed
from cypher.run.choices import (
    Arguments,
    ChoiceSource,
    listed,
    refuse_without_columns,
    resolve_arguments,
    source_arguments,
)
from cypher.run.counting import count_rows
from cypher.run.plan_words import Explained, explained
from cypher.run.provenance import DataFacts
from cypher.run.readings import Readings, not_kept
from cypher.run.single_flight import SingleFlightCache, chained, hashable
from cypher.run.stream import Stream
from cypher.table import Table
from cypher.values.parameters import to_bind
from cypher.words import word
from graph.client import CancelToken, Graph
from graph.errors import ReadCancelled
from graph.plan import Plan

_NOTHING: Mapping[str, object] = {}
_KEPT_ROWS = 200_000


class Runner:
    """Runs saved statements on a graph and keeps answers for as long as the data stays the same.

    Every method may be called from several threads and raises a GraphError with its sentence.
    ``readings`` notes each answer about persons before it is given; what it raises is raised.
    """

    def __init__(
        self,
        graph: Graph,
        catalogue: Catalogue | Library,
        *,
        keep: int = 512,
        readings: Readings = not_kept,
    ) -> None:
        self.graph = graph
        self._files = catalogue
        self.readings = readings
        self._plans: SingleFlightCache[Plan] = SingleFlightCache(1000)
        self._answers: SingleFlightCache[Table] = SingleFlightCache(
            keep, weight=_KEPT_ROWS, weigh=lambda t: len(t.rows) + 1
        )
        self._facts = DataFacts(graph)

    @property
    def catalogue(self) -> Catalogue:
        """The saved files as they are now."""
        files = self._files
        return files if isinstance(files, Catalogue) else files.catalogue

    def look_again(self) -> None:
        """Have the saved files looked at when they are next asked for: one has just been written."""
        if isinstance(self._files, Library):
            self._files.look_again()

    def run(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
        cached: bool = True,
        most: int | None = None,
        cancel: CancelToken | None = None,
    ) -> Table:
        """The answer to a saved statement for a reader.

        ``most``: for a file with all rows, so many at most instead of the header's limit.
        ``cancel`` ends what this call reads, also on the server; who waits for it reads anew.
        """
        while cached and most is None:
            try:
                return self.start(saved, given, reader=reader, cancel=cancel).result()
            except ReadCancelled:  # perhaps by another who asked the same
                if cancel is not None and cancel.cancelled:
                    raise
        request = self._request(saved, given, reader, most, cancel)
        table = self._read(request)
        self._note(request, reader, table)
        return table

    def start(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
        cancel: CancelToken | None = None,
    ) -> "Future[Table]":
        """The same as a future: done when this returns, or begun by another who asks the same.

        So no thread waits for what another thread is reading already.
        """
        request = self._request(saved, given, reader, None, cancel)

        def delivered(table: Table) -> Table:
            self._note(request, reader, table)
            return with_meanings(table, request.given.meanings)

        found = self._answers.future(
            self._key(request), lambda: self._kept(request), keep=partial(_is_kept, request)
        )
        return chained(found, delivered)

    def stream(
        self, saved: SavedStatement, given: Mapping[str, object] | None = None,
        *, reader: Reader, most: int, cancel: CancelToken | None = None,
    ) -> Stream:  # fmt: skip
        """The answer with at most ``most`` rows that come a few at a time, whatever its limits."""
        request = self._request(saved, given, reader, most, cancel)
        self._note(request, reader, None)
        return stream_table(self.graph, self._facts, request, reader)

    def run_whole(self, saved: SavedStatement, given: Mapping[str, object] | None = None) -> Table:
        """The answer with nothing hidden and nothing kept: for a file's own test."""
        self.plan(saved)
        version = self.graph.data_version()
        arguments = self._arguments(saved, given, version, LOCAL)
        return self._read(Request(saved, arguments, None, version, town=self.catalogue.town))

    def count(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
        cancel: CancelToken | None = None,
    ) -> int:
        """How many rows there are in all, counted by the server."""
        refuse_others(saved, reader.audience)
        self.plan(saved)
        arguments = self._arguments(saved, given, self.graph.data_version(), reader)
        values = to_bind(saved, arguments.values) | unnamed(saved, reader, self._facts.unnamed)
        rows = count_rows(self.graph, saved, values, cancel)
        if saved.header.privacy.personal:
            self.readings(saved, arguments.values, reader, rows)
        return rows

    def plan(self, saved: SavedStatement, given: Collection[str] = ()) -> Plan:
        """The plan of an admitted statement, asked for once: as it is first to be run, with these
        parameters given. Raises NotAdmitted."""
        if saved.kind == "actions":
            zh, en = (
                "动作会写入，不能当作报表运行。",
                "an action writes; it cannot be run as a report.",
            )
            raise NotAdmitted(saved.path, saved.line, zh, en)
        return self._plans.get((saved.id, saved.version), lambda: admit(self.graph, saved, given))

    def forget_plans(self) -> None:
        """Have every statement planned anew when it is next asked: the server was started again."""
        self._plans = SingleFlightCache(1000)

    def ready(self, saved: SavedStatement, given: Collection[str]) -> None:
        """Have the server plan it for runs in which these parameters are given. Raises NotAdmitted.

        ``plan`` has it plan for the defaults.
        """
        self.plan(saved, given)
        prepare_plan(self.graph, saved, given)

    def explained(self, saved: SavedStatement, elapsed_ms: float | None = None) -> Explained:
        """The plan that the server would make now, in words. Raises NotAdmitted.

        The plan behind ``plan`` may have been made while there was less data.
        """
        self.plan(saved)
        return explained(saved, replanned(self.graph, saved), elapsed_ms)

    def choices(
        self,
        parameter: Parameter,
        *,
        reader: Reader,
        given: Mapping[str, object] | None = None,
        lang: str | None = None,
    ) -> list[tuple[str, str]]:
        """Values and labels to choose from; ``given`` holds the other values of the report, of
        which the file gets the one that it depends on and the day.

        Labels that are codes are put into words where a language is asked for.
        """
        if parameter.values is not None:
            named = parameter.words if lang else None
            return [
                (one, word(named, one, lang or "") if named else one) for one in parameter.values
            ]
        if parameter.source is None:
            return []
        source = self.choice_source(parameter, given or _NOTHING, reader)
        if lang is None:
            return [(str(row["value"]), str(row["label"])) for row in source.table.dicts()]
        return [(value, zh if lang == "zh" else en) for value, zh, en in listed(source)]

    def today(self) -> date:
        """The day that ``today`` stands for, asked for once per data version and little while."""
        return self._facts.today(self.graph.data_version())

    def synthetic(self) -> bool:
        """Whether the graph holds any invented wish."""
        return self._facts.synthetic(self.graph.data_version())

    def held(self) -> frozenset[str]:
        """The kinds of the model of which the graph holds any."""
        return self._facts.held(self.graph.data_version())

    def _request(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None,
        reader: Reader,
        most: int | None,
        cancel: CancelToken | None,
    ) -> Request:
        """A question that may be asked. Raises NotForAudience, NotAdmitted, BadValue."""
        refuse_others(saved, reader.audience)
        named = [name for name, value in (given or _NOTHING).items() if value not in (None, "")]
        doubts = unknown_names(saved, self.plan(saved, named))
        version = self.graph.data_version()
        arguments, town = self._arguments(saved, given, version, reader), self.catalogue.town
        return Request(saved, arguments, reader, version, most, cancel, town, tuple(doubts))

    def _arguments(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None,
        version: str,
        reader: Reader,
    ) -> Arguments:
        find = partial(self.choice_source, reader=reader)
        return resolve_arguments(
            self.graph, saved, given or _NOTHING, self._facts.today(version), find
        )

    def choice_source(
        self, parameter: Parameter, given: Mapping[str, object], reader: Reader
    ) -> ChoiceSource:
        """The file that a parameter takes its choices from, with its answer."""
        saved = self.catalogue.find(parameter.source or "")
        table = self.run(saved, source_arguments(saved, parameter, given), reader=reader)
        refuse_without_columns(saved, table)
        return ChoiceSource(saved, table)

    def _note(self, request: Request, reader: Reader, table: Table | None) -> None:
        """Have it noted that an answer about persons is about to be shown."""
        if request.saved.header.privacy.personal:
            rows = None if table is None else len(table.rows)
            self.readings(request.saved, request.given.values, reader, rows)

    def _read(self, request: Request) -> Table:
        return read_table(self.graph, self._facts, request)

    def _kept(self, request: Request) -> Table:
        """Read an answer; where the data are newer than was known, it is kept as of those."""
        table = self._read(request)
        newer = replace(request, version=table.data_version)
        if newer.version != request.version and _is_kept(newer, table):
            self._answers.put(self._key(newer), table)
        return table

    def _key(self, request: Request) -> tuple[object, ...]:
        """What an answer is kept under; one of the clock or of chance for a minute."""
        saved, reader = request.saved, request.reader
        minute = int(time() / 60) if depends_on_the_moment(saved.statement) else None
        values = hashable(request.given.values)
        return saved.id, saved.version, values, reader and reader.audience, request.version, minute


def _is_kept(request: Request, table: Table) -> bool:
    """Whether an answer is of the data's version that it is kept under."""
    return not table.moved and table.data_version == request.version

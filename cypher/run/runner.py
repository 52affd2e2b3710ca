"""Run a saved statement: admit, bind, read, and say what the answer rests on."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from time import monotonic, perf_counter

from cypher.admission.admit import admit, fresh, ready
from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from cypher.reader import LOCAL, Reader
from cypher.run.audience import refuse_others, seen
from cypher.run.choices import Asked, Fed, asked, asked_of, listed, refuse_unfit
from cypher.run.plan_words import Explained, explained
from cypher.run.provenance import is_synthetic, kinds_of, summary
from cypher.run.readings_log import Readings
from cypher.run.single_flight import SingleFlightCache
from cypher.run.stream import Rows as CellRows
from cypher.run.stream import Stream
from cypher.table import Table
from cypher.values.parameters import to_bind
from cypher.words import word
from graph.client import Graph, Rows
from graph.plan import Plan

_NOTHING: Mapping[str, object] = {}
_DAY_HOLDS = 20.0
"""Seconds for which the day is taken to be the same where the clock gives it."""
_KEPT_ROWS = 200_000
WHOLE_SECONDS = 600.0
"""For how long a statement may run whose every row is asked for."""


class Runner:
    """Runs saved statements on a graph and keeps answers for as long as the data stays the same.

    Every method may be called from several threads and raises a GraphError with its sentence.
    """

    def __init__(
        self,
        graph: Graph,
        catalogue: Catalogue | Library,
        *,
        keep: int = 512,
        readings: Readings | None = None,
    ) -> None:
        self.graph = graph
        self._files = catalogue
        self.readings = readings or Readings()
        self._plans: SingleFlightCache[Plan] = SingleFlightCache(1000)
        self._answers: SingleFlightCache[Table] = SingleFlightCache(
            keep, weight=_KEPT_ROWS, weigh=lambda t: len(t.rows) + 1
        )
        self._days: SingleFlightCache[date] = SingleFlightCache(8)
        self._synthetic: SingleFlightCache[bool] = SingleFlightCache(8)
        self._kinds: SingleFlightCache[dict[str, int]] = SingleFlightCache(1000)

    @property
    def catalogue(self) -> Catalogue:
        """The saved files as they are now."""
        files = self._files
        return files if isinstance(files, Catalogue) else files.catalogue

    def run(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
        cached: bool = True,
        most: int | None = None,
    ) -> Table:
        """The answer to a saved statement for a reader.

        ``most``: for a file with all rows, so many at most instead of the header's limit.
        """
        refuse_others(saved, reader.audience)
        self.plan(saved)
        version = self.graph.data_version()
        given_now = self._logged(saved, given, version, reader)
        if not cached or most is not None:
            return self._read(saved, given_now, reader, version, most)
        key = (saved.id, saved.version, _key(given_now.values), reader.audience, version)
        table = self._answers.get(key, lambda: self._read(saved, given_now, reader, version))
        same = table.meanings == given_now.meanings
        return table if same else replace(table, meanings=given_now.meanings)

    def stream(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
        most: int,
    ) -> Stream:
        """The answer with at most ``most`` rows that come a few at a time, whatever its limits."""
        refuse_others(saved, reader.audience)
        self.plan(saved)
        version = self.graph.data_version()
        given_now = self._logged(saved, given, version, reader)
        seconds = max(saved.header.limits.seconds, WHOLE_SECONDS)
        source = self.graph.stream(
            saved.statement, to_bind(saved, given_now.values), seconds=seconds
        )
        columns = tuple(map(str, next(source)))
        names, _, _ = seen(saved, columns, [], reader.audience)
        head = self._told(saved, given_now, version, Rows(names, []))

        def visible(rows: CellRows) -> tuple[CellRows, int]:
            return seen(saved, columns, saved.header.fill_empty(columns, rows), reader.audience)[1:]

        return Stream(head, source, most, visible)

    def run_whole(self, saved: SavedStatement, given: Mapping[str, object] | None = None) -> Table:
        """The answer with nothing hidden and nothing kept: for a file's own test."""
        self.plan(saved)
        version = self.graph.data_version()
        return self._read(saved, self._asked(saved, given, version, LOCAL), None, version)

    def count(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None = None,
        *,
        reader: Reader,
    ) -> int:
        """How many rows there are in all, counted by the server."""
        refuse_others(saved, reader.audience)
        self.plan(saved)
        given_now = self._logged(saved, given, self.graph.data_version(), reader)
        text = f"CALL () {{\n{saved.statement}\n}} RETURN count(*) AS n"
        values, limits = to_bind(saved, given_now.values), saved.header.limits
        return int(self.graph.read(text, values, seconds=limits.seconds).value())

    def plan(self, saved: SavedStatement) -> Plan:
        """The plan of an admitted statement, asked for once. Raises NotAdmitted."""
        if saved.kind == "actions":
            zh, en = (
                "动作会写入，不能当作报表运行。",
                "an action writes; it cannot be run as a report.",
            )
            raise NotAdmitted(saved.path, saved.line, zh, en)
        return self._plans.get((saved.id, saved.version), lambda: admit(self.graph, saved))

    def forget_plans(self) -> None:
        """Have every statement planned anew when it is next asked: the server was started again."""
        self._plans = SingleFlightCache(1000)

    def ready(self, saved: SavedStatement, given: Collection[str]) -> None:
        """Have the server plan it for runs in which these parameters are given. Raises NotAdmitted.

        ``plan`` has it plan for the defaults.
        """
        self.plan(saved)
        ready(self.graph, saved, given)

    def explained(self, saved: SavedStatement, elapsed_ms: float | None = None) -> Explained:
        """The plan that the server would make now, in words. Raises NotAdmitted.

        The plan behind ``plan`` may have been made while there was less data.
        """
        self.plan(saved)
        return explained(saved, fresh(self.graph, saved), elapsed_ms)

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
            known = parameter.words if lang else None
            return [
                (one, word(known, one, lang or "") if known else one) for one in parameter.values
            ]
        if parameter.source is None:
            return []
        fed = self._fed(parameter, given or _NOTHING, reader)
        if lang is None:
            return [(str(row["value"]), str(row["label"])) for row in fed.table.dicts()]
        return [(value, zh if lang == "zh" else en) for value, zh, en in listed(fed)]

    def today(self) -> date:
        """The day that ``today`` stands for, asked for once per data version and little while."""
        return self._today(self.graph.data_version())

    def synthetic(self) -> bool:
        """Whether the graph holds any invented wish."""
        return self._is_synthetic(self.graph.data_version())

    def _asked(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None,
        version: str,
        reader: Reader,
    ) -> Asked:
        find = partial(self._fed, reader=reader)
        return asked(self.graph, saved, given or _NOTHING, self._today(version), find)

    def _fed(self, parameter: Parameter, given: Mapping[str, object], reader: Reader) -> Fed:
        """The file that a parameter takes its choices from, with its answer."""
        saved = self.catalogue.find(parameter.source or "")
        table = self.run(saved, asked_of(saved, parameter, given), reader=reader)
        refuse_unfit(saved, table)
        return Fed(saved, table)

    def _logged(
        self,
        saved: SavedStatement,
        given: Mapping[str, object] | None,
        version: str,
        reader: Reader,
    ) -> Asked:
        """The values of a run, which is logged where it is about a person."""
        given_now = self._asked(saved, given, version, reader)
        if saved.header.privacy.personal:
            self.readings.add(saved, given_now.values, reader)
        return given_now

    def _read(
        self,
        saved: SavedStatement,
        given: Asked,
        reader: Reader | None,
        version: str,
        most: int | None = None,
    ) -> Table:
        begin = perf_counter()
        limits, values = saved.header.limits, to_bind(saved, given.values)
        rows = limits.rows if most is None else max(most, 1)
        seconds = limits.seconds if most is None else max(limits.seconds, WHOLE_SECONDS)
        answer = self.graph.read(saved.statement, values, rows=rows, seconds=seconds)
        elapsed_ms = (perf_counter() - begin) * 1000
        filled = saved.header.fill_empty(answer.columns, answer.rows)
        answer, withheld = Rows(answer.columns, filled, answer.truncated), 0
        if reader is not None:
            names, shown, withheld = seen(saved, answer.columns, answer.rows, reader.audience)
            answer = Rows(names, shown, answer.truncated)
        return self._told(saved, given, version, answer, elapsed_ms, withheld)

    def _told(
        self,
        saved: SavedStatement,
        given: Asked,
        version: str,
        answer: Rows,
        elapsed_ms: float = 0.0,
        withheld: int = 0,
    ) -> Table:
        """An answer with its facts."""
        counts = {label: self._kinds_of(label, version) for label in saved.header.rests_on}
        return Table(
            id=saved.id,
            version=saved.version,
            header=saved.header,
            names=answer.columns,
            rows=answer.rows,
            truncated=answer.truncated,
            parameters=given.values,
            meanings=given.meanings,
            provenance=summary(counts.values()),
            data_version=version,
            elapsed_ms=elapsed_ms,
            provenance_counts=counts,
            withheld=withheld,
            town=self.catalogue.town,
        )

    def _kinds_of(self, label: str, version: str) -> dict[str, int]:
        return self._kinds.get((label, version), partial(kinds_of, self.graph, label))

    def _is_synthetic(self, version: str) -> bool:
        return self._synthetic.get(version, partial(is_synthetic, self.graph))

    def _today(self, version: str) -> date:
        """Invented data has one last day; else the server's clock goes on."""
        tick = 0 if self._is_synthetic(version) else int(monotonic() / _DAY_HOLDS)
        return self._days.get((version, tick), self.graph.today)


def _key(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(values.items())
    )

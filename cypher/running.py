"""Run a saved statement: admit, bind, read, and say what the answer rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import monotonic, perf_counter

from cypher.admission import admit, fresh
from cypher.audience import refuse_others, seen
from cypher.catalogue import Catalogue
from cypher.choosing import Fed, asked_of, choices_for, chosen_words, listed, refuse_unfit
from cypher.errors import NotAdmitted
from cypher.explaining import Explained, explained
from cypher.header import Audience, Parameter, Words
from cypher.library import Library
from cypher.once import Once
from cypher.parameters import check_choice, in_words, meaning, resolved, to_bind
from cypher.parsing import Saved
from cypher.provenance import is_synthetic, kinds_of, summary
from cypher.readings import Readings
from cypher.table import Table
from cypher.words import word
from graph.client import Graph
from graph.plan import Plan

_NOTHING: Mapping[str, object] = {}
_DAY_HOLDS = 20.0
"""Seconds for which the day is taken to be the same where the clock gives it."""
_KEPT_ROWS = 200_000


@dataclass(frozen=True)
class _Asked:
    """The values of one run by declared name, and what each of them means in words."""

    values: dict[str, object]
    meanings: dict[str, Words]


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
        self._plans: Once[Plan] = Once(1000)
        self._answers: Once[Table] = Once(keep, weight=_KEPT_ROWS, weigh=lambda t: len(t.rows) + 1)
        self._days: Once[date] = Once(8)
        self._synthetic: Once[bool] = Once(8)
        self._kinds: Once[dict[str, int]] = Once(1000)

    @property
    def catalogue(self) -> Catalogue:
        """The saved files as they are now."""
        files = self._files
        return files if isinstance(files, Catalogue) else files.catalogue

    def run(
        self,
        saved: Saved,
        given: Mapping[str, object] | None = None,
        *,
        audience: Audience = "staff",
        cached: bool = True,
    ) -> Table:
        """The answer to a saved statement for an audience."""
        refuse_others(saved, audience)
        self.plan(saved)
        version = self.graph.data_version()
        asked = self._asked(saved, given or _NOTHING, version, audience)
        if saved.header.privacy.personal:
            self.readings.add(saved, asked.values, audience)
        if not cached:
            return self._read(saved, asked, audience, version)
        key = (saved.id, saved.version, _key(asked.values), audience, version)
        table = self._answers.get(key, lambda: self._read(saved, asked, audience, version))
        same = table.meanings == asked.meanings
        return table if same else replace(table, meanings=asked.meanings)

    def run_whole(self, saved: Saved, given: Mapping[str, object] | None = None) -> Table:
        """The answer with nothing hidden and nothing kept: for a file's own test."""
        self.plan(saved)
        version = self.graph.data_version()
        asked = self._asked(saved, given or _NOTHING, version, "staff")
        return self._read(saved, asked, None, version)

    def count(
        self,
        saved: Saved,
        given: Mapping[str, object] | None = None,
        *,
        audience: Audience = "staff",
    ) -> int:
        """How many rows there are in all, counted by the server."""
        refuse_others(saved, audience)
        self.plan(saved)
        asked = self._asked(saved, given or _NOTHING, self.graph.data_version(), audience)
        text = f"CALL () {{\n{saved.statement}\n}} RETURN count(*) AS n"
        values, limits = to_bind(saved, asked.values), saved.header.limits
        return int(self.graph.read(text, values, seconds=limits.seconds).value())

    def plan(self, saved: Saved) -> Plan:
        """The plan of an admitted statement, asked for once. Raises NotAdmitted."""
        if saved.kind == "actions":
            zh, en = (
                "动作会写入，不能当作报表运行。",
                "an action writes; it cannot be run as a report.",
            )
            raise NotAdmitted(saved.path, saved.line, zh, en)
        return self._plans.get((saved.id, saved.version), lambda: admit(self.graph, saved))

    def explained(self, saved: Saved, elapsed_ms: float | None = None) -> Explained:
        """The plan that the server would make now, in words. Raises NotAdmitted.

        The plan behind ``plan`` may have been made while there was less data.
        """
        self.plan(saved)
        return explained(saved, fresh(self.graph, saved), elapsed_ms)

    def choices(
        self,
        parameter: Parameter,
        audience: Audience = "staff",
        *,
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
        fed = self._fed(parameter, given or _NOTHING, audience)
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
        self, saved: Saved, given: Mapping[str, object], version: str, audience: Audience
    ) -> _Asked:
        """The values of a run, those chosen from another file being among its choices."""
        today = self._today(version)
        values = resolved(saved, given, today)
        meanings = {}
        for name, parameter in saved.header.parameters.items():
            value = values[name]
            if value is None:
                continue
            if parameter.source is not None:
                meanings[name] = self._chosen(name, parameter, values, audience)
            else:
                plain = value == today  # 今天 would be another day to a later reader
                said = None if plain else meaning(name, parameter, given.get(name), today)
                meanings[name] = said or in_words(parameter, value)
        return _Asked(values, meanings)

    def _chosen(
        self, name: str, parameter: Parameter, values: Mapping[str, object], audience: Audience
    ) -> Words:
        """The words for what was chosen from another file. Raises BadValue."""
        fed = self._fed(parameter, values, audience)
        bound = to_bind(fed.saved, fed.table.parameters)
        choices = choices_for(self.graph, fed, bound, values[name])
        check_choice(name, parameter, values[name], choices, more=fed.table.truncated)
        return chosen_words(choices, values[name])

    def _fed(self, parameter: Parameter, given: Mapping[str, object], audience: Audience) -> Fed:
        """The file that a parameter takes its choices from, with its answer."""
        saved = self.catalogue.find(parameter.source or "")
        asked = asked_of(saved, parameter, given)
        table = self.run(saved, asked, audience=audience)
        refuse_unfit(saved, table)
        return Fed(saved, table)

    def _read(self, saved: Saved, asked: _Asked, audience: Audience | None, version: str) -> Table:
        begin = perf_counter()
        limits, values = saved.header.limits, to_bind(saved, asked.values)
        answer = self.graph.read(saved.statement, values, rows=limits.rows, seconds=limits.seconds)
        elapsed_ms = (perf_counter() - begin) * 1000
        names, rows, withheld = answer.columns, answer.rows, 0
        if audience is not None:
            names, rows, withheld = seen(saved, names, rows, audience)
        counts = {label: self._kinds_of(label, version) for label in saved.header.rests_on}
        return Table(
            id=saved.id,
            version=saved.version,
            header=saved.header,
            names=names,
            rows=rows,
            truncated=answer.truncated,
            parameters=asked.values,
            meanings=asked.meanings,
            provenance=summary(counts.values()),
            data_version=version,
            elapsed_ms=elapsed_ms,
            provenance_counts=counts,
            withheld=withheld,
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


def run(
    graph: Graph,
    saved: Saved,
    values: Mapping[str, object] = _NOTHING,
    *,
    audience: Audience = "staff",
    catalogue: Catalogue | None = None,
) -> Table:
    """One answer, with nothing kept between calls: what runs several holds a Runner."""
    return Runner(graph, catalogue or Catalogue()).run(saved, values, audience=audience)


def count(
    graph: Graph,
    saved: Saved,
    values: Mapping[str, object] = _NOTHING,
    *,
    catalogue: Catalogue | None = None,
) -> int:
    """How many rows there are in all, counted by the server."""
    return Runner(graph, catalogue or Catalogue()).count(saved, values)


def choices(
    graph: Graph,
    catalogue: Catalogue,
    parameter: Parameter,
    values: Mapping[str, object] = _NOTHING,
) -> list[tuple[str, str]]:
    """Values and labels to choose from."""
    return Runner(graph, catalogue).choices(parameter, given=values)

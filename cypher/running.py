"""Run a saved statement: admit, bind, read, and say what the answer rests on."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from time import perf_counter
from typing import TypeVar

from cypher.admission import admit
from cypher.catalogue import Catalogue
from cypher.errors import BadValue
from cypher.header import Audience, Parameter
from cypher.parameters import bound
from cypher.parsing import Saved
from cypher.table import Table
from graph.client import Graph
from graph.identifiers import quote
from graph.model import PROVENANCES
from graph.plan import Plan

T = TypeVar("T")


class _Once:
    """A bounded cache in which the same key is worked out once, however many threads ask."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._held: OrderedDict[object, Future[object]] = OrderedDict()

    def get(self, key: object, work: Callable[[], T]) -> T:
        with self._lock:
            future = self._held.get(key)
            mine = future is None
            if future is None:
                future = self._held[key] = Future()
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
            else:
                self._held.move_to_end(key)
        if mine:
            try:
                future.set_result(work())
            except BaseException as error:
                with self._lock:
                    if self._held.get(key) is future:
                        del self._held[key]
                future.set_exception(error)
        return future.result()  # type: ignore[return-value]


class Runner:
    """Runs saved statements on a graph and keeps answers for as long as the data stays the same."""

    def __init__(self, graph: Graph, catalogue: Catalogue, *, keep: int = 512) -> None:
        self.graph = graph
        self.catalogue = catalogue
        self._plans = _Once(1000)
        self._answers = _Once(keep)
        self._facts = _Once(1000)

    def run(
        self,
        saved: Saved,
        given: Mapping[str, object] | None = None,
        *,
        audience: Audience = "staff",
        cached: bool = True,
    ) -> Table:
        """The answer to a saved statement. Raises a GraphError with a sentence for people."""
        if audience not in saved.header.audience:
            raise BadValue(
                f"{saved.header.title.zh}不对该对象开放。",
                f"{saved.header.title.en} is not open to this audience.",
            )
        self.plan(saved)
        version = self.graph.data_version()
        day = self._facts.get(("today", version), self.graph.today)
        values = bound(saved, given or {}, day)
        if not cached:
            return self._run(saved, values, audience, version)
        key = (saved.id, saved.version, _key(values), audience, version)
        return self._answers.get(key, lambda: self._run(saved, values, audience, version))

    def plan(self, saved: Saved) -> Plan:
        """The plan of an admitted statement, asked for once."""
        return self._plans.get((saved.id, saved.version), lambda: admit(self.graph, saved))

    def choices(self, parameter: Parameter, audience: Audience = "staff") -> list[tuple[str, str]]:
        """Values and labels to choose from."""
        if parameter.values is not None:
            return [(value, value) for value in parameter.values]
        if parameter.source is None:
            return []
        table = self.run(self.catalogue.find(parameter.source), audience=audience)
        return [(str(row["value"]), str(row["label"])) for row in table.dicts()]

    def synthetic(self) -> bool:
        """Whether the graph holds any invented data."""
        text = "MATCH (w:Wish) WHERE w.provenance = 'synthetic' RETURN 1 LIMIT 1"
        key = ("synthetic", self.graph.data_version())
        return self._facts.get(key, lambda: bool(self.graph.read(text).rows))

    def _run(
        self, saved: Saved, values: dict[str, object], audience: Audience, version: str
    ) -> Table:
        begin = perf_counter()
        limits = saved.header.limits
        answer = self.graph.read(saved.statement, values, rows=limits.rows, seconds=limits.seconds)
        names, rows = _seen(saved, answer.columns, answer.rows, audience)
        return Table(
            id=saved.id,
            version=saved.version,
            header=saved.header,
            names=names,
            rows=rows,
            truncated=answer.truncated,
            parameters={name: value for name, value in values.items() if name != "as_of_end"},
            provenance=self._provenance(saved.header.rests_on, version),
            data_version=version,
            elapsed_ms=(perf_counter() - begin) * 1000,
        )

    def _provenance(self, labels: tuple[str, ...], version: str) -> tuple[str, ...]:
        """The kinds of data under some labels, asked for once per data version."""

        def ask(label: str) -> frozenset[str]:
            text = f"MATCH (n:{quote(label)}) RETURN collect(DISTINCT n.provenance) AS kinds"
            return frozenset(self.graph.read(text, seconds=30).value() or ())

        found: set[str] = set()
        for label in labels:
            found |= self._facts.get(("kinds", label, version), partial(ask, label))
        return tuple(kind for kind in PROVENANCES if kind in found)


def _key(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(values.items())
    )


def _seen(
    saved: Saved, names: tuple[str, ...], rows: list[tuple[object, ...]], audience: Audience
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The columns that an audience may see."""
    hidden = saved.header.privacy.hide.get(audience, ())
    if not hidden:
        return names, rows
    kept = [at for at, name in enumerate(names) if name not in hidden]
    return tuple(names[at] for at in kept), [tuple(row[at] for at in kept) for row in rows]

"""What the graph has and a file that is the whole does not: ended on a day, or listed and left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from graph.client import Graph
from graph.load.checking import Checked
from graph.load.periods import begins_after
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.ending import (
    consequences,
    ended,
    ended_relationship,
    has_ended,
    holds_on,
)
from graph.load.plan.existing import (
    Key,
    all_nodes,
    all_relationships,
    is_dated,
    key_of,
    relationships_at,
)
from graph.load.plan.model import Change, Need, SheetChoice
from graph.load.plan.plan import Plan
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS
from graph.load.table.reading import Table
from graph.model import NODES, Relationship
from graph.today import today

_MANY = 10
"""From one part in so many on, the number that is missing has to be typed."""


def add_missing(graph: Graph, good: Iterable[Checked], plan: Plan) -> None:
    """Add to a plan what ends, is listed and has to be confirmed for sheets that are the whole."""
    sheets: defaultdict[str, list[Checked]] = defaultdict(list)
    for checked in good:
        if plan.choices.of(checked.table.sheet).whole:
            sheets[checked.table.sheet].append(checked)
    for sheet, tables in sheets.items():
        _Whole(graph, plan, sheet, tables).add()


class _Whole:
    """One sheet that is the whole of what it lists."""

    def __init__(self, graph: Graph, plan: Plan, sheet: str, tables: list[Checked]) -> None:
        self._graph, self._plan, self._sheet, self._tables = graph, plan, sheet, tables
        self._choice: SheetChoice = plan.choices.of(sheet)
        self._day: date = self._choice.ended_on or today(graph).day
        self._missing = self._there = 0

    def add(self) -> None:
        """Add what is missing in each kind that the sheet lists, and what it no longer says of it."""
        for name, tables in self._by_kind().items():
            kind = KINDS[name]
            if not any(_lists(checked.table) for checked in tables):
                continue
            if issubclass(kind, Relationship):
                self._relationships(kind, tables)
            else:
                self._nodes(name, tables)
        self._confirm()

    def _by_kind(self) -> dict[str, list[Checked]]:
        """The tables of each kind: rows of a register that fill other columns are tables of their own."""
        found: defaultdict[str, list[Checked]] = defaultdict(list)
        for checked in self._tables:
            found[checked.table.kind].append(checked)
        return found

    def _nodes(self, label: str, tables: list[Checked]) -> None:
        stated = {row.__dict__["id"] for checked in tables for _, row in checked.rows}
        there = {
            id: was
            for id, was in all_nodes(self._graph, NODES[label]).items()
            if not has_ended(label, was, self._day)
        }
        gone = {id: was for id, was in there.items() if id not in stated}
        self._count(len(gone), len(there))
        self._plan.names |= {
            id: str(was.get(NAME_FIELDS.get(label, "")) or id) for id, was in gone.items()
        }
        further = consequences(self._graph, NODES[label], gone, self._day, self._sheet)
        ending = {change.start for change in further} | {change.end for change in further}
        for id, was in gone.items():
            if begins_after(NODES[label], was, self._day):
                self._leave(label, id)
            elif NODES[label].ending:
                self._write(ended(label, id, was, self._day, self._sheet))
            elif id not in ending:
                self._leave(label, id)
        for change in further:
            self._write(change)
        self._no_longer(label, stated)

    def _no_longer(self, label: str, stated: set[str]) -> None:
        """Dated relationships that the rows of these nodes speak of and do not state any more."""
        for name, tables in self._by_kind().items():
            kind = KINDS[name]
            if not issubclass(kind, Relationship) or not is_dated(kind):
                continue
            if any(_lists(checked.table) for checked in tables):
                continue
            side, at = ("a", 0) if label in kind.starts else ("b", 1)
            if label not in (*kind.starts, *kind.ends):
                continue
            keys = _keys(kind, tables)
            spoken = stated if self._choice.blanks == "clear" else {str(key[at]) for key in keys}
            found = dict(relationships_at(self._graph, kind, side, spoken & stated))
            for key, was in found.items():
                if key not in keys and holds_on(was, self._day):
                    self._end(name, key, was)

    def _relationships(self, kind: type[Relationship], tables: list[Checked]) -> None:
        keys = _keys(kind, tables)
        there = {
            key: was
            for key, was in all_relationships(self._graph, kind).items()
            if not is_dated(kind) or holds_on(was, self._day)
        }
        gone = {key: was for key, was in there.items() if key not in keys}
        self._count(len(gone), len(there))
        for key, was in gone.items():
            if is_dated(kind):
                self._end(kind.__name__, key, was)
            else:
                self._leave(kind.__name__, f"{key[0]} -> {key[1]}")

    def _end(self, kind: str, key: Key, was: Properties) -> None:
        start, end = str(key[0]), str(key[1])
        self._write(ended_relationship(kind, start, end, was, self._day, self._sheet))

    def _write(self, change: RecordChange) -> None:
        """A record that the load changes anyway, or that two sheets miss, is not ended as well."""
        if change.action == "new" or change.identity not in self._plan.touched:
            self._plan.add(change)

    def _leave(self, kind: str, id: str) -> None:
        ref = f"{self._sheet}!0!{kind}!{id}"
        name = self._plan.names.get(id, id)
        self._plan.missing.append(Change(ref, self._sheet, 0, kind, id, name, "missing"))

    def _count(self, missing: int, there: int) -> None:
        self._missing += missing
        self._there += there

    def _confirm(self) -> None:
        missing, there = self._missing, self._there
        if missing * _MANY > there and self._choice.confirmed_missing != missing:
            words = (
                f"“{self._sheet}”里没有系统里 {there} 项中的 {missing} 项。确要结束它们，请输入 {missing}",
                f"{self._sheet!r} lacks {missing} of the {there} in the graph; "
                f"to end them, type {missing}",
            )
            self._plan.needs.append(Need("missing", self._sheet, self._sheet, words, missing))


def _lists(table: Table) -> bool:
    """Whether a sheet lists things of a kind: it names them by id or by name, and not in passing."""
    kind = KINDS[table.kind]
    if table.headers is None:
        return True
    if issubclass(kind, Relationship):
        return {"start", "end"} <= table.headers.keys()
    return not {"id", NAME_FIELDS.get(table.kind, "id")}.isdisjoint(table.headers)


def _keys(kind: type[Relationship], tables: Iterable[Checked]) -> set[Key]:
    return {key for checked in tables for key in _each_key(kind, checked)}


def _each_key(kind: type[Relationship], checked: Checked) -> Iterator[Key]:
    for _, row in checked.rows:
        values = row.model_dump(by_alias=True, include={"from_", "mode"})
        yield key_of(kind, row.__dict__["start"], row.__dict__["end"], values)

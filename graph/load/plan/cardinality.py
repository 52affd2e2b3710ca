"""How many relationships of a kind there may be: what a correction replaces, and what it ends."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from graph.load.plan.compare import STAMPS, Diff, rev_of, whole
from graph.load.plan.existing import Key
from graph.load.plan.model import Choices
from graph.load.record import Properties, RecordChange
from graph.load.table.problems import RowProblem
from graph.load.table.reading import Table
from graph.model import FAR_DAY, DatedRelationship, Relationship

_ALWAYS = (date.min, FAR_DAY)
_APART = frozenset({"from", "to", "createdAt", "updatedAt", "importId", "rev", "provenance"})
"""What two relationships between the same ends may differ in and still say the same."""


@dataclass(slots=True)
class Stated:
    """A relationship that a row states: what was there, and what the row changes."""

    key: Key
    was: Properties | None
    change: RecordChange | None
    table: Table
    row: int

    @property
    def properties(self) -> Properties:
        """Its properties as they will be."""
        return {**(self.was or {}), **((self.change and self.change.after) or {})}

    @property
    def period(self) -> tuple[date, date]:
        """The days that it holds from and to."""
        return period_of(self.properties)


def is_limited(kind: type[Relationship]) -> bool:
    """Whether there may be only so many of a kind."""
    return bool(_groupings(kind))


def limit(
    kind: type[Relationship],
    stated: list[Stated],
    rest: dict[Key, Properties],
    choices: Choices,
    diff: Diff,
) -> list[RowProblem]:
    """Let what the graph has and the file does not state make way for what it states.

    ``rest`` is by key; the diff is given what is ended or removed. Where the file itself states too
    many, its rows are given as problems.
    """
    problems: list[RowProblem] = []
    for grouping in _groupings(kind):
        rivals: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in rest:
            rivals[grouping(key)].append(key)
        groups: defaultdict[Key, list[Stated]] = defaultdict(list)
        for one in stated:
            groups[grouping(one.key)].append(one)
        for group, some in groups.items():
            problems.extend(_clashes(kind, some))
            for one in some:
                for key in rivals[group] if one.change is not None else ():
                    if key in rest and overlap(one.period, period_of(rest[key])):
                        diff.records.append(_makes_way(kind, one, key, rest.pop(key), choices))
    return problems


def _groupings(kind: type[Relationship]) -> list[Callable[[Key], Key]]:
    """What of a relationship's key may be there once (of dated ones: once at a time)."""
    found: list[Callable[[Key], Key]] = []
    if kind.most_from_start:
        found.append(lambda key: key[:1])
    if kind.most_to_end:
        found.append(lambda key: key[1:2])
    if not found and issubclass(kind, DatedRelationship):
        found.append(lambda key: key[:2])
    return found


def period_of(properties: Properties) -> tuple[date, date]:
    """The days from which and to which a relationship holds; always, where it has none."""
    begin, end = properties.get("from"), properties.get("to")
    return (
        begin if isinstance(begin, date) else _ALWAYS[0],
        end if isinstance(end, date) else _ALWAYS[1],
    )


def overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two periods have a day in common."""
    return one[0] < other[1] and other[0] < one[1]


def _clashes(kind: type[Relationship], some: list[Stated]) -> Iterator[RowProblem]:
    """The rows that state one too many, each beside the row before it."""
    ordered = sorted(some, key=attrgetter("period")) if len(some) > 1 else some
    latest = ordered[0]
    for one in ordered[1:]:
        new = one.change is not None or latest.change is not None
        if new and overlap(latest.period, one.period):
            yield _clash(kind, one, latest)
        if one.period[1] >= latest.period[1]:
            latest = one


def _clash(kind: type[Relationship], one: Stated, other: Stated) -> RowProblem:
    where = f"{other.table.sheet} · {other.row}"
    if one.key[0] == other.key[0] and kind.most_from_start:
        shared, column = one.key[0], "end"
    elif kind.most_to_end:
        shared, column = one.key[1], "start"
    else:
        shared, column = f"{one.key[0]} → {one.key[1]}", "from"
    at = ("同一时间", " at a time") if issubclass(kind, DatedRelationship) else ("", "")
    return RowProblem(
        one.table.place(one.row),
        one.table.column(column),
        (
            f"{shared} {at[0]}只能有一条“{kind.zh}”，另一条在 {where}",
            f"{shared} may have one {kind.en!r} only{at[1]}; the other is at {where}",
        ),
        ("只留一条", "one of them"),
    )


def _makes_way(
    kind: type[Relationship], one: Stated, key: Key, was: Properties, choices: Choices
) -> RecordChange:
    """What becomes of a relationship whose place another takes: it ends, or it is replaced."""
    assert one.change is not None
    begin, held = one.period[0], period_of(was)
    can_end = issubclass(kind, DatedRelationship) and held[0] < begin
    corrected = key[:2] == one.key[:2] and _says(was) == _says(one.properties)
    chosen = choices.corrections.get(one.change.ref)
    ends = can_end and chosen != "replace" and (chosen == "end" or not corrected)
    change = RecordChange(
        kind.__name__,
        "ended" if ends else "removed",
        whole(was),
        {"to": begin} if ends else None,
        rev_of(was),
        start=str(key[0]),
        end=str(key[1]),
        keys=dict(zip(kind.keys, key[2:], strict=True)),
        sheet=one.table.sheet,
        row=one.row,
    )
    if ends:
        change.before = {name: was.get(name) for name in ("to", *STAMPS)}
    one.change.replaces = change.ref
    return change


def _says(properties: Properties) -> Properties:
    return {name: value for name, value in properties.items() if name not in _APART}

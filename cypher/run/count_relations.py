"""Which counts of some answers add up or are the same count, worked out from what headers declare."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from cypher.header import RowSum, SameCount
from cypher.nothing import Nothing, is_nothing
from cypher.table import Table
from cypher.values.rows_behind import matches

Row = Mapping[str, object]


@dataclass(frozen=True)
class Cell:
    """One value: the key of its table, the number of its row from 0, its column."""

    table: Hashable
    row: int
    column: str


@dataclass(frozen=True)
class Relation:
    """The values of ``total`` add up to those of ``parts``; with ``rest`` to as much or more."""

    total: tuple[Cell, ...]
    parts: tuple[Cell, ...]
    rest: bool = False


def relations(tables: Mapping[Hashable, Table], *, withheld: bool = False) -> Iterator[Relation]:
    """Every relation between the cells of some answers, by the headers that they were made from.

    The tables hold all columns and values (``Runner.run_whole``); keys tell apart several answers
    of one report, as of two days. Relations of an answer that was cut off are left out, and so are
    those in which a value is not a whole number; with ``withheld`` it may be withheld instead.
    """
    whole = {key: table for key, table in tables.items() if not table.truncated}
    rows = {key: table.dicts() for key, table in whole.items()}
    for relation in _all(whole, rows):
        values = [
            rows[one.table][one.row].get(one.column) for one in relation.total + relation.parts
        ]
        if all(
            isinstance(value, int) or (withheld and value is Nothing.WITHHELD) for value in values
        ):
            yield relation


def holds(relation: Relation, tables: Mapping[Hashable, Table]) -> bool:
    """Whether a relation is true of the values, none of which is withheld."""
    total, parts = _sum(relation.total, tables), _sum(relation.parts, tables)
    return total >= parts if relation.rest else total == parts


def _sum(cells: Sequence[Cell], tables: Mapping[Hashable, Table]) -> int:
    found = 0
    for cell in cells:
        table = tables[cell.table]
        value = table.rows[cell.row][table.names.index(cell.column)]
        assert isinstance(value, int)
        found += value
    return found


def _all(
    tables: Mapping[Hashable, Table], rows: Mapping[Hashable, list[dict[str, object]]]
) -> Iterator[Relation]:
    for key, table in tables.items():
        yield from _in_each_row(key, table, rows[key])
        yield from _repeated(key, table, rows[key])
        for declared in table.header.total_rows:
            yield from _in_total_rows(key, declared, rows[key])
    order = list(tables)
    for (n, key), (m, its_key) in product(enumerate(order), repeat=2):
        table, its = tables[key], tables[its_key]
        for same in table.header.same_as:
            # what it declares of itself holds within one answer, or between those of two days
            own = n == m if same.settled is None else n < m
            if f"reports/{same.report}" == its.id and (own or table.id != its.id):
                yield from _Across(key, table, its_key, its, same).relations()


def _in_each_row(key: Hashable, table: Table, rows: Sequence[Row]) -> Iterator[Relation]:
    for declared in table.header.sums:
        for at in range(len(rows)):
            parts = tuple(Cell(key, at, name) for name in declared.parts)
            yield Relation((Cell(key, at, declared.total),), parts, declared.rest)


def _repeated(key: Hashable, table: Table, rows: Sequence[Row]) -> Iterator[Relation]:
    for name in table.names:
        per = table.column(name).one_value_per
        if per is not None:
            for group in _grouped(rows, per).values():
                for at in group[1:]:
                    yield Relation((Cell(key, group[0], name),), (Cell(key, at, name),))


def _in_total_rows(key: Hashable, declared: RowSum, rows: Sequence[Row]) -> Iterator[Relation]:
    for group in _grouped(rows, declared.within).values():
        totals = [at for at in group if rows[at].get(declared.column) == declared.total]
        parts = [
            at
            for at in group
            if at not in totals
            and (declared.parts is None or rows[at].get(declared.column) in declared.parts)
        ]
        if len(totals) != 1:
            continue
        for name in declared.counts:
            cells = tuple(Cell(key, at, name) for at in parts)
            yield Relation((Cell(key, totals[0], name),), cells, declared.rest)


def _grouped(rows: Sequence[Row], names: Sequence[str]) -> dict[tuple[object, ...], list[int]]:
    """The numbers of the rows that agree in some columns."""
    found: dict[tuple[object, ...], list[int]] = {}
    for at, row in enumerate(rows):
        found.setdefault(tuple(row.get(name) for name in names), []).append(at)
    return found


@dataclass(frozen=True)
class _Across:
    """One declared sameness between two answers."""

    key: Hashable
    table: Table
    its_key: Hashable
    its: Table
    same: SameCount

    def relations(self) -> Iterator[Relation]:
        if not self._asked_alike():
            return
        same, rows, its_rows = self.same, self.table.dicts(), self.its.dicts()
        mine = [at for at, row in enumerate(rows) if matches(row, same.rows)]
        theirs = [at for at, row in enumerate(its_rows) if matches(row, same.its_rows)]
        if same.its_months is not None:
            theirs = [at for at in theirs if self._counts(its_rows[at])]
            if not theirs:
                return
        if same.settled is not None:
            mine = [at for at in mine if self._was_over(rows[at].get(same.settled))]
        by_mine = _grouped([rows[at] for at in mine], tuple(same.by))
        by_theirs = _grouped([its_rows[at] for at in theirs], tuple(same.by.values()))
        for value, group in by_mine.items():
            if value in by_theirs:
                ours = tuple(Cell(self.key, mine[at], same.column) for at in group)
                its = tuple(
                    Cell(self.its_key, theirs[at], same.its_column) for at in by_theirs[value]
                )
                yield Relation(its, ours, same.rest)

    def _asked_alike(self) -> bool:
        """Whether the two were asked with parameters for which the sameness is declared."""
        return all(
            self._alike(name)
            for name in self.table.parameters | self.its.parameters
            if name not in self.same.whatever
        )

    def _alike(self, name: str) -> bool:
        sides = [one for one in (self.table, self.its) if name in one.parameters]
        if len(sides) == 2:
            alike = self.table.parameters[name] == self.its.parameters[name]
            return alike or (name == "as_of" and self.same.settled is not None)
        value = sides[0].parameters[name]
        is_months = self.same.its_months is not None and name == self.same.its_months[1]
        return is_months or value is None or value == sides[0].header.parameters[name].default

    def _counts(self, its_row: Row) -> bool:
        """Whether a row's month is one of those from the day asked for on."""
        assert self.same.its_months is not None
        column, parameter = self.same.its_months
        since = self.table.parameters.get(parameter)
        if not isinstance(since, date) or since.day != 1:
            return False
        month = f"{since:%Y-%m}"
        first = min((str(row.get(column)) for row in self.its.dicts()), default=month)
        return first <= month <= str(its_row.get(column))

    def _was_over(self, period: object) -> bool:
        """Whether a day, or a month as 2025-03, had ended on both days asked for."""
        days = [one.as_of for one in (self.table, self.its)]
        if None in days or is_nothing(period):
            return False
        earlier = min(day for day in days if day is not None)
        if isinstance(period, date):
            return period <= earlier
        year, month = map(int, str(period).split("-"))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) <= earlier

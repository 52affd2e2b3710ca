"""The counts of people in answers as one system: the same count seen twice is one variable."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cypher.run.count_relations import Cell, Relation, holds, relations
from cypher.table import Table
from dashboard.edition.public.count_system import Count, CountSystem, Equation
from dashboard.edition.public.identity import question_key, row_keys

COUNTS = ("count", "person")
_TOTAL = "total"
_OF_ZERO, _OF_SUM, _MOST = 50.0, 10_000.0, 1_000


@dataclass(frozen=True)
class Statement:
    """An answer that the public reads or has read.

    ``table`` holds every column and every true value. ``shown`` holds the cells, as row number and
    column, that have been published: None where the answer is about to be.
    ``open`` holds those of the others that may be published now.
    """

    table: Table
    shown: frozenset[tuple[int, str]] = frozenset()
    open: frozenset[tuple[int, str]] | None = None

    def is_shown(self, row: int, column: str) -> bool:
        """Whether a cell has been published."""
        return (row, column) in self.shown

    def may_show(self, row: int, column: str) -> bool:
        """Whether a cell may be published now."""
        hidden = self.table.header.privacy.hide.get("public", ())
        return column not in hidden and (self.open is None or (row, column) in self.open)


@dataclass
class TablesSystem:
    """A system of counts, and which of its counts each cell is."""

    counts: list[Count] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    small: dict[int, int] = field(default_factory=dict)
    cells: dict[Cell, int] = field(default_factory=dict)

    @property
    def system(self) -> CountSystem:
        """The numbers and equations alone."""
        return CountSystem(self.counts, self.equations)


def system_of(statements: Mapping[Hashable, Statement]) -> TablesSystem:
    """The system of all counts of some statements, published ones and those to be published."""
    found = TablesSystem()
    variables: dict[Hashable, int] = {}
    for key, one in statements.items():
        _add_cells(found, variables, key, one)
    tables = {key: one.table for key, one in statements.items()}
    for relation in relations(tables):
        cells = relation.total + relation.parts
        if all(cell in found.cells for cell in cells) and holds(relation, tables):
            _add_relation(found, relation, tables)
    for key, one in statements.items():
        for column in _summed(key, one.table):
            _add_sum(found, column)
    return found


def _add_cells(
    found: TablesSystem, variables: dict[Hashable, int], key: Hashable, statement: Statement
) -> None:
    table, keys = statement.table, row_keys(statement.table)
    asked = question_key(table)
    for at, row in enumerate(table.dicts()):
        for name, value in row.items():
            column = table.column(name)
            if column.unit not in COUNTS or not _is_count(value):
                continue
            assert isinstance(value, int)
            same = (asked, keys[at], name, value)
            about_people = column.counts_people(row)
            cost = _cost(value) if about_people and statement.may_show(at, name) else None
            shown = not about_people or statement.is_shown(at, name)
            if shown:
                cost = None
            index = variables.setdefault(same, len(found.counts))
            one = Count(value, shown or cost is not None, cost)
            if index == len(found.counts):
                found.counts.append(one)
            elif one.fixed or (one.shown and not found.counts[index].shown):
                found.counts[index] = one
            found.cells[Cell(key, at, name)] = index
            least = table.header.privacy.small_cell
            if about_people and least is not None and 0 < value < least:
                found.small[index] = least


def _add_relation(
    found: TablesSystem, relation: Relation, tables: Mapping[Hashable, Table]
) -> None:
    total = [found.cells[cell] for cell in relation.total]
    parts = [found.cells[cell] for cell in relation.parts]
    factors = [1] * len(total) + [-1] * len(parts)
    if relation.rest:
        rest = sum(f * found.counts[at].value for at, f in zip(total + parts, factors, strict=True))
        least = tables[relation.total[0].table].header.privacy.small_cell
        if least is not None and 0 < rest < least and not _all_fixed(found, total + parts):
            found.small[len(found.counts)] = least
        parts.append(len(found.counts))
        factors.append(-1)
        found.counts.append(Count(rest, shown=False))
    found.equations.append(Equation(*_merged(total + parts, factors)))


def _merged(
    indexes: Sequence[int], factors: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Each index once."""
    sums: dict[int, int] = {}
    for at, factor in zip(indexes, factors, strict=True):
        sums[at] = sums.get(at, 0) + factor
    return tuple(sums), tuple(sums.values())


def _all_fixed(found: TablesSystem, indexes: Sequence[int]) -> bool:
    """Whether all these counts are of no people, or read already."""
    return all(found.counts[at].fixed for at in indexes)


def _summed(key: Hashable, table: Table) -> Iterator[list[Cell]]:
    """The cells of each column whose sum a reader may know from elsewhere, printed or not."""
    declared = {name for one in table.header.total_rows for name in one.counts}
    for name in table.names:
        column = table.column(name)
        if column.unit not in COUNTS or column.one_value_per is not None or name in declared:
            continue
        yield [
            Cell(key, at, name)
            for at, row in enumerate(table.dicts())
            if _is_count(row[name]) and _TOTAL not in row.values()
        ]


def _add_sum(found: TablesSystem, cells: Sequence[Cell]) -> None:
    indexes = [found.cells[cell] for cell in cells]
    if len(indexes) < 2 or not any(at in found.small for at in indexes):
        return
    total = len(found.counts)
    found.counts.append(Count(sum(found.counts[at].value for at in indexes), True, _OF_SUM))
    found.equations.append(Equation(*_merged([total, *indexes], [1] + [-1] * len(indexes))))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _cost(value: int) -> float:
    """What it costs readers that a count is withheld: large ones more, and that there is none most."""
    return 1.0 + min(value, _MOST) if value else _OF_ZERO

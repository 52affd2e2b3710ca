"""What follows from published answers: the withheld counts that a reader can work out."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from cypher.format import format_cell
from cypher.header import Header
from cypher.nothing import Nothing
from cypher.run.count_relations import Cell, Relation, relations
from cypher.table import Table
from dashboard.edition.public.count_system import Count, CountSystem, Equation
from dashboard.edition.public.earlier import published_tables
from dashboard.edition.public.identity import question_key, row_keys
from dashboard.edition.public.solver import Readings
from dashboard.edition.public.tables_system import COUNTS


@dataclass(frozen=True)
class Derivable:
    """A withheld count of a few people that can be worked out: the folder and cell where it stands."""

    folder: str
    table: Table
    row: int
    column: str

    def place(self, lang: str) -> str:
        """Report, row and column in words; not the number."""
        row = self.table.row(self.row)
        names = [
            format_cell(self.table, column, value, lang)
            for column, value in row.items()
            if isinstance(value, str) and not self.table.column(column).hidden
        ]
        label = self.table.column(self.column).label.get(lang)
        return " · ".join([self.table.title.get(lang), *names[:1], label])


def derivable(
    folders: Iterable[Path], headers: Mapping[str, Header], seconds: float
) -> Iterator[Derivable]:
    """The small counts withheld in some published folders that follow from all of them together.

    ``headers``: those of now by id, which declare what adds up; editions made before there were
    such declarations do not say it themselves. What is not looked at in time is left out.
    """
    end = monotonic() + seconds
    tables = _tables(folders, headers)
    found = _Published.of(tables)
    for indexes, equations in found.system().parts():
        shown = {at: found.shown[at] for at in indexes if at in found.shown}
        readings = Readings(indexes, equations, shown)
        for at in indexes:
            if at in shown or at not in found.withheld or monotonic() > end:
                continue
            cell = found.withheld[at]
            table = tables[cell.table]
            value = readings.value(at, end - monotonic())
            if value is not None and 0 < value < (table.header.privacy.small_cell or 0):
                yield Derivable(str(cell.table).split("/")[0], table, cell.row, cell.column)


def _tables(folders: Iterable[Path], headers: Mapping[str, Header]) -> dict[Hashable, Table]:
    """Published answers by folder, file and id, of which no whole row is withheld."""
    found: dict[Hashable, Table] = {}
    for folder in folders:
        for file, answers in published_tables(folder):
            for id, table in answers.items():
                if table.header.view.kind != "layers":
                    header = headers.get(id, table.header)
                    found[f"{folder.name}/{file}/{id}"] = replace(table, header=header)
    return found


@dataclass
class _Published:
    """Published counts as variables: the same cell of the same answer is one of them.

    ``shown`` holds the numbers that are shown, ``withheld`` a cell of each that is not.
    """

    shown: dict[int, int] = field(default_factory=dict)
    withheld: dict[int, Cell] = field(default_factory=dict)
    indexes: dict[Cell, int] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    size: int = 0

    @classmethod
    def of(cls, tables: Mapping[Hashable, Table]) -> "_Published":
        found = cls()
        variables: dict[Hashable, int] = {}
        for key, table in tables.items():
            asked, keys = question_key(table), row_keys(table)
            for at, row in enumerate(table.dicts()):
                for name, value in row.items():
                    if table.column(name).unit in COUNTS:
                        found._add(variables, (asked, keys[at], name), Cell(key, at, name), value)
        for relation in relations(tables, withheld=True):
            if all(cell in found.indexes for cell in relation.total + relation.parts):
                found._relate(relation)
        return found

    def system(self) -> CountSystem:
        """The variables and equations; the values do not matter and are all 0."""
        return CountSystem([Count(0, at in self.shown) for at in range(self.size)], self.equations)

    def _add(
        self, variables: dict[Hashable, int], variable: Hashable, cell: Cell, value: object
    ) -> None:
        if value is not Nothing.WITHHELD and not isinstance(value, int):
            return
        index = variables.setdefault(variable, self.size)
        self.size = max(self.size, index + 1)
        self.indexes[cell] = index
        if isinstance(value, int):
            self.shown[index] = value
        else:
            self.withheld.setdefault(index, cell)

    def _relate(self, relation: Relation) -> None:
        factors: dict[int, int] = {}
        for cells, factor in ((relation.total, 1), (relation.parts, -1)):
            for cell in cells:
                index = self.indexes[cell]
                factors[index] = factors.get(index, 0) + factor
        if relation.rest:
            factors[self.size] = -1
            self.size += 1
        self.equations.append(Equation(tuple(factors), tuple(factors.values())))

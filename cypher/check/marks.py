"""Whether the rows behind a number are as many as it says: each declared mark's report, asked and counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from cypher.errors import UnknownReport
from cypher.header import Rows
from cypher.library.references import report_named
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.rows_behind import is_amount, rows_behind, whole_values
from cypher.views import AttentionView


@dataclass(frozen=True)
class Mark:
    """A number of an answer, with the report of its rows and what that is asked with.

    ``row`` counts from 1; ``adds`` is the column that adds up to the number, None where it is rows.
    """

    column: str
    row: int
    value: int | float
    report: str
    values: Mapping[str, object]
    adds: str | None = None


@dataclass(frozen=True)
class UntrueMark:
    """A number whose rows are not those that it counts: ``found`` of them, or None without end."""

    mark: Mark
    found: int | float | None


def marks(runner: Runner, table: Table) -> Iterator[Mark]:
    """Every number of a whole answer that leads to its rows. Raises UnknownReport."""
    for at, row in enumerate(table.dicts()):
        for name in table.names:
            if table.column(name).ratio is not None:
                continue  # its part and its whole are marks themselves
            behind = rows_behind(table.header, name, row)
            if behind is not None:
                yield _mark(runner, table, name, at, *behind)
        view = table.header.view
        if isinstance(view, AttentionView) and view.to is not None and is_amount(row[view.value]):
            declared = Rows(report=str(row[view.to]))
            yield _mark(runner, table, view.value, at, declared, {})


def untrue_mark(runner: Runner, mark: Mark) -> UntrueMark | None:
    """What is wrong with a mark, or None. Raises GraphError."""
    report = report_named(mark.report, runner.catalogue.saved)
    if report is None:
        raise UnknownReport(f"没有报表 {mark.report}。", f"There is no report {mark.report}.")
    found = runner.run_whole(report, mark.values)
    if found.truncated:
        return UntrueMark(mark, None)
    if mark.adds is None:
        amount: int | float = len(found.rows)
    else:
        values = [row[mark.adds] for row in found.dicts()]
        amount = sum(value for value in values if isinstance(value, int | float))
    return None if amount == mark.value else UntrueMark(mark, amount)


def untrue_shares(table: Table) -> Iterator[tuple[str, int]]:
    """The column and row, from 1, of each share that is not its part of its whole, or of which one of
    them leads to no rows."""
    header = table.header
    for name, (part, whole) in (
        (name, ratio) for name in table.names if (ratio := table.column(name).ratio) is not None
    ):
        for at, row in enumerate(table.dicts(), 1):
            share, over, under = row[name], row[part], row[whole]
            if not is_amount(share):
                continue
            numbers = isinstance(over, int | float) and isinstance(under, int | float)
            is_true = numbers and isclose(share * under, over, rel_tol=1e-9)  # type: ignore[operator,arg-type]
            if not is_true or not all(rows_behind(header, one, row) for one in (part, whole)):
                yield name, at


def _mark(
    runner: Runner, table: Table, name: str, at: int, declared: Rows, values: Mapping[str, object]
) -> Mark:
    report = report_named(declared.report, runner.catalogue.saved)
    if report is None:
        zh, en = f"没有报表 {declared.report}。", f"There is no report {declared.report}."
        raise UnknownReport(zh, en)
    value = table.rows[at][table.names.index(name)]
    assert isinstance(value, int | float)
    asked = whole_values(table.header, report.header, declared, values, table.parameters)
    return Mark(name, at + 1, value, report.id, asked, declared.adds)

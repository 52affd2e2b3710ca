"""What an answer is not, of what its header expects: a small closed set of tests."""

from collections.abc import Callable, Iterator

from cypher.errors import meant
from cypher.file.parse import SavedStatement
from cypher.header import Expect
from cypher.run.count_relations import holds, relations
from cypher.run.promises import missing_values, repeated_values
from cypher.table import Table

HeaderProblem = tuple[str, str]
"""One sentence in Chinese and in English."""


def expectations(saved: SavedStatement, table: Table) -> list[HeaderProblem]:
    """All that fails, in the order of the tests below."""
    wrong_columns = list(_columns(saved.header.expect, saved, table))
    if wrong_columns:
        return wrong_columns
    expected = [fault for test in _TESTS for fault in test(saved.header.expect, table)]
    return [*expected, *_added(table)]


def _columns(expect: Expect, saved: SavedStatement, table: Table) -> Iterator[HeaderProblem]:
    if expect.columns is not None and table.names != expect.columns:
        wanted, actual = ", ".join(expect.columns), ", ".join(table.names)
        yield (
            f"列应为 {wanted}，实为 {actual}",
            f"the columns should be {wanted}; they are {actual}",
        )
        return
    names = [*saved.header.columns, *expect.unique, *expect.not_null, *expect.sum_equals]
    for name in dict.fromkeys(names):
        if name not in table.names:
            near = meant(name, table.names)
            yield f"没有返回列 {name}。{near[0]}", f"it returns no column {name}.{near[1]}"


def _min_rows(expect: Expect, table: Table) -> Iterator[HeaderProblem]:
    if expect.min_rows is not None and (n := len(table.rows)) < expect.min_rows:
        least = expect.min_rows
        yield (
            f"应至少有 {least} 行，实有 {n} 行",
            f"at least {least} rows are expected; there are {n}",
        )


def _max_rows(expect: Expect, table: Table) -> Iterator[HeaderProblem]:
    if expect.max_rows is not None and (len(table.rows) > expect.max_rows or table.truncated):
        most = expect.max_rows
        yield f"应至多有 {most} 行，实际更多", f"at most {most} rows are expected; there are more"


def _not_null(expect: Expect, table: Table) -> Iterator[HeaderProblem]:
    yield from missing_values(expect, table.names, table.rows)


def _unique(expect: Expect, table: Table) -> Iterator[HeaderProblem]:
    yield from repeated_values(expect, table.names, table.rows)


def _sums(expect: Expect, table: Table) -> Iterator[HeaderProblem]:
    for name, wanted in expect.sum_equals.items():
        total = _sum(table, name)
        right = _sum(table, wanted) if isinstance(wanted, str) else wanted
        if abs(total - right) > 1e-6 * max(1.0, abs(right)):
            of = f" ({wanted})" if isinstance(wanted, str) else ""
            yield (
                f"{name} 之和应为 {right:.15g}{of}，实为 {total:.15g}",
                f"the sum of {name} should be {right:.15g}{of}; it is {total:.15g}",
            )


def _added(table: Table) -> Iterator[HeaderProblem]:
    """What the header declares to add up, and does not."""
    wrong = [one.total[0] for one in relations({"": table}) if not holds(one, {"": table})]
    for name in dict.fromkeys(cell.column for cell in wrong):
        rows = [cell.row + 1 for cell in wrong if cell.column == name]
        yield (
            f"{name} 有 {len(rows)} 处与声明的合计不符，如第 {rows[0]} 行",
            f"{name} does not add up as declared in {len(rows)} cases, such as row {rows[0]}",
        )


def _values(table: Table, name: str) -> list[object]:
    at = table.names.index(name)
    return [row[at] for row in table.rows]


def _sum(table: Table, name: str) -> float:
    return sum(value for value in _values(table, name) if isinstance(value, int | float))


_TESTS: tuple[Callable[[Expect, Table], Iterator[HeaderProblem]], ...] = (
    _min_rows,
    _max_rows,
    _not_null,
    _unique,
    _sums,
)

"""The rows behind a number: which report lists them, and with which values it is asked."""

from collections.abc import Mapping
from datetime import date

from cypher.header import Header, Rows, RowValue
from cypher.nothing import is_nothing

Row = Mapping[str, object]


def rows_behind(header: Header, name: str, row: Row) -> tuple[Rows, dict[str, object]] | None:
    """What the header declares for the number in a column of a row, with the values that the row
    fills in, for a share those of its part; None where there is nothing behind it: no number, nought,
    or a row not declared."""
    column = header.columns.get(name)
    if column is None or not is_amount(row.get(name)):
        return None
    if column.ratio is not None:
        return rows_behind(header, column.ratio[0], row)
    for declared in column.rows:
        if matches(row, declared.where):
            values = _filled(header, declared, row)
            return None if values is None else (declared, values)
    return None


def change_behind(
    header: Header, name: str, row: Row, day: date
) -> tuple[Rows, dict[str, object]] | None:
    """The same for how the number has changed since an earlier day."""
    column = header.columns.get(name)
    declared = column.changes if column is not None else None
    if declared is None or declared.since is None:
        return None
    values = _filled(header, declared, row)
    return None if values is None else (declared, {**values, declared.since: day})


def whole_values(
    header: Header,
    target: Header,
    declared: Rows,
    values: Mapping[str, object],
    given: Mapping[str, object],
) -> dict[str, object]:
    """What the rows' report is asked with: the values of the row, and those of the parameters that
    both reports have, as ``given`` or by default; without what is its own default."""
    shared = {
        name: given.get(name, parameter.default)
        for name, parameter in header.parameters.items()
        if name in target.parameters and name not in values and name not in declared.whatever
    }
    differing = {
        name: value for name, value in shared.items() if value != target.parameters[name].default
    }
    return {**differing, **values}


def is_amount(value: object) -> bool:
    """Whether it is a number other than nought: something that there are rows behind."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def matches(row: Row, wanted: Mapping[str, RowValue]) -> bool:
    """Whether a row holds in each named column the value, or one of the values."""
    return all(
        row.get(name) in value if isinstance(value, tuple) else row.get(name) == value
        for name, value in wanted.items()
    )


def _filled(header: Header, declared: Rows, row: Row) -> dict[str, object] | None:
    """The values that a row fills in; None where one of them is nothing."""
    totals = {(one.column, one.total) for one in header.total_rows if one.parts is None}
    values: dict[str, object] = dict(declared.values)
    for name, column in declared.given.items():
        value = row.get(column)
        if is_nothing(value):
            return None
        if (column, value) not in totals:
            values[name] = value
    return values

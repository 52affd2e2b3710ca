"""Whether what holds from a day to another ends before it begins: in one row, or beside the graph."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from graph.load.record import RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.problems import RowProblem, Words
from graph.load.table.reading import Table
from graph.model import Row

_PERIODS = (("from", "to"), ("grantedAt", "withdrawnAt"))


def period_fields(kind: type[Row]) -> tuple[str, str] | None:
    """The fields in which a kind has its beginning and its end; None where it has no period."""
    fields = fields_of(kind).keys()
    return next((names for names in _PERIODS if fields >= {*names}), None)


def begins_after(kind: type[Row], properties: Mapping[str, object], day: date) -> bool:
    """Whether a record with these properties has not begun by a day."""
    names = period_fields(kind)
    begin = properties.get(names[0]) if names else None
    return isinstance(begin, date) and f"{begin:%Y-%m-%d}" > f"{day:%Y-%m-%d}"


def ends_early(table: Table, number: int, row: Row) -> RowProblem | None:
    """The fault of a row whose own end lies before its own beginning."""
    fields, names = fields_of(type(row)), period_fields(type(row))
    if names is None:
        return None
    begin, end = (row.__dict__[fields[name].attribute] for name in names)
    if begin is None or end is None or begin <= end:
        return None
    return RowProblem(table.place(number), table.column(names[1]), *_words(begin, end, "to"))


def ends_early_beside(
    table: Table, change: RecordChange, was: Mapping[str, object]
) -> RowProblem | None:
    """The fault of a row that gives one day of a period which the graph's other day contradicts.

    ``was`` are the record's properties in the graph.
    """
    names, after = period_fields(KINDS[change.kind]), change.after or {}
    if names is None or after.keys().isdisjoint(names):
        return None
    begin, end = ({**was, **after}.get(name) for name in names)
    if not (isinstance(begin, date) and isinstance(end, date)) or begin <= end:
        return None
    stated: Literal["from", "to"] = "to" if names[1] in after else "from"
    column = table.column(names[1] if stated == "to" else names[0])
    return RowProblem(table.place(change.row), column, *_words(begin, end, stated))


def _words(begin: date, end: date, stated: Literal["from", "to"]) -> tuple[Words, Words]:
    """What is wrong and what is right, where the row states this day of the two last."""
    first, last = f"{begin:%Y-%m-%d}", f"{end:%Y-%m-%d}"
    wrong = (
        f"结束的日子（{last}）早于开始的日子（{first}）",
        f"it ends ({last}) before it begins ({first})",
    )
    if stated == "to":
        return wrong, (f"不早于 {first} 的日期", f"a day not before {first}")
    return wrong, (f"不晚于 {last} 的日期", f"a day not after {last}")

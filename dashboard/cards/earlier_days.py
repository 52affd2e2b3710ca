"""A number on earlier days, so that its change can stand beside it: its report asked again, and the
report that says where it stood at the end of each month."""

import calendar
from collections.abc import Mapping
from datetime import MINYEAR, date

from cypher.file.parse import SavedStatement
from cypher.format import format_day
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.rows_behind import matches
from cypher.views import NumberView
from dashboard.cards.links import Links
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.month_line import Month
from dashboard.figures.lists.number import Earlier
from dashboard.pages import Card
from dashboard.pages.location import Location
from dashboard.texts import say


def past(
    runner: Runner,
    saved: SavedStatement,
    table: Table,
    card: Card,
    location: Location,
    reader: Reader,
    links: Links,
) -> tuple[Earlier, ...]:
    """The number on the days that a card is compared with, and where its change leads. Raises
    GraphError.

    A report that keeps no past has none, nor has a day before anything was recorded.
    """
    if card.compare is None or table.as_of is None or saved.header.no_past is not None:
        return ()
    days = [
        (day, _months(months, location.lang))
        for months in card.compare.months
        if (day := back(table.as_of, months)) is not None
    ]
    chosen = _chosen(location.values, card.compare.day)
    if chosen is not None and chosen < table.as_of:
        days.append((chosen, say("than_day", location.lang, day=format_day(chosen, location.lang))))
    found = []
    name = column_of(table, card)
    for day, words in days:
        given = {name: value for name, value in table.parameters.items() if name != "as_of"}
        then = runner.run(saved, {**given, "as_of": day}, reader=reader)
        value = _recorded(then, name)
        if value is not None:
            there = links.change(table, name, table.row(0), day) if table.rows else None
            found.append(Earlier(day, words, value, there or ""))
    return tuple(found)


def table_before(
    runner: Runner, saved: SavedStatement, table: Table, card: Card, reader: Reader
) -> Table | None:
    """What needs attention as it stood so many months earlier as the card compares it with. Raises
    GraphError."""
    is_attention = (card.view or saved.header.view.kind) == "attention"
    if not is_attention or card.compare is None or not card.compare.months or table.as_of is None:
        return None
    day = back(table.as_of, card.compare.months[0])
    if day is None:
        return None
    return runner.run(saved, {**table.parameters, "as_of": day}, reader=reader)


def months(
    runner: Runner, saved: SavedStatement, table: Table, card: Card, reader: Reader
) -> tuple[Month, ...]:
    """Where the number stood at the end of each month, where its header names the report that says
    so and the reader may see it. Raises GraphError."""
    if (card.view or saved.header.view.kind) != "number":
        return ()
    declared = table.column(column_of(table, card)).by_month
    if declared is None:
        return ()
    report = runner.catalogue.find(f"reports/{declared.report.removeprefix('reports/')}")
    if reader.audience not in report.header.audience:
        return ()
    asked = report.header.parameters
    given = {name: value for name, value in table.parameters.items() if name in asked}
    found = runner.run(report, given, reader=reader)
    return tuple(
        Month(str(row["month"]), finite_number(row.get(declared.value)))
        for row in found.dicts()
        if matches(row, declared.where)
    )


def column_of(table: Table, card: Card) -> str:
    """The column that a number shows."""
    return card.value or table.view(NumberView).value or table.names[0]


def back(day: date, months: int) -> date | None:
    """The same day some months earlier, or that month's last one; None before the year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < MINYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _recorded(table: Table, name: str) -> int | float | None:
    """The number, unless every number beside it is nothing too: then nothing was recorded yet."""
    if not table.rows:
        return None
    row = table.row(0)
    value = row.get(name)
    if not isinstance(value, int | float) or not any(row.values()):
        return None
    return value


def _months(months: int, lang: str) -> str:
    key = {1: "than_month", 12: "than_year"}.get(months, "than_months")
    return say(key, lang, n=months)


def _chosen(values: Mapping[str, str], name: str | None) -> date | None:
    try:
        return date.fromisoformat(values.get(name or "", ""))
    except ValueError:
        return None

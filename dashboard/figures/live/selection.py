"""What the selected marks of a chart come to, in a sentence: a period and its sums, with the rows of
that period where the header says where they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cypher.format import format_cell, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.values.days import Period, period_of, span
from cypher.values.rows_behind import matches
from cypher.views import ChartView
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.table import Link, within
from dashboard.figures.live.picture import Part, Sums
from dashboard.texts import say

_MONTH_OR_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
Row = dict[str, object]


@dataclass(frozen=True)
class _Chosen:
    """The chart whose marks are selected; ``rows`` are those that its marks stand for, in order."""

    table: Table
    lang: str
    link: Link | None
    rows: Sequence[Row]

    @property
    def view(self) -> ChartView:
        """The columns of the chart."""
        return self.table.view(ChartView)

    def by_series(self, places: Sequence[int]) -> dict[object, list[Row]]:
        """The selected rows of each series."""
        series, found = self.view.series, dict[object, list[Row]]()
        for place in places:
            row = self.rows[place]
            found.setdefault(row[series] if series else None, []).append(row)
        return found

    def name(self, code: object) -> str:
        """A series as it is called; the measure's own name where there is but one."""
        series = self.view.series
        if series is None:
            return self.table.column(self.view.y).label.get(self.lang)
        return format_cell(self.table, series, code, self.lang)

    def amount(self, value: object) -> str:
        """An amount as people write it."""
        return format_cell(self.table, self.view.y, value, self.lang)

    def total(self, rows: Sequence[Row]) -> int | float:
        """What the rows add up to."""
        return sum(finite_number(row[self.view.y]) or 0 for row in rows)

    def adds_up(self, row: Row) -> bool:
        """Whether the numbers of a series may be added: as declared, or because each counts the rows
        of its own period. A number as of a day counts what others have counted before."""
        column = self.table.column(self.view.y)
        declared = next((one for one in column.rows if matches(row, one.where)), None)
        filled = {} if declared is None else declared.given
        return column.adds_up or any(
            of == self.view.x and name != "as_of" for name, of in filled.items()
        )


def sums_of(table: Table, lang: str, link: Link | None, rows: Sequence[Row]) -> Sums | None:
    """What a selection of ``rows`` is told as; None where nothing can be said of several of them."""
    chosen = _Chosen(table, lang, link, rows)
    if of_periods(table, rows):
        return lambda places: _period(chosen, places)
    if table.column(chosen.view.y).adds_up:
        return lambda places: _several(chosen, places)
    return None


def of_periods(table: Table, rows: Sequence[Row]) -> bool:
    """Whether the axis is one of months or of days."""
    x = table.view(ChartView).x
    values = [row[x] for row in rows]
    return bool(values) and all(
        type(one) is date or (isinstance(one, str) and _MONTH_OR_DAY.fullmatch(one) is not None)
        for one in values
    )


def _period(chosen: _Chosen, places: Sequence[int]) -> list[Part]:
    if not places:
        return []
    x = chosen.view.x
    periods = [_whole(chosen.rows[place][x]) for place in places]
    period = Period(min(one.first for one in periods), max(one.last for one in periods))
    parts = [Part(say("live_period", chosen.lang, period=span(period, chosen.lang)))]
    for code, rows in chosen.by_series(places).items():
        name, y = chosen.name(code), chosen.view.y
        first, last = rows[0], rows[-1]
        if not chosen.adds_up(last):
            ends = [chosen.amount(one[y]) for one in (first, last)][: len(rows)]
            parts.append(Part(f"{name} {' → '.join(ends)}"))
            continue
        total = chosen.total(rows)
        summed = {**last, y: total}
        there = within(chosen.link, chosen.table, y, summed, x, period)
        parts.append(Part(f"{name} {chosen.amount(total)}", there))
    return parts


def _whole(value: object) -> Period:
    """The days of a month or of a day."""
    return period_of(value, date.max)


def _several(chosen: _Chosen, places: Sequence[int]) -> list[Part]:
    if not places:
        return []
    total = chosen.total([chosen.rows[place] for place in places])
    return [Part(say("live_sum", chosen.lang, n=len(places), sum=chosen.amount(total)))]


def shown_rows(table: Table) -> list[tuple[int, Row]]:
    """The rows that a chart draws, with their places in the table: those that hold a number."""
    y = table.view(ChartView).y
    return [
        (at, row)
        for at, row in enumerate(table.dicts())
        if not is_nothing(row[y]) and finite_number(row[y]) is not None
    ]


def cells_sum(lang: str, unit: str | None, amounts: Sequence[float]) -> list[Part]:
    """What selected cells come to."""
    if not amounts:
        return []
    total = format_value(sum(amounts), lang, unit)
    return [Part(say("live_sum", lang, n=len(amounts), sum=total))]

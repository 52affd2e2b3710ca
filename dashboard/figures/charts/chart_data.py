"""What a chart is drawn from: the numbers of a table, with the names along its axis and of its series."""

from collections.abc import Sequence
from dataclasses import dataclass

from cypher.format import format_cell, format_heading, format_value
from cypher.table import Table
from cypher.views import BarView, ChartView
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.keys import Key, finite_number, key_of, labels_of
from dashboard.figures.lists.table import Link, whole_behind
from dashboard.texts import say


@dataclass(frozen=True)
class Point:
    """A row: its name on the axis, its series, its number (None where it has none) and its texts.

    ``text`` is the number as people write it, or which kind of nothing it is; ``spoken`` the whole.
    ``link`` is the address of the rows behind it, or of its record; ``whole``, of a share, that of the
    rows of which it is a part.
    """

    name: str
    series: str
    value: float | None
    text: str
    spoken: str
    link: str = ""
    whole: str = ""


@dataclass(frozen=True)
class ChartData:
    """Points, the names along the axis and of the series in their order, and the series' colours.

    No two names are equal, although they may look alike: values are told apart, not their texts.
    Money is in yuan. ``at`` is the name that is marked along the axis, "" for none.
    """

    points: tuple[Point, ...]
    names: tuple[str, ...]
    series: tuple[str, ...]
    colours: tuple[str, ...]
    at: str = ""

    def first(self, most: int) -> "ChartData":
        """The same with the first ``most`` names alone."""
        names = self.names[:most]
        kept = tuple(point for point in self.points if point.name in set(names))
        return ChartData(
            kept, names, self.series, self.colours, self.at if self.at in names else ""
        )

    @property
    def links(self) -> list[str]:
        """Where each point leads."""
        return [point.link for point in self.points]

    @property
    def wholes(self) -> list[str]:
        """Where the rows are of which each point is a share."""
        return [point.whole for point in self.points]

    def total(self, name: str) -> float | None:
        """What the numbers of a name add up to; None where it has none."""
        values = [one.value for one in self.points if one.name == name and one.value is not None]
        return sum(values) if values else None


def chart_data(table: Table, lang: str, link: Link | None = None) -> ChartData:
    """The rows of a table by its view's ``x``, ``y`` and ``series``; ``link`` is where they lead."""
    view, rows = table.view(ChartView), table.dicts()
    x, y = table.in_language(view.x, lang), view.y
    of_row, names = _named(table, x, rows, lang)
    series_of_row, series = _named(table, view.series, rows, lang) if view.series else ([], [])
    points, whole = [], _whole(table, rows)
    for at, row in enumerate(rows):
        name, part = of_row[at], series_of_row[at] if series else ""
        text = format_cell(table, y, row[y], lang)
        parts = [(format_heading(table, x, lang), name), (format_heading(table, y, lang), text)]
        if view.series:
            parts.append((table.column(view.series).label.get(lang), part))
        share = _share(row[y], whole, lang)
        spoken = "; ".join([*(f"{title}: {one.rstrip()}" for title, one in parts), *share])
        there = (link(table, y, row) or link(table, x, row)) if link is not None else None
        number, all_of = _number(table, y, row[y]), whole_behind(link, table, y, row)
        points.append(Point(name, part, number, text, spoken, there or "", all_of))
    shades = (
        _shades(table, view.series, rows, series_of_row) if view.series else {"": colours.of(0)}
    )
    name_at = dict(zip((str(row[x]) for row in rows), of_row, strict=True))
    marked = name_at.get(table.at, "") if table.at else ""
    return ChartData(tuple(points), tuple(names), tuple(series), tuple(shades.values()), marked)


def _whole(table: Table, rows: Sequence[dict[str, object]]) -> float:
    """What the bars add up to, where they may be added; else nothing."""
    view = table.view(ChartView)
    adds = isinstance(table.header.view, BarView) and table.column(view.y).adds_up
    return sum(finite_number(row[view.y]) or 0 for row in rows) if adds else 0


def _share(value: object, whole: float, lang: str) -> list[str]:
    """What part of the whole a bar is, in words."""
    number = finite_number(value)
    if number is None or whole <= 0:
        return []
    return [say("share_of_all", lang, share=format_value(number / whole, lang, "percent"))]


def unanswered(table: Table, lang: str) -> str:
    """What is said in place of a line that would have no point, or none but nought; or nothing."""
    if table.header.view.kind != "line":
        return ""
    points = chart_data(table, lang).points
    if all(one.value == 0 for one in points):
        return say("all_nought", lang)
    if any(one.value is not None for one in points):
        return ""
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(one.text for one in points))


def _named(
    table: Table, column: str, rows: Sequence[dict[str, object]], lang: str
) -> tuple[list[str], list[str]]:
    """The name of each row's value in a column, and the names there are in the order of the rows."""
    values: dict[Key, object] = {}
    for row in rows:
        values.setdefault(key_of(row[column]), row[column])
    texts = [(one, format_cell(table, column, one, lang)) for one in values.values()]
    name_of = dict(zip(values, labels_of(texts), strict=True))
    return [name_of[key_of(row[column])] for row in rows], list(name_of.values())


def _shades(
    table: Table, column: str, rows: Sequence[dict[str, object]], series_of_row: Sequence[str]
) -> dict[str, str]:
    """Series to colour, by their codes: a code has its colour whichever others there are."""
    code_of = dict(zip(series_of_row, (str(row[column]) for row in rows), strict=True))
    shades = colours.of_codes(table.codes(column), code_of.values())
    return {name: shades[code] for name, code in code_of.items()}


def _number(table: Table, column: str, value: object) -> float | None:
    """A value as a finite number, fen as yuan; None for anything else."""
    number = finite_number(value)
    return number / 100 if number is not None and table.column(column).unit == "fen" else number

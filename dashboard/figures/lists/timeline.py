"""What happened to a record as a line of time: each day once, the latest first."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby

from markupsafe import Markup

from cypher.format import format_cell, format_day
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import TimelineView
from dashboard.figures.lists.table import Link, no_rows

_LINE = Markup('<ol class="timeline">{}</ol>')
_DAY = Markup('<li><time datetime="{}">{}</time><ul>{}</ul></li>')


def timeline(table: Table, lang: str, *, link: Link | None = None) -> Markup:
    """The rows in their order, those of one day together. Everything is escaped."""
    if not table.rows:
        return no_rows(lang)
    view = table.view(TimelineView)
    days = groupby(table.dicts(), key=lambda row: _day(row[view.at]))
    lines = Markup("").join(
        _DAY.format(
            day.isoformat() if day else "",
            format_day(day, lang) if day else "",
            Markup("").join(_event(table, view, row, lang, link) for row in rows),
        )
        for day, rows in days
    )
    return _LINE.format(lines)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _event(
    table: Table, view: TimelineView, row: Mapping[str, object], lang: str, link: Link | None
) -> Markup:
    def text(name: str | None) -> str:
        if name is None or is_nothing(row[name]) or row[name] in ("", None):
            return ""
        return format_cell(table, name, row[name], lang)

    other = Markup("{}").format(text(view.other))
    address = link(table, view.other, row) if link and view.other and other else None
    if address:
        other = Markup('<a href="{}">{}</a>').format(address, other)
    parts = [Markup("<b>{}</b>").format(text(view.what))]
    parts += [Markup("<span>{}</span>").format(one) for one in (text(view.detail), other) if one]
    note = text(view.note)
    at = row[view.at]
    clock = f"{at:%H:%M}" if isinstance(at, datetime) and (at.hour or at.minute) else ""
    return Markup('<li class="at-{}"><i>{}</i> {}{}</li>').format(
        str(row[view.what]).replace(".", "-"),
        clock,
        Markup(" ").join(parts),
        Markup("<p>{}</p>").format(note) if note else "",
    )

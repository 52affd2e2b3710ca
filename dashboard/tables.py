"""The live table: Tabulator with sorting and pages worked out by the server."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import panel as pn
from bokeh.models.widgets.tables import DateFormatter, NumberFormatter, StringFormatter

from cypher.table import Table
from dashboard.figures.table import heading, numeric
from dashboard.figures.values import shown
from dashboard.texts import say
from graph.model.base import FAR_DAY

PAGE = 20
ROOM = 860
_SHAPES = {"fen": "¥0,0.00", "percent": "0.0%"}
_STYLE = """
.tabulator.tabulator { font-family: var(--font); font-size: 14px; background: transparent; border: 0; color: var(--ink) }
.tabulator.tabulator .tabulator-header { background: transparent; border-bottom: 1px solid var(--field); color: var(--muted); font-weight: 500 }
.tabulator.tabulator .tabulator-header .tabulator-col { font-weight: 500; font-size: 13px; background: transparent; border-right: 0; color: var(--muted) }
.tabulator.tabulator .tabulator-header .tabulator-col.tabulator-sortable:hover { background: var(--soft) }
.tabulator.tabulator .tabulator-header .tabulator-col .tabulator-col-content .tabulator-col-title { white-space: normal }
.tabulator.tabulator .tabulator-tableholder { background: transparent; overflow-y: hidden }
.tabulator.tabulator .tabulator-tableholder .tabulator-table { background: transparent; color: var(--ink) }
.tabulator.tabulator .tabulator-row, .tabulator.tabulator .tabulator-row.tabulator-row-even { background: transparent; border-bottom: 1px solid var(--line); color: var(--ink) }
.tabulator.tabulator .tabulator-row.tabulator-selectable:hover { background: var(--soft); cursor: default }
.tabulator.tabulator .tabulator-row .tabulator-cell { border-right: 0; white-space: normal; padding: 7px 8px; height: auto !important }
.tabulator.tabulator .tabulator-footer { background: transparent; border-top: 1px solid var(--line); color: var(--muted); font-weight: 400 }
.tabulator.tabulator .tabulator-footer .tabulator-page { border-radius: 6px; background: transparent; color: var(--ink); border-color: var(--field) }
.tabulator.tabulator .tabulator-footer .tabulator-page.active { color: var(--accent); border-color: var(--accent) }
"""


def frame(table: Table, lang: str) -> pd.DataFrame:
    """The rows as a data frame: numbers stay numbers so that they sort, the rest as people read it."""
    data: dict[str, Any] = {}
    for at, name in enumerate(table.names):
        column = [row[at] for row in table.rows]
        if numeric(table, name):
            scale = 100 if table.column(name).unit == "fen" else 1
            values = [None if one is None else one / scale for one in column]  # type: ignore[operator]
            data[name] = pd.Series(values, dtype="float64")
        elif _days(table, name):
            data[name] = pd.to_datetime(pd.Series(column, dtype="object"))
        else:
            data[name] = pd.Series(
                [_said(table, name, one, lang) for one in column], dtype="object"
            )
    return pd.DataFrame(data)


def live(table: Table, lang: str) -> Any:
    """Tabulator over the rows, twenty on a page, headings and pages in the reader's language."""
    widths = {name: _width(table, name, lang) for name in table.names}
    sides = {name: "right" if numeric(table, name) else "left" for name in table.names}
    more = min(2.0, max(1.0, ROOM / sum(widths.values())))
    return pn.widgets.Tabulator(
        frame(table, lang),
        show_index=False,
        disabled=True,
        selectable=False,
        pagination="remote" if len(table.rows) > PAGE else None,
        page_size=PAGE,
        theme="simple",
        layout="fit_data_stretch",
        sizing_mode="stretch_width",
        margin=0,
        titles={name: heading(table, name, lang) for name in table.names},
        formatters={name: _shape(table, name, lang) for name in table.names},
        text_align=sides,
        header_align=sides,
        widths={name: int(width * more) for name, width in widths.items()},
        stylesheets=[_STYLE],
        configuration={"locale": "here", "langs": {"here": {"pagination": _pages(lang)}}},
    )


def _days(table: Table, name: str) -> bool:
    """Whether a column holds days that have ended, so that they sort as days."""
    at = table.names.index(name)
    found = [row[at] for row in table.rows if row[at] is not None]
    return bool(found) and all(
        isinstance(one, date) and not isinstance(one, datetime) and one < FAR_DAY for one in found
    )


def _said(table: Table, name: str, value: object, lang: str) -> str:
    """A value as text that still sorts: times as 2025-08-31 14:05."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return shown(table.said(name, value, lang), lang)


def _shape(table: Table, name: str, lang: str) -> Any:
    if _days(table, name):
        return DateFormatter(
            format="%Y年%-m月%-d日" if lang == "zh" else "%-d %b %Y", nan_format=say("none", lang)
        )
    if not numeric(table, name):
        return StringFormatter(nan_format=say("none", lang))
    shape = _SHAPES.get(table.column(name).unit or "")
    whole = all(
        row[table.names.index(name)] in (None,) or _is_whole(row, table, name) for row in table.rows
    )
    return NumberFormatter(
        format=shape or ("0,0" if whole else "0,0.[00]"), nan_format=say("none", lang)
    )


def _is_whole(row: tuple[object, ...], table: Table, name: str) -> bool:
    value = row[table.names.index(name)]
    return isinstance(value, int | float) and float(value).is_integer()


def _width(table: Table, name: str, lang: str) -> int:
    at = table.names.index(name)
    texts = [_said(table, name, row[at], lang) for row in table.rows[:200]]
    longest = max(map(_wide, texts), default=0)
    title = _wide(heading(table, name, lang)) + 1.5
    return int(min(300, max(longest, min(title, 9)) * 14 + 26))


def _wide(text: str) -> float:
    return sum(1.0 if ord(one) > 0x2E7F else 0.58 for one in text)


def _pages(lang: str) -> dict[str, str]:
    words = {name: say(f"page_{name}", lang) for name in ("first", "last", "prev", "next")}
    titles = {f"{name}_title": text for name, text in words.items()}
    return words | titles | {"page_title": say("page_number", lang)}

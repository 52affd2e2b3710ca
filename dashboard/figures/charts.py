"""Bars and lines as Vega-Lite text, drawn to SVG without a browser."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from cypher.format import format_cell, format_heading
from cypher.table import Table
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.process import drawing
from dashboard.texts import say

FONT = "'PingFang SC','HarmonyOS Sans SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
MOST_BARS = 40
_ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": 0, "titleY": -24}
"""Where the measure of an upright axis is told: above it, as a line of text."""

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "range": {"category": list(colours.PALETTE)},
    "axis": {
        "labelColor": colours.MUTED,
        "titleColor": colours.MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": colours.LINE,
        "domainColor": colours.LINE,
        "tickColor": colours.LINE,
        "labelFont": FONT,
        "titleFont": FONT,
    },
    "legend": {
        "labelColor": colours.INK,
        "labelFontSize": 12,
        "symbolType": "square",
        "symbolSize": 90,
        "title": None,
        "orient": "bottom",
        "labelFont": FONT,
        "columnPadding": 14,
        "rowPadding": 4,
    },
}


def bar(table: Table, lang: str, width: int) -> str:
    """Bars by ``x``, stacked by ``series`` where there is one; long names lie on their side."""
    rows, names = _rows(table, lang)
    names, left = names[:MOST_BARS], max(0, len(names) - MOST_BARS)
    kept = [row for row in rows if row["x"] in set(names)] if left else rows
    across = max((_wide(name) for name in names), default=0) * len(names) * 12 > width - 60
    spec = _across(table, lang, kept, names) if across else _upright(table, lang, kept, names)
    return svg(spec | {"width": width - (0 if across else 48)})


def left_out(table: Table, lang: str) -> str:
    """The sentence that says how many bars are not drawn, or nothing."""
    names = _rows(table, lang)[1]
    if table.header.view.kind != "bar" or len(names) <= MOST_BARS:
        return ""
    return say("bars_left_out", lang, shown=MOST_BARS, all=len(names))


def line(table: Table, lang: str, width: int) -> str:
    """Lines over ``x``, one for each of ``series``."""
    rows, names = _rows(table, lang)
    view = table.header.view
    every = max(1, -(-len(names) * 56 // width))
    spec = {
        "width": width - 48,
        "height": 260,
        "data": {"values": rows},
        "mark": {"type": "line", "point": {"size": 26}, "strokeWidth": 2},
        "encoding": {
            "x": _category(table, view.x or "x", names, lang)
            | {"axis": {"labelAngle": 0, "values": names[::every], "title": None}},
            "y": _amount(table, view.y or "y", lang),
            **_series(table, rows, lang, width),
        },
    }
    return svg(spec)


def warm() -> None:
    """Start a drawing process, whose library takes half a second the first time."""
    point = {"mark": "point", "data": {"values": [{"x": 1}]}}
    svg(point | {"encoding": {"x": {"field": "x", "type": "quantitative"}}})


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG text that takes the width it is given."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG} | spec
    drawn = drawing().svg(json.dumps(whole))
    head, rest = drawn.split(">", 1)
    head = re.sub(r' (width|height|class)="[^"]*"', "", head)
    return f'{head} class="chart">{rest}'


def _upright(
    table: Table, lang: str, rows: list[dict[str, Any]], names: list[str]
) -> dict[str, Any]:
    view = table.header.view
    x = _category(table, view.x or "x", names, lang)
    bars = {
        "mark": {"type": "bar", "width": {"band": 0.62}},
        "encoding": {
            "x": x | {"axis": {"labelAngle": 0, "labelOverlap": False}},
            "y": _amount(table, view.y or "y", lang),
            **_series(table, rows, lang, 380),
        },
    }
    total = {
        "mark": {"type": "text", "dy": -7, "fontSize": 13, "color": colours.INK, "aria": False},
        "encoding": {
            "x": x,
            "y": {"field": "y", "type": "quantitative", "aggregate": "sum"},
            "text": {"field": "y", "aggregate": "sum", "format": _shape(table, view.y or "y")},
        },
    }
    return {"height": 290, "data": {"values": rows}, "layer": [bars, total]}


def _across(
    table: Table, lang: str, rows: list[dict[str, Any]], names: list[str]
) -> dict[str, Any]:
    view = table.header.view
    y = _category(table, view.x or "x", names, lang)
    longest = max((_wide(name) for name in names), default=4) * 12
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["x"]] = totals.get(row["x"], 0) + row["y"]
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.66}},
        "encoding": {
            "y": y
            | {"axis": {"title": None, "labelLimit": min(220, longest + 12), "ticks": False}},
            "x": _amount(table, view.y or "y", lang, {})
            | {"scale": {"domainMax": 1.1 * max(totals.values(), default=1)}},
            **_series(table, rows, lang, 380),
        },
    }
    total = {
        "mark": {
            "type": "text",
            "dx": 6,
            "align": "left",
            "fontSize": 12,
            "color": colours.INK,
            "aria": False,
        },
        "encoding": {
            "y": y,
            "x": {"field": "y", "type": "quantitative", "aggregate": "sum"},
            "text": {"field": "y", "aggregate": "sum", "format": _shape(table, view.y or "y")},
        },
    }
    return {
        "height": max(80, 27 * len(names)),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": rows},
        "layer": [bars, total],
    }


def _rows(table: Table, lang: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows with their codes in words, and the names along the axis in their order."""
    view = table.header.view
    x, y = view.x or table.names[0], view.y or table.names[-1]
    unit = table.column(y).unit
    rows = []
    for row in table.dicts():
        value = row[y]
        if not isinstance(value, int | float):
            continue
        one = {"x": format_cell(table, x, row[x], lang), "y": value}
        if unit == "fen":
            one["y"] = value / 100
        if view.series:
            one["s"] = format_cell(table, view.series, row[view.series], lang)
        rows.append(one)
    return rows, list(dict.fromkeys(str(row["x"]) for row in rows))


def _category(table: Table, name: str, names: list[str], lang: str) -> dict[str, Any]:
    title = table.column(name).label.get(lang)
    return {"field": "x", "type": "ordinal", "sort": names, "title": title}


def _amount(
    table: Table, name: str, lang: str, title: Mapping[str, Any] = _ABOVE
) -> dict[str, Any]:
    unit = table.column(name).unit
    told = format_heading(table, name, lang) + (say("in_yuan", lang) if unit == "fen" else "")
    step = {} if unit == "percent" else {"tickMinStep": 1}
    return {
        "field": "y",
        "type": "quantitative",
        "title": told,
        "axis": {"format": _shape(table, name), "tickCount": 5, **title, **step},
    }


def _shape(table: Table, name: str) -> str:
    """How the numbers of a column are printed: a share as a percentage with one place at most."""
    return ".1~%" if table.column(name).unit == "percent" else ",~f"


def _series(
    table: Table, rows: list[dict[str, Any]], lang: str, width: int
) -> dict[str, dict[str, Any]]:
    series = table.header.view.series
    if series is None:
        return {"color": {"value": colours.of(0)}}
    names = list(dict.fromkeys(row["s"] for row in rows))
    widest = max((_wide(name) for name in names), default=4) * 12 + 40
    columns = max(1, min(len(names), int(width // widest)))
    return {
        "color": {
            "field": "s",
            "type": "nominal",
            "sort": names,
            "title": table.column(series).label.get(lang),
            "scale": {"domain": names, "range": [colours.of(i) for i in range(len(names))]},
            "legend": {"columns": columns, "title": None},
        },
        "order": {"field": "n", "type": "quantitative"},
    }


def _wide(text: str) -> float:
    return sum(1.0 if ord(one) > 0x2E7F else 0.58 for one in text)


Chart = Callable[[Table, str, int], str]

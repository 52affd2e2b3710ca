"""How the numbers of a chart become positions, colours, words and links: shared by bars and lines."""

import json
from collections.abc import Mapping
from typing import Any

from cypher.format import format_heading, format_value
from cypher.table import Table
from cypher.views import ChartView
from dashboard.figures.charts.chart_data import ChartData
from dashboard.figures.charts.mark_links import mark_name
from dashboard.figures.drawing import colours
from dashboard.texts import say
from graph.text import ems

LETTERS = 12
"""The height of the letters of an axis or a legend."""
ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": 0, "titleY": -24}
"""Where the measure of an upright axis is told: above it, as a line of text."""
_TO_THE_WHOLE = "datum.value > 1.0001 ? '' : datum.label"
"""An axis of shares of a whole names none that is larger."""
SPOKEN: dict[str, Any] = {"description": {"field": "spoken", "type": "nominal"}}
"""What a mark says to who does not see it."""


def row(data: ChartData, at: int) -> dict[str, Any]:
    """What a point is drawn from, by the names of its channels."""
    point = data.points[at]
    row: dict[str, Any] = {"x": point.name, "y": point.value, "spoken": point.spoken}
    if any(data.links):
        row["link"] = mark_name(at)
    if data.series:
        row |= {"s": point.series, "place": data.series.index(point.series)}
    return row


def amount_text(value: float, unit: str | None, lang: str) -> str:
    """A number of an axis that names its unit: yuan without their sign and without empty places."""
    if unit == "fen":
        return format_value(value, lang)
    return format_value(value, lang, unit)


def amount_title(table: Table, lang: str) -> str:
    """What an axis of numbers measures."""
    name = table.view(ChartView).y
    in_yuan = say("in_yuan", lang) if table.column(name).unit == "fen" else ""
    return format_heading(table, name, lang) + in_yuan


def lies(data: ChartData, width: float) -> bool:
    """Whether the names of bars are too long to stand beside one another in so many pixels."""
    return max(map(ems, data.names), default=0) * len(data.names) * LETTERS > width - 60


def category(table: Table, data: ChartData, lang: str) -> dict[str, Any]:
    """The axis of names, in their order."""
    x = table.in_language(table.view(ChartView).x, lang)
    title = table.column(x).label.get(lang)
    return {"field": "x", "type": "ordinal", "scale": {"domain": list(data.names)}, "title": title}


def amount(
    table: Table, data: ChartData, lang: str, title: Mapping[str, Any] = ABOVE
) -> dict[str, Any]:
    """The axis of numbers, titled by ``title``."""
    name = table.view(ChartView).y
    unit = table.column(name).unit
    largest = max((abs(data.total(one) or 0) for one in data.names), default=0)
    if table.header.view.kind == "line":  # its series stand beside one another, not on one another
        largest = max((abs(one.value or 0) for one in data.points), default=0)
    is_counted = unit != "percent" and largest >= 1  # in whole numbers
    ticks = min(5, int(largest)) if is_counted else 5
    flat = {} if largest else {"scale": {"domain": [0, 1]}}  # 0 stands at the foot
    step: dict[str, Any] = {"values": [0]} if flat else {}
    return {
        "field": "y",
        "type": "quantitative",
        "title": amount_title(table, lang),
        "axis": {
            "format": ".1~%" if unit == "percent" else ",~f",
            "tickCount": ticks,
            **title,
            **step,
            **({"labelExpr": _TO_THE_WHOLE} if unit == "percent" and largest <= 1 else {}),
        },
        **flat,
    }


def marked(data: ChartData, lang: str) -> list[dict[str, Any]]:
    """The mark of the axis as layers: an upright line with its words above it; nothing where there is none."""
    if not data.at:
        return []
    is_right = data.names.index(data.at) > len(data.names) / 2
    words = {
        "type": "text", "baseline": "bottom", "dy": -4, "fontSize": LETTERS, "aria": False,
        "align": "right" if is_right else "left",
    }  # fmt: skip
    text = {"field": "text", "type": "nominal"}
    place = {
        "x": {"field": "x", "type": "ordinal"},
        "y": {"value": 0},
        "color": {"value": colours.ACCENT},
    }
    rule = {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5}
    values = {"values": [{"x": data.at, "text": marked_text(data, lang)}]}
    return [
        {"data": values, "mark": rule,
         "encoding": place | {"y2": {"value": {"expr": "height"}}, "description": text}},
        {"data": values, "mark": words, "encoding": place | {"text": text}},
    ]  # fmt: skip


def marked_label(data: ChartData) -> dict[str, Any]:
    """How the marked name of a bar is written on its axis."""
    if not data.at:
        return {}
    test = f"datum.value === {json.dumps(data.at)}"
    return {
        "labelColor": {
            "condition": {"test": test, "value": colours.ACCENT},
            "value": colours.MUTED,
        },
        "labelFontWeight": {"condition": {"test": test, "value": "bold"}, "value": "normal"},
    }


def marked_text(data: ChartData, lang: str) -> str:
    """The words beside the mark of an axis."""
    return say("axis_mark", lang, value=data.at.rstrip())


def linked(data: ChartData) -> dict[str, Any]:
    """The marks as links, where any of them leads somewhere."""
    return {"href": {"field": "link", "type": "nominal"}} if any(data.links) else {}


def series(table: Table, data: ChartData, lang: str, width: int) -> dict[str, Any]:
    """A colour for each of the series, with their legend in as many columns as there is room for."""
    series = table.view(ChartView).series
    if series is None:
        return {"color": {"value": data.colours[0]}}
    names = list(data.series)
    widest = max(map(ems, names), default=4) * LETTERS + 40
    columns = max(1, min(len(names), int(width // widest)))
    return {
        "color": {
            "field": "s",
            "type": "nominal",
            "title": table.column(series).label.get(lang),
            "scale": {"domain": names, "range": list(data.colours)},
            "legend": {"columns": columns, "title": None},
        }
    }

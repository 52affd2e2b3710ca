"""Bars, lines and matrices as Vega-Lite text, drawn to SVG by vl-convert."""

import json
from typing import Any

import vl_convert

from cypher.table import Table
from dashboard.figures import colours

_FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"


def draw(table: Table, lang: str, width: int = 560, height: int = 300) -> str:
    """The chart that the header names, as SVG text."""
    return str(vl_convert.vegalite_to_svg(json.dumps(spec(table, lang, width, height))))


def spec(table: Table, lang: str, width: int, height: int) -> dict[str, Any]:
    """The chart as Vega-Lite."""
    view = table.header.view
    x, y = view.x or view.column or "", view.y or view.row or ""
    names = [name for name in (x, y, view.series, view.value) if name]
    rows = [
        {name: _plain(table.said(name, row[name], lang)) for name in names} for row in table.dicts()
    ]
    encoding: dict[str, Any] = (
        _matrix(table, lang) if view.kind == "matrix" else _series(table, x, y, lang)
    )
    marks: dict[str, dict[str, Any]] = {
        "bar": {"type": "bar"},
        "line": {"type": "line", "point": True},
    }
    mark = marks.get(view.kind, {"type": "rect"})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "transparent",
        "data": {"values": rows},
        "mark": mark,
        "encoding": encoding,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {
                "grid": False,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "labelColor": colours.MUTED,
                "titleColor": colours.MUTED,
                "domainColor": colours.LINE,
                "tickColor": colours.LINE,
            },
            "legend": {"labelFontSize": 12, "title": None, "orient": "bottom", "columns": 4},
            "range": {"category": list(colours.PALETTE)},
        },
    }


def _series(table: Table, x: str, y: str, lang: str) -> dict[str, Any]:
    view = table.header.view
    encoding: dict[str, Any] = {
        "x": {
            "field": x,
            "type": "nominal",
            "sort": None,
            "title": table.column(x).label.get(lang),
            "axis": {"labelAngle": 0 if view.series and view.kind == "bar" else -40},
        },
        "y": {
            "field": y,
            "type": "quantitative",
            "title": table.column(y).label.get(lang),
            "axis": {"tickMinStep": 1},
        },
    }
    if view.series:
        encoding["color"] = {"field": view.series, "type": "nominal", "sort": None, "title": None}
    return encoding


def _matrix(table: Table, lang: str) -> dict[str, Any]:
    view = table.header.view
    return {
        "x": {"field": view.column, "type": "nominal", "title": None, "axis": {"labelAngle": -45}},
        "y": {"field": view.row, "type": "nominal", "title": None},
        "color": {
            "field": view.value,
            "type": "quantitative",
            "title": None,
            "scale": {"scheme": "oranges"},
        },
    }


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str) or value is None else str(value)

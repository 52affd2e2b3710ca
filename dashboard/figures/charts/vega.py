"""Bars as Vega-Lite specifications, drawn to SVG without a browser; all sizes in pixels."""

import json
import re
from typing import Any

from cypher.table import Table
from cypher.views import ChartView
from dashboard.figures.charts import encoding
from dashboard.figures.charts.chart_data import ChartData, chart_data
from dashboard.figures.charts.mark_links import with_links
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.process import drawing
from dashboard.figures.lists.table import Link
from dashboard.texts import say
from graph.text import ems

FONT = "'PingFang SC','HarmonyOS Sans SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
MOST_BARS = 40
MOST_GAPS = 5

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "mark": {"invalid": "break-paths-show-path-domains"},
    "axis": {
        "labelColor": colours.MUTED,
        "titleColor": colours.MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "aria": False,  # its words would be English; each mark says its axes and its series
        "gridColor": colours.LINE,
        "domainColor": colours.LINE,
        "tickColor": colours.LINE,
        "labelFont": FONT,
        "titleFont": FONT,
    },
    "legend": {
        "aria": False,
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


def bar(
    table: Table, lang: str, width: int, link: Link | None = None,
    *, height: int = 290, most: int = MOST_BARS,
) -> str:  # fmt: skip
    """Bars by ``x``, stacked by ``series``; long names lie on their side. ``link`` is where they lead,
    ``height`` that of upright ones, and of ``most`` that lie."""
    data = chart_data(table, lang, link).first(most)
    widest = max(map(ems, data.names), default=0)
    across = encoding.lies(data, width)
    many = 22 if len(data.names) > 14 else 27
    step = many if most == MOST_BARS else height // most
    spec = _across(table, lang, data, widest, width) if across else _upright(table, lang, data)
    spec |= {"height": max(80, step * len(data.names)) if across else height}
    return with_links(svg(spec | {"width": width - (0 if across else 48)}), data.links, data.wholes)


def left_out(table: Table, lang: str, most: int = MOST_BARS) -> str:
    """The sentence that says how many bars are not drawn, or which points have no number; or nothing."""
    if table.header.view.kind not in ("bar", "line"):
        return ""
    data = chart_data(table, lang)
    if table.header.view.kind == "bar":
        bars = len(data.names)
        return "" if bars <= most else say("bars_left_out", lang, shown=most, all=bars)
    gaps = dict.fromkeys((one.name.rstrip(), one.text) for one in data.points if one.value is None)
    named = [say("named", lang, name=name, value=text) for name, text in gaps][:MOST_GAPS]
    where = ("；" if lang == "zh" else "; ").join(named) + ("…" if len(gaps) > MOST_GAPS else "")
    return say("line_broken", lang, where=where) if named else ""


def warm() -> None:
    """Start a drawing process, whose library takes half a second the first time."""
    point = {"mark": "point", "data": {"values": [{"x": 1}]}}
    svg(point | {"encoding": {"x": {"field": "x", "type": "quantitative"}}})


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG text that takes the width it is given. Raises DrawingFailed."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG} | spec
    head, rest = drawing().svg(json.dumps(whole)).split(">", 1)
    head = re.sub(r' (width|height|class)="[^"]*"', "", head)
    rest = re.sub(r'<path class="(fore|back)ground"[^>]*/>', "", rest)  # nothing is drawn by them
    return f'{head} class="chart">{rest}'


def _upright(table: Table, lang: str, data: ChartData) -> dict[str, Any]:
    x = encoding.category(table, data, lang)
    return {
        "layer": [
            {
                "data": {"values": _bars(data)},
                "mark": {"type": "bar", "width": {"band": 0.62}},
                "encoding": {
                    "x": x
                    | {
                        "axis": {"labelAngle": 0, "labelOverlap": False}
                        | encoding.marked_label(data)
                    },
                    "y": encoding.amount(table, data, lang),
                    **_stack(table, data, lang),
                },
            },
            {
                "data": {"values": _totals(table, data, lang)},
                "mark": _LABEL | {"dy": -7, "fontSize": 13},
                "encoding": {"x": x, "y": _TOTAL, "text": {"field": "text"}},
            },
        ],
    }


def _across(table: Table, lang: str, data: ChartData, widest: float, width: int) -> dict[str, Any]:
    y = encoding.category(table, data, lang)
    longest = (widest or 4) * encoding.LETTERS
    most = max((data.total(name) or 0 for name in data.names), default=1)
    totals = _totals(table, data, lang)
    behind = 10 + encoding.LETTERS * max((ems(one["text"]) for one in totals), default=0)
    beside = min(
        0.5, behind / max(120, width - longest - 12)
    )  # the share of the longest bar's number
    scale = {"scale": {"domainMax": most * max(1.1, 1 / (1 - beside))}} if most > 0 else {}
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "data": {"values": _bars(data)},
                "mark": {"type": "bar", "height": {"band": 0.66}},
                "encoding": {
                    "y": y
                    | {
                        "axis": {
                            "title": None,
                            "labelLimit": min(220, longest + 12),
                            "labelPadding": 6,
                            "ticks": False,
                        }
                        | encoding.marked_label(data)
                    },
                    "x": encoding.amount(table, data, lang, {}) | scale,
                    **_stack(table, data, lang),
                },
            },
            {
                "data": {"values": totals},
                "mark": _LABEL | {"dx": 6, "align": "left", "fontSize": 12},
                "encoding": {"y": y, "x": _TOTAL, "text": {"field": "text"}},
            },
        ],
    }


_LABEL = {"type": "text", "color": colours.INK, "aria": False}
_TOTAL = {"field": "y", "type": "quantitative"}
_GAP = {"stroke": {"value": "white"}, "strokeWidth": {"value": 1.5}}


def _bars(data: ChartData) -> list[dict[str, Any]]:
    """What is drawn as a bar: a part of a stack only where there is something of it."""
    return [
        encoding.row(data, at)
        for at, point in enumerate(data.points)
        if point.value is not None and not (data.series and point.value == 0)
    ]


def _totals(table: Table, data: ChartData, lang: str) -> list[dict[str, Any]]:
    """The text at the end of each bar: what it adds up to, or which kind of nothing it is."""
    unit = table.column(table.view(ChartView).y).unit
    nothing = {point.name: point.text for point in reversed(data.points)}
    totals = []
    for name in data.names:
        total = data.total(name)
        text = nothing[name] if total is None else encoding.amount_text(total, unit, lang)
        totals.append({"x": name, "y": total or 0, "text": text})
    return totals


def _stack(table: Table, data: ChartData, lang: str) -> dict[str, Any]:
    """Bars in the order of the legend, from the axis on, with a gap between neighbours."""
    parts = _GAP | {"order": {"field": "place", "type": "quantitative"}} if data.series else {}
    return encoding.series(table, data, lang, 380) | parts | encoding.SPOKEN | encoding.linked(data)

"""Lines over months or days, some series as bars beside one another behind them."""

from typing import Any

from cypher.table import Table
from cypher.views import ChartView, LineView
from dashboard.figures.charts import encoding
from dashboard.figures.charts.chart_data import ChartData, chart_data
from dashboard.figures.charts.mark_links import with_links
from dashboard.figures.charts.vega import svg
from dashboard.figures.lists.table import Link

_POINT = {"type": "point", "filled": True, "size": 26, "opacity": 1}


def line(
    table: Table, lang: str, width: int, link: Link | None = None, *, height: int = 260
) -> str:
    """Lines over ``x``, one for each of ``series``; a row without a number breaks its line. The series
    that the view names in ``bars`` are bars. ``link`` is where points and bars lead. The value ``table.at`` is marked along the axis."""
    data = chart_data(table, lang, link)
    every = max(1, -(-len(data.names) * 56 // width))
    title = table.column(table.view(ChartView).y).label.get(lang)
    rows = [encoding.row(data, at) | {"title": title} for at in range(len(data.points))]
    names = {"labelAngle": 0, "values": data.names[::every], "title": None}
    drawn = svg(
        {
            "width": width - 48,
            "height": height,
            "data": {"values": rows},
            "encoding": {
                "x": encoding.category(table, data, lang) | {"axis": names},
                "y": encoding.amount(table, data, lang),
                **encoding.series(table, data, lang, width),
            },
            "layer": [*_layers(table, data, lang), *encoding.marked(data, lang)],
        }
    )
    return with_links(drawn, data.links, data.wholes)


def _layers(table: Table, data: ChartData, lang: str) -> list[dict[str, Any]]:
    """The bars, then the lines and their points in front of them."""
    view = table.header.view
    steps = isinstance(view, LineView) and view.steps
    bars = bars_of(table, lang)
    rest = [{"filter": {"not": {"field": "s", "oneOf": bars}}}] if bars else []
    spoken = encoding.SPOKEN | encoding.linked(data)
    name = {"field": "s" if data.series else "title", "type": "nominal"}
    mark = {"type": "line", "strokeWidth": 2} | ({"interpolate": "step-after"} if steps else {})
    return [
        *([_bar_layer(bars, spoken)] if bars else []),
        {"mark": mark, "encoding": {"description": name}, "transform": rest},
        {"mark": _POINT, "encoding": spoken, "transform": rest},
    ]


def bars_of(table: Table, lang: str) -> list[str]:
    """The series that are drawn as bars, by their words."""
    view = table.header.view
    if not isinstance(view, LineView) or view.series is None:
        return []
    return [str(table.decode(view.series, code, lang)) for code in view.bars]


def _bar_layer(bars: list[str], spoken: dict[str, Any]) -> dict[str, Any]:
    """A bar for each of the series beside one another; none where there is nothing of it."""
    there = [{"filter": {"field": "s", "oneOf": bars}}, {"filter": "datum.y != 0"}]
    beside = {"field": "s", "type": "nominal", "scale": {"domain": bars}}
    return {"mark": {"type": "bar"}, "encoding": spoken | {"xOffset": beside}, "transform": there}

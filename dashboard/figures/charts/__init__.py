"""Bars and lines."""

from dashboard.figures.charts.chart_data import unanswered
from dashboard.figures.charts.lines import line
from dashboard.figures.charts.vega import FONT, bar, left_out, warm

__all__ = ["FONT", "bar", "left_out", "line", "unanswered", "warm"]

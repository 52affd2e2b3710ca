"""Values of the graph that Python's own days and times cannot hold are shown as such."""

from datetime import datetime, time

import pytest

from cypher.format import format_value
from graph.client import Graph
from graph.model import SHANGHAI
from graph.values import Duration


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("datetime('9999-12-31T23:59:59Z')", "10000-01-01 07:59:59"),
        ("date({year: 12000})", "12000-01-01"),
        ("date({year: 12000, month: 2, day: 29})", "12000-02-29"),
        ("date({year: -5, month: 12, day: 31})", "-0005-12-31"),
        ("date({year: 0})", "0000-01-01"),
        ("datetime({year: 12000})", "12000-01-01 08:00:00"),
        ("localdatetime({year: 123456, month: 7})", "123456-07-01 00:00:00"),
        ("datetime('0001-01-01T00:00:00+14:00')", "0000-12-31 18:00:00"),
        ("[date({year: 12000})]", ["12000-01-01"]),
        ("{a: date({year: 12000})}", {"a": "12000-01-01"}),
        ("localtime('23:00:00.999999999')", time(23, 0, 0, 999999)),
        (
            "datetime('2025-01-02T00:00:00.999999999Z')",
            datetime(2025, 1, 2, 8, 0, 0, 999999, SHANGHAI),
        ),
    ],
)
def test_a_day_or_time_that_python_has_no_type_for(graph: Graph, expression: str, value: object):
    assert graph.read(f"RETURN {expression} AS x, 1 AS n").rows == [(value, 1)]
    assert [row for row in graph.stream(f"RETURN {expression} AS x")][1:] == [(value,)]


@pytest.mark.parametrize(
    ("expression", "iso", "zh", "en"),
    [
        ("duration({months: 14, days: 3, seconds: 3700})", "P1Y2M3DT1H1M40S", "1年2个月3天1小时1分40秒", "1 y 2 mo 3 d 1 h 1 min 40 s"),
        ("duration({days: 10})", "P10D", "10天", "10 d"),
        ("duration({seconds: -90})", "PT-1M-30S", "-1分-30秒", "-1 min -30 s"),
        ("duration({days: 0})", "PT0S", "0秒", "0 s"),
        ("duration({milliseconds: 1500})", "PT1.5S", "1.5秒", "1.5 s"),
    ],
)  # fmt: skip
def test_a_duration_keeps_its_text_and_is_read_in_words(graph: Graph, expression, iso, zh, en):
    value = graph.read(f"RETURN {expression} AS x").value()
    assert isinstance(value, Duration)
    assert (value, format_value(value, "zh"), format_value(value, "en")) == (iso, zh, en)


def test_durations_have_an_order_that_is_not_their_texts():
    several = [Duration(0, 10, 0), Duration(0, 9, 0), Duration(1, 0, 0), Duration(0, 0, 86_401)]
    ordered = sorted(several, key=lambda one: one.length)
    assert [str(one) for one in ordered] == ["PT24H1S", "P9D", "P10D", "P1M"]

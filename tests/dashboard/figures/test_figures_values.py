"""How one value is written: days, money, shares, counts, nothing at all."""

from datetime import date, datetime, time

import pytest

from dashboard.figures.values import headline, shown
from graph.model.base import FAR_DAY, FAR_TIME, SHANGHAI


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (None, None, "无记录", "No record"),
        (None, "fen", "无记录", "No record"),
        (0, "count", "0", "0"),
        (0.0, None, "0", "0"),
        (-0.0, None, "0", "0"),
        (True, None, "是", "Yes"),
        (False, None, "否", "No"),
        (1234567, "count", "1,234,567", "1,234,567"),
        (1234567, "fen", "¥12,345.67", "¥12,345.67"),
        (-50, "fen", "-¥0.50", "-¥0.50"),
        (0, "fen", "¥0.00", "¥0.00"),
        (0.724, "percent", "72.4%", "72.4%"),
        (1, "percent", "100%", "100%"),
        (0, "percent", "0%", "0%"),
        (2.5, "minute", "2.5", "2.5"),
        (date(2025, 8, 31), None, "2025年8月31日", "31 Aug 2025"),
        (FAR_DAY, None, "至今", "To date"),
        (FAR_TIME, None, "尚未", "Not yet"),
        (
            datetime(2025, 1, 2, 9, 5, tzinfo=SHANGHAI),
            None,
            "2025年1月2日 09:05",
            "2 Jan 2025 09:05",
        ),
        (time(8, 30), None, "08:30", "08:30"),
        (["甲", "乙"], None, "甲、乙", "甲, 乙"),
        ("甲", None, "甲", "甲"),
    ],
)
def test_value_as_people_write_it(value, unit, zh, en):
    assert shown(value, "zh", unit) == zh
    assert shown(value, "en", unit) == en


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (44058300, ("44.06", "万元"), ("¥440,583", "")),
        (1000000, ("1", "万元"), ("¥10,000", "")),
        (999900, ("9,999.00", "元"), ("¥9,999", "")),
        (0, ("0.00", "元"), ("¥0", "")),
    ],
)
def test_large_money_is_said_in_ten_thousands(fen, zh, en):
    assert headline(fen, "zh", "fen") == zh
    assert headline(fen, "en", "fen") == en

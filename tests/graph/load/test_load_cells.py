"""Cells as people and spreadsheets write them are read for what they mean, or refused."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.load.table import cells
from graph.load.table.fields import fields_of
from graph.model import NODES, RELATIONSHIPS


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("12.5", 1250),
        ("1,200.50", 120050),
        ("¥3", 300),
        ("¥3.05元", 305),
        ("1,000", 100000),
        (0.29, 29),
        (4.35, 435),
        (0.1 + 0.2, 30),
        (1200, 120000),
        (-1, -100),
        ("0", 0),
    ],
)
def test_yuan_become_fen_exactly(said, fen):
    assert cells.fen(said) == fen


@pytest.mark.parametrize(
    "said", ["1.005", "abc", "", "NaN", "Infinity", 0.001, True, "1.2.3", "1百"]
)
def test_what_is_no_amount_is_refused(said):
    with pytest.raises(cells.NotAValue):
        cells.fen(said)


@settings(deadline=None)
@given(st.integers(0, 10**13))
def test_any_amount_that_a_spreadsheet_holds_comes_back(fen):
    assert cells.fen(fen / 100) == fen
    assert cells.fen(str(Decimal(fen) / 100)) == fen


def column(kind, name):
    return cells.cleaner(fields_of({**NODES, **RELATIONSHIPS}[kind])[name])


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("2024.3.1", "2024-03-01"),
        ("2024年3月1日", "2024-03-01"),
        ("2024/3/1 8:05", "2024-03-01 08:05"),
        ("2024-03-01T08:05:09+08:00", "2024-03-01 08:05:09+08:00"),
    ],
)
def test_days_and_times_as_people_write_them(said, iso):
    read = column("Wish", "submittedAt")(said)
    assert datetime.fromisoformat(read) == datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    "said", [45352, 45352.5, "45352", "2024-13-01", "2024-02-30", "昨天", True]
)
def test_what_is_no_day_is_refused(said):
    with pytest.raises(cells.NotAValue):
        column("WorksAt", "from")(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("8:30", "08:30"),
        ("08:30:15", "08:30:15"),
        (time(8, 30), time(8, 30)),
        (datetime(1899, 12, 30, 8, 30), time(8, 30)),
        (timedelta(hours=8, minutes=30), time(8, 30)),
    ],
)
def test_times_of_day(said, meant):
    assert column("ServiceStation", "openFrom")(said) == meant


@pytest.mark.parametrize("said", [0.354, 8, date(2024, 1, 1), timedelta(hours=25)])
def test_what_is_no_time_of_day_is_refused(said):
    with pytest.raises(cells.NotAValue):
        column("ServiceStation", "openFrom")(said)


def test_codes_of_digits_stay_text():
    read = column("Area", "statCode")
    assert read(310115123000.0) == "310115123000"
    assert read(310115123000) == "310115123000"
    assert column("ServiceStation", "openDays")(12345.0) == "12345"


def test_yes_and_no():
    assert column("ServiceStation", "is24h")("是") is True
    assert column("ServiceStation", "is24h")("否") is False


def test_a_spreadsheets_error_is_no_text():
    with pytest.raises(cells.NotAValue):
        column("Rider", "alias")("#REF!")

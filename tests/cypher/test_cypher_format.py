"""How one value is written, and that it is written so on the screen, in Word, in Excel and in print."""

import io
import math
from datetime import date, datetime, time

import docx
import openpyxl
import pytest

from cypher.format import format_cell, format_headline, format_value, format_weekdays
from cypher.header import Header
from cypher.nothing import Nothing
from cypher.table import Table
from cypher.writers import WRITERS
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
        ([["甲", 1], ["乙"]], None, "[甲、1]、[乙]", "[甲, 1], [乙]"),
        ({"a": {"b": 1}, "c": [1, 2]}, None, "a: {b: 1}; c: [1、2]", "a: {b: 1}; c: [1, 2]"),
        (Nothing.WITHHELD, "count", "不公开", "Withheld"),
        (Nothing.NOT_APPLICABLE, None, "—", "—"),
        (Nothing.NOT_COMPUTED, "percent", "未计算", "Not computed"),
        (Nothing.NOT_RECORDED, None, "无记录", "No record"),
        (0.001, None, "0.001", "0.001"),
        (-0.004, None, "-0.004", "-0.004"),
        (0.00049, "percent", "0.049%", "0.049%"),
        (0.04, "day", "0.04", "0.04"),
        (0.4, "fen", "¥0.004", "¥0.004"),
        (1e-9, None, "1e-09", "1e-09"),
        (1e300, None, "1e+300", "1e+300"),
        (1e300, "name", "1e+300", "1e+300"),
        (9007199254740993, None, "9,007,199,254,740,993", "9,007,199,254,740,993"),
        (9007199254740993, "fen", "¥90,071,992,547,409.93", "¥90,071,992,547,409.93"),
        (2021, "name", "2021", "2021"),
        (5.0, "day", "5.0", "5.0"),
        (math.nan, "count", "非数值", "Not a number"),
        (math.inf, "fen", "无穷大", "Infinity"),
        (-math.inf, "percent", "负无穷大", "Minus infinity"),
        ("甲", None, "甲", "甲"),
    ],
)
def test_value_as_people_write_it(value, unit, zh, en):
    assert format_value(value, "zh", unit) == zh
    assert format_value(value, "en", unit) == en


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
    assert format_headline(fen, "zh", "fen") == zh
    assert format_headline(fen, "en", "fen") == en


def test_weekdays_are_named():
    assert format_weekdays("12345", "zh") == "周一至周五"
    assert format_weekdays("67", "en") == "Saturday, Sunday"


COLUMNS = {
    "days": ("day", [5.18, 5.0, 0.04, 12]),
    "minutes": ("minute", [11.15, 4.69, 0.25, 1234.5]),
    "share": ("percent", [0.77, 0.7749, 0.0004, 0]),
    "per_head": (None, [0.0, 0.333, 2.5, 0.001]),
    "money": ("fen", [123456, 100, 0, -50]),
    "many": ("count", [1234, 0, 7, 1234567]),
    "eventYear": (None, [2021, 2022, 1999, 2021]),
}


@pytest.fixture
def table() -> Table:
    header = Header.model_validate(
        {
            "title": {"zh": "例", "en": "Example"},
            "about": {"zh": "例", "en": "Example"},
            "columns": {
                name: {"label": {"zh": name, "en": name}, "unit": unit}
                for name, (unit, _) in COLUMNS.items()
            },
        }
    )
    rows = list(zip(*(values for _, values in COLUMNS.values()), strict=True))
    return Table(
        "own/example", "1", header, tuple(COLUMNS), rows, False, {}, (), "1", 0.0
    )  # fmt: skip


EXPECTED = {
    "days": ["5.2", "5.0", "0.04", "12"],
    "minutes": ["11.2", "4.7", "0.2", "1,234.5"],
    "share": ["77%", "77.5%", "0.04%", "0%"],
    "per_head": ["0", "0.33", "2.5", "0.001"],
    "money": ["¥1,234.56", "¥1.00", "¥0.00", "-¥0.50"],
    "many": ["1,234", "0", "7", "1,234,567"],
    "eventYear": ["2021", "2022", "1999", "2021"],
}


def test_the_screen_and_word_write_every_number_alike(table):
    screen = {
        name: [format_cell(table, name, row[at], "en") for row in table.rows]
        for at, name in enumerate(table.names)
    }
    assert screen == EXPECTED
    word = docx.Document(io.BytesIO(WRITERS["docx"](table, "en"))).tables[0]
    for at, name in enumerate(table.names):
        assert [row.cells[at].text for row in word.rows[1:]] == EXPECTED[name]


def test_excel_shows_the_same_digits_and_holds_the_whole_number(table):
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](table, "en"))).worksheets[1]
    for at, name in enumerate(table.names, 1):
        for row, text in enumerate(EXPECTED[name], 2):
            cell = sheet.cell(row, at)
            raw = COLUMNS[name][1][row - 2]
            assert cell.value == pytest.approx(raw / 100 if name == "money" else raw, abs=0)
            assert as_excel_shows(cell.value, cell.number_format) == text.replace("¥", "")


def as_excel_shows(value: float, code: str) -> str:
    """A number under one of the codes that we write: thousands, places, per cent."""
    places = len(code.rstrip("%").partition(".")[2])
    value = value * 100 if code.endswith("%") else value
    grouped = "," if code.startswith("#,##0") else ""
    return f"{value:{grouped}.{places}f}{'%' if code.endswith('%') else ''}"


def test_the_four_kinds_of_nothing_are_told_apart_in_every_file(table):
    kinds = [None, Nothing.WITHHELD, Nothing.NOT_APPLICABLE, Nothing.NOT_COMPUTED]
    rows = [(kind, *table.rows[0][1:]) for kind in kinds]
    table = Table("own/x", "1", table.header, table.names, rows, False, {}, (), "1", 0.0)
    lines = WRITERS["csv"](table, "zh").decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["", "不公开", "—", "未计算"]
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](table, "zh"))).worksheets[1]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [None, "不公开", "—", "未计算"]
    word = docx.Document(io.BytesIO(WRITERS["docx"](table, "zh"))).tables[0]
    assert [row.cells[0].text for row in word.rows[1:]] == ["无记录", "不公开", "—", "未计算"]

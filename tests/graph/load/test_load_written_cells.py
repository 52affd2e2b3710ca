"""What a clerk writes into a cell is read for what it means, or refused with the reason."""

from datetime import date, datetime, timedelta

import pytest

from graph.load.checking import check
from graph.load.table.reading import Source, add_sheet
from graph.load.table.sheets import RawSheet
from graph.progress import Silent

OTHERS = {
    "WorksAt": {"起点编号": "R-1", "终点编号": "SITE-1", "自": "2024-01-01"},
    "Wish": {
        "编号": "W-1",
        "心愿": "头盔",
        "类别": "riding_gear",
        "性质": "goods",
        "状态": "SUBMITTED",
    },
    "Organization": {"编号": "ORG-1", "名称": "东风村党总支", "种类": "party"},
    "DeliverySite": {"编号": "SITE-1", "名称": "东站", "种类": "express", "坐标系": "WGS-84"},
    "ServiceStation": {"编号": "ST-1", "名称": "海塘1号站", "站点类型": "union"},
    "Rider": {"编号": "R-1", "代称": "小王", "岗位": "rider"},
}


class Nowhere:
    """A graph that has the ends of every relationship."""

    def read(self, text, parameters, **more):
        rows = [(id, ["Rider" if id[0] == "R" else "DeliverySite"]) for id in parameters["ids"]]
        return type("Answer", (), {"rows": rows})


def read(kind, accepted=(), **cells):
    """The values of one row, and the faults and notes of its sheet."""
    row = OTHERS[kind] | cells
    sheet = RawSheet("台账.xlsx", kind, tuple(row), 1, [(2, tuple(row.values()))])
    source = Source("台账.xlsx")
    add_sheet(source, sheet)
    with Silent().task("", "", None) as task:
        good, faults = check(source, Nowhere(), task, accepted=accepted)
    rows = [row for _, row in good[0].rows]
    return rows[0] if rows else None, faults, source.notes


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2025.3.5", "2025-03-05"),
        ("2025/3/5", "2025-03-05"),
        ("2025年3月5日", "2025-03-05"),
        ("2025 年 3 月 5 日", "2025-03-05"),
        ("２０２５．３．５", "2025-03-05"),
        ("20250305", "2025-03-05"),
        (20250305, "2025-03-05"),
        (20250305.0, "2025-03-05"),
        (date(2025, 3, 5), "2025-03-05"),
        (datetime(2025, 3, 5), "2025-03-05"),
        ("1949-10-01", "1949-10-01"),
    ],
)
def test_days(said, day):
    row, faults, notes = read("WorksAt", 自=said)
    assert (faults, notes) == ([], [])
    assert row.from_ == date.fromisoformat(day)


@pytest.mark.parametrize(
    "said", ["2025-03-05 9:30", datetime(2025, 3, 5, 9, 30), "2025-03-05T09:00:00+08:00"]
)
def test_a_clock_in_a_column_of_days_is_left_out_and_told(said):
    row, faults, (note,) = read("WorksAt", 自=said)
    assert (row.from_, faults, note.code, note.ref) == (
        date(2025, 3, 5), [], "cell.clock", "WorksAt!C2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2025-03-05 9:30", "2025-03-05T09:30+08:00"),
        ("2025年3月5日9时30分", "2025-03-05T09:30+08:00"),
        ("2025年3月5日 下午3点", "2025-03-05T15:00+08:00"),
        ("20250305", "2025-03-05T00:00+08:00"),
        ("2025-03-05T09:00:00Z", "2025-03-05T17:00+08:00"),
    ],
)
def test_times(said, iso):
    row, faults, _ = read("Wish", 提交时间=said)
    assert faults == []
    assert row.submittedAt == datetime.fromisoformat(iso)


TOMORROW = f"{date.today() + timedelta(days=2):%Y-%m-%d}"
DAYS = [
    ("3月5日", "没有写年份", "日期"),
    ("二〇二五年三月五日", "请用数字写", "日期"),
    ("25-3-5", "年份要写四位", "日期"),
    ("5/3/2025", "把年写在最前面", "日期"),
    ("2025-3", "没有写到日", "日期"),
    ("2025年", "只有年份", "日期"),
    ("2025-02-30", "没有这一天", "日期"),
    ("20250230", "没有这一天", "日期"),
    ("上午9点", "看不懂", "日期"),
    ("2025-03-05 25:00", "没有这个时刻", "日期"),
    (45721, "日期序号", "请把这一列设为日期格式"),
    ("45721", "日期序号", "请把这一列设为日期格式"),
    ("2025-W10", "第几周", "日期"),
    ("2025-064", "几月几日", "日期"),
    ("0205-03-05", "不合要求", "不早于 1949-01-01"),
    ("1900-01-01", "不合要求", "不早于 1949-01-01"),
    (TOMORROW, "还没有到", "已经发生的日子"),
    (True, "看不懂", "日期"),
]


@pytest.mark.parametrize(("said", "wrong", "expected"), DAYS)
@pytest.mark.parametrize(("kind", "column"), [("WorksAt", "自"), ("Wish", "提交时间")])
def test_what_is_no_day_is_told_why(said, wrong, expected, kind, column):
    _, (fault,), _ = read(kind, **{column: said})
    assert (fault.place.row, fault.column) == (2, column)
    assert wrong in fault.wrong[0]
    assert expected in fault.expected[0].replace("时间，如", "日期，如")


def test_what_has_not_ended_and_what_is_due_may_lie_ahead():
    row, faults, _ = read("WorksAt", 至="9999-12-31")
    assert (faults, row.to) == ([], date(9999, 12, 31))
    assert read("WorksAt", 至=TOMORROW)[1] == read("Wish", 期限=TOMORROW)[1] == []


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("５００", 50_000),
        ("¥500", 50_000),
        ("￥ 500元", 50_000),
        ("1,234.50", 123_450),
        ("1，234", 123_400),
        ("１２３．５", 12_350),
        ("1.2万元", 1_200_000),
        ("3万", 3_000_000),
        ("RMB500", 50_000),
        ("500元整", 50_000),
        (12.34, 1_234),
    ],
)
def test_money(said, fen):
    row, faults, _ = read("Wish", **{"预估费用（元）": said})
    assert faults == []
    assert row.estCostFen == fen


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("12,34", "逗号不是千分位"),
        ("1,2,3", "逗号不是千分位"),
        ("1.5e3", "科学记数"),
        ("约50", "不是一个确定的数"),
        ("五百元整", "中文数字"),
        ("50-80", "范围"),
        ("免费", "不是数"),
        ("50.005", "小数超过两位"),
        ("-50", "不合要求"),
        ("500美元", "看不懂"),
        (True, "看不懂"),
    ],
)
def test_what_is_no_amount_is_told_why(said, wrong):
    _, (fault,), _ = read("Wish", **{"预估费用（元）": said})
    assert fault.column == "预估费用（元）"
    assert wrong in fault.wrong[0]
    assert fault.expected[0]


@pytest.mark.parametrize(("said", "count"), [("２３", 23), ("1,234", 1234), ("23人", 23), (5.0, 5)])
def test_counts(said, count):
    row, faults, _ = read("Organization", 党员人数=said)
    assert (faults, row.memberCount) == ([], count)


@pytest.mark.parametrize("said", ["23.5", "约20", "-3", "1,23", True, "TRUE", "二十", "20-30"])
def test_what_is_no_count_is_refused(said):
    _, (fault,), _ = read("Organization", 党员人数=said)
    assert (fault.place.row, fault.column) == (2, "党员人数")


@pytest.mark.parametrize(
    ("said", "meant"),
    [(one, True) for one in ("是", "√", "✓", "对", "有", "Y", "1", "TRUE", True)]
    + [(one, False) for one in ("否", "×", "无", "没有", "N", "0", False)],
)
def test_yes_and_no(said, meant):
    row, faults, _ = read("ServiceStation", **{"24小时": said})
    assert (faults, row.is24h) == ([], meant)


@pytest.mark.parametrize(
    ("longitude", "latitude", "column", "wrong"),
    [
        (31.2, 121.7, "经度", "经纬度写反了"),
        ("31.2", "121.7", "经度", "经纬度写反了"),
        ("121°42′30″", 31.2, "经度", "度分秒"),
        ("121.7,31.2", 31.2, "经度", "两个数"),
        (0, 31.2, "经度", "不合要求"),
        (121.7, None, "纬度", "只填了一个"),
    ],
)
def test_coordinates(longitude, latitude, column, wrong):
    _, (fault,), _ = read("DeliverySite", 经度=longitude, 纬度=latitude)
    assert fault.column == column
    assert wrong in fault.wrong[0]


def test_coordinates_without_a_datum_are_asked_about_once():
    _, (fault,), _ = read("DeliverySite", 经度=121.7, 纬度=31.2, 坐标系=None)
    assert (fault.code, fault.acceptable, fault.column) == ("datum.missing", True, "坐标系")


@pytest.mark.parametrize(
    ("kind", "column", "said", "value"),
    [
        ("Organization", "编号", "ORG-００１", "ORG-001"),
        ("Organization", "编号", "ORG-\n1", "ORG-1"),
        ("Organization", "编号", "ORG-1\u200b", "ORG-1"),
        ("Organization", "名称", "东风村\u3000党总支", "东风村 党总支"),
        ("Organization", "名称", "东风村\n党总支", "东风村 党总支"),
        ("Organization", "名称", "\ufeff东风村党\u200b总支", "东风村党总支"),
    ],
)
def test_names_and_ids_are_tidied_and_it_is_told(kind, column, said, value):
    row, faults, (note,) = read(kind, **{column: said})
    assert faults == []
    assert value in (row.id, row.name)
    assert (note.code, note.column) == ("cell.tidied", column)
    assert value in note.wrong[0]


def test_white_space_around_a_value_is_nothing_to_tell():
    row, faults, notes = read("Organization", 名称="\u3000 东风村党总支\xa0\n")
    assert (row.name, faults, notes) == ("东风村党总支", [], [])


def test_white_space_within_an_id_is_refused():
    _, (fault,), _ = read("Organization", 编号="ORG-1 2")
    assert "空格" in fault.wrong[0]


@pytest.mark.parametrize("said", ["#N/A", "#REF!", "#SPILL!", "#CALC!", "#NAME?", "Err:508"])
def test_an_error_of_a_formula_is_no_name(said):
    _, (fault,), _ = read("Organization", 名称=said)
    assert "公式" in fault.wrong[0]
    row, faults, _ = read("Organization", 名称="#1号支部")
    assert (row.name, faults) == ("#1号支部", [])


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("WorksAt", {"自": TOMORROW}),
        ("DeliverySite", {"经度": 121.7, "纬度": 31.2, "坐标系": None}),
    ],
)
def test_what_a_person_has_accepted_is_no_fault(kind, cells):
    row, (fault,), _ = read(kind, **cells)
    assert fault.acceptable
    assert read(kind, accepted=["elsewhere"], **cells)[1] == [fault]
    assert read(kind, accepted=[fault.ref], **cells)[1] == []
    assert row is not None


def test_what_is_only_wrong_is_not_accepted():
    _, (fault,), _ = read("Organization", 党员人数="约20")
    assert not fault.acceptable
    assert read("Organization", accepted=[fault.ref, ""], 党员人数="约20")[1] == [fault]

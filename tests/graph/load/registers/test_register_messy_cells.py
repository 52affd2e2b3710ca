"""A register's cells as a clerk in a hurry writes them: read, told, or refused with the reason."""

import pytest

from graph.load.checking import check
from graph.load.marked import grouped
from graph.load.registers import load_registers, source_of
from graph.load.registers.records import GivenRecords
from graph.load.table.sheets import RawSheet
from graph.model.town import NO_TOWN, Town
from graph.progress import Silent

ORG = {"名称": "东风村党总支", "种类": "党组织"}
RIDER = {"代称": "小王", "岗位": "骑手", "站点": "东站", "自": "2024-03-01"}
PARTY = {"id": "ORG-0001", "name": "西河村党总支", "kind": "party"}
WISH = {"心愿": "一顶头盔", "类别": "骑行装备", "性质": "实物", "提交时间": "2025-03-05"}
SITE = {"id": "SITE-1", "name": "东站", "kind": "takeaway"}


def read(title, *rows, town=NO_TOWN):
    """The tables, faults and notes of a sheet with some rows, whose headers are the first one's."""
    below = [(number, tuple(row.values())) for number, row in enumerate(rows, 2)]
    sheet = RawSheet("台账.xlsx", title, tuple(rows[0]), 1, below)
    records = GivenRecords({"DeliverySite": [SITE], "Organization": [PARTY]})
    source = source_of([sheet], records, load_registers(), town)
    with Silent().task("", "", None) as task:
        _, faults = check(source, NoGraph(), task, town)
    return {table.kind: table.rows for table in source.tables}, faults, source.notes


class NoGraph:
    """What is looked for in the graph is there."""

    def read(self, text, parameters, **more):
        rows = [(id, ["DeliverySite"]) for id in parameters["ids"]]
        return type("Answer", (), {"rows": rows})


@pytest.mark.parametrize(
    ("title", "row", "column", "wrong", "expected"),
    [
        ("组织", ORG | {"种类": "党组织部"}, "种类", "是不是“党组织”", "党组织、群团组织、机关"),
        ("组织", ORG | {"党员人数": "约20"}, "党员人数", "不是一个确定的数", "确定的数"),
        ("组织", ORG | {"党员人数": True}, "党员人数", "不是数", "数字"),
        ("组织", ORG | {"自": 45721}, "自", "日期序号", "设为日期格式"),
        ("组织", ORG | {"自": "2025-02-30"}, "自", "没有这一天", "日期"),
        ("组织", ORG | {"自": "2999-01-01"}, "自", "还没有到", "照收"),
        ("组织", ORG | {"经度": 31.2, "纬度": 121.7, "坐标系": "WGS-84"}, "经度", "写反了", "经度约"),
        ("组织", ORG | {"经度": 121.7, "纬度": 31.2}, "经度", "没有写坐标系", "GCJ-02"),
        ("组织", ORG | {"名称": "#REF!"}, "名称", "公式", "公式"),
        ("组织", ORG | {"种类": None}, "种类", "缺少这一项", "党组织"),
        ("骑手", RIDER | {"自": "3月5日"}, "自", "没有写年份", "日期"),
        ("骑手", RIDER | {"自": "9999-12-31"}, "自", "还没有到", "照收"),
        ("心愿", WISH | {"提交时间": "9999-12-31"}, "提交时间", "还没有到", "照收"),
        ("心愿", WISH | {"提交时间": "0205-03-05"}, "提交时间", "“0205-03-05”不合要求", "1949-01-01"),
        ("心愿", WISH | {"预估费用（元）": "-50"}, "预估费用（元）", "“-50”不合要求", "不小于 0"),
        ("心愿", WISH | {"预估费用（元）": "1000000000000"}, "预估费用（元）", "“1000000000000”", "100,000,000,000"),
        ("骑手", RIDER | {"岗位": "老板"}, "岗位", "不在允许的值中", "外卖骑手"),
        ("骑手", RIDER | {"联系电话": ""}, "联系电话", "没有“联系电话”这一列", ""),
    ],
)  # fmt: skip
def test_one_fault_with_its_cell_and_reason(title, row, column, wrong, expected):
    _, (fault,), _ = read(title, row)
    assert (fault.place.sheet, fault.column) == (title, column)
    assert wrong in fault.wrong[0]
    assert expected in fault.expected[0]


@pytest.mark.parametrize(
    ("title", "row", "kind", "field", "value", "code"),
    [
        ("组织", ORG | {"名称": "东风村\u3000党\u200b总支"}, "Organization", "name", "东风村 党总支", "cell.tidied"),
        ("组织", {"编号": "ORG-００１"} | ORG, "Organization", "id", "ORG-001", "cell.tidied"),
    ],
)  # fmt: skip
def test_what_is_tidied_is_told(title, row, kind, field, value, code):
    tables, faults, (note,) = read(title, row)
    assert faults == []
    ((_, values),) = tables[kind]
    assert values[field] == value
    assert (note.code, note.place.row) == (code, 2)


@pytest.mark.parametrize(
    ("written", "value"),
    [("√", True), ("×", False), ("Y", True), ("n", False), (1, True), ("0", False), ("否", False)],
)
def test_yes_and_no_as_people_tick_them(written, value):
    tables, faults, _ = read("组织", ORG | {"在运行": written})
    assert faults == []
    ((_, values),) = tables["Organization"]
    assert values["active"] is value


def test_a_map_that_coordinates_were_copied_from_says_its_datum():
    tables, faults, _ = read("组织", ORG | {"经度": 121.7, "纬度": 31.2, "坐标系": "高德"})
    assert faults == []
    ((_, values),) = tables["Organization"]
    assert values["datum"] == "GCJ-02"


def test_rows_whose_names_could_not_be_read_are_not_called_one():
    _, faults, notes = read("组织", ORG | {"名称": "#REF!"}, ORG | {"名称": "#N/A"})
    assert [fault.place.row for fault in faults] == [2, 3]
    assert notes == []


def test_a_value_far_right_of_the_last_header_is_not_lost_without_a_word():
    sheet = RawSheet("台账.xlsx", "组织", tuple(ORG), 1, [(2, (*ORG.values(), None, "飘"))])
    source = source_of([sheet], GivenRecords({}), load_registers())
    (fault,) = source.faults
    assert fault.column == "第 4 列 / column 4"
    assert "它的列没有标题" in fault.wrong[0]


@pytest.mark.parametrize("title", ["组织（2025）", "Sheet1", "回访"])
def test_a_sheet_of_another_name_is_known_by_its_columns_and_that_is_told(title):
    tables, faults, (note,) = read(title, ORG)
    assert faults == []
    assert set(tables) == {"Organization"}
    assert (note.place.sheet, note.wrong[0]) == (title, "按列名认作“组织”")


def test_other_blanks_in_a_name_do_not_rename_what_it_means():
    tables, faults, _ = read("组织", {"名称": "西河村 党总支", "种类": "党组织"})
    assert faults == []
    ((_, values),) = tables["Organization"]
    assert (values["id"], values["name"]) == ("ORG-0001", "西河村党总支")


def test_a_file_called_like_a_kind_may_hold_a_registers_columns():
    tables, faults, _ = read("Organization", ORG | {"所属类别": "村居", "自": "2023-01-01"})
    assert {fault.column for fault in faults} <= {"所属类别"}  # NO_TOWN has no groups
    assert "Organization" in tables


def test_a_place_far_from_the_town_is_asked_about():
    town = Town.model_validate(
        {"name": {"zh": "合庆镇", "en": "Heqing"}, "short_name": "合庆",
         "land": [[121.68, 31.19], [121.75, 31.19], [121.75, 31.26]]}
    )  # fmt: skip
    near = ORG | {"经度": 121.5, "纬度": 31.2, "坐标系": "WGS-84"}
    assert read("组织", near, town=town)[1] == []
    _, (fault,), _ = read("组织", near | {"经度": 116.4, "纬度": 39.9}, town=town)
    assert fault.wrong[0] == "116.4, 39.9 离合庆镇很远"
    assert fault.acceptable


def test_a_day_that_is_not_said_is_asked_once_a_row_where_it_belongs():
    row = ORG | {"所在村居": "东站", "服务村居": "东站", "自": None}
    other = row | {"名称": "西风村党总支"}
    rows = [(2, tuple(row.values())), (3, tuple(other.values()))]
    sheet = RawSheet("台账.xlsx", "组织", tuple(row), 1, rows)
    areas = [{"id": "AREA-1", "name": "东站", "kind": "village"}]
    source = source_of([sheet], GivenRecords({"Area": areas}), load_registers())
    said = [(one.place.row, one.column) for one in source.faults]
    assert said == [(2, "自"), (3, "自")], source.faults
    assert len(grouped(source.faults)) == 1
    assert "最早的日子" in source.faults[0].expected[0]

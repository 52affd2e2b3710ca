"""A register's cells as a clerk in a hurry writes them: read, told, or refused with the reason."""

import pytest

from graph.load.checking import check
from graph.load.registers import load_registers, source_of
from graph.load.registers.records import GivenRecords
from graph.load.table.sheets import RawSheet
from graph.progress import Silent

ORG = {"名称": "东风村党总支", "种类": "党组织"}
RIDER = {"代称": "小王", "岗位": "骑手", "站点": "东站", "自": "2024-03-01"}
SITE = {"id": "SITE-1", "name": "东站", "kind": "takeaway"}


def read(title, row):
    """The tables, faults and notes of a sheet with one row."""
    sheet = RawSheet("台账.xlsx", title, tuple(row), 1, [(2, tuple(row.values()))])
    records = GivenRecords({"DeliverySite": [SITE]})
    source = source_of([sheet], records, load_registers())
    with Silent().task("", "", None) as task:
        _, faults = check(source, NoGraph(), task)
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

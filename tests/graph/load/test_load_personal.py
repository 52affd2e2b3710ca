"""Personal data is found in every header and every cell, is never quoted, and nothing else is taken for it."""

from pathlib import Path

import openpyxl
import pytest

from graph.load.personal.patterns import has_bank_card, has_identity
from graph.load.table.problems import without_repeats
from graph.load.table.reading import from_file
from graph.load.table.sheets import read_sheets

HEAD = ["编号", "代称", "岗位", "备注"]


def findings(tmp_path: Path, header, *rows, title="骑手 Rider"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in (header, *rows):
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    (sheet,) = read_sheets(tmp_path / "台账.xlsx")
    return [one for one in sheet.faults if "personal" in one.code]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("王小明 13800138000", "telephone"),
        ("电话１３８００１３８０００", "telephone"),
        ("138 0013 8000", "telephone"),
        ("+86 138-0013-8000", "telephone"),
        ("R-13800138000", "telephone"),
        (13800138000, "telephone"),
        ("家里座机：021-59771234", "telephone"),
        ("R-310115199001011237", "identity"),
        ("11010519491231002x", "identity"),
        ("310115199001011234", "identity"),
        ("310115900101123", "identity"),
        ("卡号6222021234567890128", "card"),
        ("微信 wxid_abc123", "wechat"),
        ("加vx：abc12345", "wechat"),
        ("孩子得了白血病，盼轮椅", "illness"),
        ("联系人：张伟", "name"),
        ("站长 王小明", "name"),
    ],
)
@pytest.mark.parametrize("title", ["骑手 Rider", "微心愿 Wish", "回访 Visit", "提出 Raised"])
def test_each_kind_in_any_cell_of_any_sheet(tmp_path, said, code, title):
    (found,) = findings(tmp_path, HEAD, ["R-1", "小李", "rider", said], title=title)
    assert (found.code, found.ref, found.acceptable) == (f"personal.{code}", f"{title}!D2", True)
    assert str(said) not in "".join((*found.wrong, *found.expected))


@pytest.mark.parametrize(
    "said",
    [
        "2025030512345678", "LX-20250305-0012", "310115123000", "5200000000000", "小王", "海塘1号站",
        "残疾人联合会", "微信公众号", "微信群“骑手之家”", "站长岗位", "站长：专职副书记", "1234567",
        "91310115MA1K4ABC2D", "121.708312345", "2025-03-05 09:30:15.123456", "盼一台血压计",
        "张江镇党委", "W-0001234567", "400-820-8820", 31011512300012.5, 120000000,
    ],
)  # fmt: skip
def test_what_is_none_is_not_taken_for_it(tmp_path, said):
    assert findings(tmp_path, HEAD, ["R-1", "小李", "rider", said]) == []


@pytest.mark.parametrize(
    ("header", "said", "code"),
    [
        ("办公电话 name", "59771234", "telephone"),
        ("微信 name", "haitang_2020", "wechat"),
        ("站长岗位 head", "张伟", "name"),
        ("站长岗位 head", "李建国 书面", "name"),
    ],
)
def test_a_header_says_what_its_cells_are(tmp_path, header, said, code):
    found = findings(tmp_path, ["编号", header], ["ST-1", said], title="服务站点 ServiceStation")
    assert f"personal.{code}" in [one.code for one in found]


@pytest.mark.parametrize("post", ["专职副书记", "党群专干", "站长", "高级工程师", "文书"])
def test_a_post_is_no_name(tmp_path, post):
    header = ["编号", "站长岗位 head"]
    assert findings(tmp_path, header, ["ST-1", post], title="服务站点 ServiceStation") == []


@pytest.mark.parametrize(
    "header",
    ["身份证号 id", "姓名 alias", "骑手姓名", "联系电话", "手机号码", "联系人", "tel", "住处", "老家",
     "家庭情况", "残疾", "真实名", "Mobile phone", "出生日期"],
)  # fmt: skip
@pytest.mark.parametrize("title", ["骑手 Rider", "微心愿 Wish"])
def test_a_header_that_asks_for_it_is_refused_once(tmp_path, header, title):
    (found,) = findings(tmp_path, ["岗位", header, "编号"], ["x", "y", "z"], title=title)
    assert (found.code, found.ref, found.column) == ("column.personal", f"{title}!{header}", header)
    again = [one for one in from_file(tmp_path / "台账.xlsx").faults if one.column == header]
    assert again == [found]


def test_a_column_that_is_not_read_is_one_fault_and_not_one_for_each_cell(tmp_path):
    rows = [(f"R-{n}", "小李", "rider", 13800138000 + n, "电话13800138000") for n in range(1, 9)]
    findings(tmp_path, ["编号", "代称", "岗位", "手机", "补充"], *rows)
    faults = without_repeats(from_file(tmp_path / "台账.xlsx").faults)
    assert [fault.code for fault in faults] == ["column.personal", "column.unknown"]


def test_a_column_left_out_by_choice_has_no_findings(tmp_path):
    findings(tmp_path, ["编号", "代称", "岗位", "手机"], ["R-1", "小李", "rider", "13800138000"])
    (sheet,) = read_sheets(tmp_path / "台账.xlsx")
    assert len(sheet.faults) == 2
    left = sheet.without(["骑手 Rider!手机"])
    assert (left.faults, left.rows) == ((), [(2, ("R-1", "小李", "rider", None))])


def test_numbers_with_a_check_digit():
    """From GB 11643-1999's own example, and Luhn's."""
    assert has_identity("11010519491231002X")
    assert not has_identity("11010519491331002X")
    assert not has_identity("991105194912310021")
    assert has_bank_card("4111 1111 1111 1111")
    assert not has_bank_card("4111 1111 1111 1112")

"""Tables that staff have, as they are looked at to become registers; registers of one's own kept and removed."""

import re
from pathlib import Path

import openpyxl
import pytest

from graph.errors import LoadError
from graph.load.registers import load_registers, source_of
from graph.load.registers.guess import propose, save
from graph.load.registers.guess.meaning import becomes, mapping_of
from graph.load.registers.guess.own import free_name, own_files, put_back, remove, removed_files
from graph.load.registers.guess.tables import OwnTable, read_tables
from graph.load.registers.records import GivenRecords
from graph.load.registers.source import column_words, register_of
from graph.load.registers.writing.workbook import write_records
from graph.load.table.sheets import read_sheets

HEADER = ("代号", "姓名", "工种", "单位", "入职时间", "备注")
ROWS = (
    ("小王", "王小明", "外卖骑手", "东站", "2024.3.1", "电话13800138000"),
    ("小李", "李建国", "快递员", "东站", "2024年3月2日", "夜班"),
)


def book(path: Path, *rows: tuple[object, ...], title: str = "Sheet1") -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def looked_at(path: Path, **header_rows: int) -> OwnTable:
    (table,) = read_tables(path, path.name, load_registers(), header_rows)
    return table


def saved(own: Path, table: OwnTable, name: str, title: str = "", *, replace: bool = False) -> Path:
    proposal = propose(table.sheet, load_registers())
    while proposal.questions:
        proposal = proposal.answer(proposal.questions[0].key, proposal.questions[0].usual)
    return save(proposal, own, name, title, replace=replace)


def test_the_header_is_found_or_chosen_and_persons_are_not_shown(tmp_path: Path):
    path = book(tmp_path / "表.xlsx", ("某镇骑手花名册",), ("填表日期：2026-11-01",), HEADER, *ROWS)
    table = looked_at(path)
    assert (table.sheet.header_row, table.rows, table.known, table.wrong) == (3, 2, False, None)
    assert table.samples("代号") == ["小王", "小李"]
    assert table.samples("姓名") == []
    assert table.samples("备注") == ["夜班"]  # the telephone number is not shown
    assert table.personal == {"备注": 1, "姓名": 2}
    top = table.top()
    assert [number for number, _ in top] == [1, 2, 3, 4, 5]
    assert not re.search("王小明|李建国|13800138000", repr(top))
    assert looked_at(path, Sheet1=4).sheet.header == ROWS[0]


WRONG = [
    ((HEADER,), "没有数据"),
    ((("代号", "时间", "时间"), ("小王", 1, 2)), "两列都叫“时间”"),
    ((("代号", "在岗时间", None), (None, "起", "止"), ("小王", "2024.1.1", "2025.1.1")), "标题占了两行"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), WRONG)
def test_a_table_that_can_be_no_register_says_why(tmp_path: Path, rows, said):
    path = book(tmp_path / "表.xlsx", *rows)
    if len(rows) == 1:
        with pytest.raises(LoadError, match="no rows"):
            looked_at(path)
        workbook = openpyxl.load_workbook(path)
        workbook.create_sheet("另一张").append(("甲",))
        workbook["另一张"].append(("乙",))
        workbook.save(path)
        table = read_tables(path, path.name, load_registers(), {})[0]
    else:
        table = looked_at(path)
    assert table.wrong is not None
    assert said in table.wrong[0]


def test_what_a_row_becomes_and_what_is_read_as_what(tmp_path: Path):
    table = looked_at(book(tmp_path / "表.xlsx", HEADER, *ROWS))
    number, things = becomes(propose(table.sheet, load_registers()))
    assert number == 2
    by_kind = {
        thing.kind[0]: dict((zh, value) for (zh, _), value in thing.said) for thing in things
    }
    assert by_kind["骑手"] == {"代称": "小王", "岗位": "外卖骑手"}
    assert {"站点": "东站", "自": "2024.3.1"} in by_kind.values()

    saved(tmp_path, table, "our_riders", "花名册")
    (own,) = own_files(tmp_path)
    assert own.register is not None
    assert (own.register.sheet.zh, own.register.reads_as) == ("花名册", "riders")
    pairs = dict(mapping_of(own.register, load_registers()))
    assert pairs["代号"] == ("代称", "Alias")
    assert pairs["姓名"] is None
    assert pairs["备注"] is None


def test_one_that_is_removed_is_kept_and_put_back_and_none_is_lost(tmp_path: Path):
    table = looked_at(book(tmp_path / "表.xlsx", HEADER, *ROWS))
    first = saved(tmp_path, table, free_name(tmp_path, "riders")).read_bytes()
    assert free_name(tmp_path, "riders") == "own_riders_2"
    with pytest.raises(LoadError, match="already"):
        saved(tmp_path, table, "own_riders")
    saved(tmp_path, table, "own_riders", "另一个", replace=True)
    assert removed_files(tmp_path) == ["own_riders.yaml.removed"]
    with pytest.raises(LoadError, match="another register"):
        put_back(tmp_path, "own_riders.yaml.removed")
    assert remove(tmp_path, "own_riders") == "own_riders.yaml.removed-2"
    assert put_back(tmp_path, "own_riders.yaml.removed") == "own_riders"
    assert (tmp_path / "registers" / "own_riders.yaml").read_bytes() == first
    for name in ("../own_riders", "riders", "", "own_riders.yaml"):
        with pytest.raises(LoadError):
            remove(tmp_path, name)
    with pytest.raises(LoadError):
        put_back(tmp_path, "../registers/own_riders.yaml")
    assert sorted(p.name for p in (tmp_path / "registers").iterdir()) == [
        "own_riders.yaml",
        "own_riders.yaml.removed-2",
    ]


def test_a_table_called_as_a_register_hinders_neither_its_workbook_nor_its_export(tmp_path: Path):
    """Saved from a sheet 骑手, it stood beside the shipped one of that name and broke every workbook."""
    table = looked_at(book(tmp_path / "表.xlsx", HEADER, *ROWS, title="骑手"))
    saved(tmp_path, table, "our_riders")
    registers = load_registers(tmp_path)
    out = tmp_path / "台账.xlsx"
    write_records(out, GivenRecords({}), registers, blank=True)
    titles = openpyxl.load_workbook(out).sheetnames
    assert titles.count("骑手") == 1
    sheets = read_sheets(out, words=column_words(registers))
    shipped = next(sheet for sheet in sheets if sheet.title == "骑手")
    taken = register_of(shipped, registers)
    assert taken is not None
    assert taken.id == "riders"
    own = register_of(table.sheet, registers)
    assert own is not None
    assert own.id == "our_riders"


def test_a_list_of_one_kind_of_thing_says_it_once_for_all_rows(tmp_path: Path):
    table = looked_at(book(tmp_path / "表.xlsx", ("序号", "村名"), (1, "甲村"), (2, "乙村")))
    answers = {
        "register": "basics",
        "column:村名": "名称",
        "required:类型": "",
        "value:类型": "村居",
    }
    answers |= {"required:村居种类": "", "value:村居种类": "村"}
    save(propose(table.sheet, load_registers(), answers=answers), tmp_path, "villages")
    source = source_of([table.sheet], GivenRecords({}), load_registers(tmp_path))
    areas = next(one for one in source.tables if one.kind == "Area")
    assert [row["name"] for _, row in areas.rows] == ["甲村", "乙村"]

"""A table that staff have becomes a register by a few questions; next month's goes in without one."""

import re

import pytest

from graph.errors import LoadError
from graph.load.registers import load_registers, source_of
from graph.load.registers.guess import propose, save
from graph.load.registers.records import GivenRecords
from graph.load.table.sheets import RawSheet, read_sheets

RIDERS = (
    ("代号", "姓名", "工种", "单位", "入职时间", "离职时间", "备注"),
    ("小王", "王小明", "外卖骑手", "东站", "2024.3.1", "", "电话13800138000"),
    ("小李", "李建国", "快递员", "东站", "2024年3月2日", "2025.1.1", ""),
)
BRANCHES = (
    ("序号", "支部名称", "书记", "党员数", "成立时间"),
    (1, "东风村党支部", "张建军", "23人", "2001.5.1"),
    (2, "红星村党支部", "李伟", "12", "1998.7.1"),
)
WISHES = (
    ("登记日期", "申请人", "愿望", "分类", "大概多少钱", "谁认领", "完成日期", "满意情况"),
    ("2025.3.1", "小王", "头盔", "骑行装备", "150元", "东风村党支部", "2025.3.9", "很满意"),
)
TABLES = [
    ("骑手表3月", RIDERS, "riders", 0,
     {"代号": "代称", "工种": "岗位", "单位": "站点", "入职时间": "自", "离职时间": "至"}),
    ("支部名册", BRANCHES, "organisations", 2,
     {"支部名称": "名称", "党员数": "党员人数", "成立时间": "自"}),
    ("微心愿登记", WISHES, "wishes", 0,
     {"登记日期": "提交时间", "申请人": "提出人", "愿望": "心愿", "分类": "类别", "大概多少钱": "预估费用",
      "谁认领": "认领人", "完成日期": "兑现时间", "满意情况": "满意度"}),
]  # fmt: skip


def sheet(title, table):
    header, *rows = table
    return RawSheet("表.xlsx", title, header, 1, list(enumerate(rows, 2)))


def settled(proposal):
    """The proposal with the usual answer to every question, and how many there were."""
    asked = 0
    while proposal.questions:
        question = proposal.questions[0]
        proposal, asked = proposal.answer(question.key, question.usual), asked + 1
    return proposal, asked


@pytest.mark.parametrize(("title", "table", "register", "asked", "columns"), TABLES)
def test_what_a_table_is_and_which_column_is_which(title, table, register, asked, columns):
    proposal, number = settled(propose(sheet(title, table), load_registers()))
    assert proposal.register.id == register
    assert {text: column.zh for text, column in proposal.columns.items()} == columns
    assert number == asked
    assert proposal.lacking == ()


def test_what_the_table_does_not_say_is_asked_once_for_all_rows():
    proposal = propose(sheet("支部名册", BRANCHES), load_registers())
    (first,) = proposal.questions
    assert first.key == "required:种类"
    (second,) = proposal.answer(first.key, "").questions
    assert [option.value for option in second.options] == ["党组织", "群团组织", "机关"]
    assert proposal.answer(first.key, "").answer(second.key, "党组织").values == {"种类": "党组织"}
    with pytest.raises(ValueError):
        proposal.answer(first.key, "没有的列")


def test_a_table_of_anything_is_asked_about_and_not_saved(tmp_path):
    proposal = propose(sheet("Sheet1", (("甲", "乙", "丙"), (1, 2, 3))), load_registers())
    (question,) = proposal.questions
    assert question.key == "register"
    assert {option.value for option in question.options} == {one.id for one in load_registers()}
    proposal, _ = settled(proposal.answer("register", "activities"))
    with pytest.raises(LoadError):
        save(proposal, tmp_path, "anything")
    assert not (tmp_path / "registers").exists()


def test_at_most_four_questions():
    names = ("心愿", "类别", "提出人", "预估费用", "提交时间", "认领人", "兑现时间")
    table = tuple(f"{name}情况" for name in names), ("",) * len(names)
    proposal = propose(sheet("心愿", table), load_registers())
    assert proposal.register.id == "wishes"
    assert 0 < settled(proposal)[1] <= 4


@pytest.mark.parametrize("title", ["骑手表3月", "Sheet1", "骑手"])
def test_next_months_file_goes_in_without_a_question(tmp_path, title):
    proposal, _ = settled(propose(sheet(title, RIDERS), load_registers()))
    path = save(proposal, tmp_path, "our_riders")
    assert path == tmp_path / "registers" / "our_riders.yaml"
    registers = load_registers(tmp_path)
    assert registers.broken == ()
    month = tmp_path / "骑手表4月.csv"
    rows = [*RIDERS, ("小赵", "赵敏", "外卖骑手", "东站", "2025-04-01", "", "")]
    month.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    words = {text for register in registers for column in register.columns for text in (column.zh,)}
    site = {"id": "SITE-1", "name": "东站", "kind": "takeaway"}
    records = GivenRecords({"DeliverySite": [site]})
    source = source_of(read_sheets(month, words=words), records, registers)
    assert source.faults == []
    riders = next(table for table in source.tables if table.kind == "Rider")
    assert [row["alias"] for _, row in riders.rows] == ["小王", "小李", "小赵"]
    assert not re.search("王小明|13800138000", repr(source.tables))
    jobs = next(table for table in source.tables if table.kind == "WorksAt")
    assert {row["end"] for _, row in jobs.rows} == {"SITE-1"}


def test_a_register_is_not_written_over_another(tmp_path):
    proposal, _ = settled(propose(sheet("骑手表3月", RIDERS), load_registers()))
    path = save(proposal, tmp_path, "our_riders")
    before = path.read_bytes()
    for name in ("our_riders", "riders", "../x", "骑手", ""):
        with pytest.raises(LoadError):
            save(proposal, tmp_path, name)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["our_riders.yaml"]

"""Equal problems are told once, and a file comes back as a workbook that is mended and loaded again."""

import csv
import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from dashboard.cli.problems import print_problems
from dashboard.cli.shared import TextConsole
from graph.load import FaultyRows, Place, RowProblem, import_file
from graph.load.marked import grouped, marked_workbook
from graph.load.table.reading import from_file
from graph.load.table.sheets import FAULTS_SHEET

FILES = Path(__file__).with_name("files")
MARKED = "FFF6C9B8"


def problem(row, wrong="不在允许的值中", sheet="骑手", column="岗位", ref=""):
    words = (f"“[red]骑手[/red]”{wrong}", f"'[/red]' {wrong}")
    return RowProblem(
        Place("台账.xlsx", sheet, row), column, words, ("骑手 rider", "rider"), "", ref
    )


def printed(problems, width=80):
    out = StringIO()
    print_problems(TextConsole(file=out, width=width), "zh", problems)
    return out.getvalue()


def test_nothing_is_cut_at_the_edge_of_the_terminal():
    long = "、".join(f"种类{n}" for n in range(40))
    one = RowProblem(Place("a", "骑手", 2), "岗位", (long, ""), (long, ""))
    assert "".join(printed([one]).split()).count("、".join(f"种类{n}" for n in range(40))) == 2


def test_equal_problems_are_one_group_with_their_rows():
    problems = [problem(row) for row in (2, 3, 4, 9)] + [problem(5, column="代称"), problem(6, "x")]
    groups = grouped(problems)
    assert [(g.count, g.where[0], g.first.column) for g in groups] == [
        (4, "第 2–4、9 行", "岗位"), (1, "第 5 行", "代称"), (1, "第 6 行", "岗位"),
    ]  # fmt: skip


def test_values_that_are_wrong_in_the_same_way_are_one_group():
    def wrong(row, value, meant=""):
        words = (f"“{value}”不在允许的值中{meant}", f"'{value}' is not one of the values{meant}")
        return RowProblem(Place("a", "组织", row), "种类", words, ("党组织", "party"))

    some = [wrong(row, f"支部{row}") for row in range(2, 9)]
    groups = grouped([*some, wrong(9, "党组", "，是不是“党组织”？")])
    assert [group.count for group in groups] == [7, 1]
    assert groups[0].words("zh")[0] == "“支部2”、“支部3”、“支部4”、“支部5” 等不在允许的值中"
    assert groups[0].words("en")[0].startswith("'支部2', '支部3', '支部4', '支部5' … is not one")
    assert groups[1].words("zh")[0] == "“党组”不在允许的值中，是不是“党组织”？"


def test_the_terminal_says_each_once_in_80_columns_and_takes_nothing_for_markup():
    text = printed([problem(row) for row in range(2, 62)])
    assert text.count("不在允许的值中") == 1
    assert "60 ×" in text
    assert "第 2–61 行 · 岗位" in text
    assert "“[red]骑手[/red]”" in text
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "共 60 处，1 种" in text


@pytest.fixture
def faulty(tmp_path):
    """A workbook as staff write it, with faults in the title's shadow."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "骑手 Rider"
    for row in (
        ("海塘镇骑手台账",), ("编号", "代称", "岗位", "从业月数"), ("R-1", "小王", "骑手们", 12),
        ("R-2", "=1+1", "rider", "约20"), ("R-3", "小李", "骑手们", 3), ("合计", None, None, 15),
    ):  # fmt: skip
        sheet.append(row)
    sheet["B4"].data_type = "s"
    jobs = book.create_sheet("在职 WorksAt")
    jobs.append(("起点编号", "终点编号", "自"))
    jobs.append(("R-1", "SITE-9", date(2024, 3, 1)))
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_a_workbook_comes_back_is_mended_and_lands(graph, faulty, tmp_path):
    with pytest.raises(FaultyRows) as caught:
        import_file(graph, faulty, by="t")
    out = tmp_path / "改.xlsx"
    marked_workbook(faulty, caught.value.faults, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [FAULTS_SHEET, "骑手 Rider", "在职 WorksAt"]
    faults, riders, jobs = book
    listed = [[cell.value for cell in row] for row in faults.iter_rows(min_row=3)]
    assert ["骑手 Rider", "第 3、5 行", "岗位"] in [row[:3] for row in listed]
    assert sum(row[5] for row in listed) == len(caught.value.faults)
    assert faults["A3"].hyperlink.location == "'骑手 Rider'!C3"
    coloured = {
        cell.coordinate for row in riders.iter_rows() for cell in row if cell.fill.fgColor.rgb == MARKED
    }  # fmt: skip
    assert coloured == {"C3", "C5", "D4"}
    assert "不在允许的值中" in riders["C3"].comment.text
    assert (riders["B4"].value, riders["B4"].data_type) == ("=1+1", "s")
    assert jobs["B2"].comment is not None
    riders["C3"] = riders["C5"] = "rider"
    riders["D4"], jobs["B2"] = 20, "SITE-1"
    site = book.create_sheet("配送站点 DeliverySite")
    site.append(("编号", "名称", "种类"))
    site.append(("SITE-1", "东站", "express"))
    book.save(out)
    assert import_file(graph, out, by="t").rows == 5
    text = "MATCH (r:Rider)-[w:WORKS_AT]->(s) RETURN r.id, toString(w.from), s.id"
    assert graph.read(text).rows == [("R-1", "2024-03-01", "SITE-1")]
    assert graph.read("MATCH (r:Rider {id: 'R-2'}) RETURN r.alias").value() == "=1+1"


def test_an_old_workbook_and_a_text_come_back_as_workbooks_with_the_same_rows(tmp_path):
    old = tmp_path / "台账.xls"
    shutil.copy(FILES / "staff.xls", old)
    text = tmp_path / f"骑手[2025年]{'长' * 40}.csv"
    with text.open("w", encoding="gb18030", newline="") as file:
        rows = [
            ("编号", "代称", "岗位"),
            ("R-1", "=cmd|' /C calc'!A0", "rider"),
            ("R-2", "小李", "骑"),
        ]
        csv.writer(file, delimiter=";").writerows(rows)
    for path in (old, text):
        before = from_file(path)
        out = tmp_path / "改.xlsx"
        marked_workbook(path, [problem(2, sheet=path.stem, column="岗位")], out)
        after = from_file(out)
        assert [[row for _, row in table.rows] for table in after.tables] == [
            [row for _, row in table.rows] for table in before.tables
        ]
        assert after.faults == []

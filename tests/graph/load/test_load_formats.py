"""A file is read for what it is, whatever its name says; what cannot be read is told with the way out."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from graph.errors import LoadError
from graph.load.table.reading import Source, add_sheet, from_file
from graph.load.table.sheets import read_sheets

FILES = Path(__file__).with_name("files")
HEAD = ("编号", "代称", "岗位", "从业月数")
ROWS = [("R-1", "小王，二", "rider", 12), ("R-2", "小李", "courier", 3)]
VALUES = [
    {"id": "R-1", "alias": "小王，二", "role": "rider"},
    {"id": "R-2", "alias": "小李", "role": "courier"},
]


def lines(delimiter: str) -> str:
    quoted = '"小王，二"' if delimiter == "，" else "小王，二"
    rows = [HEAD, ("R-1", quoted, "rider", "12"), ("R-2", "小李", "courier", "3")]
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows) + "\r\n"


def save(path: Path, *sheets, **formats) -> Path:
    """An .xlsx with sheets of rows, by title."""
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["骑手.csv", "Rider.txt", "骑手 Rider.tsv", "Rider.xls"])
def test_text_in_any_encoding_with_anything_between(tmp_path, delimiter, encoding, name):
    path = tmp_path / name
    path.write_bytes(lines(delimiter).encode(encoding))
    source = from_file(path)
    assert source.faults == []
    (table,) = source.tables
    assert table.kind == "Rider"
    got = [{key: row[key] for key in VALUES[0]} for _, row in table.rows]
    assert got == VALUES
    assert [row["tenureMonths"] for _, row in table.rows] == ["12", "3"]


@pytest.mark.parametrize(
    "name", ["组织台账2025.csv", "组织 (1).csv", "组织.csv", "data", "Organization.xlsx"]
)
def test_a_text_whose_name_says_no_kind_is_known_by_its_columns(tmp_path, name):
    path = tmp_path / name
    path.write_text("编号,名称,种类,党员人数\nORG-1,东风村党总支,party,3\n", "utf-8")
    source = from_file(path)
    assert source.faults == []
    assert source.tables[0].kind == "Organization"


def test_the_name_that_people_know_is_taken_where_the_path_says_nothing(tmp_path):
    path = tmp_path / "data.xlsx"
    path.write_text("id\nR-1\n", "utf-8")
    source = from_file(path, "骑手.csv")
    assert (source.name, source.tables[0].sheet, source.tables[0].kind) == (
        "骑手.csv", "骑手", "Rider",
    )  # fmt: skip


def test_a_sheet_that_nobody_knows_is_told_the_rule_and_no_absurd_guess(tmp_path):
    path = save(tmp_path / "a.xlsx", ("Sheet1", [("甲", "乙"), (1, 2)]))
    (fault,) = from_file(path).faults
    assert "Sheet1" in fault.wrong[0]
    assert "是不是" not in fault.expected[0]
    assert "表名" in fault.expected[0]


def test_columns_that_fit_two_kinds_ask_which(tmp_path):
    path = save(tmp_path / "a.xlsx", ("Sheet1", [("起点编号", "终点编号"), ("ORG-1", "CL-1")]))
    (fault,) = from_file(path).faults
    assert "作出认领 Made" in fault.expected[0]


@pytest.mark.parametrize("name", ["staff.xls", "staff.ods"])
@pytest.mark.parametrize("saved_as", ["台账{}", "台账.et", "台账.xlsx"])
def test_old_workbooks(tmp_path, name, saved_as):
    path = tmp_path / saved_as.format(Path(name).suffix)
    shutil.copy(FILES / name, path)
    source = from_file(path)
    assert source.faults == []
    riders = source.tables[0]
    first = 5 if name == "staff.xls" else 3
    assert [number for number, _ in riders.rows] == [first, first + 1]
    assert riders.rows[0][1] == {
        "id": "R-1", "alias": "小王", "role": "rider", "tenureMonths": 12,
    }  # fmt: skip
    assert "sheet.blind" in [note.code for note in source.notes]
    if name == "staff.xls":
        assert source.tables[1].rows[0][1]["from"] == date(2024, 3, 1)
        assert "sheet.hidden" in [note.code for note in source.notes]


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


HTML = "<html><head></head><body><table><tr><td>编号</td></tr></table></body></html>".encode()
FODS = b'<?xml version="1.0"?><office:document xmlns:office="urn:x"/>'
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
UNREADABLE = [
    ("台账.xlsx", b"", "是空文件", "请选有内容的表格"),
    ("组织.csv", b"\xef\xbb\xbf", "是空文件", "请选有内容的表格"),
    ("组织.csv", "编号,名称,种类\n".encode(), "没有要导入的行", "标题行下面至少要有一行"),
    ("~$台账.xlsx", b"\x06user", "临时文件", "名字前面没有“~$”的那个"),
    ("台账.xls", HTML, "网页", "另存为 .xlsx"),
    ("台账.xls", XML_2003, "XML 格式", "另存为 .xlsx"),
    ("台账.fods", FODS, ".fods", "另存为 .xlsx"),
    ("台账.xlsx", b"%PDF-1.7 ...", "PDF", "原来的表格"),
    ("台账.csv", "编号,名称\n东风,中\n".encode() + b"\xff\xfe\xff", "编码", "UTF-8"),
    ("台账.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不完整", "重新取一份"),
    ("台账.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "文档", "复制到工作簿"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "cause", "way_out"), UNREADABLE)
def test_each_cause_has_its_own_sentence(tmp_path, name, data, cause, way_out):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LoadError) as caught:
        read_sheets(tmp_path / name)
    assert name in caught.value.zh
    assert name in caught.value.en
    assert cause in caught.value.zh
    assert way_out in caught.value.zh


def test_a_password_a_copy_cut_short_and_other_archives(tmp_path):
    whole = save(tmp_path / "whole.xlsx", ("骑手 Rider", [HEAD, *ROWS]))
    (tmp_path / "half.xlsx").write_bytes(whole.read_bytes()[:-300])
    zipped(tmp_path / "a.zip", a=b"x")
    zipped(tmp_path / "a.docx", **{"[Content_Types].xml": b"x", "word__document.xml": b"x"})
    locked = b"<manifest><encryption-data/></manifest>"
    zipped(
        tmp_path / "locked.ods",
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        **{"META-INF__manifest.xml": locked},
    )
    save(tmp_path / "empty.xlsx", ("说明 Read me", [("a",), ("b",)]), ("骑手 Rider", []))
    shutil.copy(FILES / "password.xlsx", tmp_path)
    causes = {
        "password.xlsx": "有密码",
        "locked.ods": "有密码",
        "half.xlsx": "不完整",
        "a.zip": "压缩包",
        "a.docx": "文档",
        "empty.xlsx": "没有要导入的行",
    }
    for name, cause in causes.items():
        with pytest.raises(LoadError) as caught:
            read_sheets(tmp_path / name)
        assert cause in caught.value.zh, name


@pytest.mark.parametrize("folder", ["xl/worksheets", "/xl/worksheets"])
def test_comments_of_people_are_told_as_not_read(tmp_path, folder):
    path = tmp_path / "骑手.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("骑手 Rider")
        for at, row in enumerate((HEAD, *ROWS)):
            sheet.write_row(at, 0, row)
        sheet.write_comment("B1", "写代称，不写姓名")  # as the product's own, without an author
        sheet.write_comment("D2", "原来写错了", {"author": ""})
        sheet.write_comment("B3", "改叫小李子", {"author": "王干事"})
        book.add_worksheet("说明").write_comment("A1", "不相干", {"author": "王干事"})
    if folder.startswith("/"):  # as openpyxl and WPS name the part
        book = openpyxl.load_workbook(path)
        for cell in ("B1", "D2"):
            book["骑手 Rider"][cell].comment = None
        book.save(path)
    notes = [note.wrong for note in from_file(path).notes if note.code == "cell.comment"]
    assert [zh for zh, _ in notes] == ["B3 有批注，批注没有读入"]


TITLE = ("海塘镇骑手台账（2025年）", None, None, None)
SURROUNDED = [
    (), TITLE, ("填报单位：海塘镇", None, "2025年3月"), HEAD, ROWS[0], (None, " "), ROWS[1],
    ("合计", None, None, 15), ("填表人：张三", None, "审核人：李四"),
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_header_is_found_and_what_is_around_the_table_is_named(tmp_path, suffix):
    path = tmp_path / f"骑手{suffix}"
    if suffix == ".xlsx":
        save(path, ("骑手 Rider", SURROUNDED))
    else:
        text = [",".join("" if cell is None else str(cell) for cell in row) for row in SURROUNDED]
        path.write_text("\n".join(text), "utf-8")
    source = from_file(path)
    assert source.faults == []
    assert [number for number, _ in source.tables[0].rows] == [5, 7]
    notes = {note.code: note.wrong[0] for note in source.notes}
    assert "2–3" in notes["rows.above"]
    assert "8–9" in notes["rows.below"]
    assert "张三" not in "".join(notes.values())


@pytest.mark.parametrize("header", ["编号*", "编号（必填）", "＊编号", "编号 id", "id", "编号："])
def test_marks_of_what_is_required_are_no_part_of_a_name(tmp_path, header):
    path = save(tmp_path / "a.xlsx", ("骑手", [(header, "代称", "岗位"), ("R-1", "小李", "rider")]))
    source = from_file(path)
    assert (source.faults, source.tables[0].rows[0][1]["id"]) == ([], "R-1")


def test_what_is_merged_hidden_or_not_worked_out_is_told_with_its_cell(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "骑手 Rider"
    for row in (TITLE, HEAD, *[(f"R-{n}", "小李", "rider", n) for n in range(1, 7)]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet["C4"] = sheet["C5"] = None
    sheet.merge_cells("C3:C5")
    sheet["B7"], sheet["D7"] = '=CONCATENATE("小","王")', "=1+1"
    sheet.row_dimensions[6].hidden = sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["D"].hidden = sheet.column_dimensions["H"].hidden = True
    other = book.create_sheet("配送站点 DeliverySite")
    other.append(("编号", "名称", "种类"))
    other.append(("SITE-1", "东站", "express"))
    other.sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    source = from_file(tmp_path / "台账.xlsx")
    where = {(fault.code, fault.ref, fault.column) for fault in source.faults}
    assert where == {
        ("cell.merged", "骑手 Rider!C4", "岗位"),
        ("cell.merged", "骑手 Rider!C5", "岗位"),
        ("cell.formula", "骑手 Rider!B7", "代称"),
        ("cell.formula", "骑手 Rider!D7", "从业月数"),
    }
    notes = {(note.place.sheet, note.code): note.wrong[0] for note in source.notes}
    assert "6、8" in notes["骑手 Rider", "rows.hidden"]
    assert ("配送站点 DeliverySite", "sheet.hidden") in notes
    assert notes["骑手 Rider", "columns.hidden"].startswith("D 列")  # H holds nothing
    assert [len(table.rows) for table in source.tables] == [6, 1]


def test_a_column_nobody_knows_is_named_and_left_out_by_choice(tmp_path):
    rows = [("编号", "代称", "岗位", "备注栏"), ("R-1", "小李", "rider", "x")]
    path = save(tmp_path / "台账.xlsx", ("骑手", rows))
    (fault,) = from_file(path).faults
    assert (fault.code, fault.ref) == ("column.unknown", "骑手!备注栏")
    source = Source("台账.xlsx")
    for sheet in read_sheets(path):
        add_sheet(source, sheet, [fault.ref])
    assert source.faults == []
    assert source.tables[0].rows == [(2, {"id": "R-1", "alias": "小李", "role": "rider"})]


def test_a_column_that_only_numbers_the_rows_and_a_sheet_left_out_are_told(tmp_path):
    rows = [("序号", "编号", "代称", "岗位"), (1, "R-1", "小李", "rider")]
    path = save(tmp_path / "台账.xlsx", ("骑手", rows), ("Sheet3", [("a", "b"), (1, 2)]))
    source = Source("台账.xlsx")
    for sheet in read_sheets(path):
        add_sheet(source, sheet, ["Sheet3!"])
    assert source.faults == []
    told = [(note.place.sheet, note.column, note.code) for note in source.notes]
    assert told == [("骑手", "序号", "column.numbers"), ("Sheet3", "", "sheet.left_out")]
    assert source.tables[0].rows == [(2, {"id": "R-1", "alias": "小李", "role": "rider"})]


def test_a_header_that_stands_again_on_each_page_is_no_row(tmp_path):
    path = save(tmp_path / "台账.xlsx", ("骑手", [HEAD, ROWS[0], HEAD, ROWS[1]]))
    source = from_file(path)
    assert source.faults == []
    assert [number for number, _ in source.tables[0].rows] == [2, 4]
    (note,) = source.notes
    assert (note.code, note.place.row) == ("rows.header", 3)


def test_a_table_without_a_header_is_one_fault(tmp_path):
    path = save(tmp_path / "台账.xlsx", ("骑手", ROWS))
    (fault,) = from_file(path).faults
    assert (fault.code, fault.place.row) == ("header.missing", 1)

"""Files that people take away: types, units, words, facts, and nothing that runs."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from cypher.header import Header, Words
from cypher.table import Table
from cypher.writers import MEDIA, WRITERS, to_file
from cypher.writers.document import MOST
from graph.model import FAR_DAY, SHANGHAI

HEADER = Header.model_validate(
    {
        "title": {"zh": "示例", "en": "Example"},
        "about": {"zh": "说明文字", "en": "What it is"},
        "definition": {"zh": "定义文字", "en": "How it counts"},
        "parameters": {
            "as_of": {"type": "date", "label": {"zh": "截至", "en": "As of"}},
            "mode": {"type": "text", "label": {"zh": "方式", "en": "Mode"}, "words": "mode"},
            "open": {"type": "boolean", "label": {"zh": "未结", "en": "Open"}},
            "none": {"type": "text", "optional": True, "label": {"zh": "无", "en": "None"}},
        },
        "columns": {
            "who": {"label": {"zh": "谁", "en": "Who"}},
            "kind": {"label": {"zh": "类别", "en": "Category"}, "words": "category"},
            "money": {"label": {"zh": "金额", "en": "Amount"}, "unit": "fen"},
            "share": {"label": {"zh": "占比", "en": "Share"}, "unit": "percent"},
            "days": {"label": {"zh": "已等待", "en": "Waiting"}, "unit": "day"},
            "until": {"label": {"zh": "至", "en": "Until"}},
            "at": {"label": {"zh": "时刻", "en": "At"}},
            "opens": {"label": {"zh": "开门", "en": "Opens"}},
            "ok": {"label": {"zh": "是否", "en": "OK"}},
        },
    }
)
NAMES = ("who", "kind", "money", "share", "days", "until", "at", "opens", "ok")
ROWS: list[tuple[object, ...]] = [
    (
        '甲站,"乙"\n丙',
        "health",
        123456,
        0.25,
        3,
        date(2025, 8, 31),
        datetime(2025, 8, 31, 9, 30, tzinfo=SHANGHAI),
        time(7, 0),
        True,
    ),
    ("=1+1", None, -50, None, 0, FAR_DAY, None, None, False),
]
TABLE = Table(
    id="reports/example",
    version="0123456789ab",
    header=HEADER,
    names=NAMES,
    rows=ROWS,
    truncated=False,
    parameters={"as_of": date(2025, 8, 31), "mode": "walk", "open": False, "none": None},
    provenance=("article", "synthetic"),
    data_version="v",
    elapsed_ms=1.0,
)
CUT = replace(TABLE, truncated=True)


def read_csv(table: Table, lang: str) -> list[list[str]]:
    data = WRITERS["csv"](table, lang)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(table: Table, lang: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](table, lang)))


def cover(table: Table, lang: str) -> dict[str, str]:
    return {row[0].value: row[1].value for row in read_xlsx(table, lang).worksheets[0].rows}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_answer_gives_the_same_bytes(kind: str, lang: str):
    assert WRITERS[kind](TABLE, lang) == WRITERS[kind](replace(TABLE, elapsed_ms=9.0), lang)
    assert kind in MEDIA


def test_csv_as_excel_wants_it():
    data = WRITERS["csv"](TABLE, "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    head, first, second = read_csv(TABLE, "zh")
    assert head == [
        *("谁", "类别", "金额（元）", "占比（0–1）", "已等待（天）", "至", "时刻", "开门", "是否"),
    ]
    assert first == [
        *('甲站,"乙"\n丙', "健康", "1234.56", "0.25", "3"),
        *("2025-08-31", "2025-08-31 09:30:00+08:00", "07:00", "TRUE"),
    ]
    assert second == ["'=1+1", "", "-0.50", "", "0", "至今", "", "", "FALSE"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_is_made_harmless(text: str):
    table = replace(TABLE, names=("who",), rows=[(text,)])
    assert read_csv(table, "zh")[1][0] == "'" + text
    cell = read_xlsx(table, "zh").worksheets[1]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")


def test_numbers_stay_numbers_also_below_nought():
    table = replace(TABLE, names=("days", "money"), rows=[(-3, -12345)])
    assert read_csv(table, "en")[1] == ["-3", "-123.45"]
    assert [cell.value for cell in read_xlsx(table, "en").worksheets[1][2]] == [-3, -123.45]


def test_a_cut_file_says_so_in_every_format():
    assert read_csv(CUT, "zh")[-1] == ["前 2 行，实际超过 2 行"]
    assert read_csv(CUT, "en")[-1] == ["the first 2 of more than 2"]
    assert cover(CUT, "zh")["行数"] == "前 2 行，实际超过 2 行"
    told = json.loads(WRITERS["json"](CUT, "en"))
    assert (told["rows_shown"], told["rows_in_all"], told["truncated"]) == (2, None, True)
    assert len(read_csv(TABLE, "zh")) == 3


def test_a_file_of_what_changed_while_it_was_read_says_so_in_every_format():
    moved = replace(TABLE, moved=True)
    for lang, label, sentence in (
        ("zh", "注意", "读取期间有人在改动数据"),
        ("en", "Note", "Others changed the data while this was read"),
    ):
        assert sentence in read_csv(moved, lang)[-1][0]
        assert len(read_csv(moved, lang)) == len(read_csv(TABLE, lang)) + 1
        assert sentence in cover(moved, lang)[label]
        facts = json.loads(WRITERS["json"](moved, lang))["facts"]
        assert sentence in facts[label] and facts["说明" if lang == "zh" else "About"]
        file = read_docx(moved, lang)
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        assert any(sentence in text for text in [*cells, *(one.text for one in file.paragraphs)])
    both = read_csv(replace(moved, truncated=True), "en")
    assert both[-2] == ["the first 2 of more than 2"]


def test_workbook_types_units_and_frozen_header():
    book = read_xlsx(TABLE, "zh")
    sheet = book.worksheets[1]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]][2:5] == ["金额（元）", "占比", "已等待（天）"]
    first = sheet[2]
    assert [cell.value for cell in first] == [
        *('甲站,"乙"\n丙', "健康", 1234.56, 0.25, 3, datetime(2025, 8, 31)),
        *(datetime(2025, 8, 31, 9, 30), time(7, 0), True),
    ]
    assert first[2].number_format == "#,##0.00"
    assert first[3].number_format == "#,##0%"
    assert first[5].number_format == "yyyy-mm-dd"
    assert [cell.value for cell in sheet[3]] == [
        *("=1+1", None, -0.5, None, 0, "至今", None, None, False)
    ]


def test_a_long_workbook_is_the_same_as_a_short_one():
    rows = [ROWS[n % 2] for n in range(5001)]
    short, long = (read_xlsx(replace(TABLE, rows=some), "zh") for some in (rows[:2], rows))
    for sheet in (short.worksheets[1], long.worksheets[1]):
        assert sheet.freeze_panes == "A2"
    wanted = [[cell.value for cell in row] for row in short.worksheets[1].rows]
    found = [[cell.value for cell in row] for row in long.worksheets[1].rows]
    assert found[0] == wanted[0]
    assert found[1:] == [wanted[1 + n % 2] for n in range(5001)]
    assert long.worksheets[1].auto_filter.ref == "A1:I5002"
    assert long.worksheets[1]["C2"].number_format == "#,##0.00"
    table = replace(TABLE, rows=rows)
    assert WRITERS["xlsx"](table, "zh") == WRITERS["xlsx"](table, "zh")


def test_the_cover_carries_the_facts():
    assert cover(TABLE, "en") == {
        "Title": "Example",
        "About": "What it is",
        "Definition": "How it counts",
        "As of": "31 Aug 2025",
        "Mode": "On foot",
        "Open": "No",
        "Rows": "2, all there are",
        "Kinds of data": "Article, Synthetic",
        "Report": "reports/example · 0123456789ab",
    }
    assert cover(TABLE, "zh")["方式"] == "步行"
    now = HEADER.model_copy(update={"no_past": Words(zh="按现状。", en="As it is now.")})
    assert cover(replace(TABLE, header=now), "en")["Without a past"] == "As it is now."
    assert cover(replace(TABLE, header=now), "zh")["没有历史"] == "按现状。"
    assert cover(replace(TABLE, withheld=3, header=HEADER), "zh")["未公开"].startswith("3 格")


def test_json_keeps_values_as_they_are():
    told = json.loads(WRITERS["json"](TABLE, "zh"))
    assert told["rows"][0]["money"] == 123456
    assert told["rows"][0]["kind"] == "health"
    assert told["rows"][0]["until"] == "2025-08-31"
    assert told["rows"][1]["kind"] is None
    assert told["columns"][2] == {"name": "money", "label": "金额", "unit": "fen"}
    assert told["as_of"] == "2025-08-31"
    assert told["facts"]["报表"] == "reports/example · 0123456789ab"
    assert told["provenance"] == ["article", "synthetic"]


def test_values_of_every_kind_find_a_place():
    row = (
        float("nan"),
        2**60,
        ["a", None, date(2025, 1, 1)],
        {"longitude": 121.7, "latitude": 31.2},
        "x" * 40_000,
        date(1800, 1, 1),
    )
    names = tuple(f"c{n}" for n in range(len(row)))
    table = replace(TABLE, names=names, rows=[row])
    wanted = ["nan", str(2**60), "a, , 2025-01-01", '{"longitude": 121.7, "latitude": 31.2}']
    assert read_csv(table, "zh")[1] == [*wanted, "x" * 40_000, "1800-01-01"]
    values = [cell.value for cell in read_xlsx(table, "zh").worksheets[1][2]]
    assert values[:4] == ["非数值", *wanted[1:]]
    assert str(values[4]).endswith(" […]")
    assert values[5] == "1800-01-01"
    assert json.loads(WRITERS["json"](table, "zh"))["rows"][0]["c0"] == "nan"


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_an_answer_without_rows_or_columns_is_a_file_too(kind: str):
    assert WRITERS[kind](replace(TABLE, rows=[]), "zh")
    assert WRITERS[kind](replace(TABLE, names=(), rows=[]), "zh")


def read_docx(table: Table, lang: str) -> Any:
    return docx.Document(io.BytesIO(WRITERS["docx"](table, lang)))


def test_another_library_reads_the_csv_file():
    frame = pd.read_csv(io.BytesIO(WRITERS["csv"](TABLE, "zh")), encoding="utf-8-sig")
    assert list(frame.columns)[:3] == ["谁", "类别", "金额（元）"]
    assert frame["金额（元）"].tolist() == [1234.56, -0.5]
    assert frame["谁"].tolist() == ['甲站,"乙"\n丙', "'=1+1"]
    assert frame["是否"].tolist() == [True, False]


def test_word_has_title_table_definition_and_facts():
    document = read_docx(TABLE, "zh")
    said = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert said == [
        ("Heading 1", "示例"),
        ("Normal", "说明文字"),
        ("Normal", "（2 行，全部）"),
        ("Heading 2", "口径"),
        ("Normal", "定义文字"),
        ("Heading 2", "关于这份数据"),
    ]
    rows, about = document.tables
    assert [[cell.text for cell in row.cells] for row in rows.rows] == [
        ["谁", "类别", "金额", "占比", "已等待（天）", "至", "时刻", "开门", "是否"],
        [
            *('甲站,"乙"\n丙', "健康", "¥1,234.56", "25%", "3"),
            *("2025年8月31日", "2025年8月31日 09:30", "07:00", "是"),
        ],
        ["=1+1", "无记录", "-¥0.50", "无记录", "0", "至今", "无记录", "无记录", "否"],
    ]
    assert ["报表", "reports/example · 0123456789ab"] in [
        [cell.text for cell in row.cells] for row in about.rows
    ]


def test_the_word_file_by_its_xml():
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"](TABLE, "en"))) as parts:
        assert parts.testzip() is None
        root = etree.fromstring(parts.read("word/document.xml"))
    table = root.find(f".//{qn('w:tbl')}")
    assert len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) == len(NAMES)
    head, *rows = table.findall(qn("w:tr"))
    assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(rows) == len(ROWS)
    sides = [one.find(f".//{qn('w:jc')}") is not None for one in rows[0].findall(qn("w:tc"))]
    assert sides == [name in ("money", "share", "days") for name in NAMES]


def test_more_columns_than_word_opens_stand_in_several_tables():
    names = tuple(f"c{n}" for n in range(130))
    table = replace(TABLE, names=names, rows=[tuple(range(130))])
    tables = read_docx(table, "en").tables[:-1]
    heads = [[cell.text for cell in one.rows[0].cells] for one in tables]
    assert max(map(len, heads)) <= 63
    assert [one[0] for one in heads] == ["c0"] * 3
    assert [name for one in heads for name in one[1:]] == list(names[1:])
    assert [cell.text for one in tables for cell in one.rows[1].cells[1:]] == [
        str(n) for n in range(1, 130)
    ]


def test_word_leaves_out_what_no_screen_lists_and_turns_a_wide_table():
    hidden = {**HEADER.columns, "who": HEADER.columns["who"].model_copy(update={"hidden": True})}
    table = replace(TABLE, header=HEADER.model_copy(update={"columns": hidden}))
    assert read_docx(table, "zh").tables[0].rows[0].cells[0].text == "类别"
    wide, narrow = (read_docx(one, "zh").sections[0] for one in (TABLE, replace(TABLE, names=("who",), rows=[("甲",)])))  # fmt: skip
    assert (wide.page_width > wide.page_height, narrow.page_width < narrow.page_height) == (
        True,
        True,
    )


def test_word_holds_the_picture_it_is_given():
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#a3221f").save(out, "PNG")
    document = docx.Document(io.BytesIO(to_file(TABLE, "zh", "docx", out.getvalue)))
    [shape] = document.inline_shapes
    assert shape.width / shape.height == pytest.approx(2, rel=0.01)
    assert len(read_docx(TABLE, "zh").inline_shapes) == 0


def test_word_says_which_rows_it_does_not_hold():
    rows: list[tuple[object, ...]] = [(n,) for n in range(MOST + 1)]
    document = read_docx(replace(TABLE, names=("n",), rows=rows), "zh")
    assert len(document.tables[0].rows) == MOST + 1
    assert any(f"只列前 {MOST} 行，共 {MOST + 1} 行" in one.text for one in document.paragraphs)
    cut = read_docx(replace(TABLE, names=("n",), rows=rows, truncated=True), "en")
    assert any(f"first {MOST} of more than {MOST + 1} rows" in one.text for one in cut.paragraphs)


def test_word_takes_text_that_xml_does_not():
    table = replace(TABLE, names=("who",), rows=[("a\x00b\x07<c>&\ud800",)])
    assert read_docx(table, "zh").tables[0].rows[1].cells[0].text == "a�b�<c>&�"

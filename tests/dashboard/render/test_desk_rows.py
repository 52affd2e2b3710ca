"""The desk's rows: found, filtered, sorted, totalled and paged from hand-made tables."""

import re
from datetime import date, datetime
from html import unescape
from urllib.parse import parse_qs

import pytest

from cypher.header import Column, Header, Link, Words
from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.table import Table
from dashboard.cards.links import Links
from dashboard.cards.table_html import counted, sheet
from dashboard.cards.table_query import exactly, table_page, wanted
from dashboard.pages import load_pages
from dashboard.pages.location import Location, read

EVIL = "<img src=x onerror=alert(1)>\"'&"
KINDS = {"a": Words(zh="家电", en="Appliances"), "b": Words(zh="数码", en="Electronics")}


def words(text: str) -> Words:
    return Words(zh=f"{text}列", en=f"{text} column")


def made(columns: dict[str, dict], rows, *, truncated=False, withheld=0) -> Table:
    header = Header(
        title=Words(zh="题", en="Title"),
        about=Words(zh="说明", en="About"),
        columns={name: Column(label=words(name), **more) for name, more in columns.items()},
    )
    return Table(
        id="reports/t/x", version="0123456789ab", header=header, names=tuple(columns),
        rows=[tuple(row) for row in rows], truncated=truncated, parameters={},
        provenance=("entered",), data_version="1", elapsed_ms=0.0, withheld=withheld,
    )  # fmt: skip


def firsts(table: Table, lang: str = "zh", **state: str) -> list[object]:
    """The first column of the rows that a state of the table shows."""
    said = {name.replace("__", "."): value for name, value in state.items()}
    return [row[0] for row in table_page(table, wanted(table, said), lang).rows]


PEOPLE = made(
    {
        "name": {},
        "days": {"unit": "day"},
        "fen": {"unit": "fen", "adds_up": True},
        "share": {"unit": "percent"},
        "on": {},
        "kind": {"values": KINDS},
        "hidden": {"hidden": True},
    },
    [
        ("张三", 30, 12345, 0.5, date(2025, 7, 31), "a", "x1"),
        ("李四", None, 99, 0.125, date(2025, 6, 1), "b", "x2"),
        ("阿里", 7, None, None, None, "a", "x3"),
        ("Zoe", 100, 50000, 1.0, date(2024, 12, 31), None, "x4"),
        ("白云", 60, 0, 0.0, date(2025, 8, 1), "b", "x5"),
    ],
)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["阿里", "白云", "李四", "张三", "Zoe"]),  # ali, baiyun, lisi, zhangsan, zoe
        ("-name", ["Zoe", "张三", "李四", "白云", "阿里"]),
        ("days", ["阿里", "张三", "白云", "Zoe", "李四"]),
        ("-days", ["Zoe", "白云", "张三", "阿里", "李四"]),
        ("on", ["Zoe", "李四", "张三", "白云", "阿里"]),
        ("-on", ["白云", "张三", "李四", "Zoe", "阿里"]),
        ("nothing", ["张三", "李四", "阿里", "Zoe", "白云"]),
        ("", ["张三", "李四", "阿里", "Zoe", "白云"]),
    ],
)
def test_rows_are_sorted_and_what_is_missing_comes_last(sort: str, names: list[str]):
    assert firsts(PEOPLE, sort=sort) == names


def test_numbers_within_names_are_sorted_as_numbers():
    houses = made({"name": {}}, [["第10号"], ["第2号"], ["第1号"]])
    assert firsts(houses, sort="name") == ["第1号", "第2号", "第10号"]
    assert firsts(houses, sort="-name") == ["第10号", "第2号", "第1号"]


@pytest.mark.parametrize(
    ("column", "text", "names"),
    [
        ("days", "30", ["张三", "Zoe", "白云"]),
        ("days", "≥30", ["张三", "Zoe", "白云"]),
        ("days", ">30", ["Zoe", "白云"]),
        ("days", "<30", ["阿里"]),
        ("days", "<=30", ["张三", "阿里"]),
        ("days", "=60", ["白云"]),
        ("days", "30-60", ["张三", "白云"]),
        ("days", "30 至 60", ["张三", "白云"]),
        ("days", "many", []),
        ("fen", "123.45", ["张三", "Zoe"]),
        ("fen", "¥1-¥200", ["张三"]),
        ("share", "50%", ["张三", "Zoe"]),
        ("share", "=12.5", ["李四"]),
        ("name", "zs", ["张三"]),
        ("name", "四", ["李四"]),
        ("on", "2025-0", ["张三", "李四", "白云"]),
        ("on", "7月31", ["张三"]),
        ("kind", "b", ["李四", "白云"]),
        ("kind", "~not_recorded", ["Zoe"]),
        ("days", "无记录", ["李四"]),
        ("on", "no record", ["阿里"]),
        ("unknown", "1", ["张三", "李四", "阿里", "Zoe", "白云"]),
    ],
)
def test_each_column_is_filtered_by_what_it_holds(column: str, text: str, names: list[str]):
    assert firsts(PEOPLE, **{f"is__{column}": text}) == names


GROUPS = made(
    {"name": {}, "group": {}},
    [(f"{n}", ("甲", None, "", Nothing.WITHHELD, "~blank")[n % 5]) for n in range(10)],
)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("全部", [f"{n}" for n in range(10)]),
        ("甲", ["0", "5"]),
        ("无记录", ["1", "6"]),
        ("（空白）", ["2", "7"]),
        ("不公开", ["3", "8"]),
        ("~blank", ["4", "9"]),
    ],
)
def test_empty_cells_are_chosen_as_any_word_of_a_column_is(word: str, names: list[str]):
    page = str(sheet(Location("reports"), GROUPS))
    options = re.findall(
        r'<option value="([^"]*)"[^>]*>([^<]*)', page.split('name="t.is.group"')[1]
    )
    chosen = [unescape(value) for value, said in options if said == word]
    assert len(chosen) == 1
    assert firsts(GROUPS, is__group=chosen[0]) == names


def test_what_leads_to_the_rows_of_an_empty_cell_finds_them():
    for name in ("days", "on", "kind"):
        missing = [row[0] for row in PEOPLE.rows if row[PEOPLE.names.index(name)] is None]
        assert firsts(PEOPLE, **{f"is__{name}": exactly(PEOPLE, name, None, "zh")}) == missing


def test_filters_and_finding_go_together_and_find_looks_at_what_is_listed():
    assert firsts(PEOPLE, find="jd") == ["张三", "阿里"]  # 家电
    assert firsts(PEOPLE, find="appl", lang="en") == ["张三", "阿里"]
    assert firsts(PEOPLE, find="jd", is__days="10") == ["张三"]
    assert firsts(PEOPLE, find="x1") == []


LONG = made({"n": {"unit": "count", "adds_up": True}, "text": {}}, [(n, "甲") for n in range(205)])


@pytest.mark.parametrize(
    ("state", "shown", "said"),
    [
        ({}, range(20), "第 1–20 行，共 205 行"),
        ({"page": "11"}, range(200, 205), "第 201–205 行，共 205 行"),
        ({"page": "99"}, range(200, 205), "第 201–205 行，共 205 行"),
        ({"page": "-1"}, range(20), "第 1–20 行，共 205 行"),
        ({"rows": "100", "page": "3"}, range(200, 205), "第 201–205 行，共 205 行"),
        ({"rows": "7"}, range(20), "第 1–20 行，共 205 行"),
        ({"is.n": "<3"}, range(3), "符合筛选 3 行，共 205 行"),
        ({"is.n": "100"}, range(100, 120), "第 1–20 行，符合筛选 105 行，共 205 行"),
        ({"find": "乙"}, range(0), "符合筛选 0 行，共 205 行"),
    ],
)
def test_pages_hold_what_they_say(state: dict[str, str], shown: range, said: str):
    cut = table_page(LONG, wanted(LONG, state), "zh")
    assert [row[0] for row in cut.rows] == list(shown)
    assert counted(LONG, cut, "zh") == said


def test_a_row_about_a_record_leads_into_the_explorer_once() -> None:
    catalogue = Catalogue.load()
    location = Location("reports", "zh", "x", {"as_of": "2025-01-31"})
    links = Links(catalogue, load_pages(catalogue), "committee", location)
    columns = {"claim": {}, "wish": {"links": {"record": "id"}}, "id": {"links": "record"}}
    rows = [("甲", "雨<衣>", "W-000001"), ("乙", "手套", "W-000002"), ("丙", "改动", "CHG-1")]
    text = str(sheet(location, made(columns, rows), links))
    led = re.findall(r'class="walk" href="explore\?([^"]+)"', text)
    assert [parse_qs(unescape(one)) for one in led] == [
        {"ids": [id], "as_of": ["2025-01-31"], "lang": ["zh"]} for id in ("W-000001", "W-000002")
    ]
    assert 'aria-label="在关系探索中打开：雨&lt;衣&gt;"' in text
    assert 'class="walk"' not in sheet(location, made({"n": {}}, [(1,)]), links)


def test_a_cut_answer_says_that_there_is_more():
    table = made({"n": {}}, [(n,) for n in range(9)], truncated=True)
    text = sheet(Location("reports"), table)
    assert "只取回前 9 行，还有更多" in text
    assert "data-count" in text
    assert "data-count" not in sheet(Location("reports"), LONG)


def total_of(text: str) -> tuple[str, list[str]]:
    foot = re.search(r"<tfoot>(.*)</tfoot>", text)[1]
    label = re.search(r"<th[^>]*>(.*?)</th>", foot)[1]
    return label, [cell for cell in re.findall(r"<td[^>]*>(.*?)</td>", foot) if cell]


def test_totals_add_up_every_row_that_fits_and_say_which():
    assert total_of(sheet(Location("reports"), PEOPLE)) == ("合计（全部 5 行）", ["¥624.44"])
    filtered = Location("reports", "en", table={"is.days": "50"})
    assert total_of(sheet(filtered, PEOPLE)) == ("Total of the 2 rows that fit", ["¥500.00"])
    label, _ = total_of(sheet(Location("reports", table={"page": "4"}), LONG))
    assert label == f"合计（全部 205 行） {sum(range(205)):,}"


def test_there_is_no_total_where_cells_are_withheld_and_a_cut_one_says_so():
    columns = {"name": {}, "n": {"unit": "count", "adds_up": True}}
    assert "<tfoot>" not in sheet(Location("reports"), made(columns, [("a", None)], withheld=1))
    cut = made(columns, [("a", 2), ("b", 3)], truncated=True)
    assert total_of(sheet(Location("reports"), cut)) == ("合计（取回的 2 行，不是全部）", ["5"])


def test_hidden_columns_stay_off_the_screen():
    text = sheet(Location("reports"), PEOPLE)
    assert "x1" not in text and "hidden列" not in text
    assert text.count('scope="col"') == 6


def test_text_from_data_and_address_is_never_markup():
    table = made({EVIL: {}, "b": {}}, [(EVIL, n) for n in range(9)])
    state = {"find": EVIL, f"is.{EVIL}": EVIL, "sort": EVIL}
    text = sheet(
        Location("reports", values={"x": EVIL}, table=state), table, lambda *_: f"x?{EVIL}"
    )
    assert "<img" not in text
    assert unescape(text).count(EVIL) > 9


def test_headings_sort_numbers_the_greatest_first_and_go_round():
    def then(name: str, sort: str) -> str:
        text = sheet(Location("reports", table={"sort": sort, "page": "2"}), PEOPLE)
        label = f"{name}列"
        links = dict(
            (unescape(label), unescape(href))
            for href, label in re.findall(
                r'class="sort" href="\?([^"]*)" data-go>([^<]*)</a>', text
            )
        )
        found = next(href for said, href in links.items() if said.startswith(label))
        return read("reports", found, "zh").table.get("sort", "")

    assert [then("days", sort) for sort in ("", "-days", "days")] == ["-days", "days", ""]
    assert [then("name", sort) for sort in ("", "name", "-name")] == ["name", "-name", ""]


def test_a_cell_leads_where_its_column_says():
    asked = []

    def link(table, name, row):
        asked.append(name)
        return f"record?id={row['id']}" if name == "name" else None

    columns = {"id": {"hidden": True}, "name": {"links": Link(record="id")}, "at": {}}
    rows = [("W-1", "甲", datetime(2025, 8, 31, 14, 5)), ("W-2", None, None)]
    text = sheet(Location("reports"), made(columns, rows), link)
    assert re.findall(r'<a href="(record[^"]*)">([^<]*)</a>', text) == [("record?id=W-1", "甲")]
    assert "id" not in asked
    assert "<span>2025年8月31日</span> 14:05" in text


def test_the_tables_state_and_the_conditions_share_an_address():
    here = Location(
        "reports", "zh", "a/b", {"sort": "x"}, {"sort": "-n", "is.站点": "一&二", "page": "2"}
    )
    assert read("reports", here.query(), "en") == here
    assert "t.is.%E7%AB%99%E7%82%B9=" in here.query()


def test_an_address_with_a_thousand_names_is_read_as_far_as_it_makes_sense():
    query = "&".join(f"a{n}={n}" for n in range(1000))
    assert len(read("reports", query, "zh").values) == 80


def test_a_filter_that_begins_with_an_equals_sign_wants_that_word_alone():
    names = [f"组{n}" for n in range(30)]
    rows = made({"组织": {}}, [(name,) for name in names])
    assert firsts(rows, is__组织="组2") == ["组2", *names[20:]]
    assert firsts(rows, is__组织=exactly(rows, "组织", "组2", "zh")) == ["组2"]

"""Figures from hand-made tables: what they show, that they escape, that they never change."""

import itertools
import re
from html import unescape

import pytest
from figure_tables import table_of, tags

from cypher.views import KINDS
from dashboard.figures import FIGURES, Options, figure
from dashboard.figures.relations.sankey import NARROW, WIDE, scene

EVIL = "<img src=x onerror=alert(1)>\"'&"


def flows(rows):
    names = ["level", "source", "target", "value"]
    return table_of("sankey", names, rows, source="source", target="target", value="value")


def related(rows):
    names = ["level", "source_id", "source", "target_id", "target", "value"]
    return table_of("layers", names, rows, **{name: name for name in names})


FLOWS = [(1, "甲", "站一", 6), (1, "乙", "站一", 2), (1, "乙", "站二", 4), (2, "站一", "点", 8)]
ONE_OF_EACH = {
    "number": lambda text: table_of("number", ["n", "note"], [(3, text)], value="n"),
    "table": lambda text: table_of("table", ["a", "b"], [(text, 1)]),
    "bar": lambda text: table_of("bar", ["x", "y"], [(text, 1), ("b", 2)], x="x", y="y"),
    "line": lambda text: table_of(
        "line", ["x", "y", "s"], [("1", 1, text), ("2", 3, text)], x="x", y="y", series="s"
    ),
    "sankey": lambda text: flows([(1, text, "站", 3)]),
    "board": lambda text: table_of(
        "board", ["id", "stage", "title"], [("W-1", text, text)], column="stage", title="title"
    ),
    "map": lambda text: table_of(
        "map",
        ["id", "name", "x", "y", "what"],
        [("ST-1", text, 121.7, 31.2, text)],
        id="id",
        title="name",
        longitude="x",
        latitude="y",
        shape="what",
    ),
    "attention": lambda text: table_of(
        "attention", ["matter", "n"], [(text, 3)], title="matter", value="n"
    ),
    "layers": lambda text: related([(1, "ORG-1", text, "ST-1", text, 3)]),
    "matrix": lambda text: table_of(
        "matrix", ["r", "c", "v"], [(text, text, 2)], row="r", column="c", value="v"
    ),
    "check": lambda text: table_of("check", ["a"], [(text,)]),
    "record": lambda text: table_of(
        "record", ["kind", "property", "value"], [("ServiceStation", "name", text)]
    ),
    "timeline": lambda text: table_of(
        "timeline", ["day", "step"], [("2024-05-01", text)], at="day", what="step"
    ),
    "parts": lambda text: table_of("parts", ["a", "b"], [(text, 1)]),
    "neighbourhood": lambda text: table_of(
        "neighbourhood",
        ["step", "unit", "tie", "way", "kind", "id", "name", "n", "alone", "followed"],
        [
            (0, -1, None, None, "Wish", "W-1", text, 1, True, True),
            (1, 0, text, "in", "Claim", "CL-1", text, 1, True, True),
        ],
        id="id",
        title="name",
        what="kind",
        value="n",
        **{name: name for name in ("step", "unit", "tie", "way", "alone", "followed")},
    ),
}


def test_what_bands_leave_alike_stands_in_the_order_of_the_report():
    rows = [(1, "专款", "文具", 5), (1, "专款", "书包", 4), (1, "专款", "结余", 9)]
    words = [word.text for word in scene(flows(rows), "zh", WIDE).words]
    places = [next(n for n, text in enumerate(words) if text.startswith(row[2])) for row in rows]
    assert places == sorted(places)


def test_every_kind_of_view_has_its_figure():
    assert set(FIGURES) == set(KINDS) == set(ONE_OF_EACH)


@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH))
def test_text_from_data_is_escaped(kind):
    text = figure(ONE_OF_EACH[kind](EVIL), "zh")
    assert "alert(1)" in unescape(text)
    assert not [tag for tag, _ in tags(text) if tag in ("img", "script")]
    assert not [name for _, attrs in tags(text) for name in attrs if name.startswith("on")]


@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH))
def test_same_table_same_bytes(kind):
    table = ONE_OF_EACH[kind]("甲")
    assert figure(table, "zh") == figure(table, "zh")


@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH))
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "暂无记录|无记录|未发现问题|目前没有需关注"),
        ("en", "No record|Nothing wrong|Nothing needs"),
    ],
)
def test_no_rows_is_said(kind, lang, said):
    table = ONE_OF_EACH[kind]("甲")
    empty = table_of(kind, table.names, [], **table.header.view.model_dump(exclude={"kind"}))
    assert re.search(said, figure(empty, lang))


def test_zero_is_a_number_and_null_is_no_record():
    zero = figure(table_of("number", ["n"], [(0,)], value="n"), "zh")
    null = figure(table_of("number", ["n"], [(None,)], value="n"), "zh")
    assert "<b>0</b>" in zero and "无记录" not in zero
    assert "无记录" in null and "<b>" not in null


def test_note_of_a_number_names_its_columns():
    table = table_of("number", ["n", "of"], [(3, 1200)], value="n", units={"of": "count"})
    text = figure(table, "en", Options(note={"zh": "共 {of}", "en": "of {of}"}))
    assert "of <em>1,200</em>" in text


def test_table_lists_the_asked_columns_and_no_more_rows_than_asked():
    table = table_of("table", ["a", "b", "c"], [(n, None, n) for n in range(5)], units={"a": "day"})
    text = figure(table, "zh", Options(columns=("a", "b"), most=2))
    cells = [attrs["data-label"] for tag, attrs in tags(text) if tag == "td"]
    assert cells == ["a列（天）", "b列"] * 2
    assert text.count("无记录") == 2


def test_a_note_says_nothing_about_what_has_no_value():
    note = {
        "zh": "{n} 次，最近 {last}，距今 {days} 天；共 {all} 家",
        "en": "{n} times, last on {last}, {days} days ago; {all} in all",
    }
    table = table_of("number", ["n", "last", "days", "all"], [(0, None, None, 3)], value="n")
    plain = [
        re.sub("<[^>]+>", "", figure(table, lang, Options(note=note)).split('class="note">')[1])
        for lang in ("zh", "en")
    ]
    assert plain == ["0 次；共 3 家", "0 times; 3 in all"]


def test_a_number_leads_where_its_column_does():
    table = table_of("number", ["n"], [(7,)], value="n")
    asked = Options(link=lambda table, name, row: f"reports?a=<{name}{row['n']}>")
    hrefs = [attrs["href"] for tag, attrs in tags(figure(table, "zh", asked)) if tag == "a"]
    assert hrefs == ["reports?a=<n7>"]
    assert "<a " not in figure(table, "zh", Options(link=lambda *_: None))


def test_bars_carry_their_values_for_tooltips():
    table = table_of("bar", ["x", "y"], [("一月", 7), ("二月", 0)], x="x", y="y")
    said = [a["aria-label"] for _, a in tags(figure(table, "zh")) if "aria-label" in a]
    assert any("一月" in one and "7" in one for one in said)
    assert any("二月" in one and one.endswith("0") for one in said)


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize(
    "names", [["甲", "乙", "丙"], ["很长很长的一个名字" * 3 + n for n in "甲乙丙"]]
)
def test_shares_are_printed_as_percentages(kind, names):
    rows = list(zip(names, (1 / 3, 0.5, 0.075), strict=True))
    table = table_of(kind, ["x", "y"], rows, units={"y": "percent"}, x="x", y="y")
    text = figure(table, "zh")
    said = re.findall(r">([^<>]*)</text>", text)
    assert {"33.3%", "50%", "7.5%"} <= set(said) or kind == "line"
    ticks = [one for one in said if re.fullmatch(r"[\d.]+%", one)]
    assert len(ticks) >= 4
    assert not [one for one in said if re.fullmatch(r"0\.\d+", one)]
    spoken = [a["aria-label"] for _, a in tags(text) if "aria-label" in a]
    assert any("33.3%" in one for one in spoken)
    assert not [one for one in spoken if "0.333" in one]


@pytest.mark.parametrize(
    ("unit", "lang", "said"),
    [
        ("minute", "zh", "y列（分钟）"),
        ("minute", "en", "y column (min)"),
        ("fen", "zh", "y列（元）"),
        ("fen", "en", "y column (yuan)"),
        ("count", "zh", "y列"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "name"), [("bar", "甲"), ("bar", "很长很长的一个名字" * 3), ("line", "甲")]
)
def test_a_chart_says_what_it_measures_and_in_which_unit(kind, name, unit, lang, said):
    rows = [(name, 1200), (f"{name}乙", 2400)]
    text = figure(table_of(kind, ["x", "y"], rows, units={"y": unit}, x="x", y="y"), lang)
    assert said in re.findall(r">([^<>]*)</text>", text)


def test_bars_left_out_are_said():
    rows = [(f"组织{n:03}", n) for n in range(45)]
    text = figure(table_of("bar", ["x", "y"], rows, x="x", y="y"), "en")
    assert "The first 40 of 45 are drawn" in text
    assert "组织039" in text and "组织040" not in text


def test_matrix_adds_up():
    rows = [("甲", "一", 2), ("甲", "二", 3), ("乙", "一", 4)]
    text = figure(table_of("matrix", ["r", "c", "v"], rows, row="r", column="c", value="v"), "zh")
    sums = re.findall(r'<td class="sum">(\d+)</td>', text)
    assert sums == ["5", "4", "6", "3", "9"]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_flows_are_as_wide_as_their_values_and_meet_their_bars(size):
    drawn = scene(flows(FLOWS), "zh", size)
    wide = {ribbon.keys: ribbon.bottom0 - ribbon.top0 for ribbon in drawn.ribbons}
    ratio = wide["0|甲", "1|站一"] / wide["0|乙", "1|站一"]
    assert ratio == pytest.approx(6 / 2)
    bars = [bar for bar in drawn.bars if bar.key == "1|站一"]
    for ribbon in drawn.ribbons:
        if ribbon.keys[1] == "1|站一":
            assert any(
                bar.y - 0.01 <= ribbon.top1 and ribbon.bottom1 <= bar.y + bar.height + 0.01
                for bar in bars
            )


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_names_of_a_column_do_not_cover_one_another(size):
    rows = [(1, f"组织{n % 7}", f"站点{n:02}", 1 + n % 5) for n in range(30)]
    drawn = scene(flows(rows), "zh", size)
    columns = {}
    for word in drawn.words:
        columns.setdefault(word.x, []).append(word.y)
    for lines in columns.values():
        lines.sort()
        assert all(b - a >= size.letters for a, b in itertools.pairwise(lines))


def test_on_a_phone_each_step_has_a_picture_of_its_own():
    drawn = scene(flows(FLOWS), "zh", NARROW)
    first = max(bar.y + bar.height for bar in drawn.bars if bar.key == "0|甲")
    second = [bar for bar in drawn.bars if bar.key == "1|站一" and bar.x == 0]
    assert len(second) == 1 and second[0].y > first
    for word in drawn.words:
        ems = sum(1.0 if letter > "\u2e7f" else 0.6 for letter in word.text)
        assert word.x + ems * word.size <= drawn.width


def test_a_node_of_a_flow_leads_to_its_record_or_to_the_rows_behind_it():
    def leads(name, row):
        return None if row[name] == "乙" else f"to?{name}={row[name]}&x"

    text = figure(flows(FLOWS), "zh", Options(leads=leads))
    wide = text.split('class="narrow')[0]
    links = [unescape(one) for one in re.findall(r'<a href="([^"]+)" tabindex="-1"><rect', wide)]
    assert sorted(links) == sorted(
        ["to?source=甲&x", "to?target=站一&x", "to?target=站二&x", "to?target=点&x"]
    )
    assert wide.count('role="img"') == 1  # 乙 leads nowhere
    assert "<a " not in figure(flows(FLOWS), "zh")


def test_a_sentence_writes_whole_yuan_without_their_places():
    table = table_of(
        "number", ["n", "a", "b"], [(1, 6930000, 6930050)], units={"a": "fen", "b": "fen"}
    )
    text = figure(table, "zh", Options(note={"zh": "支出 {a}，其余 {b}", "en": "{a} {b}"}))
    assert "支出 <em>69,300 元</em>，其余 <em>69,300.50 元</em>" in text


def test_columns_of_a_flow_stand_apart_as_far_as_their_names_need():
    """A long name in the middle pushes the next column on, and none is cut while there is room."""
    long = "一项名称很长很长很长的专款"
    table = flows([(1, "甲", long, 5), (2, long, "乙", 5)])
    words = {word.text for word in scene(table, "zh", WIDE).words}
    assert words == {"甲 5", f"{long} 5", "乙 5"}
    starts = sorted({bar.x for bar in scene(table, "zh", WIDE).bars})
    assert starts[2] - starts[1] > starts[1] - starts[0]


def test_short_long_and_identifying_cells_are_told_apart():
    rows = [("W-000001", "短", "长" * 29, None)]
    text = figure(table_of("table", ["a", "b", "c", "d"], rows), "zh")
    assert re.findall(r'<td class="(\w+)"', text) == ["i", "s", "l", "none"]

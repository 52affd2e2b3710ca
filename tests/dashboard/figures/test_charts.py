"""Charts from hand-made tables: values are told apart, gaps are gaps, stacks follow the legend."""

import json
import math
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from figure_tables import table_of, tags

from cypher.header import Column, Header, Words
from cypher.nothing import Nothing
from cypher.table import Table
from dashboard.figures import charts, figure
from dashboard.figures.charts import vega
from dashboard.figures.drawing import colours
from graph.model import SHANGHAI

NOON = datetime(2025, 3, 1, 12, tzinfo=SHANGHAI)
BLUE, OCHRE, GREEN = colours.PALETTE[:3]


def paths(svg: str, role: str) -> list[dict[str, str]]:
    """The attributes of each drawn bar, line or point."""
    return [a for _, a in tags(svg) if a.get("aria-roledescription") == role]


def height(bar: dict[str, str]) -> float:
    return float(re.fullmatch(r"M[-\d.]+,[-\d.]+h[-\d.]+v([-\d.]+)h[-\d.]+Z", bar["d"])[1])


def top(bar: dict[str, str]) -> float:
    return float(re.match(r"M[-\d.]+,([-\d.]+)", bar["d"])[1])


def printed(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def coded(listed: str, rows: list[tuple[object, ...]], kind: str = "bar") -> Table:
    """A chart whose series is a code of a list of words."""
    text = Words(zh="列", en="column")
    columns = {
        "x": Column(label=text),
        "y": Column(label=text),
        "s": Column(label=text, words=listed),
    }
    view = {"kind": kind, "x": "x", "y": "y", "series": "s"}
    header = Header(title=text, about=text, columns=columns, view=view)
    return Table("reports/t/x", "0", header, ("x", "y", "s"), rows, False, {}, (), "1", 0.0)


@pytest.mark.parametrize(
    "values",
    [
        (1.001, 1.002),
        (NOON, NOON + timedelta(seconds=20)),
        ("甲", "甲 "),
        (1, True),
        ([1, 2], "1、2"),
    ],
)
@pytest.mark.parametrize(("kind", "role"), [("bar", "bar"), ("line", "point")])
def test_values_that_print_alike_are_not_one(kind: str, role: str, values: tuple[object, object]):
    table = table_of(kind, ["x", "y"], [(values[0], 3), (values[1], 5)], x="x", y="y")
    drawn = charts.bar(table, "zh", 500) if kind == "bar" else charts.line(table, "zh", 500)
    assert len(paths(drawn, role)) == 2
    assert kind == "line" or sorted(map(height, paths(drawn, role))) == [174.0, 290.0]


@pytest.mark.parametrize(
    ("values", "empty"), [((0, 0), True), ((0, Nothing.NOT_COMPUTED), False), ((0, 1), False)]
)
def test_a_line_of_noughts_is_said_in_place_of_being_drawn(values: tuple[object, ...], empty: bool):
    rows = [(f"2025-0{at + 1}", value) for at, value in enumerate(values)]
    drawn = figure(table_of("line", ["x", "y"], rows, x="x", y="y"), "zh")
    assert ("各期都是 0" in drawn) is empty
    assert ("<svg" in drawn) is not empty


def test_a_bar_is_named_in_the_readers_language():
    def named(zh: str, lang: str | None) -> Column:
        return Column.model_validate({"label": {"zh": zh, "en": f"{zh} in English"}, "lang": lang})

    columns = {"x": named("设施", "zh"), "x_en": named("设施", "en"), "y": named("数", None)}
    title, view = Words(zh="题", en="Title"), {"kind": "bar", "x": "x", "y": "y"}
    header = Header(title=title, about=title, columns=columns, view=view)
    rows = [("饮水机", "Water", 1), ("微波炉", "Microwave", 2)]
    table = Table("reports/t/x", "0", header, ("x", "x_en", "y"), rows, False, {}, (), "1", 0.0)
    assert {"饮水机", "微波炉"} <= set(printed(charts.bar(table, "zh", 500)))
    english = printed(charts.bar(table, "en", 500))
    assert {"Water", "Microwave"} <= set(english)
    assert not {"饮水机", "微波炉"} & set(english)


def test_a_line_of_zeros_lies_on_the_foot_and_one_without_numbers_is_a_word():
    zeros = table_of("line", ["x", "y"], [("1月", 0), ("2月", 0)], x="x", y="y")
    drawn = charts.line(zeros, "zh", 500)
    heights = {a["transform"].partition(",")[2] for a in paths(drawn, "point")}
    assert heights == {"260)"}  # the height of the plot
    assert printed(drawn).count("0") == 1
    nothing = table_of("line", ["x", "y"], [("1月", None), ("2月", None)], x="x", y="y")
    assert str(figure(nothing, "zh")) == '<p class="empty">无记录</p>'


def test_the_number_behind_the_longest_bar_has_room_on_a_phone():
    rows = [("名字很长的一家单位" + str(n), 0.5 + n / 8) for n in range(5)]
    table = table_of("bar", ["x", "y"], rows, x="x", y="y", units={"y": "percent"})
    drawn = charts.bar(table, "zh", 340)
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn)[1])
    [at] = re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*>100%</text>', drawn)[-1:]
    plot = float(re.search(r'transform="translate\(([\d.]+),', drawn)[1])
    assert plot + float(at) + 12 * 0.6 * len("100%") <= width


def test_series_that_print_alike_are_not_one():
    rows = [("甲", 1, 0.501), ("甲", 3, 0.502)]
    drawn = charts.bar(table_of("bar", ["x", "y", "s"], rows, x="x", y="y", series="s"), "zh", 500)
    assert len({bar["fill"] for bar in paths(drawn, "bar")}) == 2


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_what_is_counted_has_whole_numbers_at_its_axis(kind: str):
    rows = [("甲", 1), ("乙", 2), ("丙", 2)]
    drawn = getattr(charts, kind)(table_of(kind, ["x", "y"], rows, x="x", y="y"), "zh", 500)
    assert {"0", "1", "2"} <= set(printed(drawn))
    assert not [one for one in printed(drawn) if "." in one]


def test_a_small_number_is_no_nought_on_its_axis():
    rows = [("甲", 0.001), ("乙", 0.004)]
    drawn = charts.bar(table_of("bar", ["x", "y"], rows, x="x", y="y"), "zh", 500)
    assert len({one for one in printed(drawn) if one.startswith("0")}) >= 4


@pytest.mark.parametrize("missing", [None, math.nan, math.inf, -math.inf])
def test_a_line_breaks_where_there_is_no_number_and_the_month_stays(missing: object):
    rows = [("一月", 1), ("二月", missing), ("三月", 2), ("四月", 3)]
    table = table_of("line", ["x", "y"], rows, x="x", y="y")
    drawn = charts.line(table, "zh", 500)
    assert [one for one in printed(drawn) if "月" in one] == ["一月", "二月", "三月", "四月"]
    (line,) = paths(drawn, "line mark")
    assert line["d"].count("M") == 2
    assert len(paths(drawn, "point")) == 3
    assert "线在没有数值处断开（二月：" in figure(table, "zh")


@pytest.mark.parametrize(
    ("missing", "word"),
    [
        (None, "无记录"),
        (math.nan, "非数值"),
        (math.inf, "无穷大"),
        (Nothing.WITHHELD, "不公开"),
        (Nothing.NOT_COMPUTED, "未计算"),
    ],
)
def test_a_bar_without_a_number_is_a_gap_and_a_word(missing: object, word: str):
    table = table_of("bar", ["x", "y"], [("甲", 2), ("乙", missing)], x="x", y="y")
    drawn = charts.bar(table, "zh", 500)
    assert {"甲", "乙", "2", word} <= set(printed(drawn))
    assert ["甲" in bar["aria-label"] for bar in paths(drawn, "bar")] == [True]


def test_a_stack_is_in_the_order_of_its_legend():
    rows = [("甲", 1, "a"), ("甲", 2, "b"), ("乙", 3, "b"), ("乙", 2, "a")]
    table = table_of("bar", ["x", "y", "s"], rows, x="x", y="y", series="s")
    bars = paths(charts.bar(table, "zh", 500), "bar")
    for name in ("甲", "乙"):
        stack = [bar for bar in bars if f": {name};" in bar["aria-label"]]
        assert [bar["fill"] for bar in sorted(stack, key=top, reverse=True)] == [BLUE, OCHRE]


def test_a_part_of_a_stack_says_what_it_is_and_nothing_is_not_spoken():
    rows = [("甲", 1, "a"), ("甲", 0, "b"), ("乙", 3, "b")]
    table = table_of("bar", ["x", "y", "s"], rows, x="x", y="y", series="s")
    spoken = [bar["aria-label"] for bar in paths(charts.bar(table, "en", 500), "bar")]
    assert sorted(spoken) == sorted([
        "x column: 甲; y column: 1; s column: a",
        "x column: 乙; y column: 3; s column: b",
    ])  # fmt: skip


def test_nothing_of_a_chinese_chart_is_spoken_in_english():
    rows = [("甲", 1, "子"), ("乙", 3, "丑")]
    table = table_of("bar", ["x", "y", "s"], rows, x="x", y="y", series="s")
    for draw in (charts.bar, charts.line):
        labels = [a["aria-label"] for _, a in tags(draw(table, "zh", 500)) if "aria-label" in a]
        assert labels and not [one for one in labels if "titled" in one or "legend" in one]


def test_a_line_says_which_it_is():
    rows = [("甲", 1, "a"), ("乙", 3, "a"), ("甲", 2, "b"), ("乙", 1, "b")]
    table = table_of("line", ["x", "y", "s"], rows, x="x", y="y", series="s")
    drawn = charts.line(table, "zh", 500)
    assert [line["aria-label"] for line in paths(drawn, "line mark")] == ["a", "b"]
    assert "NaN" not in drawn


def test_the_series_of_a_line_that_are_named_stand_as_bars_beside_one_another():
    rows = [
        (month, fen, move)
        for month in ("1月", "2月")
        for move, fen in (
            ("received", 300),
            ("spent", 0 if month == "1月" else 200),
            ("balance", 5),
        )
    ]
    table = coded("money_move", rows, "line")
    view = table.header.view.model_copy(update={"bars": ("received", "spent")})
    drawn = charts.line(
        replace(table, header=table.header.model_copy(update={"view": view})), "zh", 500
    )
    bars = [one["aria-label"] for one in paths(drawn, "bar")]
    assert len(bars) == 3 and not any("结余" in one for one in bars)
    assert len({one["fill"] for one in paths(drawn, "bar")}) == 2
    assert [one["aria-label"] for one in paths(drawn, "line mark")] == ["月末结余"]
    february = [bar for bar in paths(drawn, "bar") if "2月" in bar["aria-label"]]
    left = [float(re.match(r"M([-\d.]+),", bar["d"])[1]) for bar in february]
    assert abs(left[0] - left[1]) > 5


def test_a_code_has_its_colour_whichever_others_stand_beside_it():
    all_three = [("甲", 1, "regional"), ("甲", 2, "two_new"), ("甲", 3, "village_neighbourhood")]
    for rows, wanted in (
        (all_three, [BLUE, OCHRE, GREEN]),
        (all_three[:0:-1], [GREEN, OCHRE]),
        (all_three[2:], [GREEN]),
    ):
        drawn = charts.bar(coded("group", rows), "zh", 500)
        assert [bar["fill"] for bar in paths(drawn, "bar")] == wanted


def test_nothing_in_a_specification_is_no_json(monkeypatch: pytest.MonkeyPatch):
    specs: list[str] = []

    class Drawing:
        def svg(self, spec: str) -> str:
            specs.append(spec)
            return "<svg></svg>"

    monkeypatch.setattr(vega, "drawing", Drawing)
    rows = [("甲", math.nan), ("乙", math.inf), (math.nan, 1)]
    for kind, draw in (("bar", charts.bar), ("line", charts.line)):
        draw(table_of(kind, ["x", "y"], rows, x="x", y="y"), "zh", 500)

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    assert len([json.loads(spec, parse_constant=refuse) for spec in specs]) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("at", ["", "07:00", "23:00", "25:00"])
def test_the_chosen_value_is_marked_above_its_place_on_the_axis(at, lang):
    rows = [(f"{hour:02}:00", hour % 5) for hour in range(24)]
    table = replace(table_of("line", ["x", "y"], rows, x="x", y="y"), at=at)
    drawn = charts.line(table, lang, 760)
    rules = [a for _, a in tags(drawn) if a.get("aria-roledescription") == "rule mark"]
    words = [text for text in printed(drawn) if at and at in text and text != at]
    if at in ("", "25:00"):
        assert not rules and not words
        return
    (rule,), (word,) = rules, words
    assert word == rule["aria-label"] == {"zh": f"所选 {at}", "en": f"chosen: {at}"}[lang]
    spots = [a["transform"] for a in paths(drawn, "point")]
    across = [float(re.match(r"translate\(([\d.]+)", one)[1]) for one in spots]
    mark = float(re.match(r"translate\(([\d.]+)", rule["transform"])[1])
    assert mark == pytest.approx(across[int(at[:2])], abs=0.6)
    assert (rule["y2"], rule["stroke"]) == ("260", colours.ACCENT)


def test_the_chosen_bar_has_its_name_written_out():
    for names in ("甲乙丙", [f"很长很长的一个名字{n}" * 3 for n in "甲乙丙"]):
        table = table_of("bar", ["x", "y"], [(one, 2) for one in names], x="x", y="y")
        plain, marked = (
            charts.bar(table, "zh", 600),
            charts.bar(replace(table, at=names[1]), "zh", 600),
        )
        assert colours.ACCENT not in plain
        (bold,) = [a for tag, a in tags(marked) if tag == "text" and a.get("font-weight") == "bold"]
        assert bold["fill"] == colours.ACCENT

"""Live pictures from hand-made tables: colours, tips and links of the still ones, and what a selection
comes to."""

import re
from dataclasses import replace
from html import unescape

import holoviews as hv
import pytest
from bokeh.models import PlainText, Text
from figure_tables import table_of

from cypher.header import Rows
from cypher.table import Table
from dashboard.figures import FIGURES, Options
from dashboard.figures.drawing import colours
from dashboard.figures.live import LIVE, live_picture
from dashboard.figures.live.picture import Asked
from dashboard.figures.live.selection import shown_rows, sums_of
from dashboard.figures.relations import layers, sankey
from dashboard.shell.assets import asset, asset_url

FLOW = ("level", "source", "target", "value")
FLOWS = [(1, "甲", "站", 6), (1, "乙", "站", 2), (2, "站", "点", 8)]
TIES = ("source_id", "target_id", "basis", *FLOW)
TIE_ROWS = [
    ("ORG-1", "ST-1", "recorded", *FLOWS[0]),
    ("ORG-2", "ST-1", "derived", *FLOWS[1]),
    ("ST-1", "SITE-1", "derived", *FLOWS[2]),
]
SPOTS = ("id", "title", "longitude", "latitude", "shape")
PLACES = [("SITE-1", "东站", 121.0, 31.0, "site"), ("ST-1", "西站", 121.02, 31.01, "station")]
MONTHS = [("2025-01", 3), ("2025-02", None), ("2025-03", 4)]
EXAMPLES = {
    "sankey": (FLOW, FLOWS, {name: name for name in FLOW}),
    "layers": (TIES, TIE_ROWS, {name: name for name in TIES}),
    "map": (SPOTS, PLACES, {name: name for name in SPOTS}),
    "matrix": (("row", "column", "value"), [("甲", "点", 6), ("乙", "点", 2)], {"row": "row", "column": "column", "value": "value"}),
    "bar": (("x", "y"), MONTHS, {"x": "x", "y": "y"}),
    "line": (("x", "y"), MONTHS, {"x": "x", "y": "y"}),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _bokeh() -> None:
    hv.extension("bokeh", logo=False)


def example(kind: str) -> Table:
    names, rows, view = EXAMPLES[kind]
    return table_of(kind, names, rows, **view)


def link(table: Table, name: str, row: dict[str, object]) -> str:
    return f"rows?{name}={'-'.join(str(one) for one in row.values())}"


def leads(name: str, row: dict[str, object]) -> str:
    return f"node?{name}={row[name]}"


def asked(**more: object) -> Asked:
    given = {"lang": "zh", "room": 860, "width": 900, "height": 500, "link": link, "leads": leads}
    return Asked(**{**given, **more})


def drawn(kind: str, table: Table, **more: object):
    """The finished Bokeh figure."""
    return hv.renderer("bokeh").get_plot(live_picture(kind, table, asked(**more))).state


def sources(figure) -> list[dict[str, list[object]]]:
    """The data of its marks."""
    held = [one.data_source for one in figure.renderers if one.name == "marks"]
    assert [one.name for one in held] == [f"marks-{at}" for at in range(len(held))]
    return [{name: list(values) for name, values in one.data.items()} for one in held]


@pytest.mark.parametrize("kind", sorted(LIVE))
def test_marks_lead_where_the_still_ones_do_and_say_the_same(kind: str):
    still = str(FIGURES[kind](example(kind), "zh", Options(link=link, leads=leads)))
    still, *_on_a_phone = still.split('<div class="narrow')
    marks = sources(drawn(kind, example(kind)))
    live = {one for data in marks for one in data["link"] if one}
    assert live == {unescape(one) for one in re.findall(r'href="([^"]*)"', still)} != set()
    words = {one for data in marks for one in data["about"] if one}
    spoken = re.findall(r'(?:data-tip|aria-label)="([^"]*)"', still)
    assert words <= {unescape(one).replace("; ", "\n") for one in spoken}


def test_it_has_the_colours_of_the_still_one_on_a_light_page_and_on_a_dark_one():
    scene = sankey.scene(example("sankey"), "zh", sankey.WIDE)
    for dark, shade in ((False, str), (True, colours.in_the_dark)):
        flows, nodes, _ = sources(drawn("sankey", example("sankey"), dark=dark))
        assert flows["fill_color"] == [shade(flow.colour) for flow in scene.ribbons]
        assert nodes["color"] == [shade(bar.colour) for bar in scene.bars]
    assert colours.in_the_dark(colours.PALETTE[0]) != colours.PALETTE[0]


def test_the_lines_of_a_layered_map_have_its_colours_and_strokes():
    figure = drawn("layers", example("layers"))
    lines = [one for one in figure.renderers if type(one.glyph).__name__ == "MultiLine"]
    shades = {shade for one in lines for shade in one.data_source.data["line_color"]}
    assert {one.glyph.line_color.field for one in lines} == {"line_color"}
    scene = layers.scene(example("layers"), "zh", layers.WIDE)
    assert shades == {line.colour for line in scene.lines} and len(shades) > 1
    assert {str(one.glyph.line_dash) for one in lines} == {"solid", "7 3"}


def test_the_style_sheet_says_the_same_of_still_pictures():
    sheet = asset(asset_url("colours.css").removeprefix("assets/"))
    assert sheet is not None
    styles = sheet.content.decode()
    rules = re.findall(r'\[fill="(#[0-9a-f]{6})"\]\s*\{\s*fill:\s*(#[0-9a-f]{6})', styles)
    named = {light: dark for light, dark in rules if light in (*colours.PALETTE, colours.NODE)}
    assert named.keys() >= {colours.PALETTE[0], colours.ACCENT, colours.NODE}
    assert {light: colours.in_the_dark(light) for light in named} == named


@pytest.mark.parametrize("kind", ["bar", "line", "matrix"])
def test_a_name_is_never_markup_nor_a_formula(kind: str):
    name = "<b>甲</b> $$x$$"
    names, rows, view = EXAMPLES[kind]
    table = table_of(kind, names, [(name, *row[1:]) for row in rows[:1]], **view)
    figure = drawn(kind, table)
    labels = [
        label
        for axis in (*figure.xaxis, *figure.yaxis)
        for label in axis.major_label_overrides.values()
    ]
    texts = [one for one in labels if isinstance(one, PlainText)]
    assert [one.text for one in texts] == [name]
    assert name in sources(figure)[0]["about"][0]


def test_a_row_without_a_number_breaks_its_line_and_has_no_point():
    figure = drawn("line", example("line"))
    (points,) = sources(figure)
    assert points["at"] == [0, 2]
    (course,) = [one.data_source.data for one in figure.renderers if one.name != "marks"]
    assert [str(one) for one in course["y"]] == ["3.0", "nan", "4.0"]


def test_the_chosen_value_is_marked_in_the_live_chart_as_in_the_still_one():
    figure = drawn("line", replace(example("line"), at="2025-03"), lang="en")
    (rule,) = [one for one in figure.renderers if getattr(one.glyph, "line_dash", []) == [6]]
    assert (list(rule.data_source.data["x"]), rule.glyph.line_color) == ([2, 2], colours.ACCENT)
    glyphs = [one.glyph for one in figure.renderers if isinstance(one.glyph, Text)]
    assert [one.text_color for one in glyphs] == [colours.ACCENT]
    plain = drawn("line", example("line"))
    assert len(figure.renderers) - len(plain.renderers) == 2


def counted(**rows: object) -> Table:
    """Two measures by month; the rows behind each are as given."""
    table = table_of(
        "line",
        ["month", "what", "n"],
        [("2025-01", "a", 3), ("2025-01", "b", 7), ("2025-02", "a", 4), ("2025-02", "b", 9)],
        x="month",
        y="n",
        series="what",
    )
    declared = tuple(
        Rows(report="t/rows", where={"what": code}, **one) for code, one in rows.items()
    )
    table.header.columns["n"] = table.column("n").model_copy(update={"rows": declared})
    return table


class _Links:
    """Where rows are, noting what it is asked."""

    def __call__(self, table: Table, name: str, row: dict[str, object]) -> str:
        return ""

    def within(self, table, name, row, column, period) -> str:
        return f"{row['what']} {row[name]} {column} {period}"


def test_a_period_is_told_with_the_sums_of_what_adds_up_and_the_ends_of_what_does_not():
    table = counted(a={"with": {"period": "month"}}, b={"with": {"as_of": "month"}})
    rows = [row for _, row in shown_rows(table)]
    sums = sums_of(table, "en", _Links(), rows)
    assert sums is not None and sums([]) == []
    period, first, second = sums([0, 1, 2, 3])
    assert period.text == "1 Jan – 28 Feb 2025: " and period.link == ""
    assert (first.text, first.link) == ("a 7", "a 7 month 2025-01-01..2025-02-28")
    assert (second.text, second.link) == ("b 7 → 9", "")
    assert [one.text for one in sums([1])] == ["1–31 Jan 2025: ", "b 7"]


def test_bars_whose_things_may_be_counted_twice_are_not_added():
    names, _, view = EXAMPLES["bar"]
    table = table_of("bar", names, [("甲", 3), ("乙", 4)], **view)
    assert sums_of(table, "zh", None, [row for _, row in shown_rows(table)]) is None
    assert not [one for one in drawn("bar", table).tools if one.name == "select"]
    column = table.column("y").model_copy(update={"adds_up": True})
    table.header.columns["y"] = column
    sums = sums_of(table, "zh", None, [row for _, row in shown_rows(table)])
    assert sums is not None and [one.text for one in sums([0, 1])] == ["选中 2 项，合计 7"]


def test_what_is_selected_in_a_matrix_is_added_on_the_server():
    figure = drawn("matrix", example("matrix"))
    (source,) = [one.data_source for one in figure.renderers if one.name == "marks"]
    assert figure.tags[0]["parts"] == []
    source.selected.indices = [0, 1]
    assert figure.tags[0]["parts"] == [["选中 2 项，合计 8", ""]]
    source.selected.indices = []
    assert figure.tags[0]["parts"] == []


def test_of_a_map_the_ground_is_drawn_and_not_the_legend():
    figure = drawn("map", example("map"))
    shown = {word for data in sources(figure) for word in data.get("text", [])}
    assert "东站" in shown and not any("配送站点" in one for one in shown)

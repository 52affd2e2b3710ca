"""Nodes are told apart by their ids, whatever these look like, and colours belong to meanings."""

import math
from dataclasses import replace

import pytest
from figure_tables import table_of, tags

from cypher.header import Column, Words
from cypher.nothing import Nothing
from cypher.table import Table
from dashboard.figures.drawing import colours
from dashboard.figures.lists.matrix import matrix
from dashboard.figures.relations import layers, sankey

NAMES = ("level", "source_id", "source", "target_id", "target", "value")
VIEW = {name: name for name in NAMES}
ROWS = [
    (1, "a1", "同名", "b1", "站", 3),
    (1, "a2", "同名", "b1", "站", 2),
    (2, "b1", "站", 7, "点", 5),
]
BLUE, OCHRE, GREEN = colours.PALETTE[:3]


def related(kind: str, rows: list[tuple[object, ...]], listed: str | None = None) -> Table:
    """A picture of relationships whose sources are codes of a list of words."""
    table = table_of(kind, NAMES, rows, **VIEW)
    label = Words(zh="自", en="From")
    columns = table.header.columns | {"source": Column(label=label, words=listed)}
    return replace(table, header=table.header.model_copy(update={"columns": columns}))


@pytest.mark.parametrize("size", [sankey.WIDE, sankey.NARROW])
def test_two_nodes_of_one_name_are_two_bars_of_a_flow(size: sankey.Size):
    drawn = sankey.scene(related("sankey", ROWS), "zh", size)
    assert sorted({bar.key for bar in drawn.bars}) == ["0|a1", "0|a2", "1|b1", "2|7"]
    assert [one.about.split("\n")[0] for one in drawn.bars if one.key.startswith("0")] == [
        "同名"
    ] * 2
    assert len({bar.colour for bar in drawn.bars if bar.key.startswith("0")}) == 2


def test_two_nodes_of_one_name_are_two_circles_of_a_layered_map():
    drawn = layers.scene(related("layers", ROWS), "zh", layers.WIDE)
    assert sorted(dot.key for dot in drawn.dots if dot.key) == ["0|a1", "0|a2", "1|b1", "2|7"]


def test_two_things_of_one_name_are_two_rows_of_a_matrix():
    names = ("row_id", "row", "column_id", "column", "n")
    rows = [("x1", "甲", 1, "一", 2), ("x2", "甲", 1, "一", 3), ("x2", "甲", 2, "一", 4)]
    table = table_of(
        "matrix", names, rows,
        row="row", column="column", value="n", source_id="row_id", target_id="column_id",
    )  # fmt: skip
    text = matrix(table, "zh")
    assert text.count('<th scope="row"><span>甲</span>') == 2
    assert text.count('<th scope="col"><span>一</span>') == 2
    cells = [attrs.get("data-tip") for tag, attrs in tags(text) if tag == "td"]
    assert [one for one in cells if one] == ["甲 → 一\n3", "甲 → 一\n4", "甲 → 一\n2"]


def test_values_that_print_alike_are_two_nodes_without_ids():
    rows = [(1, 1.001, "b", 2), (1, 1.002, "b", 3)]
    names = ("level", "source", "target", "value")
    table = table_of("sankey", names, rows, source="source", target="target", value="value")
    assert len(sankey.scene(table, "zh", sankey.WIDE).bars) == 3


@pytest.mark.parametrize("amount", [math.nan, math.inf, Nothing.WITHHELD, None, -4])
def test_what_is_no_amount_spoils_no_picture(amount: object):
    rows = [*ROWS, (1, "a3", "丙", "b1", "站", amount)]
    flow = sankey.scene(related("sankey", rows), "zh", sankey.WIDE)
    assert {bar.key for bar in flow.bars} == {"0|a1", "0|a2", "1|b1", "2|7"}
    drawn = layers.scene(related("layers", rows), "zh", layers.WIDE)
    assert all(math.isfinite(dot.radius) for dot in drawn.dots)
    assert [dot.hollow for dot in drawn.dots if dot.key == "0|a3"] == [True]


@pytest.mark.parametrize(
    ("amount", "word"), [(math.nan, "非数值"), (Nothing.WITHHELD, "不公开"), (None, "无记录")]
)
def test_a_cell_without_a_number_says_why(amount: object, word: str):
    rows = [("甲", "一", 2), ("甲", "二", amount)]
    text = matrix(table_of("matrix", ["r", "c", "v"], rows, row="r", column="c", value="v"), "zh")
    assert f"甲 → 二\n{word}" in [attrs.get("data-tip") for _, attrs in tags(text)]


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        (("regional", "two_new", "village_neighbourhood"), [BLUE, OCHRE, GREEN]),
        (("village_neighbourhood", "two_new"), [GREEN, OCHRE]),
        (("village_neighbourhood",), [GREEN]),
    ],
)
def test_a_group_has_one_colour_in_every_view_and_size(codes: tuple[str, ...], wanted: list[str]):
    rows = [(1, one, one, "b1", "站", 9 - at) for at, one in enumerate(codes)]
    rows.append((2, "b1", "站", 7, "点", 5))
    for kind, room in (("sankey", sankey), ("layers", layers)):
        for size in (room.WIDE, room.NARROW):
            drawn = room.scene(related(kind, rows, "group"), "zh", size)
            shapes = drawn.bars if kind == "sankey" else drawn.dots
            found = {one.key: one.colour for one in shapes if one.key.startswith("0|")}
            assert [found[f"0|{code}"] for code in codes] == wanted
            rest = {one.colour for one in shapes if one.key and not one.key.startswith("0|")}
            assert rest == {colours.NODE}

"""The figures of the committee's pages: board, map, attention, groups, changes, pictures to take away."""

import itertools
import random
from datetime import date
from xml.etree import ElementTree

import pytest
from figure_tables import table_of, tags

from cypher.header import Column, Words
from dashboard.cards.earlier_days import back
from dashboard.figures import Options, figure
from dashboard.figures.drawing.labels import Point, labels
from dashboard.figures.drawing.svg import svg
from dashboard.figures.lists.number import Earlier, change
from dashboard.figures.maps.town_map import NARROW, WIDE, scene
from dashboard.texts import say


def board(rows):
    table = table_of(
        "board",
        ["stage", "id", "title", "days", "mark", "where"],
        rows,
        units={"days": "day"},
        column="stage", id="id", title="title", value="days", mark="mark",
    )  # fmt: skip
    columns = dict(table.header.columns)
    columns["stage"] = Column(label=Words(zh="步", en="Step"), words="wish_status")
    columns["mark"] = Column(label=Words(zh="提示", en="Sign"), words="board_mark")
    header = table.header.model_copy(update={"columns": columns})
    return table.__class__(**{**vars(table), "header": header})


def test_a_board_puts_steps_in_their_order_and_says_how_many_more():
    rows = [("CLAIMED", f"W-{n:06}", f"甲{n}", n, None, "站") for n in range(33)]
    rows += [("PUBLISHED", "W-000900", "乙", 40, "long_wait", None)]
    text = figure(board(rows), "zh", Options(report=lambda id: f"reports?report={id}"))
    lanes = [part.split("</h3>")[0] for part in text.split('<details class="lane')[1:]]
    assert ["待认领" in lanes[0], "已认领" in lanes[1]] == [True, True]
    assert "<b>1</b>" in lanes[0] and "<b>33</b>" in lanes[1]
    assert text.count("<li ") == 30 + 1
    assert "还有 3 件" in text and "reports?report=reports/t/x" in text


def test_cards_of_a_board_stand_in_groups_within_their_columns_and_none_is_lost():
    rows = [
        ("CLAIMED", "W-000001", "甲", 9, None, "北站"),
        ("CLAIMED", "W-000002", "乙", 8, None, "<南站>"),
        ("CLAIMED", "W-000003", "丙", 7, None, "北站"),
        ("PUBLISHED", "W-000004", "丁", 6, None, None),
    ]
    text = figure(board(rows), "zh", Options(by="where"))
    in_order = ["无记录 <b>1</b>", "丁", "北站 <b>2</b>", "甲", "丙", "&lt;南站&gt; <b>1</b>", "乙"]
    places = [text.index(one) for one in in_order]
    assert places == sorted(places)
    cut = figure(board(rows), "zh", Options(by="where", most=1))
    assert "甲" in cut and "丙" not in cut and "南站" not in cut and "还有 2 件" in cut


def test_what_is_late_on_a_board_is_said_by_a_sign_and_a_word():
    rows = [
        ("CLAIMED", "W-000001", "甲", 50, "overdue", "站"),
        ("PUBLISHED", "W-000002", "乙", 3, None, "站"),
    ]
    cards = [attrs for tag, attrs in tags(figure(board(rows), "en")) if tag == "li"]
    assert ["overdue" in one["class"] for one in cards] == [False, True]
    assert {one["data-id"] for one in cards} == {"W-000001", "W-000002"}
    text = figure(board(rows), "en")
    assert text.count('class="sign"') == 1 and "Late" in text
    assert ">days column 50 days<" in text  # how long what, not a number beside the sign


def places(n, seed=7):
    draw = random.Random(seed)
    return [
        (f"ST-{at:04}" if at % 2 else f"SITE-{at:04}", f"某某职工服务站点{at}",
         121.68 + draw.random() * 0.07, 31.19 + draw.random() * 0.07,
         "station" if at % 2 else "site", ("open", "reached", "shut", "beyond")[at % 4], at, 900.0)
        for at in range(n)
    ]  # fmt: skip


def town(rows):
    names = ["id", "name", "x", "y", "what", "state", "riders", "radius"]
    return table_of(
        "map", names, rows, units={"riders": "person"},
        id="id", title="name", longitude="x", latitude="y", shape="what", state="state",
        value="riders", radius="radius",
    )  # fmt: skip


def box(word):
    wide = word.size * sum(1.0 if letter > "\u2e7f" else 0.5 for letter in word.text)
    left = {"start": word.x, "end": word.x - wide, "middle": word.x - wide / 2}[word.anchor]
    return left, word.y - word.size * 0.8, left + wide, word.y


def meets(a, b):
    return not (a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1])


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("n", [1, 34, 80])
def test_names_on_the_map_neither_meet_nor_leave_it_and_those_left_out_are_counted(size, n):
    drawn = scene(town(places(n)), "zh", size)
    named = [word for word in drawn.words if word.key]
    for a, b in itertools.combinations(map(box, named), 2):
        assert not meets(a, b)
    for left, top, right, bottom in map(box, named):
        assert left >= -1 and top >= -1 and right <= drawn.width + 1 and bottom <= drawn.ground + 1
    rough = [box(word) for word in drawn.words if word.text == say("rough_outline", "zh")]
    assert rough and not [one for one in map(box, named) if meets(one, rough[0])]
    left_out = n - len(named)
    said = [word.text for word in drawn.words if "未显示" in word.text]
    assert said == ([f"{left_out} 个名称未显示，移到图上可查看"] if left_out else [])


def test_a_map_is_true_to_scale_north_is_up_and_circles_are_as_wide_as_they_say():
    rows = [
        ("ST-1", "南", 121.70, 31.20, "station", "open", 1, 1000.0),
        ("ST-2", "北", 121.70, 31.24, "station", "shut", 1, None),
        ("ST-3", "东", 121.742, 31.20, "station", "shut", 1, None),
    ]
    drawn = scene(town(rows), "zh", WIDE)
    at = {dot.id: dot for dot in drawn.dots if dot.id}
    assert at["ST-2"].y < at["ST-1"].y and at["ST-3"].x > at["ST-1"].x
    upright = (at["ST-1"].y - at["ST-2"].y) / (0.04 * 110_574)
    across = (at["ST-3"].x - at["ST-1"].x) / (0.042 * 111_320 * 0.8552)  # cos 31.22°
    assert across == pytest.approx(upright, rel=0.01)
    (circle,) = [area for area in drawn.areas if area.radius]
    assert circle.radius == pytest.approx(1000 * upright, rel=0.01)
    bar = next(word.text for word in drawn.words if word.text.endswith(" km"))
    line = max((one for one in drawn.lines if one.y0 == one.y1), key=lambda one: one.x1 - one.x0)
    assert (line.x1 - line.x0) / upright == pytest.approx(float(bar.split()[0]) * 1000, rel=0.01)


def test_what_has_no_coordinates_is_not_on_the_map_and_two_at_one_place_stand_side_by_side():
    same = ("station", "open", 1, None)
    rows = [("ST-1", "甲", 121.7, 31.2, *same), ("ST-2", "乙", 121.7, 31.2, *same),
            ("ST-3", "丙", None, None, *same)]  # fmt: skip
    dots = {dot.id: dot for dot in scene(town(rows), "zh", WIDE).dots if dot.id}
    assert set(dots) == {"ST-1", "ST-2"}
    assert abs(dots["ST-1"].x - dots["ST-2"].x) > 2 * WIDE.sign


def test_states_on_the_map_read_without_colour():
    signs = {
        dot.about.split("\n")[0]: (dot.shape, dot.hollow)
        for dot in scene(town(places(8)), "zh", WIDE).dots
        if dot.id
    }
    assert len(set(signs.values())) == 4


def test_labels_keep_clear_of_signs():
    points = [Point(100 + 14 * n, 100, 6, f"名{n}") for n in range(6)]
    placed = labels(points, 12, 300, 200)
    for label in placed:
        assert label is not None
        for point in points:
            beside = (
                label.box.right <= point.x - 6
                or label.box.left >= point.x + 6
                or label.box.bottom <= point.y - 6
                or label.box.top >= point.y + 6
            )
            assert beside


def test_attention_lists_three_that_are_not_nothing_and_says_how_many_more():
    rows = [
        ("甲", 0, 9, "a"),
        ("乙", 4, 9, "b"),
        ("丙", 5, 9, "c"),
        ("丁", 6, 9, "d"),
        ("戊", 1, 2, "e"),
    ]
    table = table_of(
        "attention", ["m", "n", "of", "to"], rows, title="m", value="n", of="of", to="to"
    )
    text = figure(table, "zh", Options(report=lambda id: f"r/{id}", most=3))
    assert [attrs["href"] for tag, attrs in tags(text) if tag == "a"] == ["r/b", "r/c", "r/d"]
    assert "另有 1 项" in text and "甲" not in text


def test_rows_under_headings_keep_their_order_and_all_of_a_group():
    rows = [("W-1", "灯", "甲"), ("W-2", "书", "乙"), ("W-1", "灯", "丙"), ("W-3", "伞", None)]
    table = table_of("table", ["id", "wish", "who"], rows)
    text = figure(table, "zh", Options(by="id", head=("wish", "id"), most=2))
    assert (
        text.index("灯") < text.index("甲") < text.index("丙") < text.index("书") < text.index("乙")
    )
    assert "伞" not in text and text.count("data-id=") == 2
    whole = figure(table, "zh", Options(by="id", head=("wish",)))
    assert "伞" in whole and "无记录" not in whole


@pytest.mark.parametrize(
    ("now", "then", "unit", "zh", "en"),
    [
        (30, 27, "count", "+3", "+3"),
        (25, 27, "count", "−2", "−2"),
        (27, 27, "count", "±0", "±0"),
        (0.895, 0.88, "percent", "+1.5 个百分点", "+1.5 points"),
        (8_460_000, 8_200_000, "fen", "+2,600 元", "+¥2,600"),
    ],
)
def test_a_change_is_said_with_its_sign(now, then, unit, zh, en):
    assert change(now, then, unit, "zh") == zh
    assert change(now, then, unit, "en") == en


def test_a_number_tells_its_change_and_the_day():
    table = table_of("number", ["n"], [(30,)], value="n", units={"n": "count"})
    text = figure(table, "zh", Options(past=(Earlier(date(2025, 7, 31), "比上月", 27),)))
    assert "<b>+3</b> 比上月" in text
    assert 'data-tip="2025年7月31日\n27"' in text


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 8, 31), 1, date(2025, 7, 31)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_the_same_day_of_an_earlier_month(day, months, then):
    assert back(day, months) == then


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_map_is_whole_xml_whatever_the_names(size):
    rows = [("ST-1", "<b>&\"'", 121.7, 31.2, "station", "open", 1, 500.0)]
    root = ElementTree.fromstring(svg(scene(town(rows), "en", size)))
    assert "<b>&\"'" in "".join(root.itertext())


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("metres", "whole"), [(900.0, True), (20_000.0, False)])
def test_circles_are_whole_unless_the_town_would_be_tiny_beside_them(size, metres, whole):
    rows = [(*row[:-1], metres) for row in places(34)]
    drawn = scene(town(rows), "zh", size)
    round_ones = [area for area in drawn.areas if area.radius]
    beyond = [
        one
        for one in round_ones
        for (x, y) in one.points
        if y - one.radius < -0.5 or y + one.radius > drawn.ground + 0.5 or x < one.radius - 0.5
    ]
    assert round_ones and (not beyond) is whole

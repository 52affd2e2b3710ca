"""The picture of what surrounds a record: nothing lies on anything else, nothing is left out in silence."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from figure_tables import table_of

from dashboard.figures.drawing.labels import Box
from dashboard.figures.relations.neighbourhood import scene
from graph.text import ems

NAMES = [
    "step",
    "unit",
    "from_id",
    "tie",
    "way",
    "kind",
    "other_id",
    "other",
    "count",
    "alone",
    "followed",
]
VIEW = dict(
    step="step", unit="unit", id="other_id", title="other", what="kind", tie="tie", way="way",
    value="count", alone="alone", followed="followed",
)  # fmt: skip
LONG = "新就业群体党群服务中心" * 20


def around(*rows, name="枫溪驿站"):
    own = (0, -1, None, None, None, "ServiceStation", "ST-0001", name, 1, True, True)
    return table_of("neighbourhood", NAMES, [own, *rows], **VIEW)


def one(unit, id, name, tie="VIA", way="in", kind="Wish"):
    return (1, unit, None, tie, way, kind, id, name, 1, True, True)


def many(unit, count, tie="VIA", kind="Wish", followed=True):
    return (1, unit, None, tie, "in", kind, None, None, count, False, followed)


def further(unit, id, name, tie="FOR", count=1):
    return (2, unit, "W-1", tie, "out", "Claim", id, name, count, id is not None, True)


BUSY = [
    *(one(at, f"W-{at}", f"{LONG}{at}", tie=f"T{at // 5}") for at in range(22)),
    *(further(at, f"CL-{at}-{n}", LONG) for at in range(22) for n in range(4)),
]
FEW = [one(0, "AREA-1", "合庆镇", "LOCATED_IN", "out", "Area"), many(1, 2000)]


def link(table, name, row):
    """Where a record leads, and its count; nowhere for a second step's."""
    return f"record?id={row['other_id']}" if name == "other" else None


def boxes(drawn):
    """The room that each line of text takes."""
    for word in drawn.words:
        wide = ems(word.text) * word.size
        left = {"start": word.x, "middle": word.x - wide / 2, "end": word.x - wide}[word.anchor]
        yield word.text, Box(left, word.y - word.size * 0.8, left + wide, word.y + word.size * 0.2)


@pytest.mark.parametrize("width", [780, 340])
@pytest.mark.parametrize("rows", [BUSY, BUSY[:22], BUSY[:1], FEW, []], ids=len)
def test_names_lie_within_the_picture_and_not_on_each_other(rows, width):
    drawn = scene(around(*rows, name=LONG), "zh", width, link)
    placed = list(boxes(drawn))
    beyond = [text for text, box in placed if not box.within(width + 1, drawn.height)]
    assert beyond == []
    meeting = [(a, b) for (a, one), (b, two) in combinations(placed, 2) if one.meets(two)]
    assert meeting == []


def test_what_is_left_out_is_counted_and_leads_on():
    drawn = scene(around(*BUSY), "zh", 780, link)
    shown = [word for word in drawn.words if word.whole and word.link.startswith("record?id=CL-")]
    rest = [word for word in drawn.words if re.fullmatch(r"其余 \d+ 条", word.text)]
    counted = sum(int(re.findall(r"\d+", word.text)[0]) for word in rest)
    assert len(shown) + counted == 88
    assert rest and all(word.link.startswith("explore?ids=W-") for word in rest)


def test_many_of_a_kind_are_one_mark_with_their_number():
    drawn = scene(around(*FEW), "zh", 780, link)
    texts = [word.text for word in drawn.words]
    assert "微心愿 2,000 件" in texts and "合庆镇" in texts
    assert all(dot.link for dot in drawn.dots if dot.about and dot.key != "0")
    assert "2,000" in drawn.detail and "合庆镇" in drawn.detail


def test_a_name_in_two_lines_is_not_broken_before_a_bracket_and_a_long_neighbour_is_whole():
    name, beside = "夏日送清凉（第二场）", "木棉服饰第二联合党支部 · 2023-09-11"
    drawn = scene(around(one(0, "CL-1", beside, kind="Claim"), name=name), "zh", 780, link)
    texts = [word.text for word in drawn.words]
    assert {"夏日送清凉", "（第二场）", beside} <= set(texts)


def test_a_record_without_relationships_says_so():
    drawn = scene(around(), "zh", 780, link)
    assert "暂无关系。" in [word.text for word in drawn.words] and drawn.detail == "暂无关系。"


def test_a_group_too_large_for_the_second_step_says_so():
    rows = [one(0, "W-1", "充电宝"), further(0, "CL-1", "认领"), many(1, 301, followed=False)]
    drawn = scene(around(*rows), "en", 780, link)
    assert "Too many to follow here" in [word.text for word in drawn.words]


def test_the_file_of_the_picture_has_no_links():
    drawn = scene(around(*BUSY, name="站"), "zh", 972)
    assert not any(shape.link for shape in (*drawn.words, *drawn.dots))
    assert replace(drawn) == scene(around(*BUSY, name="站"), "zh", 972)

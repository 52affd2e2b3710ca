"""The layered map: its order, its places from year to year, its names, what solid and broken say."""

import itertools
import os
import re
import subprocess
import sys
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from cypher.header import Column, Header, Words
from cypher.table import Table
from cypher.views import LayersView
from dashboard.edition.maps import sheet
from dashboard.edition.report import pictures
from dashboard.figures.drawing import alone
from dashboard.figures.drawing.svg import svg
from dashboard.figures.relations.layers import NARROW, WIDE, scene
from dashboard.figures.relations.layout import Pull, Spot, places
from dashboard.figures.relations.relationship_table import layers

NAMES = (
    "level", "group", "source_id", "source", "target_id", "target", "basis", "wishes", "cost"
)  # fmt: skip
GROUPS = ("village_neighbourhood", "regional", "two_new")


def table(rows):
    columns = {name: Column(label=Words(zh=f"{name}列", en=f"{name} column")) for name in NAMES}
    columns["group"] = Column(label=Words(zh="类别", en="Group"), words="group")
    columns["cost"] = Column(label=Words(zh="花费", en="Cost"), unit="fen")
    view = {name: name for name in NAMES if name not in ("wishes", "cost")}
    header = Header(
        title=Words(zh="分层", en="Layers"),
        about=Words(zh="说明", en="About"),
        columns=columns,
        view=LayersView(kind="layers", value="wishes", **view),
    )
    return Table("reports/t/x", "0123456789ab", header, NAMES, list(rows), False, {}, (), "1", 0.0)


def town(organisations=40, stations=9, sites=12):
    """Three groups of organisations, each tied to a few stations, those to sites, one company each."""
    rows = []
    for n in range(organisations):
        for far in range(1 + n % 3):
            st = (n * 7 + far * 4) % stations
            rows.append((1, GROUPS[n % 3], f"ORG-{n:04}", f"某村居民区党总支{n}", f"ST-{st:04}",
                         f"户外职工驿站（第{st}处）", "recorded", 1 + n % 5, 100 * n))  # fmt: skip
    for st, far in itertools.product(range(stations), range(3)):
        site = (st * 5 + far * 3) % sites
        rows.append((2, None, f"ST-{st:04}", f"户外职工驿站（第{st}处）", f"SITE-{site:04}",
                     f"同城配送站{site}", "derived", 1 + st % 4, None))  # fmt: skip
    for site in range(sites):
        rows.append((3, None, f"SITE-{site:04}", f"同城配送站{site}", f"CO-{site % 4:04}",
                     f"同城{site % 4}", "assumed", 0, None))  # fmt: skip
    return rows


def boxes(drawn):
    """Each word's box, as wide as its letters at the least could be."""
    found = []
    for word in drawn.words:
        wide = word.size * sum(1.0 if letter > "\u2e7f" else 0.5 for letter in word.text)
        left = {"start": word.x, "end": word.x - wide, "middle": word.x - wide / 2}[word.anchor]
        found.append((word.text, left, word.y - word.size * 0.85, left + wide, word.y))
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_name_lies_on_another_or_leaves_the_picture(size):
    drawn = scene(table(town()), "zh", size)
    for _, left, top, right, bottom in boxes(drawn):
        assert left >= 0 and top >= 0 and right <= drawn.width and bottom <= drawn.height
    for (one, a0, b0, a1, b1), (other, c0, d0, c1, d1) in itertools.combinations(boxes(drawn), 2):
        assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0, f"{one} lies on {other}"


def test_the_names_of_the_outer_columns_are_whole():
    first, last = "某村居民区联合党总支第一支部", "户外职工驿站（第二处近南门）"
    row = (1, GROUPS[0], "ORG-0001", first, "ST-0001", last, "recorded", 1, None)
    assert {first, last} <= {word.text for word in scene(table([row]), "zh", WIDE).words}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_last_heading_ends_within_the_picture(lang):
    rows = [
        (3, None, f"SITE-{n:04}", f"同城配送站{n}", f"CO-{n:04}", f"同城{n}", "recorded", 0, None)
        for n in range(120)
    ]
    drawn = scene(table([*town(), *rows]), lang, WIDE)
    last = max(
        (word for word in drawn.words if word.text.endswith(" 120")), key=lambda word: word.x
    )
    bold = 0.6  # of its height, about as wide as a Latin letter of a bold text is
    wide = last.size * sum(1.0 if letter > "\u2e7f" else bold for letter in last.text)
    assert last.x + wide <= drawn.width


def test_the_same_rows_give_the_same_bytes_whatever_the_hashes():
    program = (
        "import sys, hashlib; sys.path[:0] = ['tests/dashboard/figures', 'tests/support']\n"
        "from test_figures_layers import WIDE, scene, svg, table, town\n"
        "text = svg(scene(table(town()), 'zh', WIDE))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }  # fmt: skip
    assert len(said) == 1 and len(said.pop().strip()) == 64


def test_the_order_of_the_rows_does_not_matter():
    rows = town()
    assert svg(scene(table(rows), "zh", WIDE)) == svg(scene(table(rows[::-1]), "zh", WIDE))


def test_groups_stand_together_in_the_order_of_their_words():
    found = layers(table(town()), table(town()).dicts(), "zh")
    assert found.blocks == ("regional", "two_new", "village_neighbourhood")
    rows = found.places()
    blocks = [found.nodes[key].block for key in sorted(rows, key=rows.get) if key[0] == 0]
    assert [block for block, _ in itertools.groupby(blocks)] == list(found.blocks)


def test_relationships_that_need_not_cross_do_not():
    """Five pairs given crosswise: the order that unties them is found."""
    spots = [Spot(0, f"a{n}") for n in range(5)] + [Spot(1, f"b{n}") for n in range(5)]
    pulls = [Pull((0, f"a{n}"), (1, f"b{(n * 2) % 5}"), 1.0) for n in range(5)]
    rows = places(spots, pulls)
    for one, other in itertools.combinations(pulls, 2):
        assert (rows[one.source] - rows[other.source]) * (rows[one.target] - rows[other.target]) > 0


def test_what_was_there_keeps_its_place_and_what_is_new_stands_beside_its_neighbours():
    before = town()
    old = layers(table(before), table(before).dicts(), "zh").places()
    gone = {"ORG-0004", "ST-0003"}
    after = [row for row in before if row[2] not in gone and row[4] not in gone]
    after += [
        (1, "regional", "ORG-0900", "新来的党支部", "ST-0001", "户外职工驿站（第1处）", "recorded", 2, 5),
        (2, None, "ST-0900", "新站", "SITE-0001", "同城配送站1", "recorded", 4, 0),
    ]  # fmt: skip
    found = layers(table(after), table(after).dicts(), "zh")
    new = found.places(old)
    assert {key: new[key] for key in new if key in old} == {
        k: v for k, v in old.items() if k in new
    }
    assert not gone & {id for _, id in new}
    for column in range(4):
        rows = sorted(row for (at, _), row in new.items() if at == column)
        assert all(b - a >= 1 for a, b in itertools.pairwise(rows))
    wanted, others = new[2, "SITE-0001"], [new[1, f"ST-{n:04}"] for n in range(9) if n != 3]
    free = [n / 4 for n in range(300) if all(abs(n / 4 - other) >= 1 for other in others)]
    nearest = min(abs(row - wanted) for row in free)
    assert abs(new[1, "ST-0900"] - wanted) <= nearest + 0.25
    first = scene(table(before), "zh", WIDE, old)
    second = scene(table(after), "zh", WIDE, old)
    was = {dot.key: (dot.x, dot.y) for dot in first.dots if dot.key}
    now = {dot.key: (dot.x, dot.y) for dot in second.dots if dot.key}
    assert all(now[key] == was[key] for key in now if key in was)
    assert len(set(now) - set(was)) == 2


def test_a_new_organisation_takes_the_row_that_one_of_its_group_left():
    before = [row for row in town() if row[0] == 1]
    old = layers(table(before), table(before).dicts(), "zh").places()
    left = old[0, "ORG-0004"]  # of the second group, between two others of it
    after = [row for row in before if row[2] != "ORG-0004"]
    new = (1, "regional", "ORG-0901", "新", "ST-0001", "户外职工驿站（第1处）", "recorded", 1, 0)
    rows = layers(table([*after, new]), table([*after, new]).dicts(), "zh").places(old)
    assert rows[0, "ORG-0901"] == left


def test_gaps_close_on_request_and_the_order_stays():
    """Two blocks of three and their heading; one of each goes, and a third column's first."""
    spots = [Spot(0, f"a{n}", n // 3) for n in range(6)] + [Spot(1, f"b{n}") for n in range(3)]
    pulls = [Pull((0, f"a{n}"), (1, f"b{n // 2}"), 1.0) for n in range(6)]
    old = places(spots, pulls)
    first = {(0, "a0"): 1.0, (0, "a1"): 2.0, (0, "a2"): 3.0}
    assert {key: old[key] for key in first} == first
    gone = {"a1", "a5", "b0"}
    left = [spot for spot in spots if spot.id not in gone]
    stayed = [pull for pull in pulls if not {pull.source[1], pull.target[1]} & gone]
    assert places(left, stayed, old) == {spot.key: old[spot.key] for spot in left}
    closed = places(left, stayed, old, close=True)
    column = {"a0": 1.0, "a2": 2.0, "a3": 4.6, "a4": 5.6}  # a heading takes 1 row, a border 0.6
    assert {id: row for (at, id), row in closed.items() if at == 0} == column
    step = (5.6 + 1) / 2  # the second column is spread over the first one's height
    assert closed[1, "b1"] == pytest.approx(step / 2 - 0.5, abs=0.01)
    assert closed[1, "b2"] == pytest.approx(step * 1.5 - 0.5, abs=0.01)


def test_circles_are_as_large_as_what_is_related_and_hollow_where_nothing_is():
    rows = [
        (1, "regional", "ORG-1", "甲", "ST-1", "站一", "recorded", 16, None),
        (1, "regional", "ORG-2", "乙", "ST-2", "站二", "recorded", 4, None),
        (2, None, "ST-1", "站一", "SITE-1", "点一", "recorded", 16, None),
        (3, None, "SITE-1", "点一", "CO-1", "企", "recorded", 16, None),
        (3, None, "SITE-2", "点二", "CO-1", "企", "recorded", 0, None),
        (3, None, "SITE-3", "点三", None, None, None, 0, None),
    ]
    dots = {dot.id: dot for dot in scene(table(rows), "zh", WIDE).dots}
    assert dots["ORG-1"].radius == pytest.approx(2 * dots["ORG-2"].radius, rel=0.01)
    assert dots["SITE-2"].hollow and dots["SITE-3"].hollow
    assert not dots["SITE-1"].hollow and not dots["CO-1"].hollow


def test_a_relationship_is_as_wide_as_its_claims_and_broken_by_what_it_rests_on():
    rows = [
        (1, "regional", f"ORG-{n}", f"甲{n}", "ST-1", "站", basis, wishes, 12345)
        for n, (basis, wishes) in enumerate(
            [("recorded", 1), ("derived", 11), ("assumed", 1), ("synthetic", 21)]
        )
    ]
    drawn = scene(table(rows), "zh", WIDE)
    by = {line.keys[0]: line for line in drawn.lines if line.about}
    assert by["0|ORG-0"].dash is None
    assert len({by[f"0|ORG-{n}"].dash for n in range(4)}) == 4
    thin, middle, thick = (by[f"0|ORG-{n}"].width for n in (0, 1, 3))
    assert middle - thin == pytest.approx(thick - middle)
    assert "花费 ¥123.45" in by["0|ORG-0"].about and "甲0 → 站" in by["0|ORG-0"].about
    said = {word.text for word in drawn.words if word.muted}
    assert said == {"有记录", "推算", "推定", "演示"}


def test_relationships_of_two_kinds_between_the_same_two_lie_side_by_side():
    row = (1, "regional", "ORG-1", "甲", "ST-1", "站")
    drawn = scene(table([(*row, "recorded", 2, 0), (*row, "synthetic", 3, 0)]), "zh", WIDE)
    first, second = [line for line in drawn.lines if line.about]
    assert abs(first.y0 - second.y0) >= 2
    dots = {dot.id: dot.about for dot in drawn.dots}
    assert dots["ORG-1"].endswith("5")


def test_the_picture_is_whole_xml_that_names_its_nodes():
    root = ElementTree.fromstring(svg(scene(table(town()), "en", WIDE)))
    assert {one.get("data-id") for one in root.iter() if one.get("data-key")} >= {
        "ORG-0000",
        "CO-0003",
    }
    for node in root.iter("{http://www.w3.org/2000/svg}circle"):
        if node.get("data-id"):
            assert node.get("role") == "button" and node.get("aria-label")
    assert "Organisations 40, Stations 9, Delivery sites 12, Companies 4" in root[0].text


def test_the_lines_have_their_style_in_every_file_that_shows_them():
    drawn = svg(scene(table(town()), "zh", WIDE))
    classes = {name for one in re.findall(r'<path class="([^"]+)"', drawn) for name in one.split()}
    assert classes >= {"flow", "relationship"}
    maps = files("dashboard.edition.maps")
    page = [maps.joinpath(name).read_text("utf-8") for name in ("page.css", "page.js")]
    for styles in (alone.STYLE, pictures._STYLE, sheet._STYLE, *page):
        assert ".relationship" in styles

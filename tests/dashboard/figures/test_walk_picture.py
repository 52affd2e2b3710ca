"""The still picture of a walk: every node where it stands, with its link; no text from data is markup."""

import re
from html import unescape
from xml.etree import ElementTree

from dashboard.figures.relations.kind_style import KIND_STYLES, style_of
from dashboard.figures.relations.walk_picture import MOST, frame, walk_picture
from graph.model import NODES

SVG = "{http://www.w3.org/2000/svg}"


def node(
    id: str, x: float, y: float, kind: str = "Wish", label: str = "一把儿童座椅"
) -> dict[str, object]:
    look = {"id": id, "kind": kind, "kind_label": "微心愿", "label": label}
    return {**look, "x": x, "y": y, "href": f"record?id={id}"}


def tie(start: str, end: str, ended: str | None = None) -> dict[str, object]:
    return {"id": f"{start}{end}", "from": start, "to": end, "ended": ended, "weight": 1}


def test_nodes_stand_where_they_are_said_to_and_only_what_holds_joins_them():
    nodes = [node("A", 0, 0), node("B", 100, 40, "Organization"), node("C", -20, 300)]
    walk = {
        "nodes": nodes,
        "ties": [tie("A", "B"), tie("B", "C", "2024-01-01"), tie("A", "elsewhere")],
    }
    picture = ElementTree.fromstring(str(walk_picture(walk, "关系图")))
    left, top, wide, high = frame(nodes)
    assert picture.get("viewBox") == f"0 0 {wide:g} {high:g}"
    lines = [one.get("d") for one in picture.iter(f"{SVG}path") if one.get("class") == "flow"]
    assert lines == [f"M{-left:g} {-top:g}L{100 - left:g} {40 - top:g}"]
    drawn = walk_picture({**walk, "day": "2023-06-01"}, "关系图")  # the second held on that day
    assert str(drawn).count('class="flow"') == 2
    links = {one.get("href"): one for one in picture.iter(f"{SVG}a")}
    assert links.keys() == {"record?id=A", "record?id=B", "record?id=C"}
    assert all(one.find(f"{SVG}path") is not None for one in links.values())


def test_a_name_is_never_markup():
    name = '<script>alert("1")</script>&'
    text = str(walk_picture({"nodes": [node("A", 0, 0, label=name)], "ties": []}, '"><b>'))
    assert "<script" not in text and "<b>" not in text
    about = re.search(r'<a href="[^"]*" aria-label="([^"]*)"', text)
    assert about and name in unescape(about[1])


def test_nothing_and_too_much_have_no_still_picture():
    assert walk_picture({"nodes": [], "ties": []}, "") == ""
    many = [node(f"N{i}", 100 * i, 0) for i in range(MOST + 1)]
    assert walk_picture({"nodes": many, "ties": []}, "") == ""
    assert walk_picture({"nodes": many[:MOST], "ties": []}, "").count('<path class="node"') == MOST


def test_every_look_is_one_of_a_kind_and_told_apart_by_more_than_colour():
    assert KIND_STYLES.keys() <= set(NODES)
    looks = [(style.colour, style.shape, style.radius) for style in KIND_STYLES.values()]
    assert len(set(looks)) == len(looks)
    common = ("Organization", "DeliverySite", "ServiceStation", "Company", "Wish")
    assert len({style_of(kind).shape for kind in common}) == len(common)

"""Rules for marks: as files of a home, which records meet them, and how a picture shows them."""

from datetime import date
from pathlib import Path

import pytest

from cypher.errors import BrokenFile
from dashboard.explorer.marks.files import FOLDER, load_marks
from dashboard.explorer.marks.marking import filtered, marked
from dashboard.explorer.marks.rule import Markable, MarkRule, marks_of, rules_of
from dashboard.figures.relations.mark_looks import LOOKS, MARK_LOOKS
from dashboard.figures.relations.walk_picture import walk_picture

DAY = date(2025, 8, 31)
GOOD = """\
waits_long:
  title: {zh: 等了很久, en: Waiting}
  kind: Wish
  state: PUBLISHED
  days: 20
  look: violet
  always: true
busy:
  title: {zh: 忙, en: Busy}
  kind: Organization
  ties: 2
"""
WRONG = {
    "a_kind": ("x:\n  title: {zh: 甲, en: A}\n  kind: Wisch\n  days: 3\n", 3, "Wish"),
    "a_state": ("x:\n  title: {zh: 甲, en: A}\n  kind: Wish\n  state: OPENED\n", 4, "PUBLISHED"),
    "nothing": ("x:\n  title: {zh: 甲, en: A}\n  kind: Wish\n", 1, "days"),
    "a_look": ("x:\n  title: {zh: 甲, en: A}\n  kind: Wish\n  days: 3\n  look: pink\n", 5, "red"),
    "a_key": ("x:\n  title: {zh: 甲, en: A}\n  kind: Wish\n  day: 3\n", 4, "days"),
    "a_list": ("- kind: Wish\n", 1, ""),
}


def write(own: Path, name: str, text: str) -> None:
    (own / FOLDER).mkdir(exist_ok=True)
    (own / FOLDER / f"{name}.yaml").write_text(text, "utf-8")


def test_a_wrong_file_is_named_with_its_line_and_the_rest_stands(tmp_path: Path) -> None:
    shipped = load_marks()
    write(tmp_path, "good", GOOD)
    for name, (text, _, _) in WRONG.items():
        write(tmp_path, name, text)
    found = load_marks(tmp_path)
    assert found.by_name.keys() == {*shipped.by_name, "busy"}
    assert found.by_name["waits_long"].title.zh == "等了很久"
    assert [rule.look for rule in found.from_start] == ["violet"] and shipped.from_start == ()
    told = {Path(one.path).stem: one for one in found.problems if isinstance(one, BrokenFile)}
    assert told.keys() == WRONG.keys()
    for name, (_, line, hint) in WRONG.items():
        assert told[name].line == line and hint in told[name].en, told[name].en
        assert told[name].zh.startswith(f"own/marks/{name}.yaml:{line}")


def test_a_record_is_marked_by_the_first_rule_whose_every_condition_it_meets() -> None:
    some = [
        Markable("W-1", "Wish", "PUBLISHED", "雨衣 Large", date(2025, 7, 1), None),
        Markable("W-2", "Wish", "PUBLISHED", "头盔", date(2025, 8, 1), None),  # exactly 30 days
        Markable("W-3", "Wish", "PUBLISHED", "手套", date(2025, 1, 1), DAY),  # ended that day
        Markable("W-4", "Wish", "CLOSED", "雨衣", None, None),
        Markable("ORG-1", "Organization", "OPEN", "雨衣厂", date(2020, 1, 1), None),
    ]
    ends = [("ORG-1", "W-1"), ("ORG-1", "W-2"), ("ORG-1", "ORG-1"), ("ORG-1", "elsewhere")]
    waits = MarkRule(kind="Wish", state="PUBLISHED", days=30)
    named = MarkRule(kind="Wish", text="雨衣 l", look="blue")
    assert marks_of(some, ends, [waits, named], DAY) == {"W-1": waits}
    assert marks_of(some, ends, [named, waits], DAY) == {"W-1": named}
    assert marks_of(some, ends, [MarkRule(kind="Organization", ties=3)], DAY).keys() == {"ORG-1"}
    assert marks_of(some, ends, [MarkRule(kind="Organization", ties=4)], DAY) == {}


def test_what_a_view_has_kept_is_taken_as_far_as_it_is_a_rule() -> None:
    kept = [
        {"kind": "Wish", "days": 9},
        {"kind": "Wish"},
        "x",
        {"kind": "Wish", "look": "pink", "days": 1},
    ]
    assert rules_of({"rules": kept}) == (MarkRule(kind="Wish", days=9),)
    assert rules_of({"rules": "x"}) == rules_of({}) == ()


@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_marks_by_colour_and_by_shape_and_says_what_it_means(look: str) -> None:
    def node(id: str, kind: str, x: float) -> dict[str, object]:
        return {"id": id, "kind": kind, "kind_label": "微心愿", "label": id, "state": "PUBLISHED",
                "began": "2025-01-01", "ended": None, "x": x, "y": 0.0}  # fmt: skip

    walk = {"nodes": [node("W-1", "Wish", 0), node("ORG-1", "Organization", 200)],
            "ties": [{"id": "t", "kind": "FOR", "from": "ORG-1", "to": "W-1"}]}  # fmt: skip
    rule = MarkRule.model_validate({"kind": "Wish", "state": "PUBLISHED", "days": 30, "look": look})
    found = marked(walk, [rule], load_marks(), "en", DAY)
    text = str(walk_picture(walk, "", found, key=True))
    assert text.count(f'fill="{MARK_LOOKS[rule.look].colour}"') == 3  # sign, mark, mark of the key
    assert text.count(f'd="{MARK_LOOKS[rule.look].mark}"') == 2
    assert text.count("Wishes open for over 30 days") == 2  # over the node, and in the key
    assert "Wishes open" not in str(walk_picture(walk, "", {}, key=True))
    alone = filtered(walk, {"Organization"}, set())
    assert [one["id"] for one in alone["nodes"]] == ["W-1"] and alone["ties"] == []

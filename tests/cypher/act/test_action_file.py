"""A file of an action that cannot be used says where and why."""

import pytest

from cypher.act.action_file import parse_action
from cypher.errors import BrokenFile

GOOD = """\
// ---
// title: {zh: 试, en: Try}
// about: {zh: 试一试。, en: A trial.}
// on: Wish
// from: [PUBLISHED]
// to: CLAIMED
// parameters:
//   plan: {type: text, optional: true, label: {zh: 打算, en: Plan}}
// writes: {nodes: [Claim], relationships: [FOR], changes: {Wish: [title]}}
// refusals:
//   taken: {zh: "已由 {who} 认领。", en: "{who} has it."}
// ---

MATCH (w:Wish {id: $id})
RETURN CASE WHEN w.title = $plan THEN 'taken' END AS refusal, {who: w.title} AS details
;
// sets the title
MATCH (w:Wish {id: $id})
SET w.title = $plan
"""


def test_header_guard_and_change():
    action = parse_action(GOOD.encode(), "own/try", "own/actions/own/try.cypher", "own")
    assert action.header.on == "Wish" and action.header.before == ("PUBLISHED",)
    assert action.guard.startswith("MATCH") and action.guard.endswith("details")
    assert action.change.startswith("// sets") and action.change.endswith("$plan")
    assert (action.line, action.change_line) == (14, 17)


def test_the_state_alone_may_change():
    action = parse_action(GOOD.partition("\n;\n")[0].encode(), "own/try", "x", "own")
    assert action.change == ""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("on: Wish", "on: Wisch", 4, "no label Wisch. Did you mean Wish?"),
        ("on: Wish", "on: WishEvent", 4, "no label WishEvent"),
        ("// on: Wish\n", "", 2, "on is missing"),
        ("[PUBLISHED]", "[PUBLISHD]", 5, "Did you mean PUBLISHED?"),
        ("to: CLAIMED", "to: TAKEN", 6, "no state TAKEN"),
        ("to: CLAIMED", "tow: CLAIMED", 6, "no key tow"),
        ("to: CLAIMED", "new: true", 5, "no state to come from"),
        ("  plan: {", "  id: {", 8, "bound by itself"),
        ("  plan: {", "  new_Claim: {", 8, "bound by itself"),
        ("type: text", "type: text, node: Wisch", 8, "no label Wisch"),
        ("type: text", "type: txt", 8, "txt"),
        ("nodes: [Claim]", "nodes: [Clam]", 9, "Did you mean Claim?"),
        ("nodes: [Claim]", "nodes: [WishEvent]", 9, "no label WishEvent"),
        ("relationships: [FOR]", "relationships: [FUR]", 9, "no type FUR"),
        ("Wish: [title]", "Wish: [titel]", 9, "Did you mean title?"),
        ("Wish: [title]", "Wish: [status]", 9, "status"),
        ("Wish: [title]", "Wish: [importId]", 9, "importId"),
        ("Wish: [title]", "Wisch: [title]", 9, "Wisch"),
        ("  taken: {", "  taken_up: {", 11, "the guard never returns taken_up"),
        ('"{who} has it."', '"somebody has it."', 11, "both languages"),
        ("// refusals", "// deletes: true\n// refusals", 10, "cannot delete"),
        ("AS details\n;", "AS details;\n;", 15, "two statements"),
        ("SET w.title = $plan", "SET w.title = $plan\n;\nRETURN 1", 20, "two statements"),
    ],
)
def test_what_is_wrong_and_where(old: str, new: str, line: int, says: str):
    assert old in GOOD
    with pytest.raises(BrokenFile) as broken:
        parse_action(GOOD.replace(old, new, 1).encode(), "own/try", "x.cypher", "own")
    assert says in broken.value.en
    assert broken.value.line == line


def test_no_guard():
    with pytest.raises(BrokenFile, match="comes the guard"):
        parse_action(GOOD[: GOOD.rindex("// ---")].encode() + b"// ---\n", "a/b", "x", "own")

"""The page of states is what the headers say."""

from pathlib import Path

from cypher.act.action_library import ActionLibrary
from cypher.act.states import states_page

PAGE = Path(__file__).parents[3] / "docs" / "states.md"
ACTIONS = {id: one for id, one in ActionLibrary().all().saved.items() if one.source == "shipped"}


def test_the_page_is_what_the_headers_say():
    assert PAGE.read_text("utf-8") == states_page(ACTIONS)


def test_every_step_stands_on_it_once_and_every_state_of_a_wish_is_reached():
    page = PAGE.read_text("utf-8")
    for id in ACTIONS:
        assert page.count(f"| `{id}` |") == 1
    reached = {one.header.to for one in ACTIONS.values() if one.header.on == "Wish"}
    left = {
        state for one in ACTIONS.values() if one.header.on == "Wish" for state in one.header.before
    }
    assert reached - {None} == left | {"CLOSED", "REJECTED", "REFERRED", "WITHDRAWN"}

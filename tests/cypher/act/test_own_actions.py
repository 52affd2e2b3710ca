"""Actions of a home's own: begun from a few answers, and run only as a steward has approved them."""

from datetime import datetime
from pathlib import Path

import pytest

from cypher.act.action_library import ActionLibrary, approvable
from cypher.act.admitting import admit_action
from cypher.act.runner import ActionRunner
from cypher.errors import BrokenFile, NotAdmitted, NotStarted, UnknownAction
from cypher.header import Words
from cypher.library.approvals import Approvals
from cypher.library.new_action import start
from cypher.reader import Reader
from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI

TITLE = Words(zh="致谢", en="Thank")


@pytest.fixture
def library(tmp_path: Path) -> ActionLibrary:
    return ActionLibrary(tmp_path / "own", tmp_path / "approvals", every=0)


def begun(library: ActionLibrary, id: str = "thanks", **more: object):
    answers = {"on": "Wish", "before": ["FULFILLED"], "to": "", "author": "安娜", **more}
    return start(library.own, id, TITLE, *answers.values(), library.all())  # type: ignore[arg-type]


@pytest.mark.parametrize("to", ["", "CLOSED"])
def test_what_is_begun_is_admitted(_door: Graph, library: ActionLibrary, to: str):
    saved = begun(library, to=to)
    assert saved.id == "own/thanks" and saved.header.author == "安娜"
    assert saved.header.to == (to or None)
    admit_action(_door, saved)


def test_it_runs_when_it_is_approved_and_not_when_it_was_changed_since(library: ActionLibrary):
    saved = begun(library)
    assert saved.id in library.all().saved and saved.id not in library.actions()
    assert saved not in library.on("Wish")
    now = datetime.now(SHANGHAI)
    Approvals(library.approvals).add(approvable(saved), "王主任", now)
    assert saved.id in library.actions() and saved in library.on("Wish")
    path = library.own.joinpath(*Path(saved.path).parts[1:])  # type: ignore[union-attr]
    path.write_text(saved.text + "\n// another line\n", "utf-8")
    assert library.all().approval(library.all().find("own/thanks")).state == "edited"
    assert saved.id not in library.actions()


@pytest.mark.parametrize("id", ["wish/claim", "a b", "../x", ""])
def test_an_id_that_cannot_be(library: ActionLibrary, id: str):
    with pytest.raises(NotStarted):
        begun(library, id)


def test_a_state_that_there_is_not(library: ActionLibrary):
    with pytest.raises(BrokenFile, match="no state LOST"):
        begun(library, to="LOST")
    assert not (library.own / "actions").exists()  # type: ignore[operator]


def test_an_own_file_does_not_take_the_place_of_a_shipped_one(library: ActionLibrary):
    path = library.own / "actions" / "wish" / "claim.cypher"  # type: ignore[operator]
    path.parent.mkdir(parents=True)
    path.write_text(library.all().saved["wish/claim"].text, "utf-8")
    held = library.all()
    assert held.saved["wish/claim"].source == "shipped"
    assert [error.id for error in held.broken] == ["wish/claim"]


def test_an_id_that_is_not_there_names_what_was_meant(library: ActionLibrary):
    with pytest.raises(UnknownAction, match="wish/claim"):
        library.all().find("wish/clame")


def test_what_an_approval_alone_vouches_for_is_admitted_again_before_it_runs(
    graph: Graph, library: ActionLibrary
):
    saved = begun(library, before=[], on="Organization")
    path = library.own.joinpath(*Path(saved.path).parts[1:])  # type: ignore[union-attr]
    change = "MATCH (o:Organization {id: $id})\nSET o.memberCount = 0\n"
    path.write_text(saved.text.split("\n;\n")[0] + "\n;\n" + change, "utf-8")
    slipped = library.all().find("own/thanks")
    now = datetime.now(SHANGHAI)
    Approvals(library.approvals).add(
        approvable(slipped), "王主任", now
    )  # by hand, past the command
    assert "own/thanks" in library.actions()
    org = {"id": "ORG-1", "name": "东村党支部", "kind": "party", "memberCount": 9}
    load_rows(graph, {"Organization": [org]}, name="册", by="老张")
    with pytest.raises(NotAdmitted, match="memberCount"):
        ActionRunner(graph, library).run(Reader("甲", "staff", "staff"), "own/thanks", "ORG-1", {})
    assert graph.read("MATCH (o:Organization) RETURN o.memberCount").value() == 9

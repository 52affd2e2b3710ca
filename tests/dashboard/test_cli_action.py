"""``lianxin act`` and ``lianxin action``: a wish through its life, and an action of one's own, from the terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from access import Clock, Home
from as_user import typed
from click.testing import Result
from trail_lines import noted

from graph.client import Graph
from graph.load import load_rows
from graph.schema import ensure_model_version

pytestmark = pytest.mark.server
Ran = Callable[..., Result]
ROWS = {
    "Organization": [{"id": "ORG-1", "name": "第一党支部", "kind": "party"}],
    "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "takeaway"}],
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = Home(tmp_path / "home", Clock())
    for name, role in zip(
        ("chen", "anna", "bo", "reader"), ("steward", "staff", "staff", "committee"), strict=True
    ):
        home.add(name, role)
    return tmp_path / "home"


@pytest.fixture
def run(graph: Graph, home: Path) -> Ran:
    ensure_model_version(graph)
    load_rows(graph, ROWS, name="册", by="老张")
    server = {"NEO4J_URI": graph.address.uri, "NEO4J_PASSWORD": graph.address.password}

    def run(*words: str, code: int = 0, lang: str = "zh") -> Result:
        result = typed(home, "--lang", lang, *words, **server)
        assert result.exit_code == code, result.output
        return result

    return run


def test_a_wish_from_the_terminal(run: Ran, home: Path, graph: Graph):
    wish = (
        "title=头盔",
        "category=riding_gear",
        "channel=visit",
        "rider_alias=阿明",
        "site=SITE-1",
    )
    values = [word for one in (*wish, "consent=是") for word in ("-p", one)]
    made = run("act", "wish/submit", *values, "--as", "anna")
    id = re.search(r"W-\S+?(?= )", made.output)[0]  # type: ignore[index]
    run("act", "wish/review", id, "--as", "bo")
    refused = run(
        "act", "wish/publish", id, "-p", "title=头盔", "-p", "cost=120", "--as", "anna", code=46
    )
    assert "您自己录入" in refused.output
    run("act", "wish/publish", id, "-p", "title=头盔", "-p", "cost=120", "--as", "bo")
    run("act", "wish/claim", id, "-p", "organisation=ORG-1", "--as", "anna")
    status = graph.read("MATCH (w:Wish {id: $id}) RETURN w.status", {"id": id}).value()
    assert status == "CLAIMED"
    not_allowed = run("act", "wish/hand_over", id, "--as", "reader", code=24)
    assert "您的角色不能" in not_allowed.output
    assert (
        "名称=值" in run("act", "wish/withdraw", id, "-p", "reason", "--as", "bo", code=43).output
    )
    assert {"anna", "bo"} <= {entry["by"] for entry in noted(home, "write_done")}


def test_an_action_of_ones_own_is_approved_by_another(run: Ran, home: Path):
    words = (
        "--title",
        "致谢",
        "--title-en",
        "Thank",
        "--on",
        "Wish",
        "--from",
        "FULFILLED",
        "--to",
        "",
    )
    run("action", "new", "thanks", *words, "--as", "chen")
    assert "未经批准" in run("action", "show", "own/thanks").output
    file = home / "own" / "actions" / "own" / "thanks.cypher"
    written = file.read_text("utf-8")
    file.write_text(written.replace("// needs: act", "// needs: acts"), "utf-8")
    assert "acts" in run("action", "check", "own/thanks", code=1).output
    assert "没有“acts”这种权限" in run("action", "approve", "own/thanks", code=47).output
    file.write_text(written, "utf-8")
    run("action", "check", "own/thanks")
    run("action", "approve", "own/thanks", "--as", "anna", code=24)
    assert "您自己写的" in run("action", "approve", "own/thanks", "--as", "chen", code=47).output
    run("action", "approve", "own/thanks")
    assert "own/thanks" in run("action", "list").output
    assert "致谢" in run("action", "table").output
    assert "Thank" in run("action", "table", lang="en").output

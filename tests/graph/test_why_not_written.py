"""Why a file cannot be written is said in the reader's language, by errors that really happen."""

import re
import sqlite3
from pathlib import Path

import pytest
import xlsxwriter
from filelock import Timeout

from graph.files import reason_of

_ERRORS = (OSError, sqlite3.Error, xlsxwriter.exceptions.FileCreateError)


def _full_disk(folder: Path) -> None:
    with Path("/dev/full").open("w") as out:
        out.write("x" * 100_000)


def _full_database(folder: Path) -> None:
    connection = sqlite3.connect(folder / "full.sqlite3")
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("CREATE TABLE held (text)")
    connection.execute("INSERT INTO held VALUES (zeroblob(100000))")


def _no_folder(folder: Path) -> None:
    (folder / "absent" / "file").write_text("x")


def _no_folder_for_a_workbook(folder: Path) -> None:
    with xlsxwriter.Workbook(str(folder / "absent" / "a.xlsx")) as book:
        book.add_worksheet()


def _no_database(folder: Path) -> None:
    (folder / "none.sqlite3").write_text("this is no database at all, whatever its name")
    sqlite3.connect(folder / "none.sqlite3").execute("SELECT * FROM sqlite_master")


def _held(folder: Path) -> None:
    raise Timeout(str(folder / "lock"))


@pytest.mark.parametrize(
    ("fail", "zh", "en"),
    [
        (_full_disk, "磁盘已满", "the disk is full"),
        (_full_database, "磁盘已满", "the disk is full"),
        (_no_folder, "没有这个文件或文件夹", "there is no such file or folder"),
        (_no_folder_for_a_workbook, "没有这个文件或文件夹", "there is no such file or folder"),
        (_no_database, "不是数据库文件", "it is no database"),
        (_held, "文件正被别的程序使用", "another program uses the file"),
    ],
)
def test_what_the_system_refuses_is_said_in_both_languages(tmp_path, fail, zh, en):
    with pytest.raises(_ERRORS) as caught:
        fail(tmp_path)
    assert reason_of(caught.value) == (zh, en)
    assert not re.search("[A-Za-z]", zh)

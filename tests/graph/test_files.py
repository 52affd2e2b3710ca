"""Files that are written whole or not at all, with the disk full and with a torn line."""

import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.files import append_line, replace_bytes, replace_text

FULL = """
import resource, signal, sys
from pathlib import Path
from cypher.errors import NotStarted
from cypher.header import Words
from cypher.library.catalogue import Catalogue
from cypher.library.new_report import start
catalogue = Catalogue.load()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64, resource.RLIM_INFINITY))
try:
    start(Path(sys.argv[1]), "rain", Words(zh="雨", en="Rain"), None, catalogue)
except NotStarted as error:
    print(error.en)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print([path.name for path in Path(sys.argv[1]).rglob("*") if path.is_file()])
print(start(Path(sys.argv[1]), "rain", Words(zh="雨", en="Rain"), None, catalogue).id)
"""


def test_a_report_begun_on_a_full_disk_leaves_nothing_and_its_id_free(tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    said, left, id = ended.stdout.splitlines()
    assert "could not be written" in said
    assert (left, id) == ("[]", "reports/own/rain")


def test_a_write_that_fails_keeps_what_was_there(tmp_path: Path):
    file = tmp_path / "a.txt"
    replace_text(file, "before")

    def parts():
        yield b"aft"
        raise OSError("no more")

    with pytest.raises(OSError):
        replace_bytes(file, parts())
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_torn_line_swallows_nothing(tmp_path: Path):
    file = tmp_path / "log.jsonl"
    append_line(file, "first")
    with file.open("ab") as held:
        held.write(b'{"half": ')
    append_line(file, "second")
    append_line(file, "third")
    assert file.read_text().split("\n") == ["first", '{"half": ', "second", "third", ""]
    assert file.stat().st_mode & 0o077 == 0


def test_a_disk_that_fills_in_the_middle_of_a_line_costs_that_line_alone(tmp_path: Path):
    file = tmp_path / "log.jsonl"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    append_line(file, "first")
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
        with pytest.raises(OSError):
            append_line(file, "x" * 40)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    append_line(file, "last")
    lines = file.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("first", "last")


def test_of_many_who_write_at_once_one_stands_whole_and_nothing_is_left(tmp_path: Path):
    file = tmp_path / "kept"
    texts = {str(n) * 50_000 for n in range(8)}
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            list(pool.map(lambda text: replace_text(file, text), texts))
            assert file.read_text() in texts
    assert list(tmp_path.iterdir()) == [file]

"""A maker that is killed at any moment leaves nothing that is shown, and nothing after the next start."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.edition.content.folders import Editions

MAKER = """
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from dashboard.edition.content.folders import Editions
from dashboard.edition.manifest import FILE

def make(home, stop, among):
    def reached(moment):
        if moment == stop:
            print(os.getpid(), flush=True)
            sys.stdin.read()

    with Editions(Path(home)).building("2025", among=among) as folder:
        reached("empty")
        (folder / "data").mkdir()
        (folder / "data" / "answers.json").write_text("{")
        reached("half")
        (folder / FILE).write_text("{}")
        reached("whole")

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup of a test run is inherited
while line := sys.stdin.readline():
    child = os.fork()
    if child == 0:
        make(*line.rstrip("\\n").split("\\t"))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Makes an edition for each line that it reads (home, moment, folder) in a process of its own, which
stops at the moment and says its number; then says how that process ended."""
MOMENTS = ["empty", "half", "whole"]
Kill = Callable[[Path, str, signal.Signals, str], None]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Run a maker until a moment, and end it there."""
    command = [sys.executable, "-c", MAKER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as maker:
        assert maker.stdin is not None and maker.stdout is not None
        said, read = maker.stdin, maker.stdout

        def run(home: Path, moment: str, how: signal.Signals, among: str = "") -> None:
            said.write(f"{home}\t{moment}\t{among}\n")
            os.kill(int(read.readline()), how)
            assert int(read.readline()) == -how

        yield run
        said.close()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_killed_maker_leaves_nothing(
    tmp_path: Path, kill: Kill, how: signal.Signals, moment: str
):
    kill(tmp_path, moment, how, "")
    editions = Editions(tmp_path)
    assert editions.names() == []
    editions.tidy()
    assert not any(one.is_dir() for one in editions.root.iterdir())
    with editions.building("2025") as folder:
        assert list(folder.iterdir()) == []


def test_what_is_being_made_is_not_tidied_away(tmp_path: Path):
    with Editions(tmp_path).building("2025") as folder:
        (folder / "half").write_text("x")
        Editions(tmp_path).tidy()
        with Editions(tmp_path).building("2024"):
            assert (folder / "half").read_text() == "x"


def test_a_comparison_that_was_killed_leaves_the_one_before(tmp_path: Path, kill: Kill):
    editions = Editions(tmp_path)
    with editions.building("2025", among="compared") as folder:
        (folder / "map.svg").write_text("before")
    kill(tmp_path, "whole", signal.SIGKILL, "compared")
    editions.tidy()
    place = editions.root / "compared"
    assert [one.name for one in place.iterdir() if one.is_dir()] == ["2025"]
    assert (place / "2025" / "map.svg").read_text() == "before"

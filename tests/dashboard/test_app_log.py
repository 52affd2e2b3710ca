"""The application log: what it holds, what it never holds, who may read it."""

import json
import logging
import os
import stat
import subprocess
import sys

import pytest

from dashboard.app_log import FILE, PACKAGES, last_lines, start_logging
from graph.errors import GraphError

LOGGER = logging.getLogger("dashboard.somewhere")


def fail_with(value: str) -> None:
    try:
        int(value)
    except ValueError as error:
        raise GraphError(f"{value} 不行", f"{value} will not do") from error


@pytest.fixture(autouse=True)
def _loggers_put_back():
    loggers = [logging.getLogger(name) for name in PACKAGES]
    before = [(logger, list(logger.handlers), logger.level, logger.propagate) for logger in loggers]
    yield
    for logger, handlers, level, propagate in before:
        for handler in set(logger.handlers) - set(handlers):
            handler.close()
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def test_nothing_is_made_before_something_is_logged(tmp_path):
    start_logging(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_logged_with_its_place_and_cause_and_without_its_value(tmp_path):
    start_logging(tmp_path)
    try:
        fail_with("王小明")
    except GraphError:
        LOGGER.exception("a card could not be made")
    text = "\n".join(last_lines(tmp_path, 50))
    assert "a card could not be made" in text
    assert "in fail_with" in text and "graph.errors.GraphError" in text
    assert "builtins.ValueError" in text and "caused by" in text
    assert "王小明" not in text


def test_control_characters_and_new_lines_are_written_out(tmp_path):
    start_logging(tmp_path)
    LOGGER.warning("one\x1b]0;owned\x07\nERROR two")
    (line,) = last_lines(tmp_path, 50)
    assert "\x1b" not in line and "\x07" not in line
    assert r"one\x1b]0;owned\x07\nERROR two" in line


def test_json_lines_hold_the_same(tmp_path):
    start_logging(tmp_path, "json")
    LOGGER.warning("slow: %d ms", 1200)
    (line,) = last_lines(tmp_path, 50)
    entry = json.loads(line)
    assert (entry["level"], entry["message"]) == ("WARNING", "slow: 1200 ms")
    assert entry["time"].endswith("+08:00") and entry["process"] == os.getpid()


def test_only_its_owner_reads_it_whatever_the_umask(tmp_path):
    old = os.umask(0o000)
    try:
        start_logging(tmp_path)
        LOGGER.warning("x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_two_processes_write_and_rotate_one_log_and_lose_no_line(tmp_path):
    program = (
        "import logging, sys; from pathlib import Path; import dashboard.app_log as a\n"
        "a.MOST_BYTES, a.KEPT_FILES = 6_000, 50\n"
        "a.start_logging(Path(sys.argv[1]))\n"
        "for n in range(300): logging.getLogger('dashboard.x').warning('%s-%d.', sys.argv[2], n)\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "ab"
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    text = "".join(file.read_text("utf-8") for file in (tmp_path / "log").glob("lianxin.log*"))
    missing = [f"{name}-{n}." for name in "ab" for n in range(300) if f" {name}-{n}." not in text]
    assert missing == []
    assert len(list((tmp_path / "log").glob("lianxin.log.*"))) > 1


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "log").write_text("a file in its place")
    start_logging(tmp_path)
    LOGGER.warning("goes nowhere")
    assert (tmp_path / "log").read_text() == "a file in its place"


FULL = """
import logging, resource, signal, sys
from pathlib import Path
from dashboard.app_log import FILE, start_logging
start_logging(Path(sys.argv[1]))
log = logging.getLogger("dashboard.somewhere")
log.error("there is room")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = (Path(sys.argv[1]) / FILE).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
log.error("there is none")
"""


def test_a_line_that_the_disk_does_not_take_shows_no_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout + done.stderr == ""
    assert [line.rpartition("] ")[2] for line in last_lines(tmp_path, 5)] == ["there is room"]

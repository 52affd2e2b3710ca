"""The ``lianxin`` command as a user runs it: a process of its own, and what it says."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from time import monotonic
from typing import TypeVar

import psutil
import requests
from click.testing import CliRunner, Result

T = TypeVar("T")
PATIENCE = 180.0
"""Seconds after which something that does not end is killed, and the test fails."""
ENGLISH = {
    "LIANXIN_LANG": "en",
    "LIANXIN_TEST_SPEED": "1",
    "LIANXIN_HEAP_MB": "512",
    "LIANXIN_PREWARM": "0",  # of a hundred plans a test needs a few
}
LIANXIN = [sys.executable, "-m", "dashboard"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return {**kept, **ENGLISH, "LIANXIN_HOME": str(home), "PYTHONUNBUFFERED": "1", **more}


def lianxin(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*LIANXIN, *words],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def typed(home: Path, *words: str, **more: str) -> Result:
    """Run one command to its end in this process, which is quicker."""
    from dashboard.cli.main import lianxin as command

    given = {"NEO4J_URI": None, "NEO4J_PASSWORD": None, **ENGLISH, "LIANXIN_HOME": str(home)}
    return CliRunner().invoke(command, words, env={**given, **more}, prog_name="lianxin")


class Running:
    """A command that goes on."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said = ""

    def until(self, word: str) -> str:
        """Wait until it says a word; gives the line."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if word in line:
                return line
        raise AssertionError(f"ended ({self.process.wait()}) before it said {word!r}: {self.said}")

    def rest(self) -> int:
        """Wait for its end; gives its exit code."""
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return self.process.wait()

    def interrupt(self) -> int:
        """What Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.rest()

    def kill(self) -> None:
        self.process.kill()
        self.rest()


@contextmanager
def begun(home: Path, *words: str, patience: float = PATIENCE, **more: str) -> Iterator[Running]:
    """A command that is killed when the body is left, or after ``patience`` s, if it still runs."""
    process = subprocess.Popen(
        [*LIANXIN, *words],
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        late = Timer(patience, process.kill)
        late.start()
        try:
            yield Running(process)
        finally:
            late.cancel()
            process.kill()


def until(condition: Callable[[], T], seconds: float = 120.0) -> T:
    """Wait until a condition holds; gives what it gave."""
    end, pause = monotonic() + seconds, Event()
    while not (found := condition()):
        assert monotonic() < end, "waited in vain"
        pause.wait(0.05)
    return found


def of_home(home: Path) -> list[psutil.Process]:
    """Every process whose command line names a home."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if any(str(home) in word for word in process.info["cmdline"] or ()):
            found.append(process)
    return found


def none_left(home: Path, seconds: float = 60.0) -> bool:
    """Wait until no process of a home is left."""
    _, alive = psutil.wait_procs(of_home(home), seconds)
    return not alive and not of_home(home)


def entered(visitor: requests.Session, said: str) -> str:
    """Sign in by the one-time link in what a command said, as its page does; gives the address of
    the first page, without the slash at its end."""
    found = re.search(r"(http://127\.0\.0\.1:\d+)/sign-in/once#once=([\w-]+)", said)
    assert found, said
    root, code = found.groups()
    form = visitor.get(f"{root}/sign-in").text
    token = re.search(r'name="token" value="([^"]+)"', form)
    assert token, form
    fields = {"token": token[1], "once": code}
    answer = visitor.post(f"{root}/sign-in/once?lang=en", data=fields).json()
    assert answer.get("next", "").startswith("/"), answer
    return root


def patient() -> requests.Session:
    """Asks again for a minute where nothing answers or the graph is away."""
    retry = requests.adapters.Retry(
        total=60, connect=60, status=60, status_forcelist=[503], backoff_factor=0.2, backoff_max=1
    )
    session = requests.Session()
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
    return session

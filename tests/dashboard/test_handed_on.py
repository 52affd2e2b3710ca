"""A dashboard on a private Neo4j that another has started: who is killed or ends is not missed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests
from as_user import begun, environment, none_left, until

from graph.local.install.lines import LINES
from graph.local.process.state import State
from graph.local.store.folders import Folders
from graph.settings import Settings

USES = """
import sys
from graph.local import LocalServer
from graph.settings import Settings
server = LocalServer(Settings())
server.start(lasting=True)
print("it answers", flush=True)
sys.stdin.read()
server.stop_if_owned()
"""
"""Uses the server as a dashboard does, until its standard input ends."""


@contextmanager
def user(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that uses the server of a home, which answers."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", USES]
    with subprocess.Popen(
        command, env=environment(home), stdin=pipe, stdout=pipe, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "it answers\n"
            yield process
        finally:
            process.kill()


def test_the_private_server_outlives_its_starter_and_ends_with_the_last(tmp_path: Path):
    folders = Folders(tmp_path, LINES[Settings().neo4j_line])

    def state() -> State:
        found = folders.state()
        assert found is not None
        return found

    def owned_by(process: "subprocess.Popen[str]") -> bool:
        owner = state().owner
        return owner is not None and owner.pid == process.pid

    with ExitStack() as all:
        first = all.enter_context(user(tmp_path))
        dashboard = all.enter_context(begun(tmp_path, "serve", "--port", "0"))
        said = dashboard.until("is served at")
        url = said.split("is served at")[1].split()[0].rstrip("/") + "/readyz"
        java = state().java
        assert owned_by(first)
        until(lambda: requests.get(url, timeout=60).ok)
        first.kill()
        first.wait()
        until(lambda: owned_by(dashboard.process))
        assert state().java == java and java.alive
        assert requests.get(url, timeout=60).ok

        last = all.enter_context(user(tmp_path))
        dashboard.process.terminate()  # an orderly end hands it on as well
        assert dashboard.rest() == 0
        until(lambda: owned_by(last))
        assert state().java == java and java.alive
        last.communicate()  # its standard input ends
        assert last.returncode == 0
        assert not java.alive
        assert folders.state() is None
    assert none_left(tmp_path)

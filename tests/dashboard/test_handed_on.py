"""Two dashboards of one home and its private Neo4j: the first is killed, and nobody misses it."""

import socket
import subprocess
from pathlib import Path

import requests
from as_user import LIANXIN, environment, until

from graph.local.install.lines import LINES
from graph.local.process.state import State
from graph.local.store.folders import Folders
from graph.settings import Settings


def started(home: Path) -> tuple["subprocess.Popen[bytes]", str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / f"said-{port}").open("wb") as out:
        process = subprocess.Popen(
            [*LIANXIN, "serve", "--port", str(port)], env=environment(home), stdout=out, stderr=out
        )
    url = f"http://127.0.0.1:{port}/readyz"
    until(lambda: process.poll() is not None or ready(url))
    assert process.poll() is None, (home / f"said-{port}").read_text()
    return process, url


def ready(url: str) -> bool:
    try:
        return requests.get(url, timeout=10).ok
    except requests.ConnectionError:
        return False


def test_the_private_server_outlives_its_starter_and_ends_with_the_last(tmp_path: Path):
    folders = Folders(tmp_path, LINES[Settings().neo4j_line])

    def state() -> State:
        found = folders.state()
        assert found is not None
        return found

    first, _ = started(tmp_path)
    second, url = started(tmp_path)
    try:
        java = state().java
        assert state().owner is not None and state().owner.pid == first.pid
        first.kill()
        first.wait()
        until(lambda: state().owner is not None and state().owner.pid == second.pid)
        assert state().java == java and java.alive
        assert ready(url)

        third, url = started(tmp_path)
        second.terminate()  # an orderly end hands it on as well
        assert second.wait(60) == 0
        until(lambda: state().owner is not None and state().owner.pid == third.pid)
        assert state().java == java and java.alive
        assert ready(url)
        third.terminate()
        assert third.wait(90) == 0
        assert not java.alive
        assert folders.state() is None
    finally:
        for one in (first, second, locals().get("third")):
            if one is not None and one.poll() is None:
                one.kill()
                one.wait()
